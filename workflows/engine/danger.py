"""Who is in danger: what of a case outranks everything else, from when on, until when, and what alone ends it.

Nothing here ends with time or by being read. Each danger stands until the act that ends it is recorded.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from workflows import clock
from workflows.conditions import Guard
from workflows.engine.answers import ClockView, Danger, Peril
from workflows.fold.threats import DECISION, WITH_PLAN
from workflows.guards import conditions
from workflows.reasons import Reason
from workflows.view import View

RANK: tuple[Peril, ...] = ("TIDAK_AMAN", "DARURAT", "PERIKSA", "TENGGAT", "BEBAS")
"""Which is told first where several hold."""
HOURS = timedelta(hours=24)
"""Within this a client in danger is to be safe, as the list of urgencies says."""
SAFETY_CHECK = "record:safety_check"
RELEASE = "record:release"


def dangers(view: View, clocks: Iterable[ClockView]) -> tuple[Danger, ...]:
    """Give every danger of a case, now or to come, the one that holds first before the others."""
    if view.state.closed:
        return ()
    dangers_now = [
        *_threats(view),
        *_missed_check(view),
        *_release(view),
        *(_legal(one, view) for one in clocks if is_ours(one)),
    ]
    return tuple(sorted(dangers_now, key=lambda one: (one.at, RANK.index(one.kind), one.due_at)))


def of_the_moment(every: Iterable[Danger], now: datetime) -> tuple[Danger, ...]:
    """Give those that hold now, the gravest first."""
    holding = [one for one in every if one.at <= now]
    return tuple(sorted(holding, key=lambda one: (RANK.index(one.kind), one.due_at)))


def _threats(view: View) -> Iterable[Danger]:
    """Give what was said of the client's safety: in danger from the minute on which it was said."""
    state = view.state
    if since := state.unsafe_since:
        yield Danger("TIDAK_AMAN", since, since, since + HOURS, SAFETY_CHECK)
    if since := state.urgent_since:
        decides = f"record:{DECISION}" if DECISION in view.defn.records else SAFETY_CHECK
        yield Danger("DARURAT", since, since, since + HOURS, decides)


def _missed_check(view: View) -> Iterable[Danger]:
    """Of a client who is safe with a plan, tell from the day after on that the next check was missed."""
    facts = view.state.facts
    day = _day(facts.get("safety_next_on"))
    if facts.get("safety") == WITH_PLAN and day is not None and view.state.unsafe_since is None:
        missed = clock.start_of(day + timedelta(days=1))
        yield Danger("PERIKSA", missed, missed, clock.end_of(day), SAFETY_CHECK)


def _release(view: View) -> Iterable[Danger]:
    """Ask about a planned release on its day, and on every day after one on which nobody knew."""
    facts = view.state.facts
    planned, asked = _day(facts.get("release_planned_on")), _day(facts.get("release_asked_on"))
    if planned is None or _day(facts.get("release_on")):
        return
    day = planned if asked is None or asked < planned else asked + timedelta(days=1)
    start = clock.start_of(day)
    yield Danger("BEBAS", start, start, clock.end_of(day), RELEASE)


def _day(value: object) -> date | None:
    try:
        return clock.wib_day(clock.instant(value)) if isinstance(value, str) and value else None
    except ValueError:
        return None


def is_ours(one: ClockView) -> bool:
    """Tell whether a clock is one of law, and the division's own to keep: others' are never its danger."""
    return one.legal and one.ours


def _legal(one: ClockView, view: View) -> Danger:
    """Give a deadline of law from its last quarter on; of one that is a day alone, from that of its reminder."""
    start = one.started_at if one.started_at < one.due_at else min(one.warn_at, one.due_at)
    rule = next((rule for rule in view.defn.clocks if rule.id == one.id), None)
    opens = _opens(rule.stops, view) if rule else "moves"
    return Danger("TENGGAT", start, start + (one.due_at - start) * 3 / 4, one.due_at, opens, one.title)


def _opens(stops: Guard, view: View) -> str:
    """Give what is to be opened so that a clock stops."""
    missing = (condition.reason for condition in conditions(stops, view) if condition.answer != "yes")
    return next(filter(None, map(_first, missing)), "moves")


def _first(reason: Reason) -> str:
    return next(filter(None, (_first(part) for part in reason.parts)), reason.opens)
