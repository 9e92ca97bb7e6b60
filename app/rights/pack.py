"""What is kept on one person, put together for that person (UU 27/2022: the right to know and to have a copy).

Left out are other people's data and places that must stay secret. What staff wrote in their own words may hold both, so
the pack says only that it exists and when it was written; a copy of it is given by the data protection officer after
reading it. Coded answers, days, numbers and results are given in full.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from app.db import Row, marks, query, query_one
from app.merging import parts
from app.merging.store import raw
from app.records.fields import asked, having
from app.records.history import filled_in, named
from app.records.kind import Record
from app.records.marks import Trait
from app.records.registry import kinds
from app.records.store import all_of, whole
from app.regions.store import regions
from app.rights import pack_extras
from app.scope.shelter_staff import secret_houses
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import day, instant, number, tenths
from app.web.i18n.lists import code_label
from workflows import events


class Section(msgspec.Struct, frozen=True):
    """A heading with its lines: (what, content)."""

    title: str
    lines: list[tuple[str, str]]


class Pack(msgspec.Struct, frozen=True):
    """Everything that is given out, in the order in which it is read."""

    title: str
    client_number: str
    made_at: datetime
    sections: list[Section]
    left_out: list[str]


async def pack(client: UUID, *, now: datetime) -> Pack:
    """Put together what is kept on a client and may be given to that client."""
    held = await raw(client)
    cases = await _cases(client)
    sections = [
        Section(_("About you"), await _identity(held)),
        Section(_("People around you"), await _people(client)),
        Section(_("When your data were verified"), await pack_extras.verifications(client)),
        Section(_("Outreach and raids at which you were met"), await pack_extras.outreach(client)),
    ]
    for case in cases:
        sections += await _case(case)
    sections += [
        Section(_("To whom it was given"), await _given(client)),
        Section(_("What you asked to know before"), await pack_extras.asked(client)),
        Section(_("Who can see it, and how often it was opened"), await _seen(client)),
    ]
    filled = [section for section in sections if section.lines]
    return Pack(_("What is kept on you"), held["number"], now, filled, _left_out())


async def _identity(held: Mapping[str, Any]) -> list[tuple[str, str]]:
    book = await regions()
    held = {**held, "safe_contact_note": ""}  # staff's own words, often about somebody else
    lines = [(_("Client number"), str(held["number"]))]
    hidden = {"home"} if await _lives_in_secret(held["id"]) else set()
    lines += [
        (str(part.label), _hidden() if part.name in hidden else words)
        for part in parts.parts()
        if (words := parts.words(part, held, book, whole=True))
    ]
    lines.append((_("Registered"), day(held["registered_at"])))
    others = await query("SELECT number FROM clients WHERE merged_into = ? ORDER BY number", held["id"])
    if others:
        lines.append((_("Other client numbers"), ", ".join(row[0] for row in others)))
    return lines


def _hidden() -> str:
    return _("kept; not shown, because the place must stay secret")


async def _lives_in_secret(client: UUID) -> bool:
    """Tell whether a case of the client ever had a secret place: paper may fall into the wrong hands."""
    latest = await query_one(
        """SELECT 1 FROM cases c JOIN case_records r ON r."case" = c.id WHERE c.client = ? AND r.secret LIMIT 1""",
        client,
    )
    return latest is not None


async def _people(client: UUID) -> list[tuple[str, str]]:
    rows = await query("SELECT relation, since, until FROM relations WHERE client = ? ORDER BY since", client)
    return [(code_label(row.relation, "relation"), _span(row.since, row.until)) for row in rows]


def _span(since: datetime, until: datetime | None) -> str:
    return f"{day(since)} – {day(until)}" if until else _("since %(day)s", day=day(since))


async def _cases(client: UUID) -> list[Row]:
    return await query(
        """SELECT c.id, c.number, c.pmks_type, c.opened_at, c.closed_at, c.stage, c.outcome, c.close_reason, c.source,
                  r.name AS region, o.name AS unit, c.unit AS unit_id, c.client
           FROM cases c JOIN regions r ON r.code = c.region JOIN organisations o ON o.id = c.unit
           WHERE c.client = ? ORDER BY c.opened_at""",
        client,
    )


async def _case(case: Row) -> list[Section]:
    lines = [
        (_("Type"), code_label(case.pmks_type, "pmks")),
        (_("Reported by"), code_label(case.source, "source")),
        (_("Opened"), day(case.opened_at)),
        (_("Handled in"), case.region),
        (_("Unit"), _hidden() if case.unit_id in await secret_houses(case.client) else case.unit),
        (_("Stage"), code_label(case.stage, "stage")),
        (_("Closed"), day(case.closed_at)),
        (_("Outcome"), code_label(case.outcome, "outcome")),
        (_("Reason of closing"), code_label(case.close_reason, "close_reason")),
    ]
    heading = _("Case %(number)s", number=case.number)
    sections = [Section(heading, [(what, content) for what, content in lines if content])]
    sections.append(Section(_("%(case)s: what happened", case=heading), await _events(case.id)))
    sections.append(Section(_("%(case)s: services", case=heading), await pack_extras.services(case.id)))
    return sections + await _records(case.id, heading)


async def _events(case: UUID) -> list[tuple[str, str]]:
    """Return the steps of a case by day; what was noted in words is only counted."""
    rows = await query(
        'SELECT kind, occurred_at, stage, data FROM case_events WHERE "case" = ? ORDER BY ordinal', case
    )
    steps = [(day(row.occurred_at), _step(row)) for row in rows if row.kind in _STEPS]
    noted = sum(row.kind == "noted" for row in rows)
    return [*steps, (_("Notes in staff's own words"), number(noted))] if noted else steps


_STEPS = frozenset({"opened", "adopted", "moved", "relocated_in", "voided", "document_added"})


def _step(row: Row) -> str:
    """Say what happened, and in which stage; of a move, the stage it led to."""
    event = events.decode(row.data)
    stage = event.to if isinstance(event, events.Moved) else row.stage
    return f"{code_label(row.kind, 'event')}: {code_label(stage, 'stage')}"


async def _records(case: UUID, heading: str) -> list[Section]:
    """Return a section for each kind of record that the case has, in the order of the kinds."""
    held: dict[str, list[Row]] = {}
    for row in await all_of(case):
        held.setdefault(row.kind, []).append(row)
    sections = []
    for record in kinds():
        rows = [whole(record, row) for row in held.get(record.kind.name, ())]
        if rows:
            sections.append(Section(f"{heading}: {record.kind.title}", await _lines(record, rows)))
    return sections


async def _lines(record: type[Record], rows: list[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return a line for each record: its day, with its answers where they are given out."""
    if not record.kind.in_pack:
        return [(day(row["occurred_at"]), _("made; not shown")) for row in rows]
    options = await record.options()
    return [(day(row["occurred_at"]), _answers(record, named(row, options))) for row in rows]


