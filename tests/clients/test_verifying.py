"""Whose data must be verified, and what verifying keeps."""

from base64 import urlsafe_b64encode
from datetime import date, timedelta
from uuid import uuid4

import pytest

from app import clock
from app.clients.forms import VerifyForm
from app.clients.verification import store
from app.clients.verification.rules import columns, complaints, rule, standing
from app.db import execute, query, query_one, transaction
from app.web.pages import pagination
from tests import people
from tests.cases import world
from tests.clients.world import TYPED, client, me_of

TODAY = date(2026, 11, 24)
FOUND = {"data_source": "KARTU", "dtsen_status": "TERDAFTAR", "dtsen_decile": "2", "dtsen_source": "SIKS_NG"}


def form(**changes):
    return VerifyForm(**{"data_source": "KARTU", "dtsen_status": "BELUM_CEK", **changes})


@pytest.mark.parametrize(
    ("verified", "registered", "expected"),
    [(None, 89, "told"), (None, 90, "told"), (None, 91, "never"), (365, 900, "verified"), (366, 900, "old")],
)
def test_data_are_late_only_after_the_days_of_the_rule(verified, registered, expected):
    assert (rule().verified_days, rule().told_days) == (365, 90)
    on = TODAY - timedelta(days=verified) if verified is not None else None

    assert standing(on, TODAY - timedelta(days=registered), TODAY) == expected


def test_everything_wrong_is_said_at_once():
    ahead = TODAY + timedelta(days=1)
    typed = form(
        verified_on=ahead,
        dtsen_checked_on=ahead,
        dtsen_status="TIDAK",
        dtsen_decile=3,
        aid=["PKH", "TIDAK_ADA"],
    )

    wrong = complaints(typed, TODAY)

    assert set(wrong) == {"verified_on", "dtsen_checked_on", "dtsen_decile", "dtsen_source", "aid"}
    assert set(
        complaints(form(dtsen_status="TERDAFTAR", dtsen_source="SIKS_NG", dtsen_decile=11), TODAY)
    ) == {"dtsen_decile"}


def test_whoever_was_not_looked_up_has_neither_day_nor_source():
    kept = columns(form(dtsen_source="SIKS_NG", aid=["PKH", "KIP"]), TODAY)

    assert (kept["dtsen_checked_on"], kept["dtsen_source"]) == (None, "")
    assert (kept["verified_on"], kept["aid"]) == (TODAY, "PKH,KIP")


@transaction
async def age(number: str, *, registered: int = 0, verified: int | None = None) -> None:
    """Let a client have been registered, and perhaps verified, days ago."""
    await execute(
        "UPDATE clients SET registered_at = ?, verified_on = ? WHERE number = ?",
        clock.now() - timedelta(days=registered),
        clock.today() - timedelta(days=verified) if verified is not None else None,
        number,
    )


async def with_case(by: str, name: str, **ages: int | None) -> str:
    number = await client(by, name, about=35)
    await world.case(by, client=number)
    await age(number, **ages)
    return number


async def test_only_those_in_scope_with_an_open_case_are_listed_the_longest_waiting_first(db):
    await people.worker("sari", "PEKSOS")
    await people.worker("rizki", "PEKSOS")
    later = await with_case("sari", "Budi", registered=100)
    first = await with_case("sari", "Cecep", registered=200)
    old = await with_case("sari", "Dedi", registered=900, verified=400)
    await with_case("sari", "Endang", registered=900, verified=10)
    await with_case("sari", "Fitri", registered=10)
    await with_case("rizki", "Gilang", registered=500)
    await age(await client("sari", "Hasan"), registered=500)
    sari, today = await me_of("sari"), clock.today()

    never = await store.late("never", sari, today=today)
    too_old = await store.late("old", sari, today=today)

    assert [one.number for one in never.rows] == [first, later]
    assert [one.number for one in too_old.rows] == [old]
    assert (await store.count("never", sari, today=today)) == 2
    assert (await store.count("old", sari, today=today)) == 1


async def test_an_officer_of_a_region_is_told_of_that_region_only_and_the_data_officer_of_all(db):
    """They come to the list on another way than who sees own cases."""
    await people.worker("sari", "PEKSOS")
    here = await with_case("sari", "Budi", registered=100)  # the case is handled in 36.04
    await people.worker("serang", "KABKOTA", region="36.04")
    await people.worker("tangsel", "KABKOTA", region="36.74")
    await people.worker("data", "DATA")
    for username, expected in (("serang", [here]), ("tangsel", []), ("data", [here])):
        me, today = await me_of(username), clock.today()
        found = await store.late("never", me, today=today)
        assert [one.number for one in found.rows] == expected, username
        assert await store.count("never", me, today=today) == len(expected), username


@pytest.mark.parametrize("why", ["never", "old"])
async def test_pages_follow_each_other_without_gap_or_double(db, monkeypatch, why):
    monkeypatch.setattr(store, "PAGE_SIZE", 2)
    monkeypatch.setattr(store, "page_of", lambda rows, **how: pagination.page_of(rows, **how, size=2))
    await people.worker("sari", "PEKSOS")
    verified = 400 if why == "old" else None
    made = [await with_case("sari", f"Orang {n}", registered=500, verified=verified) for n in range(5)]
    me, seen, after = await me_of("sari"), [], None

    for _page in range(3):
        found = await store.late(why, me, today=clock.today(), after=after)
        seen += [one.number for one in found.rows]
        after = found.next

    assert after is None
    assert sorted(seen) == sorted(made)


