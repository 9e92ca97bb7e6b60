"""Cells and their cases in words and addresses."""

from datetime import date

import msgspec

from app.capabilities import WORK_CASE
from app.cases.masking import client_label
from app.regions.book import Regions
from app.reports.figures import NAMES
from app.reports.lists import Cell, Hit
from app.reports.months import Month
from app.reports.outcomes import NONE
from app.reports.sheet import Breach, Choice, Unpaired
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import month as written
from app.web.i18n.formats import number
from app.web.i18n.lists import code_label
from app.web.pages.pagination import address


class CellLinks(msgspec.Struct, frozen=True):
    """Makes the address of the cases behind a cell, or none for a reader who may not open them."""

    month: Month
    choice: Choice
    open_: bool

    def to(self, figure: str, **cell: str | None) -> str:
        """Return the address of the list behind a figure in the cell that *cell* narrows it to."""
        if not self.open_:
            return ""
        return address(url("reports:cases", month=self.month), {"figure": figure, **cell})

    def here(self, month: Month | None = None, **changes: str | None) -> str:
        """Return the address of this report looked at another way."""
        rows = None if self.choice.rows == "type" else self.choice.rows
        now = {"type": self.choice.type, "region": self.choice.region, "rows": rows}
        return address(url("reports:month", month=month or self.month), now, **changes)

    def month_at(self, month: Month) -> str:
        """Return the address of the same view of another month."""
        return self.here(month)


def formal_title(month: Month) -> str:
    """Return `Bulan Oktober Tahun 2026`, as the title on paper has it."""
    name, year = written(month.first).rsplit(" ", 1)
    return _("Month of %(month)s %(year)s", month=name, year=year)


class BreachWords(msgspec.Struct, frozen=True):
    """A cell that does not add up, for the reader: where, what, and whose cases."""

    cell: str
    when: str
    added: int
    stands: int
    cases: tuple[str, ...]


def breach_words(breach: Breach, names: Regions, cases: list[str]) -> BreachWords:
    """Name the cell, the two figures that differ and the cases to look at."""
    type_, region, sex = breach.key
    cell = " · ".join((code_label(type_, "pmks_counted"), names.name(region), code_label(sex, "sex")))
    when = _("Cases at the start") if breach.when == "opening" else _("Cases at the end")
    return BreachWords(cell, when, breach.added, breach.stands, tuple(cases))


def unpaired_words(one: Unpaired) -> str:
    """Say that a flow did not come in as often as it went out."""
    return _(
        "%(figure)s: %(came)s came in, %(went)s went out.",
        figure=NAMES[one.figure],
        came=number(one.came),
        went=number(one.went),
    )


def reason_words(code: str | None) -> str:
    """Word the reason of an end, or that none was given."""
    return _("No reason given") if code == NONE else code_label(code, "close_reason")


def outcome_words(code: str | None) -> str:
    """Word the outcome of an end, or that none was given."""
    return _("No outcome given") if code == NONE else code_label(code, "outcome")


def cell_words(cell: Cell, names: Regions) -> list[str]:
    """Say what a cell counts: its figure, then whatever narrows it."""
    parts = [
        str(NAMES[cell.figure]),
        reason_words(cell.reason),
        outcome_words(cell.outcome),
        code_label(cell.type, "pmks_counted"),
        names.name(cell.region),
        code_label(cell.sex, "sex"),
    ]
    return [part for part in parts if part]


class HitLine(msgspec.Struct, frozen=True):
    """One row of the list."""

    href: str
    who: str
    number: str
    type: str
    region: str
    day: date
    stage: str
    end: str


def hit_line(hit: Hit, names: Regions, *, roles: frozenset[str]) -> HitLine:
    """Put one row into words."""
    end = [code_label(hit.close_reason, "close_reason"), code_label(hit.outcome, "outcome")]
    return HitLine(
        url("casework:case", number=hit.number) if WORK_CASE.held_by(roles) else "",
        client_label(hit.client_name, hit.client_number, restricted=hit.restricted, roles=roles),
        hit.number,
        code_label(hit.pmks_type, "pmks_listed"),
        names.name(hit.region),
        hit.occurred_on,
        code_label(hit.stage, "stage"),
        " · ".join(part for part in end if part),
    )
