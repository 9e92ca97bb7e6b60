"""Rows as plain tuples that also answer to their column names."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from typing import Any

NewRow = Callable[[Iterable[Any]], "Row"]


class Row(tuple[Any, ...]):
    """One row: ``row.name``, ``row["name"]`` and ``row[0]`` all work; unpacks and compares like a tuple."""

    __slots__ = ()
    _names: tuple[str, ...] = ()

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"no column {name!r} among {', '.join(self._names)}")

    def as_dict(self) -> dict[str, Any]:
        """Return the row as a new dict in column order."""
        return dict(zip(self._names, self, strict=True))


@lru_cache(maxsize=2048)
def row_maker(names: tuple[str, ...]) -> NewRow:
    """Return the function that turns a sequence of values into a row with these column names."""
    fields = namedtuple("fields", names, rename=True)  # type: ignore[misc]  # noqa: PYI024  for its C accessors
    places = {name: place for place, name in enumerate(names)}

    def getitem(self: Row, key: Any) -> Any:
        return tuple.__getitem__(self, places[key] if type(key) is str else key)

    body: dict[str, Any] = {"__slots__": (), "_names": names, "__getitem__": getitem}
    accessors: tuple[str, ...] = fields._fields
    body.update({field: fields.__dict__[field] for field in accessors if not field.startswith("_")})
    return partial(tuple.__new__, type("Row", (Row,), body))


def make_rows(names: Sequence[str], values: Iterable[Iterable[Any]]) -> list[Row]:
    """Return a row for each sequence of values."""
    return list(map(row_maker(tuple(names)), values))
