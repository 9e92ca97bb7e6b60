"""Documents of a case: adding, opening, taking off."""

import asyncio
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.audit.reading import Reading, noticed
from app.capabilities import HANDLE_DOCUMENTS, STEER_CASE
from app.cases import files, store
from app.cases.actions import Keep
from app.cases.documents import damage
from app.cases.documents.store import DocumentView, documents
from app.cases.locking import LockedCase
from app.cases.tables import Document
from app.casework.case_context import CaseContext, load_case
from app.casework.documents.uploads import attach, refused_file
from app.casework.forms import DocumentForm, ReasonForm
from app.casework.respond import act, act_page, back_to_case, sent_before
from app.records.consent import sharing
from app.settings import settings
from app.web.forms.decoding import Invalid, read_form, refuse
from app.web.http.access import may
from app.web.http.current_user import Signed
from app.web.http.errors import NotFound
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import options
from app.web.pages.render import page
from workflows import commands

PHOTO = "photo"
"""The kind of document of which the client is asked."""

# A document is somebody else's bytes: it may neither run nor embed anything in our origin.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "no-store",
}


@get("/cases/{number:str}/documents/new", opt=may(HANDLE_DOCUMENTS), name="casework:document_new")
async def new_page(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Show the form for a document, with the kind that is missing already chosen."""
    desk = await load_case(request, number)
    return _page(request, desk, kind=request.query_params.get("kind", ""))


@post(
    "/cases/{number:str}/documents",
    opt=may(HANDLE_DOCUMENTS),
    name="casework:document_added",
    status_code=303,
)
async def add(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Take in a file; one that is too large or not what it says is refused in words."""
    form = await read_form(request, DocumentForm)
    desk = await load_case(request, number)
    if isinstance(form, Invalid):
        return _page(request, desk, form=form)
    if lacking := refused_file("file", form.file):
        return _page(request, desk, form=refuse(form, **lacking))
    if lacking := _unagreed(form, desk):
        return _page(request, desk, form=refuse(form, **lacking))
    added = await attach(request, number, form.file, kind=form.kind, title=form.title, key=form.key)
    if isinstance(added, str):
        return _page(request, desk, form=refuse(form, file=added))
    return await back_to_case(request, number, notice=_("The document is added."), back="#documents")


def _unagreed(form: DocumentForm, desk: CaseContext) -> dict[str, str]:
    """Ask for the client's word before a photo of somebody who did not agree to photos is kept."""
    refused = sharing.is_refused(desk.case.state.facts, sharing.PHOTOS)
    asked = form.kind == PHOTO and refused and not form.photo_agreed
    return {"photo_agreed": sharing.refused_photo()} if asked else {}


def _page(request: Signed, desk: CaseContext, *, form: Any = None, kind: str = "") -> Response[Any]:
    facts = desk.case.state.facts
    return act_page(
        request,
        desk,
        "casework/document.html",
        form=form,
        kind=kind,
        kinds=options("document"),
        photos_at=sharing.where_asked(desk.definition, desk.case.number, facts, desk.me, sharing.PHOTOS),
        photos_refused=sharing.is_refused(facts, sharing.PHOTOS),
    )


async def _found(number: str, document: UUID, request: Signed) -> tuple[store.CaseView, DocumentView]:
    case = await store.case_view(number, request.user)
    if case is None:
        raise NotFound
    for one in await documents(case.id, request.user):
        if one.id == document:
            return case, one
    raise NotFound


@get("/cases/{number:str}/documents/{document:uuid}", opt=may(HANDLE_DOCUMENTS), name="casework:document")
async def download(request: Signed, number: FromPath[str], document: FromPath[UUID]) -> Response[Any]:
    """Send the file as an attachment, within scope only; a read of a restricted case is logged first.

    A file that is not what it was is never sent: the reader is told what to do, and the administrator of it.
    """
    case, one = await _found(number, document, request)
    try:
        content = await asyncio.to_thread(files.read, settings().documents, one.sha256)
    except files.Unlike as problem:
        await damage.met(problem, now=clock.now())
        return page(
            request,
            "casework/unlike.html",
            status=HTTPStatus.GONE,
            case=case,
            document=one,
            sort=problem.sort,
        )
    if one.signed:
        noticed(Reading("document", f"{case.number} {one.kind}", request.user.id, case.id, case.client))
    name = f"{case.number}-{one.kind}.{files.ACCEPTED[one.media_type]}"
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=one.media_type, headers=headers)


@get(
    "/cases/{number:str}/documents/{document:uuid}/remove",
    opt=may(STEER_CASE),
    name="casework:document_remove",
)
async def remove_page(request: Signed, number: FromPath[str], document: FromPath[UUID]) -> Response[Any]:
    """Ask why a document is taken off."""
    _case, one = await _found(number, document, request)
    return act_page(request, await load_case(request, number), "casework/remove.html", document=one)


@post(
    "/cases/{number:str}/documents/{document:uuid}/remove",
    opt=may(STEER_CASE),
    name="casework:document_removed",
    status_code=303,
)
async def remove(request: Signed, number: FromPath[str], document: FromPath[UUID]) -> Response[Any]:
    """Take a mistaken document off: it no longer counts, its file and its events stay."""
    form = await read_form(request, ReasonForm)
    if again := await sent_before(request, form):
        return again
    _case, one = await _found(number, document, request)
    if isinstance(form, Invalid):
        return act_page(
            request, await load_case(request, number), "casework/remove.html", form=form, document=one
        )
    command = commands.RemoveDocument(document_id=str(document), reason=form.reason)
    outcome = await act(
        request,
        number,
        command,
        form,
        notice=_("The document is taken off."),
        back="#documents",
        keep=_taken_off(document),
    )
    if isinstance(outcome, Response):
        return outcome
    desk = await load_case(request, number)
    return act_page(request, desk, "casework/remove.html", form=form, refused=outcome, document=one)


def _taken_off(document: UUID) -> Keep:
    """Return the hook that takes a document out of the lists."""

    async def keep(_case: LockedCase, now: datetime) -> None:
        gone = Document.update({Document.removed_at: now})
        await gone.where(Document.id == document, Document.removed_at.is_null())

    return keep


routes = [new_page, add, download, remove_page, remove]
