"""Spreadsheets that leave: the empty template with its codes, and the result of each row.

Everything that came from people is written as text, so that nothing in it is taken for a formula.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from app.adoption.sheets.columns import BESIDE, COLUMNS, header
from app.adoption.sheets.reading import MAX_ROWS
from app.adoption.store import RowLine
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import language
from app.web.i18n.lists import code_label, options
from app.web.pages.render import label
from workflows.definition import Definition

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Rows = Iterable[Sequence[str]]


def template(
    definitions: dict[str, Definition], short: dict[str, Definition], kabkota: Sequence[tuple[str, str]]
) -> bytes:
    """Make the empty sheet, the list of codes and a page of advice. *short* journeys stand beside the types' own."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        _cases(book, definitions, short, kabkota)
        _advice(book)
        _codes(book, definitions, short, kabkota)
    return kept.getvalue()


def _cases(
    book: Any,
    definitions: dict[str, Definition],
    short: dict[str, Definition],
    kabkota: Sequence[tuple[str, str]],
) -> None:
    sheet = book.add_worksheet(_("Cases"))
    head = {
        True: book.add_format({"bold": True, "bg_color": "#0C3C46", "font_color": "#FFFFFF"}),
        False: book.add_format({"bold": True, "bg_color": "#D3DADE"}),
    }
    formats = {
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "text": book.add_format({"num_format": "@"}),
        "number": None,
    }
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width, formats[column.kind])
        sheet.write_string(0, place, header(column.key, language()), head[column.required])
        sheet.write_comment(0, place, str(column.hint))
    sheet.freeze_panes(1, 0)
    choices = {
        "sex": ["L", "P"],
        "type": sorted(definitions),
        "journey": sorted(short),
        "region": [name for _code, name in kabkota],
        "urgency": ["DARURAT", "SEGERA", "BIASA"],
    }
    for place, column in enumerate(COLUMNS):
        if listed := choices.get(column.key):
            sheet.data_validation(
                1, place, MAX_ROWS, place, {"validate": "list", "source": listed, "error_type": "warning"}
            )


def _advice(book: Any) -> None:
    sheet = book.add_worksheet(_("How to fill in"))
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    rows = [(header(one.key, language()), f"{one.hint}{' *' if one.required else ''}") for one in COLUMNS]
    _write(sheet, [(_("Column"), _("What to write; * must be filled in")), *rows])


def _codes(
    book: Any,
    definitions: dict[str, Definition],
    short: dict[str, Definition],
    kabkota: Sequence[tuple[str, str]],
) -> None:
    sheet = book.add_worksheet(_("Codes"))
    for place, width in enumerate((12, 18, 30, 60)):
        sheet.set_column(place, place, width)
    rows: list[Sequence[str]] = [(_("Type"), _("Kind"), _("Code"), _("Meaning"))]
    for code, defn in definitions.items():
        rows += [(code, _("Type"), code, code_label(code, "pmks_all")), *((code, *one) for one in _of(defn))]
    for code, defn in short.items():
        served = f"{label(defn.meta.title)}: {', '.join(defn.meta.pmks_types)}"
        rows += [(code, _("Journey"), code, served), *((code, *one) for one in _of(defn))]
    rows += [("", _("Region"), code, name) for code, name in kabkota]
    rows += [("", _("Source"), code, words) for code, words in options("source")]
    _write(sheet, rows)
    sheet.autofilter(0, 0, len(rows) - 1, 3)


def _of(defn: Definition) -> Iterable[tuple[str, str, str]]:
    """List what the sheet may name of one journey."""
    for stage in defn.stages:
        if stage.kind in ("final", "hold"):
            continue
        yield (_("Stage"), stage.id, label(stage.title))
        for task in stage.tasks:
            yield (_("Task"), task.id, f"{label(task.title)} ({label(stage.title)})")
    for milestone in defn.milestones:
        yield (_("Milestone"), milestone.id, label(milestone.title))
    for name, title in defn.hold_reasons.items():
        yield (_("Hold reason"), name, label(title))
    for name, outcome in defn.outcomes.items():
        yield (_("Outcome"), name, label(outcome.title))


def _write(sheet: Any, rows: Rows) -> None:
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(place, column, text)


def result(lines: Sequence[RowLine]) -> bytes:
    """Make a sheet of every row with what came of it, in the template's own columns, so that it can be mended and sent."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, "constant_memory": False}) as book:
        sheet = book.add_worksheet(_("Cases"))
        sheet.set_column(0, 0, 8)
        sheet.set_column(1, 1, 16)
        sheet.set_column(2, 2, 60)
        sheet.freeze_panes(1, 0)
        columns = [
            *(one.key for one in COLUMNS),
            *(one.key for one in BESIDE if any(one.key in line.texts for line in lines)),
        ]
        names = [header(key, language()) for key in columns]
        first = (_("Row"), _("Result"), _("What to say of it"), _("Case"), _("Client"), _("Tab"))
        _write(sheet, [(*first, *names), *(_result_row(line, columns) for line in lines)])
    return kept.getvalue()


def _result_row(line: RowLine, columns: Sequence[str]) -> list[str]:
    return [
        str(line.row),
        code_label(line.status, "adoption_row"),
        " ".join(line.said),
        line.case or "",
        line.person,
        line.tab,
        *(line.texts.get(key, "") for key in columns),
    ]
