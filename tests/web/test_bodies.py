"""What a stranger sends costs next to nothing, what a worker typed comes back, and neither stays in the process."""

import asyncio
import urllib.parse
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
import structlog
from litestar import Litestar

from app.web.http.bodies import room, stream
from tests import people
from tests.browser import Browser
from tests.soak.probe import holding

KB, MB = 2**10, 2**20
URLENCODED = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"


class Sender:
    """Somebody at the socket: each piece is handed over when it is asked for, and it is counted how many were."""

    def __init__(self, site: Litestar, cookies: Any = None) -> None:
        self.site = site
        self.cookies = "; ".join(f"{name}={value}" for name, value in dict(cookies or {}).items())
        self.asked = 0
        self.status, self.headers, self.page = 0, dict[str, str](), b""

    async def post(
        self, path: str, *pieces: bytes, kind: str = URLENCODED, said: int | None = None, **how: Any
    ) -> int:
        """Send these pieces; *then* is what happens after them: the end, a hang-up, or nothing for ever."""
        self.asked, self.page = 0, b""
        then = how.get("then", "end")
        length = sum(map(len, pieces)) if said is None else said
        headers = [
            (b"host", b"localhost"),
            (b"content-type", kind.encode()),
            (b"cookie", self.cookies.encode()),
        ]
        headers += [(b"sec-fetch-site", b"same-origin"), (b"accept", b"text/html")]
        headers += (
            [(b"content-length", str(length).encode())]
            if said != -1
            else [(b"transfer-encoding", b"chunked")]
        )
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": how.get("method", "POST"),
            "scheme": "http", "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "",
            "headers": headers, "client": ("127.0.0.1", 1), "server": ("localhost", 80), "state": {},
            "extensions": {},
        }  # fmt: skip
        waiting = list(pieces)

        async def receive() -> dict[str, Any]:
            self.asked += 1
            if waiting:
                piece = waiting.pop(0)
                return {"type": "http.request", "body": piece, "more_body": bool(waiting) or then != "end"}
            if then == "wait":
                await asyncio.sleep(3600)
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                self.status = message["status"]
                self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            else:
                self.page += message.get("body", b"")

        await self.site(scope, receive, send)  # type: ignore[arg-type]
        return self.status


def fields(**texts: str) -> bytes:
    return "&".join(f"{name}={text}" for name, text in texts.items()).encode()


def parts(*several: tuple[str, bytes]) -> bytes:
    body = b"".join(
        b"--x\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + content + b"\r\n"
        for head, content in several
    )
    return body + b"--x--\r\n"


@pytest.fixture
async def sari(site: Litestar) -> AsyncIterator[Browser]:
    await people.worker("sari", "PEKSOS", language="id")
    async with Browser(site) as browser:
        await browser.sign_in("sari")
        yield browser


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [("/notes", "POST", 401), ("/nowhere", "POST", 404), ("/login", "PUT", 405), ("/cases", "DELETE", 404)],
)
async def test_nobodys_body_is_left_unread_and_the_connection_ends(
    site: Litestar, visitor: Browser, path: str, method: str, status: int
) -> None:
    for said in (None, -1):
        sender = Sender(site, visitor.cookies)
        assert await sender.post(path, b"a=1", said=said, method=method) == status
        assert sender.asked == 0
        assert sender.headers["connection"] == "close"


async def test_a_stranger_is_read_as_much_as_the_door_needs(site: Litestar, visitor: Browser) -> None:
    sender = Sender(site, visitor.cookies)
    assert await sender.post("/login", b"a" * 65 * KB) == 413
    assert sender.asked == 0
    assert sender.headers["connection"] == "close"
    assert await sender.post("/login", *[b"a" * 16 * KB] * 100, said=-1) == 413
    assert sender.asked <= 5
    assert await sender.post("/login", fields(csrf=visitor.token, username="a" * 60_000, password="b")) == 422
    assert "connection" not in sender.headers


async def test_more_fields_than_any_form_has_are_refused_in_words(site: Litestar, sari: Browser) -> None:
    sender = Sender(site, sari.cookies)
    many = "&".join(f"f{n}=Catatan+panjang" for n in range(1990)) + f"&csrf={sari.token}"
    assert await sender.post("/notes", many.encode() + b"&text=ya") == 303
    assert await sender.post("/notes", many.encode() + b"&a" * 20) == 413
    assert "Catatan panjang" in sender.page.decode()


async def test_a_worker_away_too_long_gets_the_texts_back_within_the_day(
    site: Litestar, sari: Browser
) -> None:
    sender = Sender(site, sari.cookies)
    paper = parts(('name="text"', b"Klien hadir pagi ini"), ('name="f"; filename="a.pdf"', b"%PDF" * 2 * MB))
    pieces = [paper[at : at + 64 * KB] for at in range(0, len(paper), 64 * KB)]
    await people.end_sessions(hours=3)
    assert await sender.post("/notes", *pieces, kind=PARTS) == 401
    assert sender.asked == len(pieces)
    assert "Klien hadir pagi ini" in sender.page.decode()
    long = fields(text="Ditulis+di+awal", more="x" * 400 * KB)
    assert await sender.post("/notes", long) == 401
    assert "Ditulis di awal" in sender.page.decode() and len(sender.page) < 600 * KB
    await people.end_sessions(hours=27)
    assert await sender.post("/notes", long) == 401
    assert sender.asked == 0
    assert "Kembali" in sender.page.decode()  # says where the text still stands: one page back


async def test_where_nothing_is_found_a_worker_still_gets_the_texts_back(
    site: Litestar, sari: Browser
) -> None:
    sender = Sender(site, sari.cookies)
    sent = fields(csrf=sari.token, text="Kunjungan+ke+rumah")
    for path, method in (("/nowhere", "POST"), ("/login", "PUT")):
        assert await sender.post(path, sent, method=method) in (404, 405)
        assert "Kunjungan ke rumah" in sender.page.decode()


