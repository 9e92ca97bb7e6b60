"""Outreach: writing an outreach or raid down, and registering the people met there. One transaction each."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from app import audit, clock
from app.audit import idempotency
from app.cases import numbers
from app.cases.outcomes import Refused
from app.cases.tables import Case
from app.clients import store as clients
from app.clients.actions import Lookalikes, register_client
from app.clients.ages import age_on
from app.clients.forms import ClientForm
from app.clients.rules import values_of
from app.clients.store import ClientView
from app.clients.tables import Client
from app.db import transaction
from app.intake.outreach_form import EventForm, KnownForm, PersonForm, client_form, open_form
from app.intake.outreach_store import EventView, event_view, is_there
from app.intake.tables import OutreachEvent, OutreachPerson
from app.opening import choices
from app.opening.checks import checked, refused
from app.opening.form import OpenForm, Person, check
from app.opening.open_case import Opened, Opening, open_case
from app.regions.store import regions
from app.web.forms.decoding import Invalid, refuse
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound, Stale
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _


class Kept(msgspec.Struct, frozen=True):
    """It is done, and committed; where it can be seen, and the client's number if it is about one."""

    location: str
    client: str = ""


class _Undone(Exception):
    """Rolls the registration back when the case cannot be opened."""

    def __init__(self, complaints: Invalid) -> None:
        super().__init__()
        self.complaints = complaints


@transaction
async def keep_event(form: EventForm, *, unit: UUID, me: CurrentUser, now: datetime) -> Kept:
    """Write an event down for *unit*."""
    if seen := await idempotency.claim(form.key, worker=me.id, at=now):
        return Kept(seen)
    row = uuid4()
    await OutreachEvent.insert(
        OutreachEvent(
            id=row,
            kind=form.kind,
            held_at=form.held_at,
            place=form.place,
            region=form.region,
            organisation=form.organisation,
            source=form.source,
            letter_number=form.letter_number,
            unit=unit,
            created_by=me.id,
            recorded_at=now,
        )
    )
    await audit.record("outreach kept", by=me.id, at=now, subject="outreach", subject_id=row)
    await idempotency.finish(form.key, worker=me.id, location=url("intake:event", event=row))
    return Kept(url("intake:event", event=row))


@transaction
async def change_event(event: UUID, form: EventForm, *, me: CurrentUser, now: datetime) -> Kept:
    """Mend what was written of an event. Cases opened from it keep what it said then."""
    place = url("intake:event", event=event)
    if seen := await idempotency.claim(form.key, worker=me.id, at=now):
        return Kept(seen)
    await _lock(event)
    view = await event_view(event, me)
    if view is None:
        raise NotFound
    if form.version is not None and form.version != view.version:
        raise Stale(theirs_url=place)
    columns = ("kind", "held_at", "place", "region", "organisation", "source", "letter_number")
    changed = [name for name in columns if getattr(form, name) != getattr(view, name)]
    if changed:
        values = {name: getattr(form, name) for name in changed}
        await OutreachEvent.update(**values, version=OutreachEvent.version + 1).where(
            OutreachEvent.id == event
        )
        await audit.record(
            "outreach changed",
            by=me.id,
            at=now,
            subject="outreach",
            subject_id=event,
            detail={"changed": changed},
        )
    await idempotency.finish(form.key, worker=me.id, location=place)
    return Kept(place)


async def add_person(
    event: EventView,
    form: PersonForm,
    *,
    me: CurrentUser,
    now: datetime,
    draw: Callable[[], str] = numbers.new_number,
) -> Kept | Lookalikes | Invalid:
    """Register somebody met at the event and open the case, both or neither. *draw* gives case numbers."""
    try:
        return await _add_person(event, form, me=me, now=now, draw=draw)
    except _Undone as undone:
        return undone.complaints


@transaction
async def _add_person(
    event: EventView, form: PersonForm, *, me: CurrentUser, now: datetime, draw: Callable[[], str]
) -> Kept | Lookalikes | Invalid:
    if seen := await idempotency.claim(form.key, worker=me.id, at=now):
        return Kept(*seen.split("#"))
    await _lock(event.id)
    person = client_form(form, event)
    opening = open_form(form, event, me=me) if form.pmks_type else None
    wrong = await _complaints(form, person, opening, now=now)
    if wrong or isinstance(opening, Invalid):
        return refuse(form, **wrong)
    saved = await register_client(person, me=me, now=now, key=None, another=bool(form.another))
    if isinstance(saved, Lookalikes | Invalid):
        return saved
    case = None
    if opening:
        case = await _open(opening, saved.number, event, form, me=me, now=now, draw=draw)
    return await _into(event, saved.number, case, form.key, me=me, now=now)


