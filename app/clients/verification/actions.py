"""Verifying a client's data: what was found stays as a row of its own, the client carries the latest."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app import audit, clock
from app.audit import idempotency
from app.clients import store
from app.clients.actions import Saved
from app.clients.forms import VerifyForm
from app.clients.tables import Client, Verification
from app.clients.verification.rules import aid_words, columns, complaints
from app.db import transaction
from app.web.forms.decoding import Invalid, refuse
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound, Stale
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import day
from app.web.i18n.lists import code_label

Findings = dict[str, Any]


@transaction
async def verify(
    number: str, form: VerifyForm, *, me: CurrentUser, now: datetime, key: UUID | None, version: int | None
) -> Saved | Invalid:
    """Keep a verification. Raises NotFound outside *me*'s scope, Stale when somebody was faster."""
    if await idempotency.claim(key, worker=me.id, at=now):
        return Saved(number, again=True)
    await Client.update({Client.version: Client.version}).where(Client.number == number)  # waits for its turn
    client = await store.client_view(number, me)
    if client is None:
        raise NotFound
    today = clock.on(now)
    if wrong := complaints(form, today):
        return refuse(form, **wrong)
    findings = columns(form, today)
    if version is not None and version != client.version:
        raise Stale(
            theirs_url=url("clients:verify", number=number),
            mine=_in_words(findings),
            theirs=_in_words(_present(client)),
        )
    await _keep(client.id, findings, form.note, me=me, now=now)
    await audit.record(
        "verified",
        by=me.id,
        at=now,
        subject="client",
        subject_id=number,
        client=client.id,
        detail={"source": form.data_source, "on": str(findings["verified_on"])},
    )
    await idempotency.finish(key, worker=me.id, location=url("clients:client", number=number))
    return Saved(number)


async def _keep(client: UUID, findings: Findings, note: str, *, me: CurrentUser, now: datetime) -> None:
    await Verification.insert(Verification(client=client, note=note, recorded_at=now, by=me.id, **findings))
    await (
        Client.update(**findings, version=Client.version + 1)
        .where(Client.id == client)
        .where(Client.verified_on.is_null() | (Client.verified_on <= findings["verified_on"]))
    )


def _present(client: store.ClientView) -> Findings:
    names = ("data_source", "verified_on", "dtsen_status", "dtsen_decile", "aid")
    return {name: getattr(client, name) for name in names}


def _in_words(findings: Findings) -> Findings:
    """Say the columns in words, for the page that shows two versions side by side."""
    return {
        _("Held against"): code_label(findings["data_source"], "data_source"),
        _("Day"): day(findings["verified_on"]),
        _("In the welfare register (DTSEN)"): code_label(findings["dtsen_status"], "dtsen_status"),
        _("Welfare decile"): findings["dtsen_decile"] or "",
        _("Aid received"): aid_words(findings["aid"]),
    }
