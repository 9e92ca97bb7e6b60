"""The form of a request: to be acted upon, or, where it came to nothing, to be given back."""

from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Any

from litestar import Request
from litestar.datastructures import URL, FormMultiDict, UploadFile
from litestar.exceptions import ClientException, HTTPException, ImproperlyConfiguredException
from litestar.types import Empty

from app.web.http.bodies.pairs import take_pairs
from app.web.http.bodies.parts import Item, Parts
from app.web.http.bodies.room import GIVEN_BACK, LATELY, a_turn, room_of
from app.web.http.bodies.stream import Body, body_of
from app.web.i18n.catalogue import gettext as _

_MULTIPART, _URLENCODED = "multipart/form-data", "application/x-www-form-urlencoded"
_ITEMS = "form_items"


class Unclear(ClientException):
    """Texts came in letters that nobody can read: they are given back with marks in their place."""


class BoundedRequest(Request[Any, Any, Any]):
    """A request whose form is read within bounds; nothing else of its body is ever read."""

    @property
    def url(self) -> URL:
        """The address asked for; without any name where the one that was sent is none."""
        try:
            return super().url
        except ValueError:
            headers = [pair for pair in self.scope["headers"] if pair[0] != b"host"]
            plain: Any = {**self.scope, "headers": headers, "server": None}
            self._connection_state.url = self._url = URL.from_scope(plain)
            return self._url

    async def form(self) -> FormMultiDict:
        """Read the form once. Raises what refuses it before anything is acted upon."""
        if self._form is Empty and self._connection_state.form is Empty:
            items = await _to_act_upon(self)
            texts = [(name, _text(value)) for name, value in items]
            self._connection_state.form = _by_field(texts)
            if any(isinstance(value, bytes) and not _is_clear(value) for _name, value in items):
                raise Unclear(_("Some letters could not be read. Look the texts over and send them again."))
        return await super().form()

    def stream(self) -> AsyncGenerator[bytes, None]:
        """Refuse: neither JSON nor anything else that has no bounds here."""
        raise ImproperlyConfiguredException("a body is read as a form (`request.form()`) or not at all")


async def to_give_back(request: Request[Any, Any, Any]) -> list[tuple[str, Any]]:
    """Return what was sent in vain: texts, and of files their names.

    What was read already is at hand. The rest is read of who is signed in, or was within the day; of nobody else.
    """
    form = request._connection_state.form  # noqa: SLF001  what `form` remembers
    if form is not Empty:
        return list(FormMultiDict.from_form_data(form).multi_items())
    state, body = request.scope["state"], body_of(request)
    known = request.scope.get("user") is not None or state.get(LATELY)
    if known and not body.ended and not body.given_up:
        with suppress(HTTPException):  # what came before the fault is still what was typed
            await _late(request, body)
    return [(name, _text(value)) for name, value in state.get(_ITEMS, ())]


async def _to_act_upon(request: Request[Any, Any, Any]) -> list[Item]:
    body, room = body_of(request), room_of(request.scope)
    items: list[Item] = request.scope["state"].setdefault(_ITEMS, [])
    kind, boundary = _kind(request)
    with a_turn(request):
        if kind == _URLENCODED:
            await take_pairs(body.chunks(room.texts), items)
        elif kind == _MULTIPART:
            await _whole(Parts(boundary, items, texts=room.texts, files=True), body.chunks(room.body), items)
    return items


async def _whole(parts: Parts, chunks: Any, items: list[Item]) -> None:
    """Read all parts, or keep no file open."""
    try:
        await parts.take(chunks)
    except BaseException:
        for _name, value in items:
            if isinstance(value, UploadFile):
                await value.close()
        raise


async def _late(request: Request[Any, Any, Any], body: Body) -> None:
    """Read what nobody has read yet: its texts, if it is from the beginning on, or only to its end."""
    items: list[Item] = request.scope["state"].setdefault(_ITEMS, [])
    kind, boundary = _kind(request)
    chunks = body.chunks(GIVEN_BACK.body)
    with a_turn(request):
        if body.read or kind not in {_MULTIPART, _URLENCODED}:
            async for _chunk in chunks:
                pass
        elif kind == _URLENCODED:
            await take_pairs(chunks, items, within=GIVEN_BACK.texts)
        else:
            await Parts(boundary, items, texts=GIVEN_BACK.texts, files=False).take(chunks)


def _kind(request: Request[Any, Any, Any]) -> tuple[str, str]:
    kind, options = request.content_type
    boundary = options.get("boundary", "")
    if kind == _MULTIPART and not boundary:
        raise ClientException("multipart without a boundary")
    return kind, boundary


def _by_field(items: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the values by field, as Litestar's forms hold them."""
    fields: dict[str, list[Any]] = {}
    for name, value in items:
        fields.setdefault(name, []).append(value)
    return {name: several if len(several) > 1 else several[0] for name, several in fields.items()}


def _text(value: bytes | UploadFile) -> str | UploadFile:
    """Decode a text, with a mark for every letter that cannot be read."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _is_clear(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
