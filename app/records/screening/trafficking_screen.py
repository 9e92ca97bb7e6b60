"""The screen for trafficking: the same questions for everybody, and what their answers come to.

Three elements make trafficking: an act, a means, exploitation (UU 21/2007 art. 1). Of a child the means are not
asked for: exploitation counts even where the child seems to have agreed. Somebody of unknown age is treated as a
child. The single questions are practice; the worker's suspicion may raise what comes of them, never lower it.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct

from app.records.assessment.tables import TraffickingScreen
from app.records.history import filled_in
from app.records.kind import Facts, Field, FormContext, RecordKind, Shown
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.lists import code_label

ACT = ("moved",)
MEANS = ("force", "deceit", "debt", "papers", "confined", "power")
PURPOSE = ("forced_work", "sexual", "begging", "other_use")
ADULT = 18
YES, UNCLEAR, NO = "YA", "BELUM_JELAS", "TIDAK"

Answer = Annotated[str, Code("screen_answer")]


class TraffickingForm(Struct, frozen=True):
    """One conversation. Every question is answered; what is not clear is said to be so."""

    moved: Answer
    force: Answer
    deceit: Answer
    debt: Answer
    papers: Answer
    confined: Answer
    power: Answer
    forced_work: Answer
    sexual: Answer
    begging: Answer
    other_use: Answer
    in_safety: bool | None = None
    suspicion: bool | None = None
    words: Annotated[str | None, Meta(max_length=4000)] = None


FIELDS = (
    Field(
        "in_safety",
        lazy("Was the client asked alone, in safety and in a language of their own?"),
        "yesno",
        heading=lazy("How it was asked"),
        hint=lazy("Not beside the person who brought the client, nor an employer."),
    ),
    Field(
        "moved",
        lazy("Did somebody recruit, bring, send, shelter or hand over the client?"),
        heading=lazy("What others did"),
    ),
    Field("force", lazy("Was there violence, a threat of it, or abduction?"), heading=lazy("By what means")),
    Field("deceit", lazy("Did work, pay or place turn out other than promised?")),
    Field("debt", lazy("Is the client held by a debt, cuts from the pay, or money given to the family?")),
    Field("papers", lazy("Were identity papers or the telephone taken away?")),
    Field("confined", lazy("Was the client watched, locked in or kept from leaving?")),
    Field("power", lazy("Did somebody use their power over the client, or the client's need?")),
    Field(
        "forced_work",
        lazy("Did the client have to work against their will, or without the pay agreed?"),
        heading=lazy("For what purpose"),
    ),
    Field("sexual", lazy("Was the client made to give sexual services, or shown in pictures?")),
    Field("begging", lazy("Did the client beg, sell or carry for somebody who took the money?")),
    Field(
        "other_use",
        lazy("Was there another use of the client?"),
        hint=lazy("Forced marriage, a child given away for money, an organ, a crime."),
    ),
    Field(
        "suspicion",
        lazy("Do you suspect trafficking all the same?"),
        "yesno",
        optional=True,
        heading=lazy("Your own judgement"),
        hint=lazy("It may raise the result, never lower it."),
    ),
    Field(
        "words",
        lazy("What the client told, in their own words"),
        hint=lazy("No names of others in the shelter."),
    ),
)


def element(form: TraffickingForm, questions: tuple[str, ...]) -> str:
    """Sum up one element: yes where any answer is, unclear before no."""
    told = {getattr(form, name) for name in questions}
    return YES if YES in told else UNCLEAR if UNCLEAR in told else NO


def result(form: TraffickingForm, age: int | None) -> str:
    """Say what the answers come to for somebody of this age (None: unknown)."""
    act, means, purpose = (element(form, part) for part in (ACT, MEANS, PURPOSE))
    needed = (act, purpose) if age is None or age < ADULT else (act, means, purpose)
    if all(one == YES for one in needed):
        return "TERINDIKASI"
    doubtful = means != NO or purpose != NO or form.suspicion or not form.in_safety
    return "PERLU_DIDALAMI" if doubtful else "TIDAK_TERINDIKASI"


def check(form: TraffickingForm, _context: FormContext) -> dict[str, str]:
    """Ask for the client's words where something points to trafficking."""
    told = {getattr(form, name) for name in (*MEANS, *PURPOSE)}
    if (YES in told or form.suspicion) and not form.words:
        return {"words": _("Write down what the client told: somebody has to act on it.")}
    return {}


def doubts(form: TraffickingForm, _context: FormContext) -> list[str]:
    """Say that nobody speaks freely beside those who brought them."""
    if form.in_safety is False:
        return [
            _(
                "Nobody speaks freely beside the person who holds them. Ask again alone; until then it is open."
            )
        ]
    return []


def facts(form: TraffickingForm, context: FormContext) -> Facts:
    """Tell the case what came of it, and when; the answers stay in the record."""
    return {"trafficking": result(form, context.age), "trafficking_on": str(context.occurred_on)}


def columns(form: TraffickingForm, context: FormContext) -> dict[str, Any]:
    """Keep the result beside the answers."""
    return {"result": result(form, context.age)}


def summary(row: Mapping[str, Any]) -> Shown:
    """Say the result first, then what was answered."""
    head = ((_("Result"), code_label(row["result"], "trafficking")),)
    return head + filled_in(TRAFFICKING_SCREEN, row)


def said(row: Mapping[str, Any], _context: FormContext) -> str:
    """Say after saving what follows from it."""
    return {
        "TERINDIKASI": _(
            "Saved: signs of trafficking. Tell the supervisor today; the case goes on as trafficking."
        ),
        "PERLU_DIDALAMI": _("Saved: not clear yet. Ask again when the client is safe and rested."),
    }.get(row["result"], _("Saved: no signs of trafficking."))


TRAFFICKING_SCREEN = RecordKind(
    kind="trafficking_screen",
    title=lazy("Screen for trafficking"),
    form=TraffickingForm,
    table=TraffickingScreen,
    fields=FIELDS,
    facts=facts,
    columns=columns,
    check=check,
    doubts=doubts,
    summary=summary,
    said=said,
    when=lazy("Day of the conversation"),
    intro=lazy("Ask everybody the same. Explain why you ask, and that any question may be left open."),
)
