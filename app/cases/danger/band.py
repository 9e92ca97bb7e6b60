"""The red band in words: the hours left first, then who, why, and the one next act. No sentence names who threatens."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from app import clock
from app.audit.reading import Reading, noticed
from app.capabilities import READ_WHOLE_CASE, SUPERVISE, VISIT_CLIENT
from app.cases.danger import store
from app.cases.danger.store import Endangered, Knower
from app.cases.masking import client_label
from app.cases.store import CaseView
from app.clients.masking import hides
from app.explain.reasons import opens_at
from app.sop import store as sop
from app.web.http.current_user import CurrentUser
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext
from app.web.i18n.formats import ago, day, time
from app.web.i18n.lists import code_label
from app.web.pages.render import label
from workflows import engine
from workflows.definition import Definition
from workflows.engine import Danger
from workflows.lists.contact import contact
from workflows.view import years_between

SHOWN = 20
"""Cases that a first page names; were there more, they stand first in the list of cases."""
_HOUR, _TWO_DAYS = timedelta(hours=1), timedelta(hours=48)
_IN_HOURS = 72
"""Whole hours up to which a share of time is told in hours."""


class Act(msgspec.Struct, frozen=True):
    """Something to do about a danger."""

    words: str
    href: str


class Threat(msgspec.Struct, frozen=True):
    """What one case's danger is, in words."""

    kind: str
    title: str
    left: str
    until: str
    since: str
    why: str
    acts: tuple[Act, ...]
    """The one that ends it; then, outlined, what answers the same question otherwise."""
    spent: int = 0
    whole: int = 0
    share: str = ""
    """How much of its time is gone."""
    phone: str = ""
    """The number to call, where nothing speaks against a call."""
    contact: str = ""
    """How the client may be reached, where that is not free."""


class Line(msgspec.Struct, frozen=True):
    """One case of the band."""

    href: str
    who: str
    type: str
    age: str
    about: str
    """For those who lead: whose it is, and whether they have opened it."""
    threat: Threat


class Band(msgspec.Struct, frozen=True):
    """The cases in danger within somebody's scope, the first of them in words."""

    lines: Sequence[Line]
    count: int


async def band(me: CurrentUser, now: datetime) -> Band | None:
    """Gather who is in danger within the reader's scope; None where nobody is, or the reader sees no whole cases."""
    if not me.may(READ_WHOLE_CASE):
        return None
    rows, count = await store.in_danger(me, now=now, most=SHOWN)
    leads = me.may(SUPERVISE)
    opened = await store.opened_since((row.id, row.danger_at) for row in rows) if leads else {}
    lines = [await _line(row, me, now, opened.get(row.id, {}) if leads else None) for row in rows]
    shown = [one for one in lines if one is not None]
    return Band(shown, count) if shown else None


async def _line(
    row: Endangered, me: CurrentUser, now: datetime, opened: dict[UUID, datetime] | None
) -> Line | None:
    state = row.state
    definition = await sop.definition(state.journey, state.version)
    dangers = engine.dangers(definition, state, now=now, calendar=await sop.calendar())
    holding = engine.of_the_moment(dangers, now)
    if not holding:
        return None
    nobody = Act(_("Assign a worker"), url("casework:assign", number=row.number))
    threat = threat_of(holding, definition, row.number, now)
    if row.worker == me.id or not hides(restricted=row.restricted, roles=me.roles):
        threat = _reached(threat, row.phone, row.safe_contact, row.safe_contact_note)
    if row.worker is None and me.may(SUPERVISE):
        threat = msgspec.structs.replace(threat, acts=(threat.acts[0], nobody))
    return Line(
        url("casework:case", number=row.number),
        client_label(row.client_name, row.client_number, restricted=row.restricted, roles=me.roles),
        row.pmks_type,
        _age(state.facts.get("birth_date"), now),
        "" if opened is None else _about(row, opened),
        threat,
    )


def _reached(threat: Threat, phone: str, safe_contact: str, note: str) -> Threat:
    """Offer a call where the note on safe contact leaves it open; say how else the client may be reached."""
    allowed = contact(safe_contact)
    words = "" if allowed.freely and not note else code_label(safe_contact, "safe_contact")
    return msgspec.structs.replace(
        threat, phone=phone if allowed.telephone else "", contact=". ".join(filter(None, (words, note)))
    )


def _about(row: Endangered, opened: dict[UUID, datetime]) -> str:
    if row.worker is None:
        return _("Nobody is assigned")
    at = opened.get(row.worker)
    if at is None:
        return _("%(name)s has not opened it yet", name=row.worker_name or "")
    return _("%(name)s, opened %(at)s", name=row.worker_name or "", at=_when(at))


def _age(born: object, now: datetime) -> str:
    try:
        years = years_between(date.fromisoformat(str(born)[:10]), clock.on(now))
    except ValueError:
        return ""
    return ngettext("%(n)s year", "%(n)s years", years)


def threat_of(holding: Sequence[Danger], definition: Definition, number: str, now: datetime) -> Threat:
    """Put the dangers of a case that hold now, the gravest first, into words."""
    first = holding[0]
    spent, whole, share = _share(first, now)
    return Threat(
        kind=first.kind,
        title=code_label(first.kind, "danger"),
        left=_left(first, now),
        until=_until(first, now),
        since=_("since %(when)s", when=_when(first.at)),
        why=_why(holding),
        acts=_acts(first, definition, number, now),
        spent=spent,
        whole=whole,
        share=share,
    )


