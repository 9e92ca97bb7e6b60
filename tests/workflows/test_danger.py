"""Who is in danger: when each danger begins, how long it lasts, and what alone ends it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows import engine
from workflows import events as ev
from workflows.clock import calendar, start_of, wib_day
from workflows.definition import Definition, load_all
from workflows.events import Event, Happened
from workflows.fold import fold

START = datetime(2026, 3, 2, 3, 20, tzinfo=UTC)
CALENDAR = calendar()
DEFINITIONS = load_all()
HOUR = timedelta(hours=1)
FAR = timedelta(days=4000)


def opened(defn: Definition, **facts: Any) -> Event:
    return ev.Opened(
        journey=defn.meta.id,
        version=1,
        digest=defn.digest,
        pmks_type=defn.meta.pmks_types[0],
        region="36.04",
        stage=defn.meta.initial,
        facts={"birth_date": "1990-05-04", "urgency": "BIASA", "safe_now": "AMAN", **facts},
    )


def told(record: str, **facts: Any) -> Event:
    return ev.Recorded(record, "one", facts)


def history(*told: Event | tuple[timedelta, Event]) -> list[Happened]:
    """Number events on, each an hour after the one before unless it says when after the opening."""
    found, at = [], START
    for n, one in enumerate(told, start=1):
        at = START + one[0] if isinstance(one, tuple) else at + (HOUR if n > 1 else timedelta(0))
        found.append(Happened(n, at, at, "somebody", one[1] if isinstance(one, tuple) else one))
    return found


def dangers(defn: Definition, log: list[Happened], now: datetime) -> dict[str, engine.Danger]:
    found = engine.dangers(defn, fold(log), now=now, calendar=CALENDAR)
    return {one.kind: one for one in engine.of_the_moment(found, now)}


@pytest.mark.parametrize("journey", sorted(DEFINITIONS))
def test_a_client_who_is_opened_as_not_safe_is_in_danger_from_that_minute_in_every_journey(journey):
    defn = DEFINITIONS[journey]
    log = history(opened(defn, safe_now="TIDAK_AMAN"))

    [one] = dangers(defn, log, START).values()

    assert (one.kind, one.at, one.due_at) == ("TIDAK_AMAN", START, START + timedelta(hours=24))
    assert not dangers(defn, history(opened(defn)), START + HOUR)


@pytest.mark.parametrize("journey", sorted(DEFINITIONS))
def test_saying_again_that_the_client_is_not_safe_gives_no_new_hours(journey):
    defn = DEFINITIONS[journey]
    unsafe = told("safety_check", safety="TIDAK_AMAN")
    log = history(opened(defn), unsafe, (timedelta(hours=20), unsafe))

    [one] = dangers(defn, log, START + timedelta(hours=21)).values()

    assert one.due_at == START + HOUR + timedelta(hours=24)


@pytest.mark.parametrize(
    "ends",
    [
        told("safety_check", safety="AMAN", safety_on="2026-03-02"),
        told("safety_check", safety="AMAN_DENGAN_RENCANA", safety_next_on="2050-01-01"),
        told("protection", protection_on="2026-03-02"),
        ev.UrgencySet("SEGERA", "Anak sudah bersama neneknya."),
    ],
)
def test_an_emergency_ends_with_a_decision_about_safety_or_a_reasoned_downgrade(ends):
    defn = DEFINITIONS["AKTK"]
    before = history(opened(defn, urgency="DARURAT"))
    after = history(opened(defn, urgency="DARURAT"), ends)

    assert set(dangers(defn, before, START + FAR)) == {"DARURAT"}
    assert dangers(defn, after, START + FAR) == {}


@pytest.mark.parametrize("journey", sorted(DEFINITIONS))
def test_a_plan_makes_a_client_safe_in_every_journey_until_the_day_of_its_next_check_is_missed(journey):
    defn, planned = DEFINITIONS[journey], date(2026, 3, 9)
    plan = told("safety_check", safety="AMAN_DENGAN_RENCANA", safety_next_on=str(planned))
    log = history(opened(defn, safe_now="TIDAK_AMAN"), plan)
    over = start_of(planned + timedelta(days=1))

    assert dangers(defn, log, over - timedelta(seconds=1)) == {}, "nobody has to write “safe”"
    missed = dangers(defn, log, over)
    assert set(missed) == {"PERIKSA"}
    assert missed["PERIKSA"].opens == "record:safety_check", "what ends it can be recorded in any journey"
    assert set(dangers(defn, log, over + FAR)) == {"PERIKSA"}, "it never passes in silence"
    for answer in ({"safety": "AMAN"}, {"safety": "AMAN_DENGAN_RENCANA", "safety_next_on": "2026-05-01"}):
        checked = Happened(3, over, over, "somebody", told("safety_check", **answer))
        assert dangers(defn, [*log, checked], over + HOUR) == {}
    unsafe = Happened(3, over, over, "somebody", told("safety_check", safety="TIDAK_AMAN"))
    assert set(dangers(defn, [*log, unsafe], over + HOUR)) == {"TIDAK_AMAN"}


def test_what_is_raised_to_an_emergency_later_is_one():
    defn = DEFINITIONS["LUT"]
    log = history(opened(defn), (timedelta(days=9), ev.UrgencySet("DARURAT", "Jatuh, tidak sadar.")))

    assert dangers(defn, log, START + timedelta(days=9))["DARURAT"].at == START + timedelta(days=9)


def test_a_downgrade_does_not_make_an_unsafe_client_safe():
    defn = DEFINITIONS["AKTK"]
    log = history(opened(defn, urgency="DARURAT", safe_now="TIDAK_AMAN"), ev.UrgencySet("BIASA", "Keliru."))

    assert set(dangers(defn, log, START + FAR)) == {"TIDAK_AMAN"}


LAW = "KPO"
ASKED = told("victim_service", service_requested_on="2026-03-02")
BEGUN = told(
    "victim_service",
    service_requested_on="2026-03-02",
    service_started_on="2026-03-03",
    first_aid_on="2026-03-03",
)


def test_a_deadline_of_law_is_a_danger_from_its_last_quarter_and_for_as_long_as_nothing_stops_it():
    defn = DEFINITIONS[LAW]
    log = history(opened(defn), ASKED)
    start, due = start_of(wib_day(START)), start_of(wib_day(START) + timedelta(days=8)) - timedelta(seconds=1)
    quarter = start + (due - start) * 3 / 4

    assert dangers(defn, log, quarter - timedelta(seconds=1)) == {}
    assert dangers(defn, log, quarter)["TENGGAT"].due_at == due
    assert set(dangers(defn, log, due + FAR)) == {"TENGGAT"}
    assert dangers(defn, [*log, *history(opened(defn), ASKED, BEGUN)[2:]], due + FAR) == {}


def test_a_planned_release_is_asked_about_on_its_day_until_it_happened_or_was_moved():
    defn = DEFINITIONS["BWBLP"]
    planned = told("release", release_status="NAPI", release_planned_on="2026-03-20", release_on="")
    day = start_of(date(2026, 3, 20))
    log = history(opened(defn), planned)

    assert "BEBAS" not in dangers(defn, log, day - timedelta(seconds=1))
    assert dangers(defn, log, day)["BEBAS"].opens == "record:release"
    assert "BEBAS" in dangers(defn, log, day + FAR), "it never passes in silence"
    for answer in (
        {"release_planned_on": "2026-03-20", "release_on": "2026-03-20"},
        {"release_planned_on": "2026-04-01", "release_on": ""},
        {"release_planned_on": "2026-03-20", "release_on": "", "release_asked_on": "2026-03-20"},
    ):
        answered = [*log, Happened(3, day, day, "somebody", told("release", **answer))]
        assert "BEBAS" not in dangers(defn, answered, day + timedelta(hours=20)), answer
    unknown = [*log, Happened(3, day, day, "somebody", told("release", **answer))]
    assert "BEBAS" in dangers(defn, unknown, day + timedelta(days=1)), "asked again the next day"


# The property: only acts end a danger.

_UNSAFE = told("safety_check", safety="TIDAK_AMAN")
_ACTS: dict[str, Event] = {
    "not safe": _UNSAFE,
    "safe": told("safety_check", safety="AMAN"),
    "safe with a plan": told("safety_check", safety="AMAN_DENGAN_RENCANA", safety_next_on="2050-01-01"),
    "decided": told("protection", protection_on="2026-03-03"),
    "emergency": ev.UrgencySet("DARURAT", "Terluka."),
    "calmed": ev.UrgencySet("BIASA", "Keliru dinilai."),
    "noted": ev.Noted("Dibaca di rumah."),
    "document": ev.DocumentAdded("photo", "p1"),
    "assigned": ev.Assigned("w2", "u1"),
    "left": ev.Assigned("", "u1"),
    "data": ev.FactsChanged({"birth_date": "1991-01-01"}, "client"),
    "assessed": told("assessment", eligible=True),
}
_ENDS = {"safe", "safe with a plan", "decided", "calmed"}


def plainly(log: list[Happened]) -> set[str]:
    """Read from the log alone, event by event, who is in danger at its end: by the words of the rule."""
    unsafe = urgent = False
    for one in log:
        match one.event:
            case ev.Opened(facts=facts):
                unsafe, urgent = facts["safe_now"] == "TIDAK_AMAN", facts["urgency"] == "DARURAT"
            case ev.Recorded(record="safety_check", facts={"safety": "AMAN" | "AMAN_DENGAN_RENCANA"}):
                unsafe = urgent = False
            case ev.Recorded(record="safety_check"):
                unsafe = True
            case ev.Recorded(record="protection"):
                urgent = False
            case ev.UrgencySet(urgency=urgency):
                urgent = urgency == "DARURAT"
    return {*(["TIDAK_AMAN"] if unsafe else []), *(["DARURAT"] if urgent else [])}


@settings(deadline=None)
@given(
    journey=st.sampled_from(sorted(DEFINITIONS)),
    safe_now=st.sampled_from(["AMAN", "TIDAK_AMAN", "TIDAK_DIKETAHUI"]),
    urgency=st.sampled_from(["DARURAT", "SEGERA", "BIASA"]),
    acts=st.lists(st.sampled_from(sorted(_ACTS)), max_size=9),
    later=st.timedeltas(min_value=timedelta(0), max_value=FAR),
)
def test_no_time_that_passes_and_nothing_but_its_act_ends_a_danger(journey, safe_now, urgency, acts, later):
    defn = DEFINITIONS[journey]
    log = history(opened(defn, safe_now=safe_now, urgency=urgency), *(_ACTS[one] for one in acts))
    now = log[-1].occurred_at

    found = set(dangers(defn, log, now)) - {"TENGGAT", "BEBAS"}

    assert found == plainly(log)
    assert found == set(dangers(defn, log, now + later)) - {"TENGGAT", "BEBAS"}


@settings(deadline=None)
@given(
    journey=st.sampled_from(
        sorted(name for name, one in DEFINITIONS.items() if any(c.legal for c in one.clocks))
    ),
    began=st.dates(date(2026, 3, 2), date(2026, 6, 1)),
    at=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)),
    later=st.timedeltas(min_value=timedelta(0), max_value=FAR),
)
def test_a_deadline_of_law_that_has_become_a_danger_stays_one(journey, began, at, later):
    defn = DEFINITIONS[journey]
    starts = {
        c.start.removeprefix("fact:"): str(began)
        for c in defn.clocks
        if c.legal and c.start.startswith("fact:")
    }
    log = history(opened(defn), told("legal_status", **starts))

    found = dangers(defn, log, START + at)

    assert set(found) <= set(dangers(defn, log, START + at + later))


@pytest.mark.parametrize("journey", sorted(DEFINITIONS))
def test_a_closed_case_is_in_no_danger(journey):
    defn = DEFINITIONS[journey]
    closed = ev.Moved("close", "close", defn.meta.initial, "SELESAI", 1, close_reason="BATAL")
    log = history(opened(defn, safe_now="TIDAK_AMAN", urgency="DARURAT"), closed)

    assert dangers(defn, log, START + FAR) == {}


@pytest.mark.parametrize("journey", sorted(DEFINITIONS))
def test_the_clocks_of_others_are_never_a_danger_of_ours(journey):
    defn = DEFINITIONS[journey]
    theirs = {rule.id for rule in defn.clocks if rule.theirs}
    starts = {c.start.removeprefix("fact:"): "2026-03-02" for c in defn.clocks if c.start.startswith("fact:")}
    log = history(opened(defn), told("legal_status", **starts))
    found = engine.dangers(defn, fold(log), now=START + FAR, calendar=CALENDAR)

    titles = {rule.title for rule in defn.clocks if rule.id in theirs}
    assert not [one for one in found if one.title in titles]
