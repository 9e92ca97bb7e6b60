"""The national identity number: sixteen digits that tell where and when it was registered, not who lives where.

Digits 1-6 are the region of registration, 7-12 the birth date with 40 added to a woman's day, 13-16 a serial. A number
that cannot exist is an error. One that disagrees with what was entered is a warning only: the number stays when a
wrong birth date is put right in the civil registry. Its region says nothing of where the person lives today.
"""

import re
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from app.web.forms.written import is_nothing
from app.web.i18n import formats
from app.web.i18n.catalogue import gettext as _

LENGTH = 16
_FEMALE = 40  # added to the day of birth


class Nik(NamedTuple):
    """What a well-formed number says."""

    text: str
    sex: str  # L or P
    day: int
    month: int
    year: int  # of the century, 0-99


def cleaned(text: str) -> str:
    """Take away what spreadsheets and people put around the digits."""
    if is_nothing(text):
        return ""
    return re.sub(r"^nik[\s:.]*|[\s.'’\-_/]", "", text.strip(), flags=re.IGNORECASE)


def parse(text: str, provinces: Collection[str]) -> Nik | str:
    """Return what the number says, or the sentence that tells why it cannot be a NIK."""
    digits = cleaned(text)
    if not digits.isascii() or not digits.isdigit():
        return _("A NIK has digits only.")
    if len(digits) != LENGTH:
        return _("A NIK has 16 digits; this one has %(count)s.", count=len(digits))
    if len(set(digits)) == 1:
        return _("A NIK cannot be the same digit sixteen times.")
    if digits[:2] not in provinces:
        return _("The first two digits, %(digits)s, are no province.", digits=digits[:2])
    if digits[12:] == "0000":
        return _("The last four digits of a NIK cannot be 0000.")
    return _dated(digits)


def _dated(digits: str) -> Nik | str:
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    sex = "P" if day > _FEMALE else "L"
    day -= _FEMALE if sex == "P" else 0
    if month not in range(1, 13):
        return _("Digits 9 and 10 of a NIK are a month; %(digits)s is none.", digits=digits[8:10])
    # 2000 was a leap year and 1900 was not: the 29th of February of year 00 is possible.
    if not any(_exists(century + year, month, day) for century in (1900, 2000)):
        return _("Digits 7 to 12 of a NIK are a birth date; %(digits)s is none.", digits=digits[6:12])
    return Nik(digits, sex, day, month, year)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def birth_date(nik: Nik, *, today: date) -> date:
    """Return the birth date in the number, of the later century that is not in the future."""
    born = _in_century(nik, 2000)
    return (
        born
        if born and born <= today
        else _in_century(nik, 1900) or date(2000 + nik.year, nik.month, nik.day)
    )


def _in_century(nik: Nik, century: int) -> date | None:
    year = century + nik.year
    return date(year, nik.month, nik.day) if _exists(year, nik.month, nik.day) else None


def warnings(nik: Nik, *, sex: str, born: date | None, estimated: bool, today: date) -> list[str]:
    """Say in which way the number disagrees with what was entered. An estimated birth date disagrees with nothing."""
    found = []
    if sex in ("L", "P") and sex != nik.sex:
        said = _("a woman") if nik.sex == "P" else _("a man")
        found.append(
            _("The NIK is that of %(sex)s. Check the card; the number may still be right.", sex=said)
        )
    if born and not estimated and (born.day, born.month, born.year % 100) != (nik.day, nik.month, nik.year):
        other = formats.day(birth_date(nik, today=today))
        found.append(
            _(
                "The birth date in the NIK is %(day)s. Check the card; the number may still be right.",
                day=other,
            )
        )
    return found


def masked(nik: str | None) -> str:
    """Return `3673••••••••0001`: the region of registration and the serial."""
    return f"{nik[:4]}{'•' * 8}{nik[-4:]}" if nik else ""


def province_codes(provinces: Collection[tuple[str, str]]) -> frozenset[str]:
    """Return the two-digit codes of (code, name) pairs."""
    return frozenset(code for code, _name in provinces)
