"""The regions: codes, names, loading, and choosing one in steps."""

import pytest

from app.db import Database, query_one
from app.regions import choice, codes, store
from app.regions.book import Regions

BOOK = Regions(store.read_files())


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("3604", "36.04"),
        ("36.04.01.2001", "36.04.01.2001"),
        ("3604012001", "36.04.01.2001"),
        ("36", "36"),
        ("360", None),
        ("36.04.01.20", None),
        ("", None),
        ("serang", None),
    ],
)
def test_a_code_is_read_with_and_without_dots(typed, stored):
    assert codes.dotted(typed) == stored


def test_banten_has_the_regions_that_the_ministry_counts():
    kecamatan = [row for code, _ in BOOK.kabkota() for row in BOOK.children(code)]
    villages = [row for code, _ in kecamatan for row in BOOK.children(code)]
    assert len(BOOK.kabkota()) == 8
    assert len(kecamatan) == 155
    assert len(villages) == 1552
    assert [len(BOOK.children(code)) for code, _ in BOOK.kabkota()] == [35, 28, 29, 29, 13, 8, 6, 7]


def test_every_region_lies_in_one_that_is_known():
    assert all(codes.parent(code) in BOOK for code, _ in store.read_files() if codes.parent(code))


def test_a_full_name_goes_up_to_the_kabkota_and_names_other_provinces():
    assert BOOK.full_name("36.73.05") == "Cipocok Jaya, Kota Serang"
    assert BOOK.full_name("32.01") == "Kabupaten Bogor, Jawa Barat"
    assert BOOK.full_name(None) == ""


def test_search_puts_names_that_begin_so_first():
    assert BOOK.search("cipoc")[0] == ("36.73.05", "Cipocok Jaya, Kota Serang")
    assert BOOK.search("  ") == []


def test_the_choice_unfolds_one_step_at_a_time():
    shown = choice.steps("home", {"1": "36.04"}, BOOK)
    assert [step.name for step in shown] == ["home.1", "home.2"]
    assert len(shown[0].options) == 8
    assert len(shown[1].options) == 29
    assert [str(step.label) for step in choice.steps("home", {"1": "32"}, BOOK)] == [
        "Kabupaten/kota",
        "Kabupaten/kota",
    ]


def test_a_step_left_over_from_an_earlier_choice_is_not_believed():
    assert choice.chosen({"1": "36.71", "2": "36.04.05", "3": "36.04.05.2001"}, BOOK) == "36.71"
    assert choice.chosen({"1": "36.04", "2": "36.04.05", "3": "36.04.05.2001"}, BOOK) == "36.04.05.2001"
    assert choice.chosen({"1": "99", "2": "36.04.05"}, BOOK) is None


@pytest.mark.parametrize("code", ["36.04", "36.04.05", "36.04.05.2001", "32", "32.01"])
def test_a_stored_region_comes_back_as_the_steps_that_lead_to_it(code):
    assert choice.chosen(choice.parts_of(code), BOOK) == code


async def test_loading_again_changes_nothing(db: Database):
    assert await store.load() == 0
    row = await query_one("SELECT name, level, parent FROM regions WHERE code = ?", "36.04.05")
    assert tuple(row)[1:] == ("KECAMATAN", "36.04")


async def test_the_next_selects_come_as_a_fragment(signed_in, app):
    from tests import people

    await people.worker("sari", "PEKSOS")
    sari = await signed_in("sari")
    answer = await sari.get("/regions/choice?field=home&home.1=36.73", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "Cipocok Jaya" in answer.text
    assert "<html" not in answer.text
    assert (await sari.get("/regions/choice?field=x%22y")).status_code == 404
