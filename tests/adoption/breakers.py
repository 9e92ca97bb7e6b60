"""Ten further registers, made by somebody who did not write their reading: local headings, odd cells. All people are invented."""

import io
from datetime import date

import xlsxwriter

ONCE = {"opened": "03/08/2026", "stage": "ASESMEN", "entered": "20/08/2026"}


def _book(tabs: dict[str, list[list[object]]], merged: tuple[str, ...] = ()) -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        dated = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in tabs.items():
            page = book.add_worksheet(name)
            for place, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if isinstance(value, date):
                        page.write_datetime(place, column, value, dated)
                    elif value is not None:
                        page.write(place, column, value)
            for cells in merged:
                page.merge_range(cells, rows[int(cells[1]) - 1][0])
    return kept.getvalue()


def letters_apart() -> bytes:
    """Headings with their letters apart, under a merged letterhead; the headings stand again on the next page."""
    head = [
        "NO",
        "N A M A",
        "N I K",
        "J K",
        "T T L",
        "KLASTER PPKS",
        "A L A M A T",
        "DS.",
        "KEC.",
        "KAB/KOTA",
    ]
    rows = [
        [1, "Sarmini", "3602145204510001", "P", "Lebak, 12/04/51", "Lanjut Usia Terlantar", "Kp. A", "Cibadak", "Cibadak", "Lebak"],
        head,
        [2, "Karta", None, "L", "Lebak, 1948", "Lanjut Usia Terlantar", "Kp. B", "Cibadak", "Cibadak", "Lebak"],
    ]  # fmt: skip
    return _book(
        {"Data": [["PEMERINTAH KABUPATEN LEBAK"], ["DATA LANSIA"], [], head, *rows]}, ("A1:J1", "A2:J2")
    )


BIRTHS = {
    "Lebak, 12/04/51": ("Lebak", date(1951, 4, 12)),
    "LEBAK 12 - 04 - 1951": ("LEBAK", date(1951, 4, 12)),
    "Lebak, 12 April 1951 (75 th)": ("Lebak", date(1951, 4, 12)),
    "Lebak, 31-12-1951 / 74 Tahun": ("Lebak", date(1951, 12, 31)),
    "Serang, tgl 12 Mei 1951": ("Serang", date(1951, 5, 12)),
    "Jakarta,05 juni 1970.": ("Jakarta", date(1970, 6, 5)),
    "12/04/1951, Lebak": ("Lebak", date(1951, 4, 12)),
    "Lebak, 12 Agustus '51": ("Lebak", date(1951, 8, 12)),
    "Lebak, ± 1951": ("Lebak", 1951),
    "Lebak": ("Lebak", None),
    "Senin, 1951/04/12": ("", date(1951, 4, 12)),
}
"""What stands under TTL → birthplace, and birth date or year."""


def births() -> bytes:
    """Place and day of birth in one column, written in every way; the age beside it."""
    rows = [
        [place, f"Orang {'ABCDEFGHIJKLMN'[place]}a", "P", text, "Lanjut Usia Terlantar", "Kota Serang"]
        for place, text in enumerate(BIRTHS)
    ]
    head = ["No", "Nama Lansia", "L/P", "Tempat Tanggal Lahir/Umur", "Jenis PPKS", "Kab/Kota"]
    return _book({"TTL": [head, *rows]})


DECILES = {"6-10": None, "> 5": None, "Desil IV": 4, "d2": 2, "Belum masuk DTSEN": None, "1": 1, "-": None}


def deciles() -> bytes:
    """Deciles as other registers give them: groups, Roman numbers, not in it."""
    rows = [
        [
            place,
            f"Warga {'ABCDEFG'[place]}mun",
            "L",
            1950 + place,
            "Lanjut Usia Terlantar",
            "Kota Serang",
            text,
        ]
        for place, text in enumerate(DECILES)
    ]
    return _book({"Sheet1": [["No", "Nama", "JK", "Tahun Lahir", "PPKS", "Kab/Kota", "Desil"], *rows]})


