"""Whom the rows of a sheet name: its sender wrote them and gets them back whole; anybody else sees what lists show."""

import msgspec

from app.adoption.sheets.row_checks import UNKNOWN
from app.adoption.store import RowLine
from app.clients import nik
from app.clients.masking import hides
from app.clients.names import initials
from workflows.lists.pmks import RESTRICTED

_NAMES_NOBODY = frozenset(
    {
        "reference",
        "client",
        "sex",
        "type",
        "journey",
        "region",
        "opened",
        "stage",
        "entered",
        "done",
        "milestones",
        "held",
        "hold_reason",
        "outcome",
        "worker",
        "source",
        "urgency",
    }
)
"""Columns that are not about who the person is and where they may be found."""


def shown_name(line: RowLine, *, roles: frozenset[str]) -> str:
    """Return the name in a row as a list shows it, and the client's number where the row has one."""
    name = line.texts.get("name", "")
    hidden = name and _hidden(line, roles=roles)
    return " ".join(
        filter(None, [initials(name) if hidden else name, line.person or line.texts.get("client", "")])
    )


def masked(line: RowLine, *, roles: frozenset[str]) -> RowLine:
    """Return a row for a file that somebody else than its sender takes away."""
    if not _hidden(line, roles=roles):
        return line
    hidden = {"name": initials(line.texts.get("name", "")), "nik": nik.masked(line.texts.get("nik"))}
    kept = {key: hidden.get(key, text if key in _NAMES_NOBODY else "") for key, text in line.texts.items()}
    return msgspec.structs.replace(line, texts=kept)


def _hidden(line: RowLine, *, roles: frozenset[str]) -> bool:
    """Tell whether a row names somebody restricted; a type that nobody knows yet, or a number given, may be one."""
    unknown = line.type == UNKNOWN or (bool(line.texts.get("client")) and not line.person)
    return hides(restricted=line.restricted or unknown or line.type in RESTRICTED, roles=roles)
