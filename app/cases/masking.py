"""How a client is named in lists: by name, or by initials and number where the type or the reader asks for it."""

from app.clients.names import initials

_WORK_WITH_PEOPLE = frozenset(
    {"PEKSOS", "SAKTI", "TKSK", "LKS", "UPTD", "KABKOTA", "BAPAS_PK", "SUPERVISOR", "KASI"}
)
"""Roles that need names to do their work; the others see everyone masked until they open a case."""


def client_label(name: str, number: str, *, restricted: bool, roles: frozenset[str]) -> str:
    """Return what a list shows of a client, such as `Ahmad Suryana` or `A. S. · BTN-2026-000123`."""
    if restricted or not roles & _WORK_WITH_PEOPLE:
        return f"{initials(name)} · {number}"
    return name
