"""The criminal process of a trafficking victim and the restitution owed to them (UU 21/2007 arts. 48-50)."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from app.records.kind import Facts, Field, FormContext, RecordKind
from app.records.legal.tables import Restitution
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

DECIDED = frozenset({"DIPUTUS", "DIBAYAR_SEBAGIAN", "DIBAYAR"})
Rupiah = Annotated[int | None, Meta(ge=0, le=100_000_000_000)]


class RestitutionForm(Struct, frozen=True):
    """How far the process and the claim have come. Amounts in whole rupiah."""

    criminal_status: Annotated[str, Code("criminal_status")]
    restitution: Annotated[str, Code("restitution")]
    companion: Annotated[str | None, Meta(max_length=200)] = None
    lpsk: bool | None = None
    no_claim_reason: Annotated[str | None, Meta(max_length=1000)] = None
    claimed: Rupiah = None
    awarded: Rupiah = None
    paid: Rupiah = None
    decided_on: date | None = None
    note: Annotated[str | None, Meta(max_length=4000)] = None


FIELDS = (
    Field("criminal_status", lazy("Where the criminal process stands"), "radios"),
    Field("companion", lazy("Who accompanies the client"), hint=lazy("Legal aid, social worker, LPSK.")),
    Field("lpsk", lazy("Is the client under LPSK's protection?"), "yesno", optional=True),
    Field(
        "restitution",
        lazy("Restitution"),
        "radios",
        heading=lazy("Restitution"),
        hint=lazy("It is asked for from the first report on; explain it to every victim."),
    ),
    Field("no_claim_reason", lazy("Why the client asks for none")),
    Field("claimed", lazy("Claimed (rupiah)")),
    Field("awarded", lazy("Awarded (rupiah)")),
    Field("paid", lazy("Paid so far (rupiah)")),
    Field("decided_on", lazy("Decided on")),
    Field("note", lazy("Note")),
)


def check(form: RestitutionForm, context: FormContext) -> dict[str, str]:
    """Hold amounts and status against each other."""
    errors: dict[str, str] = {}
    if form.restitution == "TIDAK_DIMINTA" and not form.no_claim_reason:
        errors["no_claim_reason"] = _("Say why, in the client's words, after it was explained.")
    if form.restitution in DECIDED and (not form.awarded or not form.decided_on):
        errors["awarded" if not form.awarded else "decided_on"] = _("Fill in what was decided, and when.")
    if form.restitution == "DIBAYAR" and (form.paid or 0) < (form.awarded or 0):
        errors["paid"] = _("Less was paid than awarded: choose “partly paid”.")
    if form.decided_on and form.decided_on > context.today:
        errors["decided_on"] = _("This day lies ahead. Fill in the day it happened.")
    return errors


def facts(form: RestitutionForm, context: FormContext) -> Facts:
    """Tell the case how far process and claim have come; amounts stay in the record."""
    return {
        "criminal_status": form.criminal_status,
        "restitution": form.restitution,
        "restitution_on": str(context.occurred_on),
    }


RESTITUTION = RecordKind(
    kind="restitution",
    title=lazy("Legal process and restitution"),
    form=RestitutionForm,
    table=Restitution,
    fields=FIELDS,
    facts=facts,
    check=check,
    carries=True,
    when=lazy("Day of the change"),
)
