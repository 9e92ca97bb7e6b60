"""The leanest browser that keeps a connection open: it must not take the processor that it measures."""

import asyncio
from types import TracebackType
from typing import Self
from urllib.parse import urlencode


class Browser:
    """One connection, one session."""

    def __init__(self, port: int, cookie: str, token: str = "") -> None:
        self._port, self._cookie, self.token = port, cookie, token

    async def __aenter__(self) -> Self:
        self._read, self._write = await asyncio.open_connection("127.0.0.1", self._port, limit=1 << 22)
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._write.close()

    async def get(self, path: str) -> tuple[int, bytes]:
        """Fetch a page; give its status and its bytes as sent, packed."""
        return await self._ask(f"GET {path} HTTP/1.1\r\n", b"")

    async def post(self, path: str, fields: dict[str, str]) -> tuple[int, bytes]:
        """Send a form."""
        body = urlencode({"csrf": self.token, **fields}).encode()
        head = f"POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        return await self._ask(head, body)

    async def _ask(self, head: str, body: bytes) -> tuple[int, bytes]:
        fixed = f"Host: localhost\r\nCookie: {self._cookie}\r\nAccept-Encoding: gzip\r\n\r\n"
        self._write.write((head + fixed).encode() + body)
        answer = await self._read.readuntil(b"\r\n\r\n")
        status = int(answer[9:12])
        return status, await self._body(answer.lower())

    async def _body(self, head: bytes) -> bytes:
        if b"\r\ncontent-length:" in head:
            length = int(head.split(b"\r\ncontent-length:", 1)[1].split(b"\r\n", 1)[0])
            return await self._read.readexactly(length)
        if b"\r\ntransfer-encoding: chunked" not in head:
            return b""
        parts = []
        while size := int(await self._read.readline(), 16):
            parts.append(await self._read.readexactly(size))
            await self._read.readexactly(2)
        await self._read.readexactly(2)
        return b"".join(parts)
