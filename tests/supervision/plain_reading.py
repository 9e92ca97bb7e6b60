"""The rules of stalling read once more, in plain Python, by counting due dates forward from each start."""

from datetime import datetime

from tests.supervision.oracle import Standing
from workflows.clock import Calendar, due
from workflows.parts import Inactivity


def stalled_by(case: Standing, limits: dict[str, Inactivity], now: datetime, calendar: Calendar) -> set[str]:
    def over(start: datetime | None, days: int, unit: str) -> bool:
        return start is not None and due(start, days, unit, calendar).due_at < now

    found = set()
    if case.legal_due_at and case.legal_due_at < now:
        found.add("LEGAL")
    if case.due_at and case.due_at < now:
        found.add("HOLD" if case.stage == "TUNDA" else "SLA")
    if over(case.visit_due_at, 7, "calendar"):
        found.add("VISIT")
    if case.review_due_at and case.review_due_at < now:
        found.add("REVIEW")
    if over(case.document_due_at, 5, "working"):
        found.add("DOCUMENT")
    if over(case.answer_due_at, 5, "working"):
        found.add("ANSWER")
    of_the_stage = limits.get(f"{case.journey}/{case.stage}")
    quiet = of_the_stage or limits.get(case.journey) or Inactivity(10, "working")
    waits = case.contact_due_at is not None and case.contact_due_at >= now
    waits = waits and not over(case.last_human_at, quiet.longest, "calendar")
    silent = over(case.last_human_at, quiet.limit, quiet.unit)
    if case.stage not in ("TUNDA", "BINA_LANJUT") and silent and not waits:
        found.add("INACTIVE")
    if case.worker_gone or over(case.unassigned_since, 2, "working"):
        found.add("UNASSIGNED")
    return found
