"""The door for those who have a code and no password yet."""

from typing import Any

from litestar import Response, get, post

from app import clock
from app.accounts import passwords
from app.accounts.actions import Expired, Wait, Weak, Wrong
from app.accounts.activation import actions
from app.accounts.forms import ActivationForm
from app.accounts.sentences import expired_words, wait_words
from app.web.forms.decoding import Invalid, read_form, refuse
from app.web.http.access import PUBLIC, may
from app.web.http.address import address_of
from app.web.http.current_user import Anyone
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.pages.render import page, see_other

_TEMPLATE = "accounts/activate.html"


@get("/activate", opt=may(PUBLIC), name="accounts:activation")
async def activation_page(request: Anyone) -> Response[Any]:
    """Show the form; a link brings username and code along. Opening it uses nothing up."""
    brought = {name: request.query_params.get(name, "")[:60] for name in ("username", "code")}
    return page(request, _TEMPLATE, form=brought, brought=bool(brought["username"] and brought["code"]))


@post("/activate", opt=may(PUBLIC), name="accounts:activate", status_code=303)
async def activate(request: Anyone) -> Response[Any]:
    """Set the password, or say why not."""
    form = await read_form(request, ActivationForm)
    checked = form if isinstance(form, Invalid) else _checked(form)
    if isinstance(checked, Invalid):
        return page(request, _TEMPLATE, status=422, form=checked, brought=False)
    outcome = await actions.set_password(
        checked.username, checked.code, checked.new_password, now=clock.now(), address=address_of(request)
    )
    if isinstance(outcome, actions.PasswordSet):
        return see_other(url("accounts:login"), notice=_("Your password is set. Sign in with it."))
    if isinstance(outcome, Weak):
        weak = refuse(checked, new_password=outcome.sentence)
        return page(request, _TEMPLATE, status=422, form=weak, brought=False)
    status, sentence = _refusal(outcome)
    return page(request, _TEMPLATE, status=status, form=refuse(checked, **{"": sentence}), brought=False)


routes = [activation_page, activate]


def _checked(form: ActivationForm) -> ActivationForm | Invalid:
    if weakness := passwords.misshapen(form.new_password, username=form.username):
        return refuse(form, new_password=weakness)
    if form.new_password != form.new_password_again:
        return refuse(form, new_password_again=_("The two new passwords are not the same."))
    return form


def _refusal(outcome: Wrong | Expired | Wait) -> tuple[int, str]:
    if isinstance(outcome, Wait):
        return 429, wait_words(outcome)
    if isinstance(outcome, Expired):
        return 401, expired_words(outcome)
    return 401, _(
        "This username and code do not belong together, or the code was used or is too old. "
        "Ask the administrator for a new one."
    )
