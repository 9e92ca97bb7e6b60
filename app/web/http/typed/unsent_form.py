"""What someone had typed when a post came to nothing: read late, so that the answer can hand it back, and kept.

An exception handler cannot wait for the body of a request, a response can. `Returned` reads the form while it is being
sent and then builds the page with it. It goes back to the one who typed it and to nobody else: the form's token tells to
whom its page was shown. Whoever else is signed in by then is told only that it is kept for its writer.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

import msgspec
import structlog
from litestar import Response
from litestar.datastructures import URL, UploadFile
from litestar.types import ASGIApp, Receive, Scope, Send

from app.web.http import csrf
from app.web.http.bodies.forms import BoundedRequest, to_give_back
from app.web.http.current_user import Anyone
from app.web.http.typed.sending import SECRET

Texts = Mapping[str, list[str]]
log = structlog.get_logger("pulih.web")


class Sent(msgspec.Struct, frozen=True):
    """What came with the post: its texts without secrets, the fields that carried files, its page's token."""

    texts: Texts
    files: tuple[str, ...]
    token: str = ""


class Back(msgspec.Struct, frozen=True):
    """What an answer may hand back: the texts, which fields had files, where they are kept, whose they are."""

    texts: Texts = {}
    files: tuple[str, ...] = ()
    place: str = ""
    """The address of the draft, where its writer may be told of it."""
    owner: UUID | None = None
    others: bool = False
    """Whether they are somebody else's, who was signed in here before."""


Build = Callable[[Back], Response[Any]]
Keep = Callable[[Anyone, Sent, UUID | None], Awaitable[str]]
keepers: list[Keep] = []
"""Who keeps what was sent, for the worker to whom its page was shown; gives the address where it can be found again."""
recognisers: list[Callable[[Anyone], Awaitable[None]]] = []
"""Who tells whether a request comes from somebody known, where no route was found that would have asked."""


class Returned(Response[Any]):
    """A response made of what was sent and of where it is kept: `build(back)`."""

    def __init__(self, build: Build, *, keeps: bool = True, fresh_key: bool = False) -> None:
        """With *fresh_key* it goes back under another idempotency key; without *keeps* nothing is written."""
        super().__init__(None)
        self.build, self.keeps, self.fresh_key = build, keeps, fresh_key

    def to_asgi_response(self, request: Anyone, **_rest: Any) -> ASGIApp:  # type: ignore[override]
        """Return an application that reads the form first."""

        async def send_late(scope: Scope, receive: Receive, send: Send) -> None:
            late: Anyone = BoundedRequest(scope, receive, send)
            app = self.build(await self._back(late)).to_asgi_response(app=None, request=request)
            await app(scope, receive, send)

        return send_late

    async def _back(self, request: Anyone) -> Back:
        if not csrf.from_here(request):
            return Back()
        for recognise in recognisers if not request.scope.keys() & {"user"} else ():
            await recognise(request)  # no route was found, so nobody has asked yet who this is
        sent = await read_sent(request)
        if self.fresh_key and "key" in sent.texts:
            sent = msgspec.structs.replace(sent, texts={**sent.texts, "key": [str(uuid4())]})
        typist, user = csrf.typist(sent.token), request.scope.get("user")
        place = await _kept(request, sent, typist) if self.keeps else ""
        if user is None:
            ours = typist is not None or request.headers.get("sec-fetch-site") == "same-origin"
            return Back(sent.texts, sent.files, place, typist) if ours else Back()
        if typist == user.id:
            return Back(sent.texts, sent.files, place, typist)
        return Back(others=typist is not None)


async def _kept(request: Anyone, sent: Sent, typist: UUID | None) -> str:
    """Keep what was sent; where that fails too, the page alone gives it back."""
    try:
        for keep in keepers:
            if place := await keep(request, sent, typist):
                return place
    except Exception:  # the answer to what went wrong first must not fail for this
        log.exception("typed_not_kept")
    return ""


def local_address(url: URL) -> str:
    """Return where on this server a form was sent, with the query that says whom it is about."""
    return f"{url.path}?{url.query}" if url.query else str(url.path)


async def read_sent(request: Anyone) -> Sent:
    """Read the texts of the form, without secrets; a body that cannot be read holds nothing."""
    texts: dict[str, list[str]] = {}
    files: list[str] = []
    token = ""
    for name, value in await to_give_back(request):
        if isinstance(value, UploadFile):
            files += [name] if value.filename else []
        elif name == csrf.FIELD:
            token = str(value)
        elif name not in SECRET and value:
            texts.setdefault(name, []).append(str(value))
    return Sent(texts, tuple(files), request.headers.get(csrf.HEADER) or token)
