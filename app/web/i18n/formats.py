"""Numbers, days and times as Indonesian offices write them: `223.142`, `22 Maret 2022`, `14.30 WIB`.

The words and signs are Babel's (CLDR); putting them together here costs a tenth of Babel's formatting,
which a page of fifty rows notices. A test compares both for every day of a year.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import get_day_names, get_month_names
from babel.numbers import format_decimal

from app import clock
from app.web.i18n.catalogue import gettext, language, ngettext

_CLDR = {"id": "id", "en": "en_GB"}


@cache
def _names(kind: str, code: str) -> Mapping[int, str]:
    locale = Locale.parse(_CLDR[code])
    if kind == "day":
        return dict(get_day_names("wide", locale=locale))
    return dict(get_month_names(kind, locale=locale))  # type: ignore[arg-type]


def number(value: float | None, decimals: int | None = None) -> str:
    """Write a number with the language's separators; nothing becomes an empty string."""
    if value is None:
        return ""
    comma, dot = (",", ".") if language() == "id" else (".", ",")
    if isinstance(value, int) and decimals is None:
        return f"{value:,}".replace(",", dot)
    if decimals is None:
        return format_decimal(value, locale=_CLDR[language()])
    return f"{value:,.{decimals}f}".replace(",", "\0").replace(".", comma).replace("\0", dot)


def tenths(value: int | None) -> str:
    """Write a score stored in whole tenths: 763 → `76,3`."""
    return "" if value is None else number(value / 10, 1)


def percent(value: float | None, decimals: int = 0) -> str:
    """Write a share: 0.875 → `88%`, with two decimals `87,50%`; no share at all is `-`."""
    return "-" if value is None else f"{number(value * 100, decimals)}%"


def day(value: date | datetime | None, *, weekday: bool = False) -> str:
    """Write `22 Maret 2022`; an instant is written as its WIB day."""
    if value is None:
        return ""
    local = _wib_day(value)
    text = f"{local.day} {_names('wide', language())[local.month]} {local.year}"
    return f"{_names('day', language())[local.weekday()]}, {text}" if weekday else text


def short_day(value: date | datetime | None) -> str:
    """Write `22 Mar 2022`, for tables."""
    if value is None:
        return ""
    local = _wib_day(value)
    return f"{local.day} {_names('abbreviated', language())[local.month]} {local.year}"


def month(value: date | str | None) -> str:
    """Write `Maret 2022` from a day or from `2022-03`."""
    if not value:
        return ""
    first = date.fromisoformat(f"{value}-01") if isinstance(value, str) else value
    return f"{_names('wide', language())[first.month]} {first.year}"


def time(value: datetime | None) -> str:
    """Write `14.30 WIB` (English: `14:30 WIB`)."""
    if value is None:
        return ""
    local = value.astimezone(clock.WIB)
    return f"{local:%H.%M} WIB" if language() == "id" else f"{local:%H:%M} WIB"


def instant(value: datetime | None) -> str:
    """Write `22 Maret 2022, 14.30 WIB`."""
    return "" if value is None else f"{day(value)}, {time(value)}"


def ago(value: date | datetime | None) -> str:
    """Say how long ago, in whole days: `hari ini`, `kemarin`, `12 hari lalu`, `3 hari lagi`."""
    if value is None:
        return ""
    days = (clock.today() - _wib_day(value)).days
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("yesterday")
    if days == -1:
        return gettext("tomorrow")
    if days > 0:
        return ngettext("%(n)s day ago", "%(n)s days ago", days)
    return ngettext("in %(n)s day", "in %(n)s days", -days)


def file_size(value: int) -> str:
    """Write a file's size in bytes as `240 KB` or `1,2 MB`."""
    megabytes = value / 2**20
    return f"{number(megabytes, 1)} MB" if megabytes >= 1 else f"{number(max(1, value // 2**10))} KB"


def _wib_day(value: date | datetime) -> date:
    return clock.on(value) if isinstance(value, datetime) else value


def dialled(phone: str) -> str:
    """Write a telephone number as a `tel:` link takes it: digits, and a plus before them."""
    digits = "".join(filter(str.isdigit, phone))
    return f"+{digits}" if phone.strip().startswith("+") else digits


FILTERS: Mapping[str, Any] = {
    "number": number,
    "tenths": tenths,
    "percent": percent,
    "date": day,
    "short_date": short_day,
    "month": month,
    "time": time,
    "datetime": instant,
    "ago": ago,
    "file_size": file_size,
    "dialled": dialled,
}
