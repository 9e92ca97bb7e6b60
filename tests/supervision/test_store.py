"""The list from the database: the same cases as the rules say, each once, each count as long as its rows."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.db import execute, transaction
from app.supervision import store
from app.supervision.facets import counts
from app.supervision.filters import FILTERS, SORTS, Wanted
from app.supervision.rules import CAUSES, cutoffs
from app.supervision.sums import Facets
from app.web.http.current_user import CurrentUser
from tests import people
from tests.supervision.oracle import Standing
from tests.supervision.plain_reading import stalled_by
from tests.supervision.standing_cases import NOW, stand
from workflows.clock import calendar
from workflows.parts import Inactivity

LIMITS = {"ABT": Inactivity(5), "ABH": Inactivity(5), "LUT/HUNIAN_PANTI": Inactivity(30, "calendar")}
CUT = cutoffs(LIMITS, now=NOW, calendar=calendar())
AGO = st.integers(-10, 60).map(lambda days: NOW - timedelta(days=days, hours=days % 7))
PAST = st.integers(0, 60).map(lambda days: NOW - timedelta(days=days, hours=days % 5))
CASE = st.builds(
    Standing,
    st.sampled_from(["ABT", "LUT", "BWBLP"]),
    st.sampled_from(["INTAKE", "TUNDA", "BINA_LANJUT", "HUNIAN_PANTI"]),
    st.none() | AGO,
    st.none() | AGO,
    PAST,
    st.none() | PAST,
    st.none() | AGO,
    st.none() | AGO,
    st.none() | AGO,
)
DRAWN = st.lists(st.tuples(CASE, st.sampled_from(["36.01", "36.04"]), st.booleans()), max_size=10)


def head(worker: UUID, *grantees: str) -> CurrentUser:
    return CurrentUser(
        id=worker,
        username="kepala",
        name="Kepala",
        roles=frozenset({"KABID"}),
        grantees=grantees or ("division",),
        organisation=None,
        region=None,
        lang="id",
    )


class UndoneError(Exception):
    """Thrown so that nothing of an example stays."""


async def all_rows(me: CurrentUser, wanted: Wanted, *, few: bool = False) -> list[store.Stalled]:
    """Follow the pages to the end."""
    found: list[store.Stalled] = []
    while True:
        page = await store.rows(me, CUT, wanted, few=few)
        found += page.rows
        if page.next is None:
            return found
        wanted = Wanted(**{**wanted.params, "after": page.next})


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=DRAWN)
async def test_random_cases_are_listed_as_a_plain_reading_of_the_rules_says(db, drawn):
    @transaction
    async def example() -> None:
        unit = await people.organisation()
        actor = await people.worker(f"w{uuid4().hex[:12]}", "PEKSOS", unit=unit)
        wanted = {}
        for standing, region, mine in drawn:
            number = await stand(
                standing, unit=unit, actor=actor, region=region, worker=actor if mine else None
            )
            if causes := stalled_by(standing, LIMITS, NOW, calendar()):
                wanted[number] = causes
        me = head(actor)
        for sort in SORTS:
            rows = await all_rows(me, Wanted(sort=sort))
            assert rows == await all_rows(me, Wanted(sort=sort), few=True)
            assert {row.number: set(row.causes) for row in rows} == wanted
            assert len(rows) == len(wanted) == await store.count(me, CUT)
        await counts_lead_to_their_rows(me)
        raise UndoneError

    with pytest.raises(UndoneError):
        await example()


async def counts_lead_to_their_rows(me: CurrentUser) -> None:
    facets = Facets(await store.groups(me, CUT))
    for asked in (Wanted(), Wanted(region="36.04"), Wanted(cause="SLA", stage="INTAKE")):
        assert facets.total(asked.filters) == len(await all_rows(me, asked))
        for name in FILTERS:
            for one in counts(facets, asked, name):
                narrowed = Wanted(**{**asked.filters, name: one.value})
                assert one.count == len(await all_rows(me, narrowed)), one


@pytest.fixture
async def many(db) -> CurrentUser:
    """Put 120 stalled cases of different lateness into the database."""
    unit = await people.organisation()
    actor = await people.worker("sari", "PEKSOS", unit=unit)

    @transaction
    async def tell() -> None:
        for n in range(120):
            late = NOW - timedelta(days=1 + n % 40)
            legal = NOW - timedelta(hours=3) if n % 10 == 0 else None
            case = Standing("ABT", "INTAKE", late, legal, NOW - timedelta(days=n % 30), None, None)
            await stand(case, unit=unit, actor=actor, worker=actor, entered_at=late - timedelta(days=n % 9))

    await tell()
    return head(actor)


@pytest.mark.parametrize("sort", SORTS)
async def test_pages_of_fifty_show_every_case_once_and_in_order(many, sort):
    rows = await all_rows(many, Wanted(sort=sort))

    assert len({row.number for row in rows}) == len(rows) == 120
    keys = [row.key for row in rows]
    assert keys == sorted(keys)


async def test_what_the_law_demands_comes_first(many):
    rows = (await store.rows(many, CUT, Wanted())).rows

    assert ["LEGAL" in row.causes for row in rows] == [True] * 12 + [False] * 38


async def test_who_is_in_danger_comes_before_what_the_law_demands_page_by_page(many):
    before = await all_rows(many, Wanted())
    chosen = [row.number for row in before[5:115:2]]

    @transaction
    async def endanger() -> None:
        for n, number in enumerate(chosen):
            due = NOW + timedelta(hours=n // 3)
            await execute(
                "UPDATE cases SET danger_at = ?, danger_due = ? WHERE number = ?",
                NOW - timedelta(hours=1),
                due,
                number,
            )

    await endanger()
    rows = await all_rows(many, Wanted())

    assert {row.number for row in rows[: len(chosen)]} == set(chosen)
    assert len({row.number for row in rows}) == 120
    rest = [row.number for row in rows[len(chosen) :]]
    assert rest == [row.number for row in before if row.number not in chosen]


async def test_outside_the_scope_nothing_is_listed_nor_counted(many):
    stranger = head(many.id, "unit:none")

    assert (await store.rows(stranger, CUT, Wanted())).rows == []
    assert await store.groups(stranger, CUT) == []
    assert await store.count(stranger, CUT) == 0


@pytest.mark.parametrize(
    "asked", [{"worker": "nobody"}, {"cause": "BORED"}, {"stage": "X"}, {"worker": str(uuid4())}]
)
async def test_an_unknown_filter_finds_nothing(many, asked):
    assert (await store.rows(many, CUT, Wanted(**asked))).rows == []


@pytest.mark.parametrize("after", ["x", "bm9uc2Vuc2U", "WzEsIngiLCJ5Il0"])
async def test_a_page_that_nobody_made_is_the_first_page(many, after):
    assert len((await store.rows(many, CUT, Wanted(after=after))).rows) == 50


def test_every_cause_has_its_flag():
    from app.supervision.sql import conditions

    assert tuple(conditions(CUT)) == CAUSES
