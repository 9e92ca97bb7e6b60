"""The supervisor's desk: what is stalled, why, and who has it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial

import msgspec
from litestar import Response, get

from app import clock
from app.capabilities import SEE_STALLED, SUPERVISE
from app.regions.store import regions
from app.sop import store as sop
from app.supervision import store
from app.supervision.facets import LIST, WORKERS, Count, counts, href, total
from app.supervision.filters import FILTERS, NOBODY, SORTS, Wanted
from app.supervision.lines import Line, line, stage_name
from app.supervision.rules import CAUSES, Cutoffs
from app.supervision.sentences import CAUSE_NAMES
from app.web.forms.decoding import Invalid, read_query
from app.web.http.access import may
from app.web.http.current_user import CurrentUser, Signed
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import language, lazy
from app.web.i18n.lists import code_label
from app.web.pages import result_cache
from app.web.pages.pagination import address
from app.web.pages.render import page, render
from workflows.definition import Definition

SORT_NAMES = {
    "over": lazy("Longest over"),
    "days": lazy("Longest in the stage"),
    "activity": lazy("Longest without activity"),
}
MOST_WORKERS = 30
"""How many workers the filter offers, those with the most first; a page of its own names them all."""
_SPINE = ("INTAKE", "ASESMEN", "RENCANA", "INTERVENSI", "KETERAMPILAN", "REINTEGRASI", "BINA_LANJUT", "TUNDA")


class Choice(msgspec.Struct, frozen=True):
    """A value of a filter with its words, its count and its address."""

    value: str
    words: str
    count: int
    href: str
    chosen: bool


class Tally(msgspec.Struct, frozen=True):
    """All the counts of the page, and the filters in force."""

    total: int
    everything: int
    choices: Mapping[str, list[Choice]]
    chips: list[tuple[str, str]]


@get(LIST, opt=may(SEE_STALLED), name="supervision:stalled")
async def stalled(request: Signed) -> Response[str]:
    """Show the stalled cases in scope, gravest first, with counts that lead to their rows."""
    read = read_query(request, Wanted)
    wanted = Wanted() if isinstance(read, Invalid) else read
    me, now = request.user, clock.now()
    cut = await store.cutoffs_at(now)
    found = await store.rows(me, cut, wanted)
    first_page = msgspec.structs.replace(wanted, after=None)
    counted = await _counted(me, cut, first_page, now)
    tally = counted.value
    shown = {
        "choices": {**tally.choices, "worker": _offered(tally.choices["worker"])},
        "workers": len(tally.choices["worker"]),
        "every_worker": address(WORKERS, first_page.params),
        "wanted": first_page,
        "clear": LIST,
        "sorts": _sorts(first_page),
    }
    return page(
        request,
        "supervision/stalled.html",
        lines=await _lines(found.rows, me=me, now=now),
        wanted=wanted,
        total=tally.total,
        everything=tally.everything,
        chips=tally.chips,
        filters=counted.piece("filters", lambda: render(request, "supervision/_filters.html", shown)),
        where=counted.piece("where", lambda: render(request, "supervision/_where.html", shown)),
        next=address(LIST, wanted.params, after=found.next) if found.next else "",
        first=address(LIST, wanted.params) if wanted.after else "",
        clear=LIST,
        assigns=me.may(SUPERVISE),
        now=counted.at,
    )


@get(WORKERS, opt=may(SEE_STALLED), name="supervision:stalled-workers")
async def workers(request: Signed) -> Response[str]:
    """Name everybody who has stalled cases under the other filters in force, each leading to their rows."""
    read = read_query(request, Wanted)
    wanted = msgspec.structs.replace(Wanted() if isinstance(read, Invalid) else read, after=None, worker=None)
    now = clock.now()
    counted = await _counted(request.user, await store.cutoffs_at(now), wanted, now)
    return page(
        request,
        "supervision/workers.html",
        choices=counted.value.choices["worker"],
        chips=counted.value.chips,
        back=address(LIST, wanted.params),
        now=counted.at,
    )


async def _counted(
    me: CurrentUser, cut: Cutoffs, wanted: Wanted, now: datetime
) -> result_cache.Counted[Tally]:
    key = ("stalled", me.grantees, wanted, language())
    return await result_cache.counted(key, partial(_tally, me, cut, wanted), now=now)


def _offered(everybody: list[Choice]) -> list[Choice]:
    """Return the workers whom the filter offers: those with the most, nobody, and whoever is chosen."""
    return [one for place, one in enumerate(everybody) if place < MOST_WORKERS or one.chosen]


def _sorts(wanted: Wanted) -> list[tuple[str, str, str, bool]]:
    """Return the orders of the list: name, words, address, whether it is this one."""
    return [(name, str(SORT_NAMES[name]), href(wanted, "sort", name), name == wanted.order) for name in SORTS]


async def _tally(me: CurrentUser, cut: Cutoffs, wanted: Wanted) -> Tally:
    groups = await store.groups(me, cut)
    words = await _words(groups)
    choices = {
        name: _choices(counts(groups, wanted, name, first=_order(name)), words[name]) for name in FILTERS
    }
    everything = sum(group.count for group in groups)
    return Tally(total(groups, wanted), everything, choices, _chips(wanted, words))


async def _lines(rows: Iterable[store.Stalled], *, me: CurrentUser, now: datetime) -> list[Line]:
    shown = list(rows)
    tasks = await store.open_tasks([row.id for row in shown])
    calendar, names = await sop.calendar(), await regions()
    return [
        line(
            row,
            await sop.definition(row.journey, row.journey_version),
            tasks.get(row.id, []),
            now=now,
            calendar=calendar,
            roles=me.roles,
            region=names.name(row.region),
        )
        for row in shown
    ]


async def _words(groups: list[store.Group]) -> Mapping[str, Mapping[str, str]]:
    """Return the words of every value that a filter may have."""
    names = await regions()
    journeys = (await store.journeys()).values()
    return {
        "cause": {cause: str(CAUSE_NAMES[cause]) for cause in CAUSES},
        "stage": {stage: _stage(stage, journeys) for stage in {group.stage for group in groups}},
        "type": {code: code_label(code, "pmks") for code in {group.type for group in groups}},
        "region": {code: names.name(code) for code in {group.region for group in groups}},
        "worker": {group.worker: group.worker_name or _("Nobody yet") for group in groups},
    }


def _stage(stage: str, journeys: Iterable[Definition]) -> str:
    """Return the general word for a stage; one that only some journey has is called as it is there."""
    if (words := code_label(stage, "stage")) != stage:
        return words
    return next((stage_name(stage, one) for one in journeys if stage in one.stage), stage)


def _choices(found: list[Count], words: Mapping[str, str]) -> list[Choice]:
    return [
        Choice(one.value, words.get(one.value, one.value), one.count, one.href, one.chosen) for one in found
    ]


def _order(name: str) -> Iterable[str]:
    return {"cause": CAUSES, "stage": _SPINE, "worker": (NOBODY,)}.get(name, ())


def _chips(wanted: Wanted, words: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """Return what is filtered by, each with the address without it."""
    return [
        (words[name].get(value, value), href(wanted, name, None)) for name, value in wanted.filters.items()
    ]


routes = [stalled, workers]