def tabs_as_places() -> bytes:
    """A tab for each kabupaten and kota, and no column that says where."""
    head = ["No", "Nama Klien", "JK", "Usia", "Jenis PMKS"]
    return _book(
        {
            "Kab. Lebak": [head, [1, "Jumri", "L", 71, "Lanjut Usia Terlantar"]],
            "Kota Serang": [head, [1, "Jumsa", "P", 72, "Lanjut Usia Terlantar"]],
            "cilegon": [head, [1, "Jumta", "L", 73.4, "Lanjut Usia Terlantar"]],
        }
    )


PHONES = {
    81234567890: "081234567890",
    "812 3456 7891": "0812 3456 7891",
    "'081234567892": "081234567892",
    "+62 812-3456-7893": "+62 812-3456-7893",
    "0812 3456 7894 / 0813 1111 2222": "081234567894 / 081311112222",
    "tidak punya": "",
}


def phones() -> bytes:
    """Telephone numbers that a spreadsheet, a chat and a hurry have been at."""
    rows = [
        [place, f"Ibu {'ABCDEF'[place]}nah", "P", 1950 + place, "LUT", "Kota Serang", text]
        for place, text in enumerate(PHONES)
    ]
    return _book({"HP": [["No", "Nama", "JK", "Tahun Lahir", "PMKS", "Kota", "No. HP/WA"], *rows]})


NAMES = (
    "Hj. Siti Maemunah, S.Pd. binti H. Sarkawi",
    "Tb. A. Juhaeri",
    "M. Yusuf bin Sa'ad",
    "K.H. Abdurrahman Nur",
    "محمد يوسف",
    "陳美玲",
    "O",
)


def names() -> bytes:
    """Names with titles, initials, bin and binti, and in other scripts."""
    rows = [[name, "P", 1941 + place, "LUT", "Kota Serang"] for place, name in enumerate(NAMES)]
    return _book({"Nama": [["Nama Lengkap (sesuai KTP)", "JK", "Tahun Lahir", "PMKS", "Kota"], *rows]})


def unseen() -> bytes:
    """Marks that nobody sees in every column, the headings and the tab's name."""
    head = ["No", "Na\u00adma", "N\u200bIK", "Jenis\u00a0PMKS", "Kab/Kota", "Kec\u200eamatan", "Tgl Lahir", "No\u2011HP", "RT/RW"]  # fmt: skip
    row = [1, "Siti\u00a0Ami\u200bnah", "\u202d3673015203510001\u202c", "Lanjut Usia\u200b Terlantar", "Kota\u00a0Serang", "Ta\u00adktakan", "12/03/\u200e1951", "0812\u20113456\u20117890", "\ufeff003/001"]  # fmt: skip
    return _book({"Da\u00adta": [head, row]})


def unicode_text() -> bytes:
    """What a spreadsheet program saves as Unicode text: tabs, UTF-16."""
    text = "Nama\tJK\tUmur\tPMKS\tKota\r\nSaonah\tP\t77\tLUT\tKota Serang\r\n"
    return text.encode("utf-16")


def web_page() -> bytes:
    """What an application exports as .xls and is a web page."""
    return b"<html><body><table><tr><td>Nama</td><td>NIK</td></tr></table></body></html>"


def odd_cells() -> bytes:
    """Cells that cannot be told: each is named at its column."""
    head = ["No", "Nama", "JK", "Tgl Lahir", "PMKS", "Kota", "RT/RW", "No HP", "Desil"]
    return _book(
        {
            "Ragu": [
                head,
                [1, "Sawi", "P", "5/6/08", "LUT", "Kota Serang", date(2026, 1, 3), "8.12E+10", 17],
                [2, "Rohim", "L", "31/04/1951", "LUT", "Kota Serang", 3001, "0812", "1"],
            ]
        }
    )
