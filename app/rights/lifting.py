"""Lifting what masks a person: the data protection officer and the head of section together, each in an act of their own."""

from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from app import audit
from app.audit import idempotency
from app.capabilities import ANSWER_ACCESS
from app.clients.numbers import normalise
from app.db import Row, execute, query, query_one, transaction
from app.rights.forms import AgreeForm, LiftForm
from app.rights.tables import RestrictionLift
from app.scope import grants, restriction
from app.scope.predicate import EVERYTHING, Sql, client_scope
from app.scope.shelter_staff import is_hidden
from app.web.forms.decoding import Invalid, refuse
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _


class Done(msgspec.Struct, frozen=True):
    """It is done, and committed."""


def _is_officer(me: CurrentUser) -> bool:
    """Tell for which of the two *me* acts."""
    return me.may(ANSWER_ACCESS)


def _reach(me: CurrentUser) -> Sql:
    """Say of which clients `k`: an officer need not be able to open them, a head of section has them in the section."""
    return EVERYTHING if _is_officer(me) else client_scope(me)


@transaction
async def ask(form: LiftForm, *, me: CurrentUser, now: datetime) -> Done | Invalid:
    """Ask the other of the two to lift what masks a person."""
    if await idempotency.claim(form.key, worker=me.id, at=now):
        return Done()
    reach = _reach(me)
    row = await query_one(
        f"SELECT k.id, k.number, k.restricted FROM clients k WHERE k.number = ? AND k.merged_into IS NULL AND {reach.text}",
        normalise(form.number) or form.number,
        *reach.args,
    )
    if row is None:
        return refuse(form, number=_("There is no client of this number."))
    if not row[2]:
        return refuse(form, number=_("This client is not masked."))
    if await is_hidden(row[0]):
        return refuse(form, number=_in_shelter())
    causes = await restriction.causes(row[0])
    waiting = await RestrictionLift.exists().where(
        RestrictionLift.client == row[0],
        RestrictionLift.agreed_at.is_null(),
        RestrictionLift.causes == causes,
    )
    if waiting:
        return refuse(form, number=_("This was asked for already and waits for the second person."))
    lift = RestrictionLift(
        id=uuid4(),
        client=row[0],
        asked_at=now,
        asked_by=me.id,
        by_officer=_is_officer(me),
        reason=form.reason,
        causes=causes,
    )
    await RestrictionLift.insert(lift)
    await audit.record("lift asked", by=me.id, at=now, subject="client", subject_id=row[1], client=row[0])
    await idempotency.finish(form.key, worker=me.id, location=url("rights:lifts"))
    return Done()


@transaction
async def agree(lift: UUID, form: AgreeForm, *, me: CurrentUser, now: datetime) -> Done | Invalid:
    """Lift what masks a person, as the second of the two. Raises NotFound where this is not *me*'s to do.

    Only what was asked about is lifted: neither what has come since, nor the mask of somebody in hiding.
    """
    if await idempotency.claim(form.key, worker=me.id, at=now):
        return Done()
    asked = next((one for one in await lifts(me) if one.id == lift and one.mine), None)
    if asked is None:
        raise NotFound
    await execute(
        "UPDATE clients SET version = version WHERE id = ?", asked.client
    )  # nothing new comes meanwhile
    if await restriction.causes(asked.client) != asked.causes:
        changed = _("What masks this person has changed since it was asked for. Ask anew.")
        return refuse(form, reason=changed)
    if await is_hidden(asked.client):
        return refuse(form, reason=_in_shelter())
    await RestrictionLift.update(
        {
            RestrictionLift.agreed_at: now,
            RestrictionLift.agreed_by: me.id,
            RestrictionLift.agreed_reason: form.reason,
        }
    ).where(RestrictionLift.id == lift, RestrictionLift.agreed_at.is_null())
    await restriction.lift(asked.client, now=now)
    home = await query_one(
        "SELECT COALESCE(home_region, found_region) FROM clients WHERE id = ?", asked.client
    )
    await grants.follow_home(asked.client, home[0] if home else None, now=now)
    await audit.record(
        "lift agreed", by=me.id, at=now, subject="client", subject_id=asked.number, client=asked.client
    )
    await idempotency.finish(form.key, worker=me.id, location=url("rights:lifts"))
    return Done()


def _in_shelter() -> str:
    return _("The client lives in a secret shelter now. The mask stays until they have left it.")


class Lift(msgspec.Struct, frozen=True):
    """That one of the two asks to lift what masks a person; *mine*: it waits for the reader."""

    id: UUID
    client: UUID
    number: str
    reason: str
    asked_at: datetime
    asked_by: str
    agreed_at: datetime | None
    agreed_by: str | None
    agreed_reason: str
    causes: str
    mine: bool


async def lifts(me: CurrentUser) -> list[Lift]:
    """Return what was asked for within *me*'s reach, what waits first, then the latest."""
    reach = _reach(me)
    rows = await query(
        f"""SELECT l.id, l.client, k.number, l.reason, l.asked_at, w.name, l.agreed_at, a.name, l.agreed_reason, l.causes,
                l.by_officer, l.asked_by
            FROM restriction_lifts l JOIN clients k ON k.id = l.client JOIN workers w ON w.id = l.asked_by
            LEFT JOIN workers a ON a.id = l.agreed_by WHERE {reach.text}
            ORDER BY l.agreed_at IS NOT NULL, l.asked_at DESC LIMIT 200""",
        *reach.args,
    )
    return [_lift(row, me) for row in rows]


def _lift(row: Row, me: CurrentUser) -> Lift:
    values = [*row[:10], _waits_for(row, me)]
    return Lift(*values)


def _waits_for(row: Row, me: CurrentUser) -> bool:
    """Tell whether a question waits for *me*: for the other of the two, and another person."""
    return row[6] is None and row[11] != me.id and bool(row[10]) != _is_officer(me)


async def waits_for(lift: UUID, me: CurrentUser) -> bool:
    """Tell whether this question waits for *me*."""
    return any(one.id == lift and one.mine for one in await lifts(me))


async def waiting(me: CurrentUser) -> int:
    """Return how many questions wait for *me*."""
    return sum(one.mine for one in await lifts(me))
