"""What the pages about clients send."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from app.web.forms.decoding import Code, Label

RegionParts = dict[str, str]


class ClientForm(msgspec.Struct, frozen=True, kw_only=True):
    """Registering or changing a client. ``about`` is an age or a birth year, for when the date is not known.

    The region fields arrive in steps, see `app.regions.choice`.
    """

    full_name: Annotated[str, Meta(max_length=200), Label("Full name")] = ""
    unknown: Annotated[bool, Label("Nobody knows the name")] = False
    alias: Annotated[str, Meta(max_length=200), Label("Also known as")] = ""
    preferred_name: Annotated[str, Meta(max_length=200), Label("Wishes to be called")] = ""
    sex: Annotated[str, Code("sex"), Label("Sex")]
    birth_date: Annotated[date | None, Label("Birth date")] = None
    about: Annotated[int | None, Label("Estimated age or birth year")] = None
    birth_place: Annotated[str, Meta(max_length=100), Label("Place of birth")] = ""
    nik: Annotated[str, Meta(max_length=40), Label("NIK")] = ""
    nik_status: Annotated[str | None, Code("nik_status"), Label("State of the NIK")] = None
    kk: Annotated[str, Meta(max_length=40), Label("Family card number (KK)")] = ""
    religion: Annotated[str, Code("religion"), Label("Religion on the card")] = ""
    marital: Annotated[str, Code("marital"), Label("Marital status")] = ""
    nationality: Annotated[str, Code("nationality"), Label("Nationality")] = ""
    education: Annotated[str, Code("education"), Label("Education finished last")] = ""
    occupation: Annotated[str, Code("occupation"), Label("Occupation on the card")] = ""
    mother_name: Annotated[str, Meta(max_length=200), Label("Name of the mother")] = ""
    birth_order: Annotated[int | None, Meta(ge=1, le=30), Label("Which child of the mother")] = None
    phone: Annotated[str, Meta(max_length=30), Label("Telephone")] = ""
    safe_contact: Annotated[str, Code("safe_contact"), Label("Safe contact")]
    safe_contact_note: Annotated[str, Meta(max_length=500), Label("How to make contact safely")] = ""
    ktp: Annotated[RegionParts, Label("Address on the identity card")] = {}
    ktp_address: Annotated[str, Meta(max_length=500), Label("Address on the identity card: street")] = ""
    ktp_rt: Annotated[str, Meta(max_length=20), Label("RT on the card")] = ""
    ktp_rw: Annotated[str, Meta(max_length=20), Label("RW on the card")] = ""
    ktp_hamlet: Annotated[str, Meta(max_length=100), Label("Hamlet on the card")] = ""
    ktp_postcode: Annotated[str, Meta(max_length=10), Label("Postcode on the card")] = ""
    home: Annotated[RegionParts, Label("Where the client lives")] = {}
    home_address: Annotated[str, Meta(max_length=500), Label("Where the client lives: street")] = ""
    home_rt: Annotated[str, Meta(max_length=20), Label("RT")] = ""
    home_rw: Annotated[str, Meta(max_length=20), Label("RW")] = ""
    home_hamlet: Annotated[str, Meta(max_length=100), Label("Hamlet")] = ""
    home_postcode: Annotated[str, Meta(max_length=10), Label("Postcode")] = ""
    found: Annotated[RegionParts, Label("Where the client was found")] = {}
    found_place: Annotated[str, Meta(max_length=500), Label("Where the client was found: place")] = ""
    marks: Annotated[str, Meta(max_length=2000), Label("Marks by which the client is recognised")] = ""
    data_source: Annotated[str | None, Code("data_source"), Label("Where these data come from")] = None


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What comes with every client form: its key, the version seen, a region to unfold, "it is somebody else"."""

    key: str | None = None
    version: int = 0  # none was sent: what stands was not seen
    choose: str | None = None
    another: str | None = None


class RelationForm(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody around the client."""

    name: Annotated[str, Meta(max_length=200), Label("Name")]
    relation: Annotated[str, Code("relation"), Label("Relation to the client")]
    phone: Annotated[str, Meta(max_length=30), Label("Telephone")] = ""
    is_guardian: Annotated[bool, Label("Legal guardian")] = False
    feared: Annotated[bool, Label("Must not be contacted")] = False
    note: Annotated[str, Meta(max_length=500), Label("Note")] = ""


class VerifyForm(msgspec.Struct, frozen=True, kw_only=True):
    """A client's data held against a source, and what the welfare register says."""

    data_source: Annotated[str, Code("data_source"), Label("Held against")]
    verified_on: Annotated[date | None, Label("Day")] = None
    dtsen_status: Annotated[str, Code("dtsen_status"), Label("In the welfare register (DTSEN)")]
    dtsen_decile: Annotated[int | None, Label("Welfare decile")] = None
    dtsen_source: Annotated[str | None, Code("dtsen_source"), Label("Looked up at")] = None
    dtsen_checked_on: Annotated[date | None, Label("Looked up on")] = None
    aid: Annotated[list[str], Code("aid"), Label("Aid received")] = []
    note: Annotated[str, Meta(max_length=500), Label("Note")] = ""
