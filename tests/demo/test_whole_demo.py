"""The demo as a newcomer loads it: every type, every role, and every case agrees with its own events."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from app import db
from app.accounts.roles import Standing, grantees
from app.clients.verification import store
from app.db import query
from app.demo.load import Counts
from app.demo.people import ACCOUNTS
from app.scope.predicate import case_scope
from app.supervision import store as stalled
from app.supervision.filters import Wanted
from app.web.http.current_user import CurrentUser
from tests.demo.conftest import AS_OF, made
from tests.demo.test_demo import every_case_folds
from tests.demo.test_desks import HEAD
from workflows.definition import load_all

ROLES = frozenset(
    [
        "PEKSOS",
        "SAKTI",
        "TKSK",
        "LKS",
        "UPTD",
        "KABKOTA",
        "BAPAS_PK",
        "SUPERVISOR",
        "KASI",
        "KABID",
        "KADIS",
        "DATA",
        "AUDITOR",
        "DPO",
        "ADMIN",
        "SOP_OWNER",
    ]
)


@pytest.fixture(scope="module")
def whole_made(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Counts]:
    return made(sqlite_template, tmp_path_factory.mktemp("whole"), small=False)


@pytest.fixture
async def whole(whole_made: tuple[Path, Counts]) -> AsyncIterator[Counts]:
    """Open the whole demo; the tests of this file only read it."""
    db.use(f"sqlite:///{whole_made[0]}")
    await db.start()
    try:
        yield whole_made[1]
    finally:
        await db.stop()


async def test_about_four_hundred_clients_and_no_story_got_stuck(whole: Counts) -> None:
    assert whole.stuck == ()
    assert 380 <= whole.clients <= 460
    assert whole.cases >= 400


async def test_every_case_of_the_whole_demo_folds(whole: Counts) -> None:
    await every_case_folds()


async def test_every_journey_and_every_type_has_cases_in_all_regions_together(whole: Counts) -> None:
    assert {row[0] for row in await query("SELECT DISTINCT journey FROM cases")} == set(load_all())
    kinds = dict(
        tuple(row) for row in await query("SELECT pmks_type, count(*) FROM cases GROUP BY pmks_type")
    )
    assert min(kinds.values()) >= 3
    assert {"AT", "PD", "LUT"} == set(sorted(kinds, key=lambda kind: -kinds[kind])[:3])
    assert len(await query("SELECT DISTINCT region FROM cases")) == 8


async def test_what_goes_on_beside_the_cases_is_there_too(whole: Counts) -> None:
    assert len(await query("SELECT 1 FROM client_merges")) == 3
    assert len(await query("SELECT 1 FROM case_events WHERE kind = 'adopted'")) == 6
    met = await query("SELECT event, count(*) FROM outreach_people GROUP BY event")
    assert min(row[1] for row in met) >= 3
    answers = {tuple(row) for row in await query("SELECT DISTINCT kind, status FROM referrals")}
    assert answers == {
        (kind, status) for kind in ("CENTRE", "HANDOVER") for status in ("SENT", "ACKNOWLEDGED", "RETURNED")
    }
    hosted = await query("SELECT DISTINCT grantee FROM access WHERE kind = 'SHELTER'")
    assert len(hosted) == 2


async def count(sql: str, *args: object) -> int:
    return int((await query(f"SELECT count(*) FROM {sql}", *args))[0][0])


async def test_histories_reach_back_two_years_and_each_thing_that_happens_to_cases_happens(
    whole: Counts,
) -> None:
    first = (await query("SELECT min(occurred_at) FROM case_events"))[0][0]
    assert 690 <= (AS_OF - datetime.fromisoformat(str(first)).date()).days <= 740
    for flow in (
        "REOPENED",
        "RECLASSIFIED_IN",
        "RECLASSIFIED_OUT",
        "MOVED_OUT",
        "REFERRED_OUT",
        "REFERRED_IN",
    ):
        assert await count("case_events WHERE flow = ?", flow) >= 1, flow
    assert await count("cases WHERE stage = 'TUNDA'") >= 5
    assert await count("outreach_events") == 3
    assert await count("clients WHERE merged_into IS NOT NULL") == 3


async def test_some_cases_are_stalled(whole: Counts) -> None:
    now = datetime.combine(AS_OF, time(4), UTC)
    found = await stalled.rows(HEAD, await stalled.cutoffs_at(now), Wanted())
    assert len(found.rows) >= 20


async def test_a_believable_share_of_clients_is_verified_and_some_are_overdue(whole: Counts) -> None:
    status = dict(
        tuple(row) for row in await query("SELECT dtsen_status, count(*) FROM clients GROUP BY dtsen_status")
    )
    assert min(status[one] for one in ("TERDAFTAR", "TIDAK", "BELUM_CEK")) >= 40
    deciles = dict(
        tuple(row)
        for row in await query(
            "SELECT dtsen_decile, count(*) FROM clients WHERE dtsen_decile > 0 GROUP BY dtsen_decile"
        )
    )
    assert sum(deciles.values()) == status["TERDAFTAR"]
    assert deciles[1] + deciles[2] > status["TERDAFTAR"] / 2, "most of the division's clients are poor"
    assert max(deciles) >= 7
    aid = [row[0] for row in await query("SELECT aid FROM clients")]
    assert 0.2 < sum(not one for one in aid) / len(aid) < 0.6
    assert {code for one in aid for code in one.split(",")} >= {
        "PKH",
        "SEMBAKO",
        "PBI_JKN",
        "KIP",
        "ATENSI",
        "BLT_DESA",
        "DAERAH",
        "TIDAK_ADA",
    }
    late = {why: await store.count(why, HEAD, today=AS_OF) for why in ("never", "old")}
    open_ones = await count(
        "clients k WHERE EXISTS (SELECT 1 FROM cases c WHERE c.client = k.id AND c.closed_at IS NULL)"
    )
    assert min(late.values()) >= 5
    assert sum(late.values()) < open_ones / 3
    assert await count("(SELECT client FROM verifications GROUP BY client HAVING count(*) > 1) twice") >= 20
    ahead = "verifications WHERE verified_on >= ? OR dtsen_checked_on > verified_on"
    assert await count(ahead, AS_OF) == 0


async def test_partners_have_cases_to_look_at(whole: Counts) -> None:
    for username in ("tksk", "bapas", "lksa", "upt"):
        me = await standing_of(username)
        scope = case_scope(me)
        assert await count(f"cases c WHERE {scope.text}", *scope.args) >= 1, username
    by_place = """access a JOIN workers w ON a.grantee = 'region:' || w.kecamatan
                  WHERE w.username = 'tksk' AND a.kind = 'KECAMATAN' AND a."case" IS NOT NULL AND a.until IS NULL"""
    assert await count(by_place) >= 5


async def standing_of(username: str) -> CurrentUser:
    account = next(one for one in ACCOUNTS if one.username == username)
    row = (await query("SELECT id, organisation FROM workers WHERE username = ?", username))[0]
    roles = [(account.role, account.section)]
    held = grantees(Standing(row[0], row[1], account.region, account.kecamatan), roles)
    return CurrentUser(
        id=row[0],
        username=username,
        name="",
        roles=frozenset({account.role}),
        grantees=held,
        organisation=row[1],
        region=account.region,
        lang="id",
    )


def test_every_role_section_and_region_has_an_account() -> None:
    assert {one.role for one in ACCOUNTS} == ROLES
    sections = {one.section for one in ACCOUNTS if one.role == "KASI"}
    assert sections >= {journey.meta.section for journey in load_all().values()}
    assert len({one.region for one in ACCOUNTS if one.role == "KABKOTA"}) == 8
