"""The report's figures against an independent count, against each other, and against their lists."""

from collections.abc import Awaitable, Callable
from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.db import query, transaction
from app.reports import lists, store
from app.reports.figures import FIGURES, FLOWS
from app.reports.lists import Cell
from app.reports.months import Month, of, since
from app.reports.sheet import Choice, blocks, breaches
from app.scope.predicate import Sql
from app.web.http.current_user import CurrentUser
from tests import people
from tests.reports import plain_count
from tests.reports.histories import START, History, add_case, add_client

EVERYTHING = Sql("1 = 1", ())
TYPES, REGIONS = ("ABT", "ABH", "BWBLP"), ("36.01", "36.04", "36.73")
SEXES = ("L", "P", "TIDAK_DIKETAHUI")
ENDS = [
    ("TUJUAN_TERCAPAI", "REUNIFIKASI", "CLOSED"),
    ("MENOLAK_LAYANAN", "", "CLOSED"),
    ("MENINGGAL", "", "CLOSED"),
    ("RUJUK_PUSAT", "", "REFERRED_OUT"),
    ("KLASIFIKASI_ULANG", "", "RECLASSIFIED_OUT"),
]


def head(worker: UUID) -> CurrentUser:
    return CurrentUser(
        id=worker,
        username="kepala",
        name="Kepala",
        roles=frozenset({"KABID"}),
        grantees=("division",),
        organisation=None,
        region=None,
        lang="id",
    )


async def compare(month: Month) -> None:
    """Assert that every figure of a month equals the plain count's."""
    rows = await query(
        """SELECT e."case", c.client, e.ordinal, e.occurred_at, e.data
           FROM case_events e JOIN cases c ON c.id = e."case" """
    )
    plain = plain_count.count(plain_count.cases_from(rows), month.first.year, month.first.month)
    counted = await store.counted(month, EVERYTHING)
    assert {key: cell["opening"] for key, cell in counted.added.items() if cell["opening"]} == plain.opening
    for name in FLOWS:
        assert {key: cell[name] for key, cell in counted.added.items() if cell[name]} == plain.flows[name], (
            name
        )
    assert counted.stood == plain.opening
    assert counted.stands == plain.closing
    assert counted.persons == plain.persons
    assert counted.served == plain.served
    assert {
        (*one.key, one.flow, one.close_reason, one.outcome): one.count for one in counted.ended
    } == plain.ended
    assert breaches(counted) == []


STEP = st.tuples(
    st.integers(0, 25),
    st.sampled_from(["end", "move", "void", "note", "assign", "go", "desk", "serve", "sex"]),
    st.integers(0, 9),
)
OPENED = st.tuples(
    st.sampled_from(TYPES),
    st.sampled_from(REGIONS),
    st.integers(0, 90),
    st.sampled_from(["NEW", "NEW", "REFERRED_IN", "RECLASSIFIED_IN", "ADOPTED"]),
)
CASE = st.tuples(st.integers(0, 3), OPENED, st.lists(STEP, max_size=9))


def told(actor: UUID, opened: tuple[str, str, int, str], steps, sex: str = "L") -> History:
    """Turn drawn steps into a history that could have happened."""
    pmks_type, region, day, flow = opened
    history = History(pmks_type, region, actor, day, flow, sex)
    for gap, what, pick in steps:
        history.day += gap
        if what == "end" and history.is_open:
            history.close(*ENDS[pick % len(ENDS)])
        elif what == "end":
            history.reopen()
        elif what == "move" and history.is_open:
            history.forward()
        elif what == "void" and history.moves:
            history.void()
        elif what == "go" and history.is_open:
            history.relocate(next(r for r in REGIONS[pick % 3 :] + REGIONS if r != history.region))
        elif what == "assign":
            history.assign()
        elif what == "note":
            history.note()
        elif what == "desk":
            history.desk_work()
        elif what == "serve":
            history.serve(pick)
        elif what == "sex" and history.is_open:
            history.correct_sex(SEXES[pick % 3])
    return history


class UndoneError(Exception):
    """Thrown so that nothing of an example stays."""


async def undone(body: Callable[[], Awaitable[None]]) -> None:
    """Run *body* in a transaction that is given up, so that an append-only log can serve many examples."""

    @transaction
    async def attempt() -> None:
        await body()
        raise UndoneError

    with pytest.raises(UndoneError):
        await attempt()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(CASE, min_size=1, max_size=8))
async def test_random_histories_count_as_a_plain_reading_of_them_does(db, drawn):
    username = f"w{uuid4().hex[:12]}"

    async def body() -> None:
        unit = await people.organisation()
        actor = await people.worker(username, "PEKSOS", unit=unit)
        clients = [await add_client(actor, SEXES[n % 3]) for n in range(4)]
        for client, opened, steps in drawn:
            await add_case(clients[client], unit, told(actor, opened, steps, SEXES[client % 3]))
        for month in since(of(date(2026, 1, 1)), of(date(2026, 9, 1))):
            await compare(month)

    await undone(body)


