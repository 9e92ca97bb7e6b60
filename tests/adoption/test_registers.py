"""Registers as offices keep them are read: each row is good, or all that it lacks is told at the first look."""

import json
from datetime import date

import pytest

from app.adoption.sheets.reading import read
from app.adoption.sheets.words import column_called, type_called
from app.db import query
from tests import people
from tests.adoption import registers
from tests.adoption.test_sheets import AS_OF, ratu, send, take  # noqa: F401 - a fixture

ONCE = {"opened": "03/08/2026", "stage": "ASESMEN", "entered": "20/08/2026"}
ALL = ("village", "disability", "street", "children")


async def rows_of():
    found = await query("SELECT status, said, told, row, tab FROM adoption_rows ORDER BY place")
    return [
        (one[0], json.loads(one[1]), json.loads(one[2]) if one[2] else {}, one[3], one[4]) for one in found
    ]


async def clients():
    names = [
        "full_name",
        "birth_date",
        "birth_estimated",
        "nik",
        "kk",
        "phone",
        "home_region",
        "home_hamlet",
        "home_rt",
        "home_rw",
        "dtsen_decile",
        "sex",
    ]
    rows = await query(f"SELECT {', '.join(names)} FROM clients")
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


@pytest.mark.parametrize("name", ALL)
async def test_every_row_of_a_register_is_good_when_what_it_lacks_is_said_once(ratu, name):  # noqa: F811
    answer = await send(ratu, getattr(registers, name)(), **ONCE)
    assert answer.status_code == 200, answer.text
    judged = await rows_of()
    assert [one[0] for one in judged if one[0] not in ("GOOD", "LEFT")] == [], [one[1] for one in judged]
    good = [one for one in judged if one[0] == "GOOD"]
    await take(ratu, answer.url.path, "all")
    assert len(await query("SELECT 1 FROM cases")) == len(good)
    assert all(
        row["home_region"] and row["home_region"].count(".") >= 2 for row in (await clients()).values()
    )


@pytest.mark.parametrize("name", ALL)
async def test_a_register_without_columns_of_cases_tells_all_of_it_at_the_first_look(ratu, name):  # noqa: F811
    answer = await send(ratu, getattr(registers, name)())
    for status, said, _told, _row, _tab in await rows_of():
        assert status in ("BAD", "LEFT")
        if status == "BAD":
            assert said == [
                f"{column}: This must be filled in." for column in ("Opened on", "Stage", "Stage entered on")
            ]
    assert "Opened on, Stage, Stage entered on" in answer.text
    again = await ratu.send_form(
        f"{answer.url.path}/answers", {**ONCE, "what": "cases", "tabs": ["Kota Serang", "Kota Cilegon"]}
    )
    assert again.status_code == 200
    assert {one[0] for one in await rows_of()} <= {"GOOD", "LEFT"}


async def test_people_alone_are_taken_with_what_the_register_says_of_them(ratu):  # noqa: F811
    answer = await send(ratu, registers.disability(), what="people")
    await take(ratu, answer.url.path, "all")
    found = await clients()
    assert await query("SELECT 1 FROM cases") == []
    endang, iis = found["Endang Suparman"], found["Iis Aisah"]
    assert (endang["phone"], endang["dtsen_decile"], endang["kk"]) == ("081234567890", 1, "3673010101050003")
    assert (endang["home_hamlet"], endang["home_rt"], endang["home_rw"]) == ("Ciwaktu", "001", "002")
    assert endang["home_region"].startswith("36.73.01.")
    assert str(iis["birth_date"]) == "1990-02-15"
    assert [tuple(one) for one in await query("SELECT name, relation FROM relations")] == [
        ("Suhaemi", "WALI")
    ]
    assert "BTN-" in (await ratu.get(f"{answer.url.path}?status=DONE")).text


async def test_an_officer_of_the_kecamatan_sees_whom_a_register_brought(ratu, signed_in):  # noqa: F811
    await people.worker("tksk", "TKSK", kecamatan="36.02.18")
    answer = await send(ratu, registers.village(), **ONCE)
    await take(ratu, answer.url.path, "all")
    assert "Sawiyem" in (await (await signed_in("tksk")).get("/clients?q=sawiyem")).text


