"""Referrals: sending somebody on instead of opening a case, and noting the answer. One transaction each."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
from piccolo.columns import Column

from app import audit
from app.audit import idempotency
from app.clients.store import ClientView
from app.db import transaction
from app.intake.referral_form import CENTRE, AnswerForm, ReferralForm
from app.intake.referral_store import ReferralView, referral_view
from app.intake.tables import Referral
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound, Stale
from app.web.http.urls import url


class Sent(msgspec.Struct, frozen=True):
    """It is kept, and committed; where it can be seen."""

    location: str


@transaction
async def send(form: ReferralForm, way: str, client: ClientView, *, me: CurrentUser, now: datetime) -> Sent:
    """Keep that *client*, already found in scope, was sent to the centre or (as type *way*) to a division."""
    if seen := await idempotency.claim(form.key, worker=me.id, at=now):
        return Sent(seen)
    centre, row = way == CENTRE, uuid4()
    await Referral.insert(
        Referral(
            id=row,
            client=client.id,
            kind="CENTRE" if centre else "HANDOVER",
            pmks_type=None if centre else way,
            destination=form.destination,
            office=form.office,
            letter_number=form.letter_number,
            letter_on=form.letter_on,
            sent_on=form.sent_on,
            unit=me.organisation,
            sent_by=me.id,
            recorded_at=now,
        )
    )
    await audit.record(
        "referred out" if centre else "handed over",
        by=me.id,
        at=now,
        subject="referral",
        subject_id=row,
        client=client.id,
        detail={"destination": form.destination, "letter": form.letter_number},
    )
    location = url("intake:referral", referral=row)
    await idempotency.finish(form.key, worker=me.id, location=location)
    return Sent(location)


@transaction
async def answer(referral: UUID, form: AnswerForm, *, me: CurrentUser, now: datetime) -> Sent:
    """Keep what the other side answered. Raises NotFound outside *me*'s scope, Stale when somebody was faster."""
    location = url("intake:referral", referral=referral)
    if seen := await idempotency.claim(form.key, worker=me.id, at=now):
        return Sent(seen)
    await Referral.update({Referral.version: Referral.version}).where(
        Referral.id == referral
    )  # waits for whoever is at it
    view = await referral_view(referral, me)
    if view is None:
        raise NotFound
    if form.version is not None and form.version != view.version:
        raise Stale(theirs_url=location)
    await _keep(view, form, me=me)
    await audit.record(
        "referral answered",
        by=me.id,
        at=now,
        subject="referral",
        subject_id=referral,
        client=view.client,
        detail={"from": view.status, "to": form.answer},
    )
    await idempotency.finish(form.key, worker=me.id, location=location)
    return Sent(location)


async def _keep(view: ReferralView, form: AnswerForm, *, me: CurrentUser) -> None:
    answer: dict[Column | str, Any] = {
        Referral.status: form.answer,
        Referral.answered_on: form.answered_on,
        Referral.answer_letter: form.answer_letter,
        Referral.return_reason: form.return_reason if form.answer == "RETURNED" else "",
        Referral.answered_by: me.id,
        Referral.version: Referral.version + 1,
    }
    await Referral.update(answer).where(Referral.id == view.id)


@transaction
async def read(view: ReferralView, *, me: CurrentUser, now: datetime) -> None:
    """Log that *me* is about to see a referral to the centre; the page is sent only after this."""
    await audit.read("referral", view.id, by=me.id, at=now, client=view.client)