@pytest.fixture
async def division(db):
    """Make a small division with one case for each thing that may befall a month's figures."""
    unit = await people.organisation()
    actor = await people.worker("sari", "PEKSOS", unit=unit)
    await _tell(actor, unit)
    return head(actor)


@transaction
async def _tell(actor: UUID, unit: UUID) -> None:
    both = await add_client(actor, "P", "BTN-2026-000001")
    stays = History("ABT", "36.04", actor, sex="P")
    stays.day = 40
    stays.note()
    ended = History("ABT", "36.04", actor, sex="P")
    ended.day = 35
    ended.close("TUJUAN_TERCAPAI", "REUNIFIKASI")
    back = History("ABH", "36.73", actor, sex="P")
    for day, act in ((33, back.close), (36, back.reopen), (50, back.close)):
        back.day = day
        act()
    mistaken = History("ABH", "36.73", actor)
    mistaken.day = 40
    mistaken.close("MENINGGAL")
    mistaken.day = 41
    mistaken.void()
    gone = History("BWBLP", "36.01", actor, flow="REFERRED_IN")
    gone.day = 45
    gone.relocate("36.04")
    gone.day = 70
    gone.close("RUJUK_PUSAT", "", "REFERRED_OUT")
    for history in (stays, ended, back):
        await add_case(both, unit, history)
    for history in (mistaken, gone):
        await add_case(await add_client(actor, "L"), unit, history)


FEBRUARY = of(date(2026, 2, 1))


async def test_a_month_made_by_hand_counts_as_it_should(division):
    counted = await store.counted(FEBRUARY, EVERYTHING)

    assert counted.added["ABT", "36.04", "P"] | {} == {**dict.fromkeys(FLOWS, 0), "opening": 2, "closed": 1}
    assert counted.added["ABH", "36.73", "P"]["closed"] == 2
    assert counted.added["ABH", "36.73", "P"]["reopened"] == 1
    assert counted.added["ABH", "36.73", "L"]["closed"] == 0
    assert counted.stands == {("ABT", "36.04", "P"): 1, ("ABH", "36.73", "L"): 1, ("BWBLP", "36.04", "L"): 1}
    assert counted.persons[None, None, "P"] == 1
    assert counted.served[None, None, "P"] == 1
    for month in since(of(START.date()), of(date(2026, 5, 1))):
        await compare(month)


async def test_closing_of_a_month_is_the_opening_of_the_next(division):
    for month in since(of(START.date()), of(date(2026, 4, 1))):
        now = await store.counted(month, EVERYTHING)
        then = await store.counted(month.next, EVERYTHING)
        assert now.stands == {key: cell["opening"] for key, cell in then.added.items() if cell["opening"]}


@pytest.mark.parametrize("rows", ["type", "region", "full"])
async def test_every_figure_is_as_large_as_the_list_behind_it(division, rows):
    counted = await store.counted(FEBRUARY, EVERYTHING)
    for block in blocks(counted, Choice(rows=rows), types=TYPES, regions=REGIONS):
        for group in (*block.groups, block.total):
            for row in (group.sum, *group.sexes):
                for figure, count in row.figures.items():
                    cell = Cell(figure, row.type, row.region, row.sex)
                    assert await lists.count(cell, FEBRUARY, EVERYTHING) == count, cell
                    assert len((await lists.page(cell, FEBRUARY, division)).rows) == count, cell


async def test_ends_lead_to_their_cases_by_reason_and_outcome(division):
    counted = await store.counted(FEBRUARY, EVERYTHING)

    assert (
        sum(one.count for one in counted.ended) == await lists.count(Cell("ended"), FEBRUARY, EVERYTHING) == 3
    )
    for one in counted.ended:
        type_, region, sex = one.key
        cell = Cell("ended", type_, region, sex, one.close_reason or "-", one.outcome or "-")
        assert await lists.count(cell, FEBRUARY, EVERYTHING) == one.count
    assert await lists.count(Cell("counted"), FEBRUARY, EVERYTHING) == 3
    assert await lists.count(Cell("succeeded"), FEBRUARY, EVERYTHING) == 3


async def test_a_cell_that_does_not_add_up_is_named_with_its_cases(db):
    unit = await people.organisation()
    actor = await people.worker("sari", "PEKSOS", unit=unit)

    @transaction
    async def tell() -> str:
        twice = History("ABT", "36.04", actor)
        twice.day = 1
        twice.reopen()  # open already: no caseload may grow by this
        return await add_case(await add_client(actor), unit, twice)

    number = await tell()
    january = of(START.date())
    found = breaches(await store.counted(january, EVERYTHING))

    assert [(one.key, one.when, one.added, one.stands) for one in found] == [
        (("ABT", "36.04", "L"), "closing", 2, 1)
    ]
    assert await store.suspects(january.end, found[0].key, EVERYTHING) == [number]


async def test_only_what_is_in_scope_is_listed(division):
    stranger = CurrentUser(
        id=division.id,
        username="s",
        name="S",
        roles=frozenset({"KABID"}),
        grantees=("unit:none",),
        organisation=None,
        region=None,
        lang="id",
    )
    for figure in FIGURES:
        assert (await lists.page(Cell(figure), FEBRUARY, stranger)).rows == []
