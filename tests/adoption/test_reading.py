"""Reading sheets: what is understood, what is refused, and never a surprise."""

import io
import re
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest

from app.adoption.sheets import reading, xlsx_guard
from app.adoption.sheets.parsing import date_in, parse
from app.adoption.sheets.reading import Sheet, Unreadable, read
from app.web.i18n import catalogue
from tests.adoption.world import GOOD, Formula, row, sheet


@pytest.fixture(autouse=True)
def _english():
    token = catalogue._language.set("en")
    yield
    catalogue._language.reset(token)


def told(**changes):
    found = read(sheet([row(**changes)]))
    assert isinstance(found, Sheet), found
    return parse(found.rows[0])[:2]


def refused(data: bytes) -> str:
    found = read(data)
    assert isinstance(found, Unreadable), found
    return " ".join(found.sentences)


def test_a_row_is_read_with_its_number_in_the_spreadsheet():
    found = read(sheet([row(1), row(2)]))
    assert isinstance(found, Sheet)
    assert [one.number for one in found.rows] == [2, 3]
    one, said, _broken = parse(found.rows[0])
    assert said == []
    assert (one.name, one.opened, one.born) == ("Ahmad Suryana", date(2026, 3, 10), date(1990, 5, 4))


def test_title_lines_above_the_header_are_passed_over():
    found = read(sheet([row()], above=3))
    assert [one.number for one in found.rows] == [5]


def test_semicolons_dates_as_text_and_a_mark_at_the_start_are_read_from_csv():
    text = "\ufeffNama lengkap;Kode jenis;Kabupaten/kota;Tanggal dibuka;Tahap;Tanggal masuk tahap\r\nSiti;LUT;36.04;3 Maret 2026;ASESMEN;2026-04-01\r\n"
    found = read(text.encode())
    one, said, _broken = parse(found.rows[0])
    assert said == []
    assert (one.opened, one.entered) == (date(2026, 3, 3), date(2026, 4, 1))


def test_lines_that_end_as_on_old_machines_are_read():
    text = "Nama lengkap;Kode jenis;Kabupaten/kota;Tanggal dibuka;Tahap;Tanggal masuk tahap\rSiti;LUT;36.04;3 Maret 2026;ASESMEN;2026-04-01\r"
    assert len(read(text.encode()).rows) == 1


def test_a_quotation_mark_that_is_never_closed_is_no_fault_of_the_server():
    names = "Nama lengkap,Kode jenis,Kabupaten/kota,Tanggal dibuka,Tahap,Tanggal masuk tahap\n"
    assert "damaged" in refused((names + '"' + "x" * 200_000).encode())


def test_a_numbering_row_empty_rows_and_a_footer_are_left_out():
    names = "Nama lengkap,Kode jenis,Kabupaten/kota,Tanggal dibuka,Tahap,Tanggal masuk tahap\n"
    text = (
        names
        + "(1),(2),(3),(4),(5),(6)\nSiti,LUT,36.04,03/03/2026,ASESMEN,01/04/2026\n,,,,,\nJumlah,1,,,,\nSumber: Dinas,,,,,\n"
    )
    found = read(text.encode())
    assert [one.number for one in found.rows] == [3]


@pytest.mark.parametrize(
    "text", ["3/3/2026", "03-03-2026", "2026-03-03", "3 Maret 2026", "03 mar 2026", "3/3/2026 08:00"]
)
def test_dates_are_read_as_people_write_them(text):
    assert date_in(text) == date(2026, 3, 3)


def test_a_nik_in_a_number_cell_is_not_believed():
    _one, said = told(nik=3673010405900001)
    assert said == [
        "NIK: A number cell loses the last digit of a NIK. Format the cell as text and write the NIK anew."
    ]


def test_a_nik_as_text_loses_only_its_dots():
    one, said = told(nik="'3673.0104.0590.0001")
    assert said == []
    assert one.nik == "3673010405900001"


def test_a_number_where_a_date_belongs_says_so():
    _one, said = told(opened=46091)
    assert "a number, not a date" in said[0]


def test_a_formula_is_named_at_its_column():
    _one, said = told(born=Formula("=TODAY()"))
    assert said == ["Birth date: The cell holds a formula. Paste its value instead."]


