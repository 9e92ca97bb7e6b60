"""What a row tells, and what it registers of a person."""

from datetime import date

import msgspec

from app.adoption.sheets.columns import header
from app.clients.forms import ClientForm
from app.clients.rules import NOT_ASKED
from app.regions.choice import parts_of
from app.web.i18n.catalogue import language
from app.web.i18n.lists import code_label
from workflows.commands import Known


class Relative(msgspec.Struct, frozen=True):
    """Somebody around the client: whose place it is (a code of the list of relations), and the name."""

    relation: str
    name: str


class RowTold(msgspec.Struct, frozen=True, kw_only=True):
    """What a row says, its words for places, stages and people still as they were written."""

    reference: str = ""
    client: str = ""
    name: str = ""
    sex: str = "TIDAK_DIKETAHUI"
    born: date | None = None
    about: int | None = None
    birthplace: str = ""
    nik: str = ""
    kk: str = ""
    type: str = ""
    journey: str = ""
    region: str = ""
    opened: date | None = None
    stage: str = ""
    entered: date | None = None
    done: tuple[Known, ...] = ()
    milestones: dict[str, date] = {}
    held: date | None = None
    hold_reason: str = ""
    outcome: str = ""
    worker: str = ""
    source: str = ""
    urgency: str = "BIASA"
    address: str = ""
    rt: str = ""
    rw: str = ""
    village: str = ""
    kecamatan: str = ""
    ktp_address: str = ""
    phone: str = ""
    hamlet: str = ""
    postcode: str = ""
    religion: str = ""
    marital: str = ""
    education: str = ""
    occupation: str = ""
    nationality: str = ""
    mother: str = ""
    relatives: tuple[Relative, ...] = ()
    decile: int | None = None
    disability: str = ""
    note: str = ""
    unlisted: dict[str, str] = {}
    """Column → what stands there and is on no list: it goes into the note as it was written."""
    home: str = ""
    """Code of where the client lives, as deep as the row says it."""
    people: bool = False
    """The person alone is taken, without a case."""


def client_form(entry: RowTold) -> ClientForm:
    """Return what registers the person of a row."""
    return ClientForm(
        full_name=entry.name,
        sex=entry.sex,
        birth_date=entry.born,
        about=None if entry.born else entry.about,
        birth_place=entry.birthplace,
        nik=entry.nik,
        kk=entry.kk,
        nationality=entry.nationality,
        education=entry.education,
        occupation=entry.occupation,
        mother_name=entry.mother,
        religion=entry.religion,
        marital=entry.marital,
        phone=entry.phone,
        home=parts_of(entry.home),
        home_address=entry.address,
        home_hamlet=entry.hamlet,
        home_rt=entry.rt,
        home_rw=entry.rw,
        home_postcode=entry.postcode,
        ktp_address=entry.ktp_address,
        safe_contact=NOT_ASKED,
    )


def noted(entry: RowTold) -> str:
    """Return the note of a row, with what no field of the client or the case takes."""
    kinds = [code_label(code.strip(), "disability") for code in entry.disability.split(",") if code.strip()]
    extras = {**({"disability": ", ".join(kinds)} if kinds else {}), **entry.unlisted}
    return "\n".join(
        filter(None, [entry.note, *(f"{header(key, language())}: {text}" for key, text in extras.items())])
    )