async def _complaints(
    form: PersonForm, person: ClientForm, opening: OpenForm | Invalid | None, *, now: datetime
) -> dict[str, str]:
    """Gather every complaint about the person and the case at once, before anything is written."""
    values = values_of(person, book=await regions(), today=clock.on(now))
    errors = dict(values.errors) if isinstance(values, Invalid) else {}
    if isinstance(opening, Invalid):
        return {**errors, **opening.errors}
    if opening is not None and not isinstance(values, Invalid):
        bands, ready = await choices.bands()
        born = values["birth_date"]
        age = age_on(born, clock.on(opening.reported_at)) if born else None
        facts = Person(age, values["birth_estimated"])
        opens = check(opening, facts, bands=bands, published=ready, now=now)
        errors |= _here(opens.errors if isinstance(opens, Invalid) else {}, form)
    return errors


def _here(errors: object, form: object) -> dict[str, str]:
    """Put what is said of a field that this form does not have on the form as a whole."""
    names = getattr(form, "__struct_fields__", ())
    pairs = dict(errors).items()  # type: ignore[call-overload]
    return {name if name in names else "": complaint for name, complaint in pairs}


@transaction
async def add_known(
    event: EventView, client: ClientView, form: KnownForm, *, me: CurrentUser, now: datetime
) -> Kept | Invalid:
    """Put a registered client, found in scope, into the event, and open a case if a type is given."""
    if seen := await idempotency.claim(form.key, worker=me.id, at=now):
        return Kept(*seen.split("#"))
    await _lock(event.id)
    if await is_there(event.id, client.id):
        return refuse(form, **{"": _("This client already stands in this event with a case.")})
    case = None
    if form.pmks_type:
        opening = open_form(form, event, me=me)
        ready = opening if isinstance(opening, Invalid) else await checked(opening, client, me, now)
        if isinstance(ready, Invalid):
            return refuse(form, **_here(ready.errors, form))
        outcome = await _opened(ready, client.number, event, me=me, now=now)
        if isinstance(outcome, Refused):
            return refuse(form, **_here(refused(ready, outcome.reasons).errors, form))
        case = outcome
    return await _into(event, client.number, case, form.key, me=me, now=now)


async def _open(
    opening: OpenForm,
    client: str,
    event: EventView,
    form: PersonForm,
    *,
    me: CurrentUser,
    now: datetime,
    draw: Callable[[], str],
) -> str:
    outcome = await _opened(opening, client, event, me=me, now=now, draw=draw)
    if isinstance(outcome, Refused):
        raise _Undone(refuse(form, **_here(refused(opening, outcome.reasons).errors, form)))
    return outcome


async def _opened(
    form: OpenForm,
    client: str,
    event: EventView,
    *,
    me: CurrentUser,
    now: datetime,
    draw: Callable[[], str] = numbers.new_number,
) -> str | Refused:
    opening = Opening(
        client=client,
        pmks_type=form.pmks_type,
        source=form.source,
        urgency=form.urgency,
        safe_now=form.safe_now,
        reported_at=form.reported_at,
        region=form.region,
        unit=form.unit,
        worker=form.worker,
        override=form.override,
        note=form.note,
        brought_by=event.facts,
    )
    outcome = await open_case(opening, me=me, now=now, key=None, draw=draw)
    return outcome.number if isinstance(outcome, Opened) else outcome  # type: ignore[return-value]


async def _lock(event: UUID) -> None:
    """Pessimistic lock: keep others off the event until the transaction ends, so that nobody is put into it twice."""
    await OutreachEvent.update({OutreachEvent.version: OutreachEvent.version}).where(
        OutreachEvent.id == event
    )


async def _into(
    event: EventView, client: str, case: str | None, key: UUID | None, *, me: CurrentUser, now: datetime
) -> Kept:
    """Note that the client stands in the event, with the case."""
    person = await _client(client)
    opened = await _case(case) if case else None
    standing = (OutreachPerson.event == event.id) & (OutreachPerson.client == person)
    if not await OutreachPerson.exists().where(standing):
        await OutreachPerson.insert(
            OutreachPerson(event=event.id, client=person, case=opened, added_at=now, added_by=me.id)
        )
    elif opened:
        await OutreachPerson.update({OutreachPerson.case: opened}).where(standing)
    await audit.record(
        "outreach person",
        by=me.id,
        at=now,
        subject="outreach",
        subject_id=event.id,
        client=person,
        case=opened,
    )
    await idempotency.finish(key, worker=me.id, location=f"{url('intake:event', event=event.id)}#{client}")
    return Kept(url("intake:event", event=event.id), client)


async def _client(number: str) -> UUID:
    """Return the client to whom a number leads: a merged one leads to who stands for both."""
    client = await Client.objects().get(Client.number == number)
    if client is None:
        raise NotFound
    return client.merged_into or client.id


async def _case(number: str) -> UUID:
    case = await Case.objects().get(Case.number == number)
    if case is None:
        raise NotFound
    return case.id


async def known(number: str, me: CurrentUser) -> ClientView | None:
    """Return a registered client within *me*'s scope."""
    return await clients.client_view(number.strip().upper(), me)


def kabkota(pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the codes of the pairs."""
    return frozenset(code for code, _name in pairs)
