"""The checklist of adopters to be, held against their birth dates and their wedding day."""

from typing import Any

from app.records.legal.adopters import Adopters
from app.web.i18n.lists import CODES
from tests.records.context import errors, facts
from tests.workflows.field_rows import field_row

ALL = list(CODES["adoption_condition"])
COUPLE: dict[str, Any] = {
    "names": "Bapak Darma dan Ibu Sinta",
    "single": "off",
    "first_born_on": "1986-01-01",
    "second_born_on": "1988-01-01",
    "married_on": "2015-05-01",
    "met": ALL,
}


@field_row("L12")
def test_adopters_who_meet_every_condition_fit() -> None:
    assert facts(Adopters, **COUPLE)["adopters_fit"] is True


@field_row("L12")
def test_age_and_years_of_marriage_are_counted_and_not_only_ticked() -> None:
    assert "met" in errors(Adopters, **COUPLE | {"first_born_on": "1998-01-01"})
    assert "met" in errors(Adopters, **COUPLE | {"second_born_on": "1965-01-01"})
    assert "met" in errors(Adopters, **COUPLE | {"married_on": "2023-05-01"})


@field_row("L12")
def test_what_is_not_met_is_told_with_its_reason_and_only_the_team_may_except() -> None:
    short = COUPLE | {"met": [one for one in ALL if one != "SEAGAMA"]}
    assert "unmet_reason" in errors(Adopters, **short)
    told = short | {"unmet_reason": "Agama anak tidak diketahui, mayoritas setempat Islam"}
    assert facts(Adopters, **told)["adopters_fit"] is False
    excepted = told | {"pipa_advice": "LAYAK_DENGAN_PENGECUALIAN"}
    assert "pipa_on" in errors(Adopters, **excepted)
    assert facts(Adopters, **excepted, pipa_on="2026-06-01")["adopters_fit"] is True


@field_row("L12")
def test_a_single_parent_is_not_asked_for_years_of_marriage() -> None:
    alone = {k: v for k, v in COUPLE.items() if k not in {"second_born_on", "married_on"}}
    met = [one for one in ALL if one != "MENIKAH_5_TAHUN"]
    assert facts(Adopters, **alone | {"single": "on", "met": met})["adopters_fit"] is True
