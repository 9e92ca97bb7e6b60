"""The monthly report: a month's tables, and the cases behind each of their figures."""

from collections.abc import Iterable
from functools import partial
from typing import Any, get_args

import msgspec
from litestar import Response, get
from litestar.params import FromPath

from app import clock
from app.capabilities import COUNT_EVERYBODY, OPEN_FIGURES, READ_REPORTS, WORK_CASE
from app.regions.book import Regions
from app.regions.store import regions
from app.reports import lists, store
from app.reports.figures import FIGURES, SEXES
from app.reports.lists import Cell
from app.reports.months import Month, of, read, since
from app.reports.report_tables import Asked, filled
from app.reports.sheet import Choice, Grouping, breaches, cells_checked, unpaired
from app.reports.sql import figure_scope
from app.reports.views import CellLinks, breach_words, cell_words, formal_title, hit_line, unpaired_words
from app.scope.predicate import case_scope
from app.web.forms.decoding import Invalid, read_query
from app.web.http.access import may
from app.web.http.current_user import Signed
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import language, lazy
from app.web.i18n.lists import CODES
from app.web.pages import result_cache
from app.web.pages.menu import Link
from app.web.pages.pagination import address, whole
from app.web.pages.render import page, render, see_other
from workflows.lists.pmks import IN_SCOPE


@get("/reports/monthly", opt=may(READ_REPORTS), name="reports:monthly")
async def last_month(request: Signed) -> Response[None]:
    """Go to the month chosen, or to the last one that is over."""
    now = of(clock.today())
    text = request.query_params.get("month", "")
    month = _month(text) if text else now.previous
    params = {name: request.query_params.get(name) for name in ("type", "region", "rows")}
    return see_other(address(url("reports:month", month=month), params))


@get("/reports/monthly/{month:str}", opt=may(READ_REPORTS), name="reports:month")
async def monthly(request: Signed, month: FromPath[str]) -> Response[str]:
    """Show tables A and C of a month."""
    chosen, me = _month(month), request.user
    names = await regions()
    choice = _choice(request, names)
    scope = figure_scope(me)
    kept = await result_cache.counted(
        ("month", chosen, scope), partial(store.counted, chosen, scope), now=clock.now()
    )
    counted, links = kept.value, CellLinks(chosen, choice, open_=me.may(OPEN_FIGURES))
    places = names.kabkota()
    types = _types(key[0] for key in {*counted.added, *counted.stands})
    known = {code for code, _name in places}
    codes = [*(code for code, _name in places), *sorted({key[1] for key in counted.added} - known)]
    broken_cells = breaches(counted)
    broken = [breach_words(one, names, await _suspects(one, chosen, scope)) for one in broken_cells]
    this = of(clock.today())
    first = await store.first_month() or this

    def tables() -> str:
        asked = Asked(counted, choice, types=types, regions=codes)
        context = {"month": chosen, "choice": choice, "tables": filled(asked, links, names)}
        return render(request, "reports/_tables.html", context)

    return page(
        request,
        "reports/month.html",
        month=chosen,
        formal=formal_title(chosen),
        running=chosen == this,
        months=since(min(first, chosen), this),
        previous=chosen.previous if chosen > first else None,
        next=chosen.next if chosen < this else None,
        choice=choice,
        types=types,
        places=[(code, names.name(code)) for code in codes],
        region_names=names,
        tables=kept.piece((links, language()), tables),
        broken=broken,
        unpaired=[unpaired_words(one) for one in unpaired(counted)] if me.may(COUNT_EVERYBODY) else [],
        checked=cells_checked(counted),
        links=links,
        opens_cases=me.may(WORK_CASE),
        whole=me.may(COUNT_EVERYBODY),
        now=kept.at,
    )


@get("/reports/monthly/{month:str}/cases", opt=may(OPEN_FIGURES), name="reports:cases")
async def cases(request: Signed, month: FromPath[str]) -> Response[str]:
    """List what one figure counted: those in scope, and how many lie outside it."""
    chosen, me = _month(month), request.user
    cell, names = read_query(request, Cell), await regions()
    if isinstance(cell, Invalid) or cell.figure not in FIGURES or (cell.sex and cell.sex not in SEXES):
        raise NotFound
    if not _there_is(cell.type, cell.region, names):
        raise NotFound
    figure = await lists.count(cell, chosen, figure_scope(me))
    visible = await lists.count(cell, chosen, case_scope(me))
    listed = await whole(
        await lists.page(cell, chosen, me),
        lambda after: lists.page(msgspec.structs.replace(cell, after=after), chosen, me),
        asked="all" in request.query_params,
    )
    here = url("reports:cases", month=chosen)
    return page(
        request,
        "reports/cases.html",
        month=chosen,
        cell=cell,
        words=cell_words(cell, names),
        figure=figure,
        visible=visible,
        outside=figure - visible,
        lines=[hit_line(hit, names, roles=me.roles) for hit in listed.rows],
        back=address(url("reports:month", month=chosen), {"type": cell.type, "region": cell.region}),
        next=address(here, cell.params, after=listed.next) if listed.next else "",
        first=address(here, cell.params) if cell.after else "",
    )


def _month(text: str) -> Month:
    month = read(text)
    if month is None or month > of(clock.today()):
        raise NotFound
    return month


def _choice(request: Signed, names: Regions) -> Choice:
    """Read what is looked at. Raises NotFound for a type or kab/kota that there is not: its zeros would be untrue."""
    query = request.query_params
    type_, region, rows = (query.get(name) or None for name in ("type", "region", "rows"))
    if not _there_is(type_, region, names) or rows not in (None, *get_args(Grouping)):
        raise NotFound
    return Choice(type_, region, rows or "type")


def _there_is(type_: str | None, region: str | None, names: Regions) -> bool:
    """Tell whether there is such a type, and such a kab/kota."""
    return (not type_ or type_ in CODES["pmks_counted"]) and (not region or region in dict(names.kabkota()))


def _types(codes: Iterable[str]) -> list[str]:
    """Return the types that have a history, in their official order."""
    known = set(codes)
    return [*(code for code in IN_SCOPE if code in known), *sorted(known - set(IN_SCOPE))]


async def _suspects(breach: Any, month: Month, scope: Any) -> list[str]:
    before = month.first if breach.when == "opening" else month.end
    return await store.suspects(before, breach.key, scope)


LINKS = (Link("reports:monthly", lazy("Monthly report"), READ_REPORTS),)
routes = [last_month, monthly, cases]
