"""The columns of the sheet: what they are called in both languages and how they are written in the template."""

import re
from typing import Literal, NamedTuple

from app.web.i18n.catalogue import Lazy, lazy

Kind = Literal["text", "date", "number"]


class Column(NamedTuple):
    """One column. ``names`` are the headers that are understood, in Indonesian and English."""

    key: str
    names: tuple[str, str]
    hint: Lazy
    kind: Kind = "text"
    required: bool = False
    width: int = 16


COLUMNS = (
    Column(
        "reference",
        ("Nomor berkas", "File number"),
        lazy("The file's number on paper. It keeps a row from being taken over twice."),
    ),
    Column(
        "client",
        ("Nomor klien", "Client number"),
        lazy("Of a registered client: BTN-… BARU: it is another person than those registered."),
    ),
    Column(
        "name",
        ("Nama lengkap", "Full name"),
        lazy("One name is enough. Leave it out when the client number is given."),
        width=28,
    ),
    Column("sex", ("Jenis kelamin", "Sex"), lazy("L or P; empty: not known.")),
    Column("born", ("Tanggal lahir", "Birth date"), lazy("Day/month/year."), "date"),
    Column(
        "about",
        ("Perkiraan usia", "Estimated age"),
        lazy("Age or birth year, when the date is not known."),
        "number",
    ),
    Column("nik", ("NIK", "NIK"), lazy("16 digits, as text: a number cell loses the last digit."), width=20),
    Column(
        "type",
        ("Kode jenis", "Type code"),
        lazy("Such as LUT or BWBLP, see the sheet of codes."),
        required=True,
    ),
    Column(
        "journey",
        ("Jalur", "Journey"),
        lazy("Empty: the type's whole journey. PEMULANGAN: the way home alone."),
        width=18,
    ),
    Column(
        "region",
        ("Kabupaten/kota", "Kabupaten/kota"),
        lazy("Name or code of the region that handles the case."),
        required=True,
        width=24,
    ),
    Column("opened", ("Tanggal dibuka", "Opened on"), lazy("Day/month/year."), "date", required=True),
    Column(
        "stage",
        ("Tahap", "Stage"),
        lazy("Name or code of the stage, see the sheet of codes."),
        required=True,
        width=22,
    ),
    Column(
        "entered",
        ("Tanggal masuk tahap", "Stage entered on"),
        lazy("All deadlines run from this day."),
        "date",
        required=True,
        width=20,
    ),
    Column(
        "done",
        ("Tugas selesai", "Tasks done"),
        lazy("Code and day, separated by semicolons: kunjungan_rumah 03/07/2026; …"),
        width=36,
    ),
    Column(
        "milestones",
        ("Tonggak tercapai", "Milestones reached"),
        lazy("Code and day, in the same way."),
        width=28,
    ),
    Column("held", ("Ditunda sejak", "On hold since"), lazy("Only of a case that is on hold."), "date"),
    Column(
        "hold_reason",
        ("Alasan tunda", "Hold reason"),
        lazy("Code of the reason, with the day before."),
        width=18,
    ),
    Column(
        "outcome",
        ("Hasil sejauh ini", "Outcome so far"),
        lazy("Code of the outcome, if one can be told yet."),
        width=20,
    ),
    Column("worker", ("Petugas", "Worker"), lazy("Username of the worker; empty: nobody yet.")),
    Column("source", ("Sumber", "Source"), lazy("Code of where the report came from.")),
    Column("urgency", ("Kegentingan", "Urgency"), lazy("DARURAT, SEGERA or BIASA; empty: BIASA.")),
    Column("note", ("Catatan", "Note"), lazy("What whoever takes over ought to know."), width=40),
)
BY_KEY = {column.key: column for column in COLUMNS}


def plain(text: object) -> str:
    """Bring a header to the form in which headers are compared."""
    return re.sub(r"[^a-z0-9/]+", " ", str(text or "").casefold()).strip()


BY_NAME = {plain(name): column.key for column in COLUMNS for name in column.names}


def header(key: str, language: str) -> str:
    """Return a column's header in a language."""
    return BY_KEY[key].names[1 if language == "en" else 0]
