"""A multipart form in pieces: texts are held, files are written where there is room, or let go."""

from collections.abc import AsyncIterator

from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException
from multipart import MultipartError, MultipartSegment, ParserLimitReached, PushMultipartParser

from app.web.http.bodies.room import MOST_FIELDS
from app.web.http.bodies.stream import TooLarge

Item = tuple[str, bytes | UploadFile]


class Parts:
    """The parts of a form as they arrive in *items*; without *files* these are let go, and only their names stay."""

    def __init__(self, boundary: str, items: list[Item], *, texts: int, files: bool) -> None:
        self._boundary, self._items, self._room, self._files = boundary, items, texts, files
        self._part: MultipartSegment | None = None
        self._held: bytearray | UploadFile = bytearray()

    async def take(self, chunks: AsyncIterator[bytes]) -> None:
        """Read to the end; what came before a fault stays."""
        try:
            await self._take_all(chunks)
        except ParserLimitReached:
            raise TooLarge from None
        except (MultipartError, ValueError, LookupError) as fault:
            raise ClientException("this is no multipart form") from fault
        finally:
            if isinstance(self._held, UploadFile):
                await self._held.close()

    async def _take_all(self, chunks: AsyncIterator[bytes]) -> None:
        with PushMultipartParser(self._boundary, max_segment_count=MOST_FIELDS) as parser:
            async for chunk in chunks:
                for piece in () if parser.closed else parser.parse(chunk):
                    if isinstance(piece, MultipartSegment):
                        self._begin(piece)
                    elif piece is None:
                        await self._end()
                    else:
                        await self._more(bytes(piece))

    def _begin(self, part: MultipartSegment) -> None:
        self._part, self._held = part, bytearray()
        if part.filename:
            self._held = UploadFile(part.content_type or "text/plain", part.filename)

    async def _more(self, piece: bytes) -> None:
        if isinstance(self._held, UploadFile):
            if self._files:
                await self._held.write(piece)
            return
        if len(piece) > self._room and self._files:
            raise TooLarge
        self._held += piece[: self._room]
        self._room -= min(len(piece), self._room)

    async def _end(self) -> None:
        if self._part is None:
            raise ClientException("a part without a head")
        name, held = str(self._part.name), self._held
        self._part, self._held = None, bytearray()
        if isinstance(held, UploadFile):
            await held.seek(0)
        self._items.append((name, held if isinstance(held, UploadFile) else bytes(held)))
