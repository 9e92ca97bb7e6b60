"""All regions in memory: a few thousand names that nearly every page needs, so no page asks the database twice."""

from collections.abc import Iterable

from app.regions.codes import HOME, lineage, parent


class Regions:
    """The regions by code, and what lies in what."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._names = dict(rows)
        self._inside: dict[str | None, list[tuple[str, str]]] = {}
        for code, name in sorted(self._names.items(), key=lambda row: (row[0].count("."), row[1], row[0])):
            self._inside.setdefault(parent(code), []).append((code, name))

    def __contains__(self, code: object) -> bool:
        return code in self._names

    def __len__(self) -> int:
        return len(self._names)

    def name(self, code: str | None) -> str:
        """Return the region's own name, or nothing for no region."""
        return self._names.get(code or "", code or "")

    def full_name(self, code: str | None) -> str:
        """Return `Cipocok Jaya, Kota Serang`; outside Banten the province closes the line."""
        if not code:
            return ""
        line = [step for step in lineage(code) if step != HOME or code == HOME]
        return ", ".join(self.name(step) for step in reversed(line))

    def children(self, code: str | None) -> list[tuple[str, str]]:
        """Return (code, name) of what lies directly in a region, by name; in None lie the provinces."""
        return self._inside.get(code, [])

    def kabkota(self) -> list[tuple[str, str]]:
        """Return Banten's kabupaten and kota in the official order."""
        return sorted(self.children(HOME))

    def search(self, text: str, *, inside: str = HOME, limit: int = 20) -> list[tuple[str, str]]:
        """Return (code, full name) of regions whose name holds *text*: names that start with it first."""
        wanted = text.casefold().strip()
        if not wanted:
            return []
        hits = [
            (not name.casefold().startswith(wanted), len(code), name, code)
            for code, name in self._names.items()
            if wanted in name.casefold() and (code == inside or code.startswith(f"{inside}."))
        ]
        return [(code, self.full_name(code)) for _late, _length, _name, code in sorted(hits)[:limit]]
