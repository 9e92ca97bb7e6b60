"""PDFs as they are kept: their pages, without metadata, scripts, attachments and earlier versions.

Letters come from anywhere, and a PDF is a container: who wrote it and where, files within the file, programs. What
carries a signature stays byte for byte, or the signature would be worth nothing; it is marked and shown to fewer.
"""

import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import NamedTuple

_STRIPPER = Path(__file__).with_name("bare_pdf.py")
_SECONDS = 40
_PASSWORD, _ACTS = 3, 5
_ONE_AT_A_TIME = Lock()


class Paper(NamedTuple):
    """A PDF to be kept."""

    content: bytes
    signed: bool


class Unreadable(Exception):
    """The PDF is damaged, or would take more than it can be worth."""


class Locked(Exception):
    """The PDF opens with a password only."""


class Acting(Exception):
    """The PDF is signed together with programs or files, which are not kept, and cannot be taken out of it."""


def bare(content: bytes) -> Paper:
    """Return a PDF as it is kept; raises Unreadable, Locked or Acting. It waits: call it off the event loop."""
    try:
        with _ONE_AT_A_TIME:
            answer = subprocess.run(  # noqa: S603  our own interpreter and our own file
                [sys.executable, "-I", str(_STRIPPER)],
                input=content,
                capture_output=True,
                check=False,
                timeout=_SECONDS,
            )
    except subprocess.TimeoutExpired as late:
        raise Unreadable from late
    if answer.returncode == _PASSWORD:
        raise Locked
    if answer.returncode == _ACTS:
        raise Acting
    if answer.returncode or not answer.stdout:
        raise Unreadable
    signed = answer.stdout[:1] == b"S"
    return Paper(content if signed else answer.stdout[1:], signed)
