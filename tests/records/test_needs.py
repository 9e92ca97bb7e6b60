"""Need, first look, disability, health referral; review of a stay, income, work, acceptance."""

from datetime import date
from typing import Any

import msgspec
import pytest

from app.records import submission
from app.records.assessment.basic_needs import BasicNeeds
from app.records.assessment.disability import Disability
from app.records.assessment.health_referral import HealthReferral
from app.records.consent.need import Need
from app.records.controls import controls
from app.records.fields import traits
from app.records.plan.acceptance import Acceptance
from app.records.plan.income import Income, percent, poverty_line
from app.records.plan.review import Review
from app.records.plan.work import Work
from app.records.screening.elder_screen import TARGETS, ElderScreen
from app.web.forms.decoding import Invalid
from app.web.i18n import catalogue
from app.web.i18n.lists import CODES
from tests.records.context import ME, NOW, context, errors, facts, filled, kept, state
from tests.workflows.field_rows import field_row
from workflows.definition import load_all

REVIEWED: dict[str, Any] = {
    "condition": "Well",
    "wish": "To stay",
    "family_asked": "on",
    "decision": "TETAP",
    "next_on": "2026-12-01",
}
SCREENED: dict[str, Any] = {"on_street": "off", "ill": "off", "self_care": "on", "exclusion": "TIDAK_ADA"}
KIND: dict[str, Any] = {"kinds": ["FISIK"], "long_term": "on", "communicates": "on", "treatment_first": "off"}
WORKING: dict[str, Any] = {
    "work_status": "BEKERJA_FORMAL",
    "occupation": "Sewing",
    "started_on": "2026-05-01",
}


def _measured(monthly: int, point: str = "AWAL") -> dict[str, Any]:
    return {"monthly": monthly, "point": point}


def test_a_stay_goes_on_until_a_next_review_at_most_six_months_later() -> None:
    assert facts(Review, **REVIEWED) == {
        "review_on": "2026-06-10",
        "review_decision": "TETAP",
        "review_next_on": "2026-12-01",
    }
    assert "next_on" in errors(Review, **REVIEWED | {"next_on": ""})
    assert "next_on" in errors(Review, **REVIEWED | {"next_on": "2026-12-12"})
    assert "next_on" in errors(Review, **REVIEWED | {"next_on": "2026-06-10"})


def test_who_leaves_has_a_reason_and_no_next_review() -> None:
    leaves = REVIEWED | {"decision": "KELUAR"}

    assert set(errors(Review, **leaves)) == {"reason", "next_on"}
    assert facts(Review, **leaves | {"next_on": ""}, reason="A niece takes her in")["review_next_on"] == ""


def test_a_stay_without_asking_the_family_again_is_asked_about() -> None:
    assert filled(Review, **REVIEWED | {"family_asked": "off"}).doubts
    assert not filled(Review, **REVIEWED).doubts


def test_income_is_measured_against_its_baseline() -> None:
    assert facts(Income, **_measured(1_000_000)) == {
        "income_baseline": 1_000_000,
        "income_latest": 1_000_000,
        "income_change": 0,
        "income_on": "2026-06-10",
        "above_poverty_line": "",
    }
    later = facts(Income, earlier=(_measured(1_000_000),), **_measured(1_259_999, "LANJUT"))
    assert (later["income_baseline"], later["income_change"]) == (1_000_000, 25)


def test_a_sum_with_dots_is_read_and_a_later_one_needs_a_baseline() -> None:
    assert facts(Income, point="AWAL", monthly="1.250.000")["income_baseline"] == 1_250_000
    assert "point" in errors(Income, **_measured(5, "LANJUT"))
    assert "monthly" in errors(Income, point="AWAL", monthly="-5")


def test_a_corrected_baseline_is_asked_about_and_keeps_what_came_later() -> None:
    earlier = (_measured(900_000, "LANJUT"), _measured(500_000))

    assert filled(Income, earlier=earlier, **_measured(600_000)).doubts
    told = facts(Income, earlier=earlier, **_measured(600_000), confirmed="on")
    assert (told["income_latest"], told["income_change"]) == (900_000, 50)


@pytest.mark.parametrize(
    ("monthly", "supports", "above"),
    [
        (360_000, 1, False),
        (684_232, 1, False),
        (684_233, 1, True),
        (2_700_000, 4, False),
        (2_800_000, 4, True),
    ],
)
@field_row("W16")
def test_an_income_is_held_against_the_poverty_line_of_the_household(
    monthly: int, supports: int, above: bool
) -> None:
    told = facts(Income, point="AWAL", monthly=str(monthly), supports=str(supports))
    assert told["above_poverty_line"] is above


