"""Choosing an institution of this product: where a client lives or is sheltered, or which Bapas an agreement is with."""

from app.db import marks, query
from app.records.kind import Options


async def of_kinds(field: str, *kinds: str) -> Options:
    """Offer the organisations of these kinds as the choices of a field, by name."""
    rows = await query(
        f"SELECT id, name FROM organisations WHERE kind IN ({marks(kinds)}) ORDER BY name", *kinds
    )
    return {field: tuple((str(row[0]), str(row[1])) for row in rows)}
