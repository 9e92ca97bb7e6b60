"""Result cache: dear counts, kept for a short time where counting took long, and counted once for all who ask meanwhile.

In an office of some hundred cases nothing ever takes long enough, so figures are always those of this moment. In a
whole province a figure may be half a minute old; pages that show one say as of when.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Generic, NamedTuple, TypeVar, cast

from markupsafe import Markup

from app.db import Database, current

T = TypeVar("T")
LONG = 0.1
"""Seconds of counting from which a result is kept."""
KEPT = timedelta(seconds=30)
_MOST, _MOST_PIECES = 500, 20


class Counted(NamedTuple, Generic[T]):
    """A result, when it was counted, and what was made of it to show it."""

    value: T
    at: datetime
    pieces: dict[Hashable, Markup]

    def piece(self, key: Hashable, make: Callable[[], str]) -> Markup:
        """Return a piece of a page that *make* makes of this result, perhaps as it was made before.

        It lives as long as the result does. *key* names all else that it depends on: its language, what the reader
        chose and may open. Nothing of one person or of one session may be in it.
        """
        if key not in self.pieces:
            if len(self.pieces) >= _MOST_PIECES:
                self.pieces.clear()
            self.pieces[key] = Markup(make())  # noqa: S704  a template made it, which escapes
        return self.pieces[key]


_kept: dict[tuple[int, Hashable], Counted[Any]] = {}
_running: dict[Hashable, asyncio.Task[Counted[Any]]] = {}


async def counted(
    key: Hashable, count: Callable[[], Awaitable[T]], *, now: datetime, part: float = 1
) -> Counted[T]:
    """Return what *count* gives, perhaps as somebody else has just counted it; *key* names all that it depends on.

    What every page asks for is dear sooner: after this *part* of `LONG`.
    """
    database: Database = current()
    whole = (id(database), key)
    known = _kept.get(whole)
    if known is not None and known.at <= now < known.at + KEPT:
        return cast(Counted[T], known)
    task = _running.get(whole)
    if task is None or task.get_loop() is not asyncio.get_running_loop():
        task = asyncio.ensure_future(_count(whole, count, now, LONG * part))
        _running[whole] = task
        task.add_done_callback(lambda _done: _running.pop(whole, None))
    return cast(Counted[T], await asyncio.shield(task))


async def _count(
    key: tuple[int, Hashable], count: Callable[[], Awaitable[T]], now: datetime, dear: float
) -> Counted[Any]:
    began = monotonic()
    result: Counted[Any] = Counted(await count(), now, {})
    if monotonic() - began >= dear:
        if len(_kept) >= _MOST:
            _kept.clear()
        _kept[key] = result
    return result


def forget(name: str = "") -> None:
    """Count everything anew at the next question, or what is kept under keys that begin with this name."""
    for whole in [*_kept]:
        if not name or (isinstance(whole[1], tuple) and whole[1][0] == name):
            _kept.pop(whole, None)
