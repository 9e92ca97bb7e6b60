"""A count that took long is kept for a moment; who asks meanwhile waits for the same one."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from app.web.pages import result_cache

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


class Slow:
    """Counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def __call__(self) -> int:
        self.asked += 1
        await asyncio.sleep(0)
        return self.asked


@pytest.fixture
def slow(sqlite_db, monkeypatch):
    monkeypatch.setattr(result_cache, "LONG", 0.0)
    yield Slow()
    result_cache.forget()


async def test_a_dear_count_is_kept_for_half_a_minute_and_says_as_of_when(slow):
    first = await result_cache.counted("a", slow, now=NOW)
    assert (first.value, first.at) == (1, NOW)
    assert await result_cache.counted("a", slow, now=NOW + result_cache.KEPT - timedelta(seconds=1)) == first
    later = await result_cache.counted("a", slow, now=NOW + result_cache.KEPT)
    assert (later.value, later.at) == (2, NOW + result_cache.KEPT)


async def test_what_is_made_of_a_count_lives_as_long_as_the_count_and_is_for_one_view_of_it(slow):
    first = await result_cache.counted("a", slow, now=NOW)
    assert first.piece("id", lambda: "<b>satu</b>") == "<b>satu</b>"
    again = await result_cache.counted("a", slow, now=NOW)
    assert again.piece("id", lambda: "made anew") == "<b>satu</b>"
    assert again.piece("en", lambda: "<b>one</b>") == "<b>one</b>"
    later = await result_cache.counted("a", slow, now=NOW + result_cache.KEPT)
    assert later.piece("id", lambda: "<b>dua</b>") == "<b>dua</b>"


async def test_another_question_is_counted_by_itself(slow):
    await result_cache.counted("a", slow, now=NOW)
    assert (await result_cache.counted("b", slow, now=NOW)).value == 2


async def test_what_is_quick_is_counted_each_time(slow, monkeypatch):
    monkeypatch.setattr(result_cache, "LONG", 60.0)
    await result_cache.counted("a", slow, now=NOW)
    assert (await result_cache.counted("a", slow, now=NOW)).value == 2


async def test_a_hundred_who_ask_at_once_are_counted_for_once(slow):
    found = await asyncio.gather(*[result_cache.counted("a", slow, now=NOW) for _ in range(100)])
    assert {one.value for one in found} == {1}


async def test_a_count_that_fails_is_not_kept_and_fails_for_all_who_waited(slow):
    async def fail() -> int:
        await asyncio.sleep(0)
        raise LookupError

    found = await asyncio.gather(
        *[result_cache.counted("a", fail, now=NOW) for _ in range(2)], return_exceptions=True
    )
    assert [type(one) for one in found] == [LookupError] * 2
    assert (await result_cache.counted("a", slow, now=NOW)).value == 1


async def test_one_who_leaves_does_not_take_the_count_along(slow):
    leaving = asyncio.ensure_future(result_cache.counted("a", slow, now=NOW))
    await asyncio.sleep(0)
    staying = asyncio.ensure_future(result_cache.counted("a", slow, now=NOW))
    leaving.cancel()
    assert (await staying).value == 1


async def test_what_is_kept_under_a_name_is_forgotten_alone(slow):
    one = await result_cache.counted(("unverified", "a"), slow, now=NOW)
    other = await result_cache.counted(("stalled", "a"), slow, now=NOW)
    result_cache.forget("unverified")

    assert await result_cache.counted(("stalled", "a"), slow, now=NOW) is other
    assert await result_cache.counted(("unverified", "a"), slow, now=NOW) is not one
