"""The first page: for each role, what to do next."""

from datetime import date, datetime
from functools import partial

from litestar import Response, get

from app import clock
from app.accounts.drafts import actions
from app.break_glass import limits
from app.break_glass import store as masks
from app.capabilities import (
    ADMINISTER,
    AGREE_TO_PACKS,
    ANSWER_DUPLICATES,
    ANSWER_OPENINGS,
    COUNT_OPENINGS,
    DO_TASKS,
    HEAR_OF_BROKEN_GLASS,
    LIFT_RESTRICTIONS,
    OPEN_FIGURES,
    READ_HEADLINES,
    REGISTER_CLIENTS,
    SEE_CLIENTS,
    SEE_STALLED,
    SUPERVISE,
    VERIFY_CLIENTS,
)
from app.cases.danger.band import band
from app.cases.documents import damage
from app.clients.finding import asking
from app.clients.names import initials
from app.clients.verification import store
from app.home import gather, reminders
from app.home.headlines import Headline, headlines
from app.home.shared import shared
from app.reports.months import Month
from app.rights import access_routes, lifting
from app.supervision import store as supervision
from app.web.http.access import SIGNED_IN, may
from app.web.http.current_user import CurrentUser, Signed
from app.web.i18n.catalogue import lazy
from app.web.pages import result_cache
from app.web.pages.menu import Link
from app.web.pages.render import page

OPENED = 3
"""Reasons of people outside the team that the first page itself shows."""


@get("/", opt=may(SIGNED_IN), name="home:desk")
async def desk(request: Signed) -> Response[str]:
    """Show the reader's own work, what waits for their decision, and the figures they answer for."""
    me, now = request.user, clock.now()
    own = await gather.own(me, now) if me.may(DO_TASKS) or me.may(SUPERVISE) else None
    partner = await shared(me)
    if own is not None and own.empty and (partner or not me.may(DO_TASKS)):
        own = None  # a supervisor without cases of their own is spared empty lists, a partner too
    stalled = None
    if me.may(SEE_STALLED):
        cut = await supervision.cutoffs_at(now)
        counted = await result_cache.counted(
            ("stalled here", me.grantees), partial(supervision.count, me, cut), now=now
        )
        stalled = counted.value
    heads: list[Headline] = []
    if me.may(READ_HEADLINES):
        today = clock.today()
        counting = partial(headlines, me, today=today)
        heads = (
            await result_cache.counted(("headlines", me.roles, me.grantees, today), counting, now=now)
        ).value
    return page(
        request,
        "home/desk.html",
        danger=await band(me, now),
        own=own,
        shared=partner,
        lead=await gather.lead(me, assigns=me.may(SUPERVISE)) if me.may(SEE_STALLED) else None,
        stalled=stalled,
        opened=(await masks.opened(me, unseen=True, limit=OPENED)).rows
        if me.may(HEAR_OF_BROKEN_GLASS)
        else [],
        links=me.may(SEE_CLIENTS),
        asked=await _asked(me, now),
        packs=await access_routes.waiting(me) if me.may(AGREE_TO_PACKS) else 0,
        lifts=await lifting.waiting(me) if me.may(LIFT_RESTRICTIONS) else 0,
        openings=await masks.by_person(*_month(now)) if me.may(COUNT_OPENINGS) else None,
        opened_count=await masks.unseen_count(me) if me.may(HEAR_OF_BROKEN_GLASS) else 0,
        initials=initials,
        heads=heads,
        opens=me.may(OPEN_FIGURES),
        may_register=me.may(REGISTER_CLIENTS),
        drafts=await actions.waiting(me.id, now=now),
        unverified=await _unverified(me, now) if own is not None else {},
        news=await reminders.news(me, since=request.auth.previous_at, now=now),
        damaged=await damage.count() if me.may(ADMINISTER) else 0,
        now=now,
    )


async def _asked(me: CurrentUser, now: datetime) -> int:
    """Count who waits for an answer of the reader: for more openings today, or about a person who may be a restricted one."""
    count = 0
    if me.may(ANSWER_OPENINGS):
        count += len(await limits.asked(me, now=now))
    if me.may(ANSWER_DUPLICATES):
        count += await asking.open_questions()
    return count


def _month(now: datetime) -> tuple[date, date]:
    """Return the first day of the running month, and of the next."""
    month = Month(clock.on(now).replace(day=1))
    return month.first, month.end


async def _unverified(me: CurrentUser, now: datetime) -> dict[str, int]:
    """Count the clients whose data must be verified, by why: each is a list of its own."""
    if not me.may(VERIFY_CLIENTS):
        return {}
    today = clock.on(now)
    key, count = (store.UNVERIFIED, me.grantees, today), partial(_counts, me, today)
    return (await result_cache.counted(key, count, now=now, part=0.05)).value


async def _counts(me: CurrentUser, today: date) -> dict[str, int]:
    counts = {why: await store.count(why, me, today=today) for why in ("never", "old")}
    return {why: count for why, count in counts.items() if count}


LINKS = (Link("home:desk", lazy("Today")),)
routes = [desk]
