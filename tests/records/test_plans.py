"""Goals, conferences, placements and skills: what counts, what is refused, what the case is told."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from app.records import submission
from app.records.controls import controls
from app.records.plan.conference import Conference
from app.records.plan.goal import Goal, plan_version
from app.records.plan.placement import Placement
from app.records.plan.skills import Skills
from app.records.victims.protection import refused_giver
from app.web.forms.decoding import Invalid
from tests.records.context import ME, NOW, context, errors, facts, filled, kept, send, state
from tests.workflows.field_rows import field_row
from workflows.definition import load_all
from workflows.lists import codes as codes_of

OPENED = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
GOAL_1 = UUID(int=1)
GOAL_TYPED = {"area": "PEKERJAAN", "statement": "Work as a welder", "status": "BELUM"}
WHOLE = GOAL_TYPED | {"indicator": "A contract", "owner": "KLIEN"}


def _goal(number: int = 1, *, counts: bool = True, version: int = 1, at: datetime = OPENED) -> dict[str, Any]:
    return {"goal": UUID(int=number), "counts": counts, "plan_version": version, "recorded_at": at}


def test_a_goal_counts_with_indicator_and_owner_only() -> None:
    assert facts(Goal, **WHOLE)["goals"] == 1
    assert facts(Goal, **GOAL_TYPED)["goals"] == 0
    assert facts(Goal, **GOAL_TYPED, indicator="A contract")["goals"] == 0


def test_a_goal_that_will_not_count_is_asked_about() -> None:
    assert filled(Goal, **GOAL_TYPED).doubts
    assert not filled(Goal, **WHOLE).doubts


def test_goals_add_up_and_one_brought_up_to_date_counts_once() -> None:
    earlier = (_goal(1), _goal(2), _goal(1, counts=False))

    assert facts(Goal, earlier=earlier, **WHOLE)["goals"] == 3
    assert facts(Goal, earlier=earlier, **WHOLE, goal=str(GOAL_1))["goals"] == 2


def test_a_replaced_goal_no_longer_counts_and_says_why() -> None:
    typed = WHOLE | {"goal": str(GOAL_1), "status": "DIGANTI"}

    assert "status_note" in errors(Goal, earlier=(_goal(1),), **typed)
    assert facts(Goal, earlier=(_goal(1),), **typed, status_note="Moved")["goals"] == 0


def test_a_goal_of_another_case_is_not_taken() -> None:
    assert "" in errors(Goal, earlier=(_goal(1),), **WHOLE, goal=str(UUID(int=9)))


def test_a_first_goal_is_not_settled_yet() -> None:
    assert "status" in errors(Goal, **WHOLE | {"status": "TERCAPAI"})


def test_the_plan_keeps_its_version_while_it_is_drafted() -> None:
    assert plan_version(context()) == 1
    assert plan_version(context(state(stage="RENCANA"), earlier=(_goal(),))) == 1


def test_changes_after_the_approval_make_one_new_version_for_each_stage() -> None:
    approved = state(stage="INTERVENSI")
    before, after = OPENED - timedelta(days=1), OPENED + timedelta(days=1)

    assert plan_version(context(approved, earlier=(_goal(at=before),))) == 2
    assert plan_version(context(approved, earlier=(_goal(version=2, at=after), _goal(at=before)))) == 2


def _minutes(**more: Any) -> dict[str, Any]:
    return {
        "purpose": "RENCANA",
        "chair": "Siti",
        "decision": "LANJUT",
        "decision_text": "Go on",
        "confidentiality": "on",
        "participants__DINSOS_PROV": "Siti, Budi",
        "participants__BAPAS": "Rina",
        **more,
    }


def test_a_conference_tells_that_it_was_held() -> None:
    assert facts(Conference, **_minutes(occurred_on="2026-06-09")) == {
        "conference_held": True,
        "conference_on": "2026-06-09",
        "conference_decision": "LANJUT",
    }


def test_one_side_alone_is_no_conference() -> None:
    assert "participants" in errors(Conference, **_minutes(participants__BAPAS=""))


def test_everyone_is_reminded_of_confidentiality() -> None:
    assert "confidentiality" in errors(Conference, **_minutes(confidentiality=""))


def test_minutes_are_summed_up_with_who_came_and_what_is_to_be_done() -> None:
    told = dict(Conference.summary(kept(Conference, **_minutes(tasks="Call Bapas\n\nVisit the family"))))

    assert told["Who took part"] == "Provincial social office: Siti, Budi\nProbation office (Bapas): Rina"
    assert told["What is to be done"] == "Call Bapas\nVisit the family"


def test_a_child_away_from_the_family_needs_a_reason() -> None:
    toddler = state("ABT", birth_date="2023-06-01")
    typed = {"placement_kind": "PANTI", "destination": "UPTD", "ready": "on", "visited_on": "2026-06-01"}

    assert "why_not_nearer" in errors(Placement, toddler, **typed)
    assert facts(Placement, toddler, **typed, why_not_nearer="Unknown")["placement_kind"] == "PANTI"


def test_a_place_whose_people_do_not_agree_is_not_ready() -> None:
    typed = {"placement_kind": "KERABAT", "destination": "Serang", "carer_agrees": "off"}

    assert "ready" in errors(Placement, **typed, ready="on")
    assert "not_ready_reason" in errors(Placement, **typed, ready="off")


def test_attendance_is_worked_out_and_rounded_down() -> None:
    told = facts(Skills, mode="VOKASIONAL", sessions=30, attended=23, passed="on", done="on", confirmed="on")

    assert told["skills_attendance"] == 76
    assert told["skills_done"] is True


def test_too_little_attendance_is_asked_about() -> None:
    assert filled(Skills, mode="VOKASIONAL", attendance=79, done="on").doubts
    assert not filled(Skills, mode="VOKASIONAL", attendance=80, done="on").doubts


def test_attendance_lies_between_0_and_100_and_within_the_sessions() -> None:
    assert "attendance" in errors(Skills, mode="VOKASIONAL", attendance=101, done="off")
    assert "attended" in errors(Skills, mode="VOKASIONAL", sessions=5, attended=6, done="off")
    assert "attended" in errors(Skills, mode="VOKASIONAL", sessions=5, done="off")


def test_a_skip_has_a_reason_and_is_not_completed() -> None:
    assert set(errors(Skills, mode="LEWATI", done="on")) == {"reason", "done"}
    assert facts(Skills, mode="LEWATI", done="off", reason="Bedridden")["skills_reason"] == "Bedridden"


def test_a_course_is_complete_only_when_it_was_passed() -> None:
    assert "passed" in errors(Skills, mode="MAGANG", attendance=90, passed="off", done="on")


def test_a_decimal_comma_is_no_whole_number() -> None:
    read = send(Skills, mode="VOKASIONAL", attendance="79,5", done="off")

    assert "attendance" in read.errors  # type: ignore[union-attr]


def test_the_journey_says_which_training_fits_and_from_which_age() -> None:
    definition = load_all()["ABH"]
    offered = {
        age: Skills.choices(
            msgspec.structs.replace(context(state("ABH", birth_date=born)), definition=definition)
        )  # type: ignore[misc]
        for age, born in ((13, "2013-01-01"), (16, "2010-01-01"))
    }

    assert offered[13] == {"mode": ("PENDIDIKAN", "LIFE_SKILLS", "TERAPI")}
    assert offered[16] == {"mode": ("PENDIDIKAN", "LIFE_SKILLS", "VOKASIONAL", "TERAPI")}


def test_a_training_of_another_journey_is_refused() -> None:
    read = submission.decode(
        Skills,
        {"mode": ["VOKASIONAL"], "done": ["off"]},
        submission.context_for(state=state("ABT"), now=NOW, by=ME, definition=load_all()["ABT"]),
    )

    assert isinstance(read, Invalid)
    assert "does not fit this case" in read.errors["mode"]


def test_how_a_goal_stands_is_asked_only_of_a_known_one() -> None:
    new = {one.name for one in controls(Goal, context(), updating=False)}
    known = {one.name for one in controls(Goal, context(), updating=True)}

    assert known - new == {"status", "status_note"}


@field_row("W7")
def test_school_counts_once_it_was_kept_up_for_three_months() -> None:
    school = {"mode": "PENDIDIKAN", "done": "on"}
    assert "started_on" in errors(Skills, **school)
    assert "done" in errors(Skills, **school, started_on="2026-03-13")
    assert facts(Skills, **school, started_on="2026-03-12")["skills_done"] is True
    assert "done" in errors(Skills, **school, started_on="2026-01-12", ended_on="2026-03-01")


@pytest.mark.parametrize(
    ("born", "estimated", "offered", "left_out"),
    [
        ("1990-01-01", False, {"PASANGAN", "KONTRAK", "MES_KERJA"}, {"ORANG_TUA_ASUH", "WALI", "ADOPSI"}),
        ("2015-01-01", False, {"ORANG_TUA_ASUH", "WALI", "ADOPSI"}, {"PASANGAN", "KONTRAK", "MES_KERJA"}),
        ("2008-01-01", True, {"ADOPSI", "KONTRAK"}, set()),
    ],
)
def test_a_placement_offers_what_fits_the_age(
    born: str, estimated: bool, offered: set[str], left_out: set[str]
) -> None:
    of = state("BWBLP", birth_date=born, birth_estimated=estimated)
    (kinds,) = [one.options for one in controls(Placement, context(of)) if one.name == "placement_kind"]
    codes = {code for code, _words in kinds}
    assert offered <= codes
    assert not left_out & codes


def test_every_relation_and_suspect_has_its_group_in_simfoni_or_on_the_family_card() -> None:
    groups = {"Orang Tua", "Keluarga/Saudara", "Suami/Istri", "Pacar/Teman", "Tetangga", "Guru", "Majikan"}
    groups |= {"Rekan Kerja", "Lainnya", "NA"}
    assert all(set(one.simfoni) <= groups and one.simfoni for one in codes_of("suspect").values())
    assert all(one.simfoni or one.dukcapil for one in codes_of("relation").values())
    assert {"AYAH_TIRI", "PACAR", "GURU", "MAJIKAN", "TETANGGA"} <= codes_of("suspect").keys()
    assert {"MERTUA", "MENANTU", "CUCU", "KEPONAKAN", "ORANG_TUA_ANGKAT"} <= codes_of("relation").keys()
    assert {"DITOLAK_KORBAN", "TERLAMBAT"} <= codes_of("visum_status").keys()


@pytest.mark.parametrize("parent", ["AYAH_TIRI", "IBU_TIRI", "ORANG_TUA_ANGKAT"])
def test_a_suspected_stepparent_or_adoptive_parent_is_not_asked_for_consent(parent: str) -> None:
    assert refused_giver(parent, context(state("AKTK", suspect=parent)))
    assert not refused_giver("IBU", context(state("AKTK", suspect=parent)))
