"""Histories of invented cases: the engine's own commands along a journey, with days between them. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from msgspec.structs import replace

from app.demo.voices import words
from workflows import commands as cmd
from workflows import engine
from workflows.case_state import CaseState
from workflows.clock import Calendar, wib_day
from workflows.conditions import Scalar
from workflows.definition import Definition
from workflows.engine import Actor, MoveView
from workflows.engine.walk import Edge, Step, Wait, fill, remedy, route
from workflows.events import Assigned, Happened
from workflows.fold import apply
from workflows.reasons import Reason

START = datetime(2024, 1, 8, 2, 0, tzinfo=UTC)
"""A Monday morning; every history begins in that week, before its copies are shifted by whole weeks."""
REGION = "36.00"
"""Stands for the copy's kabupaten or kota."""
UNIT = UUID("00000000-0000-4000-8000-000000000999")
ROLES = (
    "PEKSOS",
    "SUPERVISOR",
    "KASI",
    "KABID",
    "SAKTI",
    "BAPAS_PK",
    "LKS",
    "UPTD",
    "KABKOTA",
    "TKSK",
    "DATA",
)
PEOPLE = 3
"""So many people hold each role: enough for any four-eyes rule."""
MOST_STEPS, MOST_CLEARED = 150, 60
LATEST = timedelta(days=700)
_KIN_NOTES = 0.3
_ADULT, _ELDER = 31, 68


class Stalled(Exception):
    """Nothing known clears what is in the way; that walk is not told."""


def person(role: str, number: int) -> UUID:
    """Name the stand-in for the so-manieth holder of a role."""
    place = ROLES.index(role) if role in ROLES else len(ROLES)
    return UUID(f"00000000-0000-4000-8000-{place * 10 + number:012d}")


def thing(number: int) -> UUID:
    """Name the stand-in for a document or a record."""
    return UUID(f"00000000-0000-4000-8000-{1000 + number:012d}")


@dataclass(frozen=True)
class Told:
    """One command's events, the state after them, and whether the case's version counted on."""

    happened: tuple[Happened, ...]
    state: CaseState
    counts: bool


