"""Honest paths of the adults' journeys and of children in care: no gate that can only be passed by an untrue entry.

Each test names its row of the reading of the journeys by people of the field (W3 to W21, L11).
"""

from datetime import timedelta

import pytest

from tests.workflows.driving import SUPERVISOR, Case
from tests.workflows.field_rows import field_row
from tests.workflows.journeys import DEFINITIONS
from tests.workflows.walk import begin, make, travel
from workflows import commands as cmd
from workflows.clock import wib_day
from workflows.conditions import Scalar
from workflows.guards import answer
from workflows.lists.pmks import BESIDE, PMKS, journey_of
from workflows.view import View

GEPENG = pytest.mark.parametrize("name", ["gld", "pgm"])


def opened(name: str, **facts: Scalar) -> Case:
    return begin(DEFINITIONS[name], **facts)


def looked_at(name: str, need: str = "TIDAK_ADA") -> Case:
    """Have somebody from a raid known by marks, and their health looked at: all that anybody has at midnight."""
    case = opened(name, source="SATPOL_PP")
    case.facts("identity", identity_status="TIDAK_ADA", identity_on=day(case))
    case.facts("health_screen", health_need=need, fit_to_travel=True, health_screen_on=day(case))
    return case


def day(case: Case, ahead: int = 0) -> str:
    return (wib_day(case.now) + timedelta(days=ahead)).isoformat()


def blocked(case: Case, trigger: str) -> list[str]:
    return [reason.code for reason in case.move(trigger, SUPERVISOR).blocked]


def outcome_blocked(case: Case, trigger: str, code: str) -> tuple[object, ...]:
    move = case.move(trigger, SUPERVISOR)
    return next(one.blocked for one in move.outcomes if one.code == code)


def holds(case: Case, outcome: str) -> str:
    """Answer what an outcome asks of the case as it stands."""
    when = case.defn.outcomes[outcome].when
    assert when is not None
    return answer(when, View(case.defn, case.here, case.now))


# ------------------------------------------------------------------------------------- from the street, at midnight


@field_row("W3", "W20")
@GEPENG
def test_w3_w20_a_bed_comes_before_minutes_screens_and_consent(name: str) -> None:
    case = looked_at(name)
    case.do(cmd.Move(trigger="shelter"))
    assert case.here.stage == "PENAMPUNGAN"
    assert not {"trafficking", "exploitation", "consent_valid"} & case.here.facts.keys()
    assert not case.here.documents


@field_row("W3", "W20")
@GEPENG
def test_w3_w20_without_marks_or_a_look_at_health_there_is_no_bed_yet(name: str) -> None:
    case = opened(name, source="SATPOL_PP")
    assert blocked(case, "shelter").count("task") == 2


@field_row("W3", "W20")
@GEPENG
def test_w3_w20_papers_and_screens_follow_within_three_days_or_are_waived(name: str) -> None:
    case = looked_at(name)
    case.do(cmd.Move(trigger="shelter"))
    later = {"raid_minutes", "screen", "consent"} | ({"for_whom"} if name == "pgm" else set())
    due = {task.id: task.due_at for task in case.plan().tasks if task.id in later}
    assert due.keys() == later
    assert {(wib_day(at) - wib_day(case.now)).days for at in due.values() if at} == {3}
    case.do(cmd.ExcuseTask(task="raid_minutes", reason="Satpol PP belum mengirim berita acara."), SUPERVISOR)


@field_row("W4", "W20")
@GEPENG
@pytest.mark.parametrize("need", ["RSJ", "RUMAH_SAKIT"])
def test_w4_w20_who_needs_any_hospital_is_brought_there_and_comes_back(name: str, need: str) -> None:
    case = looked_at(name, need)
    make(case, "treat_first")
    assert case.here.stage == "RSJ"
    make(case, "treated")
    assert case.here.stage == "ASESMEN"


@field_row("W5")
@GEPENG
def test_w5_an_unclear_screen_lets_the_service_go_on_once_the_next_one_has_its_day(name: str) -> None:
    case = looked_at(name)
    case.do(cmd.Move(trigger="shelter"))
    case.facts("trafficking_screen", trafficking="PERLU_DIDALAMI")
    onward = "to_institution" if name == "gld" else "advise"
    assert "any" in blocked(case, onward)
    case.facts("trafficking_screen", trafficking="PERLU_DIDALAMI", trafficking_next_on=day(case, 14))
    make(case, onward)
    assert case.here.facts["trafficking"] == "PERLU_DIDALAMI"
    clocks = {clock.id for clock in case.plan().clocks}
    assert "next_screen" in clocks


