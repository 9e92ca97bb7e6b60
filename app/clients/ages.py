"""Ages: whole years at a day, and the birth date that stands for an estimate."""

from datetime import date, timedelta
from typing import Protocol

from app.web.i18n import formats
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext

OLDEST = 120  # years; more is a slip of the finger
_IN_MONTHS_BELOW = 2  # years
_HALF_A_YEAR = timedelta(days=182)


def age_on(birth: date, day: date) -> int:
    """Return the whole years lived on *day*; who was born on 29 February turns on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def months_on(birth: date, day: date) -> int:
    """Return the whole months lived on *day*."""
    return (day.year - birth.year) * 12 + day.month - birth.month - (day.day < birth.day)


def of_age(years: int, *, today: date) -> date:
    """Return a birth date for somebody who looks *years* old: in the middle of the year that fits."""
    day = today - _HALF_A_YEAR
    return day.replace(year=day.year - years, day=min(day.day, 28))


def of_year(year: int, *, today: date) -> date:
    """Return a birth date for a birth year: its middle, or its first day while the middle lies ahead."""
    middle = date(year, 7, 1)
    return middle if middle <= today else date(year, 1, 1)


class Mortal(Protocol):
    """Somebody of whom one may ask how old they are."""

    @property
    def birth_date(self) -> date | None:
        """The birth date, if known."""

    @property
    def birth_estimated(self) -> bool:
        """Whether it is an estimate."""


def age_of(who: Mortal, *, today: date) -> str:
    """Write how old somebody is today; of somebody who died how old they became, and the day."""
    died: date | None = getattr(who, "died_on", None)
    words = age_words(who.birth_date, estimated=who.birth_estimated, on=min(died or today, today))
    return _("%(age)s; died on %(day)s", age=words, day=formats.day(died)) if died else words


def age_words(birth: date | None, *, estimated: bool, on: date) -> str:
    """Write `34 tahun`, of a small child `8 bulan`, and say when it is an estimate."""
    if birth is None:
        return _("Age unknown")
    years, months = age_on(birth, on), months_on(birth, on)
    if years >= _IN_MONTHS_BELOW:
        text = ngettext("%(n)s year", "%(n)s years", years)
    else:
        text = ngettext("%(n)s month", "%(n)s months", months)
    return _("about %(age)s", age=text) if estimated else text
