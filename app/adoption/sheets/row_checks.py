"""Holding every row of a sheet against what is known, before anything is written: nothing is guessed, nothing merged."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from app.adoption.sheets.columns import header
from app.adoption.sheets.lookups import Ground, fingerprint, stage_of, way_of
from app.adoption.sheets.parsing import NEW, RowTold, parse, texts
from app.adoption.sheets.reading import SheetRow
from app.adoption.sheets.same_person import verdict
from app.clients import duplicates
from app.clients import store as clients
from app.clients.forms import ClientForm
from app.clients.names import initials, normalised
from app.clients.rules import values_of
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
_ON = {"full_name": "name", "birth_date": "born", "about": "about", "nik": "nik"}


class Line(NamedTuple):
    """A row judged: GOOD, BAD or THERE (adopted before)."""

    number: int
    status: str
    texts: dict[str, str]
    told: RowTold | None
    said: list[str]


class Judge:
    """Judges the rows of one sheet in their order, remembering the ones before."""

    def __init__(self, ground: Ground, *, me: CurrentUser, now: datetime) -> None:
        self.ground, self.me, self.now = ground, me, now
        self._prints: dict[str, int] = {}
        self._niks: dict[str, tuple[int, str]] = {}
        self._named: dict[str, list[tuple[int, RowTold]]] = {}
        self._doubted: dict[int, list[str]] = {}

    async def line(self, row: SheetRow) -> Line:
        """Judge one row."""
        told, said = parse(row)
        if told is None:
            return Line(row.number, "BAD", texts(row), None, said)
        resolved, said = self._resolved(told)
        client = await self._meant(resolved)
        if client:
            resolved = msgspec.structs.replace(resolved, name=client.full_name)
        known = fingerprint(resolved, self.ground.unit)
        if number := self.ground.marks.get(known):
            return Line(
                row.number, "THERE", texts(row), None, [_("Taken over before: %(case)s.", case=number)]
            )
        said = [*self._twice(resolved, known, row.number), *said, *await self._client(resolved, client)]
        warned: list[str] = []
        if number := self._same_file(resolved):
            warned.append(
                _on("reference", _("Case %(case)s of somebody else has this file number.", case=number))
            )
        if definition := self.ground.definition(resolved):
            found, more = await self._engine(resolved, client, definition)
            said, warned = [*said, *found], [*warned, *more]
        return Line(row.number, "BAD" if said else "GOOD", texts(row), resolved, said or warned)

    def _twice(self, told: RowTold, known: str, number: int) -> list[str]:
        """Compare with the rows before: the same telling again, or one NIK on two people."""
        said = []
        if first := self._prints.setdefault(known, number):
            said += [_("The same as row %(row)s.", row=str(first))] if first != number else []
        if told.nik and told.name:
            first, name = self._niks.setdefault(told.nik, (number, normalised(told.name)))
            if name != normalised(told.name):
                said.append(_on("nik", _("Row %(row)s has this NIK with another name.", row=str(first))))
        return said + self._namesakes(told, number)

    def _namesakes(self, told: RowTold, number: int) -> list[str]:
        """Compare with the rows of the same name, which are one person or two; where it cannot be told say so of both."""
        if told.client not in ("", NEW) or not told.name:
            return []
        before = self._named.setdefault(normalised(told.name), [])
        said = []
        for first, other in before:
            if words := _DOUBTS.get(verdict(other, told)):
                said.append(_on("client", str(words) % {"row": first}))
                self._doubted.setdefault(first, []).append(_on("client", str(words) % {"row": number}))
        before.append((number, told))
        return said[:_MOST_NAMED]

    def settled(self, line: Line) -> Line:
        """Return a row once all are judged: a later one may have made it doubtful."""
        said = self._doubted.get(line.number)
        if not said or line.status == "THERE":
            return line
        earlier = line.said if line.status == "BAD" else []
        return line._replace(status="BAD", said=[*earlier, *said[:_MOST_NAMED]])

    def _same_file(self, told: RowTold) -> str:
        """Return a case of this office that has the same file number and type, though another name."""
        cases = self.ground.files.get((told.reference.casefold(), told.type), []) if told.reference else []
        return cases[0][0] if cases else ""

    def _resolved(self, told: RowTold) -> tuple[RowTold, list[str]]:
        """Put codes in place of names."""
        said: list[str] = []
        changes: dict[str, Any] = {}
        region = self.ground.places.get(told.region) or self.ground.places.get(_plain(told.region))
        if region is None:
            said.append(_on("region", _("“%(name)s” is no kabupaten or kota of Banten.", name=told.region)))
        else:
            changes["region"] = region
        changes["journey"] = way_of(told.journey, self.ground.short)
        definition = self.ground.definition(msgspec.structs.replace(told, journey=changes["journey"]))
        if told.type not in self.ground.definitions:
            said.append(
                _on("type", _("“%(code)s” has no published SOP, or is no type at all.", code=told.type))
            )
        elif definition is None:
            said.append(_on("journey", _("This journey does not serve the type. Choose the whole journey.")))
        else:
            changes["stage"] = stage_of(definition, told.stage)
        if told.worker:
            worker = self.ground.workers.get(told.worker.casefold())
            changes["worker"] = str(worker or "")
            if worker is None:
                said.append(_on("worker", _("“%(name)s” is no case worker of this unit.", name=told.worker)))
        return msgspec.structs.replace(told, **changes), said

    async def _meant(self, told: RowTold) -> ClientView | None:
        return await clients.unshown(told.client, self.me) if told.client not in ("", NEW) else None

    async def _client(self, told: RowTold, client: ClientView | None) -> list[str]:
        """See that the registered client has no such case yet, or that somebody new may be registered."""
        if client:
            return await self._open_already(client.id, told.type)
        if told.client not in ("", NEW):
            return [_on("client", _("There is no client of this number in your reach."))]
        values = values_of(client_form(told), book=self.ground.book, today=self.ground.as_of)
        if isinstance(values, Invalid):
            return [_on(_ON.get(name, "name"), text) for name, text in values.errors.items()]
        if told.client == NEW:
            return self._same_paper(told)
        person = duplicates.Person(
            values["name_key"],
            values["sex"],
            values["birth_date"],
            values["birth_estimated"],
            values["nik"],
            told.region,
        )
        alike = await clients.alike(person, values["full_name"], self.me)
        return [_on("client", _alike(one)) for one in alike[:2]]

    def _same_paper(self, told: RowTold) -> list[str]:
        """Refuse BARU for whom this office has taken over under the same file number and much the same name."""
        cases = self.ground.files.get((told.reference.casefold(), told.type), []) if told.reference else []
        return [
            _on("client", _("Case %(case)s of much the same name has this file number.", case=number))
            for number, names in cases
            if duplicates.names_alike(normalised(told.name), names) >= _MUCH_ALIKE
        ]

    async def _open_already(self, client: UUID, code: str) -> list[str]:
        row = await query_one(
            "SELECT number FROM cases WHERE client = ? AND pmks_type = ? AND closed_at IS NULL", client, code
        )
        return [_on("type", _("The client has an open case of this type already."))] if row else []

    async def _engine(
        self, told: RowTold, client: ClientView | None, definition: Definition
    ) -> tuple[list[str], list[str]]:
        form = adoption(told, told.client, self.ground, now=self.now)
        decided = await judged(form, _facts(told, client, self.ground), me=self.me, now=self.now)
        if isinstance(decided, Refused):
            return [_said(reason, sentence(reason, definition)) for reason in decided.reasons], []
        return [], [_said(reason, sentence(reason, definition)) for reason in decided.warnings]


def _plain(text: str) -> str:
    return text.casefold().replace("kabupaten", "kab").replace("kab.", "kab").strip()


def _on(key: str, text: str) -> str:
    return f"{header(key, language())}: {text}"


def _said(reason: Reason, text: str) -> str:
    field = field_of(reason)
    return _on(field, text) if field else text


def _alike(one: clients.Alike) -> str:
    """Say who is registered and alike; out of reach only whom to ask."""
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


def client_form(told: RowTold) -> ClientForm:
    """Return what registers the person of a row."""
    return ClientForm(
        full_name=told.name,
        sex=told.sex,
        birth_date=told.born,
        about=None if told.born else told.about,
        nik=told.nik,
        safe_contact="BEBAS",
    )


def adoption(told: RowTold, client: str, ground: Ground, *, now: datetime) -> Adoption:
    """Return what takes the case of a row over; a journey that does not serve the type was refused before."""
    definition = ground.definition(told)
    opening = Opening(
        client=client,
        pmks_type=told.type,
        source=told.source,
        urgency=told.urgency,
        safe_now="TIDAK_DIKETAHUI",
        reported_at=now,
        region=told.region,
        unit=ground.unit,
        worker=UUID(told.worker) if told.worker else None,
        note=told.note,
        journey=definition.meta.id if definition else told.journey,
    )
    return Adoption(
        opening=opening,
        as_of=ground.as_of,
        opened_on=told.opened,
        stage=told.stage,
        entered_on=told.entered,
        done=told.done,
        milestones=told.milestones,
        hold_reason=told.hold_reason,
        held_on=told.held,
        outcome=told.outcome,
    )


def _facts(told: RowTold, client: ClientView | None, ground: Ground) -> dict[str, bool | int | str]:
    if client is not None:
        born = client.birth_date
    else:
        values = values_of(client_form(told), book=ground.book, today=ground.as_of)
        born = None if isinstance(values, Invalid) else values["birth_date"]
    return {"birth_date": born.isoformat()} if born else {}
