"""The heads' short figures are those of the report."""

from datetime import date

from app.home.headlines import headlines
from app.reports import store
from app.reports.figures import FLOWS
from app.scope.predicate import Sql
from tests.reports.test_monthly_counts import division, head  # noqa: F401  the fixture

EVERYTHING = Sql("1 = 1", ())


async def test_the_short_way_counts_what_the_report_counts(division):  # noqa: F811
    found = await headlines(division, today=date(2026, 4, 14), months=4)

    assert [str(one.month) for one in found] == ["2026-04", "2026-03", "2026-02", "2026-01"]
    for one in found:
        counted = await store.counted(one.month, EVERYTHING)
        assert one.opening == sum(counted.stood.values())
        assert one.closing == sum(counted.stands.values())
        for name in FLOWS:
            assert one.flows[name] == sum(cell[name] for cell in counted.added.values()), name
        assert one.opening + one.came - one.went == one.closing
        ends = [end for end in counted.ended if end.flow == "CLOSED"]
        assert one.counted == sum(
            end.count for end in ends if end.close_reason not in ("MENINGGAL", "DUPLIKAT")
        )
        assert one.succeeded == sum(end.count for end in ends if end.close_reason == "TUJUAN_TERCAPAI")
