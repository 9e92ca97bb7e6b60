"""The one way in which a case changes: command, decision, events, projection, audit, in one transaction."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

import msgspec
from msgspec.structs import replace
from piccolo.table import Table

from app import audit, clock
from app.audit import idempotency
from app.capabilities import CORRECT_FACTS
from app.cases import event_log, projection
from app.cases.instants import instant_of
from app.cases.locking import LockedCase, locked_case, locked_cases
from app.cases.outcomes import Again, Done, Outcome, Refused
from app.cases.store import CaseView
from app.cases.store import events as last_events
from app.clients.tables import Client
from app.db import execute, execute_many, query, transaction
from app.scope import closing, grants
from app.sop import store as sop
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound, Stale
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import day, time
from app.web.i18n.lists import code_label
from app.web.pages.render import label
from workflows import commands, engine, events
from workflows.case_state import CaseState
from workflows.commands import Command
from workflows.events import Happened
from workflows.lists import CloseCode, OutcomeCode, codes
from workflows.reasons import Actor
from workflows.view import DIED_ON

IN_A_HOUSE = "PANTI"
"""The kind of placement in which the staff of an institution look after the client."""

# These add to a case without touching what others decide by, so two people may do them at the same time.
_COMMUTES = commands.Note | commands.AddDocument


class Fault(Exception):
    """A guard could not be answered: a defect of the definition that an administrator has to see."""


Keep = Callable[[LockedCase, datetime], Awaitable[None]]
"""Hook that writes what belongs to a command, such as its typed record or document, in the same transaction."""
Admission = Callable[[LockedCase], Awaitable[None]]
"""Raises what keeps somebody off a case that is within their scope."""


@transaction
async def perform(
    number: str,
    command: Command,
    *,
    me: CurrentUser,
    now: datetime,
    version: int | None,
    key: UUID | None,
    on: date | None = None,
    keep: Keep | None = None,
    admit: Admission | None = None,
) -> Outcome:
    """Carry out *command* on the case with this number, or say why not.

    *version* is the one that the form was made from; *key* makes the same form count once; *on* is the day on which it
    is said to have happened; *keep* writes what goes with the command. Raises NotFound outside *me*'s scope
    and whatever *admit* does, Stale when somebody was faster, Fault when the definition is defective.
    """
    if place := await idempotency.claim(key, worker=me.id, at=now):
        return Again(place)
    case = await locked_case(number, me)
    if case is None:
        raise NotFound
    if admit is not None:
        await admit(case)
    if not isinstance(command, _COMMUTES):
        await refuse_stale(case, version)
    if clock.went_back():  # nothing on a case lies before what is there; if it is taken at all, it is marked
        now = max(now, case.state.entered_at, case.last_human_at)
    if on is not None:
        command = replace(command, occurred_at=instant_of(on, case.state, now))
    decided = await _decided(case, command, actor=me.actor, now=now)
    if isinstance(decided, engine.Refused):
        return Refused(decided.reasons)
    done = await _carry_out(case, command, decided, by=me.id, now=now)
    if keep is not None:
        await keep(case, now)
    await idempotency.finish(key, worker=me.id, location=url("casework:case", number=number))
    return done


def inserting(row: Table) -> Keep:
    """Return the hook that inserts one row, such as a document's."""

    async def keep(_case: LockedCase, _now: datetime) -> None:
        await type(row).insert(row)

    return keep


def is_stale(case: LockedCase | CaseView, version: int | None) -> bool:
    """Optimistic locking: tell whether a form was made before somebody else's change."""
    return version is not None and version != case.version


async def refuse_stale(case: LockedCase | CaseView, version: int | None) -> None:
    """Raise Stale when the case was changed since a form was made, before anything that is gone by now is missed."""
    if is_stale(case, version):
        raise Stale(theirs_url=url("casework:case", number=case.number), theirs=await _as_it_stands(case))


async def _as_it_stands(case: LockedCase | CaseView) -> dict[str, object]:
    """Say what the case looks like now, and who changed it last, for somebody who was slower."""
    definition = await sop.definition(case.journey, case.journey_version)
    stage = definition.stage.get(case.state.stage)
    theirs: dict[str, object] = {_("Stage"): label(stage.title) if stage else case.state.stage}
    for event in await last_events(case.id, limit=1):
        theirs[_("Last change")] = code_label(event.kind, "event")
        theirs[_("By")] = f"{event.actor_name}, {day(event.recorded_at)} {time(event.recorded_at)}"
    return theirs


