"""The one way in which a case changes: command, decision, events, projection, audit, in one transaction."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

import msgspec
from piccolo.table import Table

from app import audit
from app.audit import idempotency
from app.capabilities import CORRECT_FACTS
from app.cases import event_log, projection
from app.cases.outcomes import Again, Done, Outcome, Refused
from app.cases.store import CaseView, unscoped_view, unshown
from app.cases.store import events as last_events
from app.db import execute, execute_many, marks, query, query_one, transaction
from app.scope import grants
from app.sop import store as sop
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound, Stale
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import day, time
from app.web.i18n.lists import code_label
from app.web.pages.render import label
from workflows import commands, engine, events
from workflows.case_state import CaseState
from workflows.commands import Command
from workflows.events import Happened
from workflows.reasons import Actor

# These add to a case without touching what others decide by, so two people may do them at the same time.
_COMMUTES = commands.Note | commands.AddDocument
NOBODY = Actor("", frozenset())

Keep = Callable[[CaseView, datetime], Awaitable[None]]
"""Hook that writes what belongs to a command, such as its typed record or document, in the same transaction."""


class Fault(Exception):
    """A guard could not be answered: a defect of the definition that an administrator has to see."""


@transaction
async def perform(
    number: str,
    command: Command,
    *,
    me: CurrentUser,
    now: datetime,
    version: int | None,
    key: UUID | None,
    keep: Keep | None = None,
) -> Outcome:
    """Carry out *command* on the case with this number, or say why not.

    *version* is the one that the form was made from; *key* makes the same form count once; *keep*
    writes what goes with the command. Raises NotFound outside *me*'s scope, Stale when somebody was
    faster, Fault when the definition is defective.
    """
    place = f"/cases/{number}"
    if seen := await idempotency.claim(key, worker=me.id, at=now):
        return Again(seen)
    await _lock(number)
    case = await unshown(number, me)
    if case is None:
        raise NotFound
    if not isinstance(command, _COMMUTES):
        await refuse_stale(case, version)
    decided = await _decided(case, command, actor=me.actor, now=now)
    if isinstance(decided, engine.Refused):
        return Refused(decided.reasons)
    done = await _carry_out(case, command, decided, by=me.id, now=now)
    if keep is not None:
        await keep(case, now)
    await idempotency.finish(key, worker=me.id, location=place, at=now)
    return done


def inserting(row: Table) -> Keep:
    """Return the hook that inserts one row, such as a document's."""

    async def keep(_case: CaseView, _now: datetime) -> None:
        await type(row).insert(row)

    return keep


def is_stale(case: CaseView, version: int | None) -> bool:
    """Tell whether a form was made before somebody else's change."""
    return version is not None and version != case.version


async def refuse_stale(case: CaseView, version: int | None) -> None:
    """Raise Stale when the case was changed since a form was made, before anything that is gone by now is missed."""
    if is_stale(case, version):
        raise Stale(theirs_url=f"/cases/{case.number}", theirs=await _as_it_stands(case))


async def _as_it_stands(case: CaseView) -> dict[str, object]:
    """Say what the case looks like now, and who changed it last, for somebody who was slower."""
    definition = await sop.definition(case.journey, case.journey_version)
    stage = definition.stage.get(case.stage)
    told: dict[str, object] = {_("Stage"): label(stage.title) if stage else case.stage}
    for one in await last_events(case.id, limit=1):
        told[_("Last change")] = code_label(one.kind, "event")
        told[_("By")] = f"{one.actor_name}, {day(one.recorded_at)} {time(one.recorded_at)}"
    return told


async def _lock(number: str) -> None:
    """Keep others off the case until the end of the transaction (SQLite has one writer anyway)."""
    await execute("UPDATE cases SET version = version WHERE number = ?", number)


async def _decided(
    case: CaseView, command: Command, *, actor: Actor, now: datetime
) -> engine.Decided | engine.Refused:
    definition = await sop.definition(case.journey, case.journey_version)
    decided = engine.decide(
        definition, case.state, command, actor=actor, now=now, calendar=await sop.calendar()
    )
    if isinstance(decided, engine.Fault):
        raise Fault(f"{case.journey} {case.journey_version}: {decided}")
    return decided


async def _carry_out(
    case: CaseView, command: Command, decided: engine.Decided, *, by: UUID, now: datetime
) -> Done:
    actor = Actor(str(by), frozenset())
    happened = list(engine.happened(decided, before=case.state, actor=actor, now=now))
    state = await event_log.add(case.id, case.level, case.state, happened)
    version = case.version + (0 if isinstance(command, _COMMUTES) else 1)
    await _project(case.id, state, happened, version=version, now=now)
    await _grant(case, happened, now=now)
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
    return Done(case.number, version, tuple(happened))


