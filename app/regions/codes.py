"""Region codes of the Home Ministry: dotted, each level longer by one part, the parent in front.

``36`` province, ``36.04`` kabupaten or kota, ``36.04.01`` kecamatan, ``36.04.01.2001`` desa or kelurahan (the first
digit of the last part is 1 for a kelurahan, 2 for a desa). Stored dotted, read dotted or not.
"""

import re

HOME = "36"  # Banten
LEVELS = ("PROVINSI", "KABKOTA", "KECAMATAN", "DESA")
_WIDTHS = (2, 2, 2, 4)
_DOTTED = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?")


def level(code: str) -> str:
    """Return which of LEVELS the code names."""
    return LEVELS[code.count(".")]


def parent(code: str) -> str | None:
    """Return the code one level up; a province has none."""
    return code.rpartition(".")[0] or None


def kabkota(code: str) -> str | None:
    """Return the kabupaten or kota in which the region lies, or which it is; None for a province."""
    parts = code.split(".")
    return ".".join(parts[:2]) if len(parts) > 1 else None


def lineage(code: str) -> tuple[str, ...]:
    """Return the code with all that it lies in, from the province down."""
    parts = code.split(".")
    return tuple(".".join(parts[: depth + 1]) for depth in range(len(parts)))


def dotted(text: str) -> str | None:
    """Bring a code written in any usual way (``3604``, ``36.04``) to the stored form, or None if it is no code."""
    digits = re.sub(r"[.\s]", "", text)
    parts: list[str] = []
    for width in _WIDTHS:
        if digits:
            parts.append(digits[:width])
            digits = digits[width:]
    code = ".".join(parts)
    return code if not digits and _DOTTED.fullmatch(code) else None
