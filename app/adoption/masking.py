"""Whom the rows of a sheet name: its sender wrote them and gets them back whole; anybody else sees what lists show."""

import msgspec

from app.adoption.store import RowLine
from app.clients import nik
from app.clients.masking import hides
from app.clients.names import initials
from workflows.lists.pmks import RESTRICTED


def shown_name(texts: dict[str, str], *, roles: frozenset[str]) -> str:
    """Return the name in a row as a list shows it, and the client's number where the row has one."""
    name = texts.get("name", "")
    hidden = name and _hidden(texts, roles=roles)
    return " ".join(filter(None, [initials(name) if hidden else name, texts.get("client", "")]))


def masked(line: RowLine, *, roles: frozenset[str]) -> RowLine:
    """Return a row for a file that somebody else than its sender takes away."""
    if not _hidden(line.texts, roles=roles):
        return line
    hidden = {
        "name": initials(line.texts.get("name", "")),
        "nik": nik.masked(line.texts.get("nik")),
        "note": "",
    }
    kept = {key: text for key, text in hidden.items() if line.texts.get(key)}
    return msgspec.structs.replace(line, texts={**line.texts, **kept})


def _hidden(texts: dict[str, str], *, roles: frozenset[str]) -> bool:
    return hides(restricted=texts.get("type", "").upper() in RESTRICTED, roles=roles)
