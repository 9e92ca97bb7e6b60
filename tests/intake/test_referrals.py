"""Somebody who is no case here: referred out to the national level, or handed over to another division."""

import re

import pytest

from app import clock
from app.db import query, query_one, transaction
from app.intake.wording import tells_why
from app.scope import grants
from tests import people
from tests.clients.world import client
from tests.intake.world import refer
from workflows.lists.pmks import PMKS


@pytest.fixture
async def sari(app, signed_in):
    await people.worker("sari", "PEKSOS")
    return await signed_in("sari")


async def test_the_page_counts_26_20_18_and_says_who_handles_each(sari):
    text = (await sari.get("/types")).text
    assert [int(n) for n in re.findall(r"<dt><b>(\d+)</b>", text)] == [26, 20, 18]
    assert text.count('<tr><th scope="row">') == 26
    assert text.count("Referral out") == 2
    assert text.count(">Handover<") == 6
    assert text.count("Case by its SOP") + text.count("No SOP published yet") == 18


def test_every_official_type_has_one_number_and_one_handler():
    assert sorted(kind.number for kind in PMKS.values()) == list(range(1, 27))
    assert {kind.number for kind in PMKS.values() if kind.handler == "PUSAT"} == {16, 17}
    assert {kind.number for kind in PMKS.values() if kind.handler == "REHSOS"} == {*range(1, 21)} - {16, 17}
    assert all(kind.in_scope == (kind.handler == "REHSOS") for kind in PMKS.values())


async def test_a_referral_out_keeps_letter_and_destination_and_opens_no_case(sari):
    answer = await refer(sari, await client("sari"))
    assert answer.status_code == 200
    assert "440/12/2026" in answer.text
    row = await query_one("SELECT kind, pmks_type, destination, status FROM referrals")
    assert tuple(row) == ("CENTRE", None, "KEMENSOS", "SENT")
    assert await query("SELECT 1 FROM cases") == []
    acts = [
        one.action for one in await query("SELECT action FROM audit WHERE subject = 'referral' ORDER BY seq")
    ]
    assert acts == ["referred out", "read"]


async def test_neither_table_nor_page_tells_why_somebody_is_referred_out(sari):
    number = await client("sari")
    where = (await refer(sari, number)).url.path
    kept = " ".join(str(value) for row in await query("SELECT * FROM referrals") for value in row)
    kept += " ".join(str(row.detail) for row in await query("SELECT detail FROM audit"))
    pages = [(await sari.get(url)).text for url in (where, "/referrals", f"/clients/{number}")]
    told = [page.replace(sari.token, "") for page in pages]  # chance may spell such a word there
    for text in (kept, *told):
        assert not re.search(r"HIV|ODHA|NAPZA|\bKPN\b|drug", text, re.IGNORECASE)


@pytest.mark.parametrize("field", ["letter_number", "office"])
async def test_a_letter_number_that_tells_why_is_refused(sari, field):
    answer = await refer(sari, await client("sari"), **{field: "440/HIV/2026"})
    assert answer.status_code == 422
    assert "would tell why" in answer.text
    assert await query("SELECT 1 FROM referrals") == []


@pytest.mark.parametrize(
    "text", ["440/HIV-AIDS/3", "Rujukan korban Napza", "BNNP Banten", "IPWL Serang", "surat ODHA"]
)
def test_words_that_tell_why_are_known(text):
    assert tells_why(text)


@pytest.mark.parametrize(
    "text", ["460/123/DINSOS/2026", "Sentra Galih Pakuan, Bogor", "RSUD Banten", "Jalan Raidah"]
)
def test_ordinary_letters_and_offices_pass(text):
    assert not tells_why(text)


async def test_the_list_shows_initials_of_who_was_referred_out(sari):
    await refer(sari, await client("sari", "Ahmad Suryana"))
    text = (await sari.get("/referrals")).text
    assert "A. S. · BTN-" in text
    assert "Suryana" not in text


async def test_a_handover_names_the_type_and_the_division(sari):
    answer = await refer(sari, await client("sari"), way="FM", destination="FAKIR_MISKIN")
    assert answer.status_code == 200
    assert "Poverty Division" in answer.text
    row = await query_one("SELECT kind, pmks_type, destination FROM referrals")
    assert tuple(row) == ("HANDOVER", "FM", "FAKIR_MISKIN")


@pytest.mark.parametrize("way", ["LUT", "ODHA", "XYZ", "KPN"])
async def test_only_ways_out_of_the_division_exist(sari, way):
    number = await client("sari")
    assert (await sari.get(f"/referrals/new?client={number}&to={way}")).status_code == 404


