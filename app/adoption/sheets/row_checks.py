"""Holding every row of a sheet against what is known, before anything is written: nothing is guessed, nothing merged."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from app.adoption.sheets.answers import Answers
from app.adoption.sheets.columns import header
from app.adoption.sheets.lookups import Ground, fingerprint
from app.adoption.sheets.parsing import NEW, Parsed, RowTold, named, parse
from app.adoption.sheets.reading import SheetRow
from app.adoption.sheets.resolving import Ask, Resolver, named_by_tab
from app.adoption.sheets.same_person import Namesakes
from app.adoption.sheets.told import client_form, noted
from app.adoption.sheets.words import type_called
from app.clients import duplicates
from app.clients import store as clients
from app.clients.finding.candidates import Memory
from app.clients.finding.lookalikes import Alike, alike
from app.clients.names import initials, normalised
from app.clients.rules import Values, values_of
from app.clients.store import ClientView
from app.db import query_one
from app.explain.adoption import field_of, sentence
from app.opening.import_case import Adoption, judged
from app.opening.open_case import Opening
from app.web.forms.decoding import Invalid
from app.web.http.current_user import CurrentUser
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import language, lazy
from workflows.definition import Definition
from workflows.engine import Refused
from workflows.lists.pmks import RESTRICTED
from workflows.reasons import Reason

_MOST_NAMED = 3  # rows of the same name that one row is told of
_MUCH_ALIKE = 0.84
_DOUBTS = {
    "DOUBT": lazy(
        "Row %(row)s has the same name. Write the NIK or the birth date in both rows; or BARU here if it is another person."
    ),
    "CONTRADICTED": lazy(
        "Row %(row)s has the same name, sex, birth date and place, yet BARU stands here. Write both NIKs; or take one row "
        "over first and write its client number in the other."
    ),
}
_ON = {
    "full_name": "name",
    "birth_date": "born",
    "about": "about",
    "nik": "nik",
    "kk": "kk",
    "phone": "phone",
    "home_address": "address",
    "home_rt": "rt_rw",
    "home_rw": "rt_rw",
    "home_postcode": "postcode",
    "nationality": "nationality",
    "ktp_address": "ktp_address",
}
Fact = bool | int | str
_OF_A_CASE = ("type", "region", "opened", "stage", "entered")
UNKNOWN = "?"
"""In place of a type that a row names in words that nobody knows yet."""


class Line(NamedTuple):
    """A row judged: GOOD, BAD or THERE (adopted before)."""

    row: SheetRow
    status: str
    told: RowTold | None
    said: list[str]
    type: str
    asks: tuple[Ask, ...] = ()


class Judge:
    """Judges the rows of one sheet in their order, remembering the ones before."""

    def __init__(
        self,
        ground: Ground,
        *,
        me: CurrentUser,
        now: datetime,
        answers: Answers | None = None,
        several: bool = False,
    ) -> None:
        self.ground, self.me, self.now, self.answers = ground, me, now, answers or Answers()
        self._several = several
        self._prints: dict[str, str] = {}
        self._niks: dict[str, tuple[str, str]] = {}
        self._named: dict[str, Namesakes] = {}
        self._doubted: dict[str, list[str]] = {}
        self._memory = Memory()

    async def line(self, row: SheetRow) -> Line:
        """Judge one row: all that speaks against it at once."""
        parsed = parse(row)
        placed, by_tab = named_by_tab(parsed.told, row.tab, self.ground)
        entry = self.answers.filled(placed)
        if entry.about == 0 and type_called(entry.type) not in (None, "ABT"):
            entry = msgspec.structs.replace(
                entry, about=None
            )  # an age of 0 is a baby's, else it is not known
        words = Resolver(self.ground, self.answers, parsed.broken)
        entry = words.resolved(entry)
        complaints = [*parsed.said, *words.said, *self._missing(entry, parsed, words)]
        kind = _kind(entry.type)
        client = await self._meant(entry)
        if client:
            entry = msgspec.structs.replace(entry, name=client.full_name)
        known = fingerprint(entry, self.ground.unit)
        if number := None if entry.people or complaints else self.ground.marks.get(known):
            return Line(row, "THERE", None, [_("Taken over before: %(case)s.", case=number)], kind)
        complaints += self._twice(entry, known, row) + self._with_people_only(entry, kind)
        values = None if client or not entry.name else self._values(entry)
        complaints += await self._client(entry, client, values, parsed.broken)
        warned = [*by_tab, *words.warned, *(_not_kept(entry) if entry.people else [])]
        if client is not None and entry.people:
            return Line(row, "THERE", None, [_("Registered already: nothing is to be done.")], kind)
        if number := self._same_file(entry):
            warned.append(
                named("reference", _("Case %(case)s of somebody else has this file number.", case=number))
            )
        if not entry.people and (definition := self.ground.definition(entry)):
            blocking, more = await self._engine(entry, _facts(client, values), definition, parsed.broken)
            complaints, warned = complaints + blocking, warned + more
        return Line(
            row, "BAD" if complaints else "GOOD", entry, complaints or warned, kind, tuple(words.asks)
        )

    def _at(self, row: SheetRow) -> str:
        """Say which row it is, with its tab where there are several."""
        return f"{row.number} ({row.tab})" if self._several else str(row.number)

    def type_of(self, row: SheetRow) -> str:
        """Return the type of a row that is not judged, so that it is masked as it ought to be."""
        text = str(row.cells.get("type") or self.answers.type)
        return _kind(self.answers.meaning("type", text) or text)

    def _missing(self, entry: RowTold, parsed: Parsed, words: "Resolver") -> list[str]:
        """Name what the row lacks and nobody said for the whole sheet."""
        lacking = [] if entry.people else [key for key in _OF_A_CASE if not getattr(entry, key)]
        if not (entry.name or (entry.client and entry.client != NEW)):
            lacking.append("name")
        return [
            named(key, _("This must be filled in."))
            for key in lacking
            if key not in parsed.broken | words.broken
        ]

    def _with_people_only(self, entry: RowTold, kind: str) -> list[str]:
        """Refuse somebody to be masked without the case that would mask them."""
        if not entry.people or kind not in RESTRICTED:
            return []
        complaint = _(
            "People of this type are seen by few, and their case says by whom. Take them over with the case."
        )
        return [named("type", complaint)]

    def _twice(self, entry: RowTold, known: str, row: SheetRow) -> list[str]:
        """Compare with the rows before: the same telling again, or one NIK on two people."""
        complaints, number = [], self._at(row)
        if not (entry.reference or entry.name or entry.client):
            return []
        if first := self._prints.setdefault(known, number):
            complaints += [_("The same as row %(row)s.", row=first)] if first != number else []
        if entry.nik and entry.name:
            first, name = self._niks.setdefault(entry.nik, (number, normalised(entry.name)))
            if name != normalised(entry.name):
                complaints.append(named("nik", _("Row %(row)s has this NIK with another name.", row=first)))
        return complaints + self._namesakes(entry, number)

    def _namesakes(self, entry: RowTold, number: str) -> list[str]:
        """Compare with the rows of the same name, which are one person or two; where it cannot be told say so of both."""
        if entry.client not in ("", NEW) or not entry.name:
            return []
        complaints = []
        names = self._named.setdefault(normalised(entry.name), Namesakes(_MOST_NAMED))
        for doubt in names.doubts(entry, number):
            words = named("client", str(_DOUBTS[doubt.why]) % {"row": doubt.other})
            if doubt.row == number:
                complaints.append(words)
            else:
                self._doubted.setdefault(doubt.row, []).append(words)
        return complaints

    def settled(self, line: Line) -> Line:
        """Return a row once all are judged: a later one may have made it doubtful."""
        complaints = self._doubted.get(self._at(line.row))
        if not complaints or line.status in ("THERE", "LEFT"):
            return line
        earlier = line.said if line.status == "BAD" else []
        return line._replace(status="BAD", said=[*earlier, *complaints[:_MOST_NAMED]])

    def _same_file(self, entry: RowTold) -> str:
        """Return a case of this office that has the same file number and type, though another name."""
        cases = self.ground.files.get((entry.reference.casefold(), entry.type), []) if entry.reference else []
        return cases[0][0] if cases else ""

    async def _meant(self, entry: RowTold) -> ClientView | None:
        return await clients.unshown(entry.client, self.me) if entry.client not in ("", NEW) else None

    def _values(self, entry: RowTold) -> Values | Invalid:
        return values_of(client_form(entry), book=self.ground.book, today=self.ground.as_of)

    async def _client(
        self,
        entry: RowTold,
        client: ClientView | None,
        values: Values | Invalid | None,
        broken: frozenset[str],
    ) -> list[str]:
        """See that the registered client has no such case yet, or that somebody new may be registered."""
        if client:
            return await self._open_already(client.id, entry.type)
        if entry.client not in ("", NEW):
            return [named("client", _("There is no client of this number in your reach."))]
        if values is None:
            return []
        if isinstance(values, Invalid):
            return [
                named(_ON.get(name, "name"), text)
                for name, text in values.errors.items()
                if _ON.get(name, "name") not in broken
            ]
        if entry.client == NEW:
            return self._same_paper(entry)
        person = duplicates.Person(
            values["name_key"],
            values["sex"],
            values["birth_date"],
            values["birth_estimated"],
            values["nik"],
            values["home_region"] or entry.region or None,
            values["kk"],
        )
        people = await alike(person, self.me, now=self.now, memory=self._memory)
        return [named("client", _alike(one)) for one in people[:2]]

    def _same_paper(self, entry: RowTold) -> list[str]:
        """Refuse BARU for whom this office has taken over under the same file number and much the same name."""
        cases = self.ground.files.get((entry.reference.casefold(), entry.type), []) if entry.reference else []
        return [
            named("client", _("Case %(case)s of much the same name has this file number.", case=number))
            for number, names in cases
            if duplicates.names_alike(normalised(entry.name), names) >= _MUCH_ALIKE
        ]

    async def _open_already(self, client: UUID, code: str) -> list[str]:
        row = await query_one(
            "SELECT number FROM cases WHERE client = ? AND pmks_type = ? AND closed_at IS NULL", client, code
        )
        return [named("type", _("The client has an open case of this type already."))] if row else []

    async def _engine(
        self, entry: RowTold, facts: dict[str, Fact], definition: Definition, broken: frozenset[str]
    ) -> tuple[list[str], list[str]]:
        """Ask the engine, with another day in place of one that is missing, so that the rest is judged all the same."""
        lacking = broken | {key for key in _OF_A_CASE if not getattr(entry, key)}
        if not entry.stage:
            return [], []
        usual = entry.opened or entry.entered or self.ground.as_of
        whole = msgspec.structs.replace(
            entry,
            opened=entry.opened or usual,
            entered=entry.entered or usual,
            region=entry.region or self.ground.book.kabkota()[0][0],
        )
        form = adoption(whole, entry.client, self.ground, now=self.now)
        decided = await judged(form, facts, me=self.me, now=self.now)
        if isinstance(decided, Refused):
            reasons = [one for one in decided.reasons if field_of(one) not in lacking]
            return [_said(reason, sentence(reason, definition)) for reason in reasons], []
        return [], [_said(reason, sentence(reason, definition)) for reason in decided.warnings]


def _kind(text: str) -> str:
    """Return the type that a text means; UNKNOWN for words that nobody knows."""
    return (type_called(text) or UNKNOWN) if text else ""


def _said(reason: Reason, text: str) -> str:
    field = field_of(reason)
    return named(field, text) if field else text


def _alike(one: Alike) -> str:
    """Say who is registered and alike; out of reach only whom to ask."""
    if one.held_back:
        return _(
            "Somebody whose data are protected may be this person. Ask the data officer, who was told, or write BARU."
        )
    if not one.in_scope:
        who = initials(one.full_name)
        return _(
            "Alike is registered outside your reach: %(who)s. Ask %(ask)s, or write BARU.",
            who=who,
            ask=one.ask,
        )
    return _(
        "Much like %(number)s. Write this number if it is the same person, or BARU if not.", number=one.number
    )


def _not_kept(entry: RowTold) -> list[str]:
    """Say what of a row only a case would keep."""
    keys = [key for key in ("note", "disability") if getattr(entry, key)] + list(entry.unlisted)
    names = ", ".join(header(key, language()) for key in keys)
    return [_("Only a case would keep this, so it is not taken: %(names)s.", names=names)] if keys else []


def adoption(entry: RowTold, client: str, ground: Ground, *, now: datetime) -> Adoption:
    """Return what takes the case of a row over; a journey that does not serve the type was refused before."""
    if entry.opened is None or entry.entered is None:
        raise ValueError("a case is taken over with the days of its opening and its stage")
    definition = ground.definition(entry)
    opening = Opening(
        client=client,
        pmks_type=entry.type,
        source=entry.source,
        urgency=entry.urgency,
        safe_now="TIDAK_DIKETAHUI",
        reported_at=now,
        region=entry.region,
        unit=ground.unit,
        worker=UUID(entry.worker) if entry.worker else None,
        note=noted(entry),
        journey=definition.meta.id if definition else entry.journey,
    )
    return Adoption(
        opening=opening,
        as_of=ground.as_of,
        opened_on=entry.opened,
        stage=entry.stage,
        entered_on=entry.entered,
        done=entry.done,
        milestones=entry.milestones,
        hold_reason=entry.hold_reason,
        held_on=entry.held,
        outcome=entry.outcome,
    )


def _facts(client: ClientView | None, values: Values | Invalid | None) -> dict[str, Fact]:
    """Return what the engine may know of the person: registered, or as the row would register them."""
    if client is not None:
        born = client.birth_date
    else:
        born = None if values is None or isinstance(values, Invalid) else values["birth_date"]
    return {"birth_date": born.isoformat()} if born else {}
