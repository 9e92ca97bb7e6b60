"""The identity bar and the stepper: who it is, where the case stands, how it may be reached."""

from datetime import datetime, timedelta

import msgspec

from app import clock
from app.capabilities import VISIT_CLIENT
from app.cases.partner_visibility import is_inside, only_bapas
from app.casework.case_context import CaseContext
from app.clients.ages import age_of
from app.clients.rules import warns
from app.explain import terms
from app.scope.shelter_staff import unit_called
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import ngettext
from app.web.i18n.formats import day, instant, tenths
from app.web.i18n.lists import code_label
from app.web.pages.render import label
from workflows.case_state import CaseState
from workflows.definition import Stage


class Step(msgspec.Struct, frozen=True):
    """A stage as a step of the way: done, now, todo or skipped."""

    label: str
    state: str
    note: str


class Identity(msgspec.Struct, frozen=True):
    """The identity bar of a case and its stepper."""

    badges: list[tuple[str, str]]
    facts: list[tuple[str, str]]
    warning: str
    steps: list[Step]


def identity(context: CaseContext) -> Identity:
    """Gather what stands above everything else on the page of a case."""
    case = context.case
    facts = [
        (_("Case"), case.number),
        (_("Client"), case.client_number),
        (_("Age"), age_text(context)),
        (_("Worker"), case.worker_name or _("(nobody)")),
        (_("Handled by"), f"{unit_called(case.unit_name, case.unit, context.hidden)}, {case.region_name}"),
    ]
    if only_bapas(context.me):  # of the client themselves an agreement shares the year of birth only
        born = str(case.birth_date.year) if case.birth_date else _("unknown")
        facts = [facts[0], facts[1], (_("Born in"), born), facts[3]]
    if is_inside(context.me):
        facts += [(_("Urgency"), urgency_words(case.urgency)), (_("Safety"), safety_words(case.state))]
    if readiness := result_text(context, "ikpb"):
        facts.append((_("Readiness"), readiness))
    if case.episode > 1:
        facts.append((_("Episode"), str(case.episode)))
    badges = [(code_label(case.pmks_type, "pmks_listed"), "info"), *_state_badges(context)]
    return Identity(badges, facts, contact_warning(context), _steps(context))


def urgency_words(urgency: str) -> str:
    """Say how urgent the case is, in the word before the colon of the list."""
    return code_label(urgency, "urgency").partition(":")[0]


def safety_words(state: CaseState) -> str:
    """Say whether the client is safe, as it was recorded last, else as it was told at the opening."""
    recorded, answered = str(state.facts.get("safety") or ""), str(state.facts.get("safe_now") or "")
    if not recorded:
        return code_label(answered, "safe_now") if answered else _("unknown")
    made = state.records.get("safety_check")
    return " · ".join(filter(None, [code_label(recorded, "safety"), day(made.at) if made else ""]))


def contact_warning(context: CaseContext) -> str:
    """Say to those who go there how the client may be reached, where an ordinary call or visit could do harm."""
    case = context.case
    if not context.me.may(VISIT_CLIENT) or not warns(case.safe_contact, case.safe_contact_note):
        return ""
    way = code_label(case.safe_contact, "safe_contact") + "."
    return " ".join(filter(None, [way, case.safe_contact_note]))


def result_text(context: CaseContext, instrument: str, *, dated: bool = False) -> str:
    """Say the latest result of an instrument: score, band and, if *dated*, its day."""
    result = context.case.state.results.get(instrument)
    if result is None:
        return ""
    words = [tenths(result.score), terms.band(instrument, result.band), day(result.at) if dated else ""]
    return " · ".join(filter(None, words))


def age_text(context: CaseContext) -> str:
    """Return the client's age today, marked where it is an estimate; at death of somebody who died."""
    return age_of(context.case, today=clock.on(context.now)) if context.case.birth_date else _("unknown")


def _state_badges(context: CaseContext) -> list[tuple[str, str]]:
    case, state, definition = context.case, context.case.state, context.definition
    if state.closed:
        reason = terms.title(definition.close_reasons, state.close_reason)
        return [(_("Closed: %(reason)s", reason=reason), "neutral")]
    badges: list[tuple[str, str]] = []
    if case.died_on:
        badges.append((_("The client died on %(day)s: close this case", day=day(case.died_on)), "bad"))
    if state.held:
        reason = label(definition.hold_reasons.get(state.held.reason, state.held.reason))
        badges.append((_("On hold: %(reason)s", reason=reason), "warn"))
    if case.due_at and case.due_at < context.now:
        badges.append((overdue(case.due_at, context.now), "bad"))
    if any(one.legal and one.overdue and one.ours for one in context.clocks):
        badges.append((_("Legal deadline passed"), "bad"))
    return badges


def overdue(due_at: datetime, now: datetime) -> str:
    """Say by how much a deadline has passed."""
    days = (clock.on(now) - clock.on(due_at)).days
    if not days:
        return _("Over the limit")
    return ngettext("%(n)s day over the limit", "%(n)s days over the limit", days)


def _steps(context: CaseContext) -> list[Step]:
    """Draw the journey as steps: done, now, to come, skipped."""
    state, home = context.case.state, context.case.state.home
    order = [stage for stage in context.definition.stages if _is_step(stage, state, home)]
    at = next((place for place, stage in enumerate(order) if stage.id == home), len(order))
    steps = []
    for place, stage in enumerate(order):
        if stage.id == home and not state.closed:
            status, note = "now", _days_in_stage(context)
        elif place < at or state.closed:
            status, note = ("done" if stage.id in state.visits else "skipped"), ""
        else:
            status, note = "todo", ""
        steps.append(Step(label(stage.title), status, note))
    return steps


def _is_step(stage: Stage, state: CaseState, home: str) -> bool:
    """Whether a stage is one of the case's steps: not those beside the usual way, until the case has been there."""
    return stage.kind in ("normal", "gate") and (
        not stage.aside or stage.id == home or stage.id in state.visits
    )


SOON = timedelta(days=2)
"""So near to a deadline its hour matters too."""


def _days_in_stage(context: CaseContext) -> str:
    days, due = (clock.on(context.now) - clock.on(context.case.entered_at)).days, context.case.due_at
    if due is None:
        return ngettext("%(n)s day", "%(n)s days", days)
    deadline = instant(due) if abs(due - context.now) < SOON else day(due)
    return _("day %(n)s, due %(day)s", n=days + 1, day=deadline)
