"""What a sheet's words are held against: published journeys, regions, workers of the unit, what was adopted before."""

import hashlib
from collections import Counter
from datetime import date
from typing import NamedTuple
from uuid import UUID

from app.adoption.sheets.parsing import RowTold
from app.adoption.sheets.places import Places
from app.adoption.sheets.words import plain
from app.cases.store import candidates
from app.clients.names import normalised
from app.db import query
from app.opening import choices
from app.regions.book import Regions
from app.regions.store import regions
from app.sop import store as sop
from workflows.definition import Definition


class Ground(NamedTuple):
    """Everything that is the same for all rows of a sheet."""

    unit: UUID
    as_of: date
    definitions: dict[str, Definition]
    short: dict[str, Definition]
    places: Places
    book: Regions
    workers: dict[str, UUID]
    marks: dict[str, str]  # fingerprint → case number
    files: dict[tuple[str, str], list[tuple[str, str]]]
    """(file number, type) of this office → (case number, the client's names) of what was taken over."""

    def definition(self, entry: RowTold) -> Definition | None:
        """Return the journey that a row's case goes: its type's own, or the short one that the row names."""
        return journey_of(entry.type, entry.journey, self.definitions, self.short)


async def ground(unit: UUID, as_of: date) -> Ground:
    """Gather it once."""
    book = await regions()
    rows = await query('SELECT a.fingerprint, c.number FROM adoptions a JOIN cases c ON c.id = a."case"')
    return Ground(
        unit,
        as_of,
        await definitions(),
        await short_journeys(),
        Places(book),
        book,
        await _workers(unit),
        {row[0]: row[1] for row in rows},
        await _files(unit),
    )


async def _files(unit: UUID) -> dict[tuple[str, str], list[tuple[str, str]]]:
    files: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for reference, code, number, names in await query(
        """SELECT a.reference, c.pmks_type, c.number, k.name_key
           FROM adoptions a JOIN cases c ON c.id = a."case" JOIN clients k ON k.id = c.client
           WHERE a.reference <> '' AND c.unit = ? ORDER BY c.number""",
        unit,
    ):
        files.setdefault((reference.casefold(), code), []).append((number, names))
    return files


async def definitions() -> dict[str, Definition]:
    """Return, by type, the journey that a case of it goes: the type's own before one that serves several."""
    journeys: dict[str, Definition] = {}
    for definition in await sop.journeys():
        for code in definition.meta.pmks_types:
            if definition.meta.id == code or code not in journeys:
                journeys[code] = definition
    return journeys


async def short_journeys() -> dict[str, Definition]:
    """Return, by id, the journeys that serve several types beside each type's own, such as the way home alone."""
    return {one.meta.id: one for one in await choices.short_ways()}


def journey_of(
    code: str, journey: str, own: dict[str, Definition], short: dict[str, Definition]
) -> Definition | None:
    """Return the journey meant: the type's own unless a short one is named; None where it does not serve the type."""
    if not journey or journey == code:
        return own.get(code)
    chosen = short.get(journey)
    return chosen if chosen and code in chosen.meta.pmks_types else None


def way_of(text: str, short: dict[str, Definition]) -> str:
    """Return the short journey that an id or a name in either language means, or the text itself."""
    wanted = plain(text)
    for defn in short.values():
        if wanted in (plain(defn.meta.id), plain(defn.meta.title.id), plain(defn.meta.title.en)):
            return defn.meta.id
    return text


async def _workers(unit: UUID) -> dict[str, UUID]:
    """Return the unit's workers by username, and by name where only one has it."""
    ids = dict(await candidates(unit))
    rows = await query("SELECT username, id, name FROM workers WHERE organisation = ?", unit)
    own = [row for row in rows if row[1] in ids]
    names = Counter(row[2].casefold() for row in own)
    called = {row[2].casefold(): row[1] for row in own if names[row[2].casefold()] == 1}
    return {**called, **{row[0]: row[1] for row in own}}


def stage_of(defn: Definition, text: str) -> str:
    """Return the stage that a code or a name in either language means, or the text itself."""
    wanted = plain(text)
    for stage in defn.stages:
        if wanted in (plain(stage.id), plain(stage.title.id), plain(stage.title.en)):
            return stage.id
    return text


def fingerprint(entry: RowTold, unit: UUID) -> str:
    """Return what makes a telling the same telling: the paper's number and the name, else the person and the opening.

    Each section counts its files from one, and so does each office: a number alone is nobody's.
    """
    if entry.reference:
        parts = ["ref", str(unit), entry.reference.casefold(), entry.type, normalised(entry.name)]
    else:
        person = entry.nik or (entry.client if entry.client.startswith("BTN") else "")
        born = str(entry.born or entry.about or "")
        named = f"{normalised(entry.name)}|{born}|{entry.sex}|{entry.region}"
        parts = [
            "row",
            str(unit),
            person or named,
            entry.type,
            entry.opened.isoformat() if entry.opened else "",
        ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
