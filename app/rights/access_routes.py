"""Requests of people to know what is kept on them: the register, and the pack as PDF and JSON."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from app import audit, clock
from app.audit import idempotency
from app.capabilities import AGREE_TO_PACKS, ANSWER_ACCESS
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
SELECT q.id, q.client, q.asked_by, q.asked_on, q.proof, q.made_at, k.number AS client_number, w.name AS made_by,
    q.made_by AS maker, q.present, q.agreed_at, a.name AS agreed_by,
    EXISTS (SELECT 1 FROM client_merges m WHERE (m.kept = q.client OR m.gone = q.client)
        AND (m.merged_at > COALESCE(q.agreed_at, q.made_at) OR m.undone_at > COALESCE(q.agreed_at, q.made_at))) AS merged
FROM access_requests q JOIN clients k ON k.id = q.client JOIN workers w ON w.id = q.made_by
LEFT JOIN workers a ON a.id = q.agreed_by """
OWN = "OWN"
"""Who asks for themselves: nobody else may stand at the desk in their place."""
GOOD_FOR = timedelta(days=14)
"""An agreement is for one handing over, soon (practice); of who stands at the desk, the pack is given that day."""
FIGURES = 6
"""An identity document has a number of so many figures at least: passports have seven, cards sixteen."""


@get("/rights/access", opt=may(AGREE_TO_PACKS), name="rights:access")
async def requests(request: Signed) -> Response[Any]:
    """Show the register and the form."""
    return await _register(request, None)


@post("/rights/access", opt=may(ANSWER_ACCESS), name="rights:ask", status_code=303)
async def ask(request: Signed) -> Response[Any]:
    """Enter a request; its pack can be fetched from the register."""
    form = await read_form(request, AccessForm)
    if isinstance(form, AccessForm) and form.asked_on > clock.today():
        form = refuse(form, asked_on=_("This day lies in the future."))
    if isinstance(form, AccessForm) and form.present and form.asked_by != OWN:
        form = refuse(
            form, present=_("Only who asks for themselves stands here; for others a second person agrees.")
        )
    if isinstance(form, AccessForm) and form.present and not _names_a_document(form.proof):
        form = refuse(form, proof=_("Write which identity document was shown, and its number."))
    outcome = form if isinstance(form, Invalid) else await _enter(form, me=request.user, now=clock.now())
    if isinstance(outcome, Invalid):
        return await _register(request, outcome, status=422)
    return see_other(url("rights:access"), notice=_("The request is entered. Fetch the pack below."))


@get("/rights/access/{asked:uuid}/pdf", opt=may(ANSWER_ACCESS), name="rights:pack_pdf")
async def pack_pdf(request: Signed, asked: FromPath[UUID]) -> Response[Any]:
    """Send the pack on paper."""
    made = await _made(asked, "pdf", request.user)
    if isinstance(made, str):
        return await _register(request, None, status=409, why_not=made)
    return _file(await pdf(made), "application/pdf", f"{made.client_number}.pdf")


@get("/rights/access/{asked:uuid}/json", opt=may(ANSWER_ACCESS), name="rights:pack_json")
async def pack_json(request: Signed, asked: FromPath[UUID]) -> Response[Any]:
    """Send the pack for machines."""
    made = await _made(asked, "json", request.user)
    if isinstance(made, str):
        return await _register(request, None, status=409, why_not=made)
    text = msgspec.json.format(msgspec.json.encode(made), indent=1)
    return _file(text, "application/json", f"{made.client_number}.json")


@post("/rights/access/{asked:uuid}/agree", opt=may(AGREE_TO_PACKS), name="rights:agree", status_code=303)
async def agree(request: Signed, asked: FromPath[UUID]) -> Response[Any]:
    """Agree, as another than who entered it, that the pack is given out."""
    await _agree(asked, request.user, now=clock.now())
    return see_other(url("rights:access"), notice=_("Agreed. The pack can be fetched now."))


routes = [requests, ask, pack_pdf, pack_json, agree]


@transaction
async def _agree(asked: UUID, me: CurrentUser, *, now: datetime) -> None:
    row = await query_one(f"{_READ} WHERE q.id = ?", asked)
    if row is None or row.maker == me.id or row.present or row.agreed_at:
        raise NotFound
    await AccessRequest.update({AccessRequest.agreed_at: now, AccessRequest.agreed_by: me.id}).where(
        AccessRequest.id == asked
    )
    await audit.record(
        "access pack agreed", by=me.id, at=now, subject="access request", subject_id=asked, client=row.client
    )


async def waiting(me: CurrentUser) -> int:
    """Return how many packs wait for *me* as the second person."""
    row = await query_one(
        "SELECT count(*) FROM access_requests q WHERE NOT q.present AND q.agreed_at IS NULL AND q.made_by <> ?",
        me.id,
    )
    return int(row[0]) if row else 0


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
            present=form.present,
            made_at=now,
            made_by=me.id,
        )
    )
    await audit.record(
        "access request", by=me.id, at=now, subject="access request", subject_id=asked, client=stands_for
    )
    await idempotency.finish(form.key, worker=me.id, location=url("rights:access"))
    return asked


def _names_a_document(proof: str) -> bool:
    """Tell whether a proof says what kind of document it was and which one."""
    return sum(one.isdigit() for one in proof) >= FIGURES and any(one.isalpha() for one in proof)


def ended(row: Row) -> bool:
    """Tell whether what let a pack be given out is over: its day, its time, or the record that was looked at."""
    now = clock.latest()
    if row.present:
        return bool(row.merged) or clock.on(row.made_at) != clock.on(now)
    return row.agreed_at is not None and (bool(row.merged) or now > row.agreed_at + GOOD_FOR)


async def _made(asked: UUID, form: str, me: CurrentUser) -> Pack | str:
    """Put the pack together; that it is given out is written down first. Otherwise say why it is not."""
    row = await query_one(f"{_READ} WHERE q.id = ?", asked)
    if row is None:
        raise NotFound
    if not (row.present or row.agreed_at):
        return _("This pack waits for a second person, since the client was not at the desk.")
    if ended(row):
        return _("What was agreed to is over, or the record was merged since. Enter the request anew.")
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


async def _register(
    request: Signed, form: Invalid | None, *, status: int = 200, why_not: str = ""
) -> Response[Any]:
    rows = await query(f"{_READ} ORDER BY q.made_at DESC, q.id LIMIT 200")
    return page(
        request, "rights/access.html", status=status, form=form, rows=rows, why_not=why_not, ended=ended
    )
