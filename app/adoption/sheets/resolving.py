"""From a row's words to codes: types, regions, stages, workers. What cannot be told is refused or asked, never guessed."""

import re
from typing import Any, NamedTuple

import msgspec

from app.adoption.sheets.answers import Answers
from app.adoption.sheets.lookups import Ground, stage_of, way_of
from app.adoption.sheets.parsing import RowTold, named
from app.adoption.sheets.words import type_called
from app.regions.codes import kabkota
from app.web.i18n.catalogue import gettext as _

_KECAMATAN = re.compile(
    r"\bkec(?:amatan)?\b[.:\s]+([a-z][a-z ]*?)\s*(?=,|;|$|\b(?:kab|kota|prov))", re.IGNORECASE
)


class Ask(NamedTuple):
    """A word that has to be explained once for the whole sheet; *among* are the codes that it may mean."""

    key: str
    text: str
    among: tuple[str, ...] = ()


def named_by_tab(entry: RowTold, tab: str, ground: Ground) -> tuple[RowTold, list[str]]:
    """Take the kabupaten or kota that a tab is named after, where its rows name none, and say so."""
    code = None if entry.region or not tab else ground.places.region(tab).code
    if code is None:
        return entry, []
    notes = named("region", _("Taken from the tab's name: %(place)s.", place=ground.book.name(code)))
    return msgspec.structs.replace(entry, region=code), [notes]


class Resolver:
    """Puts codes in place of a row's words, and gathers what it cannot: complaints, warnings, questions."""

    def __init__(self, ground: Ground, answers: Answers, broken: frozenset[str]) -> None:
        self.ground, self.answers = ground, answers
        self.broken = set(broken)
        self.said: list[str] = []
        self.warned: list[str] = []
        self.asks: list[Ask] = []

    def resolved(self, entry: RowTold) -> RowTold:
        """Return the row with codes."""
        changes: dict[str, Any] = {"type": self._type(entry.type), "region": self._region(entry.region)}
        changes |= self._home(entry, changes["region"])
        changes["journey"] = way_of(entry.journey, self.ground.short)
        if not entry.people:
            changes |= self._case(msgspec.structs.replace(entry, **changes))
        return msgspec.structs.replace(entry, **changes)

    def _refuse(self, key: str, sentence_: str, ask: Ask | None = None) -> None:
        self.said.append(named(key, sentence_))
        self.broken.add(key)
        if ask:
            self.asks.append(ask)

    def _type(self, text: str) -> str:
        if not text:
            return ""
        code = self.answers.meaning("type", text) or type_called(text)
        if code is None:
            digits = text.strip().isdigit()
            complaint = (
                _("“%(text)s” is a number of another list. Write the type's name.", text=text)
                if digits
                else _("“%(code)s” has no published SOP, or is no type at all.", code=text)
            )
            self._refuse("type", complaint, Ask("type", text))
            return text
        if code not in self.ground.definitions:
            self._refuse("type", _("“%(code)s” has no published SOP, or is no type at all.", code=code))
        return code

    def _region(self, text: str) -> str:
        if not text:
            return ""
        if code := self.answers.meaning("region", text):
            return code
        matches = self.ground.places.region(text)
        if matches.code is None:
            names = _(" or ").join(self.ground.book.name(one) for one in matches.among)
            complaint = (
                _("“%(name)s” may be %(names)s. Write which.", name=text, names=names)
                if matches.among
                else _("“%(name)s” is no kabupaten or kota of Banten.", name=text)
            )
            self._refuse("region", complaint, Ask("region", text, matches.among))
        return matches.code or ""

    def _home(self, entry: RowTold, region: str) -> dict[str, Any]:
        """Find where the client lives, as deep as the row says it; what is not known of it stays in the address."""
        kecamatan = (
            self._kecamatan(entry.kecamatan, region) if entry.kecamatan else self._in_address(entry, region)
        )
        village = self.ground.places.village(entry.village, kecamatan, region) if entry.village else None
        changes: dict[str, Any] = {"home": (village.code if village else None) or kecamatan or ""}
        if village and village.code is None:
            changes["address"] = ", ".join(filter(None, [entry.address, entry.village]))
            self.warned.append(
                named(
                    "village",
                    _("“%(name)s” is not known there; it is kept in the address.", name=entry.village),
                )
            )
        if not region and "region" not in self.broken and changes["home"]:
            changes["region"] = kabkota(changes["home"]) or ""
        return changes

    def _in_address(self, entry: RowTold, region: str) -> str | None:
        """Find the kecamatan that an address names, where a row names none of its own."""
        match = _KECAMATAN.search(entry.address)
        kecamatan = self.ground.places.kecamatan(match[1], region or None) if match else None
        if kecamatan and kecamatan.code:
            full = self.ground.book.full_name(kecamatan.code)
            self.warned.append(named("kecamatan", _("Taken as %(place)s.", place=full)))
        return kecamatan.code if kecamatan else None

    def _kecamatan(self, text: str, region: str) -> str | None:
        if code := self.answers.meaning("kecamatan", text):
            return code
        places = self.ground.places
        matches = places.kecamatan(text, region or None)
        if matches.code is None and not matches.among:
            matches = places.kecamatan(text, None)
            if matches.code:
                full = self.ground.book.full_name(matches.code)
                self.warned.append(named("kecamatan", _("Taken as %(place)s.", place=full)))
        if matches.code is None:
            names = _(" or ").join(self.ground.book.full_name(one) for one in matches.among)
            complaint = (
                _("“%(name)s” may be %(names)s. Write which.", name=text, names=names)
                if matches.among
                else _("“%(name)s” is no kecamatan of Banten.", name=text)
            )
            self._refuse("kecamatan", complaint, Ask("kecamatan", text, matches.among))
        return matches.code

    def _case(self, entry: RowTold) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        definition = self.ground.definition(entry)
        if definition is None and entry.type in self.ground.definitions:
            self._refuse("journey", _("This journey does not serve the type. Choose the whole journey."))
        elif definition is not None and entry.stage:
            changes["stage"] = stage_of(definition, entry.stage)
        if entry.worker:
            worker = self.ground.workers.get(entry.worker.casefold())
            changes["worker"] = str(worker or "")
            if worker is None:
                self._refuse("worker", _("“%(name)s” is no case worker of this unit.", name=entry.worker))
        return changes
