"""Numbers, days and times as offices in Indonesia write them; Babel is the oracle."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from babel.dates import format_date, get_timezone
from babel.dates import format_time as babel_time
from babel.numbers import format_decimal

from app import clock
from app.web.i18n import catalogue, formats


@pytest.fixture(autouse=True, params=["id", "en"])
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    with catalogue.speaking(request.param):
        yield request.param


def babel(code: str) -> str:
    return "id" if code == "id" else "en_GB"


def test_every_day_of_a_year_is_written_as_babel_writes_it(spoken: str) -> None:
    for offset in range(365):
        day = date(2026, 1, 1) + timedelta(days=offset)
        assert formats.day(day) == format_date(day, "d MMMM y", locale=babel(spoken))
        assert formats.short_day(day) == format_date(day, "d MMM y", locale=babel(spoken))
        assert formats.day(day, weekday=True) == format_date(day, "EEEE, d MMMM y", locale=babel(spoken))


@pytest.mark.parametrize("value", [0, 7, 999, 1000, 223_142, -1_234_567])
def test_whole_numbers_are_written_as_babel_writes_them(spoken: str, value: int) -> None:
    assert formats.number(value) == format_decimal(value, locale=babel(spoken))


@pytest.mark.parametrize("value", [0.5, 1234.25, -76.3])
def test_decimals_are_written_as_babel_writes_them(spoken: str, value: float) -> None:
    assert formats.number(value) == format_decimal(value, locale=babel(spoken))
    expected = format_decimal(value, "#,##0.00", locale=babel(spoken))
    assert formats.number(value, 2) == expected


def test_hours_are_written_as_babel_writes_them(spoken: str) -> None:
    at = datetime(2026, 3, 22, 7, 30, tzinfo=UTC)
    zone = get_timezone("Asia/Jakarta")
    assert formats.time(at) == f"{babel_time(at, 'short', tzinfo=zone, locale=babel(spoken))} WIB"


def test_an_instant_is_shown_on_its_day_in_western_indonesia() -> None:
    with catalogue.speaking("id"):
        assert formats.instant(datetime(2022, 3, 21, 18, 5, tzinfo=UTC)) == "22 Maret 2022, 01.05 WIB"
    assert clock.on(datetime(2022, 3, 21, 16, 59, tzinfo=UTC)) == date(2022, 3, 21)
    assert clock.on(datetime(2022, 3, 21, 17, 0, tzinfo=UTC)) == date(2022, 3, 22)


def test_scores_shares_and_months_are_indonesian() -> None:
    with catalogue.speaking("id"):
        assert formats.tenths(763) == "76,3"
        assert formats.percent(0.875, 2) == "87,50%"
        assert formats.percent(None) == "-"
        assert formats.month("2022-03") == "Maret 2022"
        assert formats.file_size(250_000) == "244 KB"
        assert formats.file_size(1_300_000) == "1,2 MB"


@time_machine.travel(datetime(2026, 11, 24, 18, 0, tzinfo=UTC), tick=False)
def test_how_long_ago_is_told_in_whole_days_of_western_indonesia() -> None:
    with catalogue.speaking("id"):
        assert formats.ago(date(2026, 11, 25)) == "hari ini"
        assert formats.ago(datetime(2026, 11, 24, 16, 0, tzinfo=UTC)) == "kemarin"
        assert formats.ago(date(2026, 11, 13)) == "12 hari lalu"
        assert formats.ago(date(2026, 11, 26)) == "besok"
        assert formats.ago(date(2026, 11, 28)) == "3 hari lagi"
    with catalogue.speaking("en"):
        assert formats.ago(date(2026, 11, 13)) == "12 days ago"


def test_nothing_is_written_as_nothing() -> None:
    write = (
        formats.number,
        formats.day,
        formats.short_day,
        formats.month,
        formats.time,
        formats.instant,
        formats.ago,
    )
    assert {one(None) for one in write} == {""}
