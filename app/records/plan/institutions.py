"""Choosing an institution of this product: where a client lives or is sheltered, or which Bapas an agreement is with."""

from typing import Annotated
from uuid import UUID

from app.db import marks, query
from app.records.kind import Options
from app.records.marks import Ask
from app.web.i18n.bilingual import Words

Institution = Annotated[
    UUID | None,
    Ask(
        "Lembaga dalam sistem ini",
        "Institution of this system",
        "choice",
        hint=Words(
            "Petugasnya melihat kasus ini selama klien tinggal di sana.",
            "Its staff then see this case while the client stays there.",
        ),
    ),
]
"""Where the client stays, if it is an institution of this product."""


async def of_kinds(field: str, *kinds: str) -> Options:
    """Offer the organisations of these kinds as the choices of a field, by name."""
    rows = await query(
        f"SELECT id, name FROM organisations WHERE kind IN ({marks(kinds)}) ORDER BY name", *kinds
    )
    return {field: tuple((str(row[0]), str(row[1])) for row in rows)}
