"""The audit log: by person, case, client, act and time; on a page and as a file. Reading it is written down too."""

from typing import Any

import msgspec
from litestar import Response, get

from app import clock
from app.audit import record
from app.capabilities import READ_AUDIT
from app.db import transaction
from app.oversight import lines, store
from app.oversight.forms import AuditFilter
from app.web.forms.decoding import Invalid, read_filter, read_query, typed
from app.web.http.access import may
from app.web.http.current_user import CurrentUser, Signed
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.formats import short_day
from app.web.i18n.lists import code_label
from app.web.pages.csv_export import csv_response, csv_text
from app.web.pages.menu import Link
from app.web.pages.pagination import Page, address, whole
from app.web.pages.render import page


@get("/audit", opt=may(READ_AUDIT), name="oversight:audit")
async def audit_page(request: Signed) -> Response[Any]:
    """Show the rows that the address asks for."""
    wanted = read_query(request, AuditFilter)
    if isinstance(wanted, Invalid):
        nothing: Page[lines.Line] = Page(())
        return page(
            request,
            "oversight/audit.html",
            status=422,
            form=wanted,
            found=nothing,
            asked={},
            chips=[],
            most=store.MOST_EXPORTED,
        )
    wanted, first = await _rows(wanted)
    rows = await whole(
        first,
        lambda after: store.entries(msgspec.structs.replace(wanted, after=after)),
        asked="all" in request.query_params,
    )
    await _log("audit_read", wanted, request.user)
    page_of_lines = Page([lines.line(entry) for entry in rows.rows], rows.next)
    asked = _asked(wanted)
    return page(
        request,
        "oversight/audit.html",
        form=wanted,
        found=page_of_lines,
        asked=asked,
        chips=_chips(asked, wanted),
        most=store.MOST_EXPORTED,
    )


@get("/audit.csv", opt=may(READ_AUDIT), name="oversight:audit_csv")
async def audit_file(request: Signed) -> Response[Any]:
    """Send the same rows, in the same words, as a file; all pages of them up to a limit."""
    wanted = msgspec.structs.replace(read_filter(request, AuditFilter), after="")
    entries = await store.entries(wanted, limit=store.MOST_EXPORTED)
    await _log("audit_exported", wanted, request.user)
    headings = [
        _("Time"),
        _("Person"),
        _("Username"),
        _("Act"),
        _("Case"),
        _("Client"),
        _("Subject"),
        _("Details"),
    ]
    text = csv_text(headings, (lines.cells(lines.line(entry)) for entry in entries.rows))
    return csv_response(f"audit-{clock.today():%Y-%m-%d}.csv", text)


LINKS = (Link("oversight:audit", lazy("Audit log"), READ_AUDIT),)
routes = [audit_page, audit_file]


async def _rows(wanted: AuditFilter) -> tuple[AuditFilter, Page[store.Entry]]:
    try:
        return wanted, await store.entries(wanted)
    except ValueError:  # a cursor made by hand
        wanted = msgspec.structs.replace(wanted, after="")
        return wanted, await store.entries(wanted)


@transaction
async def _log(action: str, wanted: AuditFilter, me: CurrentUser) -> None:
    """Write down who read what of the log, under the case and the client they asked about."""
    case, client = await store.ids_of(wanted)
    await record(
        action,
        by=me.id,
        at=clock.now(),
        subject="audit",
        subject_id="log",
        case=case,
        client=client,
        detail={"asked": _asked(wanted)},
    )


def _asked(wanted: AuditFilter) -> dict[str, object]:
    """Return the query that asks for the same again, from the first page on."""
    return {name: value for name, value in typed(wanted).items() if value and name != "after"}


def _chips(asked: dict[str, object], wanted: AuditFilter) -> list[tuple[str, str]]:
    """Return (words, address without it) of every filter that is on."""
    words = {
        "who": f"“{wanted.who}”",
        "case": wanted.case,
        "client": wanted.client,
        "action": code_label(wanted.action, "audit_action"),
        "since": _("from %(day)s", day=short_day(wanted.since)),
        "until": _("until %(day)s", day=short_day(wanted.until)),
    }
    return [(words[name], address(url("oversight:audit"), asked, **{name: None})) for name in asked]
