"""A real case in the database, driven through its journey by the engine's own advice."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

import msgspec

from app.cases.actions import perform
from app.cases.outcomes import Done, Outcome
from app.cases.store import CaseView, case_view
from app.clients.tables import Client
from app.db import transaction
from app.opening.open_case import Opened, Opening, open_case
from app.scope import grants
from app.sop import store as sop
from app.web.http.current_user import CurrentUser
from tests import people
from workflows import commands, engine
from workflows.commands import Command
from workflows.definition import Definition, load_all
from workflows.engine.walk import Step, Wait, fill, remedy, route, way

START = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
ROLES = ("PEKSOS", "SUPERVISOR", "KASI", "KABID", "BAPAS_PK")
EVERYONE = engine.Actor("somebody", frozenset(ROLES))
"""Asks the engine what anybody at all may do."""
AGED = {"ABH": 15, "BWBLP": 35}
"""Whole years at the opening, where the middle of the type's band would lead down a special path."""


def born(journey: str) -> date:
    """Give the birthday of a client whose age fits the type."""
    band = load_all()[journey].meta.age
    low = band.min or 0
    years = AGED.get(journey, (low + (low + 40 if band.max is None else band.max)) // 2)
    return date(START.year - years - 1, 6, 1)


@dataclass
class Staff:
    """One person for each role, all of one unit, each with the whole division in scope."""

    unit: UUID
    me: dict[str, CurrentUser]

    def who(self, roles: tuple[str, ...], *, but: tuple[str, ...] = ()) -> CurrentUser:
        """Give somebody who holds one of the roles, a case worker where none is asked for."""
        wanted = [role for role in (*roles, "PEKSOS") if role in self.me and str(self.me[role].id) not in but]
        return self.me[wanted[0]]


async def staff(section: str = "") -> Staff:
    """Make one person for each role; the head of section has *section*."""
    unit = await people.organisation()
    made = {role: await people.worker(role.lower(), role, section=section) for role in ROLES}
    me = {
        role: CurrentUser(
            id=worker,
            username=role.lower(),
            name=role.title(),
            roles=frozenset({role}),
            grantees=(f"worker:{worker}", f"unit:{unit}", "division"),
            organisation=unit,
            region=None,
            lang="en",
        )
        for role, worker in made.items()
    }
    return Staff(unit, me)


@transaction
async def client(
    by: CurrentUser, born: date | None, *, number: str = "BTN-2026-000001", name: str = "Sudirja"
) -> str:
    """Put a client into the database without asking who is alike."""
    row = Client(
        id=uuid4(),
        number=number,
        full_name=name,
        name_key=name.lower(),
        sex="L",
        birth_date=born,
        nik_status="BELUM_PUNYA",
        safe_contact="BEBAS",
        registered_at=START,
        registered_by=by.id,
    )
    await Client.insert(row)
    await grants.grant(row.id, None, grants.DIVISION, "REGISTRATION", now=START)
    return number


class Situation(NamedTuple):
    """How a case stands: what is read of it, the journey it follows, and its moves by their triggers."""

    case: CaseView
    definition: Definition
    moves: dict[str, engine.MoveView]


@dataclass
class Driven:
    """A case, the people who work it, and the time there."""

    staff: Staff
    number: str
    now: datetime = START
    done: list[Command] = field(default_factory=list)
    avoid: frozenset[str] = frozenset()
    """Moves that are not for this client, such as those for a child under twelve."""

    async def view(self) -> CaseView:
        found = await case_view(self.number, self.staff.me["SUPERVISOR"])
        assert found
        return found

    async def give(self, command: Command, me: CurrentUser, case: CaseView | None = None) -> Outcome:
        """Send a command as somebody; *case* is given where it was just read."""
        case = case or await self.view()
        self.now += timedelta(seconds=1)
        self.done.append(command)
        return await perform(self.number, command, me=me, now=self.now, version=case.version, key=uuid4())

    async def situation(self) -> Situation:
        """Gather the case, its journey, and what the engine says of its moves to somebody of every role."""
        case = await self.view()
        definition = await sop.definition(case.journey, case.journey_version)
        plan = engine.plan(
            definition, case.state, actor=EVERYONE, now=self.now, calendar=await sop.calendar()
        )
        return Situation(case, definition, {move.trigger: move for move in plan.moves})

    async def move(self, trigger: str, **filled: str) -> None:
        """Clear whatever blocks a move, then make it."""
        await self._make(await self._opened(trigger), trigger, **filled)

    async def until_only_the_mover_is_missing(self, trigger: str) -> None:
        """Clear whatever blocks a move, and leave it to be made."""
        await self._opened(trigger)

    async def one_step(self) -> None:
        """Do the next thing on the usual way: clear one reason, or make the move."""
        here = await self.situation()
        [trigger, *_] = [move.trigger for move in engine.onward(here.definition, here.case.stage)] or [""]
        move = here.moves.get(trigger)
        if move is not None and move.allowed:
            await self._make(here, trigger)
        elif move is not None:
            await self._clear(here, trigger)

    async def _opened(self, trigger: str) -> Situation:
        """Clear whatever blocks a move; return the situation in which it can be made."""
        for _ in range(80):
            here = await self.situation()
            if here.moves[trigger].allowed:
                return here
            await self._clear(here, trigger)
        raise AssertionError(f"{trigger} stays blocked")

    async def _clear(self, here: Situation, trigger: str) -> None:
        """Do the first thing towards the first reason that blocks a move."""
        reason = here.moves[trigger].blocked[0]
        steps = remedy(here.definition, here.case.state, reason, now=self.now)
        assert steps, reason
        await self._take(steps[0], here.case)

    async def _make(self, here: Situation, trigger: str, **filled: str) -> None:
        """Make a move that nothing blocks, as somebody who has not done what four eyes must look at."""
        move = here.moves[trigger]
        doers = [
            who for key in _four_eyes(here.definition, trigger) for who in here.case.state.doers.get(key, ())
        ]
        outcome = await self.give(fill(move, **filled), self.staff.who(move.by, but=tuple(doers)), here.case)
        assert isinstance(outcome, Done), outcome

    def map(self, definition: Definition) -> Definition:
        """Give the journey without the moves to avoid."""
        moves = tuple(move for move in definition.moves if move.trigger not in self.avoid)
        return msgspec.structs.replace(definition, moves=moves)

    async def _take(self, step: Step | Wait, case: CaseView) -> None:
        if isinstance(step, Wait):
            self.now = datetime.combine(step.until, datetime.min.time(), UTC) + timedelta(hours=2)
            return
        outcome = await self.give(step.command, self.staff.who(step.who), case)
        assert isinstance(outcome, Done), (step, outcome)

    async def to_stage(self, stage: str) -> None:
        """Go the shortest way to a stage."""
        while (case := await self.view()).stage != stage:
            definition = await sop.definition(case.journey, case.journey_version)
            ahead = way(self.map(definition), case.stage, stage)
            assert ahead, f"no way from {case.stage} to {stage}"
            await self.move(ahead[0].trigger)

    async def close(self, *, success: bool) -> None:
        """Go the shortest way to an end that counts as a success, or to one that does not."""
        case = await self.view()
        definition = await sop.definition(case.journey, case.journey_version)
        good = {code for code, reason in definition.close_reasons.items() if reason.success}
        ends = {
            move.trigger
            for move in definition.moves
            if move.kind == "close" and bool(good & set(move.close_reasons)) == success
        }
        while not case.closed_at:
            path = route(self.map(definition), case.stage, lambda edge: edge.trigger in ends)
            assert path
            await self.move(path[0].trigger)
            case = await self.view()


def _four_eyes(definition: Definition, trigger: str) -> tuple[str, ...]:
    return next(move.four_eyes for move in definition.moves if move.trigger == trigger)


async def case_of(journey: str, *, number: str = "BTN-2026-000001", staff_: Staff | None = None) -> Driven:
    """Open a case of this journey for an invented client of a fitting age."""
    at_hand = staff_ or await staff(load_all()[journey].meta.section)
    worker = at_hand.me["PEKSOS"]
    name = await client(worker, born(journey), number=number)
    types = load_all()[journey].meta.pmks_types
    opening = Opening(
        client=name,
        pmks_type=journey if journey in types else types[0],
        journey=journey,
        source="MASYARAKAT",
        urgency="BIASA",
        safe_now="AMAN",
        reported_at=START,
        region="36.04",
        unit=at_hand.unit,
        worker=worker.id,
    )
    opened = await open_case(opening, me=worker, now=START, key=uuid4())
    assert isinstance(opened, Opened), opened
    return Driven(at_hand, opened.number)


__all__ = ["START", "Driven", "Staff", "case_of", "client", "commands", "staff"]
