"""Taking over a case that ran before it stood here, with what is known of its past."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

import msgspec

from app.audit import idempotency
from app.cases import numbers
from app.cases.actions import Fault
from app.cases.outcomes import Again, Refused
from app.db import transaction
from app.opening.open_case import Opened, Opening, begin, client_of, facts_of
from app.sop import store as sop
from app.web.http.current_user import CurrentUser
from app.web.http.urls import url
from workflows import commands, engine
from workflows.commands import Known
from workflows.definition import Definition
from workflows.lists.pmks import journey_of


class Adoption(msgspec.Struct, frozen=True, kw_only=True):
    """A running case as it stood on the day ``as_of``. ``opening`` says whose it is, of which type and where."""

    opening: Opening
    as_of: date
    opened_on: date
    stage: str
    entered_on: date
    done: tuple[Known, ...] = ()
    milestones: dict[str, date] = {}
    entered: dict[str, date] = {}
    hold_reason: str = ""
    held_on: date | None = None
    outcome: str = ""


@transaction
async def adopt_case(
    form: Adoption,
    *,
    me: CurrentUser,
    now: datetime,
    key: UUID | None,
    draw: Callable[[], str] = numbers.new_number,
) -> Opened | Refused | Again:
    """Take a running case over, or say why not. Raises NotFound for a client outside *me*'s scope."""
    if seen := await idempotency.claim(key, worker=me.id, at=now):
        return Again(seen)
    client = await client_of(form.opening.client, me)
    definition = await sop.published(form.opening.journey or journey_of(form.opening.pmks_type))
    command = told(form, facts_of(form.opening, client), now=now)
    decided = engine.decide(definition, None, command, actor=me.actor, now=now, calendar=await sop.calendar())
    if isinstance(decided, engine.Refused):
        return Refused(decided.reasons)
    if isinstance(decided, engine.Fault):
        raise Fault(f"{definition.meta.id}: {decided}")
    number = await begin(form.opening, client.id, decided, definition, me=me, now=now, draw=draw)
    await idempotency.finish(key, worker=me.id, location=url("casework:case", number=number))
    return Opened(number)


def told(form: Adoption, facts: dict[str, bool | int | str], *, now: datetime) -> commands.Adopt:
    """Return the command that tells the engine of the case."""
    return commands.Adopt(
        pmks_type=form.opening.pmks_type,
        region=form.opening.region,
        opened_on=form.opened_on,
        stage=form.stage,
        entered_on=form.entered_on,
        facts=facts,
        done=form.done,
        milestones=form.milestones,
        entered=form.entered,
        hold_reason=form.hold_reason,
        held_on=form.held_on,
        outcome=form.outcome,
        note=form.opening.note,
        occurred_at=engine.as_of_instant(form.as_of, now),
    )


async def judged(
    form: Adoption, facts: dict[str, bool | int | str], *, me: CurrentUser, now: datetime
) -> engine.Decided | engine.Refused:
    """Ask the engine without writing anything: for a preview."""
    definition: Definition = await sop.published(form.opening.journey or journey_of(form.opening.pmks_type))
    decided = engine.decide(
        definition, None, told(form, facts, now=now), actor=me.actor, now=now, calendar=await sop.calendar()
    )
    if isinstance(decided, engine.Fault):
        raise Fault(f"{definition.meta.id}: {decided}")
    return decided
