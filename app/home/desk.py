"""Lines of the first page: what is really next in a case, whose turn it is and until when. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import quote_plus

import msgspec

from app.accounts.leaders import Leader, holders_words
from app.cases.masking import client_label
from app.explain.acts import act_at, act_words, asked_by, is_legal
from app.home.store import Promise, Row, Visit
from app.web.http.current_user import CurrentUser
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import code_label
from app.web.pages.render import label
from workflows.definition import Definition
from workflows.lists.contact import contact

RECENT = timedelta(days=14)


class Line(msgspec.Struct, frozen=True):
    """One case in a list: what is asked and where that is done, of whom, and until (or since) when.

    `origin` is what asks for it, such as a deadline of law or the goal that it is; `turn` names whose turn it is.
    """

    number: str
    who: str
    place: str  # type and stage
    what: str
    href: str
    at: datetime | None = None
    on: date | None = None
    tone: str = ""
    origin: str = ""
    legal: bool = False
    turn: str = ""


class Call(msgspec.Struct, frozen=True):
    """A visit of the day: what may be done to reach the client, and what must not.

    `map` opens the map of the phone itself: no address goes to a third party's page.
    """

    number: str
    who: str
    type: str
    on: date
    address: str
    map: str
    phone: str
    warning: str


def line(row: Row, definition: Definition, me: CurrentUser, *, now: datetime) -> Line:
    """Say what a row of one's own work asks for."""
    late = row.at is not None and row.at < now
    return Line(
        row.number,
        who(row, me),
        place(row, definition),
        act_words(row.act, definition),
        act_at(row.act, row.number, definition),
        row.at,
        tone="bad" if late else "",
        origin=asked_by(row.why, definition),
        legal=is_legal(row.why, definition),
    )


def turn_line(row: Row, definition: Definition, me: CurrentUser, leaders: Iterable[Leader]) -> Line:
    """Say for what a case waits, for whom by name, and since when."""
    return Line(
        row.number,
        who(row, me),
        place(row, definition),
        act_words(row.act, definition),
        act_at(row.act, row.number, definition),
        row.at,
        turn=holders_words(row.who, row.unit, row.section, leaders),
    )


def promise_line(promise: Promise, definition: Definition, me: CurrentUser, *, today: date) -> Line:
    """Say what a goal or a conference on one's own desk asks for."""
    row = promise.row
    return Line(
        row.number,
        who(row, me),
        place(row, definition),
        promise.words or code_label(promise.kind, "record"),
        act_at(row.act, row.number, definition),
        on=promise.on,
        tone="bad" if promise.on < today else "",
        origin=code_label(promise.kind, "record") if promise.words else "",
    )


def visit_line(visit: Visit, me: CurrentUser, *, today: date) -> Line:
    """Say that somebody is to come again on a day that is not today."""
    return Line(
        visit.number,
        _client(visit, me),
        code_label(visit.pmks_type, "pmks_listed"),
        _("Note a visit"),
        url("casework:visit_new", number=visit.number),
        on=visit.on,
        tone="bad" if visit.on < today else "",
        origin=_("Agreed with the client"),
    )


def call(visit: Visit, me: CurrentUser) -> Call:
    """Offer the ways to reach a client that the note on safe contact leaves open, and show the note."""
    allowed = contact(visit.safe_contact)
    address = ", ".join(filter(None, (visit.address, visit.village))) if allowed.home else ""
    words = (code_label(visit.safe_contact, "safe_contact"), visit.safe_contact_note)
    return Call(
        visit.number,
        _client(visit, me),
        code_label(visit.pmks_type, "pmks_listed"),
        visit.on,
        address,
        f"geo:0,0?q={quote_plus(address)}" if address else "",
        visit.phone if allowed.telephone else "",
        "" if allowed.freely else ". ".join(filter(None, words)),
    )


def who(row: Row, me: CurrentUser) -> str:
    """Name the client as lists do."""
    return client_label(row.client_name, row.client_number, restricted=row.restricted, roles=me.roles)


def _client(visit: Visit, me: CurrentUser) -> str:
    return client_label(visit.client_name, visit.client_number, restricted=visit.restricted, roles=me.roles)


def place(row: Row, definition: Definition) -> str:
    """Name type and stage."""
    stage = definition.stage.get(row.stage)
    return f"{code_label(row.pmks_type, 'pmks_listed')} · {label(stage.title) if stage else row.stage}"
