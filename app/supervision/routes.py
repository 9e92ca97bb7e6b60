"""The supervisor's desk: what is stalled, why, and who has it."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial

import msgspec
from litestar import Response, get

from app import clock
from app.accounts.leaders import leaders
from app.capabilities import SEE_STALLED, SUPERVISE
from app.regions.store import regions
from app.sop import store as sop
from app.supervision import store
from app.supervision.facets import Count, counts, href, under_others
from app.supervision.filters import FILTERS, NOBODY, SORTS, Wanted
from app.supervision.lines import Line, Reader, line, stage_name
from app.supervision.rules import CAUSES, LEGAL, Cutoffs
from app.supervision.sentences import CAUSE_NAMES
from app.supervision.sums import Facets
from app.web.forms.decoding import read_filter
from app.web.http.access import may
from app.web.http.current_user import CurrentUser, Signed
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.lists import code_label
from app.web.pages import result_cache
from app.web.pages.menu import Link
from app.web.pages.pagination import address, whole
from app.web.pages.render import page
from workflows.definition import Definition

SORT_NAMES = {
    "over": lazy("Longest over"),
    "days": lazy("Longest in the stage"),
    "activity": lazy("Longest without activity"),
}
MOST: Mapping[str, int] = {"worker": 30}
"""How many workers the filter offers, those with the most first; a page of its own names them all."""
MANY_GROUPS = 1000
"""So many groups are added up off the event loop."""
_SPINE = ("INTAKE", "ASESMEN", "RENCANA", "INTERVENSI", "KETERAMPILAN", "REINTEGRASI", "BINA_LANJUT", "TUNDA")


class Choice(msgspec.Struct, frozen=True):
    """A value of a filter with its words, its count and its address."""

    value: str
    words: str
    count: int
    href: str
    chosen: bool


@get("/supervision/stalled", opt=may(SEE_STALLED), name="supervision:stalled")
async def stalled(request: Signed) -> Response[str]:
    """Show the stalled cases in scope, gravest first, with counts that lead to their rows."""
    wanted = read_filter(request, Wanted)
    me, now = request.user, clock.now()
    cut = await store.cutoffs_at(now)
    counted = await _counted(me, cut, now)
    facets, first_page = counted.value, msgspec.structs.replace(wanted, after=None)
    total = facets.total(wanted.filters)
    few = total <= store.FEW
    found = await whole(
        await store.rows(me, cut, wanted, few=few),
        lambda after: store.rows(me, cut, msgspec.structs.replace(wanted, after=after), few=few),
        asked="all" in request.query_params,
    )
    words = await _words(facets)
    return page(
        request,
        "supervision/stalled.html",
        lines=await _lines(found.rows, me=me, now=now),
        wanted=first_page,
        total=total,
        everything=facets.everything,
        chips=_chips(wanted, words),
        choices={name: _choices(facets, first_page, name, words, most=MOST.get(name)) for name in FILTERS},
        workers=len(under_others(facets, first_page, "worker")),
        every_worker=address(url("supervision:stalled_workers"), first_page.params),
        sorts=_sorts(first_page),
        next=address(url("supervision:stalled"), wanted.params, after=found.next) if found.next else "",
        first=address(url("supervision:stalled"), wanted.params) if wanted.after else "",
        clear=url("supervision:stalled"),
        assigns=me.may(SUPERVISE),
        now=counted.at,
    )


@get("/supervision/stalled/workers", opt=may(SEE_STALLED), name="supervision:stalled_workers")
async def workers(request: Signed) -> Response[str]:
    """Name everybody who has stalled cases under the other filters in force, each leading to their rows."""
    wanted = msgspec.structs.replace(read_filter(request, Wanted), after=None, worker=None)
    now = clock.now()
    counted = await _counted(request.user, await store.cutoffs_at(now), now)
    words = await _words(counted.value)
    return page(
        request,
        "supervision/workers.html",
        choices=_choices(counted.value, wanted, "worker", words),
        chips=_chips(wanted, words),
        back=address(url("supervision:stalled"), wanted.params),
        now=counted.at,
    )


async def _counted(me: CurrentUser, cut: Cutoffs, now: datetime) -> result_cache.Counted[Facets]:
    """Count once for all who see the same cases, whatever they filter by and whatever language they read."""
    return await result_cache.counted(("stalled", me.grantees), partial(_facets, me, cut), now=now)


async def _facets(me: CurrentUser, cut: Cutoffs) -> Facets:
    groups = await store.groups(me, cut)
    return await asyncio.to_thread(Facets, groups) if len(groups) > MANY_GROUPS else Facets(groups)


def _sorts(wanted: Wanted) -> list[tuple[str, str, str, bool]]:
    """Return the orders of the list: name, words, address, whether it is this one."""
    return [(name, str(SORT_NAMES[name]), href(wanted, "sort", name), name == wanted.order) for name in SORTS]


async def _lines(rows: Iterable[store.Stalled], *, me: CurrentUser, now: datetime) -> list[Line]:
    shown = list(rows)
    waited_for = {role for row in shown if row.turn_side == "OTHERS" for role in row.turn_who.split(",")}
    known = await leaders((row.unit for row in shown), waited_for)
    states = await store.states_of([row.id for row in shown if LEGAL in row.causes])
    names, reader = await regions(), Reader(me.roles, known, now, await sop.calendar(), {})
    return [
        line(
            row,
            await sop.definition(row.journey, row.journey_version),
            reader,
            region=names.name(row.region),
            state=states.get(row.id),
        )
        for row in shown
    ]


async def _words(facets: Facets) -> Mapping[str, Mapping[str, str]]:
    """Return the words of every value that a filter may have."""
    names, sums = await regions(), facets.under({})
    own = [
        stage for stage in sums["stage"] if code_label(stage, "stage") == stage
    ]  # a word of some journey alone
    journeys = await store.journeys() if own else ()
    return {
        "cause": {cause: str(CAUSE_NAMES[cause]) for cause in CAUSES},
        "stage": {stage: _stage(stage, journeys) for stage in sums["stage"]},
        "type": {code: code_label(code, "pmks_listed") for code in sums["type"]},
        "region": {code: names.name(code) for code in sums["region"]},
        "worker": {**facets.worker_names, NOBODY: _("Nobody yet")},
    }


def _stage(stage: str, journeys: Iterable[Definition]) -> str:
    """Return the general word for a stage; one that only some journey has is called as it is there."""
    if (words := code_label(stage, "stage")) != stage:
        return words
    return next((stage_name(stage, one) for one in journeys if stage in one.stage), stage)


def _choices(
    facets: Facets,
    wanted: Wanted,
    name: str,
    words: Mapping[str, Mapping[str, str]],
    *,
    most: int | None = None,
) -> list[Choice]:
    offered: list[Count] = counts(facets, wanted, name, first=_order(name), most=most)
    return [
        Choice(one.value, words[name].get(one.value, one.value), one.count, one.href, one.chosen)
        for one in offered
    ]


def _order(name: str) -> Iterable[str]:
    return {"cause": CAUSES, "stage": _SPINE, "worker": (NOBODY,)}.get(name, ())


def _chips(wanted: Wanted, words: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """Return what is filtered by, each with the address without it."""
    return [
        (words[name].get(value, value), href(wanted, name, None)) for name, value in wanted.filters.items()
    ]


LINKS = (Link("supervision:stalled", lazy("Stalled"), SEE_STALLED),)
routes = [stalled, workers]
