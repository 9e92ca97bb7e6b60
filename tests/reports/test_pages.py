"""The monthly report in a browser: figures that lead to their cases."""

import re
from html import unescape

import pytest

from app import clock
from app.db import transaction
from app.scope.predicate import Sql
from tests import people
from tests.reports.histories import START, History, add_case, add_client
from tests.reports.test_monthly_counts import _tell

NOW = START.replace(month=4, day=14)
FEBRUARY = "/reports/monthly/2026-02"
FIGURE = re.compile(r'<td class="number[^"]*"><a href="([^"]+)">([\d.]+)</a>')


@pytest.fixture
async def division(app, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    unit = await people.organisation()
    actor = await people.worker("sari", "PEKSOS", unit=unit)
    await _tell(actor, unit)
    for username, role in (
        ("kabid", "KABID"),
        ("kadis", "KADIS"),
        ("data", "DATA"),
        ("kasi", "KASI"),
        ("kurnia", "SUPERVISOR"),
    ):
        await people.worker(username, role, section="ANAK", unit=unit)
    return unit, actor


def listed(text: str) -> int:
    return text.count('<th scope="row" data-label=')


@pytest.mark.parametrize("rows", ["", "?rows=region", "?rows=full", "?region=36.73", "?type=ABT&rows=region"])
async def test_every_figure_of_the_page_leads_to_as_many_rows(division, signed_in, rows):
    kabid = await signed_in("kabid")
    page = await kabid.get(FEBRUARY + rows)
    figures = {unescape(href): int(count) for href, count in FIGURE.findall(page.text)}

    assert len(figures) > 10
    for href, count in figures.items():
        assert listed((await kabid.get(href)).text) == count, href


async def test_the_page_says_that_its_cells_add_up(division, signed_in):
    page = await (await signed_in("kabid")).get(FEBRUARY)

    assert "add up, and open where the month before ended" in page.text
    assert "n &lt; 5" in page.text
    assert 'role="alert"' not in page.text.split("<article")[1].split("</article>")[0]


async def test_a_cell_that_does_not_add_up_is_shown_with_its_case(division, signed_in):
    unit, actor = division

    @transaction
    async def tell() -> str:
        twice = History("ABT", "36.01", actor, day=40)
        twice.reopen()
        return await add_case(await add_client(actor), unit, twice)

    number = await tell()
    page = await (await signed_in("kabid")).get(FEBRUARY)

    assert "1 cell does not add up" in page.text
    assert f'href="/cases/{number}"' in page.text


async def test_the_head_of_the_office_reads_figures_without_their_cases(division, signed_in):
    kadis = await signed_in("kadis")
    page = await kadis.get(FEBRUARY)

    assert page.status_code == 200
    assert not FIGURE.findall(page.text)
    assert (await kadis.get(f"{FEBRUARY}/cases?figure=closing")).status_code == 403


async def test_a_supervisors_figures_are_those_of_their_scope(division, signed_in):
    page = await (await signed_in("kurnia")).get(FEBRUARY)

    assert "cases in your scope only" in page.text
    assert not FIGURE.findall(page.text)


async def test_cases_outside_the_scope_are_counted_but_not_shown(division, signed_in, monkeypatch):
    unit, actor = division

    @transaction
    async def tell() -> None:
        for _ in range(2):
            await add_case(await add_client(actor), unit, History("ABT", "36.04", actor, day=35))

    await tell()
    elsewhere = Sql("c.region <> '36.04'", ())  # as of a reader who counts everybody and may open only some
    monkeypatch.setattr("app.reports.routes.case_scope", lambda _me: elsewhere)
    monkeypatch.setattr("app.reports.lists.case_scope", lambda _me: elsewhere)
    page = await (await signed_in("data")).get(f"{FEBRUARY}/cases?figure=new&type=ABT&region=36.04")

    assert "2 events" in page.text
    assert "0 shown, 2 outside your scope" in page.text
    assert listed(page.text) == 0


async def test_the_report_opens_on_the_last_month_that_is_over(division, signed_in):
    page = await (await signed_in("kabid")).get("/reports/monthly")

    assert page.url.path == "/reports/monthly/2026-03"
    assert (
        await (await signed_in("kabid")).get("/reports/monthly?month=2026-01&type=ABT&region=")
    ).url.query == b"type=ABT"


@pytest.mark.parametrize("month", ["2026-13", "2026-05", "1999-01", "x", "2026-2"])
async def test_a_month_that_is_none_or_has_not_begun_is_not_found(division, signed_in, month):
    assert (await (await signed_in("kabid")).get(f"/reports/monthly/{month}")).status_code == 404


@pytest.mark.parametrize("query", ["", "?figure=x", "?figure=new&sex=X", "?figure=new&type=" + "A" * 99])
async def test_a_figure_that_is_none_is_not_found(division, signed_in, query):
    assert (await (await signed_in("kabid")).get(f"{FEBRUARY}/cases{query}")).status_code == 404


async def test_people_who_do_not_report_are_not_admitted(division, signed_in):
    assert (await (await signed_in("sari")).get(FEBRUARY)).status_code == 403


async def test_numbers_are_written_the_indonesian_way(division, signed_in):
    await people.worker("ratna", "KABID", language="id")

    page = await (await signed_in("ratna")).get(FEBRUARY)

    assert "Februari 2026" in page.text
    assert "Kasus awal bulan" in page.text


async def test_without_any_case_the_page_says_so(app, signed_in):
    await people.worker("kabid", "KABID")

    page = await (await signed_in("kabid")).get("/reports/monthly")

    assert "nothing to count" in page.text