def _until(one: Danger, now: datetime) -> str:
    """Say when the time runs out, or since when it has."""
    if one.kind == "BEBAS":
        return ""
    when = _when(one.due_at)
    return _("since %(when)s", when=when) if one.due_at < now else _("until %(when)s", when=when)


def _when(at: datetime) -> str:
    near = abs((clock.on(at) - clock.today()).days) <= 1
    return f"{ago(at)}, {time(at)}" if near else f"{day(at)}, {time(at)}"


def _left(one: Danger, now: datetime) -> str:
    """Say how much time is left, or by how much it has run out; of a release, ask."""
    if one.kind == "BEBAS":
        planned = clock.on(one.since)
        if planned == clock.on(now):
            return _("Released today?")
        return _("Released on %(day)s?", day=day(planned))
    rest = one.due_at - now
    late, span = rest < timedelta(0), abs(rest)
    if span < _HOUR:
        n = int(span.total_seconds() // 60)
        return (
            ngettext("%(n)s minute late", "%(n)s minutes late", n)
            if late
            else ngettext("%(n)s minute left", "%(n)s minutes left", n)
        )
    if span < _TWO_DAYS:
        n = int(span // _HOUR)
        return (
            ngettext("%(n)s hour late", "%(n)s hours late", n)
            if late
            else ngettext("%(n)s hour left", "%(n)s hours left", n)
        )
    return (
        ngettext("%(n)s day late", "%(n)s days late", span.days)
        if late
        else ngettext("%(n)s day left", "%(n)s days left", span.days)
    )


def _share(one: Danger, now: datetime) -> tuple[int, int, str]:
    """Say how much of a danger's time is gone; nothing of a day that is only asked about."""
    if one.kind == "BEBAS" or one.due_at <= one.since:
        return 0, 0, ""
    whole, spent = int((one.due_at - one.since) // _HOUR), int((now - one.since) // _HOUR)
    if whole <= _IN_HOURS:
        return min(spent, whole), whole, _("%(n)s of %(of)s hours gone.", n=spent, of=whole)
    days, gone = (clock.on(one.due_at) - clock.on(one.since)).days, (clock.on(now) - clock.on(one.since)).days
    return min(gone, days), days, _("%(n)s of %(of)s days gone.", n=gone, of=days)


def _why(holding: Sequence[Danger]) -> str:
    """Say why, in one sentence that names nobody."""
    first = holding[0]
    if first.kind == "TIDAK_AMAN":
        words = _("Not safe yet: nobody has recorded that the client is in a safe place.")
        urgent = any(one.kind == "DARURAT" for one in holding)
        return _("Emergency. %(why)s", why=words) if urgent else words
    if first.kind == "DARURAT":
        return _("Emergency: life or safety is at stake, and no decision about safety is recorded.")
    if first.kind == "PERIKSA":
        return _("Safe as long as the plan holds: the day for looking at it again has passed.")
    if first.kind == "BEBAS":
        return _("The release was planned for this day. Ask, and record what is known.")
    return _("Deadline set by law: %(what)s.", what=label(first.title))


def _acts(one: Danger, definition: Definition, number: str, now: datetime) -> tuple[Act, ...]:
    """Give the act that ends a danger, and beside it only what answers the same question otherwise."""
    place = opens_at(one.opens, number) or f"{url('casework:case', number=number)}#moves"
    if one.kind == "BEBAS":
        day_, today = clock.on(one.since).isoformat(), clock.on(now).isoformat()
        return (
            Act(_("Released"), f"{place}?actual_on={day_}"),
            Act(_("The date has changed"), f"{place}?planned_on="),
            Act(_("Not known yet"), f"{place}?asked_on={today}"),
        )
    if one.kind == "TIDAK_AMAN":
        return (Act(_("Record a safe place"), place),)
    if one.kind == "PERIKSA":
        return (Act(_("Check safety"), place),)
    if one.kind == "DARURAT":
        return Act(_("Record the safety decision"), place), Act(
            _("Lower the urgency"), url("casework:urgency", number=number)
        )
    return (Act(_title(one.opens, definition), place),)


def _title(opens: str, definition: Definition) -> str:
    """Call an act by what it opens."""
    sort, _sep, name = opens.partition(":")
    if sort == "task" and name in definition.task:
        return label(definition.task[name].title)
    if sort == "record" and name in definition.records:
        return label(definition.records[name].title)
    if sort == "document":
        return _("Add: %(document)s", document=code_label(name, "document"))
    return _("Look at what is missing")


class Head(msgspec.Struct, frozen=True):
    """What the head of a case in danger shows: the threat, and who must know of it."""

    threat: Threat
    knowers: Sequence[Knower]


async def head(
    case: CaseView, definition: Definition, dangers: Sequence[Danger], *, me: CurrentUser, now: datetime
) -> Head | None:
    """Gather what stands in the head of a case; None while it is in no danger. That *me* opens it is written down."""
    holding = engine.of_the_moment(dangers, now)
    if not holding:
        return None
    noticed(Reading("case", case.number, me.id, case.id, case.client))
    since = min(one.at for one in holding)
    opened = (await store.opened_since([(case.id, since)]))[case.id]
    worker = (case.worker, case.worker_name or "") if case.worker else None
    knowers = await store.who_must_know(
        worker=worker, unit=case.unit, section=case.section, opened={me.id: now, **opened}
    )
    threat = threat_of(holding, definition, case.number, now)
    if me.may(VISIT_CLIENT):
        threat = _reached(
            threat, await store.phone_of(case.client), case.safe_contact, case.safe_contact_note
        )
    return Head(threat, knowers)
