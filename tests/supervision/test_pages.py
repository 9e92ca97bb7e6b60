"""The stalled list in a browser."""

import re
from datetime import timedelta

import pytest

from app import clock
from app.db import transaction
from app.supervision import routes
from tests import people
from tests.cases.case_driver import case_of
from tests.supervision.oracle import Standing
from tests.supervision.standing_cases import NOW, stand

LIST = "/supervision/stalled"


@pytest.fixture
async def kurnia(app, signed_in, monkeypatch):
    """Sign a supervisor in whose unit has stalled cases of several kinds, one of a stranger's unit besides."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    unit = await people.organisation()
    sari = await people.worker("sari", "PEKSOS", name="Sari Wulandari", unit=unit)
    await people.worker("kurnia", "SUPERVISOR", unit=unit)
    late = NOW - timedelta(days=30)

    @transaction
    async def tell() -> None:
        scope = (f"unit:{unit}",)
        over = Standing("ABT", "INTAKE", late, None, NOW, None, None)
        await stand(over, unit=unit, actor=sari, worker=sari, grantees=scope)
        both = Standing("BWBLP", "ASESMEN", late, late, NOW - timedelta(days=60), late, None)
        await stand(both, unit=unit, actor=sari, pmks_type="BWBLP", region="36.73", grantees=scope)
        fine = Standing("ABH", "ASESMEN", NOW + timedelta(days=9), None, NOW, None, None)
        await stand(fine, unit=unit, actor=sari, worker=sari, pmks_type="ABH", grantees=scope)
        await stand(over, unit=unit, actor=sari, region="36.71", grantees=("unit:other",))

    await tell()
    return await signed_in("kurnia")


def rows(text: str) -> int:
    return text.count('<th scope="row" data-label=')


async def test_each_stalled_case_is_one_row_with_all_its_causes(kurnia):
    page = await kurnia.get(LIST)

    assert page.status_code == 200
    assert rows(page.text) == 2
    for words in ("Legal deadline missed on", "Stage was due on", "No activity for", "Nobody assigned for"):
        assert words in page.text
    assert page.text.index("Legal deadline missed on") < page.text.index("Sari Wulandari</td>")
    assert "Kota Tangerang" not in page.text


async def test_every_count_leads_to_as_many_rows(kurnia):
    page = await kurnia.get(LIST)
    links = re.findall(r'<a\s+href="(/supervision/stalled\?[^"]+)"[^>]*><b>(\d+)</b>', page.text)
    bars = re.findall(
        r'<a href="(/supervision/stalled\?[^"]+)">.*?<td class="number">(\d+)</td>', page.text, re.DOTALL
    )

    assert len(links) == 4
    assert len(bars) == 4
    for href, count in links + bars:
        followed = await kurnia.get(href.replace("&amp;", "&"))
        assert rows(followed.text) == int(count), href


async def test_filters_and_counts_swap_the_content_with_the_rows_that_the_whole_page_has(kurnia):
    for query in ("", "?region=36.73&cause=SLA", "?sort=days"):
        whole = await kurnia.get(LIST + query)
        part = await kurnia.get(LIST + query, headers={"HX-Request": "true", "HX-Target": "main#main"})

        assert "<main" not in part.text
        assert part.text.strip() in whole.text
        assert rows(part.text) == rows(whole.text) > 0
    assert whole.text.count('hx-target:inherited="#main"') >= 3, "causes, stages, kabupaten"


async def test_a_filter_stands_in_the_address_and_can_be_taken_away(kurnia):
    page = await kurnia.get(f"{LIST}?region=36.73&cause=SLA&sort=days")

    assert rows(page.text) == 1
    chips = re.findall(r'class="chip" href="([^"]+)"', page.text)
    assert [href.replace("&amp;", "&") for href in chips] == [
        f"{LIST}?region=36.73&sort=days",
        f"{LIST}?cause=SLA&sort=days",
    ]


async def test_filters_that_fit_nothing_say_so_kindly(kurnia):
    page = await kurnia.get(f"{LIST}?region=36.01")

    assert page.status_code == 200
    assert "No stalled case fits these filters." in page.text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?after=x", 200),
        ("?worker=1", 200),
        ("?sort=x", 200),
        ("?stage=" + "x" * 500, 404),
        ("?cause=%27%3B--", 200),
    ],
)
async def test_an_address_written_by_hand_breaks_nothing(kurnia, query, status):
    assert (await kurnia.get(LIST + query)).status_code == status


async def test_without_stalled_cases_the_page_says_that_all_is_well(app, signed_in):
    await people.worker("kurnia", "SUPERVISOR")

    page = await (await signed_in("kurnia")).get(LIST)

    assert "Nothing is stalled." in page.text


async def test_a_real_case_tells_the_first_open_task(app, signed_in):
    case = await case_of("ABT")

    page = await (await signed_in("supervisor")).get(LIST)

    assert f'href="/cases/{case.number}/tasks/' in page.text


async def test_a_stalled_case_names_who_is_next_and_not_its_worker_alone(app, signed_in, monkeypatch):
    case = await case_of("BWBLP")
    await case.to_stage("RENCANA")
    await case.until_only_the_mover_is_missing("approve_plan")
    late = case.now + timedelta(days=120)
    monkeypatch.setattr("app.clock.now", lambda: late)

    page = await (await signed_in("supervisor")).get(LIST)

    assert "Turn: Supervisor" in page.text
    assert f'href="/cases/{case.number}#moves"' in page.text


@pytest.mark.parametrize(
    ("role", "status"), [("PEKSOS", 403), ("DATA", 403), ("KADIS", 403), ("KASI", 200), ("KABID", 200)]
)
async def test_only_those_who_supervise_open_it(app, signed_in, role, status):
    await people.worker("orang", role, section="ANAK")

    assert (await (await signed_in("orang")).get(LIST)).status_code == status


async def test_a_filter_of_many_workers_offers_some_and_leads_to_all(kurnia, monkeypatch):
    monkeypatch.setattr(routes, "MOST", {"worker": 1})

    page = await kurnia.get(LIST)
    offered = page.text.split('id="f-worker"')[1].split("</select>")[0]
    assert offered.count("<option") == 2  # all, and one
    assert "All 2 workers" in page.text

    everybody = await kurnia.get(f"{LIST}/workers?stage=INTAKE")
    links = re.findall(
        r'<a href="(/supervision/stalled\?[^"]+)">([^<]+)</a></th><td class="number">(\d+)', everybody.text
    )
    assert [(name, count) for _href, name, count in links] == [("Sari Wulandari", "1")]
    followed = await kurnia.get(links[0][0].replace("&amp;", "&"))
    assert rows(followed.text) == 1


async def test_the_chosen_worker_is_always_offered(kurnia, monkeypatch):
    everybody = await kurnia.get(f"{LIST}/workers")
    chosen = re.findall(r'href="(/supervision/stalled\?worker=[^"]+)"', everybody.text)
    assert len(chosen) == 2
    monkeypatch.setattr(routes, "MOST", {"worker": 0})

    for href in chosen:
        page = await kurnia.get(href)
        assert " selected>" in page.text.split('id="f-worker"')[1].split("</select>")[0]
