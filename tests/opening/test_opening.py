"""Opening a case through its page."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from app import clock
from app.db import execute, query, query_one, transaction
from app.sop import store as sop
from tests import people
from tests.cases.world import REPORT, case, case_row
from tests.clients.world import client
from tests.workflows.field_rows import field_row
from workflows.lists import codes


@pytest.fixture
async def sari(app, signed_in):
    await people.worker("sari", "PEKSOS", name="Sari Dewi")
    return await signed_in("sari")


async def typed(**changes):
    row = await query_one("SELECT id, organisation FROM workers WHERE username = 'sari'")
    now = clock.now().astimezone(clock.WIB)
    report = {"unit": str(row.organisation), "worker": str(row.id), "reported_at": f"{now:%Y-%m-%dT%H:%M}"}
    return {**REPORT, **report, **changes}


async def test_a_former_inmate_gets_a_case(sari):
    number = await client("sari", about=35, home={"1": "36.73"})
    page = (await sari.get(f"/cases/new?client={number}")).text
    assert '<option value="36.73" selected>' in page
    answer = await sari.send_form(
        f"/cases/new?client={number}", await typed(also=["KM"], note="Bebas bulan lalu")
    )
    assert answer.status_code == 200
    row = await query_one("SELECT number, pmks_type, secondary_types, stage, worker FROM cases")
    assert answer.url.path == f"/cases/{row.number}"
    assert tuple(row)[1:4] == ("BWBLP", "KM", "INTAKE")
    assert row.worker is not None


async def test_the_age_outside_the_band_stops_and_suggests(sari):
    number = await client("sari", birth_date=clock.today() - timedelta(days=15 * 366))
    answer = await sari.send_form(f"/cases/new?client={number}", await typed(note="tetap"))
    assert answer.status_code == 422
    assert "18 years and older" in answer.text
    assert "Suggested instead: Child before the law" in answer.text
    assert "tetap" in answer.text
    assert await query("SELECT 1 FROM cases") == []


async def test_an_estimated_age_near_the_limit_only_warns(sari):
    number = await client("sari", about=17)
    assert "near the limit" in (await sari.get(f"/cases/new?client={number}")).text
    await sari.send_form(f"/cases/new?client={number}", await typed())
    assert len(await query("SELECT 1 FROM cases")) == 1


async def test_without_any_age_an_estimate_is_asked_for(sari):
    number = await client("sari")
    answer = await sari.send_form(f"/cases/new?client={number}", await typed())
    assert answer.status_code == 422
    assert "Fill in at least an estimate" in answer.text


@transaction
async def _retire(journey):
    await execute("UPDATE sop_versions SET status = 'RETIRED' WHERE journey = ?", journey)
    sop.forget()


async def test_a_type_without_a_published_sop_is_explained(sari):
    number = await client("sari", about=35)
    await _retire("PD")
    page = (await sari.get(f"/cases/new?client={number}")).text
    assert "without a published SOP" in page
    answer = await sari.send_form(f"/cases/new?client={number}", await typed(pmks_type="PD"))
    assert answer.status_code == 422
    assert "no published SOP for “Person with a disability”" in answer.text


async def test_a_type_that_goes_first_asks_for_a_reason(sari):
    number = await client("sari", about=35)
    answer = await sari.send_form(f"/cases/new?client={number}", await typed(also=["KTK"]))
    assert answer.status_code == 422
    assert "“Victim of violence” goes before “Former inmate”" in answer.text
    await sari.send_form(
        f"/cases/new?client={number}", await typed(also=["KTK"], override="Sudah ditangani UPTD PPA")
    )
    assert len(await query("SELECT 1 FROM cases")) == 1


async def test_a_grown_up_of_today_is_taken_by_the_age_at_the_act(sari):
    today = clock.today()
    number = await client("sari", birth_date=today - timedelta(days=19 * 365.25))
    refused = await sari.send_form(f"/cases/new?client={number}", await typed(pmks_type="ABH"))
    assert "Fill in the day of the act" in refused.text
    late = today - timedelta(days=100)
    too_old = await sari.send_form(
        f"/cases/new?client={number}", await typed(pmks_type="ABH", act_on=late.isoformat())
    )
    assert too_old.status_code == 422
    act = today - timedelta(days=2 * 366)
    opened = await sari.send_form(
        f"/cases/new?client={number}", await typed(pmks_type="ABH", act_on=act.isoformat())
    )
    assert opened.url.path.startswith("/cases/")
    assert len(await query("SELECT 1 FROM cases")) == 1


async def test_everything_missing_is_said_at_once(sari):
    number = await client("sari", about=35)
    answer = await sari.send_form(f"/cases/new?client={number}", {"source": "XX", "also": "YY"})
    assert answer.status_code == 422
    for field in ("pmks_type", "source", "urgency", "safe_now", "reported_at", "region", "unit", "also"):
        assert f'href="#f-{field}"' in answer.text


async def test_unknown_regions_units_and_workers_are_refused(sari):
    number = await client("sari", about=35)
    wrong = await typed(region="32.01", unit=str(uuid4()), reported_at="2030-01-01T10:00")
    answer = await sari.send_form(f"/cases/new?client={number}", wrong)
    for field in ("region", "unit", "reported_at"):
        assert f'href="#f-{field}"' in answer.text
    strangers = await people.organisation("Dinsos Lebak", "KABKOTA", "36.02")
    stranger = await people.worker("joko", "PEKSOS", unit=strangers)
    answer = await sari.send_form(f"/cases/new?client={number}", await typed(worker=str(stranger)))
    assert "does not belong to the unit" in answer.text


async def test_one_open_case_of_a_type_is_enough(sari):
    number = await client("sari", about=35)
    first = await case("sari", client=number)
    answer = await sari.send_form(f"/cases/new?client={number}", await typed())
    assert answer.status_code == 422
    assert first in answer.text


async def test_the_same_form_sent_twice_opens_one_case(sari):
    number = await client("sari", about=35)
    form = await typed(key=str(uuid4()))
    first = await sari.send_form(f"/cases/new?client={number}", form)
    second = await sari.send_form(f"/cases/new?client={number}", form)
    assert first.url == second.url
    assert len(await query("SELECT 1 FROM cases")) == 1


async def test_a_case_given_to_nobody_leads_back_to_the_client(sari):
    number = await client("sari", about=35)
    answer = await sari.send_form(f"/cases/new?client={number}", await typed(worker=""))
    assert answer.url.path == f"/clients/{number}"
    assert "is open" in answer.text


async def test_a_referral_letter_counts_as_referred_in(sari):
    number = await client("sari", about=35)
    await sari.send_form(f"/cases/new?client={number}", await typed(referred="on"))
    assert [row.flow for row in await query("SELECT flow FROM case_events WHERE kind = 'opened'")] == [
        "REFERRED_IN"
    ]


async def test_nobody_opens_a_case_for_a_client_out_of_reach(sari, signed_in):
    number = await client("sari", about=35)
    await people.worker("budi", "PEKSOS")
    budi = await signed_in("budi")
    assert (await budi.get(f"/cases/new?client={number}")).status_code == 404
    assert (await budi.send_form(f"/cases/new?client={number}", await typed())).status_code == 404
    assert (await budi.get("/cases/new")).status_code == 404


async def test_a_section_head_chooses_unit_and_worker_without_javascript(sari, signed_in):
    lebak = await people.organisation("Dinsos Lebak", "KABKOTA", "36.02")
    joko = await people.worker("joko", "PEKSOS", name="Joko Widada", unit=lebak)
    await people.worker("kepala", "KASI", section="TUNA_SOSIAL")
    number = await client("kepala", about=35)
    kepala = await signed_in("kepala")
    shown = await kepala.send_form(
        f"/cases/new?client={number}", await typed(unit=str(lebak), worker="", choose="unit")
    )
    assert shown.status_code == 200
    assert "Joko Widada" in shown.text
    await kepala.send_form(f"/cases/new?client={number}", await typed(unit=str(lebak), worker=str(joko)))
    number = (await query_one("SELECT number FROM cases"))[0]
    assert (await case_row(number)).worker == joko


@pytest.mark.parametrize(
    ("kind", "stage"),
    [("AT", "INTAKE"), ("AJ", "PENJANGKAUAN"), ("ADK", "INTAKE"), ("AKTK", "INTAKE"), ("AMPK", "INTAKE")],
)
async def test_a_child_gets_a_case_of_its_type_where_that_begins(sari, kind, stage):
    number = await client("sari", about=12)
    answer = await sari.send_form(
        f"/cases/new?client={number}", await typed(pmks_type=kind, source="MASYARAKAT")
    )

    assert answer.status_code == 200
    row = await query_one("SELECT pmks_type, stage FROM cases")
    assert tuple(row) == (kind, stage)


async def test_a_grown_up_is_led_from_a_childs_type_to_those_of_adults(sari):
    number = await client("sari", about=25)
    answer = await sari.send_form(f"/cases/new?client={number}", await typed(pmks_type="AKTK"))

    assert answer.status_code == 422
    assert "Suggested instead: Victim of violence" in answer.text


@field_row("W6")
async def test_nobody_is_led_to_disability_or_homelessness_for_their_age_alone(sari):
    for years, kind in ((25, "AT"), (25, "AJ"), (50, "LUT")):
        number = await client("sari", f"Orang {kind}", about=years)
        answer = await sari.send_form(f"/cases/new?client={number}", await typed(pmks_type=kind))
        assert answer.status_code == 422
        told = answer.text.split(f"“{codes('pmks')[kind].en}” is for ")[1:]
        assert told
        assert not any(sentence.split("<")[0].count("Suggested instead") for sentence in told)


async def test_types_for_other_ages_stand_folded_below_those_that_fit_and_open_when_one_was_chosen(sari):
    number = await client("sari", about=25)
    text = (await sari.get(f"/cases/new?client={number}")).text
    fitting, folded = text.split("more types are for other ages</summary>")

    assert 'value="BWBLP"' in fitting
    assert 'value="AT"' not in fitting
    assert 'value="AT"' in folded
    assert re.match(r' class="field">\s*<summary>', fitting.rpartition("<details")[2])

    answer = await sari.send_form(f"/cases/new?client={number}", await typed(pmks_type="AT"))
    before, after = answer.text.split("more types are for other ages</summary>")
    assert re.match(r' class="field" open>\s*<summary>', before.rpartition("<details")[2])
    assert re.search(r'value="AT"\s+checked', after)


async def test_somebody_in_transit_is_opened_on_the_way_home_alone_and_keeps_their_type(sari):
    number = await client("sari", about=35)
    assert "Return home only: " in (await sari.get(f"/cases/new?client={number}")).text

    answer = await sari.send_form(
        f"/cases/new?client={number}", await typed(pmks_type="PMBS", journey="PEMULANGAN")
    )

    assert answer.url.path.startswith("/cases/")
    assert "Arrival confirmed" in answer.text
    row = await query_one("SELECT pmks_type, journey, stage FROM cases")
    assert tuple(row) == ("PMBS", "PEMULANGAN", "INTAKE")


@pytest.mark.parametrize(
    ("kind", "age", "section", "restricted"),
    [
        ("TS", 26, "TUNA_SOSIAL", True),
        ("LUT", 70, "LANSIA_DISABILITAS", False),
        ("PMBS", 35, "TUNA_SOSIAL", False),
    ],
)
async def test_the_way_home_alone_leaves_a_type_its_section_and_its_secrecy(
    sari, kind, age, section, restricted
):
    number = await client("sari", about=age)
    form = await typed(pmks_type=kind, journey="PEMULANGAN")
    answer = await sari.send_form(f"/cases/new?client={number}", form)
    assert answer.url.path.startswith("/cases/")

    row = await query_one("SELECT c.section, k.restricted FROM cases c JOIN clients k ON k.id = c.client")
    assert (row[0], bool(row[1])) == (section, restricted)
    assert await query_one("SELECT 1 FROM access WHERE grantee = ?", f"section:{section}")


@pytest.mark.parametrize(("kind", "journey"), [("BWBLP", "PEMULANGAN"), ("PMBS", "GLD"), ("PMBS", "ANTAH")])
async def test_a_journey_that_does_not_serve_the_type_is_refused(sari, kind, journey):
    number = await client("sari", about=35)
    answer = await sari.send_form(f"/cases/new?client={number}", await typed(pmks_type=kind, journey=journey))
    assert answer.status_code == 422
    assert "This journey does not serve the type" in answer.text
    assert await query("SELECT 1 FROM cases") == []


async def test_an_older_homeless_person_may_be_sent_home_without_a_reason(sari):
    number = await client("sari", about=70)
    full = await sari.send_form(f"/cases/new?client={number}", await typed(pmks_type="GLD"))
    assert full.status_code == 422
    assert "Suggested instead: Neglected older person" in full.text
    short = await sari.send_form(
        f"/cases/new?client={number}", await typed(pmks_type="GLD", journey="PEMULANGAN")
    )
    assert short.url.path.startswith("/cases/")


@field_row("W17")
async def test_who_is_stranded_on_a_journey_is_no_homeless_person_and_needs_no_choice_of_a_way(sari):
    number = await client("sari", about=35)
    answer = await sari.send_form(f"/cases/new?client={number}", await typed(pmks_type="OTP"))
    assert answer.status_code == 200, answer.text
    row = await query_one("SELECT pmks_type, journey, stage FROM cases")
    assert tuple(row) == ("OTP", "PEMULANGAN", "INTAKE")
    page = (await sari.get("/cases")).text
    assert "Person stranded on a journey" in page
