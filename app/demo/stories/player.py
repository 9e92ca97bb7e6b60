"""One client's case, driven by the application's own actions: what the plan says is missing is done, then the move.

The plan names every open condition; `Player` turns each into the form, document, tick or wait that clears it, by the
person who may, at a time of day when offices work.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from app.cases.actions import Keep, inserting, perform
from app.cases.outcomes import Done, Refused
from app.cases.store import CaseView, unshown
from app.cases.tables import Document
from app.clock import on as wib_day
from app.demo.forms import any_record
from app.demo.forms.filling import FILL, Lot, Moment
from app.demo.papers import paper
from app.demo.stories import choosing
from app.demo.stories.world import NEVER_BEFORE, Stalled, World, office_hours, waking_hours
from app.demo.voices import words
from app.records import registry, submission
from app.records.kind import FormContext, Record
from app.records.store import entries
from app.sop import store as sop
from app.web.http.current_user import CurrentUser
from workflows import commands as cmd
from workflows import engine
from workflows.definition import Definition
from workflows.engine import Plan
from workflows.reasons import Reason

Side = Callable[[], Awaitable[None]]
WAITS, PEOPLE = {"days_in_stage", "days_since"}, {"role", "four_eyes"}
MOST_STEPS = 60
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


class Player:
    """A case on its way through simulated time."""

    def __init__(self, world: World, lot: Lot, cast: Cast, draw: Callable[[], str], *, now: datetime) -> None:
        self.world, self.lot, self.cast, self.draw, self.now = world, lot, cast, draw, now
        self.rng, self.number = lot.rng, ""
        self.hurried = lot.kind != "BWBLP"
        self.contact = _CONTACT[self.hurried]
        self._sides: list[tuple[datetime, Side]] = []
        self._rhythms: set[str] = set()
        self._written: set[str] = set()
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
        found = await unshown(self.number, me or self.cast.division)
        if found is None:
            raise Stalled(f"{self.number} is out of sight")
        self._seen = found if me is None else self._seen
        return found

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
            told = "; ".join(f"{reason.code} {reason.args}" for reason in outcome.reasons)
            raise Stalled(f"{self.lot.kind} {self.number}: {command} refused: {told}")
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
        form = self.answers(record, opens, context, me)
        if errors := form.check(context):
            raise Stalled(f"{self.lot.kind} {opens} on {context.occurred_on}: {errors}")
        made = submission.make(form, context, definition=defn, case=case.id, at=happened)
        await self.do(made.command, me, made.keep)

    async def tick(
        self, task: str, me: CurrentUser | None = None, *, happened: datetime | None = None
    ) -> None:
        """Do one turn of a task, with its note and its document."""
        defn, case = await self.definition(), await self.case()
        found = defn.task[task]
        me = me or self.person(found.owner, defn)
        kind = found.evidence.partition(":")[2]
        if kind and kind not in case.state.documents.values():
            await self.document(kind, me)
        note = self._text(self.said(task, found.title.id)) if not kind else ""
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
        await self.do(cmd.Move(trigger=trigger, **filled), me)
        self.lot.strength = min(3.6, self.lot.strength + 0.22)

    async def advance(self, trigger: str, days: float, **filled: Any) -> None:
        """Clear whatever stands in the way of a move in about so many days, then make it."""
        spread = (0.8, 1.15) if days < 300 else (1.0, 1.04)  # a year of follow-up is a year
        until = self.now + timedelta(days=days * self.rng.uniform(*spread))
        await self._keep_up(until)
        for _ in range(MOST_STEPS):
            open_ones = await self._open(trigger, filled)
            if not open_ones:
                break
            await self._clear(open_ones, until)
        else:
            raise Stalled(
                f"{self.lot.kind} {self.number}: no way to {trigger}: {await self._open(trigger, filled)}"
            )
        await self.reach(until, any_hour=self.hurried and days < 1)
        await self._loose_ends(trigger, filled)
        await self.move(trigger, **filled)

    async def _loose_ends(self, trigger: str, filled: dict[str, str]) -> None:
        """Do again what grew too old while waiting for the day."""
        for _ in range(MOST_STEPS):
            open_ones = await self._open(trigger, filled)
            if not open_ones:
                return
            await self._clear(open_ones, self.now)

    async def half(self, trigger: str, days: float, *, steps: int) -> None:
        """Begin to clear the way to a move, and leave off after some steps."""
        until = self.now + timedelta(days=days)
        for _ in range(steps):
            open_ones = await self._open(trigger, {})
            if open_ones:
                await self._clear(open_ones, until)

    async def _open(self, trigger: str, filled: dict[str, str]) -> list[Reason]:
        defn = await self.definition()
        case = await self.case()
        rule = next(move for move in defn.moves_from[case.stage] if move.trigger == trigger)
        found = next(
            one for one in (await self.plan(self.person(rule.by, defn))).moves if one.trigger == trigger
        )
        still = choosing.chosen(found, filled)
        return [reason for reason in (*found.blocked, *still) if reason.code not in PEOPLE]

    async def _clear(self, open_ones: list[Reason], until: datetime) -> None:
        """Clear the condition whose time comes first; what is done in a rhythm comes by itself."""
        others = [reason for reason in open_ones if str(reason.args.get("task", "")) not in self._rhythms]
        if not others and self.now < until:
            await self.reach(until)
            return
        open_ones = choosing.not_too_early(others or open_ones)
        plan = await self.plan(self.cast.worker)
        dues = {task.id: task.due_at for task in plan.tasks if task.due_at and task.least > 1}
        gap = max(until - self.now, timedelta(0)) / (len(open_ones) + 1)
        planned = [(self._when(reason, dues, gap), n, reason) for n, reason in enumerate(open_ones)]
        when, _n, reason = min(planned, key=lambda one: one[:2])
        if await self._for_others(reason):
            return
        await self.reach(when, any_hour=self.hurried and gap < timedelta(hours=8))
        if reason.opens != "wait" and await self._still_open(reason):
            await self._step(reason)

    async def _still_open(self, reason: Reason) -> bool:
        """Look again after the wait: what happened beside the plan may have done the task."""
        tasks = {f"task:{task.id}": task for task in (await self.plan(self.cast.worker)).tasks}
        task = tasks.get(reason.opens)
        return task is None or reason.code != "task" or task.status in {"open", "unknown"}

    async def _for_others(self, reason: Reason) -> bool:
        """Wait for the court or the police, whose next step comes by itself."""
        if (
            choosing.opens(reason) != "record:legal_status"
            or "legal_status" not in (await self.case()).state.records
        ):
            return False
        known = (await self.case()).state.facts.get("legal_status")
        if self.lot.legal.get("legal_status") != known:  # it went on while the case was closed
            await self.form("record:legal_status")
            return True
        if not self._sides:
            raise Stalled(f"{self.lot.kind} {self.number}: the legal process never ends: {reason}")
        await self.reach(self._sides[0][0] + timedelta(hours=2))
        return True

    async def _keep_up(self, until: datetime) -> None:
        """Plan the turns of what is done every so many days in this stage."""
        defn, stage = await self.definition(), (await self.case()).stage
        if stage != "BINA_LANJUT":
            self._touch(stage, until)
        for task in defn.stage[stage].tasks:
            if task.repeat is None or not task.repeat.every_days or task.discretionary:
                continue
            self._rhythms.add(task.id)
            at = self.now
            while (at := at + timedelta(days=task.repeat.every_days - self.rng.uniform(0, 3))) < until:
                self.aside(at, self._turn(task.id, stage))

    def _touch(self, stage: str, until: datetime) -> None:
        """Plan the short contacts that good workers make between the tasks."""

        async def contact() -> None:
            if (await self.case()).stage == stage:
                await self.note()

        at = self.now
        while (at := at + timedelta(days=self.rng.uniform(*self.contact))) < until:
            self.aside(at, contact)

    def _turn(self, task: str, stage: str) -> Side:
        async def turn() -> None:
            if (await self.case()).stage == stage:
                await self.take_turn(task)

        return turn

    async def take_turn(self, task: str) -> None:
        """Do what is done every so many days."""
        await self.tick(task)

    def _when(self, reason: Reason, dues: dict[str, datetime], gap: timedelta) -> datetime:
        if reason.opens == "wait":
            ripe = date.fromisoformat(str(reason.args["on"]))
            return datetime.combine(ripe, self.now.timetz()) + timedelta(hours=3)
        due = dues.get(str(reason.args.get("task", "")))
        if due is not None and reason.code != "attempts":
            return due - timedelta(days=self.rng.uniform(0, 6) - 2, hours=12)
        if reason.opens == "record:release" and not self.lot.released and self._is_free_first(reason):
            return datetime.combine(self.lot.release_on, self.now.timetz()) + timedelta(days=1)
        days = timedelta(days=self.rng.uniform(16, 19)) if reason.code == "attempts" else gap
        return self.now + max(days * self.rng.uniform(0.6, 1.2), NEVER_BEFORE)

    def _is_free_first(self, reason: Reason) -> bool:
        return reason.args.get("fact") == "release_on"

    async def _step(self, reason: Reason) -> None:
        if self.rng.random() < 0.12:
            await self.note()
            await self.reach(self.now + timedelta(minutes=25), any_hour=True)
        opens = choosing.opens(reason)
        sort, _sep, name = opens.partition(":")
        if sort == "task":
            await self.tick(name, happened=await self._later(reason))
        elif sort in {"record", "instrument"}:
            await self.form(opens)
        elif sort == "document":
            await self.document(name, self.person(reason.who, await self.definition()))
        else:
            raise Stalled(f"{self.lot.kind} {self.number}: nothing clears {reason}")

    async def _later(self, reason: Reason) -> datetime | None:
        """Now and then let days pass before a visit is written down; return when it was."""
        if reason.code != "task" or self.hurried or self.rng.random() > 0.1:
            return None
        happened = self.now
        await self.days(self.rng.uniform(1, 6))
        return happened
