"""One client's case, driven by the application's own actions: what the plan says is missing is done, then the move.

The plan names every open condition; `Player` turns each into the form, document, tick or wait that clears it, by the
person who may, at a time of day when offices work.
"""

from datetime import date, datetime, timedelta
from typing import Any

from app.demo.stories import choosing
from app.demo.stories.acting import Actor, Side
from app.demo.stories.world import NEVER_BEFORE, Stalled
from workflows.reasons import Reason

PEOPLE = {"role", "four_eyes"}
MOST_STEPS = 60


class Player(Actor):
    """A case on its way: whatever its journey asks for is done in time, then the move is made."""

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
        view = next(
            one for one in (await self.plan(self.person(rule.by, defn))).moves if one.trigger == trigger
        )
        still = choosing.chosen(view, filled)
        return [reason for reason in (*view.blocked, *still) if reason.code not in PEOPLE]

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
