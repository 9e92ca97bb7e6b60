"""Pages about clients: find, register, look at, change, and the people around them."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.capabilities import MERGE_CLIENTS, OPEN_CASE, SEE_CLIENTS, TAKE_IN, TAKE_OVER_CASES, WRITE_CLIENTS
from app.clients import actions, nik, store
from app.clients.ages import age_of
from app.clients.forms import ClientForm, RelationForm, Sent
from app.clients.masking import hides
from app.clients.names import initials
from app.clients.rules import complaints
from app.clients.verification import store as verify_store
from app.clients.verification.rules import aid_words, standing
from app.regions import choice
from app.regions.store import regions
from app.web.forms.decoding import Invalid, read_form, typed
from app.web.http.access import may
from app.web.http.current_user import CurrentUser, Signed
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.pages.pagination import whole
from app.web.pages.render import page, see_other

_REGION_FIELDS = ("home", "ktp", "found")


@get("/clients", opt=may(SEE_CLIENTS), name="clients:list")
async def client_list(request: Signed) -> Response[Any]:
    """Find a client by what is known of them, or leaf through all, last registered first."""
    sought = request.query_params.get("q", "").strip()[:200]
    after = request.query_params.get("after")
    me = request.user
    found = await whole(
        await store.search(sought, me, after=after),
        lambda cursor: store.search(sought, me, after=cursor),
        asked="all" in request.query_params,
    )
    book = await regions()
    return page(
        request,
        "clients/list.html",
        q=sought,
        after=after,
        found=found,
        place=book.name,
        age=_age,
        initials=initials,
        writes=_writes(me),
        hidden=lambda line: hides(restricted=line.restricted, roles=me.roles),
    )


@get("/clients/new", opt=may(WRITE_CLIENTS), name="clients:new")
async def new_client(request: Signed) -> Response[Any]:
    """Show the empty form."""
    form = {"full_name": request.query_params.get("name", "")[:200], **_near(request.user)}
    return await _form_page(request, "clients/new.html", form)


def _near(me: CurrentUser) -> dict[str, str]:
    """Begin with the region that the reader answers for: most people they register live there."""
    own = [one.removeprefix("region:") for one in me.grantees if one.startswith("region:")]
    return {f"home.{step}": code for step, code in choice.parts_of(own[0]).items()} if len(own) == 1 else {}


@post("/clients/new", opt=may(WRITE_CLIENTS), name="clients:register", status_code=303)
async def register(request: Signed) -> Response[Any]:
    """Register the client; show first who is alike, if anybody is."""
    form, sent = await read_form(request, ClientForm), await _sent(request)
    if sent.choose:
        return await _form_page(request, "clients/new.html", _unfolding(form))
    if isinstance(form, Invalid):
        held = complaints(form, book=await regions(), today=clock.today())
        return await _form_page(request, "clients/new.html", held, status=422)
    outcome = await actions.register_client(
        form, me=request.user, now=clock.now(), key=key_of(sent), another=bool(sent.another)
    )
    if isinstance(outcome, Invalid):
        return await _form_page(request, "clients/new.html", outcome, status=422)
    if isinstance(outcome, actions.Lookalikes):
        return await _form_page(request, "clients/new.html", form, status=422, alike=outcome.people)
    return see_other(
        url("clients:client", number=outcome.number),
        notice=_("%(number)s is registered.", number=outcome.number),
    )


@get("/clients/{number:str}", opt=may(SEE_CLIENTS), name="clients:client")
async def client_page(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Show one client. Of somebody with a restricted case, the reading is written down first."""
    if moved := await _moved(request, number):
        return moved
    return await _client_page(request, number)


