"""The minutes of a case conference: who met, what was decided, who disagreed, what is to be done."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from app.records.history import filled_in
from app.records.kind import Facts, Field, FormContext, Item, RecordKind, Shown
from app.records.plan.tables import Conference
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.lists import CODES, code_label

PARTIES = tuple(Item(code, words) for code, words in CODES["conference_party"].items())
FEWEST = 2  # bodies at the table: one body alone confers with nobody; design choice


class ConferenceForm(Struct, frozen=True):
    """The plain first form of the minutes. `tasks`: one a line."""

    purpose: Annotated[str, Code("conference_purpose")]
    chair: Annotated[str, Meta(max_length=200)]
    decision: Annotated[str, Code("conference_decision")]
    decision_text: Annotated[str, Meta(max_length=4000)]
    participants: dict[str, Annotated[str, Meta(max_length=300)]] = {}
    place: Annotated[str | None, Meta(max_length=200)] = None
    confidentiality: bool = False
    discussion: Annotated[str | None, Meta(max_length=8000)] = None
    tasks: Annotated[str | None, Meta(max_length=4000)] = None
    dissent: Annotated[str | None, Meta(max_length=4000)] = None
    next_on: date | None = None


FIELDS = (
    Field("purpose", lazy("What it was about"), "choice", heading=lazy("The meeting")),
    Field("place", lazy("Place")),
    Field("chair", lazy("Chair"), hint=lazy("Usually the supervisor.")),
    Field(
        "participants",
        lazy("Who took part"),
        "names",
        items=PARTIES,
        hint=lazy("Names beside their organisation, with commas between. Leave out who was not there."),
    ),
    Field("confidentiality", lazy("Everyone was reminded that what is said here stays here")),
    Field("discussion", lazy("What was said, in short"), heading=lazy("Outcome")),
    Field("decision", lazy("Decision"), "choice"),
    Field("decision_text", lazy("The decision in words")),
    Field("tasks", lazy("What is to be done"), hint=lazy("One task a line: what, who, by when.")),
    Field("dissent", lazy("Who disagreed, and why"), hint=lazy("Leave empty when everyone agreed.")),
    Field("next_on", lazy("Next conference")),
)


def check(form: ConferenceForm, context: FormContext) -> dict[str, str]:
    """Ask for several bodies at the table, all reminded of confidentiality."""
    errors: dict[str, str] = {}
    present = _present(form)
    if not present:
        errors["participants"] = _("Fill in who took part.")
    elif len(present) < FEWEST:
        errors["participants"] = _(
            "A conference needs at least %(count)s organisations or sides.", count=FEWEST
        )
    if not form.confidentiality:
        errors["confidentiality"] = _("Remind everyone of confidentiality, then tick this.")
    if form.next_on and form.next_on <= context.occurred_on:
        errors["next_on"] = _("The next conference comes after this one.")
    return errors


def _present(form: ConferenceForm) -> dict[str, str]:
    return {item.code: form.participants[item.code] for item in PARTIES if form.participants.get(item.code)}


def facts(form: ConferenceForm, context: FormContext) -> Facts:
    """Tell the case that it was held, when, and what was decided."""
    return {
        "conference_held": True,
        "conference_on": str(context.occurred_on),
        "conference_decision": form.decision,
    }


def columns(form: ConferenceForm, _context: FormContext) -> dict[str, Any]:
    """Keep lists as JSON."""
    tasks = [{"task": line.strip()} for line in (form.tasks or "").splitlines() if line.strip()]
    return {
        "held": True,
        "participants": msgspec.json.encode(_present(form)).decode(),
        "tasks": msgspec.json.encode(tasks).decode(),
    }


def summary(row: Mapping[str, Any]) -> Shown:
    """Put participants and tasks into lines among the other fields."""
    present = msgspec.json.decode(row["participants"], type=dict[str, str])
    tasks = msgspec.json.decode(row["tasks"], type=list[dict[str, str]])
    told = dict(filled_in(CONFERENCE, row, without=frozenset({"participants", "tasks"})))
    told[_("Who took part")] = "\n".join(
        f"{code_label(k, 'conference_party')}: {v}" for k, v in present.items()
    )
    if tasks:
        told[_("What is to be done")] = "\n".join(task["task"] for task in tasks)
    order = [str(field.label) for field in FIELDS]
    return tuple(sorted(told.items(), key=lambda pair: order.index(pair[0])))


CONFERENCE = RecordKind(
    kind="conference",
    title=lazy("Case conference"),
    form=ConferenceForm,
    table=Conference,
    fields=FIELDS,
    facts=facts,
    columns=columns,
    check=check,
    summary=summary,
    when=lazy("Day of the conference"),
)
