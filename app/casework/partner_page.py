"""The case page of partners and the data officer: their own tasks, what is shared with them, how far the case is."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec
from litestar import Response

from app.capabilities import HANDLE_DOCUMENTS, VISIT_CLIENT
from app.cases.documents.store import DocumentView, documents
from app.cases.partner_visibility import is_inside, only_bapas
from app.casework.case_context import CaseContext
from app.casework.case_page import RecordLink, record_links
from app.casework.panels.identity import Identity, identity
from app.casework.panels.moves import MovePanel, move_panel
from app.casework.panels.tasks import TaskRow, task_row
from app.casework.timeline import Timeline, asked, timeline_of
from app.records import registry as records
from app.records.kind import Record
from app.records.sharing import is_shared
from app.web.http.current_user import Signed
from app.web.http.errors import Forbidden
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.formats import day
from app.web.i18n.lists import code_label
from app.web.pages.render import page
from workflows.definition import Definition
from workflows.engine import TaskView

DATES = {
    "release_two_thirds_on": lazy("Two thirds of the sentence served on"),
    "release_planned_on": lazy("Planned release"),
    "release_on": lazy("Released on"),
    "release_expiry_on": lazy("Sentence ends on"),
    "litmas_requested_at": lazy("Litmas requested on"),
}
"""Days that an agreement shares, by fact, with their words."""


class PartnerPage(msgspec.Struct, frozen=True):
    """All that the page of a case shows to a partner or the data officer."""

    identity: Identity
    tasks: list[TaskRow]
    moves: list[MovePanel]
    shared: list[tuple[str, str]]
    """The days of prison and court that an agreement shares."""
    records: list[RecordLink]
    documents: list[DocumentView]
    exchanges_documents: bool
    visits: bool
    """Whether the reader goes and sees clients."""
    timeline: Timeline


async def partner_page(
    request: Signed, context: CaseContext, *, note_form: object = None, status: int = 200
) -> Response[Any]:
    """Render what of a case its reader may see, who is not of the division's own people."""
    shown = PartnerPage(
        identity=identity(context),
        tasks=[task_row(context, task) for task in own_tasks(context)],
        moves=[move_panel(context, move) for move in context.plan.moves if is_mine(context, move.by)],
        shared=_shared(context),
        records=_links(context),
        documents=await documents(context.case.id, context.me),
        exchanges_documents=context.me.may(HANDLE_DOCUMENTS),
        visits=context.me.may(VISIT_CLIENT),
        timeline=await timeline_of(context, limit=asked(request), note_form=note_form),
    )
    return page(
        request,
        "casework/partner.html",
        status=status,
        case=context.case,
        view=shown,
        timeline=shown.timeline,
    )


def own_tasks(context: CaseContext) -> list[TaskView]:
    """Give the tasks that are this reader's: open, theirs by role, and made by a form that they may fill in."""
    return [
        task
        for task in context.plan.tasks
        if task.status in ("open", "unknown")
        and task.may_do
        and bool(context.me.roles & set(task.owner))
        and _writes(context, task)
    ]


def _writes(context: CaseContext, task: TaskView) -> bool:
    sort, _sep, name = task.opens.partition(":")
    if sort not in ("record", "instrument"):
        return True
    return bool(makers(context.definition, name) & context.me.roles)


def makers(definition: Definition, name: str) -> frozenset[str]:
    """Return the roles that may make a record or assessment in a journey."""
    declared = definition.records.get(name) or definition.instruments.get(name)
    by = declared.by if declared else ()
    return frozenset(definition.holders(by or definition.meta.workers))


def is_mine(context: CaseContext, roles: Iterable[str]) -> bool:
    """Tell whether one of these roles of the journey is the reader's."""
    return is_inside(context.me) or bool(context.me.roles & set(roles))


def refuse_others(context: CaseContext, roles: Iterable[str]) -> None:
    """Keep a partner off the tasks and decisions that are for other roles. Raises Forbidden."""
    if not is_mine(context, roles):
        raise Forbidden(_("This part of the case is not open to your role."))


def reads_record(context: CaseContext, record: type[Record], name: str) -> bool:
    """Tell whether the reader may open the page of a record or assessment."""
    if context.me.roles & makers(context.definition, name):
        return True
    if only_bapas(context.me):
        return is_shared(record)
    return bool(context.me.roles & record.kind.readers)


def _links(context: CaseContext) -> list[RecordLink]:
    return [link for link in record_links(context) if _reads(context, link.name)]


def _reads(context: CaseContext, name: str) -> bool:
    record = records.record(name) or records.instrument(name)
    return record is not None and reads_record(context, record, name)


def _shared(context: CaseContext) -> list[tuple[str, str]]:
    """Give the days of prison and court that an agreement shares with Bapas."""
    if not only_bapas(context.me):
        return []
    facts, rows = context.case.state.facts, []
    if status := facts.get("release_status") or facts.get("legal_status"):
        group = "release_status" if facts.get("release_status") else "legal_status"
        rows.append((_("Status"), code_label(str(status), group)))
    for fact, words in DATES.items():
        if value := facts.get(fact):
            rows.append((str(words), day(date.fromisoformat(str(value)[:10]))))
    return rows
