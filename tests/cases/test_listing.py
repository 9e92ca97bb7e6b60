"""The list of cases: reach, filters, order, pages, masking, size."""

import gzip
from datetime import timedelta

import msgspec
import pytest

from app import clock
from app.cases.listing import store
from app.cases.listing.filters import CaseFilter, workers_called
from app.db import execute, query, transaction
from app.scope import grants, predicate
from tests import application, people
from tests.browser import Browser
from tests.cases.world import case
from tests.clients.world import me_of


@transaction
async def update(sql, *args):
    await execute(sql, *args)


@pytest.fixture
async def three(db):
    """Three cases of Sari's, one of Budi's; due in the order Satu, Dua, and Tiga not at all."""
    await people.worker("sari", "PEKSOS", name="Sari Dewi")
    await people.worker("budi", "PEKSOS", name="Budi Hartono")
    await people.worker("nina", "SUPERVISOR")
    now = clock.now()
    numbers = {
        "Satu": await case("sari", "Satu Sari"),
        "Dua": await case("sari", "Dua Sari", pmks_type="ABT", about=3, region="36.73"),
        "Tiga": await case("sari", "Tiga Sari", about=40),
        "Budi": await case("budi", "Punya Budi", about=41),
    }
    for name, due in (
        ("Satu", now - timedelta(days=2)),
        ("Dua", now + timedelta(days=2)),
        ("Tiga", None),
        ("Budi", now),
    ):
        await update("UPDATE cases SET next_due_at = ? WHERE number = ?", due, numbers[name])
    return numbers


async def listed(me_name, **wanted):
    page = await store.cases(CaseFilter(**wanted), await me_of(me_name), now=clock.now())
    return [line.client_name.split()[0] for line in page.rows]


async def test_what_falls_due_next_comes_first_and_what_never_does_last(three):
    assert await listed("sari") == ["Satu", "Dua", "Tiga"]


async def test_only_cases_within_reach_are_listed_and_counted(three):
    assert await listed("budi") == ["Punya"]
    assert await listed("nina") == ["Satu", "Punya", "Dua", "Tiga"]
    assert await store.count(CaseFilter(), await me_of("budi"), now=clock.now()) == 1
    assert await store.count(CaseFilter(), await me_of("nina"), now=clock.now()) == 4


async def test_whoever_was_granted_many_sees_what_they_would_see_of_few_and_is_asked_once(three, monkeypatch):
    nina = await me_of("nina")
    few = await listed("nina")
    monkeypatch.setattr(predicate, "FEW", 0)
    asked = await predicate.granted_few(nina)
    monkeypatch.setattr(predicate, "query_one", None)

    assert (asked, await predicate.granted_few(nina)) == (False, False)
    monkeypatch.undo()
    assert len(await predicate.case_scope_parts(nina)) == 1
    assert await listed("nina") == few == ["Satu", "Punya", "Dua", "Tiga"]


async def test_what_was_granted_beside_ones_own_cases_is_listed_with_them(three):
    budi = await me_of("budi")
    assert len(await predicate.case_scope_parts(budi)) == 1, "nothing beside: one part"
    row = (await query("SELECT id, client FROM cases WHERE number = ?", three["Dua"]))[0]
    kind = next(one for one in grants.ENDS if one != "ASSIGNMENT")
    await transaction(grants.grant)(row.client, row.id, grants.worker(budi.id), kind, now=clock.now())
    assert len(await predicate.case_scope_parts(budi)) == 2
    assert await listed("budi") == ["Punya", "Dua"]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"type": "ABT"}, ["Dua"]),
        ({"region": "36.04"}, ["Satu", "Punya", "Tiga"]),
        ({"stage": "INTAKE", "type": "BWBLP"}, ["Satu", "Punya", "Tiga"]),
        ({"stage": "ASESMEN"}, []),
        ({"overdue": True}, ["Satu", "Punya"]),
        ({"worker": "budi"}, ["Punya"]),
        ({"worker": "harto"}, ["Punya"]),
        ({"worker": "me"}, []),
        ({"worker": "none"}, []),
        ({"worker": "nobody of that name"}, []),
        ({"q": "sari"}, ["Satu", "Dua", "Tiga"]),
        ({"q": "tig"}, ["Tiga"]),
        ({"state": "closed"}, []),
        ({"state": "all"}, ["Punya", "Tiga", "Dua", "Satu"]),
    ],
)
async def test_filters_narrow_the_list_down_and_the_count_agrees(three, wanted, names):
    assert await listed("nina", **wanted) == names
    assert await store.count(CaseFilter(**wanted), await me_of("nina"), now=clock.now()) == len(names)


