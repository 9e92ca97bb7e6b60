"""The instant of something that a form dates by its day alone."""

from datetime import date, datetime, time, timedelta

from app import clock
from workflows.case_state import CaseState


def instant_of(day: date | None, state: CaseState, now: datetime) -> datetime | None:
    """Turn the day a form names into an instant: None for today, else noon in western Indonesia.

    Noon on the day of the last move would often precede it, and nothing may; then it is a second later.
    """
    if day is None or day >= clock.on(now):
        return None if day is None or day == clock.on(now) else datetime.combine(day, time(12), clock.WIB)
    noon = datetime.combine(day, time(12), clock.WIB)
    last = state.last_move.at if state.last_move else state.opened_at
    return last + timedelta(seconds=1) if clock.on(last) == day and last >= noon else noon
