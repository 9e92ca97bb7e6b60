"""Where a client is sheltered for now. The place of a secret shelter is told to nobody who need not know it.

The place stands in this record alone: no fact, event, note of the system or list holds it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct

from app.cases.store import CaseView
from app.records.history import filled_in
from app.records.kind import WITH_CARE, Facts, Field, FormContext, Options, Reader, RecordKind, Shown
from app.records.plan.institutions import of_kinds
from app.records.plan.tables import Shelter
from app.scope import grants
from app.scope.need_to_know import may_know_place
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

ALWAYS_SECRET = frozenset({"RPTC", "RUMAH_AMAN"})
"""A trauma centre and a safe house protect only while nobody knows where they are."""
IN, OUT = "MASUK", "KELUAR"


class ShelterForm(Struct, frozen=True):
    """Coming in, or going out. Moving to another shelter is coming in there."""

    status: Annotated[str, Code("shelter_status")]
    shelter_kind: Annotated[str | None, Code("shelter_kind")] = None
    secret: bool | None = None
    place: Annotated[str | None, Meta(max_length=300)] = None
    contact: Annotated[str | None, Meta(max_length=200)] = None
    organisation: UUID | None = None
    until: date | None = None
    left_to: Annotated[str | None, Code("shelter_left_to")] = None
    note: Annotated[str | None, Meta(max_length=2000)] = None


FIELDS = (
    Field("status", lazy("Coming in or going out?"), "radios"),
    Field("shelter_kind", lazy("Kind of shelter"), "choice", heading=lazy("When the client comes in")),
    Field(
        "secret",
        lazy("Must the place stay secret?"),
        "yesno",
        optional=True,
        hint=lazy("Then only the worker, their supervisor and the shelter's own staff see it."),
    ),
    Field(
        "place", lazy("Name or address"), "text", hint=lazy("The only place where it may be written down.")
    ),
    Field("contact", lazy("Whom to call there"), hint=lazy("Kept as secret as the place.")),
    Field(
        "organisation",
        lazy("Institution of this system"),
        "choice",
        hint=lazy("Its staff then see this case while the client stays there."),
    ),
    Field("until", lazy("Planned until")),
    Field("left_to", lazy("Where the client went"), "radios", heading=lazy("When the client leaves")),
    Field("note", lazy("Note"), hint=lazy("Read by everybody on the case: no names, no address.")),
)


def check(form: ShelterForm, context: FormContext) -> dict[str, str]:
    """Ask coming in for its place and going out for where to; keep what must be secret so."""
    return _coming(form, context) if form.status == IN else _going(form, context)


def _coming(form: ShelterForm, context: FormContext) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not form.shelter_kind:
        errors["shelter_kind"] = _("Choose the kind of shelter.")
    if form.secret is None:
        errors["secret"] = _("Choose yes or no.")
    elif form.shelter_kind in ALWAYS_SECRET and not form.secret:
        errors["secret"] = _("A trauma centre or safe house is always secret: choose yes.")
    if not form.place:
        errors["place"] = _("Fill in where the client is, so that those who need to know can find them.")
    if form.until and form.until < context.occurred_on:
        errors["until"] = _("The stay cannot end before it begins.")
    if form.left_to:
        errors["left_to"] = _("Leave this empty while the client stays.")
    return errors


def _going(form: ShelterForm, context: FormContext) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not context.state.facts.get("sheltered"):
        errors["status"] = _("No shelter is recorded that the client could leave.")
    if not form.left_to:
        errors["left_to"] = _("Say where the client went.")
    for name in ("shelter_kind", "secret", "place", "contact", "organisation", "until"):
        if getattr(form, name) is not None:
            errors[name] = _("Leave this empty when the client leaves.")
    return errors


def facts(form: ShelterForm, context: FormContext) -> Facts:
    """Tell the case that the client is sheltered, in what kind of place and until when; never where."""
    day = str(context.occurred_on)
    if form.status == OUT:
        return {"sheltered": False, "shelter_until": "", "shelter_left_on": day}
    return {
        "sheltered": True,
        "shelter_kind": form.shelter_kind or "",
        "shelter_secret": bool(form.secret),
        "sheltered_on": _since(context) or day,
        "shelter_until": str(form.until or ""),
        "shelter_left_on": "",
    }


def _since(context: FormContext) -> str:
    """Give the day an unbroken stay began: moving from one shelter to another does not begin it anew."""
    known = context.state.facts
    return str(known.get("sheltered_on") or "") if known.get("sheltered") else ""


def columns(form: ShelterForm, _context: FormContext) -> dict[str, Any]:
    """Keep no answer about secrecy where there is no place."""
    return {"secret": bool(form.secret)}


def guarded(row: Mapping[str, Any], reader: Reader) -> Mapping[str, Any]:
    """Take the place out of a secret shelter's row for whoever need not know it."""
    if not row["secret"]:
        return row
    shelter = row["organisation"]
    if may_know_place(reader.me, worker=reader.worker, unit=reader.unit, shelter=shelter):
        return row
    return {**row, "place": "", "contact": "", "organisation": None}


def summary(row: Mapping[str, Any]) -> Shown:
    """Say what is known; of a place that this reader need not know, that it is a safe one."""
    told = filled_in(SHELTER, row, without=frozenset({"organisation"}))
    if row["status"] == IN and not row["place"]:
        return (*told, (_("Name or address"), _("A safe place")))
    return told


async def options() -> Options:
    """Offer the institutions of this product."""
    return await of_kinds("organisation", "UPTD", "LKS")


async def kept(row: Any, case: CaseView, now: datetime) -> None:
    """Let the shelter's staff see the case for as long as the client is with them."""
    await grants.end(case.id, "SHELTER", now=now)
    if row.status == IN and row.organisation:
        await grants.grant(case.client, case.id, grants.organisation(row.organisation), "SHELTER", now=now)


SHELTER = RecordKind(
    kind="shelter",
    title=lazy("Shelter"),
    form=ShelterForm,
    table=Shelter,
    fields=FIELDS,
    facts=facts,
    columns=columns,
    check=check,
    guarded=guarded,
    summary=summary,
    options=options,
    kept=kept,
    readers=WITH_CARE,
    when=lazy("Day of coming in or leaving"),
    intro=lazy("Before you write: can anybody read over your shoulder? The place is shown to nobody else."),
)
