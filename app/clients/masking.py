"""Masking: who is named in lists by name, and who by initials, where a restricted case or the reader's role asks for it."""

from app.capabilities import READ_NAMES


def hides(*, restricted: bool, roles: frozenset[str]) -> bool:
    """Tell whether a list shows initials instead of the name to a reader with these roles."""
    return restricted or not READ_NAMES.held_by(roles)
