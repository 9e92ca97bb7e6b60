"""Events as a person reads them: a title, who, when, and what was said."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec

from app.capabilities import WORK_CASE
from app.cases import store
from app.cases.partner_visibility import is_inside, own_words, seen_events
from app.cases.projection import MERGED
from app.cases.store import EventView
from app.casework.acts import acts, decided, whole
from app.casework.case_context import CaseContext
from app.casework.visits.services import Served, beside
from app.explain import terms
from app.scope.shelter_staff import called
from app.web.http.current_user import CurrentUser, Signed
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.formats import day, tenths
from app.web.i18n.lists import code_label
from app.web.pages.render import label
from workflows import events
from workflows.definition import Definition

LATEST = 10
"""How many events the case page itself shows."""
WHOLE = 5_000
"""How many it shows when the whole history is asked for; one still longer says so."""
Words = tuple[str, str, str]
"""Title, text and tone of an event."""
GROUPS: dict[str, tuple[str, ...]] = {
    "notes": ("noted",),
    "moves": (
        "opened",
        "adopted",
        "moved",
        "voided",
        "hold_extended",
        "redated",
        "milestone_reached",
        "migrated",
        "urgency_set",
        "time_asked",
        "time_refused",
    ),
    "work": ("task_done", "task_undone", "task_added", "task_excused", "recorded", "scored"),
    "documents": ("document_added", "document_removed"),
    "people": ("assigned", "relocated_out", "relocated_in", "facts_changed"),
}


class TimelineEntry(msgspec.Struct, frozen=True):
    """One event as it is read."""

    at: datetime
    title: str
    by: str
    text: str
    tone: str


class Timeline(msgspec.Struct, frozen=True):
    """A page of the history, and the form of a note above it."""

    entries: list[TimelineEntry]
    group: str
    groups: tuple[str, ...]
    more: int | None
    """The place in the history from which to go on back."""
    writes: bool
    """Whether the reader may write notes."""
    note_form: object = None
    saved: str = ""
    """What to say of a note that has just been kept."""


def asked(request: Signed) -> int:
    """Return how many events the address of the case page asks for."""
    return WHOLE if request.query_params.get("history") == "all" else LATEST


async def timeline_of(
    context: CaseContext,
    *,
    limit: int = LATEST,
    group: str = "",
    before: int | None = None,
    note_form: object = None,
    saved: str = "",
) -> Timeline:
    """Read a page of the history, as far as the reader may see it."""
    case, me = context.case, context.me
    rows = await store.events(
        case.id, kinds=GROUPS.get(group, ()), before=before, limit=limit + 1, only=seen_events(me)
    )
    taken = whole(rows, limit)
    return Timeline(
        entries=await _entries(taken, context),
        group=group,
        groups=tuple(GROUPS) if is_inside(me) else (),
        more=taken[-1].ordinal if len(rows) > limit else None,
        writes=me.may(WORK_CASE),
        note_form=note_form,
        saved=saved,
    )


async def _entries(rows: Sequence[EventView], context: CaseContext) -> list[TimelineEntry]:
    """Turn events into timeline entries, newest first as they come; the words only where the reader may read them."""
    definition, me, case = context.definition, context.me, context.case.id
    event_of = {row.ordinal: events.decode(row.data) for row in rows}
    workers = await store.names(
        event.worker for event in event_of.values() if isinstance(event, events.Assigned)
    )
    services = await beside(rows, case)

    def words(row: EventView) -> Words:
        event, served = event_of[row.ordinal], services.get((row.actor, row.recorded_at))
        return _words(event, definition, workers, served, me)

    return [
        _entry(
            leading,
            words(leading),
            [words(row) for row in following],
            readable=own_words(me, by=leading.actor, house=leading.house),
            by=called(leading.actor_name, leading.house, context.hidden),
        )
        for leading, *following in acts(rows)
    ]


def _entry(
    row: EventView, words: Words, following: Sequence[Words], *, readable: bool, by: str
) -> TimelineEntry:
    """Tell an act in one entry: what leads, beneath it what it says, then what followed from it."""
    title, text, tone = words
    lines = [text if readable else "", *(_line(one, readable=readable) for one in following)]
    if row.voided:
        title, tone = _("%(title)s (taken back)", title=title), "muted"
    if readable and (row.recorded_at - row.occurred_at).days >= 1:
        lines.append(_("Recorded on %(day)s.", day=day(row.recorded_at)))
    if row.clock_back:
        lines.append(_("The server's clock was wrong when this was recorded: day and hour may be others."))
    return TimelineEntry(row.occurred_at, title, by, "\n".join(filter(None, lines)), tone)


def _line(words: Words, *, readable: bool) -> str:
    title, text, _tone = words
    return f"{title}. {text}" if text and readable else title


def _words(
    event: events.Event,
    definition: Definition,
    workers: Mapping[str, str],
    served: Served | None,
    me: CurrentUser,
) -> Words:
    title, text, tone = event_words(event, definition)
    if isinstance(event, events.Assigned) and event.worker:
        title = _("Given to %(name)s", name=workers.get(event.worker, "?"))
    if isinstance(event, events.Noted) and served:
        title, text = _service(event, served)
    if isinstance(event, events.Recorded):
        text = decided(event, definition, me)
    return title, text, tone


def event_words(event: events.Event, definition: Definition) -> Words:  # noqa: PLR0911, PLR0912, C901 - one line a kind
    """Say what happened: title, text and tone."""
    match event:
        case events.Opened():
            return _("Case opened"), event.note, "info"
        case events.Adopted():
            return _("Running case taken over"), _adopted(event, definition), "info"
        case events.Moved():
            return _moved(event, definition)
        case events.TaskDone():
            return _("Task done: %(task)s", task=terms.title(definition.task, event.task)), event.note, "good"
        case events.TaskUndone():
            return (
                _("Task reopened: %(task)s", task=terms.title(definition.task, event.task)),
                event.reason,
                "warn",
            )
        case events.TaskAdded():
            return (
                _("Task added: %(task)s", task=terms.title(definition.task, event.task)),
                event.reason,
                "neutral",
            )
        case events.TaskExcused():
            return (
                _("Task excused: %(task)s", task=terms.title(definition.task, event.task)),
                event.reason,
                "warn",
            )
        case events.Recorded():
            return _("Recorded: %(record)s", record=code_label(event.record, "record")), "", "good"
        case events.Scored():
            return _scored(event, definition)
        case events.DocumentAdded():
            kind = code_label(event.document, "document")
            return _("Document added: %(kind)s", kind=kind), event.title, "neutral"
        case events.DocumentRemoved():
            return _("Document taken off"), event.reason, "warn"
        case events.Noted():
            return _("Note"), event.text, "neutral"
        case events.Assigned():
            return (_("Worker assigned") if event.worker else _("Assignment ended")), event.reason, "neutral"
        case events.MilestoneReached():
            milestone = terms.title(definition.milestone, event.milestone)
            return _("Reached: %(milestone)s", milestone=milestone), "", "good"
        case events.Redated():
            due = day(event.due.due_at) if event.due else "–"
            return _("New due date: %(day)s", day=due), event.reason, "neutral"
        case events.HoldExtended():
            return _("Hold extended to %(day)s", day=day(event.due.due_at)), event.reason, "warn"
        case events.TimeAsked():
            return _("More time asked for, until %(day)s", day=day(event.until)), event.reason, "info"
        case events.TimeRefused():
            return _("More time refused"), event.reason, "warn"
        case events.UrgencySet():
            urgency = code_label(event.urgency, "urgency")
            return _("Urgency: %(urgency)s", urgency=urgency), event.reason, "warn"
        case events.FactsChanged() if event.cause.startswith(MERGED):
            return _("Two client records merged"), event.cause.removeprefix(MERGED), "info"
        case events.Voided() if event.trigger.startswith(MERGED):
            return _("Client records taken apart again"), event.reason, "warn"
        case events.Voided():
            return _("Last move taken back"), event.reason, "warn"
        case _:
            return code_label(events.kind(event), "event"), getattr(event, "reason", ""), "neutral"


def _service(event: events.Noted, served: Served) -> tuple[str, str]:
    """Say of a visit what was done, what happened, and who was there."""
    service = code_label(event.category, "service")
    title = (
        _("By phone: %(service)s", service=service)
        if served.by_phone
        else _("Visit: %(service)s", service=service)
    )
    return title, f"{event.text}\n{served.words()}"


def _adopted(event: events.Adopted, definition: Definition) -> str:
    """Say what was told of the case's past."""
    stage = terms.title(definition.stage, event.stage)
    lines = [
        _("Opened on %(day)s.", day=day(event.opened_at)),
        _("In the stage %(stage)s since %(day)s.", stage=stage, day=day(event.entered_at)),
    ]
    if event.done:
        tasks = [f"{terms.title(definition.task, one.task)} ({day(one.at)})" for one in event.done]
        lines.append(_("Known to be done: %(tasks)s.", tasks="; ".join(tasks)))
    if event.held_since:
        lines.append(_("On hold since %(day)s.", day=day(event.held_since)))
    if event.outcome:
        lines.append(_("Outcome so far: %(outcome)s.", outcome=code_label(event.outcome, "outcome")))
    return "\n".join(filter(None, [*lines, event.note]))


