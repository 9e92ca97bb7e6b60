"""From a template to a response: a whole page, a fragment for htmx, or "see over there".

    return page(request, "cases/list.html", cases=rows)            # whole page
    return page(request, "notes/new.html", status=422, form=form)  # refused, with what was typed
    return fragment(request, "cases/_moves.html", case=case)       # one region, for htmx
    return see_other("/cases/ABC", notice=_("The note is saved."))

`wants_fragment(request)` is true only for a targeted htmx request: a boosted link and a step back in
history get the whole page, and so does everyone without JavaScript. Filters and pages of a list, and the forms of a
case's records, are boosted into the content (`hx-target="#main"`): `page` gives that alone, and the address follows.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.filters import do_urlencode
from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_400_BAD_REQUEST, HTTP_422_UNPROCESSABLE_ENTITY

from app import capabilities, clock
from app.web.forms import template_helpers
from app.web.forms.readback import typed_words
from app.web.http.assets import asset
from app.web.http.csrf import csrf_token
from app.web.http.current_user import Anyone
from app.web.http.typed import sending
from app.web.http.urls import url
from app.web.i18n import catalogue, formats, lists
from app.web.i18n.catalogue import gettext as _
from app.web.pages import flash, menu, pagination
from app.web.pages.compiled_templates import CompiledTemplates

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
HTML = "text/html"
STAY = {"HX-Push-Url": "false"}
"""A refused post keeps the address of the page it came from: loading the form's own address again finds nothing."""
PRIVATE = {"Vary": "HX-Request, HX-Target, Cookie", "Cache-Control": "no-store"}
CONTENT, WHOLE = "main#main", {"HX-Retarget": "body", "HX-Reswap": "innerHTML show:top"}
"""What htmx calls the content within the frame, and how a page that must bring its own frame says so."""

_WITHIN = (HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY)

_request: ContextVar[Anyone] = ContextVar("request")


def environment() -> Environment:
    """Return the environment that says what a template may name, and how it is read."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.install_gettext_callables(catalogue.gettext, catalogue.ngettext, newstyle=False)  # type: ignore[attr-defined]
    env.filters.update(_FILTERS)
    env.globals.update(_globals())
    return env


@cache
def templates(*, reload: bool = False) -> CompiledTemplates:
    """Return the product's templates; they are compiled once unless *reload*."""
    return CompiledTemplates(environment(), {**_FILTERS, "urlencode": do_urlencode}, reload=reload)


def _globals() -> Mapping[str, Any]:
    return {
        "_": catalogue.gettext,
        "pgettext": catalogue.pgettext,
        "language": catalogue.language,
        "languages": catalogue.LANGUAGES,
        "asset": asset,
        "csrf": lambda owner=None: csrf_token(_request.get(), owner),
        "new_key": uuid4,
        **template_helpers.GLOBALS,
        "options_of": lists.options,
        "today": clock.today,
        "address": pagination.address,
        "whole_address": pagination.whole_address,
        "url": url,
        "can": capabilities,
    }


def label(text: object) -> str:
    """Pick the language of a bilingual label of a definition: `{id: …, en: …}` as mapping or struct."""
    spoken = catalogue.language()
    if isinstance(text, str):
        return text
    if isinstance(text, dict):
        return str(text.get(spoken) or text.get(catalogue.DEFAULT) or "")
    return str(getattr(text, spoken, "") or getattr(text, catalogue.DEFAULT, ""))


_FILTERS: Mapping[str, Any] = {
    **formats.FILTERS,
    "label": label,
    "code_label": lists.code_label,
    "typed_words": typed_words,
}


def wants_fragment(request: Anyone) -> bool:
    """Return whether htmx asks for one region of the page rather than for a page."""
    headers = request.headers
    return (
        "hx-request" in headers
        and "hx-boosted" not in headers
        and "hx-history-restore-request" not in headers
    )


def wants_content(request: Anyone) -> bool:
    """Return whether htmx asks for what stands within the frame: lists and records keep the frame."""
    headers = request.headers
    return (
        headers.get("hx-target") == CONTENT
        and "hx-request" in headers
        and "hx-history-restore-request" not in headers
    )


def page(request: Anyone, template: str, /, *, status: int = 200, **context: Any) -> Response[str]:
    """Render a whole page in the reader's language, with the notice of the last redirect if any.

    A page that refuses a form and has no field for something that was written in it shows that on top. Whoever asks for
    the content alone, and need not be told anything beside it, gets that.
    """
    user, notice = request.scope.get("user"), flash.notice_in(request.cookies)
    frame: dict[str, Any] = {"me": user, "flash": notice, "beside": (), "clock_back": clock.went_back()}
    if user:
        frame["beside"] = menu.beside(request.url.path, user.roles)
    targeted = wants_content(request)
    within = targeted and user is not None and status in _WITHIN
    if not within:
        links = menu.links_for(user.roles) if user else ()
        frame |= {"menu": links, "menu_at": menu.current(links, request.url.path)}
    block = "within" if within else ""
    html = render(request, template, {**frame, "unshown": (), **context}, block=block)
    if status >= HTTP_400_BAD_REQUEST and "back" not in context and (unshown := sending.unshown(html)):
        html = render(request, template, {**frame, "unshown": unshown, **context}, block=block)
    headers = PRIVATE if request.method == "GET" or status < HTTP_400_BAD_REQUEST else {**PRIVATE, **STAY}
    cookies = [flash.forgotten()] if notice else []
    headers = {**headers, **WHOLE} if targeted and not within else headers
    return Response(html, status_code=status, media_type=HTML, headers=headers, cookies=cookies)


def fragment(request: Anyone, template: str, /, *, status: int = 200, **context: Any) -> Response[str]:
    """Render one region, without the frame around it."""
    html = render(request, template, {"me": request.scope.get("user"), **context})
    return Response(html, status_code=status, media_type=HTML, headers=PRIVATE)


def render(request: Anyone, template: str, context: Mapping[str, Any], *, block: str = "") -> str:
    """Fill *template*, or one block of it, for *request*; it may name the request's path as `path`."""
    catalogue.choose(request)
    token = _request.set(request)
    try:
        compiled = templates(reload=bool(request.app.state.get("reload_templates", False)))
        values = {"path": request.url.path, **context}
        return compiled.render(catalogue.language(), template, values, block=block)
    finally:
        _request.reset(token)


def see_other(
    url: str, *, notice: str = "", tone: str = "good", request: Anyone | None = None
) -> Response[None]:
    """Send the browser to *url* by GET after a write; boosted forms follow by themselves.

    Whoever tapped twice is led by the second answer, and still reads that it was saved. Pass *request* where a targeted htmx form may have posted: htmx is then told to load the whole new page,
    instead of swapping it into the region.
    """
    if not notice and sending.repeated():
        notice = _("It was sent twice and is saved once.")
    cookies = [flash.cookie_for(notice, tone)] if notice else []
    if request is not None and wants_fragment(request):
        return Response(None, status_code=200, headers={**PRIVATE, "HX-Redirect": url}, cookies=cookies)
    return Response(None, status_code=303, headers={**PRIVATE, "Location": url}, cookies=cookies)
