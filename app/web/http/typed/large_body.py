"""A body above the limit: its files are let go as they come, its texts are read, so that they can be given back.

It is also read to its end for the browser's sake, which shows no answer while it is still sending.
"""

from typing import Any

from litestar.datastructures import UploadFile
from multipart import MultipartError, MultipartSegment, PushMultipartParser

from app.web.http.current_user import Anyone

MOST = 64 * 2**20
"""Bytes that are read of it at all."""
_TEXTS = 2**20
"""Bytes of its texts that are kept."""
_PARTS = 1000

Item = tuple[str, Any]


async def large_form(request: Anyone) -> list[Item]:
    """Return the texts of a multipart body, and of its files the names alone; what cannot be read is left out."""
    kind, options = request.content_type
    boundary = options.get("boundary")
    if kind != "multipart/form-data" or not boundary:
        return []
    reading = _Reading()
    try:
        with PushMultipartParser(
            boundary.encode(), max_segment_count=_PARTS, max_segment_size=MOST
        ) as parser:
            async for chunk in _body(request):
                for part in parser.parse(chunk):
                    reading.take(part)
                if parser.closed:
                    break
    except MultipartError:
        pass  # what came before the fault is still what was typed
    return reading.items


class _Reading:
    """The parts of a form as they arrive."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self._part: MultipartSegment | None = None
        self._text = bytearray()
        self._held = 0

    def take(self, part: MultipartSegment | bytearray | None) -> None:
        """Take the head of a part, a piece of it, or (None) its end."""
        if isinstance(part, MultipartSegment):
            self._part, self._text = part, bytearray()
            return
        if self._part is None:
            return
        if part is None:
            self._end(self._part)
        elif not self._part.filename and self._held + len(part) <= _TEXTS:
            self._text += part
            self._held += len(part)

    def _end(self, part: MultipartSegment) -> None:
        if part.filename:
            self.items.append((part.name, UploadFile("application/octet-stream", part.filename)))
        else:
            self.items.append((part.name, self._text.decode("utf-8", "replace")))
        self._part = None


async def _body(request: Anyone) -> Any:
    """Yield what the browser still sends, up to a bound."""
    read = 0
    while read < MOST:
        message: Any = await request.receive()
        if message["type"] != "http.request":
            return
        read += len(message["body"])
        yield message["body"]
        if not message.get("more_body"):
            return
