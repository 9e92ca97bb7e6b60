"""Reverse routing: the address of a route by its name, so that no other place spells it out.

    url("casework:move", number=case.number, trigger="accept")     # "/cases/ABC/moves/accept"
    url("cases:list")                                              # "/cases"
    places_of("casework:case", "/cases/ABC")                       # {"number": "ABC"}

Names are `slice:act` and stable, as the addresses are. A name that there is not, or a place left out, raises at once;
a test calls every use of `url` in modules and templates. The query is `pagination.address`'s business.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any
from urllib.parse import quote

import app

_OWN = ("app.web.http.assets", "app.web.http.health", "app.web.pages.styleguide")
_PLACE = re.compile(r"{(\w+):(\w+)}")
_plain = re.compile(r"[\w.~-]+", re.ASCII).fullmatch


class Unroutable(LookupError):
    """An address was asked for that no route has."""


class Address:
    """A route's path, taken apart once: what stands before the first place, then each place with what follows it."""

    __slots__ = ("_begin", "_match", "_steps", "name", "path", "places")

    def __init__(self, name: str, path: str) -> None:
        begin, *rest = _PLACE.split(path)
        self.name, self.path, self._begin = name, path, begin
        self._steps = tuple(
            (place, "/" if kind == "path" else "", after)
            for place, kind, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True)
        )
        self.places = tuple(rest[::3])
        pattern = "".join(
            f"(?P<{place}>{'.+' if safe else '[^/]+'}){re.escape(after)}"
            for place, safe, after in self._steps
        )
        self._match = re.compile(re.escape(begin) + pattern).fullmatch

    def fill(self, values: dict[str, Any]) -> str:
        """Return the address with its places filled, each quoted."""
        if len(values) != len(self._steps):
            raise Unroutable(f"{self.name} ({self.path}) with {', '.join(sorted(values)) or 'no places'}")
        filled = self._begin
        try:
            for place, safe, after in self._steps:
                value = str(values[place])
                filled += (value if _plain(value) else quote(value, safe=safe)) + after
        except KeyError as missing:
            raise Unroutable(f"{self.name} ({self.path}) without {missing}") from None
        return filled

    def read(self, path: str) -> dict[str, str] | None:
        """Return what stands in the places of *path*; None where it is no address of this route."""
        found = self._match(path)
        return found.groupdict() if found else None


_known: dict[str, Address] = {}


def url(name: str, /, **places: Any) -> str:
    """Return the address of the route called *name*. Raises Unroutable."""
    return (_known.get(name) or _address(name)).fill(places)


def places_of(name: str, path: str) -> dict[str, str] | None:
    """Return what stands in the places of *path*; None where it is no address of the route called *name*."""
    return (_known.get(name) or _address(name)).read(path)


def began_with(name: str, path: str) -> dict[str, str] | None:
    """Return what stands in the places of *path*, an address of the route called *name* or of a page below it."""
    steps = path.partition("?")[0].split("/")
    return places_of(name, "/".join(steps[: 1 + (_known.get(name) or _address(name)).path.count("/")]))


def known() -> dict[str, Address]:
    """Return the addresses of all routes of all slices by name, found once."""
    if not _known:
        for name, path in _named():
            if _known.setdefault(name, Address(name, path)).path != path:
                raise Unroutable(f"two routes are called {name}")
    return _known


def _address(name: str) -> Address:
    if name not in known():
        raise Unroutable(f"no route is called {name}")
    return _known[name]


def _named() -> Iterator[tuple[str, str]]:
    slices = (f"app.{one.name}.routes" for one in iter_modules(app.__path__) if one.ispkg)
    for module in (*_OWN, *filter(find_spec, slices)):
        for handler in import_module(module).routes:
            for path in handler.paths:
                yield handler.name or "", f"/{path.strip('/')}"
