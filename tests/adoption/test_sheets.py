"""Taking running cases over from a sheet: looked at first, written once, each row with its result."""

import asyncio
import io
from datetime import date
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook

from app import clock
from app.adoption import take_over
from app.db import query, query_one
from app.reports import store as reports
from app.reports.months import Month
from app.reports.sheet import breaches
from app.scope.predicate import Sql
from tests import people
from tests.adoption.world import Formula, row, sheet
from tests.browser import Browser
from tests.clients.world import client, me_of

AS_OF = {"as_of": "31/10/2026"}


@pytest.fixture
async def ratu(app, signed_in):
    await people.worker("ratu", "SUPERVISOR")
    await people.worker("sari", "PEKSOS")
    return await signed_in("ratu")


async def send(browser, data, *, name="kasus.xlsx", **changes):
    unit = str(await people.organisation())
    return await browser.send_form(
        "/adoptions",
        {**AS_OF, "unit": unit, **changes},
        files={"file": (name, data, "application/octet-stream")},
    )


async def take(browser, where, rows="good"):
    return await browser.send_form(f"{where}/take", {"rows": rows})


async def statuses(where):
    found = await query("SELECT row, status, said FROM adoption_rows ORDER BY row")
    return {one[0]: (one[1], one[2]) for one in found}


async def test_looking_at_a_sheet_writes_no_client_and_no_case(ratu):
    answer = await send(ratu, sheet([row(1), row(2)]))
    assert answer.status_code == 200
    assert answer.url.path.startswith("/adoptions/")
    assert await query("SELECT 1 FROM clients") == []
    assert await query("SELECT 1 FROM cases") == []
    assert {one[0] for one in (await statuses(answer.url.path)).values()} == {"GOOD"}


async def test_good_rows_become_cases_and_bad_ones_say_why(ratu):
    bad = row(2, stage="NIRWANA", region="Jakarta", entered=date(2026, 11, 5))
    answer = await send(ratu, sheet([row(1, worker="sari"), bad, row(3)]))
    assert "“NIRWANA” is no stage of this SOP." in answer.text
    assert "no kabupaten or kota of Banten" in answer.text
    assert "lies after the key day" in answer.text
    done = await take(ratu, answer.url.path)
    assert done.status_code == 200
    cases = await query("SELECT number, stage, opened_at, worker FROM cases")
    assert len(cases) == 2
    assert {one[1] for one in cases} == {"INTERVENSI"}
    assert [status for status, _said in (await statuses("")).values()] == ["DONE", "BAD", "DONE"]
    assert len([one for one in cases if one[3]]) == 1


async def test_all_rows_or_none_when_so_chosen(ratu):
    answer = await send(ratu, sheet([row(1), row(2, stage="NIRWANA")]))
    done = await take(ratu, answer.url.path, "all")
    assert done.status_code == 422
    assert "nothing was taken over" in done.text
    assert await query("SELECT 1 FROM cases") == []


async def test_the_same_sheet_twice_creates_nothing_twice(ratu):
    data = sheet([row(1), row(2)])
    await take(ratu, (await send(ratu, data)).url.path)
    again = await send(ratu, data)
    assert "The very same file was sent on" in again.text
    assert again.text.count("Taken over before: ") == 2
    await take(ratu, again.url.path)
    assert len(await query("SELECT 1 FROM cases")) == 2
    assert len(await query("SELECT 1 FROM clients")) == 2


async def test_the_same_rows_without_file_numbers_create_nothing_twice(ratu):
    rows = [row(1, reference=None), row(2, reference=None)]
    await take(ratu, (await send(ratu, sheet(rows))).url.path)
    again = await send(ratu, sheet([*rows, row(3, reference=None)]))
    await take(ratu, again.url.path)
    assert len(await query("SELECT 1 FROM cases")) == 3


