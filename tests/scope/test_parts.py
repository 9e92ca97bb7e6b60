"""The scope said in parts, and the division's that asks nothing: the same cases as the grants say, one by one."""

import pytest

from app.db import execute, query, transaction
from app.scope import grants
from app.scope.predicate import EVERYTHING, Sql, case_scope, case_scope_parts
from app.web.http.current_user import CurrentUser
from tests import people
from tests.cases.world import case
from tests.clients.world import me_of


@transaction
async def say(sql: str, *args: object) -> None:
    await execute(sql, *args)


@pytest.fixture
async def lived(db):
    """A case of Sari's, one of Budi's, and one of his that Sari was granted beside (she reported it)."""
    await people.worker("budi", "PEKSOS")
    await people.worker("sari", "PEKSOS")
    await people.worker("nina", "SUPERVISOR")
    await people.worker("kepala", "KABID")
    await case("sari", "Punya Sari")
    await case("budi", "Punya Budi")
    reported = (
        await query("SELECT id, client FROM cases WHERE number = ?", await case("budi", "Lapor", about=44))
    )[0]
    sari = (await me_of("sari")).id
    await granted(reported.client, reported.id, grants.worker(sari))


@transaction
async def granted(client, case_id, grantee) -> None:
    await grants.grant(client, case_id, grantee, "REPORT", now=people.SINCE)


async def by_grants(me: CurrentUser) -> set[str]:
    """Read the grants one by one, in Python: the oracle."""
    held = await query('SELECT "case", grantee FROM access WHERE until IS NULL AND "case" IS NOT NULL')
    return {str(row[0]) for row in held if row[1] in me.grantees}


async def within(parts: list[Sql]) -> list[str]:
    rows = [
        row
        for part in parts
        for row in await query(f"SELECT c.id FROM cases c WHERE {part.text}", *part.args)
    ]
    return [str(row[0]) for row in rows]


@pytest.mark.parametrize("username", ["sari", "budi", "nina", "kepala"])
async def test_the_parts_of_a_scope_give_each_granted_case_once(lived, username):
    me = await me_of(username)

    listed = await within([*await case_scope_parts(me)])

    assert len(listed) == len(set(listed))
    assert set(listed) == set(await within([case_scope(me)])) == await by_grants(me)


async def test_a_worker_s_own_and_what_was_granted_beside_are_two_parts(lived):
    own, beside = [await within([part]) for part in await case_scope_parts(await me_of("sari"))]

    assert len(own) == len(beside) == 1


async def test_every_case_is_granted_to_the_division_so_that_nothing_is_asked_of_it(lived):
    me = await me_of("kepala")

    assert case_scope(me) == EVERYTHING
    assert await by_grants(me) == set(await within([EVERYTHING]))


@pytest.mark.parametrize("lost", ["grantee = 'division'", "kind = 'ASSIGNMENT'"])
async def test_a_case_without_its_grant_is_found(lived, lost):
    await say(f"UPDATE access SET until = since WHERE {lost}")
    me = await me_of("kepala" if "division" in lost else "budi")

    assert set(await within([*await case_scope_parts(me)])) != await by_grants(me)
