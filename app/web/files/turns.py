"""Work that takes long, one piece after another, in a thread that nobody else waits for."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar, TypeVarTuple
from uuid import UUID

from litestar.exceptions import TooManyRequestsException

from app.web.i18n.catalogue import gettext as _

Made = TypeVar("Made")
Given = TypeVarTuple("Given")


class Turns:
    """A thread of its own and those who wait for it: of each account one piece, so that nobody fills the line."""

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, name)
        self._waiting: set[UUID] = set()

    async def work(self, account: UUID, do: Callable[[*Given], Made], *given: *Given) -> Made:
        """Do it when its turn comes; a second one of the account that would wait is refused (429)."""
        if account in self._waiting:
            raise TooManyRequestsException(
                _(
                    "A file that you sent before this one is still being read. Wait a minute, then send this one again."
                ),
                headers={"Retry-After": "60"},
            )
        self._waiting.add(account)
        context, began = copy_context(), []

        def begin() -> Made:
            began.append(True)
            self._waiting.discard(account)
            return context.run(do, *given)

        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, begin)
        finally:
            if not began:
                self._waiting.discard(account)
