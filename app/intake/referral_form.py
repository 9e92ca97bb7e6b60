"""What the pages about referrals out and handovers send, and the rules they answer to."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from app.intake.wording import tells_why
from app.web.forms.decoding import Code, Invalid, Label, refuse
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import CODES
from workflows.lists.pmks import PMKS

CENTRE = "CENTRE"


class ReferralForm(msgspec.Struct, frozen=True, kw_only=True):
    """Sending somebody on with a letter."""

    key: UUID | None = None
    destination: Annotated[str, Code("destination"), Label("Sent to")]
    office: Annotated[str, Meta(max_length=120), Label("Name of the office there")] = ""
    letter_number: Annotated[str, Meta(max_length=60), Label("Letter number")]
    letter_on: Annotated[date, Label("Date of the letter")]
    sent_on: Annotated[date, Label("Day of sending")]


class AnswerForm(msgspec.Struct, frozen=True, kw_only=True):
    """What the other side answered."""

    key: UUID | None = None
    version: int = 0  # none was sent: what stands was not seen
    answer: Annotated[Literal["ACKNOWLEDGED", "RETURNED"], Label("Answer")]
    answered_on: Annotated[date, Label("Day of the answer")]
    answer_letter: Annotated[str, Meta(max_length=60), Label("Number of their letter")] = ""
    return_reason: Annotated[str, Code("return_reason"), Label("Why it came back")] = ""


class ReferralFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What the list's address asks for."""

    q: Annotated[
        str, Meta(max_length=200), Label("Name, NIK, KK, number, telephone, birth date or address")
    ] = ""
    kind: Annotated[str, Code("referral_kind"), Label("Kind")] = ""
    status: Annotated[str, Code("referral_status"), Label("Answer")] = ""
    since: Annotated[date | None, Label("Sent from")] = None
    until: Annotated[date | None, Label("Sent until")] = None
    after: Annotated[str, Meta(max_length=400)] = ""


def is_way(way: str) -> bool:
    """Tell whether somebody can be sent this *way*: to the centre, or as a type that another division handles."""
    return way == CENTRE or (way in PMKS and PMKS[way].handler in CODES["division"])


def check(form: ReferralForm, way: str, *, today: date) -> ReferralForm | Invalid:
    """Return the form when no rule speaks against it, else with all complaints."""
    errors: dict[str, str] = {}
    if form.destination not in CODES["centre" if way == CENTRE else "division"]:
        errors["destination"] = _("Choose one of the options.")
    if way == CENTRE:
        for name in ("office", "letter_number"):
            if tells_why(getattr(form, name)):
                errors[name] = _("This would tell why the person is referred. Write it without that.")
    if form.letter_on > form.sent_on:
        errors["letter_on"] = _("The letter is dated after it was sent.")
    if form.sent_on > today:
        errors["sent_on"] = _("This day lies ahead.")
    return refuse(form, **errors) if errors else form


def check_answer(form: AnswerForm, *, sent_on: date, centre: bool, today: date) -> AnswerForm | Invalid:
    """Return the answer when no rule speaks against it, else with all complaints."""
    errors: dict[str, str] = {}
    if form.answered_on > today:
        errors["answered_on"] = _("This day lies ahead.")
    elif form.answered_on < sent_on:
        errors["answered_on"] = _("The answer cannot come before the letter was sent.")
    if form.answer == "RETURNED" and not form.return_reason:
        errors["return_reason"] = _("Choose one of the options.")
    if centre and tells_why(form.answer_letter):
        errors["answer_letter"] = _("This would tell why the person is referred. Write it without that.")
    return refuse(form, **errors) if errors else form
