"""The one thread that writes to SQLite: a whole transaction is one hop there and one hop back.

A transaction is a coroutine whose database awaits are answered on the spot by this thread's connection, so it
runs from BEGIN to COMMIT without once being suspended. Hence no event loop turns inside a transaction, nobody
waits for the lock while readers are busy, no second BEGIN can slip in, and a client that hangs up can no longer
cut a commit in two: cancellation has no place to strike. An await of anything else is refused (`StrayAwait`).

Transactions that queue up while another one is being written share the next COMMIT, each in a savepoint of its
own, because the fsync is what takes the time. None of them is answered before that COMMIT is through.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from contextvars import Context, copy_context
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, TypeVar

from app.db.errors import StrayAwait, translated
from app.db.sqlite.connection import open_writer

T = TypeVar("T")
Body = Callable[[], Coroutine[Any, Any, T]]

_SHARE_SECONDS = 0.02
"""A commit is shared by the transactions that start within this time; then those who wait get their answer."""


class Job:
    """One transaction to run: its body, the caller's context variables and the future the caller awaits."""

    def __init__(self, body: Body[Any]) -> None:
        self.body = body
        self.context: Context = copy_context()
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()
        self.result: Any = None
        self.error: BaseException | None = None

    def answer(self) -> None:
        """Hand the outcome to the caller's loop, which may be gone."""
        try:
            self.loop.call_soon_threadsafe(self._settle)
        except RuntimeError:
            return

    def _settle(self) -> None:
        if self.future.done():  # the caller was cancelled; what was committed stays committed
            return
        if self.error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.error)


class Writer:
    """Runs transactions one after the other on its own thread and connection."""

    def __init__(self, path: Path) -> None:
        self.connection = open_writer(path)
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="pulih-writer", daemon=True)
        self._thread.start()

    async def run(self, body: Body[T]) -> T:
        """Run *body* in a transaction; return its value once it is committed."""
        job = Job(body)
        self._jobs.put(job)
        result: T = await job.future
        return result

    def close(self) -> None:
        """Finish what is queued, then close the connection."""
        self._jobs.put(None)
        self._thread.join()
        self.connection.close()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            jobs = [job]
            try:
                stop = self._perform(jobs)
            except BaseException as error:  # noqa: BLE001  BEGIN or COMMIT failed: nobody's work was kept
                self._abandon(jobs, error)
                stop = False
            for done in jobs:
                done.answer()
            del job, jobs, done  # a thread that waits for work keeps nothing of what was written
            if stop:
                return

    def _perform(self, jobs: list[Job]) -> bool:
        """Run the first job and those that join it, in one commit; tell whether to stop afterwards."""
        stop = False
        until = monotonic() + _SHARE_SECONDS
        with translated():
            self.connection.execute("BEGIN IMMEDIATE")
            self._run_in_savepoint(jobs[0])
            while not stop and monotonic() < until:
                try:
                    following = self._jobs.get_nowait()
                except Empty:
                    break
                if following is None:
                    stop = True
                else:
                    jobs.append(following)
                    self._run_in_savepoint(following)
            self.connection.execute("COMMIT")
        return stop

    def _run_in_savepoint(self, job: Job) -> None:
        if job.future.cancelled():
            return
        self.connection.execute("SAVEPOINT one")
        try:
            with translated():
                job.result = job.context.run(_drive, job.body)
        except BaseException as error:
            job.error = error
            if not self.connection.in_transaction:  # a full disk and the like end the whole transaction
                raise
            self.connection.execute("ROLLBACK TO one")
        self.connection.execute("RELEASE one")

    def _abandon(self, jobs: list[Job], error: BaseException) -> None:
        for job in jobs:
            job.error = job.error or error
        if self.connection.in_transaction:
            try:
                self.connection.execute("ROLLBACK")
            except sqlite3.Error:
                return


def _drive(body: Body[T]) -> T:
    """Run a coroutine that never has to wait, to its end."""
    coroutine = body()
    try:
        coroutine.send(None)
    except StopIteration as end:
        value: T = end.value
        return value
    stray = StrayAwait("inside a transaction only the database may be awaited")
    with suppress(StopIteration):
        coroutine.throw(stray)
    raise stray