@pytest.mark.parametrize(
    "cursor", ["[1,2]", '["2026","BTN"]', '["2026-01-01T00:00:00","BTN"]', "[null,null]"]
)
async def test_a_cursor_that_is_none_shows_the_first_page(db, cursor):
    await people.worker("sari", "PEKSOS")
    number = await with_case("sari", "Budi", registered=100)
    after = urlsafe_b64encode(cursor.encode()).decode().rstrip("=")

    found = await store.late("never", await me_of("sari"), today=clock.today(), after=after)

    assert [one.number for one in found.rows] == [number]


@pytest.fixture
async def sari(app, signed_in):
    await people.worker("sari", "PEKSOS")
    return await signed_in("sari")


async def test_a_verification_is_kept_shown_and_takes_the_client_off_the_list(sari):
    number = await with_case("sari", "Budi", registered=100)
    assert number in (await sari.get("/verifications")).text

    answer = await sari.send_form(
        f"/clients/{number}/verify", {**FOUND, "aid": ["PKH", "SEMBAKO"], "version": "1"}
    )

    assert answer.url.path == f"/clients/{number}"
    assert "In the register, decile 2 (SIKS-NG" in answer.text
    assert "Family Hope Programme (PKH), Food aid (Sembako)" in answer.text
    row = await query_one("SELECT verified_on, data_source, dtsen_decile, aid, version FROM clients")
    assert tuple(row) == (clock.today(), "KARTU", 2, "PKH,SEMBAKO", 2)
    assert number not in (await sari.get("/verifications")).text
    acts = {one.action for one in await query("SELECT action FROM audit WHERE subject_id = ?", number)}
    assert "verified" in acts


async def test_what_is_wrong_keeps_all_that_was_typed(sari):
    number = await client("sari")

    answer = await sari.send_form(
        f"/clients/{number}/verify",
        {**FOUND, "dtsen_decile": "11", "aid": "PKH", "note": "Lewat RT", "version": "1"},
    )

    assert answer.status_code == 422
    assert "A decile is a number from 1 to 10." in answer.text
    assert 'value="PKH" checked' in answer.text
    assert 'value="Lewat RT"' in answer.text
    assert await query("SELECT 1 FROM verifications") == []


async def test_an_older_verification_does_not_replace_a_newer_one(sari):
    number = await client("sari")
    await sari.send_form(f"/clients/{number}/verify", {**FOUND, "version": "1"})
    before = (clock.today() - timedelta(days=30)).strftime("%d/%m/%Y")
    await sari.send_form(
        f"/clients/{number}/verify",
        {**FOUND, "data_source": "KUNJUNGAN", "dtsen_decile": "5", "verified_on": before, "version": "2"},
    )

    row = await query_one("SELECT data_source, dtsen_decile FROM clients")
    assert tuple(row) == ("KARTU", 2)
    assert len(await query("SELECT 1 FROM verifications")) == 2
    assert "2 verifications" in (await sari.get(f"/clients/{number}")).text


async def test_two_at_once_are_told_of_each_other(sari):
    number = await client("sari")
    key = str(uuid4())
    await sari.send_form(f"/clients/{number}/verify", {**FOUND, "version": "1", "key": key})
    twice = await sari.send_form(f"/clients/{number}/verify", {**FOUND, "version": "1", "key": key})
    stale = await sari.send_form(f"/clients/{number}/verify", {**FOUND, "dtsen_decile": "9", "version": "1"})

    assert twice.status_code == 200
    assert stale.status_code == 409
    assert len(await query("SELECT 1 FROM verifications")) == 1


@pytest.mark.parametrize(("source", "expected"), [("KARTU", True), ("PENGAKUAN", False), ("", False)])
async def test_who_is_registered_from_a_card_is_verified_that_day(sari, source, expected):
    await sari.send_form("/clients/new", {**TYPED, "data_source": source})

    row = await query_one("SELECT verified_on, data_source FROM clients")
    assert tuple(row) == (clock.today() if expected else None, source)


async def test_changing_the_data_leaves_their_source_alone(sari):
    await sari.send_form("/clients/new", {**TYPED, "data_source": "KARTU"})
    number = (await query_one("SELECT number FROM clients"))[0]

    await sari.send_form(f"/clients/{number}/edit", {**TYPED, "alias": "Mamat", "version": "1"})

    row = await query_one("SELECT alias, data_source, verified_on FROM clients")
    assert tuple(row) == ("Mamat", "KARTU", clock.today())


async def test_a_restricted_client_is_listed_by_initials(sari):
    number = await client("sari", "Gatot Subrata", about=15)
    await world.case("sari", client=number, pmks_type="ABH")
    await age(number, registered=100)

    page = (await sari.get("/verifications")).text

    assert "Gatot" not in page
    assert "G. S." in page


async def test_the_way_to_it_leads_over_the_clients_and_my_work(sari):
    await with_case("sari", "Budi", registered=100)

    assert 'href="/verifications"' in (await sari.get("/clients")).text
    assert 'href="/verifications"' in (await sari.get("/")).text
