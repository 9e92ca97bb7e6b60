"""The door and the worker's own account."""

from typing import Any

from litestar import Response, get, post
from litestar.datastructures import Cookie

from app import clock
from app.accounts import actions, devices, passwords, sessions, store
from app.accounts.activation import routes as activation_routes
from app.accounts.drafts import routes as draft_routes
from app.accounts.forms import LanguageForm, PasswordForm, SignInForm
from app.accounts.sentences import expired_words, wait_words
from app.settings import settings
from app.web.forms.decoding import Invalid, read_form, refuse
from app.web.http.access import PUBLIC, SIGNED_IN, may
from app.web.http.address import address_of
from app.web.http.current_user import Anyone, CurrentUser, Signed
from app.web.http.urls import url
from app.web.i18n import catalogue
from app.web.i18n.catalogue import gettext as _
from app.web.pages.render import page, see_other


@get("/login", opt=may(PUBLIC), name="accounts:login")
async def login_page(request: Anyone) -> Response[Any]:
    """Show the door, or go on when there is nothing to unlock."""
    onward = goal(request.query_params.get("next"))
    if request.user is not None:
        return see_other(onward)
    return page(request, "accounts/login.html", form={"next": onward})


@post("/login", opt=may(PUBLIC), name="accounts:sign_in", status_code=200)
async def sign_in(request: Anyone) -> Response[Any]:
    """Open a session, or say why not, keeping the username."""
    form = await read_form(request, SignInForm)
    if isinstance(form, Invalid):
        return page(request, "accounts/login.html", status=422, form=form)
    outcome = await actions.sign_in(
        form.username,
        form.password,
        now=clock.now(),
        address=address_of(request),
        agent=request.headers.get("user-agent", ""),
        old_token=request.cookies.get(sessions.cookie_name()),
        device=request.cookies.get(devices.cookie_name()),
    )
    if isinstance(outcome, actions.SignedIn):
        response = see_other(goal(form.next))
        response.set_cookie(sessions.cookie(outcome.token))
        response.set_cookie(devices.cookie(outcome.device))
        return response
    status, sentence = _refusal(outcome)
    return page(request, "accounts/login.html", status=status, form=refuse(form, **{"": sentence}))


@post("/logout", opt=may(SIGNED_IN), name="accounts:sign_out", status_code=303)
async def sign_out(request: Signed) -> Response[Any]:
    """End this session."""
    await actions.sign_out(request.user.id, request.auth.session, now=clock.now())
    return _to_the_door(_("You are signed out."))


@post("/account/sessions/end", opt=may(SIGNED_IN), name="accounts:sign_out_everywhere", status_code=303)
async def sign_out_everywhere(request: Signed) -> Response[Any]:
    """End all sessions of this worker."""
    await actions.sign_out_everywhere(request.user.id, now=clock.now())
    return _to_the_door(_("You are signed out on every device."))


@get("/account", opt=may(SIGNED_IN), name="accounts:account")
async def account(request: Signed) -> Response[Any]:
    """Show the worker's own account."""
    return await _account(request, form=None)


@post("/account/password", opt=may(SIGNED_IN), name="accounts:password", status_code=303)
async def change_password(request: Signed) -> Response[Any]:
    """Change the password; other sessions end."""
    form = await read_form(request, PasswordForm)
    checked = form if isinstance(form, Invalid) else _checked(form, request.user)
    if isinstance(checked, Invalid):
        return await _account(request, form=checked, status=422)
    changed = await actions.change_password(
        request.user.id,
        request.auth.session,
        username=request.user.username,
        name=request.user.name,
        old=checked.password,
        new=checked.new_password,
        now=clock.now(),
        address=address_of(request),
    )
    if isinstance(changed, actions.Wait):
        refused = refuse(checked, **{"": wait_words(changed)})
        return await _account(request, form=refused, status=429)
    if isinstance(changed, actions.Weak):
        refused = refuse(checked, new_password=changed.sentence)
        return await _account(request, form=refused, status=422)
    if not changed:
        refused = refuse(checked, password=_("This is not your present password."))
        return await _account(request, form=refused, status=422)
    return see_other(
        url("accounts:account"), notice=_("Your password is changed. Other devices are signed out.")
    )


@post("/account/language", opt=may(PUBLIC), name="accounts:language", status_code=303)
async def choose_language(request: Anyone) -> Response[Any]:
    """Change the language, for the account of whoever is signed in and for this browser."""
    form = await read_form(request, LanguageForm)
    if isinstance(form, Invalid):
        return see_other(url("home:desk"))
    if request.user is not None:
        await actions.speak(request.user.id, form.language)
    response = see_other(local(form.back or url("accounts:account")))
    response.set_cookie(
        Cookie(
            key=catalogue.COOKIE,
            value=form.language,
            path="/",
            max_age=365 * 24 * 3600,
            samesite="lax",
            httponly=True,
            secure=settings().production,
        )
    )
    return response


def local(address: str | None) -> str:
    """Return *address* if it is a path on this server, else the start page."""
    if not address or not address.startswith("/") or address.startswith("//"):
        return url("home:desk")
    return address if address.isprintable() and "\\" not in address else url("home:desk")


def goal(address: str | None) -> str:
    """Return where to go after sign-in: a local address other than the door itself."""
    path = local(address)
    return url("home:desk") if path.startswith(url("accounts:login")) else path


async def _account(request: Signed, *, form: Invalid | None, status: int = 200) -> Response[Any]:
    me = request.user
    return page(
        request,
        "accounts/account.html",
        status=status,
        form=form,
        worker=await store.of_worker(me.id),
        roles=await store.roles_of(me.id),
        sessions=await sessions.of(me.id, now=clock.now()),
        this=request.auth.session,
    )


def _checked(form: PasswordForm, me: CurrentUser) -> PasswordForm | Invalid:
    if wrong := passwords.misshapen(form.new_password, username=me.username):
        return refuse(form, new_password=wrong)
    if form.new_password != form.new_password_again:
        return refuse(form, new_password_again=_("The two new passwords are not the same."))
    return form


def _to_the_door(notice: str) -> Response[Any]:
    response = see_other(url("accounts:login"), notice=notice)
    response.set_cookie(sessions.forgotten())
    return response


def _wrong() -> str:
    return _("The username or the password is not right. Check both, also capital letters.")


def _refusal(outcome: actions.Wrong | actions.Expired | actions.Wait) -> tuple[int, str]:
    if isinstance(outcome, actions.Wait):
        return 429, wait_words(outcome)
    return 401, expired_words(outcome) if isinstance(outcome, actions.Expired) else _wrong()


routes = [
    *draft_routes.routes,
    login_page,
    sign_in,
    sign_out,
    sign_out_everywhere,
    account,
    change_password,
    choose_language,
    *activation_routes.routes,
]
