"""PDFs as they are kept: their pages, without metadata, scripts, attachments and earlier versions.

Letters come from anywhere, and a PDF is a container: who wrote it and where, files within the file, programs. What
carries a signature stays byte for byte, or the signature would be worth nothing; it is marked and shown to fewer.
"""

from pathlib import Path
from typing import NamedTuple

from app.web.files.apart import Failed, answer_of

_STRIPPER = Path(__file__).with_name("bare_pdf.py")


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


_WHY: dict[int, type[Exception]] = {3: Locked, 5: Acting}
"""Why it is not taken, by the exit code of `bare_pdf`."""


def bare(content: bytes) -> Paper:
    """Return a PDF as it is kept; raises Unreadable, Locked or Acting. It waits: call it off the event loop."""
    try:
        answer = answer_of(_STRIPPER, content)
    except Failed as failed:
        raise _WHY.get(failed.code, Unreadable) from failed
    signed = answer[:1] == b"S"
    return Paper(content if signed else answer[1:], signed)
