"""An adopted case goes on like any other, to its close, and the months stay in balance."""

from datetime import date, timedelta

import pytest

from app import clock
from app.opening.import_case import Adoption, adopt_case
from app.opening.open_case import Opened, Opening
from app.reports import store
from app.reports.months import of
from app.reports.sheet import breaches
from app.scope.predicate import Sql
from tests.cases import case_driver
from tests.cases.case_driver import START, Driven
from workflows.definition import load_all

AS_OF = clock.on(START) - timedelta(days=1)
EVERYTHING = Sql("1 = 1", ())


async def adopted(journey: str, stage: str) -> Driven:
    """Take a case over that has been in *stage* for a month."""
    staff = await case_driver.staff(load_all()[journey].meta.section)
    head, worker = staff.me["SUPERVISOR"], staff.me["PEKSOS"]
    number = await case_driver.client(worker, case_driver.born(journey))
    opening = Opening(
        client=number,
        pmks_type=journey,
        source="MASYARAKAT",
        urgency="BIASA",
        safe_now="AMAN",
        reported_at=START,
        region="36.04",
        unit=staff.unit,
        worker=worker.id,
    )
    form = Adoption(
        opening=opening, as_of=AS_OF, opened_on=date(2025, 10, 1), stage=stage, entered_on=date(2025, 12, 1)
    )
    done = await adopt_case(form, me=head, now=START, key=None)
    assert isinstance(done, Opened), done
    return Driven(staff, done.number)


@pytest.mark.parametrize("success", [True, False])
@pytest.mark.parametrize(
    ("journey", "stage"),
    [("BWBLP", "INTERVENSI"), ("BWBLP", "BINA_LANJUT"), ("ABT", "ASESMEN"), ("LUT", "INTERVENSI")],
)
async def test_an_adopted_case_goes_to_its_close_and_every_month_adds_up(sqlite_db, journey, stage, success):
    case = await adopted(journey, stage)
    await case.close(success=success)
    closed = await case.view()
    assert closed.closed_at
    month, last = of(AS_OF), of(clock.on(closed.closed_at))
    while month.first <= last.first:
        counted = await store.counted(month, EVERYTHING)
        assert breaches(counted) == []
        figures = counted.added[journey, "36.04", "L"]
        assert figures["new"] == 0
        assert figures["adopted"] == (month == of(AS_OF))
        assert figures["opening"] == (month != of(AS_OF))
        month = month.next
    assert counted.stands == {}
