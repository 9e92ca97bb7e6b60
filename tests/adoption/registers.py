"""Registers laid out as offices of Banten keep them; every person in them is invented."""

import io
from datetime import date
from typing import Any

import xlsxwriter


class _Made:
    """A workbook in the making."""

    def __init__(self) -> None:
        self.kept = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.kept, {"in_memory": True})
        self.dated = self.book.add_format({"num_format": "dd/mm/yyyy"})

    def rows(self, page: Any, first: int, rows: list[list[Any]]) -> None:
        for place, cells in enumerate(rows, start=first):
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    page.write_datetime(place, column, value, self.dated)
                elif value is not None:
                    page.write(place, column, value)

    def done(self) -> bytes:
        self.book.close()
        return self.kept.getvalue()


def village() -> bytes:
    """Neglected older people of a kecamatan: letterhead, numbered columns, total, source, signature."""
    made = _Made()
    page = made.book.add_worksheet("LANSIA 2026")
    page.merge_range("A1:L1", "PEMERINTAH KABUPATEN LEBAK")
    page.merge_range("A2:L2", "DINAS SOSIAL")
    page.merge_range("A3:L3", "DATA LANJUT USIA TERLANTAR TAHUN 2026")
    page.write("A5", "KECAMATAN : CIBADAK")
    head = [
        "No.",
        "NAMA",
        "NIK",
        "No. KK",
        "L/P",
        "TTL",
        "Umur",
        "Alamat",
        "RT/RW",
        "Desa/Kelurahan",
        "Jenis PMKS",
        "Ket.",
    ]
    made.rows(page, 6, [head, [f"({n})" for n in range(1, 13)]])
    made.rows(
        page,
        8,
        [
            [
                1,
                "Sawiyem",
                "3602145204510001",
                "3602140101100001",
                "P",
                "Lebak, 12 Nopember 1951",
                "74 th",
                "Kp. Pasir",
                "003/001",
                "Cibadak",
                "Lanjut Usia Terlantar",
                "-",
            ],
            [
                2,
                "H. Sarkawi",
                "-",
                "belum ada",
                "L",
                "Serang, 00-00-1948",
                78,
                "Kp. Pasir",
                "3/1",
                "Bojongleles",
                "Lansia telantar",
                "tinggal sendiri",
            ],
            [
                3,
                "Ruminah",
                "0",
                None,
                "P",
                "Pandeglang",
                "± 80 tahun",
                "Kp. Malang Nengah",
                "RT 02 RW 05",
                "Desa Panancangan",
                "lanjut usia terlantar",
                None,
            ],
        ],
    )
    made.rows(
        page,
        11,
        [
            ["JUMLAH", None, None, None, 3],
            ["Sumber: Dinas Sosial, Nopember 2026"],
            [],
            [None] * 8 + ["Rangkasbitung, 30 Nopember 2026"],
            [None] * 8 + ["Kepala Dinas,"],
        ],
    )
    return made.done()


def disability() -> bytes:
    """Adults with a disability of a city: two rows of headings, ticks for the sex, old words for the kinds."""
    made = _Made()
    page = made.book.add_worksheet("Sheet1")
    page.merge_range("A1:M1", "REKAP DATA PENYANDANG DISABILITAS")
    for column, name in enumerate(["NO", "NAMA PPKS", "NOMOR NIK", "NKK"]):
        page.merge_range(3, column, 4, column, name)
    page.merge_range("E4:F4", "JENIS KELAMIN")
    made.rows(page, 4, [[None] * 4 + ["L", "P"]])
    for column, name in (
        (6, "TGL LAHIR"),
        (7, "JENIS DISABILITAS"),
        (8, "KATEGORI PPKS"),
        (13, "NO HP"),
        (14, "DESIL"),
        (15, "NAMA WALI"),
    ):
        page.merge_range(3, column, 4, column, name)
    page.merge_range("J4:M4", "ALAMAT")
    made.rows(page, 4, [[None] * 4 + ["L", "P", None, None, None, "KAMPUNG", "RT", "RW", "KELURAHAN"]])
    page.merge_range(3, 16, 4, 16, "KECAMATAN")
    page.merge_range(3, 17, 4, 17, "KAB/KOTA")
    made.rows(
        page,
        5,
        [
            [
                1,
                "Endang Suparman",
                "3673011507850002",
                "3673010101050003",
                "v",
                None,
                date(1985, 7, 15),
                "Tuna Daksa",
                "Penyandang Disabilitas",
                "Ciwaktu",
                1,
                2,
                "Sumur Pecung",
                81234567890,
                1,
                "Suhaemi",
                "Serang",
                "Kota Serang",
            ],
            [
                2,
                "Iis Aisah",
                "3673015503900001",
                "3673010101050003",
                None,
                "v",
                "15 Pebruari 1990",
                "tuna rungu wicara",
                "Penyandang Cacat",
                "Ciwaktu",
                "001",
                "002",
                "Sumur Pecung",
                "0812-3456-7891",
                "Desil 2",
                "-",
                "Kec. Serang",
                "Kota Serang",
            ],
        ],
    )
    return made.done()


def street() -> bytes:
    """What a raid brought: a tab for each city, places merged downwards, no card numbers, a hidden row."""
    made = _Made()
    for name, places in (
        ("Kota Serang", ["Cipocok Jaya", "Curug"]),
        ("Kota Cilegon", ["Cibeber", "Jombang"]),
    ):
        page = made.book.add_worksheet(name)
        page.write(0, 0, "Hasil Penjangkauan")
        made.rows(
            page, 2, [["No", "Nama Peserta", "JK", "Usia", "Kategori", "Kab/Kota", "Kecamatan", "Keterangan"]]
        )
        made.rows(
            page,
            3,
            [
                [
                    1,
                    f"Juned {name}",
                    "Laki-laki",
                    41,
                    "Gelandangan",
                    None,
                    places[0],
                    "ditemukan di terminal",
                ],
                [2, f"Ocah {name}", "Perempuan", "35 Tahun", "Pengemis", None, places[0], "nihil"],
                [3, f"Rohman {name}", "lk", "kira-kira 50", "Pemulung", None, places[1], None],
            ],
        )
        page.merge_range(3, 5, 5, 5, name)
    page.set_row(5, None, None, {"hidden": True})
    return made.done()


def children() -> bytes:
    """Neglected children as a CSV with semicolons: parents, dates in words, groups under a line of the kecamatan."""
    text = (
        "DAFTAR ANAK TERLANTAR;;;;;;;;\n"
        ";;;;;;;;\n"
        "No;Nama Anak;Jenis Kelamin (L/P);Tempat Lahir;Tgl. Lahir;Nama Ayah;Nama Ibu Kandung;Alamat Lengkap;Jenis PPKS\n"
        "1;2;3;4;5;6;7;8;9\n"
        "KECAMATAN LABUAN;;;;;;;;\n"
        "1;Fikri;L;Pandeglang;3 Agt 2015;Udin;Nenah;Kp. Teluk RT 01/03;Anak telantar\n"
        "2;Aulia;P;Pandeglang;2017-10-01;alm;Nenah;Kp. Teluk RT 01/03;Anak Terlantar (AT)\n"
        "KECAMATAN PANIMBANG;;;;;;;;\n"
        "3;Dede;L;-;00/00/0000;tidak ada;Tidak Ada;Kp. Mekar;ANAK TERLANTAR\n"
        "Jumlah;3;;;;;;;\n"
    )
    return text.encode()
