"""Records that were made before, in words: each field that was filled in, with its label and its value."""

from datetime import date, datetime
from typing import Any

from app.records.fields import Field, asked
from app.records.kind import Options, Record, Row, Shown
from app.records.marks import Item
from app.web.i18n.bilingual import both
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import day, instant, number
from app.web.i18n.lists import code_label


def shown(record: type[Record], row: Row, options: Options | None = None) -> Shown:
    """Return the words and values that sum a record up; *options* are the kind's choices from the database."""
    return record.summary(named(row, options or {}))


def named(row: Row, options: Options) -> Row:
    """Put the name of what was chosen from the database into the place of its id."""
    names = {field: dict(offered) for field, offered in options.items() if row.get(field)}
    return {**row, **{field: words.get(str(row[field]), "") for field, words in names.items()}}


def filled_in(record: type[Record], row: Row, *, without: frozenset[str] = frozenset()) -> Shown:
    """Return every field of the form that holds something, codes put into words; a scale has a line per item."""
    lines: list[tuple[str, str]] = []
    for field in asked(record):
        if field.name not in row or field.name in without or field.widget == "hidden":
            continue
        value = row[field.name]
        if field.widget == "levels":
            lines += levels(field.ask.items, value)
        else:
            lines.append((str(field.label), _text(value, field)))
    return tuple(pair for pair in lines if pair[1])


def levels(items: tuple[Item, ...], chosen: dict[str, int]) -> list[tuple[str, str]]:
    """Return a line for each item that was answered: what it is called, the level and what it means."""
    return [(str(item.label), level_words(item, chosen[item.code])) for item in items if item.code in chosen]


def level_words(item: Item, level: int) -> str:
    """Say a level and what it means: `3 of 4: accepted, visits are rare`."""
    words = both("%(level)s dari %(top)s", "%(level)s of %(top)s", level=level, top=len(item.anchors) - 1)
    return f"{words}: {item.anchors[level]}" if level < len(item.anchors) else words


def _text(value: Any, field: Field) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return yes_no(value) if value or field.widget == "yesno" else ""
    if isinstance(value, datetime | date | int):
        return instant(value) if isinstance(value, datetime) else _plain(value)
    if isinstance(value, dict):
        return "\n".join(
            f"{item.label}: {value[item.code]}" for item in field.ask.items if item.code in value
        )
    several = value if isinstance(value, list) else [value]
    return ", ".join(code_label(one, field.codes) if field.codes else str(one) for one in several)


def _plain(value: date | int) -> str:
    return number(value) if isinstance(value, int) else day(value)


def yes_no(value: object) -> str:
    """Say yes or no; nothing when it was not asked."""
    return "" if value is None else (_("Yes") if value else _("No"))