async def test_all_that_is_wrong_with_a_referral_is_said_at_once(sari):
    answer = await refer(
        sari, await client("sari"), destination="DAYASOS", letter_number="", sent_on="01/01/2099"
    )
    assert answer.status_code == 422
    assert "2 things to mend" in answer.text or "One thing to mend" in answer.text
    answer = await refer(
        sari, await client("sari"), destination="DAYASOS", letter_on="02/01/2026", sent_on="01/01/2026"
    )
    assert "Choose one of the options." in answer.text
    assert "dated after it was sent" in answer.text


async def test_an_answer_is_kept_and_a_slower_one_is_refused(sari):
    where = (await refer(sari, await client("sari"))).url.path
    told = {"answer": "RETURNED", "answered_on": "20/03/2026", "return_reason": "PENUH", "version": "1"}
    answer = await sari.send_form(f"{where}/answer", told)
    assert answer.status_code == 200
    assert "Sent back" in answer.text
    late = await sari.send_form(f"{where}/answer", {**told, "answer": "ACKNOWLEDGED"})
    assert late.status_code == 409
    row = await query_one("SELECT status, return_reason, version FROM referrals")
    assert tuple(row) == ("RETURNED", "PENUH", 2)


async def test_an_answer_before_the_letter_or_without_a_reason_is_refused(sari):
    where = (await refer(sari, await client("sari"))).url.path
    answer = await sari.send_form(f"{where}/answer", {"answer": "RETURNED", "answered_on": "01/01/2026"})
    assert answer.status_code == 422
    assert "cannot come before" in answer.text
    assert "Choose one of the options." in answer.text


async def test_the_same_form_sent_twice_refers_once(sari):
    number, key = await client("sari"), "6f7f2e0e-3ff4-4c25-8c3e-7a1c4a1d0001"
    first = await refer(sari, number, key=key)
    second = await refer(sari, number, key=key)
    assert first.url.path == second.url.path
    assert len(await query("SELECT 1 FROM referrals")) == 1


async def test_somebody_elses_referral_does_not_exist(sari, signed_in):
    where = (await refer(sari, await client("sari"))).url.path
    unit = await people.organisation("Dinas Sosial Kota Cilegon", "KABKOTA", "36.72")
    await people.worker("dewi", "PEKSOS", unit=unit)
    dewi = await signed_in("dewi")
    assert (await dewi.get(where)).status_code == 404
    assert (
        await dewi.send_form(f"{where}/answer", {"answer": "ACKNOWLEDGED", "answered_on": "20/03/2026"})
    ).status_code == 404
    assert "BTN-" not in (await dewi.get("/referrals")).text


async def test_filters_and_counts_agree(sari):
    for name in ("Ahmad Suryana", "Budi Hartono"):
        await refer(sari, await client("sari", name))
    await refer(sari, await client("sari", "Cecep Permana"), way="KAT", destination="DAYASOS")
    text = (await sari.get("/referrals?kind=HANDOVER")).text
    assert "Cecep Permana" in text
    assert "A. S." not in text
    assert "A. S." not in (await sari.get("/referrals?since=01/01/2099")).text
    assert (await sari.get("/referrals?kind=NOPE")).status_code == 422


async def test_referrals_work_on_both_engines(app_on_both):
    from tests.browser import Browser

    await people.worker("sari", "PEKSOS")
    async with Browser(app_on_both) as sari:
        await sari.enter("sari")
        where = (await refer(sari, await client("sari"))).url.path
        await sari.send_form(
            f"{where}/answer", {"answer": "ACKNOWLEDGED", "answered_on": "20/03/2026", "version": "1"}
        )
        assert (
            "Received"
            in (
                await sari.get("/referrals?since=01/03/2026&until=31/03/2026&status=ACKNOWLEDGED&q=Ahmad")
            ).text
        )


@pytest.mark.parametrize("centre", [True, False])
async def test_the_head_of_the_division_reads_the_name_on_a_referral_once_a_reason_is_given(
    app, sari, signed_in, centre
):
    await people.worker("kabid", "KABID")
    number = await client("sari", "Ahmad Suryana")
    sent = await (refer(sari, number) if centre else refer(sari, number, way="KBA", destination="LINJAMSOS"))
    where = sent.url.path
    assert where.startswith("/referrals/")
    await _known_to_the_division(number)
    kabid = await signed_in("kabid")
    before = (await kabid.get(where)).text
    assert "A. S., " + number in before
    assert "Suryana" not in before

    await kabid.say_why(number)

    assert "Ahmad Suryana, " + number in (await kabid.get(where)).text
    assert "Suryana" not in (await kabid.get("/referrals")).text


@transaction
async def _known_to_the_division(number):
    row = await query_one("SELECT id FROM clients WHERE number = ?", number)
    await grants.grant(row[0], None, grants.DIVISION, "DIVISION", now=clock.now())