async def _decided(
    case: LockedCase, command: Command, *, actor: Actor, now: datetime
) -> engine.Decided | engine.Refused:
    definition = await sop.definition(case.journey, case.journey_version)
    decided = engine.decide(
        definition, case.state, command, actor=actor, now=now, calendar=await sop.calendar()
    )
    if isinstance(decided, engine.Fault):
        raise Fault(f"{case.journey} {case.journey_version}: {decided}")
    return decided


async def _carry_out(
    case: LockedCase, command: Command, decided: engine.Decided, *, by: UUID, now: datetime
) -> Done:
    actor = Actor(str(by), frozenset())
    happened = engine.happened(decided, before=case.state, actor=actor, now=now)
    state = await event_log.add(case.id, case.level, case.state, happened)
    version = case.version + (0 if isinstance(command, _COMMUTES) else 1)
    await _project(case, state, happened, version=version, now=now)
    await _grant(case, state, happened, now=now)
    await audit.record(
        events.kind(happened[0].event),
        by=by,
        at=now,
        subject="case",
        subject_id=case.number,
        case=case.id,
        client=case.client,
        detail={"events": [happened[0].ordinal, happened[-1].ordinal]},
    )
    await _keep_death(case, state, by=by, now=now)
    return Done(case, version, happened)


async def _keep_death(case: LockedCase, state: CaseState, *, by: UUID, now: datetime) -> None:
    """Keep the day when a case closed by death as the person's, or forget it when that was taken back; tell other cases."""
    before, after = await _died(case.state), await _died(state)
    if before == after:
        return
    died = Client.update({Client.died_on: after, Client.version: Client.version + 1})
    await died.where(Client.id == case.client)
    await audit.record(
        "died" if after else "death_taken_back",
        by=by,
        at=now,
        subject="case",
        subject_id=case.number,
        case=case.id,
        client=case.client,
    )
    facts: dict[str, bool | int | str] = {DIED_ON: after.isoformat() if after else ""}
    await client_changed(case.client, facts, by=by, now=now, but=case.id)


async def _died(state: CaseState) -> date | None:
    """Return the day of the death for which a case is closed: the one that was told, else that of the close."""
    if state.closed_at is None:
        return None
    reasons = (await sop.definition(state.journey, state.version)).close_reasons
    reason = reasons.get(state.close_reason)
    if reason is None or not reason.death:
        return None
    return date.fromisoformat(state.died_on) if state.died_on else clock.on(state.closed_at)


async def _project(
    case: LockedCase, state: CaseState, happened: Sequence[Happened], *, version: int, now: datetime
) -> None:
    """Bring the case's row and its tasks to *state*, writing only what changed."""
    definition = await sop.definition(state.journey, state.version)
    agenda = engine.agenda(definition, state, now=now, calendar=await sop.calendar())
    changes = projection.changes(case.drawn, projection.columns(state, agenda))
    worked = projection.last_work(case.last_human_at, happened)
    if worked != case.last_human_at:
        changes["last_human_at"] = worked
    alone = projection.unassigned_since(case.unassigned_since, happened)
    if alone != case.unassigned_since:
        changes["unassigned_since"] = alone
    worker = UUID(state.worker) if state.worker else None
    if worker != case.worker:
        changes["worker"] = worker
    changes["version"] = version
    sets = ", ".join(f"{name} = ?" for name in changes)
    sql = f"UPDATE cases SET {sets} WHERE id = ? AND version = ?"
    if not await execute(sql, *changes.values(), case.id, case.version):
        # the lock keeps everybody off: this is a second lock
        raise Stale(theirs_url=url("casework:case", number=case.number))
    await write_tasks(case.id, projection.task_rows(state, agenda))


async def write_tasks(case: UUID, rows: Sequence[projection.TaskRow]) -> None:
    """Bring ``case_tasks`` to *rows*, writing only what changed."""
    before = await query(
        """SELECT task, stage, owners, status, required, turns, due_at, last_at, last_by
           FROM case_tasks WHERE "case" = ?""",
        case,
    )
    written = {row[0]: tuple(row) for row in before}
    after = {row.task: (*msgspec.structs.astuple(row)[:-1], _uuid(row.last_by)) for row in rows}
    gone = [(case, task) for task in written if task not in after]
    if gone and not after:
        await execute('DELETE FROM case_tasks WHERE "case" = ?', case)
        return
    changed = [(uuid4(), case, *row) for task, row in after.items() if row != written.get(task)]
    if gone:
        await execute_many('DELETE FROM case_tasks WHERE "case" = ? AND task = ?', gone)
    if changed:
        await execute_many(
            """INSERT INTO case_tasks
                   (id, "case", task, stage, owners, status, required, turns, due_at, last_at, last_by)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT ("case", task) DO UPDATE SET
                   stage = excluded.stage, owners = excluded.owners, status = excluded.status,
                   required = excluded.required, turns = excluded.turns, due_at = excluded.due_at,
                   last_at = excluded.last_at, last_by = excluded.last_by""",
            changed,
        )