@get("/clients/{number:str}/edit", opt=may(WRITE_CLIENTS), name="clients:edit")
async def edit_page(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Show the form with what is known."""
    if moved := await _moved(request, number, "clients:edit"):
        return moved
    client = await _found(request, number)
    return await _form_page(
        request, "clients/edit.html", _form_of(client), client=client, version=client.version
    )


@post("/clients/{number:str}/edit", opt=may(WRITE_CLIENTS), name="clients:change", status_code=303)
async def edit(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Change the client."""
    form, sent, client = (
        await read_form(request, ClientForm),
        await _sent(request),
        await _found(request, number),
    )
    context: dict[str, Any] = {"client": client, "version": sent.version or client.version}
    if sent.choose:
        return await _form_page(request, "clients/edit.html", _unfolding(form), **context)
    if isinstance(form, Invalid):
        held = complaints(form, book=await regions(), today=clock.today())
        return await _form_page(request, "clients/edit.html", held, status=422, **context)
    outcome = await actions.edit_client(
        client.number, form, me=request.user, now=clock.now(), key=key_of(sent), version=sent.version
    )
    if isinstance(outcome, Invalid):
        return await _form_page(request, "clients/edit.html", outcome, status=422, **context)
    return see_other(url("clients:client", number=client.number), notice=_("The change is saved."))


@post("/clients/{number:str}/relations", opt=may(WRITE_CLIENTS), name="clients:add_relation", status_code=303)
async def add_relation(request: Signed, number: FromPath[str]) -> Response[Any]:
    """Add somebody around the client."""
    form, sent = await read_form(request, RelationForm), await _sent(request)
    if isinstance(form, Invalid):
        return await _client_page(request, number, relation=form, status=422)
    done = await actions.add_relation(number, form, me=request.user, now=clock.now(), key=key_of(sent))
    return see_other(
        f"{url('clients:client', number=done.number)}#relations",
        notice=_("%(name)s is added.", name=form.name),
    )


@post(
    "/clients/{number:str}/relations/{relation:uuid}/end",
    opt=may(WRITE_CLIENTS),
    name="clients:end_relation",
    status_code=303,
)
async def end_relation(request: Signed, number: FromPath[str], relation: FromPath[UUID]) -> Response[Any]:
    """Mark a relation as past."""
    sent = await _sent(request)
    done = await actions.end_relation(number, relation, me=request.user, now=clock.now(), key=key_of(sent))
    return see_other(
        f"{url('clients:client', number=done.number)}#relations", notice=_("The relation is marked as past.")
    )


routes = [client_list, new_client, register, client_page, edit_page, edit, add_relation, end_relation]


def key_of(sent: Sent) -> UUID | None:
    """Return the form's idempotency key; a broken one is none."""
    try:
        return UUID(sent.key or "")
    except ValueError:
        return None


async def _sent(request: Signed) -> Sent:
    sent = await read_form(request, Sent)
    return sent if isinstance(sent, Sent) else Sent()


async def _found(request: Signed, number: str) -> store.ClientView:
    client = await store.client_view(number.upper(), request.user)
    if client is None:
        raise NotFound
    return client


async def _moved(request: Signed, number: str, route: str = "clients:client") -> Response[Any] | None:
    """Lead on from the number of a client that was merged to the one that stands for both."""
    client = await _found(request, number)
    if client.number == number.upper():
        return None
    told = _(
        "%(old)s and %(new)s are the same person; this is the record of both.", old=number, new=client.number
    )
    return see_other(url(route, number=client.number), notice=told, tone="info")


async def _form_page(
    request: Signed, template: str, form: object, *, status: int = 200, alike: object = (), **context: Any
) -> Response[Any]:
    book = await regions()
    shown = typed(form)
    steps = {field: choice.steps(field, choice.parts_in(shown, field), book) for field in _REGION_FIELDS}
    return page(
        request,
        template,
        status=status,
        form=form,
        steps=steps,
        alike=alike,
        place=book.full_name,
        kabkota=book.name,
        age=_age,
        initials=initials,
        **context,
    )


def _unfolding(form: object) -> Invalid:
    """Keep what was typed, without complaints, while a region is being chosen."""
    return Invalid({}, typed(form))


async def _client_page(
    request: Signed, number: str, *, relation: Invalid | None = None, status: int = 200
) -> Response[Any]:
    me, client = request.user, await _found(request, number)
    book, lives = await regions(), client.died_on is None
    return page(
        request,
        "clients/client.html",
        status=status,
        client=client,
        age=_age(client),
        place=book.full_name,
        relations=await store.relations(client.id),
        cases=await store.cases_of(client.id, me),
        same_nik=await store.same_nik(client, me),
        doubts=_doubts(client, book.children(None)),
        nik=nik.masked(client.nik),
        relation=relation,
        writes=_writes(me),
        others=await store.other_numbers(client.id),
        standing=standing(client.verified_on, clock.on(client.registered_at), clock.today())
        if lives
        else "verified",
        aid=aid_words,
        earlier=await verify_store.earlier(client.id, me),
        opens=lives and me.may(OPEN_CASE),
        sends=lives and me.may(TAKE_IN),
        merges=me.may(MERGE_CLIENTS),
        adopts=lives and me.may(TAKE_OVER_CASES),
    )


def _doubts(client: store.ClientView, provinces: list[tuple[str, str]]) -> list[str]:
    """Return in which way the NIK disagrees with the rest."""
    found = nik.parse(client.nik, nik.province_codes(provinces)) if client.nik else ""
    if isinstance(found, str):
        return [found] if found else []
    return nik.warnings(
        found, sex=client.sex, born=client.birth_date, estimated=client.birth_estimated, today=clock.today()
    )


def _form_of(client: store.ClientView) -> dict[str, object]:
    """Return the form's fields as they stand: an estimated birth date goes back to its year."""
    values: dict[str, object] = {name: getattr(client, name) for name in client.__struct_fields__}
    if client.birth_estimated and client.birth_date:
        values |= {"birth_date": None, "about": client.birth_date.year}
    for field in _REGION_FIELDS:
        parts = choice.parts_of(getattr(client, f"{field}_region"))
        values |= {f"{field}.{step}": code for step, code in parts.items()}
    return values


def _age(who: Any) -> str:
    return age_of(who, today=clock.today())


def _writes(me: CurrentUser) -> bool:
    return me.may(WRITE_CLIENTS)
