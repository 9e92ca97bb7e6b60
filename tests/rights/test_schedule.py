"""How long what is kept: the rules of the schedule, one by one."""

from datetime import date

import msgspec
import pytest

from app.rights.schedule import Closed, When, ends_on, rule_for, schedule, years_after

RULES = schedule().case
ADULT = Closed(date(2024, 1, 10), date(2026, 3, 1), "TUJUAN_TERCAPAI", date(1990, 5, 4))


def outcome(**changes):
    case = msgspec.structs.replace(ADULT, **changes)
    rule = rule_for(case, RULES)
    return rule.id, ends_on(case, rule)


def test_an_adults_case_is_kept_for_ten_years_after_it_was_closed():
    assert outcome() == ("adult", date(2036, 3, 2))


def test_a_childs_case_is_kept_until_25_when_that_is_later():
    assert outcome(birth_date=date(2020, 6, 1)) == ("child", date(2045, 6, 1))


def test_a_childs_case_is_kept_for_ten_years_when_that_is_later():
    assert outcome(birth_date=date(2006, 6, 1)) == ("child", date(2036, 3, 2))


@pytest.mark.parametrize(("born", "rule"), [(date(2006, 1, 11), "child"), (date(2006, 1, 10), "adult")])
def test_a_child_is_who_was_under_18_on_the_day_the_case_was_opened(born, rule):
    assert outcome(birth_date=born)[0] == rule


def test_what_was_not_accepted_is_kept_for_two_years_of_a_child_too():
    assert outcome(close_reason="BATAL", birth_date=date(2020, 6, 1)) == ("not_accepted", date(2028, 3, 2))


def test_adoption_and_guardianship_never_end():
    assert outcome(facts={"placement_kind": "ADOPSI"}) == ("permanent", None)


def test_without_a_birth_date_a_case_is_kept():
    assert outcome(birth_date=None) == ("undated", None)


def test_a_leap_day_ends_on_the_first_of_march():
    assert years_after(date(2024, 2, 29), 10) == date(2034, 3, 1)
    assert outcome(closed_on=date(2024, 2, 29))[1] == date(2034, 3, 2)


def test_every_rule_is_found_by_some_case_and_the_last_fits_all():
    reached = {
        outcome()[0],
        outcome(birth_date=date(2020, 6, 1))[0],
        outcome(close_reason="BATAL")[0],
        outcome(facts={"placement_kind": "WALI"})[0],
        outcome(birth_date=None)[0],
    }
    assert reached == {rule.id for rule in RULES}
    assert RULES[-1].when == When()


def test_the_schedule_names_known_reasons_only():
    from app.web.i18n.lists import CODES

    for rule in RULES:
        assert set(rule.when.close_reasons) <= set(CODES["close_reason"])
        assert rule.title.id != rule.title.en or rule.id == ""
