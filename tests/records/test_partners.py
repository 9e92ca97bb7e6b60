"""Legal status, release and handover: days in their order, changes with their reasons."""

from datetime import date
from typing import Any

import pytest

from app.records.legal.handover import Handover
from app.records.legal.legal_status import LegalStatus
from app.records.legal.release import Release
from app.records.submission import Filled
from app.web.forms.decoding import Invalid
from tests.records.context import errors, facts, filled, send, state
from tests.workflows.field_rows import field_row

ABH = state("ABH", birth_date="2010-02-01")
PLANNED = {"release_status": "NAPI", "planned_on": "2026-09-01"}


def _before(day: date | None) -> tuple[dict[str, Any], ...]:
    return ({"planned_on": day},)


def test_an_inmate_has_a_planned_release() -> None:
    assert "planned_on" in errors(Release, release_status="NAPI")
    assert facts(Release, **PLANNED) == {
        "release_status": "NAPI",
        "release_asked_on": "",
        "recent_release": True,
        "release_planned_on": "2026-09-01",
        "release_on": "",
        "release_two_thirds_on": "",
        "release_expiry_on": "",
    }


@pytest.mark.parametrize(
    ("typed", "recent"),
    [
        ({"release_status": "PB", "actual_on": "2025-10-07"}, True),
        ({"release_status": "PB", "actual_on": "2025-10-06"}, False),
        ({"release_status": "PB", "planned_on": "2026-09-01"}, True),
        ({"release_status": "BEBAS_MURNI"}, False),
    ],
)
@field_row("W10")
def test_a_release_is_recent_within_ninety_days_before_the_case_and_unknown_days_are_not(
    typed: dict[str, str], recent: bool
) -> None:
    assert facts(Release, **typed)["recent_release"] is recent


def test_a_release_that_happened_is_neither_ahead_nor_in_prison() -> None:
    assert "actual_on" in errors(Release, release_status="PB", actual_on="2026-06-11")
    assert "release_status" in errors(Release, **PLANNED, actual_on="2026-06-09")


def test_a_plan_that_moved_says_why_and_keeps_the_former_day() -> None:
    earlier = _before(date(2026, 8, 17))

    assert "17 August 2026" in errors(Release, earlier=earlier, **PLANNED)["change_reason"]
    read = filled(Release, earlier=earlier, **PLANNED, change_reason="REMISI")
    assert read.form.derive(read.context) == {"planned_before": date(2026, 8, 17)}


def test_days_out_of_order_are_doubted_not_refused() -> None:
    told = filled(Release, **PLANNED, two_thirds_on="2026-10-01", expiry_on="2026-08-01").doubts

    assert len(told) == 3


def test_each_status_asks_for_the_day_its_clock_counts_from() -> None:
    asked = {"PENYIDIKAN": "investigation_started_on", "DIVERSI_PROSES": "diversion_started_on"}
    for status, name in asked.items():
        assert name in errors(LegalStatus, ABH, legal_status=status, abh_role="KORBAN")


def test_the_day_of_the_act_is_asked_of_a_child_in_conflict_with_the_law() -> None:
    typed = {"legal_status": "SIDANG"}

    assert "act_on" in errors(LegalStatus, ABH, **typed, abh_role="PELAKU")
    assert facts(LegalStatus, ABH, **typed, abh_role="SAKSI")["act_on"] == ""


def test_diversion_of_a_repeat_is_asked_about() -> None:
    typed = {"legal_status": "DIVERSI_PROSES", "abh_role": "KORBAN", "diversion_started_on": "2026-06-01"}

    assert filled(LegalStatus, ABH, **typed, is_repeat="on").doubts
    assert not filled(LegalStatus, ABH, **typed, is_repeat="off").doubts


@pytest.mark.parametrize(
    ("act_on", "status", "refused"),
    [
        ("2022-01-31", "DIVERSI_GAGAL", True),  # eleven
        ("2022-01-31", "SIDANG", True),
        ("2022-01-31", "MENJALANI", False),
        ("2022-02-01", "SIDANG", False),  # twelve
        ("2024-01-31", "PUTUSAN_PIDANA", True),  # thirteen
        ("2024-01-31", "PUTUSAN_TINDAKAN", False),
        ("2024-02-01", "PUTUSAN_PIDANA", False),  # fourteen
    ],
)
def test_the_age_at_the_act_decides_what_the_law_knows(act_on: str, status: str, refused: bool) -> None:
    typed = {
        "legal_status": status,
        "abh_role": "PELAKU",
        "act_on": act_on,
        "diversion_ended_on": "2026-06-01",
    }
    guessed = state("ABH", birth_date="2010-02-01", birth_estimated=True)

    read = send(LegalStatus, ABH, **typed)
    assert isinstance(read, Invalid) is refused
    assert "legal_status" not in getattr(read, "errors", {}) or refused
    assert bool(filled(LegalStatus, guessed, **typed).doubts) is refused


def test_what_a_victim_lived_through_says_nothing_of_a_sentence() -> None:
    typed = {"legal_status": "PUTUSAN_PIDANA", "abh_role": "KORBAN", "act_on": "2020-02-01"}
    assert isinstance(send(LegalStatus, ABH, **typed), Filled)


@pytest.mark.parametrize(
    ("below", "again", "possible"),
    [("on", "off", True), ("off", "off", False), ("on", "on", False), ("", "off", ""), ("", "", "")],
)
def test_diversion_is_for_short_threats_and_first_acts(below: str, again: str, possible: bool | str) -> None:
    typed = {"legal_status": "SIDANG", "abh_role": "KORBAN"}
    told = facts(LegalStatus, ABH, **typed, threat_below_7_years=below, is_repeat=again)
    assert told["diversion_possible"] == possible


def test_the_court_cannot_have_received_what_is_not_agreed_yet() -> None:
    typed = {"legal_status": "DIVERSI_BERHASIL", "abh_role": "KORBAN", "diversion_ended_on": "2026-06-08"}
    assert "court_received_on" in errors(LegalStatus, ABH, **typed, court_received_on="2026-06-11")
    assert filled(LegalStatus, ABH, **typed, court_received_on="2026-06-01").doubts
    assert (
        facts(LegalStatus, ABH, **typed, court_received_on="2026-06-09")["court_received_on"] == "2026-06-09"
    )


def test_signed_minutes_bear_two_signatures() -> None:
    typed = {"direction": "MASUK", "partner": "Bapas Serang", "signed": "on"}

    assert "signers" in errors(Handover, **typed, signers=["PK"])
    assert facts(Handover, **typed, signers=["PK", "PEKSOS"]) == {
        "handover_signed": True,
        "handover_on": "2026-06-10",
    }