def test_what_a_register_says_beside_its_rows_is_named_and_no_person():
    sheet = read(registers.village())
    [tab] = sheet.tabs
    assert tab.header == 7
    assert [text for _row, text in tab.beside] == [
        "JUMLAH · 3",
        "Sumber: Dinas Sosial, Nopember 2026",
        "Rangkasbitung, 30 Nopember 2026",
        "Kepala Dinas,",
    ]
    assert [key for _row, key, _text in tab.lines] == ["region", "kecamatan"]
    assert len(sheet.rows) == 3


def test_every_tab_and_every_hidden_row_is_named():
    first, second = read(registers.street()).tabs
    assert (first.rows, second.rows, second.hidden_rows) == (3, 3, [6])
    assert second.merged == ["F4:F6"]


async def test_hidden_rows_and_tabs_are_left_until_they_are_chosen(ratu):  # noqa: F811
    answer = await send(ratu, registers.street(), **ONCE)
    assert [one[0] for one in await rows_of()] == ["GOOD"] * 5 + ["LEFT"]
    form = {**ONCE, "what": "cases", "tabs": ["Kota Cilegon"], "hidden": "on"}
    await ratu.send_form(f"{answer.url.path}/answers", form)
    assert [one[0] for one in await rows_of()] == ["LEFT"] * 3 + ["GOOD"] * 3
    await take(ratu, answer.url.path, "all")
    assert {one["full_name"] for one in (await clients()).values()} == {
        "Juned Kota Cilegon",
        "Ocah Kota Cilegon",
        "Rohman Kota Cilegon",
    }


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Nama", "name"), ("NAMA PMKS", "name"), ("Nama PPKS", "name"), ("Nama Peserta", "name"),
        ("No. NIK", "nik"), ("Nomor NIK", "nik"), ("N I K", "nik"), ("N.I.K", "nik"), ("NKK", "kk"), ("No KK", "kk"), ("Nomor K.K.", "kk"),
        ("Tgl Lahir", "born"), ("Tgl. Lahir", "born"), ("TTL", "birth"), ("Tempat/Tgl Lahir", "birth"), ("Tempat, Tanggal Lahir", "birth"),
        ("JK", "sex"), ("L/P", "sex"), ("Umur", "about"), ("Usia (Tahun)", "about"),
        ("Jenis PMKS", "type"), ("Kategori PPKS", "type"), ("Desa/Kelurahan", "village"), ("Kec.", "kecamatan"),
        ("Alamat", "address"), ("RT/RW", "rt_rw"), ("No HP", "phone"), ("No. Telp/HP", "phone"), ("Keterangan", "note"), ("Ket.", "note"),
        ("Warna", None),
    ],
)  # fmt: skip
def test_headings_of_offices_are_known(heading, column):
    from app.adoption.sheets.columns import column_of

    assert column_of(heading) == column
    assert column_called(heading) in (column, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Lanjut Usia Terlantar", "LUT"), ("lansia telantar", "LUT"), ("8. Lanjut usia terlantar", "LUT"), ("LUT", "LUT"),
        ("Anak yang Berhadapan dengan Hukum (ABH)", "ABH"), ("anak berkonflik dengan hukum", "ABH"), ("Eks Narapidana", "BWBLP"),
        ("8", None), ("08", None), ("Lansia", None), ("Gepeng", None), ("Disabilitas Terlantar", None),
    ],
)  # fmt: skip
def test_a_type_is_known_by_its_names_and_never_by_a_number(text, code):
    assert type_called(text) == code


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("NAMA LENGKAP SESUAI KTP", "name"),
        ("No. Identitas (NIK)", "nik"),
        ("Tgl. Lahir / Umur", "born"),
        ("Diagnosa/Jenis Disabilitas", "disability"),
        ("Tanggal\nLahir", "born"),
        ("Nama/NIK", None),
        ("Tanggal Lahir (dd/mm/yyyy)", "born"),
    ],
)
def test_what_stands_beside_a_heading_does_not_hide_it(heading, column):
    assert column_called(heading) == column


