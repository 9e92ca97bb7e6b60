"""Instruments as forms draw them: their questions, levels and caps in the reader's language; sums in tenths and bands."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.records.history import filled_in
from app.records.kind import FormContext, Record, Shown
from app.records.marks import Item
from app.web.i18n.bilingual import Words, both
from app.web.i18n.formats import tenths
from app.web.i18n.lists import code_label
from workflows.definition import Label
from workflows.instruments import Instrument, mark


def items(sheet: Instrument) -> tuple[Item, ...]:
    """Return an instrument's questions as lines of a form."""
    return tuple(
        Item(
            question.id,
            _words(question.title),
            _words(question.help) if question.help else "",
            tuple(_words(anchor) for anchor in question.anchors),
        )
        for question in sheet.questions
    )


def caps(sheet: Instrument) -> dict[str, Words]:
    """Return what each rule that may hold a band down is called."""
    return {cap.id: _words(cap.title) for cap in sheet.caps}


def _words(text: Label) -> Words:
    return Words(text.id, text.en or text.id)


def unanswered(asked: Sequence[Item], levels: Mapping[str, int]) -> dict[str, str]:
    """Return a complaint for each question without a level: a sum of some is no sum."""
    missing = [item.code for item in asked if item.code not in levels]
    return {f"levels.{code}": both("Pilih tingkatnya.", "Choose a level.") for code in missing}


def marked(sheet: Instrument, levels: Mapping[str, int]) -> dict[str, Any]:
    """Return the answers of the instrument's own questions, their sum in tenths, and the band."""
    own = {question.id: levels[question.id] for question in sheet.questions}
    result = mark(sheet, own)
    return {"levels": own, "score": result.score, "band": result.band}


def score_words(sheet: Instrument, bands: str, score: int | None, band: str) -> str:
    """Word a sum with the most there can be, and its band of the list *bands*."""
    words = both(
        "%(score)s dari %(most)s", "%(score)s of %(most)s", score=tenths(score), most=tenths(sheet.most)
    )
    return f"{words} · {code_label(band, bands)}"


def came_out(title: str, words: str, context: FormContext) -> str:
    """Say after saving what came out, and what it was before."""
    now = f"{title}: {words}."
    if not context.earlier:
        return now
    before = tenths(context.earlier[0]["score"])
    return f"{now} {both('Sebelumnya: %(score)s.', 'Before: %(score)s.', score=before)}"


def summary(record: type[Record], row: Mapping[str, Any], words: str) -> Shown:
    """Say when it was rated and the sum, then each answer, then the rest."""
    head = (
        (both("Pada saat", "When in the case"), code_label(row["point"], "functioning_point")),
        (both("Nilai", "Score"), words),
    )
    return head + filled_in(record, row, without=frozenset({"point"}))