async def test_a_case_number_a_client_number_and_a_nik_find_their_case(three):
    await update("UPDATE clients SET nik = ? WHERE full_name = ?", "3673010405900001", "Satu Sari")
    me = await me_of("sari")
    line = (await store.cases(CaseFilter(q="satu"), me, now=clock.now())).rows[0]
    for typed in (
        line.number,
        line.number.lower().replace("-", ""),
        line.client_number,
        "3673.0104.0590.0001",
    ):
        assert await listed("sari", q=typed) == ["Satu"]


async def test_closed_cases_have_a_list_of_their_own(three):
    await update(
        "UPDATE cases SET closed_at = ?, next_due_at = NULL WHERE number = ?", clock.now(), three["Dua"]
    )
    assert await listed("sari") == ["Satu", "Tiga"]
    assert await listed("sari", state="closed") == ["Dua"]


async def test_pages_follow_each_other_without_gap_or_repeat_even_where_dues_are_equal(db):
    await people.worker("sari", "PEKSOS")
    numbers = [await case("sari", f"Orang {n}") for n in range(130)]
    now = clock.now()
    for place, number in enumerate(numbers):
        due = now + timedelta(days=place // 30) if place < 90 else None
        await update("UPDATE cases SET next_due_at = ? WHERE number = ?", due, number)
    for state in ("open", "all"):
        seen, wanted = [], CaseFilter(state=state)
        while True:
            page = await store.cases(wanted, await me_of("sari"), now=now)
            seen += [line.number for line in page.rows]
            if page.next is None:
                break
            wanted = msgspec.structs.replace(wanted, after=page.next)
        assert len(seen) == 130
        assert set(seen) == set(numbers)


async def test_restricted_types_are_listed_by_initials_and_number_only(app, signed_in):
    await people.worker("sari", "PEKSOS")
    await case("sari", "Ahmad Suryana")
    text = (await (await signed_in("sari")).get("/cases")).text
    assert "A. S. · BTN-" in text
    assert "Suryana" not in text
    assert "Suryana" not in (await (await signed_in("sari")).get("/clients")).text


async def test_each_filter_can_be_taken_away_again(app, signed_in):
    await people.worker("nina", "SUPERVISOR")
    nina = await signed_in("nina")
    text = (await nina.get("/cases?type=ABT&region=36.73&overdue=on&worker=none&q=")).text
    assert "Kota Serang <span" in text
    assert 'href="/cases?region=36.73&amp;worker=none&amp;overdue=on"' in text
    assert "No case in your reach fits" in text


async def test_an_unknown_code_in_the_address_is_said_and_a_broken_cursor_starts_anew(app, signed_in):
    await people.worker("sari", "PEKSOS")
    await case("sari", "Satu")
    sari = await signed_in("sari")
    wrong = await sari.get("/cases?type=XX&state=maybe")
    assert wrong.status_code == 422
    assert 'href="#f-type"' in wrong.text
    for after in ("rubbish", "WyJ4IiwieSJd", "WyIyMDI2LTAxLTAxIiwgIngiXQ"):
        assert (await sari.get(f"/cases?after={after}")).status_code == 200


async def test_fifty_rows_weigh_less_than_ten_kilobytes(app, signed_in):
    await people.worker("sari", "PEKSOS", "SUPERVISOR", name="Sari Dewi Kartika", language="id")
    for n in range(51):
        await case("sari", f"Orang Bernama {n * 7919 % 1000}", region=("36.04", "36.73", "36.01")[n % 3])
    answer = await (await signed_in("sari")).get("/cases")
    assert answer.text.count("<tr>") == 51
    assert len(gzip.compress(answer.text.encode(), 6)) < 10_000


async def test_an_empty_list_leads_on_only_where_its_reader_may_go(app, signed_in):
    await people.worker("pk", "BAPAS_PK", unit=await people.organisation("Bapas Serang", "BAPAS"))
    await people.worker("sari", "PEKSOS")
    assert "Find or register a client" not in (await (await signed_in("pk")).get("/cases")).text
    assert "Find or register a client" in (await (await signed_in("sari")).get("/cases")).text


@pytest.mark.parametrize("where", ["/cases", "/", "/supervision/stalled"])
async def test_what_hurts_to_be_read_over_a_shoulder_stands_as_its_code(app, signed_in, where):
    await people.worker("sari", "PEKSOS")
    await people.worker("nina", "SUPERVISOR")
    await case("sari", "Ani Lestari", pmks_type="TS", now=clock.now() - timedelta(days=60))
    reader = "nina" if where.startswith("/supervision") else "sari"

    page = (await (await signed_in(reader)).get(where)).text

    rows = page[page.index("<main") :]
    rows = rows[rows.index("BTN-") :] if "BTN-" in rows else rows
    assert "TS" in rows
    assert "Person in prostitution" not in rows


async def test_who_is_in_danger_comes_first_the_first_to_run_out_of_time_before_the_others(three):
    now = clock.now()
    for name, at, due in (
        ("Tiga", now - timedelta(hours=1), now + timedelta(hours=20)),
        ("Dua", now - timedelta(hours=9), now + timedelta(hours=3)),
        (
            "Satu",
            now + timedelta(days=3),
            now + timedelta(days=4),
        ),  # a clock of law not yet in its last quarter
    ):
        await update("UPDATE cases SET danger_at = ?, danger_due = ? WHERE number = ?", at, due, three[name])

    assert await listed("sari") == ["Dua", "Tiga", "Satu"]
    assert await listed("sari", q="sari") == ["Dua", "Tiga", "Satu"]
    assert await listed("nina") == ["Dua", "Tiga", "Satu", "Punya"]
    await update("UPDATE cases SET closed_at = ? WHERE number = ?", now, three["Dua"])
    assert await listed("sari") == ["Tiga", "Satu"]


@pytest.mark.parametrize("q", ["", "orang"])
async def test_pages_go_on_from_those_in_danger_to_the_others_without_gap_or_repeat(db, q):
    await people.worker("sari", "PEKSOS")
    numbers = [await case("sari", f"Orang {n}") for n in range(112)]
    now = clock.now()
    for place, number in enumerate(numbers):
        at = now - timedelta(days=1) if place % 2 == 0 else None
        due = now + timedelta(hours=place // 8) if at else None
        nothing = "NULL" if place % 5 == 0 else "next_due_at"
        await update(
            f"UPDATE cases SET danger_at = ?, danger_due = ?, next_due_at = {nothing} WHERE number = ?",
            at,
            due,
            number,
        )
    seen, wanted = [], CaseFilter(q=q)
    while True:
        page = await store.cases(wanted, await me_of("sari"), now=now)
        seen += [line.number for line in page.rows]
        if page.next is None:
            break
        wanted = msgspec.structs.replace(wanted, after=page.next)
    assert len(seen) == len(set(seen)) == 112
    assert set(seen[:56]) == set(numbers[::2])


@pytest.mark.parametrize("asked", ["id", "username", "name"])
async def test_the_filter_by_worker_tells_of_nobody_whose_cases_one_does_not_see(three, asked):
    """What names a colleague here is no way to learn who somebody is, or that there is one."""
    other = await people.organisation("UPTD Lain", "UPTD")
    hidden = await people.worker("rahma", "PEKSOS", name="Rahma Tersembunyi", unit=other)
    await case("rahma", "Milik Rahma", about=33)
    text = {"id": str(hidden), "username": "rahma", "name": "tersembunyi"}[asked]
    await people.worker("kepala", "KABID")
    assert await workers_called(text, await me_of("budi")) == []
    assert [row.name for row in await workers_called(text, await me_of("kepala"))] == ["Rahma Tersembunyi"]
    app = application.of_this_process()
    async with app.lifespan(), Browser(app) as budi:
        await budi.enter("budi")
        found = (await budi.get(f"/cases?worker={text}")).text
        nobody = (await budi.get("/cases?worker=tiada-orangnya")).text
    assert "Rahma Tersembunyi" not in found
    assert found.count("<tr") == nobody.count("<tr")
