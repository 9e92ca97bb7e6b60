"""The figures of the monthly report by name, and which events make each.

Event figures count events of the month (a case closed twice counts twice), stock figures count cases at a moment,
person figures count clients. docs/report-rules.md says the same in words.
"""

from collections.abc import Iterable, Mapping
from typing import cast

from app.db import marks
from app.scope.predicate import Sql
from app.web.i18n.catalogue import lazy
from workflows.lists import CloseCode, codes

IN = {
    "adopted": "ADOPTED",
    "new": "NEW",
    "reopened": "REOPENED",
    "referred_in": "REFERRED_IN",
    "reclassified_in": "RECLASSIFIED_IN",
    "moved_in": "MOVED_IN",
    "corrected_in": "SEX_CHANGED",
}
OUT = {
    "closed": "CLOSED",
    "referred_out": "REFERRED_OUT",
    "reclassified_out": "RECLASSIFIED_OUT",
    "moved_out": "MOVED_OUT",
    "corrected_out": "SEX_CHANGED",
}
FLOWS = {**IN, **OUT}
"""Figure → flow code of the event log. One correction of the sex takes a case from one cell and adds it to another."""
PAIRED = {"reclassified_in": "reclassified_out", "moved_in": "moved_out", "corrected_in": "corrected_out"}
"""What comes in over the whole division went out of it in the same month."""
ENDS = ("CLOSED", "REFERRED_OUT", "RECLASSIFIED_OUT")
"""The flows that end a case, which table C is about. A move between kab/kota ends nothing."""

TABLE_A = ("opening", *IN, *OUT, "closing", "persons", "served")
STOCKS = ("opening", "closing")
PERSONS = ("persons", "served")
TABLE_C = ("ended", "not_accepted", "counted", "succeeded")

_CLOSED = {code: cast("CloseCode", entry).counts for code, entry in codes("close_reason").items()}
SUCCESSES = tuple(code for code, counts in _CLOSED.items() if counts == "success")
NOT_ACCEPTED = tuple(code for code, counts in _CLOSED.items() if counts == "not_accepted")
NOT_COUNTED = tuple(code for code, counts in _CLOSED.items() if counts in ("not_accepted", "neutral"))
"""Ends that say nothing of the work done; transfers (flows other than CLOSED) do not count either."""
FEWEST = 5
"""Of fewer ends no rate is given: one person more or less would turn it over."""

SEXES = ("L", "P", "TIDAK_DIKETAHUI")

NAMES = {
    "opening": lazy("Cases at the start"),
    "adopted": lazy("Taken over"),
    "new": lazy("New"),
    "reopened": lazy("Reopened"),
    "referred_in": lazy("Referred in"),
    "reclassified_in": lazy("Reclassified in"),
    "moved_in": lazy("Moved in"),
    "corrected_in": lazy("Sex corrected, in"),
    "corrected_out": lazy("Sex corrected, out"),
    "closed": lazy("Terminated"),
    "referred_out": lazy("Referred out"),
    "reclassified_out": lazy("Reclassified out"),
    "moved_out": lazy("Moved out"),
    "closing": lazy("Cases at the end"),
    "persons": lazy("Persons at the end"),
    "served": lazy("Persons served"),
    "ended": lazy("All that ended"),
    "not_accepted": lazy("Not accepted"),
    "counted": lazy("Counted for the rate"),
    "succeeded": lazy("Goals reached"),
}

SELDOM = ("adopted", "corrected_in", "corrected_out")
"""Columns that stand in table A only in a month that has any."""

FIGURES = tuple(NAMES)
TALLIED = tuple(name for name in FIGURES if name not in (*TABLE_A, *TABLE_C))
"""Figures for which nothing is counted but their events in each cell."""


def _in(column: str, values: Iterable[str]) -> Sql:
    given = tuple(values)
    return Sql(f"{column} IN ({marks(given)})", given)


def _closed(condition: Sql) -> Sql:
    return Sql(f"e.flow = 'CLOSED' AND {condition.text}", condition.args)


EVENTS: Mapping[str, Sql] = {
    **{name: Sql("e.flow = ?", (flow,)) for name, flow in FLOWS.items()},
    "served": Sql("e.serves", ()),
    "ended": _in("e.flow", ENDS),
    "not_accepted": _closed(_in("e.close_reason", NOT_ACCEPTED)),
    "counted": _closed(Sql(f"COALESCE(e.close_reason, '') NOT IN ({marks(NOT_COUNTED)})", NOT_COUNTED)),
    "succeeded": _closed(_in("e.close_reason", SUCCESSES)),
}
"""Which events make a figure, as a condition on an event `e`."""
