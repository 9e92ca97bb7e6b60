"""What a client earns in a month: once before the service, then again, so that the change is measured."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from app.records.kind import Facts, Field, FormContext, RecordKind
from app.records.plan.tables import Income
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.formats import number

BASELINE = "AWAL"
MOST = 999_999_999  # rupiah a month


class IncomeForm(Struct, frozen=True):
    """The sum, what it comes from, how it is known."""

    point: Annotated[str, Code("income_point")]
    monthly: Annotated[int, Meta(ge=0, le=MOST)]
    supports: Annotated[int | None, Meta(ge=1, le=50)] = None
    source: Annotated[str | None, Meta(max_length=300)] = None
    proof: Annotated[str | None, Code("income_proof")] = None
    note: Annotated[str | None, Meta(max_length=2000)] = None


FIELDS = (
    Field("point", lazy("When in the case"), "radios"),
    Field(
        "monthly",
        lazy("Income in a month, in rupiah"),
        hint=lazy("The mean of the last three months, after costs."),
    ),
    Field("supports", lazy("People who live on it")),
    Field(
        "source",
        lazy("What it comes from"),
        "text",
        hint=lazy("Such as collecting, selling, wages, own business."),
    ),
    Field("proof", lazy("How it is known")),
    Field("note", lazy("Note")),
)


def check(form: IncomeForm, context: FormContext) -> dict[str, str]:
    """Ask for the baseline first: without it nothing can be compared."""
    if form.point != BASELINE and baseline(context) is None:
        return {"point": _("Record the baseline first: later sums are compared with it.")}
    return {}


def doubts(form: IncomeForm, context: FormContext) -> list[str]:
    """Ask again before a baseline is replaced."""
    before = baseline(context)
    if form.point == BASELINE and before is not None:
        return [_("The baseline of Rp%(sum)s will be replaced.", sum=number(before))]
    return []


def baseline(context: FormContext) -> int | None:
    """Return the sum before the service, as recorded last."""
    found = (row["monthly"] for row in context.earlier if row["point"] == BASELINE)
    return next(found, None)


def change(before: int, now: int) -> int:
    """Return the change in whole percent, rounded down; from nothing, anything is 100."""
    if before == 0:
        return 100 if now else 0
    return (now - before) * 100 // before


def facts(form: IncomeForm, context: FormContext) -> Facts:
    """Tell the case the baseline, the latest sum and the change between them."""
    before, latest = _compared(form, context)
    return {
        "income_baseline": before,
        "income_latest": latest,
        "income_change": change(before, latest),
        "income_on": str(context.occurred_on),
    }


def _compared(form: IncomeForm, context: FormContext) -> tuple[int, int]:
    """Return the baseline and the sum to hold against it; a new baseline keeps what was measured later."""
    if form.point != BASELINE:
        return baseline(context) or 0, form.monthly
    later = (row["monthly"] for row in context.earlier if row["point"] != BASELINE)
    return form.monthly, next(later, form.monthly)


def columns(form: IncomeForm, context: FormContext) -> dict[str, Any]:
    """Keep the change as it was worked out."""
    return {"change": change(*_compared(form, context))}


INCOME = RecordKind(
    kind="income",
    title=lazy("Income"),
    form=IncomeForm,
    table=Income,
    fields=FIELDS,
    facts=facts,
    columns=columns,
    check=check,
    doubts=doubts,
    when=lazy("Day it was asked"),
    begin=lambda context: {"point": BASELINE if baseline(context) is None else "LANJUT"},
)
