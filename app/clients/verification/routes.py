"""Pages of verifying: whose data have to be looked at again, and the one form that does it."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.capabilities import SEE_CLIENTS, WRITE_CLIENTS
from app.clients import nik, store
from app.clients.ages import age_of
from app.clients.client_routes import key_of
from app.clients.forms import Sent, VerifyForm
from app.clients.masking import hides
from app.clients.names import initials
from app.clients.verification import store as verify_store
from app.clients.verification.actions import verify
from app.clients.verification.rules import parted, rule
from app.regions.store import regions
from app.web.forms.decoding import Invalid, chosen, read_form
from app.web.http.access import may
from app.web.http.current_user import Signed
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.pages import result_cache
from app.web.pages.pagination import whole
from app.web.pages.render import page, see_other

_WHYS: tuple[verify_store.Why, ...] = ("never", "old")
DECILES = tuple((str(n), str(n)) for n in range(1, 11))


@get("/verifications", opt=may(SEE_CLIENTS), name="clients:verifications")
async def late_list(request: Signed) -> Response[Any]:
    """List the clients whose data were verified too long ago, or never."""
    me, today = request.user, clock.today()
    why: verify_store.Why = "old" if chosen(request, "why", among=_WHYS) == "old" else "never"
    after = request.query_params.get("after")
    counts = {one: await verify_store.count(one, me, today=today) for one in _WHYS}
    book = await regions()
    return page(
        request,
        "clients/verifications.html",
        why=why,
        after=after,
        counts=counts,
        many=verify_store.MANY,
        rule=rule(),
        found=await whole(
            await verify_store.late(why, me, today=today, after=after),
            lambda cursor: verify_store.late(why, me, today=today, after=cursor),
            asked="all" in request.query_params,
        ),
        place=book.name,
        initials=initials,
        hidden=lambda line: hides(restricted=line.restricted, roles=me.roles),
        writes=me.may(WRITE_CLIENTS),
    )


@get("/clients/{number:str}/verify", opt=may(WRITE_CLIENTS), name="clients:verify")
async def verify_page(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Show what is known, to be held against a source, and the form."""
    client = await _found(request, number)
    form = {
        "dtsen_status": client.dtsen_status,
        "dtsen_source": client.dtsen_source,
        "dtsen_decile": client.dtsen_decile,
        "aid": parted(client.aid),
    }
    return await _page(request, client, form)


@post(
    "/clients/{number:str}/verify", opt=may(WRITE_CLIENTS), name="clients:keep_verification", status_code=303
)
async def keep(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Keep the verification."""
    form, sent = await read_form(request, VerifyForm), await read_form(request, Sent)
    client, sent = await _found(request, number), sent if isinstance(sent, Sent) else Sent()
    if isinstance(form, Invalid):
        return await _page(request, client, form, status=422, version=sent.version)
    outcome = await verify(
        client.number, form, me=request.user, now=clock.now(), key=key_of(sent), version=sent.version
    )
    if isinstance(outcome, Invalid):
        return await _page(request, client, outcome, status=422, version=sent.version)
    result_cache.forget(verify_store.UNVERIFIED)
    return see_other(url("clients:client", number=client.number), notice=_("The data are verified."))


async def _found(request: Signed, number: str) -> store.ClientView:
    client = await store.client_view(number.upper(), request.user)
    if client is None:
        raise NotFound
    return client


async def _page(
    request: Signed, client: store.ClientView, form: Any, *, status: int = 200, version: int | None = None
) -> Response[Any]:
    book = await regions()
    born = age_of(client, today=clock.today())
    return page(
        request,
        "clients/verify.html",
        status=status,
        client=client,
        form=form,
        version=version or client.version,
        deciles=DECILES,
        nik=nik.masked(client.nik),
        age=born,
        place=book.full_name,
    )


routes = [late_list, verify_page, keep]
