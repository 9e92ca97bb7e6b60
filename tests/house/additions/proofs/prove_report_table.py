"""A report table of two figures: it stands on the page, counts as an independent count does, and leads to its cases."""

import re

from app.db import query, transaction
from app.reports import store
from app.reports.months import of
from app.scope.predicate import Sql
from tests.reports import plain_count
from tests.reports.histories import START, History, add_case, add_client
from tests.reports.test_pages import FEBRUARY, NOW, division, listed  # noqa: F401  a fixture

FIGURE = re.compile(r'<td class="number"><a href="([^"]+figure=(?:visits|papers)[^"]*)">(\d+)</a>')


async def test_a_table_counts_links_and_agrees_with_a_plain_count(division, signed_in):  # noqa: F811
    unit, actor = division

    @transaction
    async def tell() -> None:
        for day in (40, 45, 50):
            history = History("ABT", "36.04", actor, day=day)
            history.note()
            history.desk_work()
            await add_case(await add_client(actor), unit, history)

    await tell()
    kabid = await signed_in("kabid")
    page = (await kabid.get(FEBRUARY)).text
    figures = {href.replace("&amp;", "&"): int(count) for href, count in FIGURE.findall(page)}

    assert "B. Contact and papers" in page
    assert len(figures) >= 4
    for href, count in figures.items():
        assert listed((await kabid.get(href)).text) == count, href
    rows = await query(
        """SELECT e."case", c.client, e.ordinal, e.occurred_at, e.data
           FROM case_events e JOIN cases c ON c.id = e."case" """
    )
    cases, february = plain_count.cases_from(rows), of(START.replace(month=2).date())
    counted = await store.counted(february, Sql("1 = 1", ()))
    for figure, kind in (("visits", "noted"), ("papers", "document_added")):
        assert counted.tallied[figure] == plain_count.of_kind(cases, kind, 2026, 2)
        assert sum(counted.tallied[figure].values()) >= 3
    assert NOW
