"""One client's case acted upon in simulated time: by whom, at which hour, with which form, paper, tick or move."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from msgspec.structs import replace

from app.cases.actions import Keep, inserting, perform
from app.cases.outcomes import Done, Refused
from app.cases.store import CaseView, unshown
from app.cases.tables import Document
from app.clock import WIB
from app.clock import on as wib_day
from app.demo.forms import any_record
from app.demo.forms.filling import FILL
from app.demo.forms.lot import Lot, Moment
from app.demo.papers import paper
from app.demo.stories import choosing
from app.demo.stories.world import NEVER_BEFORE, Stalled, World, office_hours, waking_hours
from app.demo.voices import words
from app.records import registry, submission
from app.records.kind import FormContext, Record
from app.records.plan.goal import SETTLED, Goal
from app.records.store import entries
from app.sop import store as sop
from app.web.http.current_user import CurrentUser
from workflows import commands as cmd
from workflows import engine
from workflows.definition import Definition
from workflows.engine import Plan

Side = Callable[[], Awaitable[None]]
_REACHED = 0.6
"""The share of goals that are reached by their day; the others get more time."""
_CONTACT = {True: (3.5, 6.5), False: (7.0, 12.0)}
"""Days between contacts: children's cases and others."""


@dataclass
class Cast:
    """Who works on one case: the worker, the unit's supervisor, the section's head, the division's head."""

    worker: CurrentUser
    supervisor: CurrentUser
    section: CurrentUser
    division: CurrentUser
    others: dict[str, CurrentUser]
    """Everyone with an account, by username."""

    def __iter__(self) -> Iterator[CurrentUser]:
        return iter((self.worker, self.supervisor, self.section, self.division))


