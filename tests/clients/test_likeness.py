"""Registered people are recognised among thousands, on both engines: by NIK, once more, and with one letter wrong."""

from datetime import UTC, datetime
from random import Random
from uuid import uuid4

import pytest

from app import clock
from app.clients.duplicates import Person
from app.clients.finding.candidates import Memory, shortened
from app.clients.finding.lookalikes import alike, ranked
from app.clients.names import name_key
from app.clients.tables import Client
from app.db import execute, execute_many, marks, query, transaction
from app.regions.store import regions
from tests import people
from tests.bench import likeness
from tests.bench.province.register import COLUMNS, Register
from tests.browser import seen_by_a_merge
from tests.clients.world import client, me_of

MANY, TRIALS = 3_000, 60


@pytest.fixture
async def thousands(db):
    """Register people with the names that the province bears, many of whom share one."""
    worker = await people.worker("sari", "PEKSOS")
    chance = Random(5)

    def fresh() -> str:
        return str(uuid4())

    register = Register(chance, await regions(), fresh)
    at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    drawn = [register.person("36.04", at, str(worker), None) for _ in range(MANY)]
    columns = {column._meta.name: column for column in Client._meta.columns}
    rows = [
        [_typed(columns[name], value) for name, value in zip(COLUMNS, one.row, strict=True)] for one in drawn
    ]
    await _insert(rows)


def _typed(column, value):
    """Give a value of a bulk row as the column holds it."""
    from datetime import date
    from uuid import UUID

    kind = type(column).__name__
    if value is None:
        return None
    if kind == "Date":
        return date.fromisoformat(value)
    if kind == "Timestamptz":
        return datetime.fromisoformat(value)
    if kind == "UUID" or column._meta.name == "registered_by":
        return UUID(value)
    return bool(value) if kind == "Boolean" else value


@transaction
async def _insert(rows):
    named = ", ".join(COLUMNS)
    await execute_many(f"INSERT INTO clients ({named}) VALUES ({marks(COLUMNS)})", rows)


SURELY = {
    "the NIK alone": 1.0,
    "the same person, without NIK": 1.0,
    "one letter wrong": 0.97,
    "one letter wrong, age instead of birth date": 0.9,
}
"""The share of people who are recognised, by what is told of them."""


async def test_a_registered_person_is_among_the_first_five(thousands):
    shares = {kind: (await likeness.tried(kind, TRIALS)).share for kind in SURELY}
    assert {kind: share for kind, share in shares.items() if share < SURELY[kind]} == {}


async def test_all_of_one_nik_or_card_come_first_however_many_namesakes_there_are(db):
    await people.worker("sari", "PEKSOS")
    numbers = [await client("sari", "Siti Aminah", sex="P", home={"1": "36.04"}) for _ in range(30)]
    held = await client("sari", "Rohmah", sex="P", nik="3604055202540099", kk="3604051203100001")
    found = await ranked(Person(name_key("Siti Aminah"), "P", None, False, "3604055202540099", "36.04.05"))
    assert next(iter(found)) == held
    assert len(found) == 5
    family = await client("sari", "Siti Aminah", sex="P", kk="3604051203100001", home={"1": "36.04"})
    found = await ranked(Person(name_key("Siti Aminah"), "P", None, False, None, "36.04", "3604051203100001"))
    assert next(iter(found)) == family
    assert set(found) <= {*numbers, family, held}


async def test_a_merged_record_is_recognised_by_what_it_said(db):
    from app.merging import actions
    from app.merging.forms import MergeForm

    await people.worker("ratu", "SUPERVISOR", "PEKSOS")
    me = await me_of("ratu")
    kept, gone = await client("ratu", "Kartubi"), await client("ratu", "Sarmada", nik="3604055202540099")
    seen = await seen_by_a_merge(kept, gone)
    form = MergeForm(
        other=gone, reason="Satu orang", take={"nik": "kept", "full_name": "kept"}, key=uuid4(), **seen
    )
    assert await actions.merge(kept, form, me=me, now=clock.now()) == actions.Merged(kept)
    by_nik = await alike(
        Person(name_key("Siapa"), "L", None, False, "3604055202540099", None), me, now=clock.now()
    )
    assert [one.number for one in by_nik] == [kept]


async def test_keys_follow_the_client_whoever_writes(db):
    await people.worker("sari", "PEKSOS")
    number = await client("sari", "Tb. Nur Aisyah", alias="Icah", home={"1": "36.04", "2": "36.04.05"})
    assert await keys() == [
        "aisah 36.04.05",
        "aisah nur",
        "icah",
        "icah 36.04.05",
        "nur 36.04.05",
        "nuraisah",
        "tubagus",
    ]
    await change(
        number, "UPDATE clients SET name_key = 'dewi', home_region = NULL, birth_date = '1990-05-04'"
    )
    assert await keys() == ["dewi", "dewi 1990"]
    near = {
        row[0]
        for row in await query("SELECT DISTINCT word FROM name_parts WHERE part IN (?, ?)", "dwi", "dew")
    }
    assert near == {"dewi"}


def test_words_one_letter_apart_share_a_shortened_form():
    for other in ("dewo", "dwi", "dewii", "edwi", "dewi"):
        assert shortened("dewi") & shortened(other)
    assert not shortened("dewi") & shortened("sari")


async def keys():
    return [row[0] for row in await query("SELECT key FROM client_keys ORDER BY key")]


@transaction
async def change(number, sql):
    await execute(f"{sql} WHERE number = ?", number)


async def test_a_sheet_of_namesakes_asks_for_each_name_once_and_finds_the_same(thousands, monkeypatch):
    asked: list[str] = []

    async def counted(sql, *args):
        asked.append(sql)
        return await query(sql, *args)

    rows = await query(
        "SELECT name_key, sex, birth_date FROM clients WHERE birth_date IS NOT NULL ORDER BY number LIMIT 40"
    )
    people_of = [Person(row[0], row[1], None, False, None, "36.04") for row in rows for _ in range(3)]
    alone = [await ranked(person) for person in people_of]
    monkeypatch.setattr("app.clients.finding.candidates.query", counted)
    memory = Memory()
    assert [await ranked(person, memory=memory) for person in people_of] == alone
    assert any(alone)
    assert len(asked) <= 2 * len({person.name_key for person in people_of})
