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