def _moved(event: events.Moved, definition: Definition) -> Words:
    stages = {"origin": event.origin, "to": event.to}
    title = _(
        "%(origin)s → %(to)s",
        **{name: terms.title(definition.stage, stage) for name, stage in stages.items()},
    )
    lines = [event.reason]
    if event.close_reason:
        reason = terms.title(definition.close_reasons, event.close_reason)
        lines.insert(0, _("Reason for closing: %(reason)s", reason=reason))
    if event.died_on:
        lines.insert(1, _("Died on %(day)s", day=day(date.fromisoformat(event.died_on))))
    if event.outcome:
        lines.insert(0, _("Outcome: %(outcome)s", outcome=code_label(event.outcome, "outcome")))
    if event.hold:
        reason = label(definition.hold_reasons.get(event.hold.reason, event.hold.reason))
        lines.insert(0, _("Waiting for: %(reason)s", reason=reason))
    return title, "\n".join(filter(None, lines)), "info"


def _scored(event: events.Scored, definition: Definition) -> Words:
    score = tenths(event.score) if event.score is not None else ""
    title = terms.title(definition.instruments, event.instrument)
    text = " · ".join(filter(None, [score, terms.band(event.instrument, event.band)]))
    return _("Result: %(instrument)s", instrument=title), text, "good"
