"""Records that were made before, as pages show them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from app import clock
from app.cases.partner_visibility import shared_row
from app.cases.store import CaseView
from app.db import query
from app.records.controls import codes_of, widget_of
from app.records.kind import Field, Options, Reader, RecordKind, Shown
from app.web.forms.fields import Field as Typed
from app.web.forms.fields import fields_of
from app.web.http.current_user import CurrentUser
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import day, instant, number
from app.web.i18n.lists import code_label


class Entry(msgspec.Struct, frozen=True):
    """One record: when it happened, who entered it when, and everything it holds."""

    id: UUID
    occurred_at: datetime
    recorded_at: datetime
    by_name: str
    row: Mapping[str, Any]

    def late(self) -> bool:
        """Tell whether it was entered on a later day than it happened."""
        return clock.on(self.recorded_at) > clock.on(self.occurred_at)


async def entries(kind: RecordKind, case: CaseView, *, me: CurrentUser, limit: int = 50) -> list[Entry]:
    """Return a case's records of a kind, the one entered last first: that one counts.

    What *me* need not know is taken out before anything else sees the rows.
    """
    reader = Reader(me, case.worker, case.unit)
    table = kind.table._meta.tablename  # noqa: SLF001  its public name
    rows = await query(
        f"""SELECT r.*, w.name AS by_name FROM {table} r JOIN workers w ON w.id = r."by"
            WHERE r."case" = ? ORDER BY r.recorded_at DESC, r.occurred_at DESC LIMIT ?""",
        case.id,
        limit,
    )
    return [
        Entry(row.id, row.occurred_at, row.recorded_at, row.by_name, _for(kind, row.as_dict(), reader))
        for row in rows
    ]


async def latest_whole(kind: RecordKind, case: UUID) -> Mapping[str, Any]:
    """Return the record that counts, for a caller that shows it to nobody; nothing where there is none."""
    table = kind.table._meta.tablename  # noqa: SLF001  its public name
    rows = await query(
        f'SELECT * FROM {table} WHERE "case" = ? ORDER BY recorded_at DESC, occurred_at DESC LIMIT 1', case
    )
    return rows[0].as_dict() if rows else {}


def _for(kind: RecordKind, row: Mapping[str, Any], reader: Reader) -> Mapping[str, Any]:
    return shared_row(kind.key, kind.guarded(row, reader) if kind.guarded else row, reader.me)


def shown(kind: RecordKind, row: Mapping[str, Any], options: Options | None = None) -> Shown:
    """Return the words and values that sum a record up; *options* are the kind's choices from the database."""
    told = named(row, options or {})
    return kind.summary(told) if kind.summary else filled_in(kind, told)


def named(row: Mapping[str, Any], options: Options) -> Mapping[str, Any]:
    """Put the name of what was chosen from the database into the place of its id."""
    names = {field: dict(offered) for field, offered in options.items() if row.get(field)}
    return {**row, **{field: words.get(str(row[field]), "") for field, words in names.items()}}


def filled_in(kind: RecordKind, row: Mapping[str, Any], *, without: frozenset[str] = frozenset()) -> Shown:
    """Return every field of the form that holds something, codes put into words."""
    types = {typed.name: typed for typed in fields_of(kind.form)}
    told = [
        (str(field.label), _text(row[field.name], field, types[field.name]))
        for field in kind.fields
        if field.name in row and field.name not in without and field.widget != "hidden"
    ]
    return tuple(pair for pair in told if pair[1])


def _text(value: Any, field: Field, typed: Typed) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return yes_no(value) if value or widget_of(field, typed) == "yesno" else ""
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int):
        return number(value)
    group = codes_of(field, typed)
    return code_words(value, group) if group else str(value)


def code_words(value: str, group: str) -> str:
    """Put one code, or several with commas between, into words."""
    return ", ".join(code_label(code, group) for code in value.split(","))


def yes_no(value: object) -> str:
    """Say yes or no; nothing when it was not asked."""
    return "" if value is None else (_("Yes") if value else _("No"))
