"""Ears at every browser: whatever is sent to anybody is searched for one person, whose name nobody else has."""

import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import httpx
from litestar import Litestar

from app.db import query
from tests.browser import Browser

NAME = "Xenolita Quwaris"
NIK = "3604150106917731"
TYPED = "xENOLITA qUWARIS"
"""The name as somebody types it who looks for it: an echo of this tells nothing."""
TYPED_NIK = "3604 1501 0691 7731"
SINGS = re.compile(r"xenolita|quwaris|3604150106917731", re.IGNORECASE)
_READS = """SELECT COUNT(*) FROM audit a JOIN workers w ON w.id = a."by"
WHERE a.action IN ('read', 'access pack') AND w.username = ?
  AND a.client = (SELECT id FROM clients WHERE number = ?)"""


@dataclass
class Ears:
    """What was heard: who was sent the name and where, and what of that was wrong."""

    client: str
    allowed: set[str] = field(default_factory=set)
    own: set[tuple[str, str]] = field(default_factory=set)
    """Who gets back at which address what they wrote themselves."""
    heard: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    asked: int = 0

    def browser(self, app: Litestar) -> "Heard":
        """Give a browser that these ears listen to."""
        return Heard(app, self)

    def listeners(self) -> set[str]:
        """Everybody who was sent the name."""
        return {who for who, _place in self.heard}

    async def reads(self, username: str) -> int:
        """Count what the audit says this person has read of the client."""
        return int((await query(_READS, username, self.client))[0][0])


class Heard(Browser):
    """A browser whose every answer is searched."""

    def __init__(self, app: Litestar, ears: Ears) -> None:
        super().__init__(app)
        self.ears, self.username = ears, "nobody"

    async def sign_in(self, username: str, *given: Any) -> httpx.Response:
        self.username = username
        return await super().sign_in(username, *given)

    async def enter(self, username: str, *given: Any) -> None:
        self.username = username
        await super().enter(username, *given)

    async def send(self, request: httpx.Request, **kwargs: Any) -> httpx.Response:
        ears, before = self.ears, await self.ears.reads(self.username)
        answer = await super().send(request, **kwargs)
        ears.asked += 1
        mine = (self.username, request.url.path) in ears.own
        if not mine and any(sings(each) for each in (*answer.history, answer)):
            place = f"{request.method} {request.url.path}"
            ears.heard[self.username, place] += 1
            if self.username not in ears.allowed:
                ears.wrong.append(f"{self.username} must not hear the name: {place} {answer.status_code}")
            elif await ears.reads(self.username) == before:
                ears.wrong.append(f"{self.username} heard it and no reading was written: {place}")
        return answer


def sings(answer: httpx.Response) -> bool:
    """Tell whether the name, a part of it or the NIK stands in an answer: its headers, its text, its file.

    A paper that the product makes has its letters as pictures of letters; whoever gets one is taken to read the name.
    """
    headers = "\n".join(unquote(f"{name}: {value}") for name, value in answer.headers.multi_items())
    if SINGS.search(_without_echo(headers)):
        return True
    if answer.headers.get("content-type", "").startswith("application/pdf") and "/rights/" in str(answer.url):
        return True
    return any(SINGS.search(_without_echo(text)) for text in _texts(answer))


def _texts(answer: httpx.Response) -> list[str]:
    """Give the body as text; of a workbook, every part that it is packed from."""
    if not answer.content.startswith(b"PK"):
        return [answer.content.decode("utf-8", "replace")]
    packed = zipfile.ZipFile(BytesIO(answer.content))
    return [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]


def _without_echo(text: str) -> str:
    for typed in (TYPED, TYPED.replace(" ", "+"), TYPED_NIK, TYPED_NIK.replace(" ", "+")):
        text = text.replace(typed, "")
    return text