def _answers(record: type[Record], row: Mapping[str, Any]) -> str:
    """Return the coded answers, days and numbers of a record in one line, with the score where there is one."""
    answers = filled_in(record, row, without=_in_own_words(record))
    sentences = [
        f"{what} {content}" if what.endswith("?") else f"{what}: {content}" for what, content in answers
    ]
    if isinstance(score := row.get("score"), int):
        sentences.insert(0, _("Score: %(score)s", score=tenths(score)))
    return "; ".join(sentences) or _("made; only in words")


def _in_own_words(record: type[Record]) -> frozenset[str]:
    """Return the fields of a record that hold free text, or the name of somebody else."""
    texts = (
        field for field in asked(record) if field.typed.keyed or (field.typed.kind is str and not field.codes)
    )
    return frozenset(field.name for field in texts) | having(record, Trait.COLLEAGUE)


async def _given(client: UUID) -> list[tuple[str, str]]:
    rows = await query(
        "SELECT kind, office, destination, sent_on FROM referrals WHERE client = ? ORDER BY sent_on", client
    )
    houses = await _names_of_secret_houses(client)
    given = [(row.sent_on, row.office or row.destination) for row in rows]
    return [(day(on), _hidden() if any(house in to for house in houses) else to) for on, to in given]


async def _names_of_secret_houses(client: UUID) -> set[str]:
    """Name the houses that hid the client: no line of a pack may."""
    houses = list(await secret_houses(client))
    if not houses:
        return set()
    rows = await query(f"SELECT name FROM organisations WHERE id IN ({marks(houses)})", *houses)
    return {str(row[0]) for row in rows}


async def _seen(client: UUID) -> list[tuple[str, str]]:
    """Say which offices may look, and how often a restricted record was opened; never who of the staff.

    An office that shelters or houses somebody in hiding sees the case as well: its name would tell the place.
    """
    hidden = "AND a.kind NOT IN ('SHELTER', 'PLACEMENT')" if await _lives_in_secret(client) else ""
    rows = await query(
        f"""SELECT DISTINCT o.name FROM access a JOIN organisations o
               ON a.grantee IN ('unit:' || CAST(o.id AS VARCHAR), 'org:' || CAST(o.id AS VARCHAR))
           WHERE a.client = ? AND a.until IS NULL {hidden} ORDER BY o.name""",
        client,
    )
    houses = await _names_of_secret_houses(client)
    lines = [(_("Office"), str(row[0])) for row in rows if row[0] not in houses]
    read = await query_one(
        "SELECT count(*) AS times, max(seq) AS last FROM audit WHERE client = ? AND action = 'read'", client
    )
    if read and read.times:
        last = await query_one("SELECT at FROM audit WHERE seq = ?", read.last)
        lines.append(
            (
                _("Opened by staff"),
                _("%(n)s times, last on %(at)s", n=number(read.times), at=instant(last.at if last else None)),
            )
        )
    return lines


def _left_out() -> list[str]:
    return [
        _(
            "Names, telephone numbers and addresses of other people, also of those who reported or care for you."
        ),
        _("Places that must stay secret, such as shelters, and everything that would lead to them."),
        _(
            "What staff wrote in their own words and uploaded papers: the data protection officer reads these first and gives a copy of what is yours."
        ),
        _("Names of staff; ask the office who worked with you."),
    ]
