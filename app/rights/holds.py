"""Legal holds: placing and ending the order to keep something longer."""

from datetime import datetime
from uuid import UUID

import msgspec

from app import audit
from app.audit import idempotency
from app.cases.numbers import normalise as case_number
from app.cases.tables import Case
from app.clients.numbers import normalise as client_number
from app.clients.tables import Client
from app.db import Row, query, transaction
from app.rights.forms import EndForm, HoldForm
from app.rights.tables import LegalHold
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
    if await _is_held(client, case):
        return refuse(form, number=_("A hold is on it already."))
    hold = LegalHold(client=client, case=case, reason=form.reason, placed_at=now, placed_by=me.id)
    await LegalHold.insert(hold)
    await audit.record(
        "hold placed", by=me.id, at=now, subject="hold", subject_id=hold.id, case=case, client=client
    )
    await idempotency.finish(form.key, worker=me.id, location=url("rights:holds"))
    return Done()


async def _is_held(client: UUID, case: UUID | None) -> bool:
    """Tell whether a hold is on just this: the case, or the client with everything."""
    return await (
        LegalHold.exists()
        .where(LegalHold.client == client, LegalHold.ended_at.is_null())
        .where(LegalHold.case == case)
    )


async def _meant(typed: str) -> tuple[UUID | None, UUID | None]:
    """Return the client and the case that a number names; a merged client's number names who stands for both."""
    if number := client_number(typed):
        client = await Client.objects().get(Client.number == number)
        return (client.merged_into or client.id if client else None), None
    case = await Case.objects().get(Case.number == case_number(typed))
    return (case.client, case.id) if case else (None, None)


@transaction
async def end(hold: UUID, form: EndForm, *, me: CurrentUser, now: datetime) -> Done:
    """End a hold."""
    if await idempotency.claim(form.key, worker=me.id, at=now):
        return Done()
    order = await LegalHold.objects().get(LegalHold.id == hold)
    if order is None:
        raise NotFound
    ended = await (
        LegalHold.update(
            {LegalHold.ended_at: now, LegalHold.ended_by: me.id, LegalHold.end_reason: form.reason}
        )
        .where(LegalHold.id == hold, LegalHold.ended_at.is_null())
        .returning(LegalHold.id)
    )
    if ended:
        await audit.record(
            "hold ended",
            by=me.id,
            at=now,
            subject="hold",
            subject_id=hold,
            case=order.case,
            client=order.client,
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
