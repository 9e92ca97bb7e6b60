"""The supervisor's list and the monthly report on the demo, each against its independent reading."""

from datetime import UTC, datetime, time
from pathlib import Path
from uuid import uuid4

from app.db import query
from app.reports import store as reports
from app.reports.months import of, since
from app.sop import store as sop
from app.supervision import store as stalled
from app.supervision.filters import Wanted
from app.web.http.current_user import CurrentUser
from tests.demo.conftest import AS_OF
from tests.reports.test_monthly_counts import compare
from tests.supervision.oracle import Standing
from tests.supervision.plain_reading import stalled_by

HEAD = CurrentUser(
    id=uuid4(),
    username="kabid",
    name="Kabid",
    roles=frozenset({"KABID"}),
    grantees=("division",),
    organisation=None,
    region=None,
    lang="id",
)


async def test_every_cell_of_every_month_is_what_plain_python_counts(demo_db: Path):
    first = await reports.first_month()
    assert first
    months = since(first, of(AS_OF))
    assert len(months) >= 12
    for month in months:
        await compare(month)


async def test_the_stalled_cases_are_those_of_a_plain_reading(demo_db: Path):
    now = datetime.combine(AS_OF, time(4), UTC)
    cut = await stalled.cutoffs_at(now)
    limits = {one.meta.id: one.meta.inactivity for one in await sop.journeys() if one.meta.inactivity}
    rows = await query(
        """SELECT c.number, c.journey, c.stage, c.due_at, c.legal_due_at, c.last_human_at, c.unassigned_since,
                  (SELECT MIN(t.due_at) FROM case_tasks t
                   WHERE t."case" = c.id AND t.status = 'OPEN' AND t.stage = 'BINA_LANJUT') AS visit,
                  EXISTS (SELECT 1 FROM workers w WHERE w.id = c.worker AND NOT w.active) AS gone
           FROM cases c WHERE c.closed_at IS NULL"""
    )
    calendar = await sop.calendar()
    plain = {row[0]: stalled_by(_standing(row), limits, now, calendar) for row in rows}

    found, page = {}, await stalled.rows(HEAD, cut, Wanted())
    found.update({row.number: set(row.causes) for row in page.rows})

    assert page.next is None
    assert found == {number: causes for number, causes in plain.items() if causes}
    assert len({cause for causes in found.values() for cause in causes}) >= 4, (
        "the demo shows too few kinds of stalling"
    )


def _standing(row) -> Standing:
    visit = datetime.fromisoformat(str(row[7])) if row[7] else None
    return Standing(*row[1:7], visit, bool(row[8]))
