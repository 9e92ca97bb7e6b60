"""From what was typed about a client to what is kept."""

from datetime import date

import pytest

from app.clients import ages
from app.clients.forms import ClientForm
from app.clients.rules import complaints, values_of
from app.regions.book import Regions
from app.regions.store import read_files
from app.web.forms.decoding import Invalid, decode
from app.web.i18n import catalogue

BOOK = Regions(read_files())
TODAY = date(2026, 3, 22)


@pytest.fixture(autouse=True)
def in_english():
    with catalogue.speaking("en"):
        yield


def values(**typed):
    form = ClientForm(**{"full_name": "Suryana", "sex": "L", "safe_contact": "BEBAS", **typed})
    return values_of(form, book=BOOK, today=TODAY)


def errors(**typed):
    found = values(**typed)
    assert isinstance(found, Invalid)
    return found.errors


def test_one_name_and_nothing_else_is_enough():
    kept = values()
    assert (kept["full_name"], kept["birth_date"], kept["nik"], kept["nik_status"]) == (
        "Suryana",
        None,
        None,
        "TIDAK_DIKETAHUI",
    )


def test_nobody_without_any_name_unless_it_is_said():
    assert "tick the box" in errors(full_name="")["full_name"]
    assert "where they were found" in errors(full_name="", unknown=True)["found_place"]


def test_a_person_nobody_knows_is_named_after_the_day_and_the_place():
    kept = values(full_name="", unknown=True, found_place="Pasar Rau", sex="TIDAK_DIKETAHUI")
    assert kept["full_name"] == "Tanpa Identitas 22-03-2026 Pasar Rau"


@pytest.mark.parametrize(("about", "age"), [(35, 35), (0, 0), (1990, 35), (2026, 0), (120, 120)])
def test_an_estimate_may_be_an_age_or_a_year(about, age):
    kept = values(about=about)
    assert kept["birth_estimated"] is True
    assert ages.age_on(kept["birth_date"], TODAY) == age


@pytest.mark.parametrize("about", [121, 1800, 2027, -1])
def test_an_impossible_estimate_is_refused(about):
    assert "35" in errors(about=about)["about"]


def test_a_birth_date_wins_over_an_estimate():
    kept = values(birth_date=date(1988, 5, 4), about=30)
    assert (kept["birth_date"], kept["birth_estimated"]) == (date(1988, 5, 4), False)


def test_a_birth_date_cannot_lie_ahead_or_too_far_back():
    assert "future" in errors(birth_date=date(2026, 3, 23))["birth_date"]
    assert "Check the year" in errors(birth_date=date(1890, 1, 1))["birth_date"]


def test_the_same_estimated_year_typed_again_does_not_shift_the_date():
    form = ClientForm(full_name="Suryana", sex="L", safe_contact="BEBAS", about=1990)
    kept = values_of(form, book=BOOK, today=TODAY, estimate=date(1990, 9, 21))
    assert kept["birth_date"] == date(1990, 9, 21)


def test_a_nik_is_cleaned_and_awaits_verification():
    kept = values(nik="3673 0115 0390 0001")
    assert (kept["nik"], kept["nik_status"]) == ("3673011503900001", "BELUM_DIVERIFIKASI")


def test_a_nik_and_its_absence_cannot_both_be():
    assert errors(nik="3673011503900001", nik_status="BELUM_PUNYA").keys() == {"nik_status"}
    assert errors(nik_status="VALID").keys() == {"nik"}


def test_all_that_is_wrong_is_said_at_once():
    found = errors(full_name="...", nik="12", kk="34", birth_date=date(2030, 1, 1))
    assert found.keys() == {"full_name", "birth_date", "nik", "kk"}


def test_a_region_is_kept_as_deep_as_it_was_chosen():
    kept = values(home={"1": "36.04", "2": "36.04.05"}, ktp={"1": "32", "2": "32.01"})
    assert (kept["home_region"], kept["ktp_region"], kept["found_region"]) == ("36.04.05", "32.01", None)


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(1992, 3, 23), "33 years"),
        (date(2025, 7, 1), "8 months"),
        (date(2024, 3, 22), "2 years"),
        (None, "Age unknown"),
    ],
)
def test_small_children_are_counted_in_months(born, words):
    assert ages.age_words(born, estimated=False, on=TODAY) == words


def test_an_estimated_age_says_so():
    assert ages.age_words(date(1990, 7, 1), estimated=True, on=TODAY) == "about 35 years"


def test_who_was_born_on_the_leap_day_turns_on_the_first_of_march():
    assert ages.age_on(date(2004, 2, 29), date(2010, 2, 28)) == 5
    assert ages.age_on(date(2004, 2, 29), date(2010, 3, 1)) == 6


def complained(**typed):
    sent = {name: [text] for name, text in {"safe_contact": "BEBAS", **typed}.items()}
    unread = decode(ClientForm, sent)
    assert isinstance(unread, Invalid)
    return complaints(unread, book=BOOK, today=TODAY)


def test_what_cannot_be_read_and_what_is_not_allowed_are_told_together_in_the_order_of_the_form():
    told = complained(birth_date="99/99/2020", nik="123")

    assert list(told.errors) == ["full_name", "sex", "birth_date", "nik"]
    assert told.typed["nik"] == "123"


def test_a_field_is_complained_about_once_and_only_for_what_was_typed():
    told = complained(full_name="A" * 201, about="thirty", sex="L")

    assert list(told.errors) == ["full_name", "about"]
    assert (
        told.errors["full_name"]
        != "Fill in the name; one name is enough. If nobody knows it, tick the box below."
    )


def test_no_choice_that_was_not_made_is_taken_for_made():
    assert list(complained(full_name="Suryana").errors) == ["sex"]
