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


def client_form(told: RowTold) -> ClientForm:
    """Return what registers the person of a row."""
    return ClientForm(
        full_name=told.name,
        sex=told.sex,
        birth_date=told.born,
        about=None if told.born else told.about,
        birth_place=told.birthplace,
        nik=told.nik,
        kk=told.kk,
        nationality=told.nationality,
        education=told.education,
        occupation=told.occupation,
        mother_name=told.mother,
        religion=told.religion,
        marital=told.marital,
        phone=told.phone,
        home=parts_of(told.home),
        home_address=told.address,
        home_hamlet=told.hamlet,
        home_rt=told.rt,
        home_rw=told.rw,
        home_postcode=told.postcode,
        ktp_address=told.ktp_address,
        safe_contact=NOT_ASKED,
    )


def noted(told: RowTold) -> str:
    """Return the note of a row, with what no field of the client or the case takes."""
    kinds = [code_label(code.strip(), "disability") for code in told.disability.split(",") if code.strip()]
    said = {**({"disability": ", ".join(kinds)} if kinds else {}), **told.unlisted}
    return "\n".join(
        filter(None, [told.note, *(f"{header(key, language())}: {text}" for key, text in said.items())])
    )
