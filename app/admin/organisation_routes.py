"""The administrator's pages about organisations."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.admin import organisations, store
from app.admin.forms import ClosingForm, OrganisationForm, Sent
from app.capabilities import ADMINISTER
from app.regions.store import regions
from app.web.forms.decoding import Invalid, read_form
from app.web.http.access import may
from app.web.http.current_user import Signed
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.pages.render import page, see_other


@get("/admin/organisations", opt=may(ADMINISTER), name="admin:organisations")
async def organisation_list(request: Signed) -> Response[Any]:
    """Show all organisations, by kind."""
    book = await regions()
    return page(request, "admin/organisations.html", rows=await store.organisations(), place=book.name)


@get("/admin/organisations/new", opt=may(ADMINISTER), name="admin:new_organisation")
async def new_organisation(request: Signed) -> Response[Any]:
    """Show the empty form."""
    return await _form_page(request, None)


@post("/admin/organisations/new", opt=may(ADMINISTER), name="admin:create_organisation", status_code=303)
async def create_organisation(request: Signed) -> Response[Any]:
    """Make an organisation."""
    form, sent = await _read(request)
    if isinstance(form, Invalid):
        return await _form_page(request, form, status=422)
    outcome = await organisations.create(
        form, book=await regions(), me=request.user, now=clock.now(), key=sent.key
    )
    if isinstance(outcome, Invalid):
        return await _form_page(request, outcome, status=422)
    return see_other(url("admin:organisations"), notice=_("%(name)s is added.", name=form.name))


@get("/admin/organisations/{id:uuid}", opt=may(ADMINISTER), name="admin:organisation")
async def organisation_page(request: Signed, id: FromPath[UUID]) -> Response[Any]:  # noqa: A002
    """Show the form with what stands."""
    held = await store.organisation(id)
    if held is None:
        raise NotFound
    form = {"name": held.name, "kind": held.kind, "region": held.region}
    return await _form_page(request, form, held=held, version=held.version)


@post(
    "/admin/organisations/{id:uuid}", opt=may(ADMINISTER), name="admin:change_organisation", status_code=303
)
async def change_organisation(request: Signed, id: FromPath[UUID]) -> Response[Any]:  # noqa: A002
    """Change an organisation."""
    form, sent = await _read(request)
    held = await store.organisation(id)
    if held is None:
        raise NotFound
    version = sent.version or held.version
    if isinstance(form, Invalid):
        return await _form_page(request, form, status=422, held=held, version=version)
    outcome = await organisations.change(
        id, form, book=await regions(), me=request.user, now=clock.now(), key=sent.key, version=sent.version
    )
    if isinstance(outcome, Invalid):
        return await _form_page(request, outcome, status=422, held=held, version=version)
    return see_other(url("admin:organisations"), notice=_("The change is saved."))


@post(
    "/admin/organisations/{id:uuid}/close",
    opt=may(ADMINISTER),
    name="admin:close_organisation",
    status_code=303,
)
async def close_organisation(request: Signed, id: FromPath[UUID]) -> Response[Any]:  # noqa: A002
    """Close an organisation, once it was seen how many open cases are left."""
    form, (_form, sent) = await read_form(request, ClosingForm), await _read(request)
    held = await store.organisation(id)
    if held is None:
        raise NotFound
    outcome = (
        form
        if isinstance(form, Invalid)
        else await organisations.close(id, form, me=request.user, now=clock.now(), key=sent.key)
    )
    if isinstance(outcome, Invalid):
        values = {"name": held.name, "kind": held.kind, "region": held.region}
        return await _form_page(request, values, status=422, held=held, version=held.version, closing=outcome)
    return see_other(url("admin:organisation", id=id), notice=_("The organisation is closed."))


@post(
    "/admin/organisations/{id:uuid}/reopen",
    opt=may(ADMINISTER),
    name="admin:reopen_organisation",
    status_code=303,
)
async def reopen_organisation(request: Signed, id: FromPath[UUID]) -> Response[Any]:  # noqa: A002
    """Open a closed organisation again."""
    _form, sent = await _read(request)
    await organisations.reopen(id, me=request.user, now=clock.now(), key=sent.key)
    return see_other(url("admin:organisation", id=id), notice=_("The organisation is open again."))


routes = [
    organisation_list,
    new_organisation,
    create_organisation,
    organisation_page,
    change_organisation,
    close_organisation,
    reopen_organisation,
]


async def _read(request: Signed) -> tuple[OrganisationForm | Invalid, Sent]:
    form, sent = await read_form(request, OrganisationForm), await read_form(request, Sent)
    return form, sent if isinstance(sent, Sent) else Sent()


async def _form_page(
    request: Signed,
    form: object,
    *,
    status: int = 200,
    held: Any = None,
    version: int | None = None,
    closing: object = None,
) -> Response[Any]:
    book = await regions()
    return page(
        request,
        "admin/organisation.html",
        status=status,
        form=form,
        held=held,
        closing=closing,
        cases=await store.cases_of(held.id) if held else 0,
        version=version,
        kabkota=book.kabkota(),
    )
