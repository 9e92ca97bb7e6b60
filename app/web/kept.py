"""What someone had typed when the door was shut: read late, so that a refusal can hand it back.

An exception handler cannot wait for the body of a request, a response can. `Kept` reads the form while it
is being sent and then builds the page with it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from litestar import Request, Response
from litestar.datastructures import UploadFile
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, Receive, Scope, Send

Anyone = Request[Any, Any, Any]
Texts = Mapping[str, list[str]]
SECRET = frozenset({"csrf", "password", "new_password", "new_password_again", "code", "token"})
Build = Callable[[Texts, bool], Response[Any]]


class Kept(Response[Any]):
    """A response made of the texts that were sent: `build(texts, had_files)`."""

    def __init__(self, build: Build) -> None:
        super().__init__(None)
        self.build = build

    def to_asgi_response(self, request: Anyone, **_rest: Any) -> ASGIApp:  # type: ignore[override]
        """Return an application that reads the form first."""

        async def send_late(scope: Scope, receive: Receive, send: Send) -> None:
            late: Anyone = Request(scope, receive, send)
            texts, had_files = await _sent(late)
            app = self.build(texts, had_files).to_asgi_response(app=None, request=request)
            await app(scope, receive, send)

        return send_late


async def _sent(request: Anyone) -> tuple[Texts, bool]:
    """Read the texts of the form, without secrets; a body that cannot be read holds nothing."""
    try:
        form = await request.form()
    except (HTTPException, ValueError):
        return {}, False
    texts: dict[str, list[str]] = {}
    had_files = False
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            had_files = True
        elif name not in SECRET and value:
            texts.setdefault(name, []).append(str(value))
    return texts, had_files
