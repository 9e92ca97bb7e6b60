"""The bytes of documents: what they really are, and where they lie.

A file is kept under the data folder by its SHA-256, outside the static tree, and is served only through a
route that has asked for the reader's scope. Its name as uploaded is a title, never a path.
"""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from app.db import room

MAX_BYTES = 10 * 1024 * 1024
ACCEPTED = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
"""What is kept."""
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/heic"})
"""What is painted anew before it is kept."""

_STARTS = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
_PDF_HEADER_WITHIN = 1024  # readers accept a PDF header that is preceded by a little rubbish
_PADDING = b"\0\xff\x1a \t\r\n\f"  # what scanners and mail programs fill a file up with
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


def media_type_of(content: bytes) -> str | None:
    """Tell from the bytes themselves which type this is that is taken, or None; the name is not believed."""
    for start, media_type in _STARTS:
        if content.startswith(start):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return "image/heic"
    end = content.rstrip(_PADDING)[-_PDF_HEADER_WITHIN:]
    if b"%PDF-" in content.lstrip(_PADDING)[:_PDF_HEADER_WITHIN] and b"%%EOF" in end:
        return "application/pdf"
    return None


def digest(content: bytes) -> str:
    """Return the SHA-256 under which *content* is kept, in hex."""
    return hashlib.sha256(content).hexdigest()


def path_of(folder: Path, sha256: str) -> Path:
    """Say where a document lies below the documents *folder*."""
    return folder / sha256[:2] / sha256


def keep(folder: Path, content: bytes) -> str:
    """Write *content* durably and return its digest. Writing the same bytes again changes nothing.

    The file is complete before its row is committed: a crash between the two leaves an unused file, never a
    row without its file.
    """
    sha256 = digest(content)
    target = path_of(folder, sha256)
    if target.exists():
        return sha256
    with room():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(target, content)
    return sha256


def _write(target: Path, content: bytes) -> None:
    """Write beside the target and rename; what was begun and not finished does not take up room."""
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as draft:
        try:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
        except BaseException:
            Path(draft.name).unlink()
            raise
    Path(draft.name).replace(target)


def title_of(uploaded_name: str, media_type: str = "") -> str:
    """Make a title of the name a browser sent: no folders, no control characters, at most 200 characters.

    A picture that became one of another *media_type* is not called by the old one.
    """
    last = uploaded_name.replace("\\", "/").rsplit("/", 1)[-1]
    if media_type == "image/jpeg":
        last = re.sub(r"\.(heic|heif|webp|png)$", ".jpg", last, flags=re.IGNORECASE)
    return "".join(mark for mark in last if mark.isprintable()).strip()[:200] or "dokumen"
