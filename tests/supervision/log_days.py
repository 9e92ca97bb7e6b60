"""Days counted one by one, and the journeys' files as tables: what the plain reading of the log counts with."""

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import holidays

from tests.supervision.log_guards import WIB, day_of
from workflows.standard import expand

DAY = timedelta(days=1)
FOLDER = Path(__file__).parents[2] / "workflows" / "sop"


def end(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), WIB)


class Days:
    """Days on which offices work."""

    def __init__(self, decreed: dict[date, str]) -> None:
        self.off = set(
            holidays.country_holidays("ID", years=range(2018, 2032), categories=("public", "government"))
        )
        self.decreed = decreed

    def work(self, day: date) -> bool:
        if day in self.decreed:
            return self.decreed[day] == "HARI_KERJA"
        return day.weekday() < 5 and day not in self.off

    def zero(self, at: datetime) -> date:
        local = at.astimezone(WIB)
        day = local.date()
        if local.time() > time(16) and self.work(day):
            day += DAY
        while not self.work(day):
            day += DAY
        return day

    def after(self, day: date, count: int) -> date:
        while count:
            day += DAY
            count -= self.work(day)
        return day

    def between(self, first: date, last: date) -> int:
        return sum(self.work(first + DAY * n) for n in range(1, (last - first).days + 1))

    def due(
        self, start: datetime, limit: int, unit: str, pauses: list[tuple[datetime, datetime]]
    ) -> datetime:
        if unit == "hours":
            found = start + timedelta(hours=limit)
        elif unit == "calendar":
            found = end(day_of(start) + DAY * limit)
        else:
            found = end(self.after(self.zero(start), limit))
        for begun, ended in pauses:
            if ended > start:
                found = self.longer(found, max(begun, start), ended, unit)
        return found

    def longer(self, due: datetime, begun: datetime, ended: datetime, unit: str) -> datetime:
        if unit == "hours":
            return due + (ended - begun)
        first, last = day_of(begun), day_of(ended)
        if unit == "calendar":
            return end(day_of(due) + (last - first))
        return end(self.after(day_of(due), self.between(first, last)))


class Journey:
    """A journey's file, as tables."""

    def __init__(self, path: Path) -> None:
        data = expand(tomllib.loads(path.read_text(encoding="utf-8")))
        self.id, self.meta = data["meta"]["id"], data["meta"]
        self.stages = {one["id"]: one for one in data["stages"]}
        self.tasks = {
            task["id"]: (one["id"], task) for one in data["stages"] for task in one.get("tasks", ())
        }
        self.milestones = {one["id"]: one for one in data.get("milestones", ())}
        self.clocks, self.moves = data.get("clocks", []), data["moves"]

    def active(self, stage: str) -> list[tuple[str, dict[str, Any]]]:
        return [
            (own, task)
            for own, task in self.tasks.values()
            if own == stage or stage in task.get("early_from", ())
        ]


def journeys() -> dict[str, Journey]:
    found = (Journey(path) for path in sorted(FOLDER.glob("*.toml")))
    return {one.id: one for one in found}