def _uuid(text: str | None) -> UUID | None:
    return UUID(text) if text else None


async def _grant(case: LockedCase, state: CaseState, happened: Sequence[Happened], *, now: datetime) -> None:
    """Let access follow the case: to its worker, its unit and its region."""
    for one in happened:
        event = one.event
        if isinstance(event, events.Assigned):
            await grants.hand_over(case.client, case.id, _uuid(event.worker), now=now)
            if event.organisation and UUID(event.organisation) != case.unit:
                await _change_unit(case, UUID(event.organisation), now=now)
        if isinstance(event, events.RelocatedIn):
            await grants.end(case.id, "REGION", why="RELOCATED", now=now)
            await grants.grant(case.client, case.id, grants.region(event.region), "REGION", now=now)
    if state.closed and not case.closed:
        await closing.close(case.id, case.client, stays=_stays(state), now=now)
    elif case.state.closed_at and not state.closed:
        await closing.reopen(case.id, case.client, closed_at=case.state.closed_at, now=now)


def _stays(state: CaseState) -> bool:
    """Tell whether the client goes on living where they were placed: the case ended there, not by their going."""
    reason, outcome = codes("close_reason").get(state.close_reason), codes("outcome").get(state.outcome)
    ended_there = isinstance(reason, CloseCode) and reason.stays
    left = isinstance(outcome, OutcomeCode) and outcome.leaves
    return ended_there and not left and state.facts.get("placement_kind") == IN_A_HOUSE


async def _change_unit(case: LockedCase, unit: UUID, *, now: datetime) -> None:
    await execute("UPDATE cases SET unit = ? WHERE id = ?", unit, case.id)
    await grants.change_unit(case.client, case.id, unit, now=now)


@transaction
async def client_changed(
    client: UUID, facts: dict[str, bool | int | str], *, by: UUID, now: datetime, but: UUID | None = None
) -> None:
    """Tell the client's open cases what changed about the client, as events of their own.

    Called within the transaction that changes the client: guards read age and sex from the case's facts, and
    those change by events only. No scope is asked: the cases must know, whoever corrected the client; all *but* one.
    """
    rows = await query("SELECT id FROM cases WHERE client = ? AND closed_at IS NULL", client)
    for case in await locked_cases(row[0] for row in rows if row[0] != but):
        command = commands.ChangeFacts(facts=facts, cause="client")
        decided = await _decided(case, command, actor=Actor(str(by), CORRECT_FACTS.roles), now=now)
        if isinstance(decided, engine.Decided) and decided.events:
            await _carry_out(case, command, decided, by=by, now=now)


@transaction
async def client_merged(
    cases: Sequence[UUID], facts: dict[str, bool | int | str], *, cause: str, by: UUID, now: datetime
) -> dict[UUID, list[int]]:
    """Tell cases, closed ones too, that their client is now known better; return the ordinals of what was told.

    Called within the transaction that merges two clients, once the cases are the survivor's.
    """
    ordinals: dict[UUID, list[int]] = {}
    for case in await locked_cases(cases):
        changed = events.FactsChanged(facts, cause)
        decided = engine.Decided((changed,), now)
        if not case.closed:
            command = commands.ChangeFacts(facts=facts, cause=cause)
            answer = await _decided(case, command, actor=Actor(str(by), CORRECT_FACTS.roles), now=now)
            decided = answer if isinstance(answer, engine.Decided) else decided
        done = await _carry_out(case, commands.ChangeFacts(facts=facts), decided, by=by, now=now)
        ordinals[case.id] = [one.ordinal for one in done.happened]
    return ordinals


@transaction
async def client_parted(
    ordinals: Mapping[UUID, list[int]], *, cause: str, reason: str, by: UUID, now: datetime
) -> None:
    """Take back what a merge told the cases: they fold as if it had not been."""
    for case in await locked_cases(ordinals):
        first, *also = ordinals[case.id]
        taken_back = events.Voided(first, cause, reason, tuple(also))
        decided = engine.Decided((taken_back,), now)
        await _carry_out(case, commands.ChangeFacts(facts={}), decided, by=by, now=now)