@field_row("W5")
@GEPENG
def test_w5_nobody_unclear_is_sent_home_without_a_conference(name: str) -> None:
    case = looked_at(name)
    case.facts("trafficking_screen", trafficking="PERLU_DIDALAMI", trafficking_next_on=day(case, 14))
    case.facts("family_tracing", family_found=True, tracing_efforts=1)
    case.facts("consent", consent_valid=True, consent_basis="OWN")
    assert "any" in blocked(case, "quick_return")
    case.facts("conference", conference_held=True, conference_on=day(case), conference_decision="LANJUT")
    assert blocked(case, "quick_return") == []


@field_row("W5")
@GEPENG
def test_w5_for_who_cannot_express_a_will_the_office_consents_with_a_doctors_letter(name: str) -> None:
    case = looked_at(name)
    case.do(cmd.Move(trigger="shelter"))
    travel(case, lambda edge: edge.to == "ASESMEN")
    case.facts("consent", consent_valid=True, consent_basis="STATE")
    tasks = {task.id for task in case.plan().tasks if task.blocks}
    assert {"medical_note", "proxy_conference"} <= tasks
    case.document("medical_note")
    make(case, "conclude_assessment")
    assert case.here.facts["consent_basis"] == "STATE"
    assert case.here.facts["conference_held"] is True


@field_row("L11")
@GEPENG
@pytest.mark.parametrize("reason", ["DILEPAS_BERSYARAT", "DISERAHKAN_PENGADILAN"])
def test_l11_after_selection_somebody_is_let_go_with_conditions_or_handed_to_the_court(
    name: str, reason: str
) -> None:
    case = looked_at(name)
    make(case, "let_go", close_reason=reason)
    assert case.here.close_reason == reason
    assert not case.defn.close_reasons[reason].success


@field_row("W21")
@GEPENG
def test_w21_a_death_closes_only_once_the_funeral_care_is_recorded(name: str) -> None:
    case = looked_at(name)
    case.do(cmd.Move(trigger="shelter"))
    case.document("death_certificate")
    close = next(one for one in case.move("close_early", SUPERVISOR).close_reasons if one.code == "MENINGGAL")
    assert [reason.opens for reason in close.blocked] == ["record:funeral"]
    case.facts("funeral", funeral_by="RUMAH_SAKIT", funeral_on=day(case))
    make(case, "close_early", close_reason="MENINGGAL")
    assert case.here.closed


@field_row("W21")
def test_w21_an_older_person_who_dies_in_hospital_has_the_funeral_care_recorded() -> None:
    case = opened("lut")
    travel(case, lambda edge: edge.to == "TUNDA")
    make(case, "close_death_on_hold")
    assert case.here.facts["funeral_by"]


@field_row("W12")
def test_w12_an_old_woman_back_with_her_family_closes_without_an_income_of_her_own() -> None:
    case = opened("pgm")
    travel(case, lambda edge: edge.to == "BINA_LANJUT")
    case.facts("income", income_baseline=0, income_latest=0, income_change=0)
    case.facts("assessment", family_known=True)
    for code in ("BERFUNGSI", "REUNIFIKASI"):
        assert outcome_blocked(case, "finish", code) == ()
    for code in ("BEKERJA", "MANDIRI"):
        assert outcome_blocked(case, "finish", code)


# ------------------------------------------------------------------------------------------------------ ages, aims


@field_row("W6")
@pytest.mark.parametrize(("name", "side"), [("at", "above"), ("aj", "above"), ("lut", "below")])
def test_w6_nobody_is_suggested_a_disability_or_homelessness_for_their_age_alone(
    name: str, side: str
) -> None:
    assert getattr(DEFINITIONS[name].meta.age, side) == ""


@field_row("W16")
def test_w16_independence_asks_for_an_income_above_the_poverty_line_of_the_household() -> None:
    case = opened("pml")
    travel(case, lambda edge: edge.to == "BINA_LANJUT")
    case.facts(
        "income", income_baseline=300_000, income_latest=360_000, income_change=20, above_poverty_line=False
    )
    assert holds(case, "MANDIRI") == "no"
    case.facts("income", income_latest=3_000_000, income_change=900, above_poverty_line=True)
    assert holds(case, "MANDIRI") == "yes"


@field_row("W13")
def test_w13_a_child_that_depends_on_others_functions_where_care_is_safe_and_needs_are_met() -> None:
    case = opened("adk")
    travel(case, lambda edge: edge.to == "BINA_LANJUT")
    case.do(cmd.Score(instrument="daily_living", assessment_id="a", score=10, band="BERGANTUNG"))
    case.facts("family_capacity", family_capacity="BELUM_MAMPU", family_capacity_on=day(case))
    case.facts("basic_needs", basic_needs=4, basic_needs_open=0, basic_needs_on=day(case))
    assert holds(case, "BERFUNGSI") == "no"
    case.facts("family_capacity", family_capacity="MAMPU_DUKUNGAN", family_capacity_on=day(case))
    assert holds(case, "BERFUNGSI") == "yes"
    case.facts("basic_needs", basic_needs=4, basic_needs_open=1, basic_needs_on=day(case))
    assert holds(case, "BERFUNGSI") == "no"


