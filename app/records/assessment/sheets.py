"""Instruments as forms draw them: their questions, levels and caps in the reader's language."""

from app.records.marks import Item
from app.web.i18n.bilingual import Words
from workflows.definition import Label
from workflows.instruments import Instrument


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
