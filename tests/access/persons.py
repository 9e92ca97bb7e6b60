"""Two people whose mask is their own: a child with a case of two types, and one with a secret shelter.

Their names are nobody else's, so that every answer to everybody can be searched for them.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

from litestar import Litestar

from app.clients.names import name_key
from app.db import execute, query, transaction
from app.opening.open_case import Opened, Opening, open_case
from app.records.plan.shelter import Shelter
from app.records.store import Head, insert
from app.scope import grants
from tests import people
from tests.browser import Browser
from tests.cases.case_driver import START, Driven, Staff, case_of, staff
from workflows.definition import load_all

AT = START + timedelta(hours=1)
TWO_TYPES, HIDDEN = "Xenolita Quwaris", "Zefirina Wukiraxana"
NUMBERS = {TWO_TYPES: "BTN-2026-000801", HIDDEN: "BTN-2026-000802"}
NIKS = {TWO_TYPES: "3604055506160001", HIDDEN: "3604054506160002"}
SINGS = re.compile(r"xenolita|quwaris|zefirina|wukiraxana|36040555061600|36040545061600", re.IGNORECASE)
TEAM = {
    TWO_TYPES: frozenset({"peksos", "supervisor", "kasi", "second", "second_head"}),
    HIDDEN: frozenset({"peksos", "supervisor", "kasi", "house"}),
}
OVERSEERS = frozenset({"kabid", "data", "kabkota"})
OTHERS = frozenset(
    {"colleague", "other_head", "tksk", "lks", "bapas_pk", "dpo", "auditor", "admin", "kadis", "sop_owner"}
)
EVERYBODY = sorted(TEAM[TWO_TYPES] | TEAM[HIDDEN] | OVERSEERS | OTHERS)


@dataclass
class World:
    """The cases of both, and a browser for everybody."""

    app: Litestar
    staff: Staff
    cases: dict[str, list[str]]
    """Case numbers by name."""
    browsers: dict[str, Browser] = field(default_factory=dict)

    async def browser(self, username: str) -> Browser:
        """Give somebody's browser."""
        if username not in self.browsers:
            self.browsers[username] = Browser(self.app)
            await self.browsers[username].sign_in(username)
        return self.browsers[username]

    async def leave(self) -> None:
        """Close every browser."""
        for browser in self.browsers.values():
            await browser.aclose()


async def world(app: Litestar) -> World:
    """Open their cases among everybody who may come near them."""
    section = load_all()["AT"].meta.section
    at_hand = await staff(section)
    second, house = await _people(at_hand.unit)
    first = await case_of("AT", number=NUMBERS[TWO_TYPES], staff_=at_hand)
    hidden = await case_of("AJ", number=NUMBERS[HIDDEN], staff_=at_hand)
    for name in NUMBERS:
        await _named(name)
    other = await _second_case(at_hand, *second)
    await _sheltered(hidden, house)
    return World(app, at_hand, {TWO_TYPES: [first.number, other], HIDDEN: [hidden.number]})


async def _people(unit: UUID) -> tuple[tuple[UUID, UUID], UUID]:
    elsewhere = await people.organisation("UPTD Pandeglang", "UPTD")
    house = await people.organisation("Rumah Aman Kenanga", "LKS")
    second = await people.worker("second", "PEKSOS", unit=elsewhere)
    await people.worker("second_head", "SUPERVISOR", unit=elsewhere)
    await people.worker("colleague", "PEKSOS", unit=unit)
    await people.worker("other_head", "SUPERVISOR", unit=await people.organisation("UPTD Lebak", "UPTD"))
    await people.worker("house", "LKS", unit=house, name="Penjaga Malam")
    await people.worker("lks", "LKS", unit=await people.organisation("LKS Lain", "LKS"))
    await people.worker("kabkota", "KABKOTA", region="36.04")
    await people.worker("tksk", "TKSK", region="36.04", kecamatan="36.04.05")
    for role in ("DATA", "DPO", "AUDITOR", "ADMIN", "KADIS", "SOP_OWNER"):
        await people.worker(role.lower(), role)
    return (second, elsewhere), house


@transaction
async def _named(name: str) -> None:
    await execute(
        """UPDATE clients SET full_name = ?, name_key = ?, nik = ?, sex = 'P', birth_date = ?, home_region = ?
           WHERE number = ?""",
        name,
        name_key(name),
        NIKS[name],
        date(2016, 6, 15),
        "36.04.05.2001",
        NUMBERS[name],
    )
    [[client]] = await query("SELECT id FROM clients WHERE number = ?", NUMBERS[name])
    await grants.follow_home(client, "36.04.05.2001", now=START)


async def _second_case(at_hand: Staff, worker: UUID, unit: UUID) -> str:
    form = Opening(
        client=NUMBERS[TWO_TYPES],
        pmks_type="AKTK",
        source="MASYARAKAT",
        urgency="BIASA",
        safe_now="AMAN",
        reported_at=START,
        region="36.04",
        unit=unit,
        worker=worker,
    )
    opened = await open_case(form, me=at_hand.me["PEKSOS"], now=START, key=uuid4())
    assert isinstance(opened, Opened), opened
    return opened.number


@transaction
async def _sheltered(case: Driven, house: UUID) -> None:
    """Write a shelter record, as its form does: a street child in a safe house."""
    [[case_id, client, unit, worker]] = await query(
        "SELECT id, client, unit, worker FROM cases WHERE number = ?", case.number
    )
    form = Shelter(
        status="MASUK", shelter_kind="RUMAH_AMAN", secret=True, place="Jalan Kenanga 3", organisation=house
    )
    await _insert(form, case_id, worker)
    locked = _Of(case_id, client, unit)
    await form.keep(locked, START)  # type: ignore[arg-type]


@dataclass
class _Of:
    id: UUID
    client: UUID
    unit: UUID


async def _insert(form: Shelter, case: UUID, worker: UUID) -> None:
    head = Head(
        id=uuid4(), case=case, occurred_at=START, recorded_at=START, by=worker, stage="INTAKE", episode=1
    )
    await insert(head, form)
