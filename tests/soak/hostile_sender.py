"""Ten thousand bodies of every sort, sent by a process of its own: `python -m tests.soak.hostile_sender PORT COUNT COOKIE TOKEN MARK`.

Each carries the mark; afterwards the server's memory must not.
"""

import asyncio
import json
import os
import random
import sys
from collections import Counter
from contextlib import suppress

PUBLIC = ("/login", "/activate", "/account/language")
PRIVATE = (
    "/clients/new",
    "/cases/new",
    "/outreach/new",
    "/account/password",
    "/drafts",
    "/nowhere",
    "/cases/BTN-2026-000001/notes",
)
AT_ONCE, SLOW = 24, 40
URLENCODED, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"


class Storm:
    """Sends bodies, and counts what was answered."""

    def __init__(self, port: int, cookie: str, token: str, mark: str) -> None:
        self.port, self.cookie, self.token, self.mark = port, cookie, token, mark
        self.answers: Counter[str] = Counter()
        self.chance = random.Random(mark)

    async def send(self) -> None:
        """Send one body of any sort to any route, signed in or not."""
        chance = self.chance
        path = chance.choice(PUBLIC + PRIVATE)
        kind, body = self.body()
        head = [f"POST {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Accept: text/html"]
        if chance.random() < 0.5:
            head.append(f"Cookie: {self.cookie}")
        length = len(body) if chance.random() < 0.95 else len(body) + 100
        head += [f"Content-Type: {kind}", f"Content-Length: {length}"]
        if length == len(body) and chance.random() < 0.7:
            head.append("Connection: close")
        await self.talk("\r\n".join(head).encode() + b"\r\n\r\n", body, whole=length == len(body))

    async def talk(self, head: bytes, body: bytes, *, whole: bool) -> None:
        """Write, hang up if more was promised than there is, and note the status."""
        with suppress(OSError, TimeoutError, asyncio.IncompleteReadError):
            async with asyncio.timeout(60):
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                try:
                    writer.write(head)
                    with suppress(OSError):
                        for at in range(0, len(body), 65536):
                            writer.write(body[at : at + 65536])
                            await writer.drain()
                    if whole:
                        line = await reader.readline()
                        self.answers[line[9:12].decode() or "closed"] += 1
                        return
                    self.answers["hung up"] += 1
                finally:
                    writer.close()

    def body(self) -> tuple[str, bytes]:
        """Make one: a form of either kind, JSON, nothing, something broken, with the mark and a token in it."""
        chance, mark = self.chance, self.mark.encode()
        size = (
            chance.choice((50, 500, 5_000, 60_000))
            if chance.random() < 0.98
            else chance.randrange(10**6, 12 * 10**6)
        )
        filling = mark * (size // len(mark) + 1)
        pairs = b"csrf=" + self.token.encode() + b"&username=" + mark + b"&password=" + mark + b"&text="
        file = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        return chance.choice(
            (
                (URLENCODED, pairs + filling),
                (URLENCODED, b"&".join([mark[:8] + b"=1"] * (size // 10))),
                (PARTS, file + filling + b"\r\n--x--\r\n"),
                (
                    PARTS,
                    b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff'
                    + filling
                    + b"\r\n--x--",
                ),
                (PARTS, filling),
                ("application/json", json.dumps({"text": self.mark}).encode()),
                (URLENCODED, b""),
                ("text/plain; charset=klingon", b"\xff\xfe" + filling),
            )
        )

    async def drip(self) -> None:
        """Send one byte a second, for as long as it is let."""
        with suppress(OSError):
            _reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            try:
                path, cookie = self.chance.choice((("/login", "a=b"), ("/clients/new", self.cookie)))
                head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {cookie}\r\n"
                writer.write(f"{head}Content-Type: {URLENCODED}\r\nContent-Length: 9000\r\n\r\n".encode())
                for _ in range(120):
                    writer.write(b"a")
                    await writer.drain()
                    await asyncio.sleep(1)
            finally:
                writer.close()


async def main(port: int, count: int, cookie: str, token: str, mark: str) -> None:
    """Send them, some at a time and some slowly, and print what was answered."""
    storm = Storm(port, cookie, token, mark)
    drips = [asyncio.create_task(storm.drip()) for _ in range(SLOW)]
    left = iter(range(count))

    async def work() -> None:
        for _ in left:
            await storm.send()

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    for drip in drips:
        drip.cancel()
    print(json.dumps(storm.answers))


if __name__ == "__main__":
    with suppress(OSError):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # a core of its own
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:6]))
