"""Workers who write all the time, and a journal of what they were told.

Each works on a case of their own: notes, records, papers, holding and resuming, each with a sentence that occurs
nowhere else. What was not answered is sent again after the restart with the same key, as a person would who saw no
answer.
"""

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import httpx

from tests.browser import _TOKEN, PASSWORD
from tests.paper import paper

OK, SEE_OTHER, STALE, LATER = 200, 303, 409, 429


class Lost(AssertionError):
    """Something that was acknowledged is not there, is there twice, or is there by halves."""


@dataclass
class Sending:
    """One form: where it went, what it said, and whether the answer came."""

    case: str
    path: str
    data: dict[str, str]
    mark: str
    paper: bool = False
    answered: bool = False


@dataclass
class Journal:
    """Everything that was sent, in order; a line is written to a file as soon as an answer comes."""

    path: Path
    sent: list[Sending] = field(default_factory=list)
    _grown: asyncio.Event = field(default_factory=asyncio.Event)

    def begin(self, sending: Sending) -> None:
        """Note that a form is about to be sent."""
        self.sent.append(sending)
        self._grown.set()

    async def begun(self, more: int) -> None:
        """Wait until so many more forms were begun."""
        enough = len(self.sent) + more
        while len(self.sent) < enough:
            self._grown.clear()
            await self._grown.wait()

    def acknowledge(self, sending: Sending) -> None:
        """Write down that the server said it is done."""
        sending.answered = True
        with self.path.open("a") as file:
            file.write(json.dumps([sending.case, sending.path, sending.mark]) + "\n")

    @property
    def answered(self) -> list[Sending]:
        """What the server said is done."""
        return [sending for sending in self.sent if sending.answered]


@dataclass
class Worker:
    """Somebody at a browser, who knows the version of their case from the page."""

    number: str
    journal: Journal
    token: str
    pause: float = 0.0
    """Seconds to think between two forms."""
    turn: int = 0
    unanswered: Sending | None = None

    def _next(self) -> Sending:
        mark = f"tanda-{uuid4().hex}"
        turn, self.turn = self.turn % 5, self.turn + 1
        return Sending(self.number, *_FORMS[turn](mark), mark, paper=turn == 3)

    async def work(self, browser: httpx.AsyncClient) -> None:
        """Write until the server is gone."""
        try:
            if self.unanswered is not None:
                await self.send(browser, self.unanswered)
            while True:
                version = await self._version(browser)
                sending = self._next()
                sending.data |= {"version": version, "key": str(uuid4()), "csrf": self.token}
                self.journal.begin(sending)
                self.unanswered = sending
                await self.send(browser, sending)
                await asyncio.sleep(self.pause)
        except httpx.TransportError:
            return

    async def send(self, browser: httpx.AsyncClient, sending: Sending) -> None:
        """Send a form; it counts as answered once the browser is led on. Raises `Lost` where it was stale."""
        files = {"file": ("surat.pdf", paper(sending.mark), "application/pdf")}
        place = f"/cases/{self.number}/{sending.path}"
        answer = await browser.post(place, data=sending.data, files=files if sending.paper else None)
        while answer.status_code == LATER:  # others of this account have papers looked over
            await asyncio.sleep(0.2)
            answer = await browser.post(place, data=sending.data, files=files)
        if (
            answer.status_code == STALE
        ):  # nobody else writes here: the page read before did not show what was acknowledged
            raise Lost(f"{self.number}: {sending.path} found a version that the page did not show")
        if answer.status_code != SEE_OTHER:
            raise AssertionError(f"{sending.path} answered {answer.status_code}: {answer.text[-2000:]}")
        self.journal.acknowledge(sending)
        self.unanswered = None

    async def _version(self, browser: httpx.AsyncClient) -> str:
        answer = await browser.get(f"/cases/{self.number}")
        if answer.status_code != OK:
            raise AssertionError(f"the case page answered {answer.status_code}: {answer.text[-2000:]}")
        return answer.text.split('name="version" value="', 1)[1].split('"', 1)[0]


_FORMS = (
    lambda mark: ("notes", {"text": f"Kunjungan rumah {mark}"}),
    lambda mark: ("moves", {"trigger": "hold", "hold_reason": "RAWAT_MEDIS", "reason": mark}),
    lambda mark: ("moves", {"trigger": "resume", "reason": mark}),
    lambda mark: ("documents", {"kind": "photo", "title": mark, "photo_agreed": "true"}),
    lambda mark: (
        "records/consent",
        {"status": "DIBERIKAN", "basis": "OWN", "manner": "TERTULIS", "scope": "LAYANAN", "reason": mark},
    ),
)


async def sign_in(address: str, username: str) -> tuple[httpx.Cookies, str]:
    """Go through the door once; the session outlives the servers."""
    async with httpx.AsyncClient(base_url=address, follow_redirects=True, timeout=30) as browser:
        door = _TOKEN.search((await browser.get("/login")).text)
        assert door
        form = {"csrf": door[1], "key": str(uuid4()), "username": username, "password": PASSWORD}
        await browser.post("/login", data=form)
        inside = _TOKEN.search((await browser.get("/account")).text)
        assert inside
        return browser.cookies, inside[1]


async def write_until_killed(workers: list[Worker], browser: httpx.AsyncClient) -> None:
    """Let everybody write at once."""
    await asyncio.gather(*[worker.work(browser) for worker in workers])
