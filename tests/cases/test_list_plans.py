"""No order of the list of cases reads all cases: what the database means to do, on both engines."""

import itertools
import re

import pytest

from app import clock
from app.cases.listing import store
from app.cases.listing.filters import CaseFilter
from app.db import current, execute, query, transaction
from tests import people
from tests.cases.world import case
from tests.clients.world import me_of

FILTERS = (
    {},
    {"type": "BWBLP"},
    {"region": "36.04"},
    {"type": "BWBLP", "region": "36.04"},
    {"stage": "INTAKE"},
    {"worker": "sari"},
    {"overdue": True},
)
ASKED = [
    {"state": state, **chosen}
    for state, chosen in itertools.product(("open", "closed", "all"), FILTERS)
    if state == "open" or "overdue" not in chosen
]


@pytest.fixture
async def province(db):
    """Two cases are enough where the planner is told that there are many, or may not scan."""
    await people.worker("sari", "PEKSOS")
    await people.worker("nina", "SUPERVISOR")
    await people.worker("kepala", "KABID")
    await case("sari", "Satu")
    await case("sari", "Dua", about=20)


async def plans(monkeypatch, asked, me) -> list[str]:
    """Ask for a page, and return how the database would answer each of its statements."""
    statements = []

    async def listened(sql, *args):
        statements.append((sql, args))
        return await query(sql, *args)

    monkeypatch.setattr(store, "query", listened)
    await store.listing(CaseFilter(**asked), me, now=clock.now())
    return [await plan(sql, args) for sql, args in statements]


@transaction
async def plan(sql, args) -> str:
    if current().kind == "sqlite":
        return "\n".join(row[3] for row in await query(f"EXPLAIN QUERY PLAN {sql}", *args))
    await execute("SET LOCAL enable_seqscan = off")
    await execute("SET LOCAL enable_sort = off")
    return "\n".join(row[0] for row in await query(f"EXPLAIN {sql}", *args))


WALKED = {"cases_next", "cases_closed", "cases_opened"}
"""The whole orders: walked from where the last page ended, no further than the page."""
_SQLITE = re.compile(r"^SCAN c(?: USING (?:COVERING )?INDEX (\w+))?$", re.MULTILINE)
_POSTGRES = re.compile(
    r"(?:(?:Seq Scan|Scan (?:Backward )?using (\w+)) on cases c\b|Bitmap Index Scan on (?:cases_))[^\n]*\n(?!\s*Index Cond)"
)


def scans_cases(plan: str) -> bool:
    """Tell whether all cases are read: from their table, or from an index that gives neither order nor filter."""
    return any(index not in WALKED for index in [*_SQLITE.findall(plan), *_POSTGRES.findall(f"{plan}\n")])


@pytest.mark.parametrize("username", ["kepala", "nina", "sari"])
async def test_no_order_under_any_filter_reads_all_cases(province, monkeypatch, username):
    me = await me_of(username)
    for asked in ASKED:
        for found in await plans(monkeypatch, asked, me):
            assert not scans_cases(found), (asked, found)


async def test_an_order_without_its_index_is_found(province, monkeypatch):
    await drop_index()

    found = await plans(monkeypatch, {"state": "all"}, await me_of("kepala"))

    assert any(map(scans_cases, found))


@transaction
async def drop_index() -> None:
    await execute("DROP INDEX cases_opened")
