"""Document storage: the bytes, what they really are, where they lie, and whether they are still what they were.

A file is kept under the data folder by its SHA-256, outside the static tree, and is served only through a
route that has asked for the reader's scope. Its name as uploaded is kept nowhere: names of people and streets
stand in it.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
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
    """Write *content* durably and return its digest. The same bytes again change nothing, or mend a damaged file.

    The file is complete before its row is committed: a crash between the two leaves an unused file, never a
    row without its file.
    """
    sha256 = digest(content)
    target = path_of(folder, sha256)
    if fault(folder, sha256) is None:
        return sha256
    with room():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(target, content)
    return sha256


class Unlike(Exception):
    """A kept file is not what it was: `sort` is MISSING, EMPTY or DAMAGED. Its bytes are shown to nobody."""

    def __init__(self, sha256: str, sort: str) -> None:
        super().__init__(f"{sha256}: {sort}")
        self.sha256, self.sort = sha256, sort


def read(folder: Path, sha256: str) -> bytes:
    """Return the bytes that were kept under *sha256*, and never others; raises Unlike."""
    content, sort = _looked_at(folder, sha256)
    if sort is not None:
        raise Unlike(sha256, sort)
    return content


def fault(folder: Path, sha256: str) -> str | None:
    """Tell what is wrong with a kept file: MISSING, EMPTY, DAMAGED, or nothing."""
    return _looked_at(folder, sha256)[1]


def _looked_at(folder: Path, sha256: str) -> tuple[bytes, str | None]:
    """Return a kept file's bytes and what is wrong with them; one that the disk does not give back is damaged."""
    try:
        content = path_of(folder, sha256).read_bytes()
    except FileNotFoundError:
        return b"", "MISSING"
    except OSError:
        return b"", "DAMAGED"
    if digest(content) == sha256:
        return content, None
    return b"", "DAMAGED" if content else "EMPTY"


def there(folder: Path) -> Iterator[Path]:
    """List the files that lie where documents do, what was begun and never finished included."""
    yield from (path for path in folder.glob("*/*") if path.is_file())


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
