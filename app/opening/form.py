"""What the page that opens a case sends, and the rules that hold it before the journey itself is asked."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from app import clock
from app.opening.type_rules import Band, Judged, before, judge, suggestions
from app.web.forms.decoding import Code, Invalid, Label, refuse
from app.web.i18n import formats
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import CODES, code_label


class OpenForm(msgspec.Struct, frozen=True, kw_only=True):
    """Opening a case. ``also`` are the other types that fit; ``override`` the reason for going against the rules."""

    key: UUID | None = None
    choose: str | None = None  # fill the list of workers anew, nothing else
    pmks_type: Annotated[str, Code("pmks"), Label("Type")]
    also: Annotated[list[str], Code("pmks"), Label("Other types that fit as well")] = []
    override: Annotated[str, Meta(max_length=1000), Label("Reason for going against the rule")] = ""
    journey: Annotated[str, Meta(max_length=40), Label("How far the service goes")] = ""
    act_on: Annotated[date | None, Label("Day of the act")] = None
    source: Annotated[str, Code("source"), Label("Where the report came from")]
    referred: Annotated[bool, Label("With a referral letter")] = False
    urgency: Annotated[str, Code("urgency"), Label("Urgency")]
    safe_now: Annotated[str, Code("safe_now"), Label("Safety now")]
    reported_at: Annotated[datetime, Label("When it was reported")]
    region: Annotated[str, Label("Handled in")]
    unit: Annotated[UUID, Label("Unit")]
    worker: Annotated[UUID | None, Label("Worker")] = None
    note: Annotated[str, Meta(max_length=4000), Label("First note")] = ""


class Person(msgspec.Struct, frozen=True):
    """What the rules read of the client: the age in whole years on the day that counts."""

    age: int | None
    estimated: bool


def check(
    form: OpenForm, person: Person, *, bands: dict[str, Band], published: set[str], now: datetime
) -> OpenForm | Invalid:
    """Return the form when no rule speaks against it, else with all complaints."""
    errors: dict[str, str] = {}
    if form.pmks_type not in published:
        errors["pmks_type"] = no_journey(form.pmks_type)
    else:
        _check_age(form, person, bands, errors)
    _check_precedence(form, errors)
    if form.reported_at > now:
        errors["reported_at"] = _("The report lies in the future.")
    if form.act_on and form.act_on > clock.on(form.reported_at):
        errors["act_on"] = _("The act cannot lie after the report.")
    return refuse(form, **errors) if errors else form


def no_journey(code: str) -> str:
    """Explain why no case of this type can be opened yet."""
    return _(
        "There is no published SOP for “%(type)s” yet, so no case of it can be opened.",
        type=code_label(code, "pmks"),
    )


def _check_age(form: OpenForm, person: Person, bands: dict[str, Band], errors: dict[str, str]) -> None:
    judged = judge(bands[form.pmks_type], person.age, estimated=person.estimated)
    if judged.opens or (judged.verdict == "reason" and form.override):
        return
    if judged.verdict == "act":
        errors["act_on"] = _(
            "The client is grown up today. Fill in the day of the act: the age on that day counts."
        )
        return
    others = suggestions(judged, bands, person.age, estimated=person.estimated)
    errors["pmks_type"] = explained(form.pmks_type, bands[form.pmks_type], judged, person.age, others)
    if judged.verdict == "reason":
        errors["override"] = _("Write why this type all the same.")


def explained(code: str, band: Band, judged: Judged, age: int | None, others: tuple[str, ...]) -> str:
    """Say how the age stands to the type, and what to do."""
    if judged.verdict == "unknown":
        return _(
            "The client's age is not known. Fill in at least an estimate; this type is for %(band)s.",
            band=band_words(band),
        )
    text = _(
        "The client is %(age)s; “%(type)s” is for %(band)s.",
        age=formats.number(age),
        type=code_label(code, "pmks"),
        band=band_words(band),
    )
    if not others:
        return text
    named = ", ".join(code_label(other, "pmks") for other in others)
    return f"{text} {_('Suggested instead: %(types)s.', types=named)}"


def band_words(band: Band) -> str:
    """Write a band: `6 sampai 17 tahun`."""
    if band.most is None:
        return _("%(least)s years and older", least=band.least) if band.least else _("every age")
    return _("%(least)s to %(most)s years", least=band.least or 0, most=band.most)


def _check_precedence(form: OpenForm, errors: dict[str, str]) -> None:
    first = before(form.pmks_type, form.also) if form.pmks_type in CODES["pmks"] else ()
    if first and not form.override:
        errors["override"] = _(
            "“%(first)s” goes before “%(type)s”. Choose it above, or write why not.",
            first=code_label(first[0], "pmks"),
            type=code_label(form.pmks_type, "pmks"),
        )
