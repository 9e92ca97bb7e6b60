"""Fields of a record class, read once from its annotations: what forms, pages, packs and the database derive from."""

from datetime import date, datetime
from functools import cache

import msgspec

from app.records.kind import Record
from app.records.marks import Ask, Trait
from app.web.forms.fields import Field as Typed
from app.web.forms.fields import fields_of
from app.web.i18n.bilingual import Words
from app.web.i18n.lists import CODES

FEW = 6  # options up to which all are shown at once
LONG = 300  # characters from which a text gets several lines
_BY_TYPE = {bool: "checkbox", date: "date", datetime: "datetime", int: "int"}


class Field(msgspec.Struct, frozen=True):
    """One field of a record: its type, how it is asked for, what else holds of it."""

    typed: Typed
    ask: Ask
    traits: frozenset[Trait]

    @property
    def name(self) -> str:
        """Its name in the form and in what is kept."""
        return self.typed.name

    @property
    def label(self) -> Words:
        """What it is called, in both languages."""
        return Words(self.ask.indonesian, self.ask.english)

    @property
    def codes(self) -> str:
        """The list that its values come from, if any."""
        return self.typed.code.group if self.typed.code else ""

    @property
    def widget(self) -> str:
        """Its control: the one that is named, else the one that its type asks for."""
        if self.ask.widget:
            return self.ask.widget
        if Trait.COLLEAGUE in self.traits:
            return "choice"
        if self.codes:
            few = len(self.ask.only or CODES[self.codes]) <= FEW
            return "checkboxes" if self.typed.many else ("radios" if few else "choice")
        if self.typed.kind in _BY_TYPE:
            return _BY_TYPE[self.typed.kind]
        return "textarea" if self.typed.meta and (self.typed.meta.max_length or 0) > LONG else "text"

    @property
    def optional(self) -> bool:
        """Whether it may be left empty."""
        if self.widget in {"yesno", "levels"}:
            return self.ask.optional
        if self.typed.many:
            return not (self.typed.meta and self.typed.meta.min_length)
        return self.typed.optional or self.typed.default is not None


@cache
def traits(record: type[Record]) -> dict[str, frozenset[Trait]]:
    """Return field → its traits, for every field that is kept."""
    return {
        typed.name: frozenset(mark for mark in typed.marks if isinstance(mark, Trait))
        for typed in fields_of(record)
    }


@cache
def asked(record: type[Record]) -> tuple[Field, ...]:
    """Return the fields of a record's form, in their order."""
    return tuple(
        Field(typed, ask, traits(record)[typed.name])
        for typed in fields_of(record)
        for ask in typed.marks
        if isinstance(ask, Ask)
    )


def having(record: type[Record], trait: Trait) -> frozenset[str]:
    """Return the names of the fields with this trait."""
    return frozenset(name for name, held in traits(record).items() if trait in held)


def labels(record: type[Record]) -> dict[str, str]:
    """Return what the fields and their items are called, for the list of mistakes."""
    named = {field.name: str(field.label) for field in asked(record)}
    items = {
        f"{field.name}.{item.code}": str(item.label) for field in asked(record) for item in field.ask.items
    }
    return named | items