def test_the_poverty_line_is_that_of_the_day() -> None:
    assert [poverty_line(date(*on)) for on in ((2022, 4, 1), (2024, 9, 1), (2025, 2, 28), (2026, 6, 10))] == [
        570_368,
        667_403,
        667_403,
        684_232,
    ]


@pytest.mark.parametrize(
    ("before", "now", "expected"), [(0, 0, 0), (0, 1, 100), (3, 4, 33), (4, 3, -25), (3, 2, -34)]
)
def test_a_change_is_rounded_down(before: int, now: int, expected: int) -> None:
    assert percent(before, now) == expected


def test_work_says_what_and_since_when() -> None:
    assert set(errors(Work, work_status="WIRAUSAHA")) == {"occupation", "started_on"}
    assert facts(Work, **WORKING)["work_since"] == "2026-05-01"
    assert facts(Work, work_status="MENCARI_KERJA")["work_since"] == ""


def test_only_employment_counts_for_the_quota_and_of_a_disabled_worker_it_is_asked() -> None:
    disabled = state("PD")

    assert "quota" in errors(Work, disabled, **WORKING)
    assert facts(Work, disabled, **WORKING, quota="SWASTA")["work_quota"] == "SWASTA"
    assert "quota" in errors(Work, **WORKING | {"work_status": "WIRAUSAHA"}, quota="SWASTA")


def test_acceptance_with_conditions_names_them() -> None:
    typed = {"identity_card": "on", "family_acceptance": "BERSYARAT"}

    assert "conditions" in errors(Acceptance, **typed)
    told = facts(Acceptance, **typed, conditions="Lives with an aunt")
    assert (told["identity_card"], told["family_acceptance"]) == (True, "BERSYARAT")


def test_without_a_wish_for_help_there_is_no_need() -> None:
    assert facts(Need, state("PML"), wanted="off") == {"need": False, "need_areas": 0}
    assert "areas" in errors(Need, state("PML"), wanted="on")
    assert facts(Need, state("PML"), wanted="on", areas=["PEKERJAAN", "IDENTITAS"])["need_areas"] == 2


def test_criteria_of_exclusion_are_asked_where_they_are_the_type() -> None:
    assert "grounds" in errors(Need, state("KM"), wanted="on", areas=["PEKERJAAN"])
    assert "grounds" not in [one.name for one in controls(Need, context(state("PML")))]
    assert set(CODES["need_ground"]) == {"DISFUNGSI", "DISKRIMINASI", "MARGINALISASI"}


def test_every_exclusion_names_who_is_asked_instead() -> None:
    assert set(TARGETS) == set(CODES["exclusion"]) - {"TIDAK_ADA"}
    assert set(TARGETS.values()) <= set(CODES["referral_target"])
    told = facts(ElderScreen, **SCREENED | {"exclusion": "TIRAH_BARING"})
    assert (told["exclusion"], told["exclusion_target"]) == ("TIRAH_BARING", "LKS_LKSA")


def test_another_target_may_be_named_where_something_speaks_against_it() -> None:
    assert "refer_to" in errors(ElderScreen, **SCREENED, refer_to="RSJ_RS")
    assert "ill" in errors(ElderScreen, **SCREENED | {"exclusion": "SAKIT_AKUT"})
    other = SCREENED | {"exclusion": "TIRAH_BARING", "refer_to": "RSJ_RS"}
    assert facts(ElderScreen, **other)["exclusion_target"] == "RSJ_RS"


def test_who_needs_full_care_and_fits_everywhere_is_asked_about() -> None:
    assert filled(ElderScreen, **SCREENED | {"self_care": "off"}).doubts


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        (["FISIK"], "FISIK"),
        (["SENSORIK_RUNGU", "SENSORIK_WICARA"], "SENSORIK"),
        (["FISIK", "MENTAL"], "GANDA"),
    ],
)
def test_several_kinds_are_multiple_and_the_senses_are_one(kinds: list[str], kind: str) -> None:
    assert facts(Disability, **KIND | {"kinds": kinds})["disability_kind"] == kind


def test_who_cannot_say_a_will_is_understood_another_way() -> None:
    assert "communication" in errors(Disability, **KIND | {"communicates": "off"})
    assert "kinds" in errors(Disability, **KIND | {"kinds": []})


def test_a_health_referral_tells_how_it_stands_and_has_no_place_for_a_result() -> None:
    told = facts(HealthReferral, purpose="PERIKSA_SUKARELA", status="DIRUJUK", referred_to="PUSKESMAS")

    assert told == {"health_referral": "DIRUJUK", "health_referral_on": "2026-06-10", "in_treatment": False}
    assert "referred_to" in errors(HealthReferral, purpose="PERIKSA_SUKARELA", status="DIRUJUK")
    assert "referred_to" in errors(
        HealthReferral, purpose="BEROBAT_DULU", status="DIRAWAT", referred_to="BAPAS"
    )
    kept = set(traits(HealthReferral))
    assert not kept & {"result", "note", "findings", "diagnosis"}


