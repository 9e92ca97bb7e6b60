"""Which cases are stalled, read from the event log and the journeys' files alone: (a) to (f) of the field's reference.

No engine, no fold, no column of a case: days are counted one by one. (a) stage over its limit, (b) nobody active, or a
follow-up visit overdue, (c) nobody assigned, (e) plan review missed, (f) hold over its end; and deadlines of law.
"""

import json
from datetime import date, datetime
from typing import Any

from tests.supervision.log_days import DAY, Days, Journey, end
from tests.supervision.log_guards import answered, day_of, moment

NO_WORK = {
    "adopted",
    "assigned",
    "facts_changed",
    "milestone_reached",
    "migrated",
    "redated",
    "relocated_in",
    "relocated_out",
}


class Told:
    """One case as its events tell it, at a moment. Each event is (ordinal, occurred_at, kind, data)."""

    def __init__(self, log: list[Any], known: dict[str, Journey], days: Days, now: datetime) -> None:
        self.days, self.now, self.today = days, now, day_of(now)
        self.facts: dict[str, Any] = {}
        self.tasks: dict[str, list[datetime]] = {}
        self.waived: dict[str, datetime | None] = {}
        self.added: set[str] = set()
        self.milestones: set[str] = set()
        self.documents: dict[str, str] = {}
        self.results: dict[str, tuple[datetime, Any, str]] = {}
        self.moved: dict[str, int] = {}
        self.visits: dict[str, datetime] = {}
        self.pauses: list[tuple[datetime, datetime]] = []
        self.held: dict[str, Any] | None = None
        self.closed, self.worker, self.given = False, "", None
        self.last = max(at for _n, at, kind, _d in log if kind not in NO_WORK or _n == 1)
        void = {
            n
            for _n, _at, kind, data in log
            if kind == "voided"
            for n in (data["ordinal"], *data.get("also", ()))
        }
        first = log[0][3]
        self.journey = known[first["journey"]]
        self.alone: datetime | None = moment(first["opened_at"]) if "opened_at" in first else log[0][1]
        for ordinal, at, kind, data in log:
            if ordinal not in void and (read := getattr(self, f"_{kind}", None)):
                read(at, data)
        if log[0][2] == "adopted":
            told = [moment(one["at"]) for one in first.get("done", ())]
            later = [at for _n, at, kind, _d in log if kind not in NO_WORK]
            self.last = max([self.opened, moment(first["entered_at"]), *told, *later])
            if not any(kind == "assigned" for _n, _at, kind, _d in log):
                self.alone = log[0][1]

    def _opened(self, at: datetime, data: dict[str, Any]) -> None:
        self.opened = self.entered = self.clock = at
        self.stage = data["stage"]
        self.facts.update(data["facts"])
        self.visits[self.stage] = at

    def _adopted(self, _at: datetime, data: dict[str, Any]) -> None:
        self.opened, self.stage = moment(data["opened_at"]), data["stage"]
        self.entered = self.clock = moment(data["entered_at"])
        self.facts.update(data["facts"])
        self.visits = {name: moment(on) for name, on in data.get("visits", {}).items()} | {
            self.stage: self.entered
        }
        self.milestones = set(data.get("milestones", ()))
        for one in data.get("done", ()):
            self.tasks.setdefault(one["task"], []).append(moment(one["at"]))
            self.added.add(one["task"])
        if data.get("hold"):
            self._hold(moment(data["held_since"]), data["hold_stage"])

    def _hold(self, at: datetime, stage: str) -> None:
        move = next(m for m in self.journey.moves if m.get("hold") and self.stage in m["from"])
        until = end(day_of(at) + DAY * move["hold"].get("max_days", 30))
        self.held = {"since": at, "until": until, "stage": stage}

    def _moved(self, at: datetime, data: dict[str, Any]) -> None:
        self.moved[data["trigger"]] = self.moved.get(data["trigger"], 0) + 1
        for key in data.get("reset", ()):
            self.tasks.pop(key, None), self.waived.pop(key, None), self.added.discard(key)
        for one in data.get("done", ()):
            self.tasks.setdefault(one["task"], []).append(at)
        self.milestones -= set(data.get("lost", ()))
        sort = data["sort"]
        if sort == "hold":
            self._hold(at, data["to"])
            return
        if self.held:
            self.pauses.append((self.held["since"], at))
            self.held = None
        if sort == "resume":
            return
        self.given, self.clock = None, at
        if sort == "renew":
            return
        self.closed, self.stage, self.entered = sort in ("close", "reclassify"), data["to"], at
        if sort == "reopen":
            self.visits, self.moved = {}, {data["trigger"]: 1}
        self.visits[self.stage] = at

    def _task_done(self, at, data):
        self.tasks.setdefault(data["task"], []).append(at)

    def _task_undone(self, _at, data):
        self.tasks[data["task"]].pop()

    def _task_added(self, _at, data):
        self.added.add(data["task"])

    def _task_excused(self, _at, data):
        self.waived[data["task"]] = moment(data["until"]) if data.get("until") else None

    def _recorded(self, _at, data):
        self.facts.update(data["facts"])

    def _facts_changed(self, _at, data):
        self.facts.update(data["facts"])

    def _scored(self, at, data):
        known = self.results.get(data["instrument"])
        if known is None or known[0] <= at:
            self.results[data["instrument"]] = (at, data.get("score"), data.get("band", ""))
            self.facts.update(data.get("facts", {}))

    def _document_added(self, _at, data):
        self.documents[data["document_id"]] = data["document"]

    def _document_removed(self, _at, data):
        self.documents.pop(data["document_id"], None)

    def _assigned(self, at, data):
        self.worker, self.alone = data["worker"], None if data["worker"] else at

    def _milestone_reached(self, _at, data):
        self.milestones.add(data["milestone"])

    def _redated(self, at, data):
        if data["cause"] == "extension":
            self.given = (at, moment(data["due"]["due_at"]))

    def _hold_extended(self, _at, data):
        self.held["until"] = moment(data["due"]["due_at"])

    # -- what guards ask

    def deeds(self, key: str) -> list[datetime]:
        return self.tasks.get(key, [])

    def least(self, key: str) -> int:
        repeat = self.journey.tasks[key][1].get("repeat", {})
        return repeat.get("min", len(repeat.get("schedule", ())) or 1)

    def excused(self, key: str) -> bool:
        return key in self.waived and (self.waived[key] is None or self.waived[key] > self.now)

    def age(self, fact: str | None) -> int | None:
        born, on = self.facts.get("birth_date"), self.facts.get(fact) if fact else None
        if not born or (fact and not on):
            return None
        born, day = date.fromisoformat(born), day_of(moment(on)) if on else self.today
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def rested(self, since: datetime) -> int:
        spans = [*self.pauses, *([(self.held["since"], self.now)] if self.held else [])]
        return sum((day_of(b) - day_of(max(a, since))).days for a, b in spans if b > since)

    # -- when things are due

    def stage_due(self) -> datetime | None:
        sla = self.journey.stages[self.stage].get("sla")
        if not sla:
            return None
        start, anchor = self.clock, sla.get("anchor")
        known = [self.facts[name] for name in (anchor or {}).get("facts", ()) if self.facts.get(name)]
        if known:
            told = moment(known[0])
            start = told if anchor.get("floor", "entry") == "none" else max(told, self.clock)
        pauses = [] if sla.get("legal") else self.pauses
        found = self.days.due(start, sla["limit"], sla["unit"], pauses)
        if self.given:
            at, until = self.given
            for begun, ended in self.pauses:
                if begun >= at and ended > start:
                    until = self.days.longer(until, max(begun, start), ended, sla["unit"])
            found = max(found, until)
        return found

    def turns(self) -> list[tuple[str, dict[str, Any], datetime]]:
        """Give each dated turn of the stage's tasks that is still to come or late: where, which, when."""
        found = []
        for own, task in self.journey.active(self.stage):
            due = None if self.held else self.turn(task)
            if due:
                found.append((own, task, due))
        return found

    def turn(self, task: dict[str, Any]) -> datetime | None:
        """Give the day of the next turn of a task that counts here and has a day of its own."""
        repeat, complete = task.get("repeat"), len(self.deeds(task["id"])) >= self.least(task["id"])
        if not complete and not self.counts(task):
            return None
        if repeat is not None:
            return self.next_of(task["id"], repeat, complete=complete)
        limit = None if complete else task.get("due")
        return limit and self.days.due(self.entered, limit["limit"], limit["unit"], self.pauses)

    def counts(self, task: dict[str, Any]) -> bool:
        if "applies" in task and answered(task["applies"], self) is False:
            return False
        return not self.excused(task["id"]) and (not task.get("discretionary") or task["id"] in self.added)

    def next_of(self, key: str, repeat: dict[str, Any], *, complete: bool) -> datetime | None:
        done, schedule = self.deeds(key), repeat.get("schedule", ())
        start = day_of(self.entered) + DAY * self.rested(self.entered)
        most = repeat.get("max") or len(schedule) or None
        if most is not None and len(done) >= most:
            return None
        if schedule:
            return None if complete else end(later(start, schedule[len(done)]))
        if done:
            start = day_of(max(done)) + DAY * self.rested(max(done))
        return end(start + DAY * repeat["every_days"]) if repeat.get("every_days") else None

    def clock_due(self, rule: dict[str, Any]) -> datetime | None:
        sort, _, name = rule["start"].partition(":")
        if sort == "opened":
            start = self.opened
        elif sort == "stage":
            start = self.visits.get(name)
        else:
            value = self.facts.get(name) if sort == "fact" else None
            start = moment(value) - DAY * rule.get("ahead", 0) if value else None
        if start is None or answered(rule["stops"], self) is True:
            return None
        if "applies" in rule and answered(rule["applies"], self) is False:
            return None
        return self.days.due(start, rule["limit"], rule["unit"], [])

    # -- the reading

    def causes(self, gone: set[str]) -> set[str]:
        """Return why the case counts as stalled."""
        if self.closed:
            return set()
        late = set()
        sla = self.journey.stages[self.stage].get("sla", {})
        due = self.stage_due()
        law = [
            self.clock_due(one) for one in self.journey.clocks if one.get("legal") and not one.get("theirs")
        ]
        law += [due] if sla.get("legal") else []
        if any(one and one < self.now for one in law):
            late.add("LEGAL")
        if self.held:
            late |= {"HOLD"} if self.held["until"] < self.now else set()
        elif due and due < self.now:
            late.add("SLA")
        late |= self._contacts()
        if not self.held:
            late |= self._papers()
        if self.worker in gone or (self.alone and self.days.due(self.alone, 2, "working", []) < self.now):
            late.add("UNASSIGNED")
        return late

    def _papers(self) -> set[str]:
        """Tell of a required document whose own day, and of an answer owed to us whose day, is over by five days."""
        late = set()
        for task in self.journey.stages[self.stage].get("tasks", ()):
            is_paper = task.get("evidence", "").startswith("document:") and task.get("required", True)
            missing = len(self.deeds(task["id"])) < self.least(task["id"])
            due = self.turn(task) if is_paper and task.get("due") and missing else None
            if due and self.days.due(due, 5, "working", []) < self.now:
                late.add("DOCUMENT")
        for clock in self.journey.clocks:
            due = self.clock_due(clock) if clock.get("answer") else None
            if due and self.days.due(due, 5, "working", []) < self.now:
                late.add("ANSWER")
        return late

    def _contacts(self) -> set[str]:
        late, planned = set(), list[datetime]()
        for own, task, due in self.turns():
            repeat = task.get("repeat", {})
            over = due + DAY * repeat.get("tolerance_days", 0)
            planned.append(over)
            if task.get("review"):
                late |= {"REVIEW"} if over < self.now else set()
            elif own == self.stage == "BINA_LANJUT" and task.get("required", True) and repeat.get("schedule"):
                late |= {"VISIT"} if end(day_of(due) + 7 * DAY) < self.now else set()
        if not self.held and self.stage != "BINA_LANJUT" and self._silent(min(planned, default=None)):
            late.add("INACTIVE")
        return late

    def _silent(self, contact: datetime | None) -> bool:
        stage = self.journey.stages[self.stage]
        limit = (
            stage.get("inactivity") or self.journey.meta.get("inactivity") or {"limit": 10, "unit": "working"}
        )
        reviews = [
            task["repeat"]["every_days"] + task["repeat"].get("tolerance_days", 0)
            for task in stage.get("tasks", ())
            if task.get("review") and task.get("repeat", {}).get("every_days")
        ]
        longest = min(reviews, default=limit.get("longest", 92))
        if not self.days.due(self.last, limit["limit"], limit.get("unit", "working"), []) < self.now:
            return False
        waits = contact is not None and contact >= self.now
        return not waits or self.days.due(self.last, longest, "calendar", []) < self.now


def later(day: date, span: str) -> date:
    """Give the day that lies `10d`, `2w` or `6m` on."""
    count = int(span[:-1])
    if span[-1] != "m":
        return day + DAY * count * (7 if span[-1] == "w" else 1)
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - DAY).day
    return date(year, month, min(day.day, last))


def read(text: str) -> dict[str, Any]:
    """Read the data of one event."""
    found: dict[str, Any] = json.loads(text)
    return found
