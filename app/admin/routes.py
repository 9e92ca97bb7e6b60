"""The administrator's pages about accounts."""

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.accounts.activation.codes import LIVES
from app.admin import actions, organisation_routes, role_descriptions, rules, store
from app.admin.forms import AccountFilter, AccountForm, NewAccountForm, Sent
from app.capabilities import ADMINISTER
from app.regions import choice
from app.regions.store import regions
from app.sop import store as sop
from app.web.forms.decoding import Invalid, read_form, read_query, typed
from app.web.http.access import may
from app.web.http.address import own_address
from app.web.http.current_user import Signed
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.lists import code_label
from app.web.pages.menu import Link
from app.web.pages.pagination import Page, address, whole
from app.web.pages.render import STAY, page, see_other


@get("/admin/accounts", opt=may(ADMINISTER), name="admin:accounts")
async def account_list(request: Signed) -> Response[Any]:
    """Show the accounts that the address asks for."""
    wanted, now = read_query(request, AccountFilter), clock.now()
    nothing: Page[store.Account] = Page(())
    listed = nothing if isinstance(wanted, Invalid) else await store.accounts(wanted, now=now)
    if isinstance(wanted, AccountFilter):
        listed = await whole(
            listed,
            lambda after: store.accounts(msgspec.structs.replace(wanted, after=after), now=now),
            asked="all" in request.query_params,
        )
    asked = {name: value for name, value in typed(wanted).items() if value and name != "after"}
    return page(
        request,
        "admin/accounts.html",
        status=422 if isinstance(wanted, Invalid) else 200,
        form=wanted,
        found=listed,
        asked=asked,
        chips=await _chips(asked),
        now=now,
        organisations=await _organisation_options(),
    )


@get("/admin/accounts/new", opt=may(ADMINISTER), name="admin:new_account")
async def new_account(request: Signed) -> Response[Any]:
    """Show the empty form."""
    return await _form_page(request, "admin/new_account.html", {"language": "id"})


@post("/admin/accounts/new", opt=may(ADMINISTER), name="admin:create_account", status_code=200)
async def create_account(request: Signed) -> Response[Any]:
    """Make the account and show its code, this once."""
    form, sent = await read_form(request, NewAccountForm), await _sent(request)
    if sent.choose:
        return await _form_page(request, "admin/new_account.html", Invalid({}, typed(form)))
    if isinstance(form, Invalid):
        return await _form_page(request, "admin/new_account.html", form, status=422)
    outcome = await actions.create(form, known=await _known(), me=request.user, now=clock.now(), key=sent.key)
    if isinstance(outcome, Invalid):
        return await _form_page(request, "admin/new_account.html", outcome, status=422)
    return await _code_page(request, outcome)


@get("/admin/accounts/{username:str}", opt=may(ADMINISTER), name="admin:account")
async def account_page(request: Signed, username: FromPath[str]) -> Response[Any]:
    """Show one account."""
    return await _account_page(request, username)


@get("/admin/accounts/{username:str}/edit", opt=may(ADMINISTER), name="admin:edit_account")
async def edit_page(request: Signed, username: FromPath[str]) -> Response[Any]:
    """Show the form with what stands."""
    account = await _found(username)
    return await _form_page(
        request,
        "admin/edit_account.html",
        _form_of(account),
        account=account,
        version=account.version,
        cases=await store.open_cases(account.id),
    )


@post(
    "/admin/accounts/{username:str}/edit", opt=may(ADMINISTER), name="admin:change_account", status_code=303
)
async def change_account(request: Signed, username: FromPath[str]) -> Response[Any]:
    """Change the account."""
    form, sent, account = (
        await read_form(request, AccountForm),
        await _sent(request),
        await _found(username),
    )
    context: dict[str, Any] = {"account": account, "version": sent.version or account.version}
    context["cases"] = await store.open_cases(account.id)
    if sent.choose:
        return await _form_page(request, "admin/edit_account.html", Invalid({}, typed(form)), **context)
    if isinstance(form, Invalid):
        return await _form_page(request, "admin/edit_account.html", form, status=422, **context)
    outcome = await actions.change(
        account.username,
        form,
        known=await _known(),
        me=request.user,
        now=clock.now(),
        key=sent.key,
        version=sent.version,
    )
    if isinstance(outcome, Invalid):
        return await _form_page(request, "admin/edit_account.html", outcome, status=422, **context)
    return see_other(url("admin:account", username=account.username), notice=_("The change is saved."))


@post("/admin/accounts/{username:str}/code", opt=may(ADMINISTER), name="admin:new_code", status_code=200)
async def new_code(request: Signed, username: FromPath[str]) -> Response[Any]:
    """Make a code and show it, this once."""
    sent = await _sent(request)
    outcome = await actions.new_code(username, me=request.user, now=clock.now(), key=sent.key)
    if isinstance(outcome, actions.Barred):
        return await _account_page(request, username, barred=outcome.sentence)
    return await _code_page(request, outcome)


