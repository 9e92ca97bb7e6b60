"""Copies of a history: every row that the product would have written, down to the audit log."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from app.cases import event_log, projection
from app.opening.open_case import LEVEL
from app.web.i18n.lists import code_label
from tests.bench.province import records
from tests.bench.province.records import CASE
from tests.bench.province.stamps import DAYS, Places, Values, day_number, row
from tests.bench.province.walking import Told, thing
from workflows import events
from workflows.case_state import CaseState
from workflows.events import DocumentAdded
from workflows.fold import apply

CLIENT, NUMBER = str(thing(901)), str(thing(902))
MOST_PAPERS = 40
Row = Callable[[Values], list[Any]]


def sha_of(number: int) -> str:
    """Name the place for the digest of a history's so-manieth paper."""
    return str(thing(600 + number))


class Paper(NamedTuple):
    """A document of a history: its kind, and the place of its digest."""

    kind: str
    sha: str


class Step(NamedTuple):
    """What one command writes, apart from the case's own row."""

    events: tuple[Row, ...]
    rows: tuple[tuple[str, Row], ...]
    """Typed records, documents and the audit row, each with its table."""
    papers: tuple[Paper, ...]


class Stamp:
    """A history ready to be copied up to any of its steps."""

    def __init__(self, told: list[Told], sizes: Callable[[str], int]) -> None:
        self.places = Places()
        self._papers = 0
        self._sizes = sizes
        self.states = [step.state for step in told]
        self.steps = [self._step(number, told) for number in range(len(told))]
        self.texts = [self.places.text(projection.text_of(state)) for state in self.states]
        self.versions = _running(told)
        self.worked = _worked(told)
        self.opened = day_number(told[0].happened[0].occurred_at.date().isoformat())
        self.last = [day_number(step.happened[-1].recorded_at.date().isoformat()) for step in told]
        self.dues = [_due(state) for state in self.states]
        self.counts = _running_events(told)
        self.fill = self.places.filler()

    def born(self, cut: int, shift: int) -> tuple[str, bool, str]:
        """Return birth date, whether it is a guess, and sex, as a copy's events say."""
        facts = self.states[cut].facts
        birth = DAYS[day_number(str(facts["birth_date"])) + shift]
        return birth, bool(facts.get("birth_estimated")), str(facts["sex"])

    def _step(self, number: int, told: list[Told]) -> Step:
        before = told[number - 1].state if number else None
        step = told[number]
        made, rows, papers = [], [], []
        state = before
        for one in step.happened:
            after = apply(state, one)
            made.append(row(self.places, event_log.row(UUID(CASE), LEVEL, state, after, one)))
            rows += self._record(one, after)
            if isinstance(one.event, DocumentAdded):
                paper = Paper(one.event.document, sha_of(self._papers))
                self._papers += 1
                papers.append(paper)
                rows.append(("documents", row(self.places, self._document(one, one.event, paper))))
            state = after
        rows.append(("audit", row(self.places, _audit(step, first=number == 0))))
        return Step(tuple(made), tuple(rows), tuple(papers))

    def _record(self, one: events.Happened, state: CaseState) -> list[tuple[str, Row]]:
        kind = records.kind_of(one)
        if kind is None:
            return []
        values = records.row_of(kind, one, state, one.ordinal)
        return [(records.TABLE, row(self.places, values))]

    def _document(self, one: events.Happened, event: DocumentAdded, paper: Paper) -> tuple[Any, ...]:
        return (
            event.document_id,
            CASE,
            event.document,
            code_label(event.document, "document"),
            "application/pdf",
            self._sizes(event.document),
            paper.sha,
            one.recorded_at,
            one.actor,
        )


def _due(state: CaseState) -> int | None:
    """Return the number of the day on which the stage is due."""
    return day_number(state.due.due_at.date().isoformat()) if state.due else None


def _audit(step: Told, *, first: bool) -> tuple[Any, ...]:
    head, last = step.happened[0], step.happened[-1]
    detail: dict[str, Any] = (
        {"type": step.state.pmks_type} if first else {"events": [head.ordinal, last.ordinal]}
    )
    action = "opened" if first else events.kind(head.event)
    return (
        head.recorded_at,
        head.actor,
        action,
        "case",
        NUMBER,
        CASE,
        CLIENT,
        msgspec.json.encode(detail).decode(),
    )


COLUMNS: dict[str, tuple[str, ...]] = {
    "case_events": event_log.COLUMNS,
    "documents": ("id", "case", "kind", "title", "media_type", "size", "sha256", "added_at", "added_by"),
    records.TABLE: records.COLUMNS,
    "audit": ("at", "by", "action", "subject", "subject_id", "case", "client", "detail"),
}
"""In which order the rows above give their columns."""


def _running(told: list[Told]) -> list[int]:
    """Return the case's version after each step; a note or a paper leaves it as it is."""
    version, found = 0, []
    for step in told:
        version += step.counts
        found.append(version)
    return found


def _running_events(told: list[Told]) -> list[int]:
    total, found = 0, []
    for step in told:
        total += len(step.happened)
        found.append(total)
    return found


def _worked(told: list[Told]) -> list[tuple[int, str]]:
    """Return when somebody last worked on the case, after each step: the day's number and the rest of the instant."""
    at, found = told[0].happened[0].occurred_at, []
    for step in told:
        at = projection.last_work(at, list(step.happened))
        text = at.isoformat(sep=" ", timespec="microseconds")
        found.append((day_number(text[:10]), text[10:]))
    return found
