"""Requests of people to know what is kept on them: the register, and the pack as PDF and JSON."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from app import audit, clock
from app.audit import idempotency
from app.capabilities import ANSWER_ACCESS
from app.clients.numbers import normalise
from app.clients.tables import Client
from app.db import Row, query, query_one, transaction
from app.rights.forms import AccessForm
from app.rights.pack import Pack, pack
from app.rights.paper import pdf
from app.rights.tables import AccessRequest
from app.web.forms.decoding import Invalid, read_form, refuse
from app.web.http.access import may
from app.web.http.current_user import CurrentUser, Signed
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.pages.render import PRIVATE, page, see_other

_READ = """
SELECT q.id, q.client, q.asked_by, q.asked_on, q.proof, q.made_at, k.number AS client_number, w.name AS made_by
FROM access_requests q JOIN clients k ON k.id = q.client JOIN workers w ON w.id = q.made_by """


@get("/rights/access", opt=may(ANSWER_ACCESS), name="rights:access")
async def requests(request: Signed) -> Response[Any]:
    """Show the register and the form."""
    return await _register(request, None)


@post("/rights/access", opt=may(ANSWER_ACCESS), name="rights:ask", status_code=303)
async def ask(request: Signed) -> Response[Any]:
    """Enter a request; its pack can be fetched from the register."""
    form = await read_form(request, AccessForm)
    if isinstance(form, AccessForm) and form.asked_on > clock.today():
        form = refuse(form, asked_on=_("This day lies in the future."))
    outcome = form if isinstance(form, Invalid) else await _enter(form, me=request.user, now=clock.now())
    if isinstance(outcome, Invalid):
        return await _register(request, outcome, status=422)
    return see_other(url("rights:access"), notice=_("The request is entered. Fetch the pack below."))


@get("/rights/access/{asked:uuid}/pdf", opt=may(ANSWER_ACCESS), name="rights:pack_pdf")
async def pack_pdf(request: Signed, asked: FromPath[UUID]) -> Response[Any]:
    """Send the pack on paper."""
    made = await _made(asked, "pdf", request.user)
    return _file(await pdf(made), "application/pdf", f"{made.client_number}.pdf")


@get("/rights/access/{asked:uuid}/json", opt=may(ANSWER_ACCESS), name="rights:pack_json")
async def pack_json(request: Signed, asked: FromPath[UUID]) -> Response[Any]:
    """Send the pack for machines."""
    made = await _made(asked, "json", request.user)
    text = msgspec.json.format(msgspec.json.encode(made), indent=1)
    return _file(text, "application/json", f"{made.client_number}.json")


routes = [requests, ask, pack_pdf, pack_json]


@transaction
async def _enter(form: AccessForm, *, me: CurrentUser, now: datetime) -> Invalid | UUID:
    asked = uuid4()
    if await idempotency.claim(form.key, worker=me.id, at=now):
        return asked
    number = normalise(form.number) or form.number
    client = await Client.objects().get(Client.number == number)
    if client is None:
        return refuse(form, number=_("There is no client of this number."))
    stands_for = client.merged_into or client.id
    await AccessRequest.insert(
        AccessRequest(
            id=asked,
            client=stands_for,
            asked_by=form.asked_by,
            asked_on=form.asked_on,
            proof=form.proof,
            made_at=now,
            made_by=me.id,
        )
    )
    await audit.record(
        "access request", by=me.id, at=now, subject="access request", subject_id=asked, client=stands_for
    )
    await idempotency.finish(form.key, worker=me.id, location=url("rights:access"))
    return asked


async def _made(asked: UUID, form: str, me: CurrentUser) -> Pack:
    """Put the pack together; that it is given out is written down first."""
    row = await query_one(f"{_READ} WHERE q.id = ?", asked)
    if row is None:
        raise NotFound
    await _log(row, form, me)
    return await pack(row.client, now=clock.now())


@transaction
async def _log(row: Row, form: str, me: CurrentUser) -> None:
    await audit.record(
        "access pack",
        by=me.id,
        at=clock.now(),
        subject="access request",
        subject_id=row.id,
        client=row.client,
        detail={"form": form},
    )


def _file(body: bytes, media_type: str, name: str) -> Response[Any]:
    headers = {
        **PRIVATE,
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(body, media_type=media_type, headers=headers)


async def _register(request: Signed, form: Invalid | None, *, status: int = 200) -> Response[Any]:
    rows = await query(f"{_READ} ORDER BY q.made_at DESC, q.id LIMIT 200")
    return page(request, "rights/access.html", status=status, form=form, rows=rows)