def test_every_complaint_of_a_row_is_said_at_once():
    _one, said = told(opened="31/02/2026", sex="x", urgency="KILAT", done="apa saja", stage=None)
    assert len(said) == 4  # the missing stage may be said once for the whole sheet


def test_tasks_are_read_as_code_and_day():
    one, said = told(done="kunjungan_rumah 03/07/2026; Pendampingan: 4 Juli 2026")
    assert said == []
    assert [(known.task, known.on) for known in one.done] == [
        ("kunjungan_rumah", date(2026, 7, 3)),
        ("pendampingan", date(2026, 7, 4)),
    ]


def test_cells_merged_beside_the_table_are_nobodys_harm():
    found = read(sheet([row()], merged="A4:C4"))
    assert [one.number for one in found.rows] == [2]
    assert found.tabs[0].beside == [(4, "gabung")]


def test_columns_that_are_missing_or_stand_twice_are_named():
    bare = {key: value for key, value in GOOD.items() if key not in ("stage", "region")}
    [tab] = read(sheet([bare], extra=["NIK", "nik", "Warna kesukaan"])).tabs
    assert tab.missing == ["region", "stage"]
    assert tab.twice == ["nik"]
    assert tab.unread == ["Warna kesukaan"]


@pytest.mark.parametrize(
    "data", [b"", b"   ", b"%PDF-1.7 ...", b"\x89PNG\r\n", b"\0\1\2", b"\xff\xd8\xff\xe0"]
)
def test_what_is_no_sheet_is_refused(data):
    assert "no spreadsheet" in refused(data)


def test_an_old_spreadsheet_is_told_how_to_become_a_new_one():
    assert ".xlsx" in refused(b"\xd0\xcf\x11\xe0" + b"x" * 100)


def test_a_zip_that_is_no_spreadsheet_and_a_damaged_one_are_refused():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert "no spreadsheet" in refused(kept.getvalue())
    assert "damaged" in refused(sheet([row()])[:-200])


def test_a_file_that_unpacks_to_far_too_much_is_refused(monkeypatch):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (xlsx_guard.UNPACKED + 1))
    assert len(kept.getvalue()) < reading.MAX_BYTES
    assert "far too much" in refused(kept.getvalue())


def test_a_cell_absurdly_far_out_is_refused_before_it_fills_the_memory():
    import xlsxwriter

    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write(0, 0, "a")
        page.write(1_048_575, 16_383, "b")
    assert "far too much" in refused(kept.getvalue())


def seconds_here(data: bytes) -> float:
    """Reckon what this process works while it refuses a file; what it started elsewhere does not count."""
    begin = time.process_time()
    assert "far too much" in refused(data)
    return time.process_time() - begin


def test_a_few_kilobytes_of_countless_elements_are_refused_and_looked_at_in_no_process_but_their_own(
    monkeypatch, tmp_path
):
    limit = "MOST_ELEMENTS = 2_000_000"
    guard = Path(xlsx_guard.__file__).read_text()
    assert limit in guard
    (tmp_path / "guard.py").write_text(guard.replace(limit, "MOST_ELEMENTS = 300_000"))
    monkeypatch.setattr(xlsx_guard, "__file__", str(tmp_path / "guard.py"))

    def many(content: bytes) -> bytes:
        return content.replace(b"</sheetData>", b"<row>" + b"<c/>" * 300_000 + b"</row></sheetData>")

    data = with_sheet(many)
    assert len(data) < 10_000
    assert seconds_here(data) < 0.3


def test_elements_are_counted_over_all_parts(monkeypatch):
    monkeypatch.setattr(xlsx_guard, "MOST_ELEMENTS", 200)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for number in range(3):
            archive.writestr(f"xl/{number}.xml", b"<a>" + b"<b/>" * 80 + b"</a>")
    with pytest.raises(xlsx_guard.TooMuch):
        xlsx_guard.packed_anew(kept.getvalue())


def test_cells_are_counted_over_all_sheets():
    import xlsxwriter

    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        for _number in range(4):
            page = book.add_worksheet()
            page.write(0, 0, "a")
            page.write(9_999, 99, "b")
    assert seconds_here(kept.getvalue()) < 0.5


