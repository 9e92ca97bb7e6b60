"""Where the client is to live, and whether that place is ready. Places nearer to the family come first."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta, Struct

from app.cases.store import CaseView
from app.records.kind import WITH_CARE, Facts, Field, FormContext, Options, RecordKind
from app.records.plan.institutions import of_kinds
from app.records.plan.tables import Placement
from app.scope import grants
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

ORDER = ("ORANG_TUA", "KERABAT", "ORANG_TUA_ASUH", "WALI", "ADOPSI", "PANTI")
"""The order of preference for a child (PP 44/2017, as practised): parents first, an institution last."""
ADULT = 18


class PlacementForm(Struct, frozen=True):
    """The place, the people there, and what was seen of it."""

    placement_kind: Annotated[str, Code("placement_kind")]
    destination: Annotated[str, Meta(max_length=500)]
    organisation: UUID | None = None
    carer_name: Annotated[str | None, Meta(max_length=200)] = None
    carer_relation: Annotated[str | None, Code("relation")] = None
    carer_agrees: bool | None = None
    visited_on: date | None = None
    findings: Annotated[str | None, Meta(max_length=4000)] = None
    why_not_nearer: Annotated[str | None, Meta(max_length=1000)] = None
    planned_on: date | None = None
    ready: bool | None = None
    not_ready_reason: Annotated[str | None, Meta(max_length=1000)] = None


FIELDS = (
    Field("placement_kind", lazy("With whom the client will live"), "radios"),
    Field(
        "destination",
        lazy("Destination"),
        "text",
        hint=lazy("Village and regency, or the name of the institution. Never a secret shelter's address."),
    ),
    Field(
        "organisation",
        lazy("Institution of this system"),
        "choice",
        hint=lazy("Its staff then see this case while the client stays there."),
    ),
    Field("planned_on", lazy("Planned for")),
    Field(
        "why_not_nearer",
        lazy("Why nobody closer"),
        hint=lazy("Parents first, then kin; an institution comes last."),
    ),
    Field("carer_name", lazy("Who receives the client"), heading=lazy("The people there")),
    Field("carer_relation", lazy("Relation to the client")),
    Field("carer_agrees", lazy("Does this person agree?"), "yesno", optional=True),
    Field("visited_on", lazy("Home visited on"), heading=lazy("Is the place ready?")),
    Field("findings", lazy("What was seen")),
    Field("ready", lazy("Is the place ready to receive the client?"), "yesno"),
    Field("not_ready_reason", lazy("What is missing")),
)


def check(form: PlacementForm, context: FormContext) -> dict[str, str]:
    """Ask for agreement to a ready place, and for the reason why a child cannot live with the family."""
    errors: dict[str, str] = {}
    is_child = context.age is not None and context.age < ADULT
    if is_child and form.placement_kind == "MANDIRI" and (context.age or 0) < ADULT - 2:
        errors["placement_kind"] = _("A child of %(age)s cannot live alone.", age=context.age)
    if is_child and form.placement_kind in ORDER[2:] and not form.why_not_nearer:
        errors["why_not_nearer"] = _("Say why neither parents nor kin can care for the child.")
    if form.organisation and form.placement_kind != "PANTI":
        errors["organisation"] = _("Leave this empty unless the client goes to an institution.")
    if form.visited_on and form.visited_on > context.today:
        errors["visited_on"] = _("This day lies ahead. Fill in the day it happened.")
    if form.ready and form.carer_agrees is False:
        errors["ready"] = _("The place is not ready while whoever receives the client does not agree.")
    if form.ready is False and not form.not_ready_reason:
        errors["not_ready_reason"] = _("Say what is missing, so that somebody can see to it.")
    return errors


def doubts(form: PlacementForm, _context: FormContext) -> list[str]:
    """Ask again when a place that nobody visited is called ready."""
    if form.ready and form.visited_on is None:
        return [_("No visit is recorded. Is the place ready all the same?")]
    return []


def facts(form: PlacementForm, _context: FormContext) -> Facts:
    """Tell the case where the client goes and whether it is ready."""
    return {
        "placement_kind": form.placement_kind,
        "placement_ready": bool(form.ready),
        "destination": form.destination,
    }


async def options() -> Options:
    """Offer the institutions of this product."""
    return await of_kinds("organisation", "UPTD", "LKS")


async def kept(row: Any, case: CaseView, now: datetime) -> None:
    """Let the institution's staff see the case from the day the client is placed there until they are placed elsewhere."""
    await grants.end(case.id, "PLACEMENT", now=now)
    if row.organisation:
        await grants.grant(case.client, case.id, grants.organisation(row.organisation), "PLACEMENT", now=now)


PLACEMENT = RecordKind(
    kind="placement",
    title=lazy("Placement"),
    form=PlacementForm,
    table=Placement,
    fields=FIELDS,
    facts=facts,
    check=check,
    doubts=doubts,
    carries=True,
    options=options,
    kept=kept,
    readers=WITH_CARE,
)
