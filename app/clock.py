"""What time it is: the one place that asks, so that tests and the demo can set it.

Instants are aware and in UTC; days are days in western Indonesia (WIB, UTC+7, no summer time).
"""

from datetime import UTC, date, datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's date in western Indonesia."""
    return on(now())


def on(instant: datetime) -> date:
    """Return the WIB day on which *instant* falls."""
    return instant.astimezone(WIB).date()


BACK = timedelta(minutes=5)
"""So far a clock may go back without anybody being told: synchronising does it by less."""
_highest: list[datetime] = []
"""The latest instant that the installation has seen, as a server last read it; nothing where nobody watches."""


def watch(highest: datetime | None) -> None:
    """Hold the clock against the latest instant that the installation has seen from now on."""
    _highest[:] = [highest] if highest else []


def latest() -> datetime:
    """Return this instant, or the latest that the installation has seen: what was over stays over when a clock goes back."""
    return max([now(), *_highest])


def went_back() -> bool:
    """Tell whether the clock stands well before what has already happened here."""
    return bool(_highest) and now() < _highest[0] - BACK
