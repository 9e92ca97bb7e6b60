"""What someone had typed when the door was shut: read late, so that a refusal can hand it back.

An exception handler cannot wait for the body of a request, a response can. `Kept` reads the form while it
is being sent and then builds the page with it.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.datastructures import URL, UploadFile
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, Receive, Scope, Send

from app.web.http.current_user import Anyone

Texts = Mapping[str, list[str]]
SECRET = frozenset({"csrf", "password", "new_password", "new_password_again", "code", "token"})


class Sent(msgspec.Struct, frozen=True):
    """What came with the post: its texts without secrets, and the fields that carried files."""

    texts: Texts
    files: tuple[str, ...]


Build = Callable[[Sent, str], Response[Any]]
Keep = Callable[[Anyone, Sent], Awaitable[str]]
keepers: list[Keep] = []
"""Who keeps what was sent by somebody whose session has ended; gives the address where it can be found again."""


class Kept(Response[Any]):
    """A response made of what was sent and of where it is kept, if it is: `build(sent, place)`."""

    def __init__(self, build: Build) -> None:
        super().__init__(None)
        self.build = build

    def to_asgi_response(self, request: Anyone, **_rest: Any) -> ASGIApp:  # type: ignore[override]
        """Return an application that reads the form first."""

        async def send_late(scope: Scope, receive: Receive, send: Send) -> None:
            late: Anyone = Request(scope, receive, send)
            sent = await _sent(late)
            place = ""
            if request.scope.get("user") is None:
                for keep in keepers:
                    place = place or await keep(late, sent)
            app = self.build(sent, place).to_asgi_response(app=None, request=request)
            await app(scope, receive, send)

        return send_late


def local_address(url: URL) -> str:
    """Return where on this server a form was sent, with the query that says whom it is about."""
    return f"{url.path}?{url.query}" if url.query else str(url.path)


async def _sent(request: Anyone) -> Sent:
    """Read the texts of the form, without secrets; a body that cannot be read holds nothing."""
    try:
        form = await request.form()
    except (HTTPException, ValueError):
        return Sent({}, ())
    texts: dict[str, list[str]] = {}
    files: list[str] = []
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            files += [name] if value.filename else []
        elif name not in SECRET and value:
            texts.setdefault(name, []).append(str(value))
    return Sent(texts, tuple(files))
