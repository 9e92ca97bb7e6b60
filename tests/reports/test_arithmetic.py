"""The report's arithmetic: what leaves one place arrives in another, what counts for the rate, whom a month served."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app import clock
from app.casework.forms import MoveForm
from app.casework.moves.reclassify import reclassify
from app.db import query, transaction
from app.opening.open_case import Opened
from app.reports import store
from app.reports.figures import PAIRED
from app.reports.months import of
from app.reports.outcomes import outcomes
from app.reports.sheet import Choice, unpaired
from app.reports.store import Ended
from app.scope.predicate import Sql
from tests import people
from tests.cases.case_driver import START as OPENED
from tests.cases.case_driver import case_of
from tests.reports.histories import START, History, add_case, add_client
from tests.workflows.field_rows import field_row
from workflows import commands

EVERYTHING = Sql("1 = 1", ())
HERE = ("LUT", "36.04", "L")


def ends(**counts: int):
    found = [Ended(HERE, "CLOSED", reason, "", count) for reason, count in counts.items()]
    return outcomes(found, Choice(), types=["LUT"], regions=["36.04"]).total.sum


async def test_a_reclassification_entered_late_leaves_and_arrives_on_the_same_day(db):
    case = await case_of("LUT")
    case.now += timedelta(days=40)
    on = clock.on(OPENED) + timedelta(days=3)
    assert of(on) != of(clock.on(case.now)), "it is entered in a later month"
    view = await case.view()
    form = MoveForm(
        trigger="reclassify",
        reason="Lebih tepat",
        new_type="PD",
        occurred_on=on,
        version=view.version,
        key=uuid4(),
    )
    command = commands.Move(trigger="reclassify", reason="Lebih tepat", new_type="PD")

    made = await reclassify(case.number, form, command, me=case.staff.me["SUPERVISOR"], now=case.now)

    assert isinstance(made, Opened), made
    rows = await query(
        "SELECT flow, occurred_on FROM case_events WHERE flow LIKE 'RECLASSIFIED%' ORDER BY flow"
    )
    assert [(row[0], str(row[1])) for row in rows] == [
        ("RECLASSIFIED_IN", str(on)),
        ("RECLASSIFIED_OUT", str(on)),
    ]
    for month in (of(on), of(clock.on(case.now))):
        assert unpaired(await store.counted(month, EVERYTHING)) == []


@pytest.mark.parametrize("flow", ["RECLASSIFIED_IN"])
async def test_what_came_in_from_nowhere_is_named(db, flow):
    unit = await people.organisation()
    actor = await people.worker("sari", "PEKSOS", unit=unit)

    @transaction
    async def tell() -> None:
        await add_case(await add_client(actor), unit, History("ABT", "36.04", actor, flow=flow))

    await tell()
    [one] = unpaired(await store.counted(of(START.date()), EVERYTHING))
    assert (one.figure, one.came, one.went) == ("reclassified_in", 1, 0)
    assert one.figure in PAIRED


def test_a_rate_counts_what_says_something_of_the_work_and_has_its_number_beside_it():
    found = ends(TUJUAN_TERCAPAI=3, MENOLAK_LAYANAN=1, TIDAK_DAPAT_DIHUBUNGI=1)
    assert (found.counted, found.succeeded, found.rate) == (5, 3, 0.6)


@field_row("W18")
@pytest.mark.parametrize(
    "reason",
    [
        "BATAL",
        "DUPLIKAT",
        "MENINGGAL",
        "PINDAH_DOMISILI",
        "PERLU_LAYANAN",
        "TIDAK_MEMENUHI_KRITERIA",
        "KEWENANGAN_LAIN",
    ],
)
def test_no_mistake_move_or_refusal_lowers_the_rate(reason):
    alone, with_it = ends(TUJUAN_TERCAPAI=6), ends(TUJUAN_TERCAPAI=6, **{reason: 9})
    assert with_it.rate == alone.rate == 1
    assert with_it.ended == alone.ended + 9


@field_row("W18")
def test_who_was_not_accepted_stands_apart():
    assert ends(TIDAK_MEMENUHI_KRITERIA=2, KEWENANGAN_LAIN=1, BATAL=4).not_accepted == 3


@pytest.mark.parametrize("counted", [1, 4])
def test_of_fewer_than_five_ends_no_rate_is_given(counted):
    assert ends(TUJUAN_TERCAPAI=counted).rate is None


async def test_work_that_is_for_nobody_serves_nobody(db):
    unit = await people.organisation()
    actor = await people.worker("sari", "PEKSOS", unit=unit)
    busy, served = History("ABT", "36.04", actor), History("ABT", "36.73", actor)
    for history in (busy, served):
        history.day = 40
        history.desk_work()
        history.forward()
    served.serve(0)

    @transaction
    async def tell() -> None:
        for history in (busy, served):
            await add_case(await add_client(actor), unit, history)

    await tell()
    counted = await store.counted(of((START + timedelta(days=40)).date()), EVERYTHING)
    assert counted.served[None, None, None] == 1
    assert ("ABT", "36.04", "L") not in counted.served


async def test_a_corrected_sex_leaves_past_months_alone(db):
    unit = await people.organisation()
    actor = await people.worker("sari", "PEKSOS", unit=unit)
    history = History("ABT", "36.04", actor, sex="TIDAK_DIKETAHUI")

    @transaction
    async def tell() -> None:
        history.day = 40
        history.correct_sex("P")
        await add_case(await add_client(actor, "P"), unit, history)

    await tell()
    january, february = of(START.date()), of((START + timedelta(days=40)).date())
    then, now = await store.counted(january, EVERYTHING), await store.counted(february, EVERYTHING)
    assert then.stands == {("ABT", "36.04", "TIDAK_DIKETAHUI"): 1}
    assert now.stands == {("ABT", "36.04", "P"): 1}
    assert now.added["ABT", "36.04", "P"]["corrected_in"] == 1
    assert now.added["ABT", "36.04", "TIDAK_DIKETAHUI"]["corrected_out"] == 1


@pytest.mark.parametrize("asked", ["type=ZZZ", "region=99.99", "rows=circle", "type=ABT&region=xx"])
async def test_a_report_on_what_there_is_not_is_no_page_of_zeros(app, signed_in, asked):
    await people.worker("kabid", "KABID")
    browser = await signed_in("kabid")
    assert (await browser.get(f"/reports/monthly/2026-01?{asked}")).status_code == 404
    for fine in ("", "?type=ABT&region=36.04&rows=full"):
        assert (await browser.get(f"/reports/monthly/2026-01{fine}")).status_code == 200
