"""Opening a case: for a client in scope, by the published journey of its type."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Literal
from uuid import UUID, uuid4

import msgspec

from app import audit
from app.audit import idempotency
from app.capabilities import FOLLOW_REPORT
from app.cases import event_log, numbers, projection
from app.cases.actions import Fault, write_tasks
from app.cases.outcomes import Again, Refused
from app.cases.tables import Case
from app.db import query_one, transaction
from app.scope import closing, grants, restriction
from app.scope.predicate import client_scope
from app.sop import store as sop
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound
from app.web.http.urls import url
from workflows import commands, engine, events
from workflows.case_state import CaseState
from workflows.conditions import Scalar
from workflows.definition import Definition, Meta
from workflows.engine import Agenda
from workflows.events import Assigned, Happened
from workflows.fold import fold
from workflows.lists.pmks import journey_of

LEVEL = "PROVINSI"
"""Who answers for a case until its assessment says whether the client needs a panti."""


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """What is known when a case opens. ``reported_at`` is when the report came in: clocks run from it."""

    client: str  # number
    pmks_type: str
    secondary_types: tuple[str, ...] = ()
    source: str
    urgency: str
    safe_now: str
    reported_at: datetime
    region: str  # kab/kota code
    unit: UUID
    worker: UUID | None = None
    flow: Literal["NEW", "REFERRED_IN", "RECLASSIFIED_IN"] = "NEW"
    override: str = ""
    note: str = ""
    linked_from: UUID | None = None
    journey: str = ""  # the type's own unless named
    act_on: date | None = None  # of a child in conflict with the law: whose age at the act counts
    brought_by: dict[
        str, str
    ] = {}  # further facts about where the report comes from, such as a raid's letter


class Opened(msgspec.Struct, frozen=True):
    """The case is open, and committed."""

    number: str


@transaction
async def open_case(
    form: Opening,
    *,
    me: CurrentUser,
    now: datetime,
    key: UUID | None,
    draw: Callable[[], str] = numbers.new_number,
) -> Opened | Refused | Again:
    """Open a case, or say why not. *draw* gives case numbers (a seeded one for demonstrations).

    Raises NotFound for a client outside *me*'s scope.
    """
    if seen := await idempotency.claim(key, worker=me.id, at=now):
        return Again(seen)
    client = await client_of(form.client, me)
    definition = await sop.published(form.journey or journey_of(form.pmks_type))
    command = _command(form, client)
    calendar = await sop.calendar()
    decided = engine.decide(definition, None, command, actor=me.actor, now=now, calendar=calendar)
    if isinstance(decided, engine.Refused):
        return Refused(decided.reasons)
    if isinstance(decided, engine.Fault):
        raise Fault(f"{definition.meta.id}: {decided}")
    number = await begin(form, client.id, decided, definition, me=me, now=now, draw=draw)
    await idempotency.finish(key, worker=me.id, location=url("casework:case", number=number))
    return Opened(number)


async def begin(
    form: Opening,
    client: UUID,
    decided: engine.Decided,
    definition: Definition,
    *,
    me: CurrentUser,
    now: datetime,
    draw: Callable[[], str] = numbers.new_number,
) -> str:
    """Write a case that begins with the *decided* events, opened or adopted; return its number."""
    happened = _happened(form, decided, me=me, now=now)
    state = fold(happened)
    agenda = engine.agenda(definition, state, now=now, calendar=await sop.calendar())
    case, number = uuid4(), await _free_number(draw)
    of_type = (await sop.of_type(form.pmks_type, definition)).meta
    await _insert(case, number, form, client, of_type=of_type, state=state, agenda=agenda, happened=happened)
    await event_log.add(case, LEVEL, None, happened)
    await write_tasks(case, projection.task_rows(state, agenda))
    await _grant(case, client, form, of_type.section, now=now)
    if of_type.restricted or restriction.by_type((form.pmks_type, *form.secondary_types)):
        await restriction.restrict(client, "TYPE", case=case, now=now)
    if me.may(FOLLOW_REPORT):
        await grants.grant(client, case, grants.worker(me.id), "REPORT", now=now)
    await closing.goes_on(client)
    home = await query_one("SELECT COALESCE(home_region, found_region) FROM clients WHERE id = ?", client)
    await grants.follow_home(client, home[0] if home else None, now=now)
    await audit.record(
        events.kind(happened[0].event),
        by=me.id,
        at=now,
        subject="case",
        subject_id=number,
        case=case,
        client=client,
        detail={"type": form.pmks_type},
    )
    return number


def _command(form: Opening, client: "OfClient") -> commands.Open:
    return commands.Open(
        pmks_type=form.pmks_type,
        region=form.region,
        facts=facts_of(form, client),
        flow=form.flow,
        linked_case=str(form.linked_from or ""),
        override=form.override,
        note=form.note,
        occurred_at=form.reported_at,
    )


def _happened(form: Opening, decided: engine.Decided, *, me: CurrentUser, now: datetime) -> list[Happened]:
    """Put the opening, and who takes the case from the start, into their envelopes."""
    events = list(decided.events)
    if form.worker:
        events.append(Assigned(worker=str(form.worker), organisation=str(form.unit)))
    return [
        Happened(n, decided.occurred_at, now, str(me.id), event) for n, event in enumerate(events, start=1)
    ]


async def _insert(
    case: UUID,
    number: str,
    form: Opening,
    client: UUID,
    *,
    of_type: Meta,
    state: CaseState,
    agenda: Agenda,
    happened: list[Happened],
) -> None:
    drawn = projection.columns(state, agenda)
    alone = None if form.worker else state.adopted_at or state.opened_at
    row = Case(
        id=case,
        number=number,
        client=client,
        pmks_type=form.pmks_type,
        secondary_types=",".join(form.secondary_types),
        journey=state.journey,
        journey_version=state.version,
        definition_digest=state.digest,
        opened_at=state.opened_at,
        level=LEVEL,
        section=of_type.section,
        unit=form.unit,
        worker=form.worker,
        unassigned_since=projection.unassigned_since(alone, happened),
        last_human_at=projection.worked_before(state),
        source=form.source,
        linked_from=form.linked_from,
        version=1,
        **msgspec.structs.asdict(drawn),
    )
    await Case.insert(row)


async def _grant(case: UUID, client: UUID, form: Opening, section: str, *, now: datetime) -> None:
    """Let in whoever has to do with the case from its first day."""
    await grants.hand_over(client, case, form.worker, now=now)
    await grants.change_unit(client, case, form.unit, now=now)
    await grants.grant(client, case, grants.section(section), "SECTION", now=now)
    await grants.grant(client, case, grants.region(form.region), "REGION", now=now)
    await grants.grant(client, case, grants.DIVISION, "DIVISION", now=now)


class OfClient(msgspec.Struct, frozen=True):
    """What a case knows of its client from the first day."""

    id: UUID
    sex: str
    birth_date: object
    birth_estimated: bool
    nationality: str = ""


async def client_of(number: str, me: CurrentUser) -> OfClient:
    """Return the client with this number. Raises NotFound outside *me*'s scope."""
    scope = client_scope(me)
    row = await query_one(
        f"SELECT k.id, k.sex, k.birth_date, k.birth_estimated, k.nationality FROM clients k "
        "WHERE k.id = (SELECT COALESCE(m.merged_into, m.id) FROM clients m WHERE m.number = ?) "
        f"AND {scope.text}",
        number,
        *scope.args,
    )
    if row is None:
        raise NotFound
    return OfClient(row[0], row[1], row[2], bool(row[3]), row[4])


def facts_of(form: Opening, client: OfClient) -> dict[str, Scalar]:
    """Return the facts a case begins with."""
    facts: dict[str, Scalar] = {
        **form.brought_by,
        "sex": client.sex,
        "source": form.source,
        "urgency": form.urgency,
        "safe_now": form.safe_now,
        "birth_estimated": client.birth_estimated,
        "nationality": client.nationality,
    }
    if client.birth_date:
        facts["birth_date"] = str(client.birth_date)
    if form.act_on:
        facts["act_on"] = form.act_on.isoformat()
    return facts


async def _free_number(draw: Callable[[], str]) -> str:
    while True:
        number = draw()
        if await query_one("SELECT 1 FROM cases WHERE number = ?", number) is None:
            return number
