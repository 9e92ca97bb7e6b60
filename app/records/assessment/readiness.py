"""Readiness of former inmates (IKPB): ten domains, each 0 to 4 or not answered, at points around the release.

The band decides what support the division gives. Release is decided by corrections, and no score moves a case.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct

from app.records.assessment import ikpb, sheets
from app.records.assessment.tables import Readiness
from app.records.history import filled_in
from app.records.kind import WITH_BAPAS, Field, FormContext, RecordKind, Shown
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.formats import tenths
from app.web.i18n.lists import code_label
from workflows.instruments import Mark

FEWEST_SOURCES = 2
ALARMING_DROP = 150  # tenths between two points
LOW = 1  # a level from which down an action is planned
BEFORE = frozenset({"T-6", "T-3", "T-1"})
AFTER = frozenset({"T+1", "T+3", "T+6", "T+12"})


class ReadinessForm(Struct, frozen=True):
    """One sheet. `levels` leaves out the domains that were not answered."""

    point: Annotated[str, Code("readiness_point")]
    sources: Annotated[list[str], Code("readiness_source"), Meta(min_length=FEWEST_SOURCES)]
    levels: dict[str, Annotated[int, Meta(ge=0, le=4)]] = {}
    housing_by_family: bool | None = None
    manner: Annotated[str | None, Code("service_place")] = None
    officer: Annotated[str | None, Meta(max_length=200)] = None
    note: Annotated[str | None, Meta(max_length=4000)] = None


FIELDS = (
    Field("point", lazy("Point in time"), "choice", heading=lazy("This assessment")),
    Field(
        "sources",
        lazy("Who was asked"),
        hint=lazy("At least two sources: the client, and family or an officer."),
    ),
    Field("manner", lazy("Where it was done")),
    Field("officer", lazy("Bapas officer who took part")),
    Field(
        "levels", lazy("Ten domains"), "levels", items=ikpb.ITEMS, heading=lazy("Ten domains"), optional=True
    ),
    Field(
        "housing_by_family",
        lazy("Does the housing depend on the family?"),
        "yesno",
        heading=lazy("Circumstances"),
        hint=lazy("If the family then rejects the client, the housing is not safe either."),
    ),
    Field("note", lazy("Note")),
)


def check(form: ReadinessForm, context: FormContext) -> dict[str, str]:
    """Keep points before the release before it, and those after it after it."""
    errors: dict[str, str] = {}
    released = context.day("release_on")
    if form.point in BEFORE and released and context.occurred_on > released:
        errors["point"] = _("The client was released before this day: choose T0 or a point after it.")
    if form.point in AFTER and (released is None or context.occurred_on < released):
        errors["point"] = _(
            "No release is recorded before this day. Record the release first, or choose a point before."
        )
    if not ikpb.known(form.levels):
        errors["levels"] = _("Choose a level for at least one domain.")
    return errors


def doubts(form: ReadinessForm, _context: FormContext) -> list[str]:
    """Say it when too little was answered for a band."""
    missing = len(ikpb.ITEMS) - len(ikpb.known(form.levels))
    if missing > len(ikpb.ITEMS) - ikpb.FEWEST_ANSWERS:
        return [
            _(
                "%(missing)s domains are not answered. With fewer than %(fewest)s answers there is no band.",
                missing=missing,
                fewest=ikpb.FEWEST_ANSWERS,
            )
        ]
    return []


def result(form: ReadinessForm) -> Mark:
    """Score the sheet."""
    return ikpb.score(form.levels, housing_by_family=bool(form.housing_by_family))


def score(form: ReadinessForm, _context: FormContext) -> tuple[int | None, str]:
    """Give the case its score in tenths, and the band."""
    scored = result(form)
    return scored.score, scored.band


def columns(form: ReadinessForm, _context: FormContext) -> dict[str, Any]:
    """Keep every level in a column of its own, and what came of them."""
    scored, levels = result(form), ikpb.known(form.levels)
    return {
        "instrument_version": ikpb.VERSION,
        **{item.code.lower(): levels.get(item.code) for item in ikpb.ITEMS},
        "answered": len(levels),
        "score": scored.score,
        "band": scored.band,
        "caps": ",".join(scored.caps),
    }


def advice(context: FormContext) -> dict[str, str]:
    """Say which point lies nearest to today, where a release date is known."""
    nearest = _nearest(context)
    if nearest is None:
        return {"point": _("No release date is recorded yet.")}
    return {"point": _("Nearest today: %(point)s.", point=code_label(nearest, "readiness_point"))}


def begin(context: FormContext) -> dict[str, str]:
    """Propose the point that lies nearest to today."""
    nearest = _nearest(context)
    return {"point": nearest} if nearest else {}


def _nearest(context: FormContext) -> str | None:
    release = context.day("release_on") or context.day("release_planned_on")
    if release is None:
        return None
    return min(ikpb.POINTS, key=lambda point: abs((context.occurred_on - ikpb.day_of(point, release)).days))


def summary(row: Mapping[str, Any]) -> Shown:
    """Say score, band and what held it down; then the levels, lowest first; then the rest."""
    head = [(_("Point in time"), code_label(row["point"], "readiness_point"))]
    head.append((_("Score"), _score_words(row)))
    if row["caps"]:
        head.append((_("Band held down by"), "\n".join(_cap(code) for code in row["caps"].split(","))))
    levels = [(item, row[item.code.lower()]) for item in ikpb.ITEMS]
    answered = sorted((pair for pair in levels if pair[1] is not None), key=lambda pair: pair[1])
    rest = filled_in(READINESS, row, without=frozenset({"point", "levels"}))
    silent = [str(item.label) for item, level in levels if level is None]
    told = [*head, *((str(item.label), sheets.level_words(item, level)) for item, level in answered)]
    if silent and answered:
        told.append((_("Not answered"), ", ".join(silent)))
    return (*told, *rest)


def _score_words(row: Mapping[str, Any]) -> str:
    band = code_label(row["band"], "readiness_band")
    return band if row["score"] is None else f"{tenths(row['score'])} · {band}"


def _cap(code: str) -> str:
    return str(ikpb.CAPS[code])


def said(row: Mapping[str, Any], context: FormContext) -> str:
    """Say after saving what came out, why the band is not higher, and what to do next."""
    told = [_("Readiness: %(score)s.", score=_score_words(row))]
    told += [_("The band is held down: %(cap)s.", cap=_cap(code)) for code in row["caps"].split(",") if code]
    before = next((old["score"] for old in context.earlier if old["score"] is not None), None)
    if before is not None and row["score"] is not None and before - row["score"] >= ALARMING_DROP:
        told.append(
            _("It fell by %(points)s points since the last time.", points=tenths(before - row["score"]))
        )
    low = [
        str(item.label)
        for item in ikpb.ITEMS
        if (row[item.code.lower()] or 0) <= LOW and _answered(row, item.code)
    ]
    if low:
        told.append(_("Plan an action with a person and a day for: %(domains)s.", domains=", ".join(low)))
    return " ".join(told)


def _answered(row: Mapping[str, Any], code: str) -> bool:
    return row[code.lower()] is not None


READINESS = RecordKind(
    kind="readiness",
    instrument="ikpb",
    instrument_version=ikpb.VERSION,
    title=lazy("Post-release readiness (IKPB)"),
    form=ReadinessForm,
    table=Readiness,
    fields=FIELDS,
    columns=columns,
    check=check,
    doubts=doubts,
    advice=advice,
    begin=begin,
    summary=summary,
    score=score,
    said=said,
    readers=WITH_BAPAS,
    when=lazy("Day of the assessment"),
    intro=lazy(
        "For each domain choose what fits best today. What was not asked or not answered stays “not answered”."
    ),
)
