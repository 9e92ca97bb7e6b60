"""Retention, holds, and requests of the people themselves."""

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app import clock
from app.audit import record
from app.capabilities import AGREE_TO_PACKS, HOLD_BY_LAW, LIFT_RESTRICTIONS, PLAN_RETENTION
from app.db import transaction
from app.rights import access_routes, dry_run, holds, lift_routes
from app.rights.forms import EndForm, HoldForm, RetentionFilter
from app.rights.schedule import schedule, years_after
from app.web.forms.decoding import Invalid, read_filter, read_form, read_query
from app.web.http.access import may
from app.web.http.current_user import CurrentUser, Signed
from app.web.http.errors import NotFound
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.formats import day
from app.web.pages.csv_export import csv_response, csv_text
from app.web.pages.menu import Link
from app.web.pages.render import label, page, see_other

SHOWN = 200
_AHEAD = (0, 1, 5, 10, 25)


@get("/admin/retention", opt=may(PLAN_RETENTION), name="rights:retention")
async def retention(request: Signed) -> Response[Any]:
    """Show what would pass its time by a day, by rule. Nothing is deleted."""
    wanted, today = read_query(request, RetentionFilter), clock.today()
    if isinstance(wanted, Invalid):
        return page(request, "rights/retention.html", status=422, form=wanted, on=today, found=None)
    on, rule = wanted.on or today, _rule(wanted)
    due = await dry_run.run(on)
    await _log(request.user, on, "retention shown")
    rows = [one for one in due.cases if rule in ("", one.rule)]
    return page(
        request,
        "rights/retention.html",
        form=wanted,
        on=on,
        rules=schedule(),
        free=Counter(one.rule for one in due.cases if not one.held),
        held=Counter(one.rule for one in due.cases if one.held),
        rows=rows[:SHOWN],
        many=len(rows),
        rule=rule,
        titles=_titles(),
        found=due,
        ahead=[(years, years_after(today, years)) for years in _AHEAD],
    )


@get("/admin/retention.csv", opt=may(PLAN_RETENTION), name="rights:retention_csv")
async def retention_file(request: Signed) -> Response[Any]:
    """Send every case that would pass its time by the day, as a file."""
    wanted = read_filter(request, RetentionFilter)
    on, rule = wanted.on or clock.today(), _rule(wanted)
    due = await dry_run.run(on)
    await _log(request.user, on, "retention exported")
    titles = _titles()
    headings = [_("Case"), _("Client"), _("Closed"), _("Rule"), _("Passes on"), _("Hold")]
    rows = (
        (
            one.number,
            one.client_number,
            day(one.closed_on),
            titles[one.rule],
            day(one.ends_on),
            _("yes") if one.held else "",
        )
        for one in due.cases
        if rule in ("", one.rule)
    )
    return csv_response(f"retention-{on:%Y-%m-%d}.csv", csv_text(headings, rows))


@get("/admin/holds", opt=may(HOLD_BY_LAW), name="rights:holds")
async def hold_list(request: Signed) -> Response[Any]:
    """Show every hold and the form for another."""
    return await _holds_page(request)


@post("/admin/holds", opt=may(HOLD_BY_LAW), name="rights:place_hold", status_code=303)
async def place_hold(request: Signed) -> Response[Any]:
    """Place a hold."""
    form = await read_form(request, HoldForm)
    outcome = form if isinstance(form, Invalid) else await holds.place(form, me=request.user, now=clock.now())
    if isinstance(outcome, Invalid):
        return await _holds_page(request, form=outcome, status=422)
    return see_other(url("rights:holds"), notice=_("The hold is placed."))


@post("/admin/holds/{hold:uuid}/end", opt=may(HOLD_BY_LAW), name="rights:end_hold", status_code=303)
async def end_hold(request: Signed, hold: FromPath[UUID]) -> Response[Any]:
    """End a hold."""
    form = await read_form(request, EndForm)
    if isinstance(form, Invalid):
        return await _holds_page(request, ending=hold, form=form, status=422)
    await holds.end(hold, form, me=request.user, now=clock.now())
    return see_other(url("rights:holds"), notice=_("The hold is ended."))


LINKS = (
    Link("rights:access", lazy("Access requests"), AGREE_TO_PACKS),
    Link("rights:lifts", lazy("Masks to lift"), LIFT_RESTRICTIONS, beside="break_glass:opened"),
    Link("rights:holds", lazy("Legal holds"), HOLD_BY_LAW),
    Link("rights:retention", lazy("Retention"), PLAN_RETENTION),
)
routes = [
    retention,
    retention_file,
    hold_list,
    place_hold,
    end_hold,
    *access_routes.routes,
    *lift_routes.routes,
]


def _rule(wanted: RetentionFilter) -> str:
    """Return the rule that is asked for. Raises NotFound for one that there is not."""
    if wanted.rule and wanted.rule not in _titles():
        raise NotFound
    return wanted.rule


def _titles() -> dict[str, str]:
    return {rule.id: label(rule.title) for rule in schedule().case}


@transaction
async def _log(me: CurrentUser, on: date, action: str) -> None:
    await record(action, by=me.id, at=clock.now(), subject="retention", subject_id=on.isoformat())


async def _holds_page(
    request: Signed, *, form: Invalid | None = None, ending: UUID | None = None, status: int = 200
) -> Response[Any]:
    rows = await holds.all_holds()
    return page(request, "rights/holds.html", status=status, rows=rows, form=form, ending=ending)
