"""Regions by whatever name is unambiguous: kabupaten and kota, kecamatan and villages of Banten."""

from collections import defaultdict
from typing import NamedTuple

from app.adoption.sheets.words import plain, words
from app.regions.book import Regions
from app.regions.codes import HOME, dotted, kabkota

_KINDS = ("kabupaten ", "kab ", "kota adm ", "kota ")
_BELOW = ("kecamatan ", "kec ", "desa ", "kelurahan ", "kel ", "ds ")


class Place(NamedTuple):
    """What a name comes to: a code, or the codes among which it does not decide (none: it is not known)."""

    code: str | None
    among: tuple[str, ...] = ()


class Places:
    """The names of Banten's regions, looked up many times for a sheet."""

    def __init__(self, book: Regions) -> None:
        self._book = book
        self._kabkota: dict[str, set[str]] = defaultdict(set)
        for code, name in book.kabkota():
            self._name_kabkota(code, plain(name))
        for name, code in words().places.items():
            self._kabkota[plain(name)] = {code}
        self._kecamatan: dict[str, list[str]] = defaultdict(list)
        for kab, _name in book.kabkota():
            for code, name in book.children(kab):
                self._kecamatan[_close(name)].append(code)

    def _name_kabkota(self, code: str, name: str) -> None:
        bare = name.removeprefix("kabupaten ").removeprefix("kota ")
        full = {name, bare, code, code.replace(".", "")}
        if name.startswith("kabupaten "):
            full |= {f"kab {bare}"}
        for one in full:
            self._kabkota[plain(one)].add(code)

    def region(self, text: str) -> Place:
        """Find a kabupaten or kota; `Serang` alone is two."""
        codes = self._kabkota.get(plain(text)) or self._kabkota.get(plain(text).replace(" ", ""), set())
        codes = codes or self._kabkota.get(plain(text.replace("banten", "").replace("Banten", "")), set())
        return _decided(codes)

    def kecamatan(self, text: str, region: str | None) -> Place:
        """Find a kecamatan, within a kabupaten or kota where that is known."""
        if code := self._by_code(text, 2):
            return Place(code)
        codes = [
            code
            for code in self._kecamatan.get(_close(text), [])
            if region is None or kabkota(code) == region
        ]
        return _decided(codes)

    def village(self, text: str, kecamatan: str | None, region: str | None) -> Place:
        """Find a village within a kecamatan, or in a whole kabupaten or kota where its name is there once."""
        if code := self._by_code(text, 3):
            return Place(code)
        within = (
            [kecamatan]
            if kecamatan
            else [code for code, _name in self._book.children(region)]
            if region
            else []
        )
        inside = [pair for one in within for pair in self._book.children(one)]
        return _decided([code for code, name in inside if _close(name) == _close(text)])

    def _by_code(self, text: str, depth: int) -> str | None:
        code = dotted(text) if text[:1].isdigit() else None
        return (
            code
            if code and code.count(".") == depth and code.startswith(f"{HOME}.") and code in self._book
            else None
        )

    def everywhere(self) -> list[tuple[str, str]]:
        """Return every kecamatan with its full name, to choose from."""
        return sorted(
            ((code, self._book.full_name(code)) for codes in self._kecamatan.values() for code in codes),
            key=lambda pair: pair[1],
        )


def _decided(candidates: object) -> Place:
    codes = tuple(sorted(candidates))  # type: ignore[call-overload]
    return Place(codes[0]) if len(codes) == 1 else Place(None, codes)


def _close(name: str) -> str:
    """Bring the name of a kecamatan or village to a form without spaces and without what it is."""
    bare = plain(name)
    for kind in _BELOW:
        bare = bare.removeprefix(kind)
    return bare.replace(" ", "")
