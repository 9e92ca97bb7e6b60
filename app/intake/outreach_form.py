"""What the pages about outreach events send, and how one person's form becomes a client and a case."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from app.capabilities import TAKE_CASES
from app.clients.forms import ClientForm
from app.clients.rules import NOT_ASKED
from app.intake.outreach_store import EventView
from app.opening.form import OpenForm
from app.regions.choice import parts_of
from app.web.forms.decoding import Code, Invalid, Label, refuse
from app.web.http.current_user import CurrentUser
from app.web.i18n.catalogue import gettext as _


class EventForm(msgspec.Struct, frozen=True, kw_only=True):
    """An outreach or raid as it is written down before anybody is registered."""

    key: UUID | None = None
    version: int = 0  # none was sent: what stands was not seen
    kind: Annotated[str, Code("outreach_kind"), Label("Kind")]
    held_at: Annotated[datetime, Label("When it was")]
    region: Annotated[str, Label("Kabupaten/kota")]
    place: Annotated[str, Meta(max_length=200), Label("Place")]
    organisation: Annotated[str, Meta(max_length=120), Label("Who held it")]
    source: Annotated[str, Code("source"), Label("Where the report came from")]
    letter_number: Annotated[str, Meta(max_length=60), Label("Letter number")] = ""


class PersonForm(msgspec.Struct, frozen=True, kw_only=True):
    """One person met at the event. ``then`` is `next` or `done`; without a type only the client is registered."""

    key: UUID | None = None
    another: str | None = None
    then: str = "next"
    full_name: Annotated[str, Meta(max_length=200), Label("Full name")] = ""
    unknown: Annotated[bool, Label("Nobody knows the name")] = False
    sex: Annotated[str, Code("sex"), Label("Sex")]
    about: Annotated[int | None, Label("Age or birth year")] = None
    nik: Annotated[str, Meta(max_length=40), Label("NIK")] = ""
    marks: Annotated[str, Meta(max_length=2000), Label("Marks by which the client is recognised")] = ""
    pmks_type: Annotated[str, Code("pmks"), Label("Type")] = ""
    override: Annotated[str, Meta(max_length=1000), Label("Reason for going against the rule")] = ""
    urgency: Annotated[str, Code("urgency"), Label("Urgency")] = ""
    safe_now: Annotated[str, Code("safe_now"), Label("Safety now")] = ""
    worker: Annotated[UUID | None, Label("Worker")] = None


class KnownForm(msgspec.Struct, frozen=True, kw_only=True):
    """A registered client who was met at the event; the same questions about the case."""

    key: UUID | None = None
    then: str = "next"
    pmks_type: Annotated[str, Code("pmks"), Label("Type")] = ""
    override: Annotated[str, Meta(max_length=1000), Label("Reason for going against the rule")] = ""
    urgency: Annotated[str, Code("urgency"), Label("Urgency")] = ""
    safe_now: Annotated[str, Code("safe_now"), Label("Safety now")] = ""
    worker: Annotated[UUID | None, Label("Worker")] = None


def check_event(form: EventForm, *, kabkota: frozenset[str], now: datetime) -> EventForm | Invalid:
    """Return the form when no rule speaks against it, else with all complaints."""
    errors: dict[str, str] = {}
    if form.region not in kabkota:
        errors["region"] = _("Choose one of the options.")
    if form.held_at > now:
        errors["held_at"] = _("This day lies ahead.")
    return refuse(form, **errors) if errors else form


def client_form(form: PersonForm, event: EventView) -> ClientForm:
    """Return what registers the person, found where the event was."""
    return ClientForm(
        full_name=form.full_name,
        unknown=form.unknown,
        sex=form.sex,
        about=form.about,
        nik=form.nik,
        safe_contact=NOT_ASKED,
        found=parts_of(event.region),
        found_place=event.place,
        marks=form.marks,
    )


def open_form(form: PersonForm | KnownForm, event: EventView, *, me: CurrentUser) -> OpenForm | Invalid:
    """Return what opens the case: the event says when, where and from whom the report came."""
    missing = [name for name in ("urgency", "safe_now") if not getattr(form, name)]
    if missing:
        return refuse(form, **dict.fromkeys(missing, _("Choose one of the options.")))
    own = me.may(TAKE_CASES)
    return OpenForm(
        pmks_type=form.pmks_type,
        override=form.override,
        source=event.source,
        urgency=form.urgency,
        safe_now=form.safe_now,
        reported_at=event.held_at,
        region=event.region,
        unit=me.organisation or event.unit,
        worker=me.id if own and not form.worker else form.worker,
        note=event.sentence,
    )
