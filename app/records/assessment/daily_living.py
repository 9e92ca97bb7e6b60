"""Daily living: six activities, 0 to 4 each, with the kinds of disability and whether aids are lacking."""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct

from app.records.assessment import sheets
from app.records.assessment.tables import DailyLiving
from app.records.history import filled_in
from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind, Shown
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.formats import tenths
from app.web.i18n.lists import code_label
from workflows.instruments import instrument, mark

SHEET = instrument("daily_living")
ACTIVITIES = sheets.items(SHEET)
BY_KIND = frozenset({"ADK"})
"""Journeys that tell the kinds of disability here; the others have a record of their own for it, or none."""


class LivingForm(Struct, frozen=True):
    """One rating. Kinds of disability are those of UU 8/2016; several together are multiple."""

    point: Annotated[str, Code("functioning_point")]
    kinds: Annotated[list[str], Code("disability")] = []
    levels: dict[str, Annotated[int, Meta(ge=0, le=4)]] = {}
    device_needed: bool | None = None
    devices: Annotated[str | None, Meta(max_length=300)] = None
    note: Annotated[str | None, Meta(max_length=4000)] = None


FIELDS = (
    Field("point", lazy("When in the case"), "radios"),
    Field(
        "kinds",
        lazy("Kinds of disability"),
        hint=lazy("Several kinds together count as multiple."),
        journeys=BY_KIND,
    ),
    Field("levels", lazy("Six activities"), "levels", items=ACTIVITIES, heading=lazy("Six activities")),
    Field("device_needed", lazy("Is an aid lacking or unfit?"), "yesno", heading=lazy("Aids")),
    Field("devices", lazy("Which aids"), hint=lazy("Record each request as an aid of its own.")),
    Field(
        "note",
        lazy("What the rating rests on"),
        hint=lazy("Only what matters for support; no medical findings."),
    ),
)


def check(form: LivingForm, context: FormContext) -> dict[str, str]:
    """Ask for every activity, and for the aids that are lacking."""
    missing = [item.code for item in ACTIVITIES if item.code not in form.levels]
    errors = {f"levels.{code}": _("Choose a level.") for code in missing}
    if context.state.journey in BY_KIND and not form.kinds:
        errors["kinds"] = _("Choose at least one kind.")
    if form.device_needed and not form.devices:
        errors["devices"] = _("Say which aids are lacking or no longer fit.")
    return errors


def score(form: LivingForm, _context: FormContext) -> tuple[int | None, str]:
    """Give the case the sum of the activities in tenths, and the band."""
    marked = mark(SHEET, {item.code: form.levels[item.code] for item in ACTIVITIES})
    return marked.score, marked.band


def facts(form: LivingForm, _context: FormContext) -> Facts:
    """Tell the case whether aids are lacking."""
    return {"device_needed": bool(form.device_needed)}


def columns(form: LivingForm, context: FormContext) -> dict[str, Any]:
    """Keep each activity in a column of its own."""
    total, band = score(form, context)
    levels = {item.code: form.levels[item.code] for item in ACTIVITIES}
    return {"instrument_version": SHEET.version, **levels, "score": total, "band": band}


def summary(row: Mapping[str, Any]) -> Shown:
    """Say the sum, then each activity, then the rest."""
    head = (
        (_("When in the case"), code_label(row["point"], "functioning_point")),
        (_("Score"), _score_words(row)),
    )
    levels = tuple((str(item.label), sheets.level_words(item, row[item.code])) for item in ACTIVITIES)
    return head + levels + filled_in(DAILY_LIVING, row, without=frozenset({"point", "levels"}))


def _score_words(row: Mapping[str, Any]) -> str:
    words = _("%(score)s of %(most)s", score=tenths(row["score"]), most=tenths(SHEET.most))
    return f"{words} · {code_label(row['band'], 'daily_living_band')}"


def said(row: Mapping[str, Any], context: FormContext) -> str:
    """Say after saving what came out, and how it moved."""
    told = _("Daily living: %(score)s.", score=_score_words(row))
    if not context.earlier:
        return told
    before = tenths(context.earlier[0]["score"])
    return f"{told} {_('Before: %(score)s.', score=before)}"


DAILY_LIVING = RecordKind(
    kind="daily_living",
    instrument="daily_living",
    instrument_version=SHEET.version,
    title=lazy("Daily living"),
    form=LivingForm,
    table=DailyLiving,
    fields=FIELDS,
    facts=facts,
    columns=columns,
    check=check,
    summary=summary,
    score=score,
    said=said,
    readers=WITH_CARE,
    when=lazy("Day of the rating"),
    intro=lazy("Rate what the client does today, with the aids already in use."),
)
