"""What a client earns in a month: once before the service, then again, so that the change is measured.

Beside the change stands whether the household lives above the poverty line of the day (`poverty_line.toml`).
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from app.records.kind import Facts, FormContext, Record
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from app.web.i18n.formats import number

BASELINE = "AWAL"
MOST = 999_999_999  # rupiah a month


class Income(Record, name="income", when=Words("Tanggal ditanyakan", "Day it was asked")):
    """Income record: the sum, what it comes from, how it is known."""

    point: Annotated[str, Code("income_point"), Ask("Pada saat", "When in the case", "radios")]
    monthly: Annotated[
        int,
        Meta(ge=0, le=MOST),
        Ask(
            "Penghasilan sebulan, dalam rupiah",
            "Income in a month, in rupiah",
            hint=Words(
                "Rata-rata tiga bulan terakhir, setelah dikurangi biaya.",
                "The mean of the last three months, after costs.",
            ),
        ),
    ]
    supports: Annotated[
        int | None,
        Meta(ge=1, le=50),
        Ask(
            "Jumlah orang yang ditanggung",
            "People who live on it",
            hint=Words(
                "Termasuk klien sendiri; dibandingkan dengan garis kemiskinan.",
                "The client among them; held against the poverty line.",
            ),
        ),
    ] = None
    source: Annotated[
        str | None,
        Meta(max_length=300),
        Ask(
            "Sumber penghasilan",
            "What it comes from",
            "text",
            hint=Words(
                "Misalnya memulung, berdagang, upah, usaha sendiri.",
                "Such as collecting, selling, wages, own business.",
            ),
        ),
    ] = None
    proof: Annotated[str | None, Code("income_proof"), Ask("Cara mengetahuinya", "How it is known")] = None
    note: Annotated[str | None, Meta(max_length=2000), Ask("Catatan", "Note")] = None
    change: Annotated[int, Trait.DERIVED] = 0
    """Percent against the baseline, rounded down."""

    @classmethod
    def begin(cls, context: FormContext) -> dict[str, Any]:
        """Propose what an untouched form shows."""
        return {
            "point": BASELINE if baseline(context) is None else "LANJUT",
            "supports": household(None, context) or "",
        }

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask for the baseline first: without it nothing can be compared."""
        if self.point != BASELINE and baseline(context) is None:
            return {
                "point": both(
                    "Catat data awal lebih dulu: jumlah berikutnya dibandingkan dengannya.",
                    "Record the baseline first: later sums are compared with it.",
                )
            }
        return {}

    def doubts(self, context: FormContext) -> list[str]:
        """Ask again before a baseline is replaced."""
        before = baseline(context)
        if self.point == BASELINE and before is not None:
            return [
                both(
                    "Data awal Rp%(sum)s akan diganti.",
                    "The baseline of Rp%(sum)s will be replaced.",
                    sum=number(before),
                )
            ]
        return []

    def facts(self, context: FormContext) -> Facts:
        """Tell the case the baseline, the latest sum and the change between them."""
        before, latest = _compared(self, context)
        people = household(self, context)
        return {
            "above_poverty_line": latest > poverty_line(context.occurred_on) * people if people else "",
            "income_baseline": before,
            "income_latest": latest,
            "income_change": percent(before, latest),
            "income_on": str(context.occurred_on),
        }

    def derive(self, context: FormContext) -> dict[str, Any]:
        """Keep the change as it was worked out."""
        return {"change": percent(*_compared(self, context))}


def baseline(context: FormContext) -> int | None:
    """Return the sum before the service, as recorded last."""
    earlier = (row["monthly"] for row in context.earlier if row["point"] == BASELINE)
    return next(earlier, None)


def household(form: Income | None, context: FormContext) -> int | None:
    """Return how many live on the income: as said here, else as said last."""
    sizes = [form.supports] if form else []
    return next(
        (count for count in (*sizes, *(row.get("supports") for row in context.earlier)) if count), None
    )


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A poverty line: rupiah per person and month, and from when."""

    since: date
    rupiah: int


class _Lines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    line: tuple[Line, ...]


@cache
def lines() -> tuple[Line, ...]:
    """Read the poverty lines, latest first."""
    poverty = msgspec.toml.decode(Path(__file__).with_name("poverty_line.toml").read_bytes(), type=_Lines)
    return tuple(sorted(poverty.line, key=lambda one: one.since, reverse=True))


def poverty_line(on: date) -> int:
    """Return the line that held on a day; before the first, the first."""
    return next((one.rupiah for one in lines() if one.since <= on), lines()[-1].rupiah)


def percent(before: int, now: int) -> int:
    """Return the change in whole percent, rounded down; from nothing, anything is 100."""
    if before == 0:
        return 100 if now else 0
    return (now - before) * 100 // before


def _compared(form: Income, context: FormContext) -> tuple[int, int]:
    """Return the baseline and the sum to hold against it; a new baseline keeps what was measured later."""
    if form.point != BASELINE:
        return baseline(context) or 0, form.monthly
    later = (row["monthly"] for row in context.earlier if row["point"] != BASELINE)
    return form.monthly, next(later, form.monthly)
