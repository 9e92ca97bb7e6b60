"""That a client has died: told by the close of a case, kept as a fact of the person with its day."""

from datetime import date, datetime
from uuid import UUID

from app import audit, clock
from app.cases.locking import LockedCase
from app.clients.tables import Client
from app.db import query_one
from app.sop import store as sop
from workflows.case_state import CaseState


async def keep(case: LockedCase, state: CaseState, *, by: UUID, now: datetime) -> bool:
    """Keep the day when a case closed by death, or forget it when that was taken back; tell whether anything changed."""
    before, after = await _day(case.state), await _day(state)
    if before == after:
        return False
    await Client.update({Client.died_on: after, Client.version: Client.version + 1}).where(
        Client.id == case.client
    )
    action = "died" if after else "death_taken_back"
    await audit.record(
        action, by=by, at=now, subject="case", subject_id=case.number, case=case.id, client=case.client
    )
    return True


async def died_on(client: UUID) -> date | None:
    """Return the day on which a client died, None of somebody who lives."""
    row = await query_one("SELECT died_on FROM clients WHERE id = ?", client)
    return row[0] if row else None


async def _day(state: CaseState) -> date | None:
    if state.closed_at is None:
        return None
    reasons = (await sop.definition(state.journey, state.version)).close_reasons
    reason = reasons.get(state.close_reason)
    return clock.on(state.closed_at) if reason and reason.death else None
