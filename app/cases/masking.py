"""How a client is named in lists of cases: by name, or by initials and number."""

from app.clients.masking import hides
from app.clients.names import initials


def client_label(name: str, number: str, *, restricted: bool, roles: frozenset[str]) -> str:
    """Return what a list shows of a client, such as `Ahmad Suryana` or `A. S. · BTN-2026-000123`."""
    return f"{initials(name)} · {number}" if hides(restricted=restricted, roles=roles) else name
