"""What is done too often is refused in words; all processes share the count, and nothing typed is lost."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest

from app import clock
from app.accounts.limits import counting, rules
from app.accounts.limits.counting import Counts
from app.db import query
from tests import people
from tests.browser import Browser

FEW = rules.Limit("searches", 3, timedelta(minutes=10))


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(counting, "FLUSH", 0.01)
    for name, limit in rules.OF_ROUTE.items():
        monkeypatch.setitem(rules.OF_ROUTE, name, msgspec.structs.replace(limit, most=2))


async def test_processes_share_one_count_and_it_ends_with_its_window(db):
    sari, other = await people.worker("sari", "PEKSOS"), await people.worker("ratu", "PEKSOS")
    one, two, now = Counts(), Counts(), clock.now()
    assert [one.use(sari, FEW, now=now) for _ in range(2)] == [None, None]
    await one.write()
    assert two.use(sari, FEW, now=now) is None
    await two.write()
    again = two.use(sari, FEW, now=now)
    assert again is not None and timedelta(0) < again - now <= FEW.window
    assert two.use(other, FEW, now=now) is None
    assert one.use(sari, FEW, now=now) is None  # it has not looked since, and learns it with the next group
    await one.write()
    assert one.use(sari, FEW, now=now) is not None
    assert one.use(sari, FEW, now=again) is None
    assert [tuple(row) for row in await query("SELECT used FROM rate_counts WHERE worker = ?", sari)] == [
        (4,)
    ]


def test_what_a_loop_that_ended_was_to_write_is_written_by_the_next(monkeypatch):
    monkeypatch.setattr(counting, "FLUSH", 0.01)
    one, begun = Counts(), []
    monkeypatch.setattr(one, "_begin", lambda _database: begun.append(1))

    async def used(*, waits: bool):
        one.use(uuid4(), FEW, now=clock.now())
        await asyncio.sleep(0.05 if waits else 0)

    monkeypatch.setattr(counting.db, "current", lambda: None)
    asyncio.run(used(waits=False))
    asyncio.run(used(waits=True))
    assert begun == [1]


async def test_what_cannot_be_written_is_counted_on(db, monkeypatch):
    sari, one, now = await people.worker("sari", "PEKSOS"), Counts(), clock.now()
    for _ in range(3):
        one.use(sari, FEW, now=now)
    one._waiting[(uuid4(), "searches", now)] = 1  # nobody has this account
    await one.write()
    assert one.use(sari, FEW, now=now) is not None


async def test_searches_are_refused_in_words_and_leafing_is_not(app, few):
    await people.worker("sari", "PEKSOS", language="id")
    async with Browser(app) as sari:
        await sari.sign_in("sari")
        for _ in range(2):
            assert (await sari.get("/clients", params={"q": "Siti"})).status_code == 200
        refused = await sari.get("/clients", params={"q": "Siti"})
        assert refused.status_code == 429
        assert "Bisa dipakai lagi pukul" in refused.text and " WIB" in refused.text
        assert 0 < int(refused.headers["retry-after"]) <= 600
        assert (await sari.get("/cases", params={"q": "Siti"})).status_code == 429
        assert (await sari.get("/clients?%71=Siti")).status_code == 429
        assert (await sari.get("/clients")).status_code == 200
        for _ in range(100):
            if written := [row[0] for row in await query("SELECT used FROM rate_counts")]:
                break
            await asyncio.sleep(0.05)
        assert written == [2]


async def test_what_was_typed_into_a_refused_form_is_given_back(app, few):
    await people.worker("sari", "PEKSOS", language="en")
    async with Browser(app) as sari:
        await sari.sign_in("sari")
        for _ in range(2):
            await sari.send_form("/clients/new", {"full_name": "Siti Suryana dari Ciruas"})
        refused = await sari.send_form("/clients/new", {"full_name": "Siti Suryana dari Ciruas"})
        assert refused.status_code == 429
        assert "open again at" in refused.text and "Siti Suryana dari Ciruas" in refused.text


def test_every_file_that_tells_of_many_and_every_question_about_a_name_is_counted(app):
    named = {
        handler.name
        for route in app.routes
        for handler in getattr(route, "route_handlers", ())
        if handler.name
    }
    assert set(rules.OF_ROUTE) <= named
    assert {"adoption:check", "adoption:answer", "merging:compare"} <= set(rules.OF_ROUTE)
    telling = {name for name in named if name.endswith(("_csv", "_pdf", "_json", ":result"))}
    assert telling <= set(rules.OF_ROUTE)
