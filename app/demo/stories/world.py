"""Simulated time: every story sleeps until an instant, and they wake one at a time, in the order of time.

So the demo is written down as it would have happened over a year, and the same seed gives the same database.
"""

import asyncio
import heapq
from collections.abc import Callable, Coroutine, Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any

from app.clock import WIB
from workflows.clock import Calendar

OPENING, LAST = time(8, 0), time(15, 45)
MORNING, NIGHT = time(6, 0), time(22, 0)
NEVER_BEFORE = timedelta(minutes=11)
"""The least that lies between two things one worker does."""


class TheEnd(Exception):
    """The story would go on after the day on which the demo is looked at."""


class Stalled(Exception):
    """The story wanted what the application refused: a mistake of the demo. That story ends there, the others go on."""


class World:
    """The clock of the demo, which ends at `end`. `stuck` tells which stories ended by a mistake of their own."""

    def __init__(
        self, end: datetime, calendar: Calendar, *, tell: Callable[[datetime], None] | None = None
    ) -> None:
        self.end, self.calendar, self._tell = end, calendar, tell
        self.stuck: list[str] = []
        self._asleep: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._turns = count()
        self._awake = 0
        self._quiet = asyncio.Event()
        self._group: asyncio.TaskGroup

    async def until(self, at: datetime) -> datetime:
        """Sleep until *at*; `TheEnd` when the demo ends before."""
        if at > self.end:
            raise TheEnd
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._asleep, (at, next(self._turns), woken))
        self._rest()
        await woken
        return at

    async def run(self, stories: Iterable[Coroutine[Any, Any, None]]) -> None:
        """Let all stories live to their end; one that fails otherwise than `Stuck` ends the others."""
        running = list(stories)
        self._awake = len(running)
        async with asyncio.TaskGroup() as group:
            self._group = group
            for story in running:
                group.create_task(self._live(story))
            while True:
                await self._quiet.wait()
                if not self._asleep:
                    return
                self._quiet.clear()
                self._awake = 1
                at, _turn, woken = heapq.heappop(self._asleep)
                if self._tell:
                    self._tell(at)
                woken.set_result(None)

    def join(self, story: Coroutine[Any, Any, None]) -> None:
        """Let a story begin out of the one that is awake."""
        self._awake += 1
        self._group.create_task(self._live(story))

    async def _live(self, story: Coroutine[Any, Any, None]) -> None:
        try:
            await story
        except TheEnd:
            pass
        except Stalled as why:
            self.stuck.append(str(why))
        finally:
            self._rest()

    def _rest(self) -> None:
        self._awake -= 1
        if self._awake == 0:
            self._quiet.set()


def office_hours(at: datetime, calendar: Calendar, rng: Random) -> datetime:
    """Move an instant into the working hours of its day, or of the next day on which people work."""
    local = at.astimezone(WIB)
    day = local.date()
    if local.time() > LAST or not calendar.is_working(day):
        day = calendar.next_working(day + timedelta(days=1))
        return on(day, rng)
    return at if local.time() >= OPENING else max(at, on(day, rng, until=11))


def waking_hours(at: datetime, rng: Random) -> datetime:
    """Move an instant out of the night, for work that does not wait for the office to open."""
    local = at.astimezone(WIB)
    if MORNING <= local.time() <= NIGHT:
        return at
    day = local.date() + timedelta(days=int(local.time() > NIGHT))
    return (datetime.combine(day, MORNING, WIB) + timedelta(minutes=rng.randrange(5, 80))).astimezone(UTC)


def on(day: date, rng: Random, *, until: int = 15) -> datetime:
    """Give some moment of a working day."""
    moment = datetime.combine(day, OPENING, WIB) + timedelta(minutes=rng.randrange(5, (until - 8) * 60))
    return moment.replace(second=rng.randrange(60)).astimezone(UTC)
