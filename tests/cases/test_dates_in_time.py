"""Lists and pages tell the same days, however long nobody touched the case: what is drawn follows time."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.cases import projection
from tests import rotation
from tests.workflows.driving import calendar
from tests.workflows.journeys import DEFINITIONS
from tests.workflows.test_random_walks import Walk
from workflows import engine

DAYS = (
    "due_at", "legal_due_at", "next_due_at", "tasks_left", "danger", "danger_at", "danger_due", "work_act",
    "work_due_at", "contact_due_at", "visit_due_at", "review_due_at", "document_due_at", "answer_due_at",
)  # fmt: skip
"""What lists, the first page and the stalled list tell of a case; a case's own page works it out at that moment."""
SLEEPS = st.timedeltas(min_value=timedelta(hours=1), max_value=timedelta(days=900))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("name", rotation.in_turn(list(DEFINITIONS)))
@given(draw=st.data())
def test_a_case_that_only_time_touches_is_told_the_same_days_by_lists_as_by_its_page(name, draw):
    walk = Walk(name, draw)
    for _ in range(draw.draw(st.integers(0, 8))):
        walk.step()
    case = walk.case
    if case.here.closed:
        return

    def fresh(now):
        agenda = engine.agenda(case.defn, case.here, now=now, calendar=calendar())
        return projection.columns(case.here, agenda)

    at, then = case.now, case.now + draw.draw(SLEEPS)
    drawn = fresh(at)
    while drawn.turn_until and drawn.turn_until <= then:  # as the upkeep of a server does
        assert drawn.turn_until > at, "it would redraw for ever"
        at = drawn.turn_until
        drawn = fresh(at)

    page = fresh(then)
    assert {one: getattr(drawn, one) for one in DAYS} == {one: getattr(page, one) for one in DAYS}
