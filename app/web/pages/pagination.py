"""Keyset pagination: pages of fifty rows by "what comes after this row", never by "skip ten thousand".

Here are the cursors; each list compares its own key in its store.

A cursor is the sort key of the last row shown, signed for its list and order: it is only ever compared with columns
inside the reader's scope, but a key of the wrong kind would be a fault of the database. What is no cursor of this
list is its first page.
"""

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, TypeVar
from urllib.parse import parse_qs, quote_plus, urlencode

import msgspec

from app.settings import secret, settings

PAGE_SIZE = 50
_LONGEST = 400  # characters
_SIGNATURE = 8  # bytes: enough against tampering by hand, and it guards nothing secret
Key = tuple[str | int | None, ...]
T = TypeVar("T")
_plain = re.compile(r"[\w.~-]+", re.ASCII).fullmatch


class Page(msgspec.Struct, Generic[T], frozen=True):
    """One page of rows and the cursor of the next, if there is one."""

    rows: Sequence[T]
    next: str | None = None


def encode(key: Key, *, of: str) -> str:
    """Make a cursor of a row's sort key; *of* names the list and its order."""
    raw = msgspec.json.encode(key)
    return urlsafe_b64encode(_signature(raw, of) + raw).rstrip(b"=").decode()


def decode(cursor: str | None, *, of: str) -> Key | None:
    """Return the key in *cursor*, or None for the first page and for anything that is no cursor of this list."""
    if not cursor or len(cursor) > _LONGEST:
        return None
    try:
        signed = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        raw = signed[_SIGNATURE:]
        if not hmac.compare_digest(signed[:_SIGNATURE], _signature(raw, of)):
            return None
        return msgspec.json.decode(raw, type=tuple[str | int | None, ...])
    except (ValueError, msgspec.MsgspecError):
        return None


def _signature(raw: bytes, of: str) -> bytes:
    return hmac.digest(secret(settings().data_path), f"cursor {of}\0".encode() + raw, "sha256")[:_SIGNATURE]


def page_of(rows: Sequence[T], *, key: Callable[[T], Key], of: str, size: int = PAGE_SIZE) -> Page[T]:
    """Cut rows fetched with LIMIT size + 1 into a page; the extra row only says that more follow."""
    if len(rows) <= size:
        return Page(rows)
    shown = rows[:size]
    return Page(shown, encode(key(shown[-1]), of=of))


MOST_AT_ONCE = 2_000
"""So many rows a page shows when all are asked for; a longer list says so and goes on from there."""


async def whole(first: Page[T], more: Callable[[str], Awaitable[Page[T]]], *, asked: bool) -> Page[T]:
    """Return all rows of a list on one page where that is *asked*, to be printed; *more* gives what comes after a cursor."""
    rows, after = list(first.rows), first.next
    while asked and after and len(rows) < MOST_AT_ONCE:
        following = await more(after)
        rows += following.rows
        after = following.next
    return Page(rows, after) if asked else first


def whole_address(shown: str) -> str:
    """Return where all rows of a list stand, from the address of any of its pages."""
    path, _mark, query = shown.partition("?")
    return address(path, {**parse_qs(query), "after": None, "all": "1"})


def address(path: str, params: Mapping[str, object], **changes: object) -> str:
    """Return *path* with its query changed; a None or empty value drops that parameter."""
    merged = {**params, **changes}
    pairs = [(name, value) for name, value in merged.items() if value not in (None, "", [], ())]
    return f"{path}?{urlencode(pairs, doseq=True)}" if pairs else path


def varied(path: str, params: Mapping[str, object], name: str) -> Callable[[str], str]:
    """Return what gives the address with one parameter set to a value: `address` for many values of the same one."""
    mark = "\0"
    before, _mark, after = address(path, {**params, name: mark}).partition(quote_plus(mark))
    return lambda value: f"{before}{value if _plain(value) else quote_plus(value)}{after}"
