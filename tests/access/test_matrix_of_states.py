"""The access matrix in further states: a grant that has ended, and a mask that comes of something else than the type."""

import pytest

from app.db import execute, query, transaction
from app.scope.restriction import restrict
from tests.access.cast import AT, OVERSEERS, ROLES, SCOPED, cast
from tests.access.test_matrix import CLIENT, EXPECTED, LEAD_TO_A_CASE, PAGES, wrong


@pytest.mark.parametrize("username", sorted(SCOPED))
async def test_whose_grant_has_ended_gets_what_a_stranger_gets(at_hand, username, monkeypatch, tell):
    """Every route about the case and its client is the same 404 as for somebody who never had to do with them."""
    held = [*await _grantees(username)]
    await _end_grants(held)
    monkeypatch.setattr("tests.access.test_matrix.SCOPED", SCOPED - {username})
    monkeypatch.setattr("tests.access.test_matrix.OVERSEERS", OVERSEERS - {username})
    names = [name for name in LEAD_TO_A_CASE if "division" not in held or EXPECTED[name][0] == CLIENT]
    found = [await wrong(at_hand, username, name) for name in sorted(names)]
    assert [one for one in found if one] == []
    tell("routes asked after a grant ended", cells=len(names))


async def _grantees(username: str) -> list[str]:
    """Name under what the person is granted things, as the roles' table says."""
    [[worker, house, region]] = await query(
        "SELECT id, organisation, region FROM workers WHERE username = ?", username
    )
    sections = await query("SELECT section FROM worker_roles WHERE worker = ? AND section <> ''", worker)
    named = [
        f"worker:{worker}",
        f"unit:{house}",
        f"region:{region}",
        *(f"section:{row[0]}" for row in sections),
    ]
    return [*named, "division"] if ROLES[username] in ("KABID", "DATA") else named


@transaction
async def _end_grants(held: list[str]) -> None:
    for grantee in held:
        await execute(
            "UPDATE access SET until = since, ended_for = 'REASSIGNED' WHERE grantee = ? AND until IS NULL",
            grantee,
        )


@pytest.mark.parametrize("username", sorted(OVERSEERS))
async def test_whoever_oversees_is_asked_why_whatever_it_is_that_masks_the_person(app, monkeypatch, username):
    """A child of a type that masks nobody, who was hidden once: every page about any of their cases asks."""
    monkeypatch.setattr("app.clock.now", lambda: AT)
    made = await cast(app, "AT")
    view = await made.case.view()
    assert not view.restricted

    @transaction
    async def hidden() -> None:
        await restrict(view.client, "SHELTER", case=view.id, now=AT)

    await hidden()
    pages = [name for name in PAGES if "assessments" not in name and "/moves/" not in name]
    found = [await wrong(made, username, name) for name in pages if ROLES[username] in EXPECTED[name][1]]
    await made.leave()
    assert [one for one in found if one] == []