@dataclass
class Walk:
    """A case on its way. `told` is its history so far, a step for each command."""

    defn: Definition
    chance: Random
    calendar: Calendar
    now: datetime = START
    told: list[Told] = field(default_factory=list)
    things: int = 0

    @property
    def state(self) -> CaseState:
        """The case as it stands."""
        return self.told[-1].state

    def open(self) -> None:
        """Open a case of a client who fits the type, and give it to its worker."""
        facts: dict[str, Scalar] = {
            "birth_date": self._born().isoformat(),
            "birth_estimated": self.chance.random() < 0.2,
            "sex": self.chance.choice(("L", "P")),
            "source": "MASYARAKAT",
            "urgency": "BIASA",
            "safe_now": "AMAN",
        }
        command = cmd.Open(pmks_type=self.defn.meta.pmks_types[0], region=REGION, facts=facts)
        actor = _actor(self.defn.meta.workers[0], 0)
        decided = engine.decide(self.defn, None, command, actor=actor, now=self.now, calendar=self.calendar)
        if not isinstance(decided, engine.Decided):
            raise Stalled(f"{self.defn.meta.id}: {decided}")
        given = Assigned(worker=str(person("PEKSOS", 0)), organisation=str(UNIT))
        self._keep((*decided.events, given), decided.occurred_at, actor, None, counts=True)

    def _born(self) -> date:
        band = self.defn.meta.age
        least = band.min if band.min is not None else (0 if band.max is not None else 18)
        most = band.max if band.max is not None else max(least + 20, _ELDER if least >= _ADULT else 55)
        years = self.chance.randrange(least, most) if most > least else least
        return wib_day(self.now) - timedelta(days=round(years * 365.25) + self.chance.randrange(90, 300))

    def give(self, command: cmd.Command, actor: Actor) -> bool:
        """Carry out a command; False where it is refused."""
        self.now += timedelta(minutes=self.chance.randrange(3, 90))
        decided = engine.decide(
            self.defn, self.state, command, actor=actor, now=self.now, calendar=self.calendar
        )
        if not isinstance(decided, engine.Decided):
            return False
        counts = not isinstance(command, cmd.Note | cmd.AddDocument)
        self._keep(decided.events, decided.occurred_at, actor, self.state, counts=counts)
        return True

    def _keep(
        self,
        events: tuple[object, ...],
        at: datetime,
        actor: Actor,
        before: CaseState | None,
        *,
        counts: bool,
    ) -> None:
        first = before.ordinal + 1 if before else 1
        happened = tuple(
            Happened(first + n, at, self.now, actor.id, event)  # type: ignore[arg-type]
            for n, event in enumerate(events)
        )
        state = before
        for one in happened:
            state = apply(state, one)
        if state is None:
            raise Stalled("nothing happened")
        self.told.append(Told(happened, state, counts))

    def rest(self, least: float, most: float) -> None:
        """Let some days pass."""
        self.now += timedelta(days=self.chance.uniform(least, most))

    def wander(self, wanted: Callable[[Edge], bool]) -> None:
        """Go the shortest way to an arrow and over it, clearing whatever is in the way."""
        while len(self.told) < MOST_STEPS and self.now - START < LATEST:
            edges = route(self.defn, self.state.stage, wanted)
            if not edges:
                raise Stalled(f"{self.defn.meta.id}: no way from {self.state.stage}")
            self._make(edges[0].trigger)
            if wanted(edges[0]):
                return

    def resume(self) -> None:
        """Leave a hold for where it came from."""
        self._make(
            next(move.trigger for move in self.defn.moves_from[self.state.stage] if move.kind == "resume")
        )

    def _make(self, trigger: str) -> None:
        number = 0
        for _ in range(MOST_CLEARED):
            view, actor = self._look(trigger, number)
            if any(reason.code == "four_eyes" for reason in view.blocked):
                number += 1
                continue
            if not view.blocked:
                if not self.give(fill(view), actor):
                    raise Stalled(f"{self.defn.meta.id}: {trigger} refused")
                return
            if sum(self._clear(reason) for reason in view.blocked) == 0:
                raise Stalled(f"{self.defn.meta.id} {self.state.stage} {trigger}: {view.blocked}")
        raise Stalled(f"{self.defn.meta.id} {self.state.stage}: {trigger} stays blocked")

    def _look(self, trigger: str, number: int) -> tuple[MoveView, Actor]:
        rule = next(move for move in self.defn.moves_from[self.state.stage] if move.trigger == trigger)
        actor = _actor((rule.by or self.defn.meta.workers)[0], number % PEOPLE)
        plan = engine.plan(self.defn, self.state, actor=actor, now=self.now, calendar=self.calendar)
        return next(move for move in plan.moves if move.trigger == trigger), actor

    def _clear(self, reason: Reason) -> bool:
        """Do what clears a reason; tell whether there was anything to do."""
        steps = remedy(self.defn, self.state, reason, now=self.now)
        for step in steps:
            if isinstance(step, Wait):
                wait = datetime.combine(step.until, START.timetz())
                self.now = max(self.now, wait)
            else:
                self.rest(0.2, 3.5)
                self._do(step)
                self._note()
        return bool(steps)

    def _do(self, step: Step) -> None:
        role = (step.who or self.defn.meta.workers)[0]
        command = self._named(step.command)
        if not any(self.give(command, _actor(role, number)) for number in range(PEOPLE)):
            raise Stalled(f"{self.defn.meta.id}: nobody may {command}")

    def _named(self, command: cmd.Command) -> cmd.Command:
        """Give a record or a paper an id that its copies can have an own one for."""
        self.things += 1
        own = str(thing(self.things))
        if isinstance(command, cmd.AddDocument):
            return replace(command, document_id=own)
        if isinstance(command, cmd.Record):
            return replace(command, record_id=own)
        return replace(command, assessment_id=own) if isinstance(command, cmd.Score) else command

    def _note(self) -> None:
        if self.chance.random() < _KIN_NOTES and not self.state.closed:
            text = self.chance.choice(_NOTES)
            self.give(cmd.Note(text=text), _actor("PEKSOS", 0))


def _actor(role: str, number: int) -> Actor:
    return Actor(str(person(role, number)), frozenset({role}))


_NOTES = tuple(dict.fromkeys(text for texts in words.LATELY.values() for text in texts))


def told(defn: Definition, chance: Random, calendar: Calendar) -> list[Told]:
    """Tell one history from opening to some end, perhaps with a hold on its way."""
    walk = Walk(
        defn, chance, calendar, now=START + timedelta(days=chance.randrange(5), minutes=chance.randrange(380))
    )
    walk.open()
    ends = [move.trigger for move in defn.moves if move.kind == "close"]
    good = {code for code, reason in defn.close_reasons.items() if reason.success}
    reached = {move.trigger for move in defn.moves if move.kind == "close" and good & set(move.close_reasons)}
    if chance.random() < 0.15 and any(move.kind == "hold" for move in defn.moves):
        holds = {move.trigger for move in defn.moves if move.kind == "hold"}
        walk.wander(lambda edge: edge.trigger in holds)
        walk.rest(10, 30)
        walk.resume()
    wanted = reached if chance.random() < 0.7 else {chance.choice(ends)}
    walk.wander(lambda edge: edge.trigger in wanted)
    return walk.told


def library(
    definitions: list[Definition], each: int, *, seed: int, calendar: Calendar
) -> dict[str, list[list[Told]]]:
    """Tell *each* histories of every journey; one in which the walk got stuck is told anew with other chances."""
    found: dict[str, list[list[Told]]] = {}
    for defn in definitions:
        histories: list[list[Told]] = []
        for number in range(each * 3):
            if len(histories) == each:
                break
            try:
                histories.append(told(defn, Random(f"{seed}:{defn.meta.id}:{number}"), calendar))
            except Stalled as why:
                last = why
        if not histories:
            raise last
        found[defn.meta.id] = histories
    return found
