"""Who is named in lists: by name, or by initials and number where a restricted case or the reader's role asks for it."""

_WORK_WITH_PEOPLE = frozenset(
    {"PEKSOS", "SAKTI", "TKSK", "LKS", "UPTD", "KABKOTA", "BAPAS_PK", "SUPERVISOR", "KASI"}
)
"""Roles that need names to do their work; the others see everyone masked until they open a case."""


def hides(*, restricted: bool, roles: frozenset[str]) -> bool:
    """Tell whether a list shows initials instead of the name to a reader with these roles."""
    return restricted or not roles & _WORK_WITH_PEOPLE
