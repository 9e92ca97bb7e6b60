"""A process of its own for bytes that somebody sent: what goes wrong in there, or takes too much, ends there."""

import subprocess
import sys
from pathlib import Path

_SECONDS = 40


class Failed(Exception):
    """The process ended without an answer; its exit code says why, where it could."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def answer_of(script: Path, content: bytes) -> bytes:
    """Return what a script that bounds itself makes of *content*. It waits: call it off the event loop."""
    try:
        ended = subprocess.run(  # noqa: S603  our own interpreter and our own file
            [sys.executable, "-I", str(script)],
            input=content,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as late:
        raise Failed(0) from late
    if ended.returncode or not ended.stdout:
        raise Failed(ended.returncode)
    return ended.stdout