async def test_taking_twice_at_a_button_takes_once(ratu):
    where = (await send(ratu, sheet([row(1)]))).url.path
    await take(ratu, where)
    await take(ratu, where)
    assert len(await query("SELECT 1 FROM cases")) == 1


async def test_a_long_sheet_goes_on_where_it_stopped(ratu):
    where = (await send(ratu, sheet([row(n) for n in range(1, 7)]))).url.path
    me, number = await me_of("ratu"), UUID(where.rpartition("/")[2])
    await take_over.take_over(number, everything=True, me=me, now=clock.now(), most=4)
    assert len(await query("SELECT 1 FROM cases")) == 4
    page = (await ratu.get(where)).text
    assert "Go on where it stopped" in page
    await take(ratu, where, "all")
    assert len(await query("SELECT 1 FROM cases")) == 6
    assert "Go on where it stopped" not in (await ratu.get(where)).text


async def test_one_nik_on_two_names_is_refused_and_on_one_name_is_one_client(ratu):
    number = "3673010405900001"
    rows = [
        row(1, nik=number),
        row(2, nik=number),
        row(1, nik=number, type="ABH", stage="ASESMEN", reference="460/9"),
    ]
    answer = await send(ratu, sheet(rows))
    assert "has this NIK with another name" in answer.text
    await take(ratu, answer.url.path)
    assert len(await query("SELECT 1 FROM clients")) == 1
    assert len(await query("SELECT 1 FROM cases")) == 2


async def test_a_registered_person_is_never_guessed(ratu):
    number = await client("ratu", "Ahmad Suryana", birth_date=date(1990, 5, 4))
    answer = await send(ratu, sheet([row(1)]))
    assert f"Much like {number}" in answer.text
    told = await send(ratu, sheet([row(1, client=number), row(2, client="BARU")]))
    await take(ratu, told.url.path)
    assert len(await query("SELECT 1 FROM clients")) == 2
    assert (
        len(
            await query(
                "SELECT 1 FROM cases WHERE client = (SELECT id FROM clients WHERE number = ?)", number
            )
        )
        == 1
    )


async def test_a_client_with_an_open_case_of_the_type_gets_no_second(ratu):
    number = await client("ratu", "Ahmad Suryana", birth_date=date(1990, 5, 4))
    await take(ratu, (await send(ratu, sheet([row(1, client=number)]))).url.path)
    answer = await send(ratu, sheet([row(2, client=number, name=None)]))
    assert "has an open case of this type already" in answer.text


async def test_an_unknown_client_worker_or_type_is_said(ratu):
    rows = [row(1, client="BTN-2020-000999"), row(2, worker="siapa"), row(3, type="XYZ"), row(4, type="KBA")]
    answer = await send(ratu, sheet(rows))
    for sentence in (
        "no client of this number",
        "no case worker of this unit",
        "“XYZ” has no published SOP",
        "“KBA” has no",
    ):
        assert sentence in answer.text
    assert {status for status, _said in (await statuses("")).values()} == {"BAD"}


async def test_an_age_outside_the_band_warns_but_is_taken(ratu):
    answer = await send(ratu, sheet([row(1, born=date(2015, 1, 1))]))
    assert "does not fit" in answer.text
    await take(ratu, answer.url.path)
    assert len(await query("SELECT 1 FROM cases")) == 1


async def test_the_result_can_be_fetched_row_by_row(ratu):
    where = (
        await send(ratu, sheet([row(1), row(2, stage="NIRWANA"), row(3, name="=HYPERLINK(1)")]))
    ).url.path
    await take(ratu, where)
    answer = await ratu.get(f"{where}/result.xlsx")
    assert answer.headers["content-type"].startswith("application/vnd.openxml")
    lines = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [line[0] for line in lines[1:]] == ["2", "3", "4"]
    assert [line[1] for line in lines[1:]][:2] == ["Taken over", "To be mended"]
    assert len(lines[1][3]) == 9  # the case's number


