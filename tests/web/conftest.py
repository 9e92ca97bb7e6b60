"""The web layer by itself: the real wiring, the accounts and a few routes that fail in every way."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

import msgspec
import pytest
from litestar import Litestar, Request, Response, get, post
from litestar.params import FromPath
from msgspec import Meta

from app import main
from app.db import Database
from app.web.forms.decoding import Invalid, read_form
from app.web.http.access import PUBLIC, SIGNED_IN, may
from app.web.http.errors import Forbidden, NotFound, Stale
from app.web.pages.render import see_other
from tests.browser import Browser

Anyone = Request[Any, Any, Any]


class NoteForm(msgspec.Struct):
    text: Annotated[str, Meta(max_length=20)]


@get("/raise/{kind:str}", opt=may(PUBLIC))
async def fail(kind: FromPath[str]) -> None:
    raise {
        "missing": NotFound(),
        "forbidden": Forbidden("Hanya supervisor."),
        "fault": RuntimeError("Suryana 3673015503900001"),
    }[kind]


@get("/signed", opt=may(SIGNED_IN))
async def signed() -> str:
    return "in"


@post("/notes", opt=may(SIGNED_IN), status_code=303)
async def add_note(request: Anyone) -> Response[Any]:
    form = await read_form(request, NoteForm)
    if isinstance(form, Invalid):
        return Response(form.errors, status_code=422)
    return see_other("/styleguide", notice=f"Tersimpan: {form.text}", request=request)


@post("/stale", opt=may(PUBLIC), status_code=303)
async def stale(request: Anyone) -> Response[Any]:
    await request.form()
    raise Stale(theirs_url="/cases/X", mine={"Tujuan": "Bekerja"}, theirs={"Tujuan": "<i>Sekolah</i>"})


@post("/stale/typed", opt=may(PUBLIC), status_code=303)
async def stale_typed() -> Response[Any]:
    raise Stale(theirs_url="/cases/X")


@pytest.fixture
async def site(sqlite_db: Database, monkeypatch: pytest.MonkeyPatch) -> Litestar:
    monkeypatch.setattr(main, "SLICES", ("accounts",))
    app = main.create_app()
    for route in (fail, signed, add_note, stale, stale_typed):
        app.register(route)
    return app


@pytest.fixture
async def visitor(site: Litestar) -> AsyncIterator[Browser]:
    """Someone at the door, with the door's own token."""
    async with Browser(site) as opened:
        opened.follow_redirects = False
        await opened.read_token("/login")
        yield opened
