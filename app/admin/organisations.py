"""Administration of organisations: making and changing them, each one transaction with its audit row."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from app import audit
from app.accounts.actions import add_organisation
from app.accounts.tables import Organisation, Worker
from app.admin import store
from app.admin.forms import ClosingForm, OrganisationForm
from app.audit import idempotency
from app.db import Duplicate, savepoint, transaction
from app.regions.book import Regions
from app.web.forms.decoding import Invalid, refuse
from app.web.http.current_user import CurrentUser
from app.web.http.errors import NotFound, Stale
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext


class Saved(msgspec.Struct, frozen=True):
    """It is done, and committed."""


@transaction
async def create(
    form: OrganisationForm, *, book: Regions, me: CurrentUser, now: datetime, key: UUID | None
) -> Saved | Invalid:
    """Make an organisation."""
    if await idempotency.claim(key, worker=me.id, at=now):
        return Saved()
    if wrong := complaints(form, book):
        return refuse(form, **wrong)
    try:
        async with savepoint():
            made = await add_organisation(form.kind, form.name, region=form.region or None)
    except Duplicate:
        return refuse(form, name=_taken())
    await audit.record(
        "organisation_added",
        by=me.id,
        at=now,
        subject="organisation",
        subject_id=made,
        detail={"kind": form.kind, "name": form.name, "region": form.region},
    )
    await idempotency.finish(key, worker=me.id, location=url("admin:organisations"))
    return Saved()


@transaction
async def change(
    id: UUID,  # noqa: A002
    form: OrganisationForm,
    *,
    book: Regions,
    me: CurrentUser,
    now: datetime,
    key: UUID | None,
    version: int | None,
) -> Saved | Invalid:
    """Change an organisation's name, kind or region. Its kind stays while people work there whose role needs it."""
    if await idempotency.claim(key, worker=me.id, at=now):
        return Saved()
    await Organisation.update({Organisation.version: Organisation.version}).where(Organisation.id == id)
    present = await store.organisation(id)
    if present is None:
        raise NotFound
    if version is not None and version != present.version:
        raise Stale(theirs_url=url("admin:organisation", id=id))
    wrong = complaints(form, book)
    if form.kind != present.kind and await _has_people(id):
        wrong["kind"] = _("People have accounts here; their roles belong to the present kind.")
    if wrong:
        return refuse(form, **wrong)
    new: dict[str, Any] = {"name": form.name, "kind": form.kind, "region": form.region or None}
    changed = {
        name: [getattr(present, name), value]
        for name, value in new.items()
        if getattr(present, name) != value
    }
    if changed:
        try:
            async with savepoint():
                await Organisation.update(**new, version=Organisation.version + 1).where(
                    Organisation.id == id
                )
        except Duplicate:
            return refuse(form, name=_taken())
        await audit.record(
            "organisation_changed",
            by=me.id,
            at=now,
            subject="organisation",
            subject_id=id,
            detail={"changed": changed},
        )
    await idempotency.finish(key, worker=me.id, location=url("admin:organisations"))
    return Saved()


@transaction
async def close(
    id: UUID,  # noqa: A002
    form: ClosingForm,
    *,
    me: CurrentUser,
    now: datetime,
    key: UUID | None,
) -> Saved | Invalid:
    """Close an organisation: nobody of it holds cases any more, and they stand with supervisor and section head."""
    if await idempotency.claim(key, worker=me.id, at=now):
        return Saved()
    await _locked(id)
    left = await store.cases_of(id)
    if left and not form.leaves_cases:
        sentence = ngettext(
            "%(n)s open case would stand without a worker. Tick to confirm.",
            "%(n)s open cases would stand without a worker. Tick to confirm.",
            left,
        )
        return refuse(form, leaves_cases=sentence)
    if not await store.is_closed(id):
        await _mark(id, now, "organisation_closed", me=me, now=now, detail={"open_cases": left})
    await idempotency.finish(key, worker=me.id, location=url("admin:organisation", id=id))
    return Saved()


@transaction
async def reopen(id: UUID, *, me: CurrentUser, now: datetime, key: UUID | None) -> Saved:  # noqa: A002
    """Open a closed organisation again: its people hold the cases that nobody was given since."""
    if await idempotency.claim(key, worker=me.id, at=now):
        return Saved()
    await _locked(id)
    if await store.is_closed(id):
        await _mark(id, None, "organisation_reopened", me=me, now=now, detail=None)
    await idempotency.finish(key, worker=me.id, location=url("admin:organisation", id=id))
    return Saved()


async def _locked(id: UUID) -> None:  # noqa: A002
    await Organisation.update({Organisation.version: Organisation.version}).where(Organisation.id == id)
    if await store.organisation(id) is None:
        raise NotFound


async def _mark(
    id: UUID,  # noqa: A002
    closed_at: datetime | None,
    action: str,
    *,
    me: CurrentUser,
    now: datetime,
    detail: dict[str, Any] | None,
) -> None:
    await Organisation.update(closed_at=closed_at, version=Organisation.version + 1).where(
        Organisation.id == id
    )
    await audit.record(action, by=me.id, at=now, subject="organisation", subject_id=id, detail=detail)


def complaints(form: OrganisationForm, book: Regions) -> dict[str, str]:
    """Return what is wrong with the form beyond its fields."""
    if form.region and form.region not in dict(book.kabkota()):
        return {"region": _("This choice is not on the list. Choose one of the options.")}
    if form.kind == "KABKOTA" and not form.region:
        return {"region": _("Choose the kabupaten or kota whose office this is.")}
    return {}


async def _has_people(organisation: UUID) -> bool:
    return await Worker.exists().where(Worker.organisation == organisation)


def _taken() -> str:
    return _("There is an organisation of this name already.")