async def test_a_kecamatan_that_only_the_address_names_is_taken(ratu):  # noqa: F811
    text = (
        "Nama;Jenis PPKS;Kab/Kota;Alamat\nJuned;Gelandangan;Lebak;Kp. X RT 03/01 Ds. Cibadak Kec. Cibadak\n"
    )
    await send(ratu, text.encode(), **ONCE)
    [(status, said, told, *_rest)] = await rows_of()
    assert (status, told["home"]) == ("GOOD", "36.02.18"), said
    assert "Taken as Cibadak" in said[0]


@pytest.mark.parametrize(
    ("born", "read_as"),
    [("1951", {"about": 1951}), ("00/00/1951", {"about": 1951}), ("1951-00-00", {"about": 1951}), ("74 th", {"about": 74}),
     ("1900-01-00", {}), ("0000-00-00", {}), ("5 Agt 1951", {"born": date(1951, 8, 5)}), ("30 Sept 1980", {"born": date(1980, 9, 30)})],
)  # fmt: skip
def test_birth_dates_are_read_as_offices_write_them(born, read_as):
    from app.adoption.sheets.parsing import parse
    from app.adoption.sheets.reading import SheetRow

    told, said, _broken = parse(SheetRow(1, {"name": "Siti", "born": born}))
    assert said == []
    assert (told.born, told.about) == (read_as.get("born"), read_as.get("about"))


async def test_a_word_that_may_mean_several_things_is_asked_once_for_the_sheet(ratu):  # noqa: F811
    text = "Nama;Kategori;Kab/Kota;Kecamatan\nJuned;Gepeng;Serang;Curug\nOcah;Gepeng;Serang;Curug\n"
    answer = await send(ratu, text.encode(), **ONCE)
    assert "What does “Gepeng” mean?" in answer.text
    assert "What does “Serang” mean?" in answer.text
    asks = [one[0] for one in json.loads((await query("SELECT asks FROM adoption_sheets"))[0][0])]
    means = {"type": "GLD", "region": "36.73", "kecamatan": "36.73.06"}
    form = {**ONCE, "what": "cases", **{f"words.{place}": means[key] for place, key in enumerate(asks)}}
    await ratu.send_form(f"{answer.url.path}/answers", form)
    judged = await rows_of()
    assert {one[0] for one in judged} == {"GOOD"}, [one[1] for one in judged]
    assert {(one[2]["type"], one[2]["region"]) for one in judged} == {("GLD", "36.73")}


async def test_a_person_to_be_masked_is_not_taken_without_the_case(ratu):  # noqa: F811
    text = "Nama;Jenis PPKS;Kecamatan\nMelati;Anak korban kekerasan;Cibadak\n"
    await send(ratu, text.encode(), what="people")
    [(status, said, *_rest)] = await rows_of()
    assert status == "BAD"
    assert "their case says by whom" in said[0]


async def test_a_restricted_person_is_masked_however_the_type_is_written(ratu, signed_in):  # noqa: F811
    text = "Nama;Jenis PPKS;Alamat;Ibu\nMelati Putih;Anak korban kekerasan;Kp. Rahasia;Mawar\nNia Baru;Kategori asing;Kp. Asing;Ida\n"
    where = (await send(ratu, text.encode())).url.path
    await people.worker("data", "DATA")
    other = await signed_in("data")
    page, file = (await other.get(where)).text, (await other.get(f"{where}/result.xlsx")).content
    import io

    from python_calamine import CalamineWorkbook

    cells = str(CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python())
    for secret in ("Melati", "Rahasia", "Mawar", "Nia Baru", "Asing;", "Ida"):
        assert secret not in page
        assert secret not in cells


async def test_every_error_of_a_row_is_told_at_once_the_engines_too(ratu):  # noqa: F811
    text = "Nama;NIK;JK;Tgl Lahir;Jenis PPKS;Kab/Kota;Kecamatan;Tahap;Tanggal dibuka;Tanggal masuk tahap;Desil\nJuned;123;X;31/02/1990;Gepeng;Serang;Antah;ASESMEN;03/08/2026;20/08/2030;17\n"
    await send(ratu, text.encode())
    [(status, said, *_rest)] = await rows_of()
    columns = {one.partition(":")[0] for one in said}
    assert status == "BAD"
    assert {
        "NIK",
        "Sex",
        "Birth date",
        "Type code",
        "Kabupaten/kota",
        "Kecamatan",
        "Welfare decile",
    } <= columns
