"""Whatever two records hold and whatever is chosen: merging and undoing it leaves everything as it was."""

from datetime import date
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import clock
from app.cases.actions import perform
from app.cases.outcomes import Done
from app.cases.store import case_view
from app.clients.actions import add_relation
from app.clients.forms import RelationForm
from app.db import Database, query
from app.merging import actions, links, parts, store
from app.merging.forms import MergeForm, UndoForm
from tests import people
from tests.browser import seen_by_a_merge
from tests.cases.world import case
from tests.clients.world import client, me_of
from workflows import commands

TEXTS = st.sampled_from(["", "Satu", "Dua"])
RECORDS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Ahmad Suryana", "Ahmad Suriana", "Moh. Yusuf"]),
        "sex": st.sampled_from(["L", "P", "TIDAK_DIKETAHUI"]),
        "alias": TEXTS,
        "preferred_name": TEXTS,
        "birth_date": st.sampled_from([None, date(1990, 5, 4), date(1988, 1, 31)]),
        "about": st.sampled_from([None, 36]),
        "nik": st.sampled_from(["", "3604050405900001", "3604053101880002"]),
        "phone": TEXTS,
        "marital": st.sampled_from(["", "KAWIN"]),
        "home_address": TEXTS,
        "found_place": TEXTS,
        "marks": TEXTS,
    }
)
SIDES = st.dictionaries(
    st.sampled_from([part.name for part in parts.parts()]), st.sampled_from(["kept", "gone"])
)
MOST = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


async def registered(values: dict[str, Any], cases: int, relations: int) -> str:
    values = {name: value for name, value in values.items() if value not in (None, "")}
    number = await client("ratu", values.pop("name"), **values)
    for turn in range(cases if {"birth_date", "about"} & values.keys() else 0):
        await case("ratu", client=number)
        await relation(number, f"Orang {turn}")
    for turn in range(relations):
        await relation(number, f"Kerabat {turn}")
    return number


async def relation(number: str, name: str) -> None:
    form = RelationForm(name=name, relation="SAUDARA")
    await add_relation(number, form, me=await me_of("ratu"), now=clock.now(), key=uuid4())


async def standing(*numbers: str) -> dict[str, Any]:
    """Return all that two records are made of, but for versions, ordinals and logs, which only ever grow."""
    found: dict[str, Any] = {}
    for number in numbers:
        rows = await query("SELECT * FROM clients WHERE number = ?", number)
        found[number] = {name: value for name, value in rows[0].as_dict().items() if name != "version"}
        for link in links.links():
            found[number, link.name] = sorted(map(str, await link.rows(rows[0].id)))
        for row in await query("SELECT number FROM cases WHERE client = ?", rows[0].id):
            found[row.number] = await case_standing(row.number)
    return found


async def case_standing(number: str) -> dict[str, Any]:
    (row,) = await query("SELECT * FROM cases WHERE number = ?", number)
    view = await case_view(number, await me_of("ratu"))
    assert view
    values = {name: value for name, value in row.as_dict().items() if name not in ("version", "state")}
    tasks = await query(
        'SELECT task, stage, status, required, turns, due_at FROM case_tasks WHERE "case" = ?', row.id
    )
    return {
        **values,
        "folded": msgspec.structs.replace(view.state, ordinal=0),
        "tasks": sorted(map(tuple, tasks), key=str),
    }


@pytest.fixture
async def ratu(db: Database) -> Any:
    await people.worker("ratu", "SUPERVISOR", "PEKSOS")
    return await me_of("ratu")


@MOST
@given(
    one=RECORDS,
    other=RECORDS,
    take=SIDES,
    cases=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    relations=st.tuples(st.integers(0, 1), st.integers(0, 1)),
    close=st.booleans(),
)
async def test_merging_and_undoing_is_identity(ratu, one, other, take, cases, relations, close):
    kept = await registered(one, cases[0], relations[0])
    gone = await registered(other, cases[1], relations[1])
    if close:
        await close_one_of(gone, ratu)
    before = await standing(kept, gone)

    seen = await seen_by_a_merge(kept, gone)
    form = MergeForm(other=gone, take=take, reason="Satu orang", checked=True, key=uuid4(), **seen)
    assert await actions.merge(kept, form, me=ratu, now=clock.now()) == actions.Merged(kept)
    between = await standing(kept, gone)
    assert between[gone]["merged_into"] == between[kept]["id"]
    assert not between[gone, "cases.client"]
    for name in ("cases.client", "relations.client", "access.client"):
        assert between[kept, name] == sorted(before[kept, name] + before[gone, name])

    (made,) = await store.merges(kept, ratu)
    undone = await actions.undo(kept, made.id, UndoForm(reason="Keliru"), me=ratu, now=clock.now())
    assert undone == actions.Parted(kept, gone)
    assert await standing(kept, gone) == before


async def close_one_of(number: str, me: Any) -> None:
    """Close a case of the client, if there is one."""
    for row in await query(
        "SELECT c.number FROM cases c JOIN clients k ON k.id = c.client WHERE k.number = ?", number
    ):
        move = commands.Move(trigger="cancel", close_reason="BATAL", reason="Bukan layanan kami")
        outcome = await perform(row.number, move, me=me, now=clock.now(), version=None, key=uuid4())
        assert isinstance(outcome, Done), outcome
        return
