"""When a case counts as stalled."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.supervision.rules import CAUSES, LEGAL, cutoffs, last_start, limits
from tests.supervision.oracle import Standing, causes
from tests.supervision.plain_reading import stalled_by
from tests.supervision.standing_cases import NOW
from workflows.clock import WIB, calendar, due
from workflows.definition import load_all
from workflows.parts import Inactivity

CALENDAR = calendar()
LIMITS = {"ABT": Inactivity(5), "LUT": Inactivity(10), "LUT/HUNIAN_PANTI": Inactivity(30, "calendar")}
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001


def quiet_case(**changed: object) -> Standing:
    fresh = {
        "due_at": NOW + timedelta(days=3),
        "legal_due_at": None,
        "last_human_at": NOW,
        "unassigned_since": None,
    }
    return Standing(**{"journey": "ABT", "stage": "ASESMEN", "visit_due_at": None, **fresh, **changed})


def why(case: Standing, now: datetime = NOW) -> tuple[str, ...]:
    return causes(case, cutoffs(LIMITS, now=now, calendar=CALENDAR))


def test_a_case_within_all_its_limits_is_not_stalled():
    assert why(quiet_case()) == ()


def test_a_case_past_its_due_date_is_stalled_on_hold_it_is_the_hold_that_ended():
    assert why(quiet_case(due_at=NOW - timedelta(minutes=1))) == ("SLA",)
    assert why(quiet_case(due_at=NOW - timedelta(minutes=1), stage="TUNDA")) == ("HOLD",)


def test_a_missed_deadline_of_law_stands_first_and_a_hold_does_not_excuse_it():
    gone = NOW - timedelta(days=1)
    assert (
        why(quiet_case(legal_due_at=gone, due_at=gone, unassigned_since=gone - timedelta(days=9)))[0] == LEGAL
    )
    assert why(quiet_case(legal_due_at=gone, stage="TUNDA")) == (LEGAL,)


def test_five_working_days_without_activity_are_allowed_for_a_neglected_child_and_the_sixth_is_not():
    wednesday = datetime(2026, 11, 11, 9, tzinfo=WIB)
    assert why(quiet_case(last_human_at=wednesday), datetime(2026, 11, 18, 23, tzinfo=WIB)) == ()
    assert why(quiet_case(last_human_at=wednesday, due_at=None), datetime(2026, 11, 19, 1, tzinfo=WIB)) == (
        "INACTIVE",
    )


def test_activity_after_the_office_closed_counts_from_the_next_working_day():
    late = datetime(2026, 11, 11, 16, 1, tzinfo=WIB)
    assert why(quiet_case(last_human_at=late, due_at=None), datetime(2026, 11, 19, 23, tzinfo=WIB)) == ()


def test_another_type_has_another_limit_and_a_hold_and_follow_up_have_none():
    silent = NOW - timedelta(days=9)
    assert why(quiet_case(journey="BWBLP", last_human_at=silent)) == ()
    assert why(quiet_case(last_human_at=silent, stage="TUNDA")) == ()
    assert why(quiet_case(last_human_at=silent, stage="BINA_LANJUT")) == ()


def test_a_case_rests_until_its_next_planned_contact_but_no_longer_than_its_stage_is_reviewed():
    silent = {"last_human_at": NOW - timedelta(days=60), "contact_due_at": NOW + timedelta(days=20)}
    assert why(quiet_case(**silent)) == ()
    assert why(quiet_case(**{**silent, "contact_due_at": NOW - timedelta(minutes=1)})) == ("INACTIVE",)
    assert why(quiet_case(**{**silent, "last_human_at": NOW - timedelta(days=95)})) == ("INACTIVE",)
    every_180_days = {"journey": "LUT", "stage": "HUNIAN_PANTI", "last_human_at": NOW - timedelta(days=95)}
    assert "INACTIVE" in why(quiet_case(**{**silent, **every_180_days}))
    own = cutoffs(limits([load_all()["LUT"]]), now=NOW, calendar=CALENDAR)
    assert causes(quiet_case(**{**silent, **every_180_days}), own) == ()


def test_a_review_of_the_plan_that_was_missed_is_a_cause():
    assert why(quiet_case(review_due_at=NOW - timedelta(minutes=1))) == ("REVIEW",)
    assert why(quiet_case(review_due_at=NOW + timedelta(minutes=1))) == ()


def test_a_missing_paper_and_a_missing_answer_count_five_working_days_after_their_day():
    assert why(quiet_case(document_due_at=NOW - timedelta(days=9))) == ("DOCUMENT",)
    assert why(quiet_case(answer_due_at=NOW - timedelta(days=9))) == ("ANSWER",)
    assert (
        why(quiet_case(document_due_at=NOW - timedelta(days=3), answer_due_at=NOW - timedelta(days=3))) == ()
    )


def test_nobody_assigned_is_tolerated_for_two_working_days():
    monday = datetime(2026, 11, 16, 9, tzinfo=WIB)
    assert why(quiet_case(unassigned_since=monday), datetime(2026, 11, 18, 20, tzinfo=WIB)) == ()
    assert why(quiet_case(unassigned_since=monday, due_at=None), datetime(2026, 11, 19, 7, tzinfo=WIB)) == (
        "UNASSIGNED",
    )


def test_a_visit_may_be_a_week_late():
    day = datetime(2026, 11, 11, 16, 59, 59, tzinfo=UTC)  # the end of that day in Banten
    case = quiet_case(stage="BINA_LANJUT", visit_due_at=day, due_at=None)
    assert why(case, day + timedelta(days=6, hours=23)) == ()
    assert why(case, day + timedelta(days=7, hours=1)) == ("VISIT",)


@pytest.mark.parametrize("unit", ["working", "calendar"])
@given(start=INSTANTS, now=INSTANTS, days=st.integers(1, 30))
def test_an_instant_tells_what_counting_forward_from_every_start_would_tell(unit, start, now, days):
    cut = last_start(Inactivity(days, unit), now=now, calendar=CALENDAR)

    assert (start <= cut) == (due(start, days, unit, CALENDAR).due_at < now)


def test_a_stage_may_allow_more_quiet_than_its_journey():
    silent = NOW - timedelta(days=20)
    assert "INACTIVE" in why(quiet_case(journey="LUT", last_human_at=silent))
    assert why(quiet_case(journey="LUT", stage="HUNIAN_PANTI", last_human_at=silent)) == ()


MAYBE = st.none() | INSTANTS


@given(
    case=st.builds(
        Standing,
        st.sampled_from(["ABT", "LUT", "X"]),
        st.sampled_from(["ASESMEN", "TUNDA", "BINA_LANJUT", "HUNIAN_PANTI"]),
        MAYBE,
        MAYBE,
        INSTANTS,
        MAYBE,
        MAYBE,
        MAYBE,
        MAYBE,
    ),
    now=INSTANTS,
)
def test_the_rules_agree_with_a_plain_reading_of_them(case, now):
    found = why(case, now)

    assert set(found) == stalled_by(case, LIMITS, now, CALENDAR)
    assert list(found) == [cause for cause in CAUSES if cause in found]


def test_a_case_whose_workers_account_is_closed_is_nobodys_at_once():
    assert why(quiet_case(worker_gone=True)) == ("UNASSIGNED",)
