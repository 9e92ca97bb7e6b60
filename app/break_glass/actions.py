"""Break-glass access: giving a reason, and having looked at the reasons of others."""

from datetime import datetime
from uuid import UUID

from app import audit
from app.audit import idempotency
from app.break_glass import store
from app.break_glass.forms import ReasonForm
from app.break_glass.store import MaskedClient
from app.db import transaction
from app.scope.break_glass import unmask
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound
from app.web.http.urls import url


@transaction
async def give_reason(client: MaskedClient, form: ReasonForm, *, me: CurrentUser, now: datetime) -> None:
    """Let *me* see a masked client for some hours; the reason is kept, the supervisor of a restricted one is told."""
    if await idempotency.claim(form.key, worker=me.id, at=now):
        return
    await unmask(
        client.id,
        case=client.case,
        me=me,
        purpose=form.purpose,
        reason=form.reason,
        told=client.restricted,
        now=now,
    )
    await audit.record(
        "unmasked",
        by=me.id,
        at=now,
        subject="client",
        subject_id=client.number,
        case=client.case,
        client=client.id,
        detail={"reason": form.reason, "purpose": form.purpose},
    )
    await idempotency.finish(form.key, worker=me.id, location=url("clients:client", number=client.number))


@transaction
async def look_at(opening: UUID, *, me: CurrentUser, now: datetime) -> None:
    """Take an opening off the supervisor's list. Raises NotFound for one that is not of their unit."""
    if not await store.mark_seen(opening, me, now=now):
        raise NotFound