def test_who_is_treated_first_is_under_treatment_until_the_health_service_says_so() -> None:
    typed = {"purpose": "BEROBAT_DULU", "referred_to": "RSJ_RS"}

    assert facts(HealthReferral, **typed, status="DIRAWAT")["in_treatment"] is True
    assert facts(HealthReferral, **typed, status="BOLEH_LANJUT")["in_treatment"] is False


def test_a_review_lies_on_the_day_it_was_held() -> None:
    told = facts(Review, **REVIEWED | {"occurred_on": "2026-06-01", "next_on": "2026-11-30"})

    assert date.fromisoformat(str(told["review_on"])) == date(2026, 6, 1)


NEGLECTED = {"criteria": ["TIDAK_ADA_PERAWAT"], "service_place": "DALAM_PANTI"}


@field_row("L9")
@pytest.mark.parametrize(
    ("criteria", "place", "nationality", "counted"),
    [
        (["TIDAK_ADA_PERAWAT"], "DALAM_PANTI", "WNI", True),
        (["KELUARGA_BERISIKO"], "DALAM_PANTI", "", True),
        ([], "DALAM_PANTI", "WNI", False),
        (["TIDAK_ADA_PERAWAT"], "LUAR_PANTI", "WNI", False),
        (["TIDAK_ADA_PERAWAT"], "DALAM_PANTI", "WNA", False),
    ],
)
def test_the_standard_counts_only_neglected_indonesians_in_an_institution(
    criteria: list[str], place: str, nationality: str, counted: bool
) -> None:
    of = state("PD", nationality=nationality)
    typed = {"criteria": criteria, "service_place": place, "needed": ["PANGAN"], "met": ["PANGAN"]}
    told = facts(BasicNeeds, of, **typed)
    assert (told["neglected"], told["spm_place"], told["spm_counted"]) == (bool(criteria), place, counted)


@field_row("L9")
def test_a_person_well_cared_for_needs_no_list_and_each_list_is_of_its_fiscal_year() -> None:
    assert facts(BasicNeeds, service_place="LUAR_PANTI")["neglected"] is False
    last = facts(BasicNeeds, **NEGLECTED, needed=["PANGAN"], occurred_on="2026-01-06")
    assert last["basic_needs_year"] == 2026
    assert kept(BasicNeeds, **NEGLECTED, needed=["PANGAN"])["fiscal_year"] == 2026


@field_row("L9")
def test_every_type_that_the_standard_may_count_says_so_in_facts() -> None:
    for name in ("ABT", "AT", "AJ", "ADK", "PD", "LUT", "GLD", "PGM"):
        assert {"neglected", "spm_place", "basic_needs_year", "spm_counted"} <= load_all()[name].facts.keys()


def test_what_is_met_was_needed_and_the_rest_stays_open() -> None:
    assert "needed" in errors(BasicNeeds, **NEGLECTED)
    assert "met" in errors(BasicNeeds, **NEGLECTED, needed=["PANGAN"], met=["PANGAN", "SANDANG"])
    assert facts(BasicNeeds, **NEGLECTED, needed=["PANGAN", "SANDANG", "KESEHATAN"], met=["PANGAN"]) == {
        "neglected": True,
        "spm_place": "DALAM_PANTI",
        "basic_needs_year": 2026,
        "spm_counted": True,
        "basic_needs": 3,
        "basic_needs_open": 2,
        "basic_needs_on": "2026-06-10",
    }


@pytest.mark.parametrize(
    ("journey", "named"),
    [
        ("LUT", {"PEMULASARAAN"}),
        ("AT", {"PENGASUHAN"}),
        ("PD", {"PENGASUHAN"}),
        ("PGM", {"KETERAMPILAN_DASAR", "PEMULANGAN"}),
    ],
)
def test_a_group_is_asked_only_for_what_the_standard_names_for_it(journey: str, named: set[str]) -> None:
    of = msgspec.structs.replace(context(state(journey)), definition=load_all()[journey])
    special = {"PEMULASARAAN", "PENGASUHAN", "KETERAMPILAN_DASAR", "PEMULANGAN"}
    assert special & set(BasicNeeds.choices(of)["needed"]) == named


def test_what_the_standard_does_not_name_for_the_group_is_refused_among_several() -> None:
    catalogue.use("en")
    for code, fits in (("PEMULASARAAN", True), ("PEMULANGAN", False)):
        sent = {"service_place": ["LUAR_PANTI"], "needed": ["PANGAN", code], "met": []}
        on = submission.context_for(state=state("LUT"), now=NOW, by=ME, definition=load_all()["LUT"])
        assert isinstance(submission.decode(BasicNeeds, sent, on), Invalid) is not fits
