"""Whose turn cases are, as conditions on a case `c`: the first page and the list of cases ask the same."""

from datetime import datetime, timedelta

from app.capabilities import OWN_CASES
from app.cases.unassigned import NOBODYS
from app.db import marks, query
from app.scope.predicate import Sql, assigned
from app.web.http.current_user import CurrentUser

SOON, EVER = timedelta(days=7), timedelta(days=10_000)
OTHERS = "c.turn_side = 'OTHERS'"
TURNS = ("late", "week", "undated", "waiting", "decide", "act", "assign")
"""What the list of cases can be narrowed to: one's own by its day, what waits for whom, what is to be given out."""
NOTHING = Sql("1 = 0", ())

_ROLES = """
WITH RECURSIVE known (roles) AS (
    SELECT min(c.turn_roles) FROM cases c WHERE c.closed_at IS NULL AND c.turn_side = 'OTHERS'
    UNION ALL
    SELECT (SELECT min(c.turn_roles) FROM cases c
            WHERE c.closed_at IS NULL AND c.turn_side = 'OTHERS' AND c.turn_roles > known.roles)
    FROM known WHERE known.roles IS NOT NULL)
SELECT roles FROM known WHERE roles IS NOT NULL"""
"""The few groups of roles that cases wait for, each found by one step in their index: a loose index scan."""
_OWNERS = """
WITH RECURSIVE known (owners) AS (
    SELECT min(t.owners) FROM case_tasks t WHERE t.status = 'OPEN'
    UNION ALL
    SELECT (SELECT min(t.owners) FROM case_tasks t WHERE t.status = 'OPEN' AND t.owners > known.owners)
    FROM known WHERE known.owners IS NOT NULL)
SELECT owners FROM known WHERE owners IS NOT NULL"""
"""The same of open tasks and their owners."""


async def turn_condition(turn: str, me: CurrentUser, *, now: datetime) -> Sql:
    """Say which open cases are *turn*, one of `TURNS`, for the reader."""
    match turn:
        case "late" | "week" | "undated":
            return own_work(me, turn, now) if me.may(OWN_CASES) else await _with_task(me, turn, now)
        case "waiting":
            return waiting(me, now)
        case "assign":
            return Sql(NOBODYS, ())
    return await theirs(me, decided=turn == "decide")


def due_in(turn: str, now: datetime, column: str) -> Sql:
    """Say that *column* is late, within the week, or (`undated`) empty."""
    if turn == "undated":
        return Sql(f"{column} IS NULL", ())
    if turn == "late":
        return Sql(f"{column} < ?", (now,))
    end = now + (SOON if turn == "week" else EVER)
    return Sql(f"{column} >= ? AND {column} < ?", (now, end))


def own_work(me: CurrentUser, turn: str, now: datetime) -> Sql:
    """Say in which of the reader's own cases something is theirs to do."""
    own, due = assigned(me), due_in(turn, now, "c.work_due_at")
    return Sql(f"{own.text} AND c.work_act <> '' AND {due.text}", (*own.args, *due.args))


def waiting(me: CurrentUser, now: datetime) -> Sql:
    """Say which own cases wait for somebody else and ask nothing of the reader within the week."""
    own = assigned(me)
    text = f"{own.text} AND {OTHERS} AND (c.work_due_at IS NULL OR c.work_due_at >= ?)"
    return Sql(text, (*own.args, now + SOON))


async def theirs(me: CurrentUser, *, decided: bool) -> Sql:
    """Say which cases wait for a decision that the reader can make now, or for another act of theirs."""
    held = [row[0] for row in await query(_ROLES) if me.roles & set(row[0].split(","))]
    if not held:
        return NOTHING
    kind = "" if decided else "NOT"
    text = f"""{OTHERS} AND c.turn_roles IN ({marks(held)}) AND c.turn_barred NOT LIKE ?
        AND {kind} (c.turn_act LIKE 'move:%' OR c.turn_act = 'time')"""
    return Sql(text, (*held, f"%{me.id}%"))


async def owners_held(me: CurrentUser) -> list[str]:
    """Return which owners of open tasks name one of the reader's roles."""
    return [row[0] for row in await query(_OWNERS) if me.roles & set(row[0].split(","))]


async def _with_task(me: CurrentUser, turn: str, now: datetime) -> Sql:
    owners, due = await owners_held(me), due_in(turn, now, "t.due_at")
    if not owners:
        return NOTHING
    text = f"""c.id IN (SELECT t."case" FROM case_tasks t
        WHERE t.status = 'OPEN' AND t.owners IN ({marks(owners)}) AND {due.text})"""
    return Sql(text, (*owners, *due.args))
