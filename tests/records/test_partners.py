"""Legal status, release and handover: days in their order, changes with their reasons."""

from datetime import date
from typing import Any

from app.partners.handover import HANDOVER
from app.partners.legal_status import LEGAL_STATUS
from app.partners.release import RELEASE
from tests.records.context import errors, facts, filled, state

ABH = state("ABH", birth_date="2010-02-01")
PLANNED = {"release_status": "NAPI", "planned_on": "2026-09-01"}


def _before(day: date | None) -> tuple[dict[str, Any], ...]:
    return ({"planned_on": day},)


def test_an_inmate_has_a_planned_release() -> None:
    assert "planned_on" in errors(RELEASE, release_status="NAPI")
    assert facts(RELEASE, **PLANNED) == {
        "release_status": "NAPI", "release_planned_on": "2026-09-01", "release_on": "",
        "release_two_thirds_on": "", "release_expiry_on": "",
    }  # fmt: skip


def test_a_release_that_happened_is_neither_ahead_nor_in_prison() -> None:
    assert "actual_on" in errors(RELEASE, release_status="PB", actual_on="2026-06-11")
    assert "release_status" in errors(RELEASE, **PLANNED, actual_on="2026-06-09")


def test_a_plan_that_moved_says_why_and_keeps_the_former_day() -> None:
    earlier = _before(date(2026, 8, 17))

    assert "17 August 2026" in errors(RELEASE, earlier=earlier, **PLANNED)["change_reason"]
    read = filled(RELEASE, earlier=earlier, **PLANNED, change_reason="REMISI")
    assert RELEASE.columns
    assert RELEASE.columns(read.form, read.context) == {"planned_before": date(2026, 8, 17)}


def test_days_out_of_order_are_doubted_not_refused() -> None:
    told = filled(RELEASE, **PLANNED, two_thirds_on="2026-10-01", expiry_on="2026-08-01").doubts

    assert len(told) == 3


def test_each_status_asks_for_the_day_its_clock_counts_from() -> None:
    asked = {"PENYIDIKAN": "investigation_started_on", "DIVERSI_PROSES": "diversion_started_on"}
    for status, name in asked.items():
        assert name in errors(LEGAL_STATUS, ABH, legal_status=status, abh_role="KORBAN")


def test_the_day_of_the_act_is_asked_of_a_child_in_conflict_with_the_law() -> None:
    typed = {"legal_status": "SIDANG"}

    assert "act_on" in errors(LEGAL_STATUS, ABH, **typed, abh_role="PELAKU")
    assert facts(LEGAL_STATUS, ABH, **typed, abh_role="SAKSI")["act_on"] == ""


def test_diversion_of_a_repeat_is_asked_about() -> None:
    typed = {"legal_status": "DIVERSI_PROSES", "abh_role": "KORBAN", "diversion_started_on": "2026-06-01"}

    assert filled(LEGAL_STATUS, ABH, **typed, is_repeat="on").doubts
    assert not filled(LEGAL_STATUS, ABH, **typed, is_repeat="off").doubts


def test_signed_minutes_bear_two_signatures() -> None:
    typed = {"direction": "MASUK", "partner": "Bapas Serang", "signed": "on"}

    assert "signers" in errors(HANDOVER, **typed, signers=["PK"])
    assert facts(HANDOVER, **typed, signers=["PK", "PEKSOS"]) == {
        "handover_signed": True,
        "handover_on": "2026-06-10",
    }
