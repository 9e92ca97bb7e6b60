"""The case page: who it is, where the case stands, what comes next, what was done; whole, or what an act changed."""

from typing import Any

import msgspec
from litestar import Response

from app.cases import store
from app.cases.danger.band import Head, head
from app.cases.documents.store import DocumentView, documents
from app.casework.case_context import CaseContext
from app.casework.panels.identity import Identity, identity, result_text
from app.casework.panels.moves import MovesPanel, moves_panel
from app.casework.panels.tasks import TasksPanel, tasks_panel
from app.casework.timeline import LATEST, Timeline, asked, timeline_of
from app.records import registry
from app.web.http.current_user import Signed
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import day
from app.web.pages.render import fragment, label, page

NEWEST = 5
"""How many events an act shows again of the history."""


class RecordLink(msgspec.Struct, frozen=True):
    """A record or assessment that the journey knows: where its form is, and when one was made."""

    name: str
    title: str
    href: str
    status: str


class CasePage(msgspec.Struct, frozen=True):
    """All that the page of a case shows to the division's own people."""

    danger: Head | None
    identity: Identity
    tasks: TasksPanel
    moves: MovesPanel
    records: list[RecordLink]
    documents: list[DocumentView]
    linked: list[tuple[str, str]]
    timeline: Timeline


async def case_page_of(context: CaseContext, *, note_form: object = None, events: int = LATEST) -> CasePage:
    """Gather the page of a case."""
    return CasePage(
        danger=await danger_of(context),
        identity=identity(context),
        tasks=tasks_panel(context),
        moves=moves_panel(context),
        records=record_links(context),
        documents=await documents(context.case.id, context.me),
        linked=await store.linked_to(context.case.id, context.me),
        timeline=await timeline_of(context, limit=events, note_form=note_form),
    )


async def danger_of(context: CaseContext) -> Head | None:
    """Gather the red band of the case, if it is in danger."""
    return await head(context.case, context.definition, context.plan.dangers, me=context.me, now=context.now)


async def whole_page(
    request: Signed, context: CaseContext, *, note_form: object = None, status: int = 200
) -> Response[Any]:
    """Render the whole case, with a note form that was refused if there is one."""
    shown = await case_page_of(context, note_form=note_form, events=asked(request))
    return page(
        request, "casework/case.html", status=status, case=context.case, view=shown, timeline=shown.timeline
    )


async def changed_regions(
    request: Signed, context: CaseContext, notice: str, *, moved: bool = False
) -> Response[Any]:
    """Answer an act done within the case page by htmx: the regions it changed, and the page's own address.

    Who it is and which stage is shown again after a move, and where a task may have met a deadline of the law.
    """
    danger = await danger_of(context)
    legal = any(one.legal for one in context.clocks)
    response = fragment(
        request,
        "casework/_changed.html",
        case=context.case,
        identity=identity(context) if moved or legal or danger else None,
        danger=danger,
        tasks=tasks_panel(context),
        moves=moves_panel(context),
        documents=await documents(context.case.id, context.me),
        timeline=await timeline_of(context, limit=NEWEST),
        notice=notice,
        changed=True,
    )
    response.headers["HX-Push-Url"] = url("casework:case", number=context.case.number)
    return response


def record_links(context: CaseContext) -> list[RecordLink]:
    """List the records and assessments that this journey knows."""
    number, state, definition = context.case.number, context.case.state, context.definition
    links = []
    for name, declared in definition.records.items():
        if registry.record(name):
            made = state.records.get(name)
            status = _("last on %(day)s", day=day(made.at)) if made else ""
            links.append(
                RecordLink(
                    name, label(declared.title), url("casework:record", number=number, name=name), status
                )
            )
    for name, used in definition.instruments.items():
        if registry.instrument(name):
            status = result_text(context, name, dated=True)
            links.append(
                RecordLink(
                    name, label(used.title), url("casework:assessment", number=number, name=name), status
                )
            )
    return links
