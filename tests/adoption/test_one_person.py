"""One person is one client and two people stay two, whatever a sheet leaves unsaid."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adoption.sheets.parsing import RowTold
from app.adoption.sheets.same_person import Namesakes, facts, identities, verdict
from app.db import query
from tests import people
from tests.adoption.test_sheets import send, statuses, take
from tests.adoption.world import row, sheet
from tests.browser import Browser

NIK, OTHER_NIK = "3673010405900001", "3673010405900002"


def told(**changes):
    known = {"name": "Ponirah", "sex": "P", "born": date(1950, 2, 1), "region": "36.73", "type": "LUT"}
    return RowTold(
        **{**known, "opened": date(2026, 8, 3), "stage": "ASESMEN", "entered": date(2026, 8, 20), **changes}
    )


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({}, {}, "SAME"),
        ({"name": "Hj. Ponirah"}, {"name": "PONIRAH"}, "SAME"),
        ({"nik": NIK}, {"nik": NIK, "born": None}, "SAME"),
        ({"nik": NIK}, {"nik": OTHER_NIK}, "OTHER"),
        ({"sex": "L"}, {}, "OTHER"),
        ({"born": date(1951, 2, 1)}, {}, "OTHER"),
        ({"born": None}, {}, "DOUBT"),
        ({"born": None, "about": 70}, {"born": None, "about": 70}, "DOUBT"),
        ({"sex": "TIDAK_DIKETAHUI"}, {}, "DOUBT"),
        ({"region": "36.01"}, {}, "DOUBT"),
        ({"nik": NIK, "region": "36.01"}, {}, "DOUBT"),
        ({"client": "BARU", "born": None}, {"born": None}, "OTHER"),
        ({"client": "BARU", "region": "36.01"}, {}, "OTHER"),
        ({"client": "BARU"}, {"client": "BARU"}, "CONTRADICTED"),
    ],
)
def test_everything_known_counts_and_a_name_alone_proves_nothing(one, other, said):
    first, second = facts(told(**one)), facts(told(**other))
    assert verdict(first, second) == verdict(second, first) == said


def test_who_is_said_to_be_new_is_known_again_by_the_nik_alone():
    assert identities(told(client="BARU")) == []
    assert identities(told(client="BARU", nik=NIK)) == [("nik", NIK)]


@given(
    st.lists(
        st.sampled_from(list(product(("", NIK, OTHER_NIK), "LP", (None, date(1950, 2, 1)), ("", "BARU")))),
        max_size=12,
    )
)
def test_who_is_doubted_is_the_same_as_when_all_rows_are_compared_with_all(rows):
    people = [told(nik=nik, sex=sex, born=born, client=client) for nik, sex, born, client in rows]
    names = Namesakes(3)
    found = [doubt for place, one in enumerate(people) for doubt in names.doubts(one, str(place))]
    for place, one in enumerate(people):
        doubted = [
            other
            for other, known in enumerate(people)
            if other != place and verdict(facts(known), facts(one)) in ("DOUBT", "CONTRADICTED")
        ]
        before, after = [at for at in doubted if at < place][:3], [at for at in doubted if at > place][:3]
        assert [int(doubt.other) for doubt in found if doubt.row == str(place)] == before + after


def test_a_thousand_namesakes_are_no_million_comparisons(monkeypatch):
    compared = 0

    def counted(one, other):
        nonlocal compared
        compared += 1
        return verdict(one, other)

    monkeypatch.setattr("app.adoption.sheets.same_person.verdict", counted)
    names = Namesakes(3)
    doubts = [doubt for row in range(1_000) for doubt in names.doubts(told(born=None), str(row))]
    assert compared < 1_000
    assert len(doubts) <= 6 * 1_000


@pytest.fixture
async def ratu(app_on_both):
    await people.worker("ratu", "SUPERVISOR")
    async with Browser(app_on_both) as browser:
        await browser.enter("ratu")
        yield browser


async def taken(ratu, *rows):
    where = (await send(ratu, sheet(list(rows)))).url.path
    await take(ratu, where)
    return [status for status, _said in (await statuses(where)).values()]


async def clients() -> int:
    return len(await query("SELECT DISTINCT client FROM cases"))


UNSAID = {"name": "Ponirah", "born": None}


async def test_two_new_people_of_one_name_become_two_clients(ratu):
    one = row(7, **UNSAID, client="BARU", sex="P", type="LUT", stage="ASESMEN", region="Kota Serang")
    other = row(
        8, **UNSAID, client="BARU", sex="L", type="KM", stage="ASESMEN", region="Kabupaten Pandeglang"
    )
    assert await taken(ratu, one, other) == ["DONE", "DONE"]
    assert await clients() == 2


async def test_rows_of_one_name_that_tell_no_more_are_both_refused_and_named(ratu):
    assert await taken(ratu, row(1, **UNSAID), row(2, **UNSAID)) == ["BAD", "BAD"]
    said = [words for _status, words in (await statuses("")).values()]
    assert "Row 3 has the same name" in said[0]
    assert "Row 2 has the same name" in said[1]


async def test_one_person_with_two_cases_is_one_client(ratu):
    rows = (row(1, name="Ponirah"), row(2, name="Ponirah", type="ABH", stage="ASESMEN"))
    assert await taken(ratu, *rows) == ["DONE", "DONE"]
    assert await clients() == 1


async def test_a_file_number_is_taken_over_before_of_its_own_person_only(ratu):
    first = row(1, reference="91", name="Ponirah")
    assert await taken(ratu, first) == ["DONE"]
    assert await taken(ratu, first, row(2, reference="91", name="Kartubi", born=date(1960, 1, 1)))
    told = await query("SELECT status, said FROM adoption_rows ORDER BY status, row")
    assert sorted(one[0] for one in told) == ["DONE", "DONE", "THERE"]
    assert await clients() == 2


async def test_a_name_written_otherwise_under_its_file_number_is_no_new_person(ratu):
    await taken(ratu, row(1, reference="91", name="Ponirah Suryana"))
    await taken(ratu, row(1, reference="91", name="Ponirah Suriyana", client="BARU"))
    assert [one[0] for one in await query("SELECT status FROM adoption_rows ORDER BY status")] == [
        "BAD",
        "DONE",
    ]
    assert await clients() == 1
