"""Which open cases are stalled, and why, as SQL: the causes that `rules` names, asked of all cases in scope at once."""

from datetime import datetime
from functools import lru_cache

from app.cases.unassigned import GONE
from app.db import marks
from app.scope.predicate import Sql, case_scope
from app.supervision.rules import (
    ANSWER,
    CAUSES,
    DOCUMENT,
    HOLD,
    HOLD_STAGE,
    INACTIVE,
    LEGAL,
    REVIEW,
    SLA,
    UNASSIGNED,
    VISIT,
    ByPlace,
    Cutoffs,
)
from app.web.http.current_user import CurrentUser
from workflows.engine.planning import FOLLOW_UP

FLAG = {cause: cause.lower() for cause in CAUSES}
"""The column of `stalled` that is 1 where the cause holds, else 0."""
ANY = " + ".join(FLAG.values()) + " > 0"


@lru_cache(maxsize=4)
def conditions(cut: Cutoffs) -> dict[str, Sql]:
    """Return each cause's condition on a case `c`."""
    return {
        LEGAL: Sql("c.legal_due_at < ?", (cut.now,)),
        SLA: Sql("c.stage <> ? AND c.due_at < ?", (HOLD_STAGE, cut.now)),
        HOLD: Sql("c.stage = ? AND c.due_at < ?", (HOLD_STAGE, cut.now)),
        VISIT: Sql("c.visit_due_at <= ?", (cut.visit,)),
        REVIEW: Sql("c.review_due_at < ?", (cut.now,)),
        DOCUMENT: Sql("c.document_due_at <= ?", (cut.paper,)),
        ANSWER: Sql("c.answer_due_at <= ?", (cut.paper,)),
        INACTIVE: _inactive(cut),
        UNASSIGNED: Sql(f"(c.unassigned_since <= ? OR {GONE})", (cut.unassigned,)),
    }


def _inactive(cut: Cutoffs) -> Sql:
    """Nobody was active for too long, and no contact is planned ahead, or it is planned too far ahead."""
    quiet, longest = _since(cut.quiet, cut.quiet_else), _since(cut.longest, cut.longest_else)
    return Sql(
        f"""c.stage NOT IN (?, ?) AND ({quiet.text})
            AND (c.contact_due_at IS NULL OR c.contact_due_at < ? OR {longest.text})""",
        (HOLD_STAGE, FOLLOW_UP, *quiet.args, cut.now, *longest.args),
    )


@lru_cache(maxsize=4)
def _since(limits: ByPlace, otherwise: datetime) -> Sql:
    """Nobody was active since an instant; journeys of the same limit share theirs, so this stays short."""
    stages = {tuple(key.split("/")): instant for key, instant in limits.items() if "/" in key}
    own = ["c.journey = ? AND c.stage = ? AND c.last_human_at <= ?" for _ in stages]
    own_args = [arg for (journey, stage), instant in stages.items() for arg in (journey, stage, instant)]
    elsewhere = " AND ".join("NOT (c.journey = ? AND c.stage = ?)" for _ in stages) or "1 = 1"
    rest = _by_journey(limits, otherwise)
    texts = [*own, f"{elsewhere} AND ({rest.text})"]
    args = (*own_args, *(name for pair in stages for name in pair), *rest.args)
    return Sql(" OR ".join(f"({text})" for text in texts), args)


def _by_journey(limits: ByPlace, otherwise: datetime) -> Sql:
    """Where no stage says otherwise: the journey's own limit, else the usual one."""
    alike: dict[datetime, list[str]] = {}
    named = [key for key in limits if "/" not in key]
    for journey in named:
        alike.setdefault(limits[journey], []).append(journey)
    texts, args = list[str](), list[object]()
    for instant, journeys in alike.items():
        texts.append(f"c.journey IN ({marks(journeys)}) AND c.last_human_at <= ?")
        args += [*journeys, instant]
    others = f"c.journey NOT IN ({marks(named)})" if named else "1 = 1"
    texts.append(f"{others} AND c.last_human_at <= ?")
    args += [*named, otherwise]
    return Sql(" OR ".join(texts), tuple(args))


LATE = "COALESCE(c.due_at, c.last_human_at)"
"""Since when an open case is late, where no deadline of law is missed; an index keeps this order."""
LEGAL_PART, OTHERS_PART = (
    Sql("c.legal_due_at < ?", ()),
    Sql("(c.legal_due_at IS NULL OR c.legal_due_at >= ?)", ()),
)


def _suspects(cut: Cutoffs) -> Sql:
    """Narrow the open cases down to those that any cause could hold for, by the cheapest questions."""
    latest = max([cut.quiet_else, *cut.quiet.values()])
    return Sql(
        f"""(c.legal_due_at < ? OR c.due_at < ? OR c.last_human_at <= ? OR c.unassigned_since <= ?
            OR c.visit_due_at <= ? OR c.review_due_at < ? OR c.document_due_at <= ? OR c.answer_due_at <= ?
            OR {GONE})""",
        (cut.now, cut.now, latest, cut.unassigned, cut.visit, cut.now, cut.paper, cut.paper),
    )


@lru_cache(maxsize=4)
def flags(cut: Cutoffs) -> Sql:
    """Return a column for each cause that is 1 where it holds for a case `c`."""
    asked = conditions(cut)
    text = ", ".join(f"CASE WHEN {asked[cause].text} THEN 1 ELSE 0 END AS {FLAG[cause]}" for cause in CAUSES)
    return Sql(text, tuple(arg for cause in CAUSES for arg in asked[cause].args))


@lru_cache(maxsize=4)
def is_stalled(cut: Cutoffs) -> Sql:
    """Say that any cause holds for an open case `c`: the cheapest questions first, then each cause in turn."""
    asked, suspects = conditions(cut), _suspects(cut)
    any_cause = " OR ".join(f"({asked[cause].text})" for cause in CAUSES)
    args = (arg for cause in CAUSES for arg in asked[cause].args)
    return Sql(f"{suspects.text} AND ({any_cause})", (*suspects.args, *args))


def stalled(me: CurrentUser, cut: Cutoffs) -> Sql:
    """Return `WITH stalled AS (…)`: the reader's open cases that may be stalled, with a flag for each cause."""
    causes, suspects, scope = flags(cut), _suspects(cut), case_scope(me)
    text = f"""WITH stalled AS (
        SELECT c.id, c.stage, c.region, c.pmks_type, c.worker, {causes.text}
        FROM cases c WHERE c.closed_at IS NULL AND {suspects.text} AND {scope.text})"""
    return Sql(text, (*causes.args, *suspects.args, *scope.args))
