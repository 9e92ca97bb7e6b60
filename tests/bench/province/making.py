"""Every row of the province: people in the order of their registration, with the case that brought them."""

import hashlib
import heapq
from collections.abc import Iterable, Mapping
from datetime import datetime
from random import Random

import msgspec

from app.cases import numbers, projection
from app.cases.files import path_of
from app.demo.papers import pdf
from app.opening.open_case import LEVEL
from app.regions.book import Regions
from app.regions.codes import lineage
from app.scope import grants
from app.settings import settings
from app.web.i18n.lists import code_label
from tests.bench.province import bulk, copies, register, verified
from tests.bench.province.copies import CLIENT, NUMBER, Stamp
from tests.bench.province.people import Office, Staff
from tests.bench.province.planning import Copy
from tests.bench.province.records import CASE
from tests.bench.province.register import Client, Register
from tests.bench.province.stamps import DAYS
from workflows import engine
from workflows.case_state import CaseState
from workflows.clock import Calendar
from workflows.definition import Definition

BUSY = 3000
"""So many open cases the busiest worker has, in a province of full size."""
OWN_PAPERS = 20_000
"""So many documents have a file of their own; later ones share one by kind."""
_MIDNIGHT = " 01:15:00.000000+00:00"
"""When people are registered: in the morning, before their case is opened."""
_read = msgspec.json.Decoder(CaseState).decode
_DRAWN = projection.Columns.__struct_fields__
_CASE = (
    "id",
    "number",
    "client",
    "client_key",
    "pmks_type",
    "journey",
    "journey_version",
    "definition_digest",
    "opened_at",
    "level",
    "section",
    "unit",
    "worker",
    "last_human_at",
    "source",
    "version",
    *_DRAWN,
)
_TASK = ("id", "case", *projection.TaskRow.__struct_fields__)
_ACCESS = ("id", "client", "case", "grantee", "kind", "since")
_OWN = {
    "clients": (*register.COLUMNS, "restricted"),
    "restrictions": ("id", "client", "case", "cause", "since"),
    "cases": _CASE,
    "case_tasks": _TASK,
    "access": _ACCESS,
    "counters": ("name", "value"),
    "verifications": verified.COLUMNS,
}


