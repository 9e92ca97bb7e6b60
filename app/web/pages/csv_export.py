"""Tables as CSV files that a spreadsheet opens as they are meant: semicolons, UTF-8 with its mark, no formulas."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from litestar import Response

from app.web.pages.render import PRIVATE

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be computed by a spreadsheet, whoever wrote it."""


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return the table as text; what could be taken for a formula is marked as text."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def csv_response(name: str, text: str) -> Response[Any]:
    """Send the text as a file of this name."""
    headers = {
        **PRIVATE,
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(("\ufeff" + text).encode(), media_type="text/csv; charset=utf-8", headers=headers)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
