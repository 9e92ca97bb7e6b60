"""The minutes by which a client passes from one body to another (berita acara serah terima)."""

from typing import Annotated

from msgspec import Meta, Struct

from app.records.kind import WITH_BOTH, Facts, Field, FormContext, RecordKind
from app.records.legal.tables import Handover
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

FEWEST = 2  # minutes are signed by both sides


class HandoverForm(Struct, frozen=True):
    """Between whom, who signed, what went along."""

    direction: Annotated[str, Code("handover_direction")]
    partner: Annotated[str, Meta(max_length=200)]
    number: Annotated[str | None, Meta(max_length=100)] = None
    place: Annotated[str | None, Meta(max_length=200)] = None
    papers: Annotated[str | None, Meta(max_length=2000)] = None
    signers: Annotated[list[str], Code("handover_signer")] = []
    on_paper: bool = False
    signed: bool | None = None
    note: Annotated[str | None, Meta(max_length=4000)] = None


FIELDS = (
    Field("direction", lazy("Direction")),
    Field(
        "partner", lazy("The other body"), hint=lazy("Bapas, institution, regency or city office, or family.")
    ),
    Field("number", lazy("Number of the minutes")),
    Field("place", lazy("Place")),
    Field("papers", lazy("Papers and belongings handed over")),
    Field("signers", lazy("Who signed"), heading=lazy("Signatures")),
    Field(
        "on_paper",
        lazy("Signed on paper"),
        hint=lazy("For partners who do not sign in here. Add the scanned minutes as a document."),
    ),
    Field("signed", lazy("Are the minutes signed by all?"), "yesno"),
    Field("note", lazy("Note")),
)


def check(form: HandoverForm, _context: FormContext) -> dict[str, str]:
    """Ask signed minutes for who signed."""
    if form.signed and len(form.signers) < FEWEST:
        return {"signers": _("Signed minutes bear the signatures of both sides: tick who signed.")}
    return {}


def facts(form: HandoverForm, context: FormContext) -> Facts:
    """Tell the case whether the minutes are signed, and since when."""
    return {
        "handover_signed": bool(form.signed),
        "handover_on": str(context.occurred_on) if form.signed else "",
    }


HANDOVER = RecordKind(
    kind="handover",
    title=lazy("Handover minutes"),
    form=HandoverForm,
    table=Handover,
    fields=FIELDS,
    facts=facts,
    check=check,
    carries=True,
    readers=WITH_BOTH,
    when=lazy("Day of the handover"),
)
