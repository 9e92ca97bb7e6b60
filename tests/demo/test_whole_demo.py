"""The demo as a newcomer loads it: every type, every role, and every case agrees with its own events."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app import db
from app.db import query
from app.demo.load import Counts
from app.demo.people import ACCOUNTS
from tests.demo.conftest import made
from tests.demo.test_demo import every_case_folds
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


def test_every_role_section_and_region_has_an_account() -> None:
    assert {one.role for one in ACCOUNTS} == ROLES
    sections = {one.section for one in ACCOUNTS if one.role == "KASI"}
    assert sections >= {journey.meta.section for journey in load_all().values()}
    assert len({one.region for one in ACCOUNTS if one.role == "KABKOTA"}) == 8