@post(
    "/admin/accounts/{username:str}/close", opt=may(ADMINISTER), name="admin:close_account", status_code=303
)
async def close_account(request: Signed, username: FromPath[str]) -> Response[Any]:
    """Close the account at once."""
    sent = await _sent(request)
    outcome = await actions.close(username, me=request.user, now=clock.now(), key=sent.key)
    if isinstance(outcome, actions.Barred):
        return await _account_page(request, username, barred=outcome.sentence)
    return see_other(
        url("admin:account", username=username), notice=_("The account is closed and signed out everywhere.")
    )


@post(
    "/admin/accounts/{username:str}/reopen", opt=may(ADMINISTER), name="admin:reopen_account", status_code=303
)
async def reopen_account(request: Signed, username: FromPath[str]) -> Response[Any]:
    """Open a closed account again."""
    sent = await _sent(request)
    await actions.reopen(username, me=request.user, now=clock.now(), key=sent.key)
    return see_other(url("admin:account", username=username), notice=_("The account is open again."))


LINKS = (
    Link("admin:accounts", lazy("Accounts"), ADMINISTER),
    Link("admin:organisations", lazy("Organisations"), ADMINISTER),
)
routes = [
    account_list,
    new_account,
    create_account,
    account_page,
    edit_page,
    change_account,
    new_code,
    close_account,
    reopen_account,
    *organisation_routes.routes,
]


async def _sent(request: Signed) -> Sent:
    sent = await read_form(request, Sent)
    return sent if isinstance(sent, Sent) else Sent()


async def _found(username: str) -> store.Account:
    account = await store.account(username)
    if account is None:
        raise NotFound
    return account


async def _known() -> rules.Known:
    organisations = {str(row.id): str(row.kind) for row in await store.organisations()}
    return rules.Known(
        organisations, [code for code, _words in await _sections()], await regions(), clock.today()
    )


async def _sections() -> list[tuple[str, str]]:
    """Return (code, words) of the sections among which the published journeys and the open cases are shared out.

    A section is a word of the journeys, so it ends when no journey names it any more. Its open cases keep it until
    they are closed, and until then somebody can be named its head.
    """
    named = {journey.meta.section for journey in await sop.journeys()}
    codes = sorted((named | await store.sections_of_open_cases()) - {""})
    return [(code, code.replace("_", " ").title()) for code in codes]


async def _organisation_options(*, open_only: bool = False) -> list[tuple[str, str]]:
    rows = [row for row in await store.organisations() if not (open_only and row.closed_at)]
    return sorted(((str(row.id), str(row.name)) for row in rows), key=lambda pair: pair[1].lower())


async def _chips(asked: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (words, address without it) of every filter that is on."""
    words = {
        "q": f"“{asked.get('q', '')}”",
        "role": code_label(asked.get("role"), "role"),
        "organisation": dict(await _organisation_options()).get(str(asked.get("organisation")), "?"),
        "state": code_label(asked.get("state"), "account_state"),
    }
    return [
        (words[name], address(url("admin:accounts"), asked, **{name: None}))
        for name in asked
        if name in words
    ]


async def _form_page(
    request: Signed, template: str, form: object, *, status: int = 200, **context: Any
) -> Response[Any]:
    steps = choice.steps("place", choice.parts_in(typed(form), "place"), await regions())
    return page(
        request,
        template,
        status=status,
        form=form,
        steps={"place": steps},
        organisations=await _organisation_options(open_only=True),
        sections=await _sections(),
        roles=role_descriptions.options(),
        **context,
    )


def _form_of(account: store.Account) -> dict[str, object]:
    parts = choice.parts_of(account.kecamatan or account.region)
    return {
        "name": account.name,
        "roles": [role for role, _section in account.roles],
        "section": next((section for _role, section in account.roles if section), ""),
        "organisation": account.organisation,
        "language": account.language,
        "expires_on": account.expires_on,
        **{f"place.{step}": code for step, code in parts.items()},
    }


async def _code_page(request: Signed, made: actions.Coded) -> Response[Any]:
    """Show a fresh code; the address stays that of the form, which can be opened again."""
    account = await _found(made.username)
    now = clock.now()
    response = page(
        request,
        "admin/code.html",
        account=account,
        code=made.code,
        server=own_address(request),
        ends_at=now + LIVES,
    )
    response.headers.update(STAY)
    return response


async def _account_page(request: Signed, username: str, *, barred: str = "") -> Response[Any]:
    account, now, book = await _found(username), clock.now(), await regions()
    return page(
        request,
        "admin/account.html",
        status=409 if barred else 200,
        account=account,
        state=account.state(now),
        barred=barred,
        cases=await store.open_cases(account.id),
        devices=await store.devices(account.id),
        code=await store.open_code(account.id, now=now),
        trail=await store.trail(account.id),
        place=book.full_name(account.kecamatan or account.region),
    )
