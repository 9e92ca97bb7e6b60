"""A case as its guards see it at one instant: facts by name, tasks, results, days."""

from calendar import isleap
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from workflows.case_state import CaseState, Progress, Result
from workflows.clock import instant, wib_day
from workflows.conditions import Scalar
from workflows.definition import Definition, FactKind, Task


class FaultFound(Exception):
    """A defect that no worker can mend: an undeclared name, a fact of the wrong type."""

    def __init__(self, about: str, name: str) -> None:
        super().__init__(f"{about}: {name}")
        self.about, self.name = about, name


class View:
    """Definition, state and the instant at which the questions are asked.

    `memo` keeps answers that several moves of one plan ask for; a view never outlives its question.
    """

    __slots__ = ("at", "defn", "held", "memo", "state", "today")

    def __init__(self, defn: Definition, state: CaseState, at: datetime) -> None:
        self.defn, self.state, self.at = defn, state, at
        self.today = wib_day(at)
        self.held = frozenset(state.documents.values())
        self.memo: dict[tuple[str, str], Any] = {}

    def once(self, question: tuple[str, str], ask: Callable[[], Any]) -> Any:
        """Answer a question that several moves ask, once (memoization)."""
        try:
            return self.memo[question]
        except KeyError:
            answer = self.memo[question] = ask()
            return answer

    def fact(self, name: str) -> Scalar | None:
        """Give the fact's value, None while unknown; the client's age is worked out for today."""
        if name == "age":
            return self.age(None)
        kind = self.defn.facts.get(name)
        if kind is None:
            raise FaultFound("undeclared_fact", name)
        value = self.state.facts.get(name)
        if value is None or value == "":
            return None
        if not fits(kind, value):
            raise FaultFound("fact_type", name)
        return value

    def day(self, name: str) -> date | None:
        """Give the day a date or instant fact holds."""
        value = self.fact(name)
        if value is None:
            return None
        if self.defn.facts[name].kind not in {"date", "instant"}:
            raise FaultFound("not_a_date", name)
        return wib_day(instant(str(value)))

    def age(self, on: str | None) -> int | None:
        """Give completed years today (at most at death), or on the date in the fact `on`; None while either is unknown."""
        born, day = self.day("birth_date"), self.day(on) if on else min(self.today, self.died or self.today)
        return None if born is None or day is None else years_between(born, day)

    def birthday(self, years: int) -> date | None:
        """Give the day on which the client completes so many years; None while unknown, and for one never reached."""
        born = self.day("birth_date")
        if born is None:
            return None
        reached = _on_birthday(born, years)
        return None if self.died and reached > self.died else reached

    @property
    def died(self) -> date | None:
        """The day on which the client died, as another case of theirs made known."""
        value = self.state.facts.get(DIED_ON)
        return date.fromisoformat(value) if isinstance(value, str) and value else None

    def task(self, key: str) -> Task:
        """Give the declared task."""
        task = self.defn.task.get(key)
        if task is None:
            raise FaultFound("undeclared_task", key)
        return task

    def progress(self, key: str) -> Progress:
        """Give what has been done of a task."""
        return self.state.tasks.get(key, _NOTHING)

    def complete(self, task: Task) -> bool:
        """Whether the task needs nothing more: done often enough, or excused."""
        progress = self.progress(task.id)
        least = task.repeat.least if task.repeat else 1
        return len(progress.deeds) >= least or self.excused(progress)

    def excused(self, progress: Progress) -> bool:
        """Whether an excuse stands and has not run out."""
        return progress.excused and (progress.excused_until is None or progress.excused_until > self.at)

    def result(self, instrument: str) -> Result | None:
        """Give the instrument's latest result."""
        if instrument not in self.defn.instruments:
            raise FaultFound("undeclared_instrument", instrument)
        return self.state.results.get(instrument)

    def days_in_stage(self) -> int:
        """Count calendar days since the stage was entered, days on hold left out."""
        return self.days_since_entry(self.state.held.entered_at if self.state.held else self.state.entered_at)

    def days_since_entry(self, entered: datetime) -> int:
        """Count calendar days since an instant, days on hold left out."""
        return (self.today - wib_day(entered)).days - self.days_paused(entered)

    def days_paused(self, since: datetime) -> int:
        """Count the calendar days on hold since an instant."""
        total = 0
        for pause in self.state.pauses:
            end = pause.end or self.at
            if end > since:
                total += (wib_day(end) - wib_day(max(pause.start, since))).days
        return total


_NOTHING = Progress()
DIED_ON = "died_on"
"""The fact by which the open cases of a person hear of the death."""


def _on_birthday(born: date, years: int) -> date:
    leap = (born.month, born.day) == (2, 29) and not isleap(born.year + years)
    return date(born.year + years, 3, 1) if leap else born.replace(year=born.year + years)


def years_between(born: date, day: date) -> int:
    """Count completed years; someone born on 29 February has the birthday on 1 March in common years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def fits(kind: FactKind, value: Scalar) -> bool:
    """Whether a value is of the kind a fact was declared with."""
    match kind.kind:
        case "bool":
            return isinstance(value, bool)
        case "int":
            return isinstance(value, int) and not isinstance(value, bool)
        case "choice":
            return isinstance(value, str) and value in kind.choices
        case "text":
            return isinstance(value, str)
        case _:
            return isinstance(value, str) and _is_instant(value)


def _is_instant(value: str) -> bool:
    try:
        instant(value)
    except ValueError:
        return False
    return True
