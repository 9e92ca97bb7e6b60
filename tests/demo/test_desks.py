"""The monthly report on the demo against its independent reading; `test_stalled_list` does so for the stalled list."""

from pathlib import Path
from uuid import uuid4

from app.reports import store as reports
from app.reports.months import of, since
from app.web.http.current_user import CurrentUser
from tests.demo.conftest import AS_OF
from tests.reports.test_monthly_counts import compare

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