class Making:
    """Makes the rows and hands them to *rows*."""

    def __init__(
        self,
        stamps: Mapping[str, list[Stamp]],
        *,
        definitions: Mapping[str, Definition],
        calendar: Calendar,
        staff: Staff,
        chance: Random,
        book: Regions,
        last: int,
    ) -> None:
        """*last* is the number of the last day on which anything happens."""
        self._stamps, self._definitions, self._calendar, self._staff = stamps, definitions, calendar, staff
        self._chance, self._register = chance, Register(chance, book, self._fresh)
        self._last = last
        self._busy, self._shared = BUSY, dict[str, str]()
        self._taken: set[str] = set()
        self.events = self.papers = 0

    async def everything(
        self, rows: bulk.Bulk, plan: list[Copy], alone: list[int], places: list[str]
    ) -> None:
        """Register everybody: whoever has a case on the day it opens, the others on days of their own."""
        turns: Iterable[tuple[int, Copy | None]] = heapq.merge(
            ((copy.opened, copy) for copy in plan), ((day, None) for day in alone), key=lambda turn: turn[0]
        )
        for number, ((day, copy), place) in enumerate(zip(turns, places, strict=True)):
            office = self._staff.offices[place]
            worker = self._worker(office, copy)
            client = self._person(rows, office, worker, day, copy)
            if copy is not None:
                self._case(rows, copy, client, office, worker)
            if number % 100 == 0:
                await rows.flush()
        for year, last in self._register.numbers.items():
            rows.add("counters", [f"client:{year}", last])
        await rows.flush(least=1)

    def _fresh(self) -> str:
        text = f"{self._chance.getrandbits(128):032x}"
        return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"

    def _worker(self, office: Office, copy: Copy | None) -> str:
        """Give the case to somebody of the office; there the busiest of all takes the most."""
        mine = self._staff.busiest_at == office.region and copy is not None
        if (
            mine
            and self._busy
            and copy
            and not self._stamps[copy.journey][copy.history].states[copy.cut].closed
        ):
            self._busy -= 1
            return self._staff.busiest
        return self._chance.choice(office.workers)

    def _person(self, rows: bulk.Bulk, office: Office, worker: str, day: int, copy: Copy | None) -> Client:
        at = DAYS[day] + _MIDNIGHT
        born = self._stamps[copy.journey][copy.history].born(copy.cut, copy.shift) if copy else None
        client = self._register.person(office.region, datetime.fromisoformat(at), worker, born)
        self._verified(rows, client, worker, day, served=copy is not None)
        rows.add("clients", [*client.row, int(self._restricted(copy))])
        for grantee in (f"worker:{worker}", grants.DIVISION, f"unit:{office.unit}"):
            rows.add("access", [self._fresh(), client.id, None, grantee, "REGISTRATION", at])
        if not self._restricted(copy):
            rows.add("access", [self._fresh(), client.id, None, _neighbours(client), "KECAMATAN", at])
        rows.add("audit", [at, worker, "registered", "client", client.number, None, client.id, "{}"])
        return client

    def _verified(self, rows: bulk.Bulk, client: Client, worker: str, day: int, *, served: bool) -> None:
        """Hold the client's data against a source from time to time; the client carries the latest."""
        for one in verified.later(day, self._last, client.birth, self._chance, served=served):
            client.carry(one.found)
            rows.add("verifications", [self._fresh(), client.id, *one.found, one.note, one.at, worker])
            detail = f'{{"source":"{one.found[0]}","on":"{one.found[1]}"}}'
            rows.add("audit", [one.at, worker, "verified", "client", client.number, None, client.id, detail])

    def _case(self, rows: bulk.Bulk, copy: Copy, client: Client, office: Office, worker: str) -> None:
        stamp, case, number = self._stamps[copy.journey][copy.history], self._fresh(), self._number()
        given = {**office.cast(worker), CASE: case, CLIENT: client.id, NUMBER: number}
        given |= self._papers(stamp, copy.cut, number)
        values = stamp.fill(copy.shift, given, self._fresh)
        for step in stamp.steps[: copy.cut + 1]:
            for event in step.events:
                rows.add("case_events", event(values))
            for table, row in step.rows:
                rows.add(table, row(values))
        self.events += stamp.counts[copy.cut]
        standing = stamp.texts[copy.cut](values)
        self._standing(rows, standing, copy, (case, number, client), office=office, worker=worker)
        opened = DAYS[copy.opened] + _MIDNIGHT
        if self._restricted(copy):
            rows.add("restrictions", [self._fresh(), client.id, case, "TYPE", opened])
        else:
            rows.add("access", [self._fresh(), client.id, case, _neighbours(client), "KECAMATAN", opened])

    def _restricted(self, copy: Copy | None) -> bool:
        """Tell whether a person is masked, by the type of the case or by a secret shelter."""
        if copy is None:
            return False
        state = self._stamps[copy.journey][copy.history].states[copy.cut]
        return self._definitions[copy.journey].meta.restricted or bool(state.facts.get("shelter_secret"))

    def _number(self) -> str:
        while (number := numbers.new_number(self._chance)) in self._taken:  # type: ignore[arg-type]
            pass
        self._taken.add(number)
        return number

    def _papers(self, stamp: Stamp, cut: int, number: str) -> dict[str, str]:
        """Write the files of a case; give each paper's digest."""
        found = {}
        for step in stamp.steps[: cut + 1]:
            for paper in step.papers:
                own = self.papers < OWN_PAPERS
                sha256 = None if own else self._shared.get(paper.kind)
                if sha256 is None:
                    sha256 = _kept(paper.kind, number if own else "XXXX-XXXX")
                    self._shared.update({} if own else {paper.kind: sha256})
                self.papers += 1
                found[paper.sha] = sha256
        return found

    def _standing(
        self,
        rows: bulk.Bulk,
        text: str,
        copy: Copy,
        ids: tuple[str, str, Client],
        *,
        office: Office,
        worker: str,
    ) -> None:
        """Draw the case's own row, its tasks and who may see it."""
        case, number, client = ids
        stamp = self._stamps[copy.journey][copy.history]
        state, definition = _read(text), self._definitions[copy.journey]
        day, rest = stamp.worked[copy.cut]
        now = datetime.fromisoformat(DAYS[stamp.last[copy.cut] + copy.shift] + "T23:00:00+00:00")
        agenda = engine.agenda(definition, state, now=now, calendar=self._calendar)
        drawn = msgspec.structs.astuple(
            msgspec.structs.replace(projection.columns(state, agenda), state=text)
        )
        meta = definition.meta
        opened = state.opened_at.isoformat(sep=" ", timespec="microseconds")
        rows.add(
            "cases",
            [
                case,
                number,
                client.id,
                int("".join(filter(str.isdigit, client.number))),
                state.pmks_type,
                state.journey,
                state.version,
                state.digest,
                opened,
                LEVEL,
                meta.section,
                office.unit,
                worker,
                DAYS[day + copy.shift] + rest,
                state.facts["source"],
                stamp.versions[copy.cut],
                *map(bulk.plain, drawn),
            ],
        )
        for task in projection.task_rows(state, agenda):
            rows.add("case_tasks", [self._fresh(), case, *map(bulk.plain, msgspec.structs.astuple(task))])
        for grantee, kind in _seen_by(worker, office, meta.section):
            rows.add("access", [self._fresh(), client.id, case, grantee, kind, opened])


def columns() -> dict[str, tuple[str, ...]]:
    """Return the columns of every table that is written, in the order of its rows."""
    return {**copies.COLUMNS, **_OWN}


def _neighbours(client: Client) -> str:
    return grants.region(lineage(client.village)[grants.KECAMATAN])


def _seen_by(worker: str, office: Office, section: str) -> tuple[tuple[str, str], ...]:
    return (
        (f"worker:{worker}", "ASSIGNMENT"),
        (f"unit:{office.unit}", "UNIT"),
        (grants.section(section), "SECTION"),
        (grants.region(office.region), "REGION"),
        (grants.DIVISION, "DIVISION"),
    )


def paper_size(kind: str) -> int:
    """Return the size in bytes of a paper of this kind; it is the same for every case."""
    return len(_paper(kind, "XXXX-XXXX"))


def _paper(kind: str, number: str) -> bytes:
    return pdf(f"{code_label(kind, 'document')} {number}")


def _kept(kind: str, number: str) -> str:
    """Write a paper without waiting for the disk."""
    content = _paper(kind, number)
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(settings().documents, sha256)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_bytes(content)
    path.chmod(0o600)
    return sha256
