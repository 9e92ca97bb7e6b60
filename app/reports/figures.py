"""The figures of the monthly report by name, and which events make each.

Event figures count events of the month (a case closed twice counts twice), stock figures count cases at a moment,
person figures count clients. docs/report-rules.md says the same in words.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from app.web.i18n.catalogue import Lazy, lazy

IN = {
    "adopted": "ADOPTED",
    "new": "NEW",
    "reopened": "REOPENED",
    "referred_in": "REFERRED_IN",
    "reclassified_in": "RECLASSIFIED_IN",
    "moved_in": "MOVED_IN",
}
OUT = {
    "closed": "CLOSED",
    "referred_out": "REFERRED_OUT",
    "reclassified_out": "RECLASSIFIED_OUT",
    "moved_out": "MOVED_OUT",
}
FLOWS = {**IN, **OUT}
"""Figure → flow code of the event log."""
ENDS = ("CLOSED", "REFERRED_OUT", "RECLASSIFIED_OUT")
"""The flows that end a case, which table C is about. A move between kab/kota ends nothing."""

TABLE_A = ("opening", *IN, *OUT, "closing", "persons", "served")
STOCKS = ("opening", "closing")
PERSONS = ("persons", "served")
TABLE_C = ("ended", "counted", "succeeded")
FIGURES = (*TABLE_A, *TABLE_C)

SUCCESS = "TUJUAN_TERCAPAI"
NOT_COUNTED = ("MENINGGAL", "DUPLIKAT")
"""Ends that say nothing of the work done; transfers (flows other than CLOSED) do not count either."""

SERVICES = ("opened", "moved", "task_done", "recorded", "scored", "document_added", "noted")
"""Kinds of event that show somebody worked with or for the client; corrections and upkeep do not."""

SEXES = ("L", "P", "TIDAK_DIKETAHUI")

NAMES = {
    "opening": lazy("Cases at the start"),
    "adopted": lazy("Taken over"),
    "new": lazy("New"),
    "reopened": lazy("Reopened"),
    "referred_in": lazy("Referred in"),
    "reclassified_in": lazy("Reclassified in"),
    "moved_in": lazy("Moved in"),
    "closed": lazy("Terminated"),
    "referred_out": lazy("Referred out"),
    "reclassified_out": lazy("Reclassified out"),
    "moved_out": lazy("Moved out"),
    "closing": lazy("Cases at the end"),
    "persons": lazy("Persons at the end"),
    "served": lazy("Persons served"),
    "ended": lazy("All that ended"),
    "counted": lazy("Counted for the rate"),
    "succeeded": lazy("Goals reached"),
}


class Column(NamedTuple):
    """A column of table A: its figure, its heading, and the heading above it that it shares with its neighbours."""

    figure: str
    words: Lazy
    over: Lazy | None = None
    sign: str = ""


_SHORT = {"persons": lazy("At the end"), "served": lazy("Served")}


def columns_of_a(*, adopted: bool) -> list[Column]:
    """Return the columns of table A in their order; that of cases taken over only where there were any."""
    over = {name: (lazy("Came in"), "+") for name in IN} | {name: (lazy("Went out"), "−") for name in OUT}
    over |= {name: (lazy("Persons"), "") for name in PERSONS}
    return [
        Column(name, _SHORT.get(name, NAMES[name]), *over.get(name, (None, "")))
        for name in TABLE_A
        if adopted or name != "adopted"
    ]


def headings(columns: Iterable[Column]) -> list[tuple[Lazy | None, list[Column]]]:
    """Return neighbours that share a heading together, in their order."""
    runs = groupby(columns, key=lambda column: (column.over and str(column.over), column.sign))
    groups = [list(run) for _over, run in runs]
    return [(group[0].over, group) for group in groups]