async def _project(
    case: UUID, state: CaseState, happened: list[Happened], *, version: int, now: datetime
) -> None:
    definition = await sop.definition(state.journey, state.version)
    plan = engine.plan(definition, state, actor=NOBODY, now=now, calendar=await sop.calendar())
    values = msgspec.structs.astuple(projection.columns(state, plan))
    kept = await query_one("SELECT last_human_at, unassigned_since FROM cases WHERE id = ?", case)
    worked, alone = (kept[0], kept[1]) if kept else (now, None)
    await execute(
        """UPDATE cases SET stage = ?, episode = ?, entered_at = ?, due_at = ?, legal_due_at = ?, next_due_at = ?,
               closed_at = ?, outcome = ?, close_reason = ?, region = ?, tasks_left = ?, state = ?,
               last_human_at = ?, unassigned_since = ?, worker = ?, version = ?
           WHERE id = ?""",
        *values,
        projection.last_work(worked, happened),
        projection.unassigned_since(alone, happened),
        UUID(state.worker) if state.worker else None,
        version,
        case,
    )
    await write_tasks(case, projection.task_rows(state, plan))


async def write_tasks(case: UUID, rows: list[projection.TaskRow]) -> None:
    """Bring ``case_tasks`` to *rows*, writing only what changed."""
    stand = await query(
        """SELECT task, stage, owners, status, required, turns, due_at, last_at, last_by
           FROM case_tasks WHERE "case" = ?""",
        case,
    )
    before = {row[0]: (*row[:8], str(row[8]) if row[8] else None) for row in stand}
    after = {row.task: msgspec.structs.astuple(row) for row in rows}
    changed = [task for task in after if after[task] != before.get(task)]
    gone = [task for task in before if task not in after or task in changed]
    if gone:
        await execute_many(
            'DELETE FROM case_tasks WHERE "case" = ? AND task = ?', [(case, task) for task in gone]
        )
    if changed:
        await execute_many(
            """INSERT INTO case_tasks
                   (id, "case", task, stage, owners, status, required, turns, due_at, last_at, last_by)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            [_task_values(case, after[task]) for task in changed],
        )


def _task_values(case: UUID, row: tuple[object, ...]) -> tuple[object, ...]:
    last_by = UUID(str(row[8])) if row[8] else None
    return (uuid4(), case, *row[:8], last_by)


async def _grant(case: CaseView, happened: list[Happened], *, now: datetime) -> None:
    """Let access follow the case: to its worker, its unit and its region."""
    for one in happened:
        event = one.event
        if isinstance(event, events.Assigned):
            await grants.end(case.id, "ASSIGNMENT", now=now)
            if event.worker:
                await grants.grant(
                    case.client, case.id, grants.worker(UUID(event.worker)), "ASSIGNMENT", now=now
                )
            if event.organisation and UUID(event.organisation) != case.unit:
                await _change_unit(case, UUID(event.organisation), now=now)
        if isinstance(event, events.RelocatedIn):
            await grants.end(case.id, "REGION", now=now)
            await grants.grant(case.client, case.id, grants.region(event.region), "REGION", now=now)


async def _change_unit(case: CaseView, unit: UUID, *, now: datetime) -> None:
    await execute("UPDATE cases SET unit = ? WHERE id = ?", unit, case.id)
    await grants.end(case.id, "UNIT", now=now)
    await grants.grant(case.client, case.id, grants.unit(unit), "UNIT", now=now)


@transaction
async def client_changed(
    client: UUID, facts: dict[str, bool | int | str], *, by: UUID, now: datetime
) -> None:
    """Tell the client's open cases what changed about the client, as events of their own.

    Called within the transaction that changes the client: guards read age and sex from the case's facts, and
    those change by events only. No scope is asked: the cases must know, whoever corrected the client.
    """
    rows = await query("SELECT number FROM cases WHERE client = ? AND closed_at IS NULL", client)
    for row in rows:
        await _lock(row[0])
        case = await unscoped_view(row[0])
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
    told: dict[UUID, list[int]] = {}
    for case in await _locked_views(cases):
        changed = events.FactsChanged(facts, cause)
        decided = engine.Decided((changed,), now)
        if not case.closed_at:
            command = commands.ChangeFacts(facts=facts, cause=cause)
            answer = await _decided(case, command, actor=Actor(str(by), CORRECT_FACTS.roles), now=now)
            decided = answer if isinstance(answer, engine.Decided) else decided
        done = await _carry_out(case, commands.ChangeFacts(facts=facts), decided, by=by, now=now)
        told[case.id] = [one.ordinal for one in done.happened]
    return told


@transaction
async def client_parted(
    told: Mapping[UUID, list[int]], *, cause: str, reason: str, by: UUID, now: datetime
) -> None:
    """Take back what a merge told the cases: they fold as if it had not been."""
    for case in await _locked_views(list(told)):
        first, *also = told[case.id]
        taken_back = events.Voided(first, cause, reason, tuple(also))
        decided = engine.Decided((taken_back,), now)
        await _carry_out(case, commands.ChangeFacts(facts={}), decided, by=by, now=now)


async def _locked_views(cases: Sequence[UUID]) -> list[CaseView]:
    if not cases:
        return []
    rows = await query(f"SELECT number FROM cases WHERE id IN ({marks(cases)}) ORDER BY number", *cases)
    for row in rows:
        await _lock(row[0])
    return [await unscoped_view(row[0]) for row in rows]
