"""The columns of the sheet: what they are called in both languages and how they are written in the template."""

from typing import Literal, NamedTuple

from app.adoption.sheets.words import column_called, heading_form
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
    offered: bool = True
    """Whether the template has it; the others are read where an office keeps them so."""


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
    Column("birthplace", ("Tempat lahir", "Birthplace"), lazy("As on the card."), width=18),
    Column("nik", ("NIK", "NIK"), lazy("16 digits, as text: a number cell loses the last digit."), width=20),
    Column(
        "kk",
        ("Nomor KK", "Family card number"),
        lazy("16 digits, as text: a number cell loses the last digit."),
        width=20,
    ),
    Column(
        "type",
        ("Kode jenis", "Type code"),
        lazy("Such as LUT or BWBLP, see the sheet of codes."),
        required=True,
    ),
    Column(
        "journey",
        ("Alur", "Journey"),
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
        ("Capaian yang sudah dipenuhi", "Milestones reached"),
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
    Column("urgency", ("Tingkat kedaruratan", "Urgency"), lazy("DARURAT, SEGERA or BIASA; empty: BIASA.")),
    Column(
        "address", ("Alamat", "Address"), lazy("Where the client lives: street, kampung, house."), width=32
    ),
    Column("hamlet", ("Kampung/dusun", "Hamlet"), lazy("Kampung, dusun or lingkungan."), width=22),
    Column("rt_rw", ("RT/RW", "RT/RW"), lazy("Such as 003/001.")),
    Column("village", ("Desa/kelurahan", "Village"), lazy("Its name or its code."), width=22),
    Column(
        "kecamatan",
        ("Kecamatan", "Kecamatan"),
        lazy("Where the client lives: with it the TKSK of the kecamatan sees the client."),
        width=22,
    ),
    Column("postcode", ("Kode pos", "Postcode"), lazy("Five digits.")),
    Column(
        "ktp_address", ("Alamat KTP", "Address on the identity card"), lazy("Where it is another."), width=32
    ),
    Column("phone", ("Nomor HP", "Telephone"), lazy("As text, with its first 0."), width=18),
    Column("religion", ("Agama", "Religion"), lazy("As on the card.")),
    Column("marital", ("Status perkawinan", "Marital status"), lazy("As on the card."), width=18),
    Column("education", ("Pendidikan", "Education"), lazy("Finished last, as on the card."), width=18),
    Column("occupation", ("Pekerjaan", "Occupation"), lazy("As on the card."), width=18),
    Column("nationality", ("Kewarganegaraan", "Nationality"), lazy("WNI or WNA.")),
    Column("guardian", ("Wali", "Guardian"), lazy("Name of whoever answers for the client."), width=24),
    Column("carer", ("Pengasuh", "Carer"), lazy("Name of whoever cares for the client."), width=24),
    Column("father", ("Ayah", "Father"), lazy("The name."), width=24),
    Column("mother", ("Ibu", "Mother"), lazy("The name."), width=24),
    Column("decile", ("Desil", "Welfare decile"), lazy("1 to 10, of the welfare register (DTSEN).")),
    Column(
        "disability",
        ("Ragam disabilitas", "Kind of disability"),
        lazy("Such as netra, rungu, fisik; several with commas."),
        width=24,
    ),
    Column("note", ("Catatan", "Note"), lazy("What whoever takes over ought to know."), width=40),
)
_BESIDE = lazy("Read where a register has it.")
BESIDE = (
    Column("birth", ("Tempat, tanggal lahir", "Place and day of birth"), _BESIDE, offered=False),
    Column("male", ("L", "Male"), _BESIDE, offered=False),
    Column("female", ("P", "Female"), _BESIDE, offered=False),
    Column("age_male", ("Umur L", "Age, male"), _BESIDE, offered=False),
    Column("age_female", ("Umur P", "Age, female"), _BESIDE, offered=False),
    Column("rt", ("RT", "RT"), _BESIDE, offered=False),
    Column("rw", ("RW", "RW"), _BESIDE, offered=False),
    Column("parent", ("Orang tua", "Parent"), _BESIDE, offered=False),
)
"""How registers part or join what the template asks in one column."""
BY_KEY = {column.key: column for column in (*COLUMNS, *BESIDE)}
_OWN = {heading_form(name): column.key for column in (*COLUMNS, *BESIDE) for name in column.names}


def column_of(heading: object) -> str | None:
    """Return the column that a heading means: one of the template's own, or what offices call it."""
    return _OWN.get(heading_form(heading)) or column_called(heading)


def header(key: str, language: str) -> str:
    """Return a column's header in a language."""
    return BY_KEY[key].names[1 if language == "en" else 0]
