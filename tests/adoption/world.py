"""Sheets of running cases, made for tests."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter

from app.adoption.sheets.columns import BY_KEY

GOOD: dict[str, Any] = {
    "reference": "460/001",
    "name": "Ahmad Suryana",
    "sex": "L",
    "born": date(1990, 5, 4),
    "type": "BWBLP",
    "region": "Kabupaten Serang",
    "opened": date(2026, 3, 10),
    "stage": "INTERVENSI",
    "entered": date(2026, 6, 1),
}


class Formula(str):
    """A cell that holds this formula."""

    __slots__ = ()


def sheet(
    rows: Sequence[dict[str, Any]], *, above: int = 0, merged: str = "", extra: Sequence[str] = ()
) -> bytes:
    """Make a spreadsheet of rows by column key; *above* are lines of title before the header."""
    keys = list(dict.fromkeys(key for row in rows for key in row)) or list(GOOD)
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        page = book.add_worksheet("Kasus")
        dated = book.add_format({"num_format": "dd/mm/yyyy"})
        for place in range(above):
            page.write(place, 0, f"Daftar kasus {place}")
        for column, name in enumerate([*(BY_KEY[key].names[0] for key in keys), *extra]):
            page.write(above, column, name)
        for place, row in enumerate(rows, start=above + 1):
            for column, key in enumerate(keys):
                value = row.get(key)
                if isinstance(value, Formula):
                    page.write_formula(place, column, str(value), None, "04/05/1990")
                elif isinstance(value, date):
                    page.write_datetime(place, column, value, dated)
                elif value is not None:
                    page.write(place, column, value)
        if merged:
            page.merge_range(merged, "gabung")
    return kept.getvalue()


def row(number: int = 1, **changes: Any) -> dict[str, Any]:
    """Return a good row, numbered by its file and its name."""
    names = (
        "Ahmad Suryana",
        "Wawan Kurniadi",
        "Rohmat Hidayat",
        "Teguh Prasetyo",
        "Yoyo Sunaryo",
        "Cecep Permana",
    )
    return {**GOOD, "reference": f"460/{number:03}", "name": names[(number - 1) % len(names)], **changes}
