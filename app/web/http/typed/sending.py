"""What the running request sends, told apart from any other: by where it goes, what was typed and which files came.

An idempotency key counts for one sending. Whoever claims it (`app.audit.idempotency`) asks here what is being sent, and
says here when it was acted upon before, so that whoever taps twice still reads that it was saved.
"""

import hashlib
from collections.abc import Sequence
from contextvars import ContextVar

from litestar.datastructures import UploadFile
from markupsafe import escape

from app.web.http import csrf
from app.web.http.current_user import Anyone

_OUTSIDE = frozenset({"csrf", "key", "version"})
"""Fields that change from one showing of a form to the next, and say nothing."""
SECRET = frozenset({csrf.FIELD, "password", "new_password", "new_password_again", "code", "token"})
"""Fields that prove who somebody is: they are neither kept nor shown again."""
_CHUNK = 2**16
_SHORTEST = 12  # characters of what is a sentence


class Sending:
    """One request: what it sends, and whether that was acted upon before."""

    __slots__ = ("content", "repeated", "texts")

    def __init__(self, content: str = "", texts: Sequence[str] = ()) -> None:
        self.content, self.texts = content, texts
        self.repeated = False


_running: ContextVar[Sending | None] = ContextVar("sending", default=None)


async def begin(request: Anyone, *, typed: bool) -> None:
    """Note what *request* sends; a request that types nothing sends nothing."""
    _running.set(Sending())
    if typed:
        told = [
            (name, value) for name, value in (await request.form()).multi_items() if isinstance(value, str)
        ]
        _running.set(Sending(await _content(request), [value for name, value in told if name not in SECRET]))


def unshown(html: str) -> list[str]:
    """Return what was written at some length in the running request and stands nowhere in *html*."""
    held, told = _running.get(), " ".join(html.split())
    written = [" ".join(text.split()) for text in held.texts] if held else []
    return [text for text in written if _is_written(text) and str(escape(text)) not in told]


def _is_written(text: str) -> bool:
    """Tell sentences from codes, days, numbers and tokens."""
    return " " in text and len(text) >= _SHORTEST


def content() -> str:
    """Return the fingerprint of what is being sent; nothing outside a request."""
    held = _running.get()
    return held.content if held else ""


def repeat() -> None:
    """Remember that this very sending was acted upon before."""
    if held := _running.get():
        held.repeated = True


def repeated() -> bool:
    """Tell whether this very sending was acted upon before."""
    held = _running.get()
    return bool(held and held.repeated)


async def _content(request: Anyone) -> str:
    """Hash the address and all that was filled in; line ends and empty fields differ between browsers and say nothing."""
    found = hashlib.sha256(f"{request.url.path}?{request.url.query}".encode())
    for name, value in (await request.form()).multi_items():
        if isinstance(value, UploadFile):
            _add_file(found, name, value)
        elif name not in _OUTSIDE and value:
            text = str(value).replace("\r", "")
            found.update(f"\0{name}\0{text}".encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _add_file(found: "hashlib._Hash", name: str, file: UploadFile) -> None:
    if not file.filename:
        return
    found.update(f"\0{name}\0".encode())
    while chunk := file.file.read(_CHUNK):
        found.update(chunk)
    file.file.seek(0)
