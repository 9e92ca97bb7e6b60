"""Servers with a fault that a kill must bring to light; else the test would prove nothing."""

import time
from collections.abc import Callable
from typing import Any

from app.db.sqlite import writer
from app.db.sqlite.writer import Job, Writer, _drive


def _without_transaction(self: Writer, jobs: list[Job]) -> bool:
    """Let every statement stand for itself."""
    job = jobs[0]
    try:
        job.result = job.context.run(_drive, job.body)
    except BaseException as error:  # noqa: BLE001  as the writer itself does
        job.error = error
    return False


def _answer_first(self: Writer, jobs: list[Job]) -> bool:
    """Tell the caller that it is done, then commit: on a disk that takes its time."""
    self.connection.execute("BEGIN IMMEDIATE")
    self._run_in_savepoint(jobs[0])
    jobs[0].answer()
    time.sleep(0.03)
    self.connection.execute("COMMIT")
    return False


def _slow_disk(whole: Callable[[Writer, list[Job]], bool]) -> Callable[[Writer, list[Job]], bool]:
    """Answer after the commit as it should be, on the same slow disk: must pass."""

    def perform(self: Writer, jobs: list[Job]) -> bool:
        time.sleep(0.03)
        return whole(self, jobs)

    return perform


MUTANTS: dict[str, Any] = {"no transaction": _without_transaction, "early answer": _answer_first}
"""Each must be caught."""


def become(name: str) -> None:
    """Turn this process into the mutant of that name; without a name nothing changes."""
    if name == "slow disk":
        writer.Writer._perform = _slow_disk(Writer._perform)
    elif name:
        writer.Writer._perform = MUTANTS[name]
