"""Seeing a masked person from outside their team: only with a reason given, for some hours, and kept.

Whoever works on the case is never asked. Who oversees it (a region's officers, the division) sees initials and a
number until they say why they need more.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from app import clock
from app.db import query_one
from app.scope.predicate import case_team, client_team
from app.scope.tables import Unmasking
from app.web.http.current_user import CurrentUser

LASTS = timedelta(hours=12)
"""A working day: the same person asks once for the client's record and all their cases (practice)."""


async def sees_case(me: CurrentUser, case: UUID, client: UUID) -> bool:
    """Tell whether *me* may see a masked case now: they are on its team, or gave a reason."""
    team = case_team(me)
    row = await query_one(f"SELECT 1 FROM cases c WHERE c.id = ? AND {team.text}", case, *team.args)
    return row is not None or await _gave_a_reason(me, client)


async def sees_client(me: CurrentUser, client: UUID) -> bool:
    """Tell whether *me* may see a masked client now: they work on a case of theirs, or gave a reason."""
    team = client_team(me)
    row = await query_one(f"SELECT 1 FROM clients k WHERE k.id = ? AND {team.text}", client, *team.args)
    return row is not None or await _gave_a_reason(me, client)


async def _gave_a_reason(me: CurrentUser, client: UUID) -> bool:
    """Tell whether *me* said why lately."""
    row = await query_one(
        """SELECT 1 FROM unmaskings u WHERE u.client = ? AND u."by" = ? AND u.until > ?""",
        client,
        me.id,
        clock.latest(),
    )
    return row is not None


async def unmask(
    client: UUID,
    *,
    case: UUID | None,
    me: CurrentUser,
    purpose: str,
    reason: str,
    batch: str = "",
    now: datetime,
) -> None:
    """Let *me* see a masked client from now on for some hours."""
    row = Unmasking(
        id=uuid4(),
        client=client,
        case=case,
        by=me.id,
        purpose=purpose,
        reason=reason,
        at=now,
        until=(clock.latest() if clock.went_back() else now) + LASTS,
        batch=batch,
    )
    await Unmasking.insert(row)
