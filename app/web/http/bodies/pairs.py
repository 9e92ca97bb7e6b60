"""An urlencoded form: split by its own signs, without any cache, off the loop where it is long."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import unquote_to_bytes

from app.web.http.bodies.parts import Item
from app.web.http.bodies.room import MOST_FIELDS
from app.web.http.bodies.stream import TooLarge

_LONG = 16 * 2**10  # bytes, which take a millisecond


async def take_pairs(chunks: AsyncIterator[bytes], items: list[Item], *, within: int | None = None) -> None:
    """Read to the end; put name and value of every field into *items*, or of those *within* so many bytes."""
    raw = bytearray()
    async for chunk in chunks:
        raw += chunk if within is None else chunk[: within - len(raw)]
    pieces = raw.replace(b"+", b" ").split(b"&", MOST_FIELDS)
    several = pieces[:MOST_FIELDS]
    items += _split(several) if len(raw) <= _LONG else await asyncio.to_thread(_split, several)
    if len(pieces) > MOST_FIELDS and within is None:
        raise TooLarge


def _split(pieces: list[bytearray]) -> list[Item]:
    found: list[Item] = []
    for piece in filter(None, pieces):
        name, _sign, value = piece.partition(b"=")
        told = unquote_to_bytes(bytes(name)).decode("utf-8", "replace")
        found.append((told, unquote_to_bytes(bytes(value))))
    return found
