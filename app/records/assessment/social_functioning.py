"""Social functioning: three aspects, 0 to 4 each, the same for all types, to compare before and after."""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct

from app.records.assessment import sheets
from app.records.assessment.tables import SocialFunctioning
from app.records.history import filled_in
from app.records.kind import WITH_CARE, Field, FormContext, RecordKind, Shown
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.formats import tenths
from app.web.i18n.lists import code_label
from workflows.instruments import instrument, mark

SHEET = instrument("social_functioning")
ASPECTS = sheets.items(SHEET)


class FunctioningForm(Struct, frozen=True):
    """One rating."""

    point: Annotated[str, Code("functioning_point")]
    levels: dict[str, Annotated[int, Meta(ge=0, le=4)]] = {}
    note: Annotated[str | None, Meta(max_length=4000)] = None


FIELDS = (
    Field("point", lazy("When in the case"), "radios"),
    Field("levels", lazy("Three aspects"), "levels", items=ASPECTS, heading=lazy("Three aspects")),
    Field("note", lazy("What the rating rests on")),
)


def check(form: FunctioningForm, _context: FormContext) -> dict[str, str]:
    """Ask for every aspect: a sum of two is no sum."""
    missing = [item.code for item in ASPECTS if item.code not in form.levels]
    return {f"levels.{code}": _("Choose a level.") for code in missing}


def score(form: FunctioningForm, _context: FormContext) -> tuple[int | None, str]:
    """Give the case the sum of the aspects in tenths, and the band."""
    marked = mark(SHEET, {item.code: form.levels[item.code] for item in ASPECTS})
    return marked.score, marked.band


def columns(form: FunctioningForm, context: FormContext) -> dict[str, Any]:
    """Keep each aspect in a column of its own."""
    total, band = score(form, context)
    levels = {item.code: form.levels[item.code] for item in ASPECTS}
    return {"instrument_version": SHEET.version, **levels, "score": total, "band": band}


def summary(row: Mapping[str, Any]) -> Shown:
    """Say the sum, then each aspect."""
    head = (
        (_("When in the case"), code_label(row["point"], "functioning_point")),
        (_("Score"), _score_words(row)),
    )
    levels = tuple((str(item.label), sheets.level_words(item, row[item.code])) for item in ASPECTS)
    return head + levels + filled_in(SOCIAL_FUNCTIONING, row, without=frozenset({"point", "levels"}))


def _score_words(row: Mapping[str, Any]) -> str:
    words = _("%(score)s of 12", score=tenths(row["score"]))
    return f"{words} · {code_label(row['band'], 'functioning_band')}"


def said(row: Mapping[str, Any], context: FormContext) -> str:
    """Say after saving what came out, and how it moved."""
    told = _("Social functioning: %(score)s.", score=_score_words(row))
    if not context.earlier:
        return told
    before = tenths(context.earlier[0]["score"])
    return f"{told} {_('Before: %(score)s.', score=before)}"


SOCIAL_FUNCTIONING = RecordKind(
    kind="functioning",
    instrument="social_functioning",
    instrument_version=SHEET.version,
    title=lazy("Social functioning"),
    form=FunctioningForm,
    table=SocialFunctioning,
    fields=FIELDS,
    columns=columns,
    check=check,
    summary=summary,
    score=score,
    said=said,
    readers=WITH_CARE,
    when=lazy("Day of the rating"),
    intro=lazy("Rate what the client does today, not what would be possible."),
)
