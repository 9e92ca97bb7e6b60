"""Placing and ending a legal hold."""

from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from app import audit
from app.audit import idempotency
from app.cases.numbers import normalise as case_number
from app.clients.numbers import normalise as client_number
from app.db import Row, execute, query, query_one, transaction
from app.rights.forms import EndForm, HoldForm
from app.web.forms.decoding import Invalid, refuse
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _


class Done(msgspec.Struct, frozen=True):
    """It is done, and committed."""


@transaction
async def place(form: HoldForm, *, me: CurrentUser, now: datetime) -> Done | Invalid:
    """Hold a client with everything, or one case. Whoever orders it need not be able to open either."""
    if await idempotency.claim(form.key, worker=me.id, at=now):
        return Done()
    client, case = await _meant(form.number)
    if client is None:
        return refuse(form, number=_("There is no client and no case of this number."))
    held = await query_one(
        f"SELECT 1 FROM legal_holds WHERE client = ? AND ended_at IS NULL AND {_same(case)}",
        client,
        *((case,) if case else ()),
    )
    if held:
        return refuse(form, number=_("A hold is on it already."))
    hold = uuid4()
    await execute(
        """INSERT INTO legal_holds (id, client, "case", reason, placed_at, placed_by, end_reason)
           VALUES (?, ?, ?, ?, ?, ?, '')""",
        hold,
        client,
        case,
        form.reason,
        now,
        me.id,
    )
    await audit.record(
        "hold placed", by=me.id, at=now, subject="hold", subject_id=hold, case=case, client=client
    )
    await idempotency.finish(form.key, worker=me.id, location=url("rights:holds"))
    return Done()


def _same(case: UUID | None) -> str:
    return '"case" = ?' if case else '"case" IS NULL'


async def _meant(typed: str) -> tuple[UUID | None, UUID | None]:
    """Return the client and the case that a number names; a merged client's number names who stands for both."""
    if number := client_number(typed):
        row = await query_one("SELECT COALESCE(merged_into, id) AS id FROM clients WHERE number = ?", number)
        return (row.id if row else None), None
    row = await query_one("SELECT id, client FROM cases WHERE number = ?", case_number(typed))
    return (row.client, row.id) if row else (None, None)


@transaction
async def end(hold: UUID, form: EndForm, *, me: CurrentUser, now: datetime) -> Done:
    """End a hold."""
    if await idempotency.claim(form.key, worker=me.id, at=now):
        return Done()
    row = await query_one('SELECT client, "case" FROM legal_holds WHERE id = ?', hold)
    if row is None:
        raise NotFound
    ended = await execute(
        "UPDATE legal_holds SET ended_at = ?, ended_by = ?, end_reason = ? WHERE id = ? AND ended_at IS NULL",
        now,
        me.id,
        form.reason,
        hold,
    )
    if ended:
        await audit.record(
            "hold ended", by=me.id, at=now, subject="hold", subject_id=hold, case=row[1], client=row[0]
        )
    await idempotency.finish(form.key, worker=me.id, location=url("rights:holds"))
    return Done()


async def all_holds() -> list[Row]:
    """Return every hold, those in force first, newest first."""
    return await query(
        """SELECT h.id, k.number AS client_number, c.number AS case_number, h.reason, h.placed_at, w.name AS placed_by,
                  h.ended_at, e.name AS ended_by, h.end_reason
           FROM legal_holds h JOIN clients k ON k.id = h.client LEFT JOIN cases c ON c.id = h."case"
           JOIN workers w ON w.id = h.placed_by LEFT JOIN workers e ON e.id = h.ended_by
           ORDER BY h.ended_at IS NOT NULL, h.placed_at DESC LIMIT 500"""
    )
