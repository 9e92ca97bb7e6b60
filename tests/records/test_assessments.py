"""Consent, result, safety, tracing, readiness and functioning: what their forms refuse, doubt and tell the case."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from app.records.assessment.family_tracing import FamilyTracing
from app.records.assessment.readiness import Readiness
from app.records.assessment.result import Assessment
from app.records.assessment.social_functioning import SocialFunctioning
from app.records.assessment.social_report import SocialReport
from app.records.consent.consent import Consent
from app.records.controls import controls
from app.records.submission import Filled
from app.records.victims.safety_check import SafetyCheck
from tests.records.context import context, errors, facts, filled, kept, notice, send, state
from workflows.definition import load_all

ADULT = {"birth_date": "1990-03-15"}
CHILD = {"birth_date": "2014-01-01"}
ABOUT_17 = {"birth_date": "2009-01-01", "birth_estimated": True}
TODDLER = {"birth_date": "2023-06-01"}
EXCEPTION: dict[str, Any] = {
    "status": "DIBERIKAN",
    "basis": "EXCEPTION",
    "exception": "DARURAT",
    "repair_by": "2026-06-17",
    "reason": "Found hurt",
}
RESULT: dict[str, Any] = {
    "problem": "No work",
    "eligible": "on",
    "needs_residential": "off",
    "family_known": "on",
}


def test_own_consent_is_valid() -> None:
    told = facts(Consent, state(**ADULT), status="DIBERIKAN", basis="OWN", scope=["LAYANAN", "BERBAGI"])

    assert told == {
        "consent_sharing": True,
        "consent_photos": False,
        "consent_valid": True,
        "consent_basis": "OWN",
        "consent_exception": "",
        "consent_repair_by": "",
    }


@pytest.mark.parametrize("scope", [[], ["DATA"], ["BERBAGI", "FOTO"]])
def test_nothing_agreed_to_is_no_consent_to_the_service(scope: list[str]) -> None:
    typed = {"status": "DIBERIKAN", "basis": "OWN", "scope": scope}
    assert "scope" in errors(Consent, state(**ADULT), **typed)


def test_a_refusal_and_an_exception_name_no_scope() -> None:
    refused = facts(Consent, state(**ADULT), status="DITOLAK", basis="OWN", reason="Tidak mau")
    assert (refused["consent_sharing"], refused["consent_photos"]) == (False, False)
    assert "consent_photos" not in facts(Consent, state(**ADULT), **EXCEPTION)


def test_an_exception_is_no_consent_but_has_a_day_to_be_made_good() -> None:
    told = facts(Consent, state(**ADULT), **EXCEPTION)

    assert told["consent_valid"] is False
    assert (told["consent_exception"], told["consent_repair_by"]) == ("DARURAT", "2026-06-17")


def test_an_exception_must_be_made_good_within_seven_days() -> None:
    assert "repair_by" in errors(Consent, state(**ADULT), **EXCEPTION | {"repair_by": "2026-06-18"})
    assert "repair_by" in errors(Consent, state(**ADULT), **EXCEPTION | {"repair_by": ""})
    assert "repair_by" in errors(Consent, state(**ADULT), **EXCEPTION | {"repair_by": "2026-06-09"})


def test_the_seven_days_count_from_the_day_of_the_exception() -> None:
    late = EXCEPTION | {"occurred_on": "2026-06-01", "repair_by": "2026-06-09"}

    assert "repair_by" in errors(Consent, state(**ADULT), **late)


def test_a_refusal_and_a_withdrawal_need_their_reason() -> None:
    for status in ("DITOLAK", "DICABUT"):
        assert "reason" in errors(Consent, state(**ADULT), status=status, basis="OWN")


def test_a_withdrawal_ends_the_consent() -> None:
    assert (
        facts(Consent, state(**ADULT), status="DICABUT", basis="OWN", reason="Moved")["consent_valid"]
        is False
    )


def test_the_state_says_why_it_acts() -> None:
    assert "reason" in errors(Consent, state(**TODDLER), status="DIBERIKAN", basis="STATE")


def test_a_child_does_not_consent_alone_and_an_adult_does() -> None:
    assert "basis" in errors(Consent, state(**CHILD), status="DIBERIKAN", basis="OWN")
    assert "basis" in errors(Consent, state(**ADULT), status="DIBERIKAN", basis="PG")


def test_by_an_estimated_age_it_only_asks_again() -> None:
    guessed = state(**ABOUT_17)

    assert filled(Consent, guessed, status="DIBERIKAN", basis="OWN", scope=["LAYANAN"]).doubts
    assert not filled(
        Consent, guessed, status="DIBERIKAN", basis="OWN", scope=["LAYANAN"], confirmed="on"
    ).doubts


def test_from_ten_on_the_child_is_asked_and_a_toddler_need_not_be() -> None:
    typed = {"status": "DIBERIKAN", "basis": "PG_A", "scope": ["LAYANAN"]}

    assert "assent" in errors(Consent, state(**CHILD), **typed)
    assert facts(Consent, state(**CHILD), **typed, assent="on")["assent"] is True
    assert isinstance(send(Consent, state(**TODDLER), **typed), Filled)


def test_a_child_who_disagrees_is_quoted() -> None:
    assert "assent_note" in errors(Consent, state(**CHILD), status="DIBERIKAN", basis="PG_A", assent="off")


def test_the_form_says_what_the_childs_age_means() -> None:
    hints = {one.name: one.hint for one in controls(Consent, context(state(**TODDLER)))}

    assert "under 10" in hints["assent"]


def test_a_client_is_offered_only_the_grounds_of_their_age() -> None:
    assert "OWN" not in Consent.choices(context(state(**CHILD)))["basis"]
    assert "PG" not in Consent.choices(context(state(**ADULT)))["basis"]
    assert Consent.choices(context(state(**ABOUT_17))) == {}


@pytest.mark.parametrize(
    ("journey", "born", "bases"),
    [
        ("TS", "1990-01-01", {"OWN", "EXCEPTION"}),
        ("LUT", "1950-01-01", {"OWN", "OWN_C", "STATE", "EXCEPTION"}),
        ("ABT", "2023-01-01", {"PG", "STATE", "EXCEPTION"}),
        ("AT", "2018-01-01", {"PG", "PG_A", "STATE", "EXCEPTION"}),
        ("AT", "2014-01-01", {"PG_A", "STATE", "EXCEPTION"}),
        ("AT", "2007-01-01", {"OWN", "EXCEPTION"}),
        ("KPO", "2010-01-01", {"PG_A", "STATE", "EXCEPTION"}),
        ("KPO", "1990-01-01", {"OWN", "EXCEPTION"}),
    ],
)
def test_who_may_consent_is_the_types_and_the_ages_to_say(journey: str, born: str, bases: set[str]) -> None:
    of = msgspec.structs.replace(context(state(journey, birth_date=born)), definition=load_all()[journey])
    assert set(Consent.choices(of)["basis"]) == bases


def test_where_the_age_is_not_known_the_type_alone_decides() -> None:
    of = msgspec.structs.replace(context(state("TS")), definition=load_all()["TS"])
    assert Consent.choices(of) == {"basis": ("OWN", "EXCEPTION")}
    assert Consent.choices(context(state("TS"))) == {}


def test_an_adult_is_not_asked_for_a_childs_view() -> None:
    assert "assent" not in {one.name for one in controls(Consent, context(state(**ADULT)))}


def test_an_unsigned_result_is_a_draft() -> None:
    told = facts(Assessment, **RESULT)

    assert (told["assessment_signed"], told["assessment_signed_on"]) == (False, "")
    assert (told["eligible"], told["needs_residential"], told["family_known"]) == (True, False, True)


def test_a_result_is_signed_on_its_day_unless_another_is_named() -> None:
    assert facts(Assessment, **RESULT, signed="on")["assessment_signed_on"] == "2026-06-10"
    assert "signed_on" in errors(Assessment, **RESULT, signed="on", signed_on="2026-06-09")
    assert "signed_on" in errors(Assessment, **RESULT, signed="on", signed_on="2026-06-11")


def test_questions_that_were_not_answered_are_all_named() -> None:
    assert set(errors(Assessment, problem="x")) == {"eligible", "needs_residential", "family_known"}


def test_no_and_an_institution_ask_for_their_reasons() -> None:
    found = errors(Assessment, **RESULT | {"eligible": "off", "needs_residential": "on"})

    assert set(found) == {"eligible_reason", "residential_reason"}


def test_a_level_of_handling_that_does_not_fit_is_asked_about() -> None:
    assert filled(Assessment, **RESULT, level_proposed="PROVINSI").doubts


def test_danger_asks_for_the_threat_and_for_deeds() -> None:
    assert set(errors(SafetyCheck, safety="TIDAK_AMAN", safe_place="off")) == {"threat", "actions"}


def test_nobody_is_safe_in_an_unsafe_place() -> None:
    assert "safety" in errors(SafetyCheck, safety="AMAN", safe_place="off")


def test_safety_is_told_with_its_day() -> None:
    told = facts(SafetyCheck, safety="AMAN", safe_place="on", occurred_on="2026-06-08")

    assert told == {"safety": "AMAN", "safety_on": "2026-06-08", "safety_next_on": ""}


def test_tracing_efforts_are_counted_and_a_family_stays_found() -> None:
    before = state("ABT", tracing_efforts=2, family_found=True)

    assert facts(FamilyTracing, before, method="DESA", result="TIDAK_DITEMUKAN") == {
        "tracing_efforts": 3,
        "family_found": True,
    }


def test_a_lead_and_a_find_say_more() -> None:
    assert set(errors(FamilyTracing, method="DESA", result="DITEMUKAN")) == {"person", "relation"}
    assert set(errors(FamilyTracing, method="DESA", result="PETUNJUK")) == {"next_step"}


def test_a_finished_report_recommends_something() -> None:
    assert "recommendation" in errors(SocialReport, done="on")
    assert facts(SocialReport, done="on", recommendation="Diversion")["social_report_on"] == "2026-06-10"
    assert facts(SocialReport)["social_report_done"] is False


def _sheet(**more: Any) -> dict[str, Any]:
    levels = dict(zip((f"levels__D{n}" for n in range(1, 11)), (3, 4, 3, 2, 2, 3, 4, 4, 3, 3), strict=True))
    return {"point": "T-3", "sources": ["KLIEN", "KELUARGA"], "housing_by_family": "on", **levels, **more}


def test_a_readiness_sheet_gives_score_band_and_what_came_of_it() -> None:
    sheet = kept(Readiness, **_sheet())

    assert (sheet["score"], sheet["band"]) == (763, "SIAP")
    assert (sheet["levels"]["D1"], sheet["levels"]["D10"], sheet["answered"], sheet["caps"]) == (3, 3, 10, [])


def test_zero_is_an_answer_and_silence_is_none() -> None:
    sheet = kept(Readiness, **_sheet(levels__D8="", levels__D4="0"))

    assert (sheet["levels"].get("D8"), sheet["levels"]["D4"], sheet["answered"]) == (None, 0, 9)


def test_a_level_outside_the_scale_is_named_by_its_domain() -> None:
    assert set(errors(Readiness, **_sheet(levels__D2="5", levels__D3="x"))) & {"levels.D2", "levels.D3"}


def test_one_source_is_not_enough() -> None:
    assert "sources" in errors(Readiness, **_sheet(sources=["KLIEN"]))


def test_points_keep_to_their_side_of_the_release() -> None:
    out = state(release_on="2026-05-01")

    assert "point" in errors(Readiness, out, **_sheet())
    assert "point" in errors(Readiness, **_sheet(point="T+1"))
    assert isinstance(send(Readiness, out, **_sheet(point="T+1")), Filled)


def test_after_saving_it_says_what_held_the_band_down_and_what_to_do() -> None:
    told = notice(Readiness, **_sheet(levels__D2="1"))

    assert "65.0" in told
    assert "Housing is 0 or 1" in told
    assert "Plan an action" in told and "Housing" in told


def test_a_fall_of_fifteen_points_is_told() -> None:
    before = ({"score": 800},)

    assert "fell by 15.0" in notice(Readiness, earlier=before, **_sheet(levels__D2="1"))


def test_too_few_answers_are_asked_about() -> None:
    few = _sheet(**{f"levels__D{n}": "" for n in (1, 2, 3)})

    assert filled(Readiness, **few).doubts


def test_functioning_adds_three_aspects_up() -> None:
    typed = {
        "point": "AWAL",
        "levels__basic_needs": 2,
        "levels__social_role": 3,
        "levels__problem_solving": 4,
    }
    rated = kept(SocialFunctioning, **typed)

    assert (rated["score"], rated["band"]) == (90, "TINGGI")


def test_functioning_needs_every_aspect() -> None:
    found = errors(SocialFunctioning, point="AWAL", levels__basic_needs=2)

    assert set(found) == {"levels.social_role", "levels.problem_solving"}


def test_a_record_lies_neither_ahead_nor_before_the_case() -> None:
    assert "occurred_on" in errors(SafetyCheck, safety="AMAN", safe_place="on", occurred_on="2026-06-11")
    assert "occurred_on" in errors(SafetyCheck, safety="AMAN", safe_place="on", occurred_on="2026-01-04")


def test_all_mistakes_come_at_once_and_what_was_typed_is_kept() -> None:
    read = send(Consent, state(**ADULT), status="DITOLAK", basis="EXCEPTION", note="kept", occurred_on="x")

    assert not isinstance(read, Filled)
    assert {"occurred_on", "exception", "repair_by", "reason"} <= set(read.errors)
    assert read.typed["note"] == "kept"


def test_instants_are_told_with_their_zone() -> None:
    from app.records.legal.legal_status import LegalStatus

    told = facts(
        LegalStatus,
        state("ABH"),
        legal_status="PENYIDIKAN",
        abh_role="PELAKU",
        act_on="2026-06-01",
        investigation_started_on="2026-06-02",
        litmas_requested_at="2026-06-03T09:30",
    )

    assert datetime.fromisoformat(str(told["litmas_requested_at"])) == datetime(2026, 6, 3, 2, 30, tzinfo=UTC)