class Actor:
    """Acts on one case, as somebody who may, when offices work."""

    def __init__(self, world: World, lot: Lot, cast: Cast, draw: Callable[[], str], *, now: datetime) -> None:
        self.world, self.lot, self.cast, self.draw, self.now = world, lot, cast, draw, now
        self.rng, self.number = lot.rng, ""
        self.hurried = lot.kind != "BWBLP"
        self.contact = _CONTACT[self.hurried]
        self._sides: list[tuple[datetime, Side]] = []
        self._rhythms: set[str] = set()
        self._written: set[str] = set()
        self._goals: dict[UUID, Goal] = {}
        """Each goal of the plan as it was recorded last."""
        self._seen: CaseView | None = None
        """The case as it stands since the last deed: only its own story changes it."""

    # ---------- time

    def aside(self, at: datetime, deed: Side) -> None:
        """Let something happen beside the plan: a court's decision, a note, a reassignment."""
        self._sides.append((office_hours(at, self.world.calendar, self.rng), deed))
        self._sides.sort(key=lambda side: side[0])

    async def reach(self, at: datetime, *, any_hour: bool = False) -> None:
        """Go on to an instant, in office hours unless told otherwise; what lies before it happens first."""
        at = max(at, self.now + NEVER_BEFORE)
        at = waking_hours(at, self.rng) if any_hour else office_hours(at, self.world.calendar, self.rng)
        while self._sides and self._sides[0][0] < at:
            when, deed = self._sides.pop(0)
            self.now = await self.world.until(max(when, self.now + NEVER_BEFORE))
            await deed()
        self.now = await self.world.until(max(at, self.now + NEVER_BEFORE))

    async def days(self, count: float) -> None:
        """Let days pass."""
        await self.reach(self.now + timedelta(days=count))

    # ---------- looking

    async def case(self, me: CurrentUser | None = None) -> CaseView:
        """Look at the case as somebody who may."""
        if self._seen and self._seen.number == self.number and me is None:
            return self._seen
        view = await unshown(self.number, me or self.cast.division)
        if view is None:
            raise Stalled(f"{self.number} is out of sight")
        self._seen = view if me is None else self._seen
        return view

    async def definition(self) -> Definition:
        """Return the journey of the case."""
        case = await self.case()
        return await sop.definition(case.journey, case.journey_version)

    async def plan(self, me: CurrentUser) -> Plan:
        """Ask the engine what may be done."""
        case, defn = await self.case(), await self.definition()
        return engine.plan(defn, case.state, actor=me.actor, now=self.now, calendar=await sop.calendar())

    def person(self, roles: tuple[str, ...], defn: Definition) -> CurrentUser:
        """Return the first of the cast who holds one of these roles or stands in for one."""
        held = defn.holders(roles) if roles else frozenset(defn.meta.workers)
        direct = [one for one in self.cast if set(roles) & one.roles]
        return next(iter(direct or [one for one in self.cast if held & one.roles]), self.cast.supervisor)

    # ---------- doing

    async def do(self, command: cmd.Command, me: CurrentUser, keep: Keep | None = None) -> Done:
        """Carry out a command now."""
        self._seen = None
        outcome = await perform(self.number, command, me=me, now=self.now, version=None, key=None, keep=keep)
        if isinstance(outcome, Refused):
            reasons = "; ".join(f"{reason.code} {reason.args}" for reason in outcome.reasons)
            raise Stalled(f"{self.lot.kind} {self.number}: {command} refused: {reasons}")
        if not isinstance(outcome, Done):
            raise Stalled(f"{self.number}: {command} was done before")
        return outcome

    async def note(self, me: CurrentUser | None = None) -> None:
        """Write a line about what happened lately."""
        short, longer = self.matters()
        text = self._text(longer if self.rng.random() < 0.2 else short)
        await self.do(cmd.Note(text=text), me or self.cast.worker)

    def matters(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what a note may say: now and then something longer."""
        short = tuple(f"{caller}: {matter}." for caller, matter in words.CALLS[self.lot.kind])
        return short, words.LATELY[self.lot.kind]

    def said(self, task: str, _title: str) -> tuple[str, ...]:
        """Return what may be written about a task."""
        return choosing.said(self.lot, task)

    def answers(self, record: type[Record], opens: str, context: FormContext, me: CurrentUser) -> Record:
        """Fill in a form as the story has it."""
        chair = self.cast.supervisor
        if opens in FILL:
            return FILL[opens](Moment(self.lot, context, me.name, chair.name, chair.id))
        return any_record.fill(record, {}, context)

    def _text(self, texts: tuple[str, ...]) -> str:
        """Choose what to write, rather something that does not stand in the file yet."""
        fresh = [text for text in texts if text not in self._written] or list(texts)
        chosen = self.rng.choice(fresh)
        self._written.add(chosen)
        return chosen

    async def document(self, kind: str, me: CurrentUser | None = None) -> str:
        """Put a paper on the case."""
        me, case = me or self.cast.worker, await self.case()
        sha256, size = paper(kind)
        row = Document(
            id=uuid4(),
            case=case.id,
            kind=kind,
            media_type="application/pdf",
            size=size,
            sha256=sha256,
            sent_sha256=sha256,
            added_at=self.now,
            added_by=me.id,
        )
        await self.do(cmd.AddDocument(document=kind, document_id=str(row.id)), me, inserting(row))
        return str(row.id)

    async def form(
        self, opens: str, me: CurrentUser | None = None, *, happened: datetime | None = None
    ) -> None:
        """Fill in a record or an instrument (`record:consent`), perhaps later than it happened."""
        sort, _sep, name = opens.partition(":")
        record = registry.record(name) if sort == "record" else registry.instrument(name)
        if record is None:
            raise Stalled(f"no form for {opens}")
        defn, case = await self.definition(), await self.case()
        me = me or self.person(choosing.makers(defn, sort, name), defn)
        rows = tuple(entry.row for entry in await entries(record, case, me=me))
        context = submission.context_for(state=case.state, now=self.now, by=me.id, earlier=rows)(
            wib_day(happened) if happened else None
        )
        await self._keep(self.answers(record, opens, context, me), context, me, happened=happened)

    async def _keep(
        self, form: Record, context: FormContext, me: CurrentUser, *, happened: datetime | None = None
    ) -> None:
        """Keep a form that is filled in; of a goal remember that its day will come."""
        if errors := form.check(context):
            raise Stalled(f"{self.lot.kind} {form.kind.name} on {context.occurred_on}: {errors}")
        defn, case = await self.definition(), await self.case()
        made = submission.make(form, context, definition=defn, case=case.id, at=happened)
        await self.do(made.command, me, made.keep)
        if isinstance(made.record, Goal) and made.record.goal:
            self._goals[made.record.goal] = made.record
            self._watch(made.record)

    def _watch(self, goal: Goal) -> None:
        """Look at a goal again some days before its day comes."""
        if goal.due_on is not None and goal.status not in SETTLED:
            day = goal.due_on - timedelta(days=self.rng.randint(2, 9))
            self.aside(datetime.combine(day, time(10), WIB).astimezone(UTC), partial(self._look_at, goal))

    async def _look_at(self, goal: Goal) -> None:
        """Call a goal reached, or give it more time: no plan is left with days that nobody looked at."""
        if self._goals.get(goal.goal or UUID(int=0)) is not goal:
            return
        later = wib_day(self.now) + timedelta(days=self.rng.choice((45, 60, 90)))
        reached = self.rng.random() < _REACHED
        await self._settle(
            replace(goal, status="TERCAPAI", status_note="Tercapai seperti disepakati.")
            if reached
            else replace(goal, status="BERJALAN", status_note="Perlu waktu lebih lama.", due_on=later)
        )

    async def _settle(self, goal: Goal) -> None:
        """Bring a goal up to date, by the case's worker; a case on hold waits with its goals."""
        case = await self.case()
        if case.closed_at or case.state.held:
            return
        rows = tuple(entry.row for entry in await entries(Goal, case, me=self.cast.division))
        me = self.person(choosing.makers(await self.definition(), "record", "goal"), await self.definition())
        context = submission.context_for(state=case.state, now=self.now, by=me.id, earlier=rows)(None)
        await self._keep(goal, context, me)

    async def _settle_all(self, *, reached: bool) -> None:
        """Before a case is closed, say of each goal that is still open what came of it."""
        status, note = (
            ("TERCAPAI", "Tercapai saat kasus ditutup.")
            if reached
            else ("TIDAK_TERCAPAI", "Kasus ditutup sebelum tercapai.")
        )
        for goal in [one for one in self._goals.values() if one.status not in SETTLED]:
            await self._settle(replace(goal, status=status, status_note=note))

    async def tick(
        self, task: str, me: CurrentUser | None = None, *, happened: datetime | None = None
    ) -> None:
        """Do one turn of a task, with its note and its document."""
        defn, case = await self.definition(), await self.case()
        asked = defn.task[task]
        me = me or self.person(asked.owner, defn)
        kind = asked.evidence.partition(":")[2]
        if kind and kind not in case.state.documents.values():
            await self.document(kind, me)
        note = self._text(self.said(task, asked.title.id)) if not kind else ""
        await self.do(cmd.DoTask(task=task, note=note, occurred_at=happened), me)

    async def move(self, trigger: str, me: CurrentUser | None = None, **filled: Any) -> None:
        """Make a move, by whoever may."""
        defn = await self.definition()
        case = await self.case()
        rule = next(move for move in defn.moves_from[case.stage] if move.trigger == trigger)
        me = me or self.person(rule.by, defn)
        if rule.reason and "reason" not in filled:
            code = filled.get("close_reason", "")
            filled["reason"] = words.MOVES.get(code) or words.MOVES.get(trigger) or "Sesuai keadaan klien."
        if rule.kind == "close":
            await self._settle_all(reached=filled.get("close_reason") == "TUJUAN_TERCAPAI")
        await self.do(cmd.Move(trigger=trigger, **filled), me)
        self.lot.strength = min(3.6, self.lot.strength + 0.22)
