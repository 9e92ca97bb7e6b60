"""Sheets made to stall their reader: looked over in a moment, whatever they hold."""

import io
import zipfile
from time import process_time

import pytest
import xlsxwriter

from app.adoption.sheets.parsing import parse
from app.adoption.sheets.reading import Unreadable, read
from app.adoption.sheets.workbook import grids

ENOUGH = 3.0  # seconds of CPU; one of the patterns that stood here took half a minute


def small_book(part: str, content: bytes) -> bytes:
    """Return a spreadsheet one part of which is another."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet().write(0, 0, "Nama")
    changed = io.BytesIO()
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, content if name == part else before.read(name))
    return changed.getvalue()


NAMES, COLUMNS = b"<sheet " * 200_000, b'<col min="1" max="16384" hidden="1"/>' * 20_000


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/workbook.xml", b"<workbook><!--" + NAMES + b"--></workbook>"),
        ("xl/workbook.xml", b"<workbook><sheets>" + NAMES + b"</sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", b"<a><!--" + b"<Relationship " * 100_000 + b"--></a>"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><cols>" + COLUMNS + b"</cols></worksheet>"),
    ],
)
def test_a_few_kilobytes_stall_nobody(part: str, content: bytes) -> None:
    data = small_book(part, content)
    assert len(data) < 30_000
    began = process_time()
    grids(data)
    assert process_time() - began < ENOUGH


@pytest.mark.parametrize("piece", ["1 ", "(", "/ ", "kec ", "a.", " "])
def test_a_long_cell_is_refused_in_words_and_no_pattern_meets_it(piece: str) -> None:
    long = piece * (100_000 // len(piece)) + "!"
    heads = ["Nama", "NIK", "Tempat Lahir", "Tanggal Lahir", "Alamat", "RT/RW", "Jenis PMKS", "Umur"]
    lines = [";".join(heads), ";".join(["Siti", *[long] * 7]), long, f"{long};{long}"]
    began = process_time()
    found = read("\n".join(lines).encode())
    assert not isinstance(found, Unreadable)
    said = [sentence for row in found.rows for sentence in parse(row).said]
    assert process_time() - began < ENOUGH
    assert not piece.strip() or any(
        "characters" in sentence or "huruf" in sentence or "karakter" in sentence for sentence in said
    )
