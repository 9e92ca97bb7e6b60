"""The case page of partners and the data officer: their own tasks, what is shared with them, how far the case is."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from litestar import Response

from app.capabilities import HANDLE_DOCUMENTS, VISIT_CLIENT, WORK_CASE
from app.cases import store
from app.cases.partner_visibility import is_inside, only_bapas, seen_events
from app.casework import case_page as whole
from app.casework.case_context import CaseContext
from app.casework.timeline import entries
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


async def partner_page(
    request: Signed, desk: CaseContext, *, note_form: object = None, status: int = 200
) -> Response[Any]:
    """Render what of a case its reader may see, who is not of the division's own people."""
    case, me = desk.case, desk.me
    rows = await store.events(case.id, limit=whole.LATEST + 1, only=seen_events(me))
    moves = [whole.move_item(desk, move) for move in desk.plan.moves if is_mine(desk, move.by)]
    return page(
        request,
        "casework/partner.html",
        status=status,
        case=case,
        note_form=note_form,
        **whole.frame(desk),
        tasks=[whole.task_item(desk, task) for task in own_tasks(desk)],
        shared=_shared(desk),
        moves=moves,
        kinds=_links(desk),
        papers=desk.me.may(HANDLE_DOCUMENTS),
        hands=desk.me.may(VISIT_CLIENT),
        documents=await store.documents(case.id, me),
        entries=await entries(rows[: whole.LATEST], desk.definition, me, case=case.id),
        more=rows[whole.LATEST - 1].ordinal if len(rows) > whole.LATEST else None,
        group="",
        groups=(),
        saved="",
        writes=desk.me.may(WORK_CASE),
    )


def own_tasks(desk: CaseContext) -> list[TaskView]:
    """Give the tasks that are this reader's: open, theirs by role, and made by a form that they may fill in."""
    return [
        task
        for task in desk.plan.tasks
        if task.status in ("open", "unknown")
        and task.may_do
        and bool(desk.me.roles & set(task.owner))
        and _writes(desk, task)
    ]


def _writes(desk: CaseContext, task: TaskView) -> bool:
    sort, _sep, name = task.opens.partition(":")
    if sort not in ("record", "instrument"):
        return True
    return bool(makers(desk.definition, name) & desk.me.roles)


def makers(definition: Definition, name: str) -> frozenset[str]:
    """Return the roles that may make a record or assessment in a journey."""
    declared = definition.records.get(name) or definition.instruments.get(name)
    by = declared.by if declared else ()
    return frozenset(definition.holders(by or definition.meta.workers))


def is_mine(desk: CaseContext, roles: Iterable[str]) -> bool:
    """Tell whether one of these roles of the journey is the reader's."""
    return is_inside(desk.me) or bool(desk.me.roles & set(roles))


def refuse_others(desk: CaseContext, roles: Iterable[str]) -> None:
    """Keep a partner off the tasks and decisions that are for other roles. Raises Forbidden."""
    if not is_mine(desk, roles):
        raise Forbidden(_("This part of the case is not open to your role."))


def reads_record(desk: CaseContext, record: type[Record], name: str) -> bool:
    """Tell whether the reader may open the page of a record or assessment."""
    if desk.me.roles & makers(desk.definition, name):
        return True
    if only_bapas(desk.me):
        return is_shared(record)
    return bool(desk.me.roles & record.kind.readers)


def _links(desk: CaseContext) -> list[tuple[str, str, str]]:
    named = [*desk.definition.records, *desk.definition.instruments]
    kinds = {name: records.record(name) or records.instrument(name) for name in named}
    readable = {name for name, kind in kinds.items() if kind and reads_record(desk, kind, name)}
    return [link for link in whole.record_links(desk) if link[1].rpartition("/")[2] in readable]


def _shared(desk: CaseContext) -> list[tuple[str, str]]:
    """Give the days of prison and court that an agreement shares with Bapas."""
    if not only_bapas(desk.me):
        return []
    facts, told = desk.case.state.facts, []
    if status := facts.get("release_status") or facts.get("legal_status"):
        group = "release_status" if facts.get("release_status") else "legal_status"
        told.append((_("Status"), code_label(str(status), group)))
    for fact, words in DATES.items():
        if value := facts.get(fact):
            told.append((str(words), day(date.fromisoformat(str(value)[:10]))))
    return told
