"""Registers nobody had in mind: each is read in full, or tells at the first look what it lacks. Nothing goes in silence."""

import pytest

from app.adoption.sheets.reading import Unreadable, read
from app.db import query
from tests.adoption import breakers
from tests.adoption.breakers import ONCE
from tests.adoption.test_registers import clients, rows_of
from tests.adoption.test_sheets import ratu, send, take  # noqa: F401 - a fixture


@pytest.fixture
async def brought(ratu, request):  # noqa: F811
    """Send a register with what it lacks said once, take every row, and return the clients by name."""
    data = getattr(breakers, request.param)()
    answer = await send(ratu, data, **ONCE)
    assert answer.status_code == 200, answer.text
    judged = await rows_of()
    assert {one[0] for one in judged} == {"GOOD"}, [one[1] for one in judged]
    await take(ratu, answer.url.path, "all")
    assert len(await query("SELECT 1 FROM cases")) == len(judged)
    return await clients()


def register(name):
    return pytest.mark.parametrize("brought", [name], indirect=True)


@register("letters_apart")
async def test_headings_with_letters_apart_are_known_and_are_nobody_on_the_next_page(brought):
    assert set(brought) == {"Sarmini", "Karta"}
    assert {row["home_region"][:8] for row in brought.values()} == {"36.02.18"}


@register("births")
async def test_births_are_read_in_every_way(brought):
    found = {
        row[0]: (row[1], row[2], bool(row[3]))
        for row in await query("SELECT full_name, birth_place, birth_date, birth_estimated FROM clients")
    }
    for (place, born), (name, (town, day, estimated)) in zip(
        breakers.BIRTHS.values(), sorted(found.items()), strict=True
    ):
        assert town == place, name
        assert (day and day.year, estimated) == (born, True) if isinstance(born, int) else day == born, name


@register("deciles")
async def test_a_group_of_deciles_is_no_number_and_stays_in_the_note(brought):
    found = [row["dtsen_decile"] for _name, row in sorted(brought.items())]
    assert found == list(breakers.DECILES.values())
    notes = " ".join(str(row[0]) for row in await query("SELECT data FROM case_events"))
    for text in ("6-10", "> 5", "Belum masuk DTSEN"):
        assert f"Welfare decile: {text}" in notes or f"Desil: {text}" in notes


@register("tabs_as_places")
async def test_a_tab_named_after_a_place_says_where(brought):
    rows = await query("SELECT k.full_name, c.region FROM cases c JOIN clients k ON k.id = c.client")
    assert dict(map(tuple, rows)) == {"Jumri": "36.02", "Jumsa": "36.73", "Jumta": "36.72"}


async def test_what_was_taken_from_the_tabs_name_is_said(ratu):  # noqa: F811
    await send(ratu, breakers.tabs_as_places(), **ONCE, region="36.74")
    assert all("Taken from the tab's name" in said[0] for _status, said, *_rest in await rows_of())


@register("phones")
async def test_telephone_numbers_get_their_zero_back(brought):
    assert [row["phone"] or "" for _name, row in sorted(brought.items())] == list(breakers.PHONES.values())


@register("names")
async def test_names_are_kept_as_they_are_written_and_found_so(brought, signed_in):
    assert set(brought) == set(breakers.NAMES)
    browser = await signed_in("ratu")
    for name in breakers.NAMES:
        number = [row[0] for row in await query("SELECT number FROM clients WHERE full_name = ?", name)]
        assert number[0] in (await browser.get("/clients", params={"q": name})).text, name


@register("unseen")
async def test_marks_that_nobody_sees_change_nothing(brought):
    row = brought["Siti Aminah"]
    assert (row["nik"], row["phone"], row["home_rt"]) == ("3673015203510001", "0812-3456-7890", "003")
    assert row["home_region"].startswith("36.73.")


@register("unicode_text")
async def test_text_of_two_bytes_a_letter_is_read(brought):
    assert set(brought) == {"Saonah"}


def test_a_web_page_called_a_spreadsheet_is_told_how_to_become_one():
    found = read(breakers.web_page())
    assert isinstance(found, Unreadable)
    assert ".xlsx" in found.sentences[0]
    assert found.sentences != read(b"\xd0\xcf\x11\xe0" + b"x" * 100).sentences


async def test_what_cannot_be_told_is_said_of_its_column_at_the_first_look(ratu):  # noqa: F811
    await send(ratu, breakers.odd_cells(), **ONCE)
    first, second = [said for _status, said, *_rest in await rows_of()]
    assert first == [
        "Birth date: Write the year with four digits, such as 1951.",
        "RT/RW: Write RT and RW as 003/001.",
        "Telephone: A number cell loses the last digit. Format the cell as text and write the number anew.",
        "Welfare decile: A welfare decile is a number from 1 to 10.",
    ]
    assert second[:2] == [
        "Birth date: This date does not exist. Check the day and the month.",
        "RT/RW: Write RT and RW as 003/001.",
    ]
