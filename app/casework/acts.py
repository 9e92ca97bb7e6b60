"""Acts in the history: events of one instant are one act, and a record's act says what was decided."""

from collections.abc import Sequence
from itertools import groupby

from app.cases.store import EventView
from app.explain import terms
from app.records import registry
from app.web.http.current_user import CurrentUser
from app.web.pages.render import label
from workflows import events
from workflows.conditions import Scalar
from workflows.definition import Definition

FOLLOWS = frozenset(
    {
        "task_done",
        "task_undone",
        "milestone_reached",
        "assigned",
        "redated",
        "facts_changed",
        "document_added",
    }
)
"""Kinds of events that follow from another of the same act, and are told beneath it."""


def _act(row: EventView) -> tuple[object, ...]:
    return row.actor, row.recorded_at, row.occurred_at, row.voided


def acts(rows: Sequence[EventView]) -> list[list[EventView]]:
    """Gather the events of each act, the one that leads first; events that only look like one act stay apart."""
    gathered: list[list[EventView]] = []
    for _key, run in groupby(rows, _act):
        together = list(run)
        leading = [row for row in together if row.kind not in FOLLOWS]
        if len(leading) == 1:
            gathered.append([*leading, *(row for row in reversed(together) if row is not leading[0])])
        else:
            gathered += [[row] for row in together]
    return gathered


def whole(rows: Sequence[EventView], limit: int) -> list[EventView]:
    """Take at most *limit* events of a longer list, and no act in part unless it is longer than that itself."""
    taken = list(rows[:limit])
    if len(rows) > limit:
        cut = _act(rows[limit])
        taken = [row for row in taken if _act(row) != cut] or taken
    return taken


def decided(event: events.Recorded, definition: Definition, me: CurrentUser) -> str:
    """Say what a record decided, to those who may read the record: each fact that it set, free text left out."""
    record = registry.record(event.record)
    if record is None or not me.roles & record.kind.readers:
        return ""
    return "\n".join(
        f"{label(definition.facts[name].title)}: {words}"
        for name, value in event.facts.items()
        if (words := _value(name, value, definition))
    )


def _value(name: str, value: Scalar, definition: Definition) -> str:
    kind = definition.facts.get(name)
    if kind is None or kind.kind == "text" or value in (None, ""):
        return ""
    return terms.value({"fact": name, "have": value}, definition, "have")
