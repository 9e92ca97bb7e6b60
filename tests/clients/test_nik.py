"""NIK: what cannot be one is an error, what disagrees is a warning."""

from datetime import date

import pytest

from app.clients import nik
from app.clients.nik import Nik

PROVINCES = frozenset({"36", "32"})
TODAY = date(2026, 3, 22)


@pytest.fixture(autouse=True)
def in_english():
    from app.web.i18n import catalogue

    with catalogue.speaking("en"):
        yield


def test_a_womans_number_has_forty_more_in_its_day():
    assert nik.parse("3673015503900001", PROVINCES) == Nik("3673015503900001", "P", 15, 3, 90)


def test_a_boys_number_of_this_century():
    found = nik.parse("3601020112150001", PROVINCES)
    assert found == Nik("3601020112150001", "L", 1, 12, 15)
    assert nik.birth_date(found, today=TODAY) == date(2015, 12, 1)


@pytest.mark.parametrize("typed", ["NIK. 3673 0155 0390 0001", "'3673015503900001", "3673.0155.0390.0001"])
def test_what_spreadsheets_and_people_put_around_the_digits_is_taken_away(typed):
    assert nik.cleaned(typed) == "3673015503900001"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("367301550390001", "16 digits; this one has 15"),
        ("36730155039000012", "this one has 17"),
        ("367301550390000A", "digits only"),
        ("3.67302E+15", "digits only"),
        ("9999999999999999", "same digit"),
        ("0073015503900001", "no province"),
        ("3673015503900000", "cannot be 0000"),
        ("3673013203900001", "birth date"),
        ("3673017203900001", "birth date"),
        ("3673011513900001", "month"),
        ("3673013002900001", "birth date"),
        ("3673012902900001", "birth date"),
    ],
)
def test_a_number_that_cannot_exist_is_refused_with_its_reason(typed, sentence):
    found = nik.parse(typed, PROVINCES)
    assert isinstance(found, str)
    assert sentence in found


def test_the_twenty_ninth_of_february_exists_in_leap_years():
    assert isinstance(nik.parse("3673012902960001", PROVINCES), Nik)
    assert isinstance(nik.parse("3673012902000001", PROVINCES), Nik)


def test_another_sex_or_birth_date_only_warns():
    found = nik.parse("3673015503900001", PROVINCES)
    agree = nik.warnings(found, sex="P", born=date(1990, 3, 15), estimated=False, today=TODAY)
    differ = nik.warnings(found, sex="L", born=date(1991, 3, 15), estimated=False, today=TODAY)
    assert agree == []
    assert len(differ) == 2
    assert "a woman" in differ[0]
    assert "15 March 1990" in differ[1]


def test_an_estimate_and_an_unknown_sex_disagree_with_nothing():
    found = nik.parse("3673015503900001", PROVINCES)
    assert (
        nik.warnings(found, sex="TIDAK_DIKETAHUI", born=date(1960, 7, 1), estimated=True, today=TODAY) == []
    )


def test_a_number_is_shown_with_its_region_and_serial_only():
    assert nik.masked("3673015503900001") == "3673••••••••0001"
    assert nik.masked(None) == ""
