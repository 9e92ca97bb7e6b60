"""Where the journeys of victims and people far from home part from the others."""

from datetime import date

import pytest

from tests.workflows.driving import KASI, SUPERVISOR, Case
from tests.workflows.journeys import DEFINITIONS
from tests.workflows.walk import begin, travel
from workflows import commands as cmd
from workflows.definition import Definition
from workflows.engine import MoveView

KPO, KTK, PMBS, GLD, PGM = (DEFINITIONS[name] for name in ("kpo", "ktk", "pmbs", "gld", "pgm"))
SCREENED = ("kpo", "pmbs", "gld", "pgm", "pemulangan")


def _born(years: int) -> str:
    return date(2026 - years, 1, 1).isoformat()


def _to(defn: Definition, stage: str, **facts: str) -> Case:
    return travel(begin(defn, **facts), lambda edge: edge.to == stage)


def _blocked(view: MoveView) -> str:
    return repr(view.blocked)


def test_the_laws_seven_days_count_from_the_request_and_no_hold_stops_them() -> None:
    case = _to(KPO, "PERLINDUNGAN")
    law = {clock.id: clock for clock in case.plan().clocks}

    assert {"service_begins", "first_aid"} <= set(law)
    assert law["service_begins"].legal
    asked = date.fromisoformat(str(case.here.facts["service_requested_on"]))
    assert (law["service_begins"].due_at.date() - asked).days == 7
    assert all(move.kind != "hold" for move in case.plan().moves)


@pytest.mark.parametrize(
    ("years", "basis", "fits"),
    [(14, "OWN", False), (14, "PG_A", True), (14, "STATE", True), (30, "OWN", True)],
)
def test_a_trafficked_child_never_consents_alone(years: int, basis: str, fits: bool) -> None:
    case = _to(KPO, "ASESMEN", birth_date=_born(years))
    case.facts("consent", consent_valid=True, consent_basis=basis)

    told = _blocked(case.move("conclude_assessment"))
    assert ("consent_basis" not in told) == fits


def test_a_child_victim_has_somebody_safe_decided_on_first() -> None:
    of_child = {
        task.id for task in _to(KPO, "PERLINDUNGAN", birth_date=_born(14)).plan().tasks if task.required
    }
    of_adult = {task.id for task in _to(KPO, "PERLINDUNGAN").plan().tasks if task.status != "not_applicable"}

    assert "guardian" in of_child
    assert "guardian" not in {t.id for t in _to(KPO, "PERLINDUNGAN").plan().tasks if t.status == "open"}
    assert of_adult


def test_school_is_an_end_for_a_trafficked_child_only() -> None:
    for years, open_ in ((14, True), (30, False)):
        case = _to(KPO, "BINA_LANJUT", birth_date=_born(years))
        (school,) = [
            choice for choice in case.move("finish", SUPERVISOR).outcomes if choice.code == "SEKOLAH"
        ]
        assert (not school.blocked) is open_


def test_therapy_comes_before_training() -> None:
    case = _to(KPO, "INTERVENSI")

    assert "therapy" in _blocked(case.move("start_training"))


def test_a_home_is_visited_only_where_that_is_safe() -> None:
    case = _to(KTK, "REINTEGRASI")
    for safe, status in ((False, "not_applicable"), (True, "open")):
        case.facts("safety_plan", home_contact=safe, safety_plan_on="2026-01-05")
        shown = {task.id: task.status for task in case.plan().tasks}
        assert (shown.get("home_visit") == "open") is (status == "open")


def test_who_is_not_safe_is_protected_and_not_assessed() -> None:
    case = begin(KTK)
    case.facts("safety_check", safety="TIDAK_AMAN", safety_on="2026-01-05")

    assert case.move("protect", KASI).allowed
    assert "safety" in _blocked(case.move("accept", KASI))


@pytest.mark.parametrize("name", SCREENED)
def test_everybody_on_the_move_is_screened_for_trafficking(name: str) -> None:
    (task,) = [
        task for task in begin(DEFINITIONS[name]).plan().tasks if task.opens == "record:trafficking_screen"
    ]

    assert task.required


@pytest.mark.parametrize("name", [name for name in SCREENED if name != "kpo"])
def test_signs_of_trafficking_lead_to_the_victims_journey_and_nowhere_else(name: str) -> None:
    case = begin(DEFINITIONS[name])
    case.facts("trafficking_screen", trafficking="TERINDIKASI", trafficking_on="2026-01-05")
    case.facts("consent", consent_valid=True, consent_basis="OWN")
    moves = {move.trigger: move for move in case.plan(KASI).moves}

    assert moves["to_trafficking"].allowed
    relief = {"RSJ", "PENAMPUNGAN"}  # a bed and a doctor are refused to nobody
    onward = [move for move in moves.values() if move.kind == "forward" and move.to not in relief]
    assert onward
    assert all("trafficking" in _blocked(move) for move in onward)


def test_home_outside_banten_is_transit_and_home_in_banten_is_not() -> None:
    case = begin(PMBS)
    case.facts("arrival", origin_in_banten=True, arrived_at=case.now.isoformat())

    assert "origin_in_banten" in _blocked(case.move("send_on", KASI))


@pytest.mark.parametrize("defn", [GLD, PGM])
def test_somebody_without_a_name_is_sheltered_and_the_ill_are_treated_before_any_service(
    defn: Definition,
) -> None:
    case = begin(defn, source="MASYARAKAT")
    case.facts("identity", identity_status="TIDAK_ADA", identity_on="2026-01-05")
    case.facts("health_screen", health_need="TIDAK_ADA", fit_to_travel=True)
    assert case.move("shelter", KASI).allowed

    case.facts("health_screen", health_need="RSJ", fit_to_travel=False)
    assert case.move("treat_first", KASI).allowed
    case.do(cmd.Move(trigger="shelter"), KASI)  # a bed for the night, while the hospital has none
    service = next(move.trigger for move in case.plan(KASI).moves if move.to == "ASESMEN")
    assert "health_need" in _blocked(case.move(service, KASI))
    assert case.move("treat_first", KASI).allowed


def test_who_is_made_to_beg_is_not_sent_off_with_advice() -> None:
    case = begin(PGM, source="MASYARAKAT")
    case.facts("identity", identity_status="ADA", identity_on="2026-01-05")
    case.facts("health_screen", health_need="TIDAK_ADA", fit_to_travel=True)
    case.facts("trafficking_screen", trafficking="TIDAK_TERINDIKASI", trafficking_on="2026-01-05")
    case.facts("consent", consent_valid=True, consent_basis="OWN")
    case.facts("begging_screen", exploitation="DISURUH", with_child=False)
    assert "exploitation" in _blocked(case.move("advise", KASI))

    case.facts("begging_screen", exploitation="TIDAK", with_child=False)
    assert case.move("advise", KASI).allowed
