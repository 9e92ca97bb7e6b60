"""What the law says of a record's form: days that it allows, and duties that no answer ends."""

from datetime import UTC, datetime
from typing import Any

import pytest

from app.records.assessment.social_report import SocialReport
from app.records.legal.protection_order import ProtectionOrder
from app.records.victims.safety_check import SafetyCheck
from app.records.victims.victim_process import VictimProcess
from tests.records.context import errors, facts, filled, send, state
from tests.workflows.field_rows import field_row

CHILD = state("AKTK", birth_date="2018-01-01")
SAFE: dict[str, Any] = {"safety": "AMAN", "safe_place": "on"}
TOLD = SAFE | {"sexual_violence": "on", "report_receiver": "DINAS"}
REPORT: dict[str, Any] = {
    "violence": ["SEKSUAL"],
    "police_status": "TIDAK_MELAPOR",
    "not_reported_reason": "Keluarga takut",
    "visum_status": "TIDAK_PERLU",
    "settlement": "off",
}
ORDER = {"protection_order": "BELUM_DIMINTA", "police_protection_on": "2026-06-01"}


@field_row("L1")
def test_the_72_hours_count_from_the_opening_report_unless_it_was_told_later() -> None:
    told = facts(SafetyCheck, CHILD, **TOLD)
    assert told["sexual_violence"] is True
    assert told["violence_reported_at"] == CHILD.opened_at.isoformat()

    later = facts(SafetyCheck, CHILD, **TOLD, told_at="2026-06-09 20:30")
    assert datetime.fromisoformat(str(later["violence_reported_at"])) == datetime(
        2026, 6, 9, 13, 30, tzinfo=UTC
    )


@field_row("L1")
def test_a_telling_known_already_keeps_its_hour_when_it_is_heard_again() -> None:
    known = state("AKTK", sexual_violence=True, violence_reported_at="2026-06-08T09:00:00+07:00")
    assert facts(VictimProcess, known, **REPORT, confirmed="on")["violence_reported_at"] == (
        "2026-06-08T09:00:00+07:00"
    )


@field_row("L1")
def test_who_received_the_report_is_asked_and_passing_it_on_has_its_hour() -> None:
    assert "report_receiver" in errors(SafetyCheck, CHILD, **SAFE | {"sexual_violence": "on"})
    assert "forwarded_at" in errors(SafetyCheck, CHILD, **TOLD, forwarded_at="2026-06-30 08:00")
    assert facts(SafetyCheck, CHILD, **TOLD, forwarded_at="2026-06-09 16:00")["forwarded_at"]


@field_row("L1")
def test_a_family_that_does_not_report_is_heard_and_told_that_the_duty_stays() -> None:
    assert any("72" in doubt or "3 ×" in doubt for doubt in filled(VictimProcess, CHILD, **REPORT).doubts)
    kept = facts(VictimProcess, CHILD, **REPORT, confirmed="on")
    assert (kept["police_status"], kept["sexual_violence"]) == ("TIDAK_MELAPOR", True)


@field_row("L1")
def test_taking_the_suspicion_back_is_asked_twice() -> None:
    known = state("AKTK", sexual_violence=True, violence_reported_at="2026-06-08T09:00:00+07:00")
    physical = REPORT | {"violence": ["FISIK"]}
    assert filled(VictimProcess, known, **physical).doubts


@field_row("L2")
@pytest.mark.parametrize(
    ("answers", "until", "taken"),
    [
        ({"domestic": "on", "sexual": "off"}, "2026-06-08", True),
        ({"domestic": "on", "sexual": "off"}, "2026-06-09", False),
        ({"domestic": "off", "sexual": "on"}, "2026-06-15", True),
        ({"domestic": "on", "sexual": "on"}, "2026-06-15", True),
        ({"domestic": "off", "sexual": "on"}, "2026-06-16", False),
        ({"domestic": "off", "sexual": "off"}, "2026-05-31", False),
    ],
)
def test_police_protection_lasts_as_long_as_the_law_of_that_violence_allows(
    answers: dict[str, str], until: str, taken: bool
) -> None:
    read = send(ProtectionOrder, **ORDER, **answers, police_protection_until=until)
    assert (not getattr(read, "errors", {})) is taken


@field_row("L2")
def test_the_message_names_the_limit_of_that_violence() -> None:
    at_home = errors(
        ProtectionOrder, **ORDER, domestic="on", sexual="off", police_protection_until="2026-07-01"
    )
    sexual = errors(
        ProtectionOrder, **ORDER, domestic="off", sexual="on", police_protection_until="2026-07-01"
    )
    assert "7 days" in at_home["police_protection_until"]
    assert "14 days" in sexual["police_protection_until"]


@field_row("W1")
def test_safe_with_a_plan_says_the_plan_and_when_it_is_checked_again() -> None:
    planned = {"safety": "AMAN_DENGAN_RENCANA", "safe_place": "off"}
    assert set(errors(SafetyCheck, CHILD, **planned)) == {"plan", "next_check_on"}
    told = facts(SafetyCheck, CHILD, **planned, plan="Dijaga bibi", next_check_on="2026-06-17")
    assert (told["safety"], told["safety_next_on"]) == ("AMAN_DENGAN_RENCANA", "2026-06-17")


@field_row("L4")
def test_the_letter_asking_for_the_social_report_is_kept_with_its_hour_before_the_report_is_written() -> None:
    told = facts(SocialReport, requested_at="2026-06-09 14:15")
    assert told["social_report_done"] is False
    assert datetime.fromisoformat(str(told["social_report_requested_at"])) == datetime(
        2026, 6, 9, 7, 15, tzinfo=UTC
    )
    assert "requested_at" in errors(SocialReport, requested_at="2026-06-30 08:00")