async def test_a_wrong_file_writes_nothing_and_says_what_to_send(ratu):
    answer = await send(ratu, b"%PDF-1.7", name="kasus.pdf")
    assert answer.status_code == 422
    assert "no spreadsheet" in answer.text
    assert await query("SELECT 1 FROM adoption_sheets") == []


async def test_a_file_too_large_or_missing_is_refused(ratu):
    answer = await send(ratu, b"x" * (5 * 2**20 + 1))
    assert answer.status_code == 422
    unit = str(await people.organisation())
    answer = await ratu.send_form("/adoptions", {**AS_OF, "unit": unit})
    assert answer.status_code == 422
    assert "Choose a file." in answer.text


async def test_a_key_day_ahead_is_refused(ratu):
    assert (await send(ratu, sheet([row(1)]), as_of="01/01/2099")).status_code == 422


async def test_a_formula_and_a_number_nik_stand_at_their_row(ratu):
    answer = await send(ratu, sheet([row(1, born=Formula("=TODAY()")), row(2, nik=3673010405900001)]))
    assert "The cell holds a formula" in answer.text
    assert "loses the last digit" in answer.text


async def test_the_template_is_understood_when_filled_in(ratu):
    answer = await ratu.get("/adoptions/template.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert len(book.sheet_names) == 3
    from app.adoption.sheets.columns import COLUMNS, column_of

    heads = book.get_sheet_by_index(0).to_python()[0]
    assert [column_of(head) for head in heads] == [column.key for column in COLUMNS]
    codes = {line[2] for line in book.get_sheet_by_index(2).to_python()}
    assert {"BWBLP", "ASESMEN", "36.04", "PEMULANGAN", "TIBA"} <= codes


@pytest.mark.parametrize("way", ["PEMULANGAN", "pemulangan", "Return home only"])
async def test_a_row_may_name_the_way_home_alone(ratu, way):
    home = row(
        1, type="PMBS", journey=way, stage="PULANG", entered=date(2026, 10, 28), opened=date(2026, 10, 27)
    )
    answer = await send(ratu, sheet([home, row(2, journey=way), row(3, journey="ANTAH")]))
    assert answer.text.count("This journey does not serve the type") == 2
    await take(ratu, answer.url.path)
    assert [tuple(one) for one in await query("SELECT pmks_type, journey, stage FROM cases")] == [
        ("PMBS", "PEMULANGAN", "PULANG")
    ]


async def test_a_template_nobody_filled_in_has_no_case(ratu):
    answer = await send(ratu, (await ratu.get("/adoptions/template.xlsx")).content)
    assert answer.status_code == 422
    assert "no case in the sheet" in answer.text


async def test_somebody_elses_sheet_does_not_exist_but_the_data_officer_sees_it(ratu, signed_in):
    where = (await send(ratu, sheet([row(1)]))).url.path
    await people.worker("euis", "SUPERVISOR")
    await people.worker("data", "DATA")
    euis, data = await signed_in("euis"), await signed_in("data")
    assert (await euis.get(where)).status_code == 404
    assert (await take(euis, where)).status_code == 404
    seen = await data.get(where)
    assert seen.status_code == 200
    assert "Suryana" not in seen.text


async def test_a_case_worker_may_not_send_sheets(ratu, signed_in):
    sari = await signed_in("sari")
    assert (await sari.get("/adoptions")).status_code == 403
    assert (await send(sari, sheet([row(1)]))).status_code == 403


async def test_a_sheet_thrown_away_forgets_what_was_typed(ratu):
    where = (await send(ratu, sheet([row(1)]))).url.path
    await ratu.send_form(f"{where}/discard", {})
    kept = await query_one("SELECT texts, told FROM adoption_rows")
    assert tuple(kept) == ("{}", "")
    assert (await take(ratu, where)).status_code == 404


async def test_a_done_sheet_keeps_what_it_says(ratu):
    where = (await send(ratu, sheet([row(1)]))).url.path
    await take(ratu, where)
    await ratu.send_form(f"{where}/discard", {})
    assert (await query_one("SELECT status FROM adoption_sheets"))[0] == "DONE"
    assert (await ratu.get(where)).status_code == 200


async def test_every_file_made_of_a_sheet_is_written_down(ratu, signed_in):
    await people.worker("data", "DATA")
    where = (await send(ratu, sheet([row(1)]))).url.path
    for browser in (ratu, await signed_in("data")):
        assert (await browser.get(f"{where}/result.xlsx")).status_code == 200
    rows = await query(
        "SELECT w.username FROM audit a JOIN workers w ON w.id = a.\"by\" WHERE a.action = 'sheet fetched'"
    )
    assert sorted(one[0] for one in rows) == ["data", "ratu"]


async def test_whoever_did_not_send_a_sheet_gets_its_restricted_people_masked(ratu, signed_in):
    nik = "3604154405900001"
    person = {"sex": "P", "nik": nik, "note": "Ahmad bercerita.", "born": date(1990, 5, 4)}
    where = (await send(ratu, sheet([row(1, **person)]))).url.path
    await people.worker("data", "DATA")

    [hers] = await fetched(ratu, where)
    [others] = await fetched(await signed_in("data"), where)

    assert {"Ahmad Suryana", nik, "Ahmad bercerita."} <= set(hers)
    assert {"A. S.", "3604••••••••0001", "BWBLP"} <= set(others)
    assert "Ahmad" not in " ".join(others)


async def fetched(browser, where):
    """Give the rows of the file that somebody fetches, without the headers."""
    answer = await browser.get(f"{where}/result.xlsx")
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()[1:]


async def test_from_sheet_to_report_on_both_engines(app_on_both):
    await people.worker("ratu", "SUPERVISOR")
    await people.worker("kepala", "DATA")
    async with Browser(app_on_both) as ratu:
        await ratu.enter("ratu")
        answer = await send(ratu, sheet([row(n) for n in range(1, 6)]))
        await take(ratu, answer.url.path, "all")
        assert len(await query("SELECT 1 FROM cases")) == 5
        assert "Taken over" in (await ratu.get(f"{answer.url.path}?status=DONE")).text
    everything, key = Sql("1 = 1", ()), ("BWBLP", "36.04", "L")
    october = await reports.counted(Month(date(2026, 10, 1)), everything)
    november = await reports.counted(Month(date(2026, 11, 1)), everything)
    assert (october.added[key]["adopted"], october.added[key]["new"]) == (5, 0)
    assert (november.added[key]["opening"], november.added[key]["new"], november.stands[key]) == (5, 0, 5)
    assert breaches(october) == breaches(november) == []


async def test_two_who_take_a_sheet_at_once_take_each_row_once(app_on_both):
    await people.worker("ratu", "SUPERVISOR")
    async with Browser(app_on_both) as ratu:
        await ratu.enter("ratu")
        where = (await send(ratu, sheet([row(n) for n in range(1, 6)]))).url.path
        answers = await asyncio.gather(*(take(ratu, where) for _ in range(3)))
        assert {answer.status_code for answer in answers} == {200}
        assert len(await query("SELECT 1 FROM cases")) == 5
        assert len(await query("SELECT 1 FROM clients")) == 5
        found = await query("SELECT status, COUNT(*) FROM adoption_rows GROUP BY status")
        assert [tuple(one) for one in found] == [("DONE", 5)]


async def test_a_sheets_file_name_is_its_senders_alone(ratu, app):
    answer = await send(ratu, sheet([row(1)]), name="Kasus Ibu Sarmini.xlsx")
    assert "Kasus Ibu Sarmini" in answer.text
    await people.worker("kepala", "KABID", "SUPERVISOR")
    async with Browser(app) as kepala:
        await kepala.enter("kepala")
        for page in ("/adoptions", str(answer.url.path)):
            found = await kepala.get(page)
            assert found.status_code == 200
            assert "Sarmini" not in found.text, page
