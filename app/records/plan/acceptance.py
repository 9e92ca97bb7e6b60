"""Papers in hand, and how family and neighbourhood take the client: what belonging comes to, as plain facts."""

from typing import Annotated

from msgspec import Meta, Struct

from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.records.plan.tables import Acceptance
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy


class AcceptanceForm(Struct, frozen=True):
    """Identity papers, family, neighbourhood."""

    family_acceptance: Annotated[str, Code("family_acceptance")]
    identity_card: bool | None = None
    family_card: bool | None = None
    health_insurance: bool | None = None
    conditions: Annotated[str | None, Meta(max_length=1000)] = None
    community_acceptance: Annotated[str | None, Code("community_acceptance")] = None
    told_by: Annotated[str | None, Meta(max_length=300)] = None
    note: Annotated[str | None, Meta(max_length=2000)] = None


FIELDS = (
    Field("identity_card", lazy("Has the client an identity card (KTP)?"), "yesno", heading=lazy("Papers")),
    Field("family_card", lazy("Is the client on a family card (KK)?"), "yesno", optional=True),
    Field("health_insurance", lazy("Has the client health insurance (BPJS)?"), "yesno", optional=True),
    Field("family_acceptance", lazy("How the family takes the client"), "radios", heading=lazy("Acceptance")),
    Field("conditions", lazy("The family's conditions")),
    Field("community_acceptance", lazy("How the neighbourhood takes the client")),
    Field("told_by", lazy("Who said so"), "text", hint=lazy("The client, the family, neighbourhood heads.")),
    Field("note", lazy("Note"), hint=lazy("Nothing about whom the client loves or lives with.")),
)


def check(form: AcceptanceForm, _context: FormContext) -> dict[str, str]:
    """Ask which conditions the family makes."""
    if form.family_acceptance == "BERSYARAT" and not form.conditions:
        return {"conditions": _("Write down the family's conditions.")}
    return {}


def facts(form: AcceptanceForm, context: FormContext) -> Facts:
    """Tell the case the papers and the acceptance."""
    return {
        "identity_card": bool(form.identity_card),
        "family_acceptance": form.family_acceptance,
        "community_acceptance": form.community_acceptance or "",
        "acceptance_on": str(context.occurred_on),
    }


ACCEPTANCE = RecordKind(
    kind="acceptance",
    title=lazy("Papers and acceptance"),
    form=AcceptanceForm,
    table=Acceptance,
    fields=FIELDS,
    facts=facts,
    check=check,
    carries=True,
    readers=WITH_CARE,
    when=lazy("Day it was found out"),
)
