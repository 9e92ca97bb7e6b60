"""The list of cases, with everything that narrows it down kept in the address."""

from typing import Any

import msgspec
from litestar import Response, get

from app import clock
from app.capabilities import CHOOSE_ANY_WORKER, LEAD_UNIT, SEE_CASES, SEE_OTHERS_CASES, WRITE_CLIENTS
from app.cases.listing import store
from app.cases.listing.filters import CHOICES, FILTERS, TICKS, CaseFilter, Equals, workers_called
from app.cases.listing.store import COUNTED
from app.cases.masking import client_label
from app.cases.store import candidates
from app.regions.store import regions
from app.web.forms.decoding import Invalid, read_query, typed
from app.web.http.access import may
from app.web.http.current_user import CurrentUser, Signed
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy, ngettext
from app.web.i18n.formats import number
from app.web.i18n.lists import code_label
from app.web.pages.pagination import Page, address, whole
from app.web.pages.render import page


@get("/cases", opt=may(SEE_CASES), name="cases:list")
async def case_list(request: Signed) -> Response[Any]:
    """Show the cases that the address asks for."""
    me, now = request.user, clock.now()
    wanted = read_query(request, CaseFilter)
    book = await regions()
    context: dict[str, Any] = {"form": wanted, "kabkota": book.kabkota(), "place": book.name, "now": now}
    context |= {
        "workers": await _workers(me),
        "by_name": me.may(CHOOSE_ANY_WORKER),
        "registers": me.may(WRITE_CLIENTS),
        "others": me.may(SEE_OTHERS_CASES),
        "choices": CHOICES,
        "ticks": TICKS,
    }
    if isinstance(wanted, Invalid):
        nothing: Page[store.CaseLine] = Page(())
        return page(
            request,
            "cases/list.html",
            status=422,
            found=nothing,
            chips=[],
            total="",
            asked={},
            named=_named(me),
            **context,
        )
    try:
        found = await store.listing(wanted, me, now=now)
    except ValueError:  # a cursor made by hand
        wanted = msgspec.structs.replace(wanted, after="")
        found = await store.listing(wanted, me, now=now)
    shown = await whole(
        found.page,
        lambda after: store.cases(msgspec.structs.replace(wanted, after=after), me, now=now),
        asked="all" in request.query_params,
    )
    return page(
        request,
        "cases/list.html",
        found=shown,
        total=_words(found.count),
        chips=await _chips(wanted, book.name, me),
        asked=_asked(wanted),
        named=_named(me),
        **context,
    )


_TURNS = {
    "late": lazy("Your turn, late"),
    "week": lazy("Your turn this week"),
    "undated": lazy("Your turn, without a date"),
    "waiting": lazy("Waiting for others"),
    "decide": lazy("You can decide now"),
    "act": lazy("Yours before it can be decided"),
    "assign": lazy("To assign"),
}
routes = [case_list]


def _asked(wanted: CaseFilter) -> dict[str, object]:
    """Return the query that asks for the same again, from the first page on."""
    return {
        name: value
        for name, value in typed(wanted).items()
        if value and (name, value) != ("state", "open") and name != "after"
    }


async def _chips(wanted: CaseFilter, place: Any, me: CurrentUser) -> list[tuple[str, str]]:
    """Return (words, address without it) of every filter that is on."""
    asked = _asked(wanted)
    words = {one.name: _chosen(one.mark, one.codes, getattr(wanted, one.name), place) for one in FILTERS}
    words |= {
        "q": f"“{wanted.q}”",
        "worker": await _worker_words(wanted.worker, me),
        "turn": str(_TURNS.get(wanted.turn, "")),
        "state": _("Closed") if wanted.state == "closed" else _("Open and closed"),
    }
    return [(words[name], address(url("cases:list"), asked, **{name: None})) for name in asked]


def _chosen(mark: Any, codes: str, value: Any, place: Any) -> str:
    """Word what is chosen of a filter: its tick, its code, or else a kab/kota."""
    if not isinstance(mark, Equals):
        return str(mark.words)
    return code_label(value, mark.words or codes) if codes else str(place(value))


async def _worker_words(worker: str, me: CurrentUser) -> str:
    fixed = {"": "", "me": _("My own"), "none": _("Nobody assigned")}
    if worker in fixed:
        return fixed[worker]
    called = await workers_called(worker, me)
    return str(called[0].name) if len(called) == 1 else worker


def _named(me: CurrentUser) -> Any:
    return lambda line: client_label(
        line.client_name, line.client_number, restricted=line.restricted, roles=me.roles
    )


def _words(count: int) -> str:
    if count > COUNTED:
        return _("more than %(n)s cases", n=number(COUNTED))
    return ngettext("%(n)s case", "%(n)s cases", count)


async def _workers(me: CurrentUser) -> list[tuple[str, str]]:
    """Return whom a supervisor can choose from: the workers of the own unit."""
    if not me.may(LEAD_UNIT) or me.organisation is None:
        return []
    return [(str(code), name) for code, name in await candidates(me.organisation)]