@field_row("W14")
def test_w14_neighbours_who_look_after_somebody_without_family_are_enough_to_stay_at_home() -> None:
    case = opened("lut")
    travel(case, lambda edge: edge.to == "INTERVENSI")
    case.facts("assessment", needs_residential=False, family_known=False, carer_known=False)
    assert "any" in blocked(case, "settle_at_home")
    case.facts("assessment", family_known=False, carer_known=True)
    assert "any" not in blocked(case, "settle_at_home")


@field_row("W15")
def test_w15_a_child_may_live_in_an_lksa_as_long_as_every_review_says_so() -> None:
    case = opened("at", birth_date="2019-01-01")
    travel(case, lambda edge: edge.to == "LKSA")
    for _ in range(9):
        make(case, "renew_lksa")
    assert case.here.moved["renew_lksa"] == 9


@field_row("W15")
def test_w15_after_three_years_the_search_for_family_care_is_due() -> None:
    case = opened("at", birth_date="2019-01-01")
    travel(case, lambda edge: edge.to == "LKSA")
    entered = wib_day(case.now)
    make(case, "renew_lksa")
    alarm = next(clock for clock in case.plan().clocks if clock.id == "three_years_in_care")
    assert abs((wib_day(alarm.due_at) - entered).days - 1095) <= 1


@field_row("W11")
@pytest.mark.parametrize("source", ["SATPOL_PP", "SEKOLAH", "DINSOS_KABKOTA"])
def test_w11_a_child_that_others_bring_is_registered_without_three_meetings(source: str) -> None:
    case = opened("aj", source=source)
    assert blocked(case, "register") == []


@field_row("W11")
def test_w11_a_child_met_by_outreach_is_registered_after_three_days_of_contact() -> None:
    case = opened("aj", source="MASYARAKAT")
    case.facts("outreach", outreach_contacts=2)
    assert blocked(case, "register")
    case.facts("outreach", outreach_contacts=3)
    assert blocked(case, "register") == []


# --------------------------------------------------------------------------------------------------- former inmates


def released(source: str, *, recent: bool) -> Case:
    case = opened("bwblp", source=source)
    case.facts("release", release_status="BEBAS_MURNI", recent_release=recent)
    travel(case, lambda edge: edge.to == "REINTEGRASI")
    case.facts("placement", placement_kind="MANDIRI", placement_ready=True)
    return case


@field_row("W10")
@pytest.mark.parametrize(
    ("source", "recent"), [("DATANG_SENDIRI", False), ("BAPAS_LAPAS", False), ("KELUARGA", True)]
)
def test_w10_who_comes_on_their_own_or_years_later_needs_no_letter_and_no_handover(
    source: str, recent: bool
) -> None:
    case = released(source, recent=recent)
    asked = applying(case)
    assert not {"release_letter", "release_contact", "handover"} & asked
    assert "release_proof" in asked


@field_row("W10")
def test_w10_who_comes_from_bapas_within_ninety_days_is_handed_over_with_the_letter() -> None:
    case = released("BAPAS_LAPAS", recent=True)
    assert {"release_letter", "release_contact", "handover"} <= applying(case)
    assert "release_proof" not in applying(case)


@field_row("W10")
def test_w10_years_later_the_day_of_release_need_not_be_known() -> None:
    case = released("DATANG_SENDIRI", recent=False)
    case.do(cmd.DoTask(task="release_proof", note="KTP diperlihatkan."))
    make(case, "start_follow_up")
    assert "release_on" not in case.here.facts or not case.here.facts["release_on"]


def applying(case: Case) -> set[str]:
    """Give the tasks of the stage that count for this case."""
    view = View(case.defn, case.here, case.now)
    return {
        task.id
        for task in case.defn.stage[case.here.stage].tasks
        if task.applies is None or answer(task.applies, view) == "yes"
    }


# -------------------------------------------------------------------------------------------------------- the way home


@field_row("W17")
def test_w17_who_is_stranded_on_a_journey_has_a_label_of_their_own_counted_apart() -> None:
    assert "OTP" in DEFINITIONS["pemulangan"].meta.pmks_types
    assert journey_of("OTP") == "PEMULANGAN"
    assert journey_of("GLD") == "GLD"
    assert "OTP" not in PMKS  # the official list stays as it is
    assert BESIDE["OTP"].id == "Orang terlantar dalam perjalanan"


@field_row("W4")
def test_w4_who_cannot_travel_yet_waits_in_hospital_also_before_the_return_is_decided() -> None:
    case = opened("pemulangan")
    case.facts("health_screen", health_need="RUMAH_SAKIT", fit_to_travel=False, health_screen_on=day(case))
    make(case, "hold")
    assert case.here.held is not None
