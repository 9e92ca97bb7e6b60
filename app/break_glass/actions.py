"""Break-glass access: giving a reason, and having looked at the reasons of others."""

from datetime import datetime
from uuid import UUID

import msgspec

from app import audit, clock
from app.audit import idempotency
from app.break_glass import limits, store
from app.break_glass.forms import ReasonForm, says_enough
from app.break_glass.store import MaskedClient
from app.capabilities import CORRECT_FACTS
from app.clients.verification import store as verification
from app.db import transaction
from app.scope.break_glass import unmask
from app.web.forms.decoding import Invalid, refuse
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _


class Enough(msgspec.Struct, frozen=True):
    """Nothing was opened: the day's openings are used up; these people may release more."""

    above: list[str]


@transaction
async def give_reason(
    client: MaskedClient, form: ReasonForm, *, me: CurrentUser, now: datetime
) -> Invalid | Enough | None:
    """Let *me* see a masked client for some hours; the reason is kept, and somebody has to look at it."""
    if await idempotency.claim(form.key, worker=me.id, at=now):
        return None
    if not says_enough(form.reason):
        return refuse(
            form, reason=_("Write a sentence of at least three words: what you have to do or decide.")
        )
    await limits.in_turn(me)
    batch = await _list(client.id, form.purpose, me, now=now)
    if form.purpose == FROM_LIST and not batch:
        return refuse(form, purpose=_("This person is on no list of data to be verified."))
    if not batch and not await limits.left(me, client.id, now=now):
        return Enough(await limits.above(me))
    await unmask(
        client.id, case=client.case, me=me, purpose=form.purpose, reason=form.reason, batch=batch, now=now
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
    return None


FROM_LIST = "VERIFIKASI"
"""The purpose of who goes through a list of data to be verified: its people count as one."""


async def _list(client: UUID, purpose: str, me: CurrentUser, *, now: datetime) -> str:
    """Name the list that a data officer goes through, where the client does stand on it."""
    if purpose != FROM_LIST or not me.may(CORRECT_FACTS):
        return ""
    return await verification.on_list(client, me, today=clock.on(now)) or ""


@transaction
async def look_at(opening: UUID, *, me: CurrentUser, now: datetime) -> None:
    """Take what somebody opened of a person off the list of who looks it over. Raises NotFound for what is not theirs."""
    seen = await store.mark_seen(opening, me, now=now)
    if seen is None:
        raise NotFound
    await audit.record(
        "opening looked at",
        by=me.id,
        at=now,
        subject="client",
        subject_id=seen.client_number,
        client=seen.client,
        detail={"by": str(seen.by)},
    )