@pytest.mark.parametrize("data", [b"," * (5 * 2**20 - 1), b"a\n" * (5 * 2**19 - 1)], ids=["wide", "long"])
def test_text_with_millions_of_cells_is_refused_before_they_are_all_made(data):
    assert seconds_here(data) < 2.5


def with_sheet(change, *, twice: bool = False) -> bytes:
    """Make a good sheet whose XML is changed by hand."""
    good, kept = zipfile.ZipFile(io.BytesIO(sheet([row()]))), io.BytesIO()
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in good.namelist():
            archive.writestr(part, change(good.read(part)) if part == name else good.read(part))
        if twice:
            archive.writestr(name.upper(), good.read(name))
    return kept.getvalue()


def at_the_end(xml: bytes):
    return lambda content: content.replace(b"</sheetData>", xml + b"</sheetData>")


@pytest.mark.parametrize(
    "far",
    [
        b'<row r="90000"><c s="0" r="XFD90000"><v>1</v></c></row>',
        b"<row r='90000'><c r = 'xfd90000'><v>1</v></c></row>",
        b'<row r="1000000"><c><v>1</v></c></row>',
        b'<c r="XFD90000"><is><t>a</t></is></c>',
        b'<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="XFD90000"><x:v>1</x:v></x:c>',
    ],
)
def test_a_far_cell_is_refused_however_its_place_is_written(far):
    """The reader of values would ask for more memory than there is, and the whole server would end."""
    assert "far too much" in refused(with_sheet(at_the_end(far)))


def test_a_far_cell_that_is_only_coloured_is_nobodys_harm():
    found = read(with_sheet(at_the_end(b'<row r="90000"><c r="XFD90000" s="1"/></row>')))
    assert isinstance(found, Sheet)
    assert len(found.rows) == 1


def test_a_formula_is_found_however_its_cell_is_written():
    formula = b'<row r="2"><c s="0" r="B2" t="str"><v>Ahmad</v><f>A1</f></c>'
    found = read(with_sheet(lambda content: re.sub(rb'<row r="2".*?</c>.*?</c>', formula, content)))
    assert isinstance(found, Sheet)
    assert found.rows[0].formulas == {"name"}


def test_a_zip_that_lies_about_its_sizes_is_not_handed_on():
    """What it says of a part is a tenth of what it holds: only what was looked at is read."""
    long = b"<!--" + b" " * 4_000_000 + b"-->"
    honest = with_sheet(lambda content: content + long)
    short = len(zipfile.ZipFile(io.BytesIO(honest)).read("xl/worksheets/sheet1.xml"))
    lying = honest.replace(short.to_bytes(4, "little"), (short - len(long)).to_bytes(4, "little"))
    assert lying != honest
    assert "damaged" in refused(lying)


def test_two_parts_of_one_name_are_refused():
    assert "damaged" in refused(with_sheet(lambda content: content, twice=True))


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 2)
    assert "more than 2 rows" in refused(sheet([row(1), row(2), row(3)]))


def test_a_sheet_without_header_or_without_cases_is_refused():
    assert "No row of headings" in refused(b"a,b,c\n1,2,3\n")
    assert "no case" in refused(sheet([]))


def test_what_nobody_can_see_is_dropped_from_headings_and_cells_of_either_kind():
    head = (
        "\ufeffNama\u00a0lengkap;\u200eNIK;Kode jenis;Kabupaten/kota;Tanggal dibuka;Tahap;Tanggal masuk tahap"
    )
    line = "Siti\u00ad Aminah\u200b;\u200b3604055202540099\u202d;LUT;36.73;05/01/2026;ASESMEN;12/01/2026"
    found = read(f"{head}\n{line}\n".encode())
    assert [(one.cells["name"], one.cells["nik"]) for one in found.rows] == [
        ("Siti Aminah", "3604055202540099")
    ]
    found = read(sheet([row(1, name="Siti\u200b\u00a0Aminah", nik="\u200e3604055202540099")]))
    assert [(one.cells["name"], one.cells["nik"]) for one in found.rows] == [
        ("Siti Aminah", "3604055202540099")
    ]
