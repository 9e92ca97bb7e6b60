"""Instruments as forms draw them: their questions, levels and caps in the reader's language."""

from app.records.kind import Item
from app.web.i18n.catalogue import gettext as _
from app.web.pages.render import label
from workflows.definition import Label
from workflows.instruments import Instrument


class Words:
    """A bilingual label that is put into the reader's language when it is shown."""

    __slots__ = ("text",)

    def __init__(self, text: Label) -> None:
        self.text = text

    def __str__(self) -> str:
        return label(self.text)


def items(sheet: Instrument) -> tuple[Item, ...]:
    """Return an instrument's questions as lines of a form."""
    return tuple(
        Item(
            question.id,
            Words(question.title),
            Words(question.help) if question.help else "",
            tuple(Words(anchor) for anchor in question.anchors),
        )
        for question in sheet.questions
    )


def level_words(item: Item, level: int) -> str:
    """Say a level and what it means: `3 of 4: accepted, visits are rare`."""
    told = _("%(level)s of %(top)s", level=level, top=len(item.anchors) - 1)
    return f"{told}: {item.anchors[level]}"


def caps(sheet: Instrument) -> dict[str, Words]:
    """Return what each rule that may hold a band down is called."""
    return {cap.id: Words(cap.title) for cap in sheet.caps}