@pytest.mark.parametrize("kind", [URLENCODED, PARTS])
async def test_letters_that_nobody_can_read_are_given_back_with_marks(
    site: Litestar, sari: Browser, kind: str
) -> None:
    wrong = b"Bu \xff\xe9ni datang pagi ini"
    body = (
        b"csrf=" + sari.token.encode() + b"&text=" + wrong
        if kind == URLENCODED
        else parts(('name="csrf"', sari.token.encode()), ('name="text"', wrong))
    )
    sender = Sender(site, sari.cookies)
    assert await sender.post("/notes", body, kind=kind) == 400
    assert "Bu \ufffd\ufffdni datang pagi ini" in sender.page.decode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x",
        b"--x\r\n",
        b'--x\r\nContent-Disposition: form-data; name="\xff"\r\n\r\na\r\n--x--',
        b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=klingon\r\n\r\n\xff\r\n--x--',
        b"--x\r\nContent-Disposition: attachment\r\n\r\n\xff\r\n--x--",
        b"--x\r\n" + b"A: b\r\n" * 5000,
        b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Length: -7\r\n\r\n\xff\r\n--x--',
    ],
)  # fmt: skip
async def test_a_broken_form_is_never_a_fault(site: Litestar, visitor: Browser, body: bytes) -> None:
    sender = Sender(site, visitor.cookies)
    for kind in (
        PARTS,
        "multipart/form-data",
        "multipart/form-data; boundary=" + "x" * 300,
        URLENCODED,
        "",
        "application/json",
    ):
        assert 400 <= await sender.post("/login", body, kind=kind) < 500


async def test_who_hangs_up_is_no_fault_and_leaves_no_line(site: Litestar, sari: Browser) -> None:
    sender = Sender(site, sari.cookies)
    with structlog.testing.capture_logs() as lines:
        for kind in (URLENCODED, PARTS):
            assert await sender.post("/notes", b"--x\r\nConte", kind=kind, said=100, then="hang up") == 400
    assert lines == []


async def test_a_body_that_never_ends_is_not_waited_for(
    site: Litestar, sari: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "IDLE", 0.05)
    sender = Sender(site, sari.cookies)
    for kind in (URLENCODED, PARTS):
        assert await sender.post("/notes", b"text=a", kind=kind, said=100, then="wait") == 408
        assert sender.headers["connection"] == "close"


async def test_one_persons_bodies_take_turns(
    site: Litestar, sari: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "IDLE", 0.2)
    hung = [
        asyncio.create_task(Sender(site, sari.cookies).post("/notes", b"a", said=9, then="wait"))
        for _ in range(8)
    ]
    await asyncio.sleep(0.05)
    one_more = Sender(site, sari.cookies)
    assert await one_more.post("/notes", fields(csrf=sari.token, text="ya")) == 429
    assert await asyncio.gather(*hung) == [408] * 8
    assert await one_more.post("/notes", fields(csrf=sari.token, text="ya")) == 303
    assert not room._reading


async def test_slow_strangers_behind_an_address_keep_nobody_there_from_signing_in(
    site: Litestar, visitor: Browser
) -> None:
    slow = [
        asyncio.create_task(Sender(site).post("/login", b"a", said=60_000, then="wait"))
        for _ in range(room.AT_ONCE[False] + 2)
    ]
    await asyncio.sleep(0.05)
    honest = Sender(site, visitor.cookies)
    assert await honest.post("/login", fields(csrf="x", username="sari", password="x")) not in {408, 429}
    await asyncio.sleep(0.05)
    done = [task.result() for task in slow if task.done()]
    assert done == [408] * 3
    for task in slow:
        task.cancel()
    await asyncio.gather(*slow, return_exceptions=True)
    assert not room._reading


async def test_no_live_object_keeps_what_was_sent(site: Litestar, sari: Browser, visitor: Browser) -> None:
    mark = uuid4().hex
    await asyncio.create_task(
        _send_everywhere(sari, visitor, f"{mark} sandi rahasia")
    )  # each call of a server is a task
    urllib.parse.clear_cache()  # the browser's own: it calls from the same process
    assert holding(mark) == []


async def _send_everywhere(sari: Browser, visitor: Browser, sent: str) -> None:
    await visitor.send_form("/login", {"username": sent, "password": sent})
    await visitor.post("/notes", data={"text": sent})
    await visitor.get("/login", params={"next": sent})
    await sari.send_form("/notes", {"text": sent})
    await sari.post("/notes", data={"csrf": sari.token}, files={"f": ("a.pdf", sent.encode() * 1000)})
    await sari.send_form("/nowhere", {"text": sent})
    await sari.send_form(
        "/account/password", {"password": sent, "new_password": sent, "new_password_again": "x"}
    )


async def test_no_name_that_was_asked_about_stays_in_a_cache(app_on_both: Litestar) -> None:
    await people.worker("sari", "PEKSOS", language="id")
    async with Browser(app_on_both) as sari:
        await sari.sign_in("sari")
        mark = "Sukmaningrat" + str(uuid4().int % 997)
        await asyncio.create_task(_ask_about(sari, mark))
        urllib.parse.clear_cache()
        assert [one for one in holding(mark, mark.lower()) if "cache" in one] == []


async def _ask_about(browser: Browser, name: str) -> None:
    for _ in range(2):
        await browser.send_form(
            "/clients/new", {"full_name": f"{name} Wirahadikusuma", "sex": "L", "nik": ""}
        )
    await browser.get("/clients", params={"q": f"{name} Wira"})
