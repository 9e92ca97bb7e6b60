"""Annotations of a record's fields: how the form asks for a field, and what else the product does with it.

    reason: Annotated[str | None, Meta(max_length=1000), Ask("Alasan", "Reason"), Trait.SHARED] = None

Type, list of codes and limits are said by the type, `Code` and `Meta`, as in any form.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any

import msgspec

from app.web.i18n.bilingual import Words


class Item(msgspec.Struct, frozen=True):
    """One line of a field that asks the same of several things, such as one domain of an instrument.

    Its words are anything that `str` puts into the reader's language.
    """

    code: str
    label: object
    hint: object = ""
    anchors: tuple[object, ...] = ()
    """What each level means, level 0 first."""


class Ask(msgspec.Struct, frozen=True):
    """Form control of a field: its label in both languages, and how it is drawn.

    widget: text | textarea | date | datetime | choice | radios | checkboxes | yesno | checkbox | int |
    levels (a scale per item) | names (a line of text per item) | hidden; empty: follows from the type.
    A `yesno` must be answered unless `optional`.
    """

    indonesian: str
    english: str
    widget: str = ""
    hint: Words | None = None
    heading: Words | None = None
    """Begins a new part of the form."""
    only: tuple[str, ...] = ()
    """The codes of the list that may be chosen here; left out, all."""
    items: tuple[Item, ...] = ()
    optional: bool = False
    sometimes: bool = False
    """It may be left empty, but not with every answer: the record's `check` asks for it then."""
    journeys: frozenset[str] | None = None
    asked: Callable[[Any], bool] | None = None
    """Condition on the `FormContext` for drawing it; left out, always. The record must do without it."""
    later: bool = False
    """Drawn only when an earlier record is brought up to date."""


class Trait(Enum):
    """What else holds of a field."""

    DERIVED = "worked out by `derive` when the record is kept, never asked; it needs a default"
    SHARED = "shared with Bapas under an agreement"
    SECRET = "while it is true, the case holds a place that must stay secret"  # noqa: S105  no password
    COLLEAGUE = "a worker of the case's unit, offered as a choice; staff are left out of the access pack"
