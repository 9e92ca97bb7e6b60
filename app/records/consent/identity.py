"""The way of somebody without papers to an identity: read by the civil registry, registered, issued."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.records.legal.tables import IdentityStep
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy


class IdentityForm(Struct, frozen=True):
    """What is known of who the client is, and what the civil registry did."""

    identity_status: Annotated[str, Code("identity_status")]
    called: Annotated[str | None, Meta(max_length=200)] = None
    marks: Annotated[str | None, Meta(max_length=500)] = None
    biometric_on: date | None = None
    biometric_found: bool | None = None
    registered_on: date | None = None
    office: Annotated[str | None, Meta(max_length=200)] = None
    letter_number: Annotated[str | None, Meta(max_length=100)] = None
    note: Annotated[str | None, Meta(max_length=2000)] = None


FIELDS = (
    Field("identity_status", lazy("How far"), "radios"),
    Field(
        "called",
        lazy("Name the client goes by"),
        hint=lazy("Write NIK and name into the client's own page once known."),
    ),
    Field(
        "marks",
        lazy("Marks to know the client by"),
        hint=lazy("Only for somebody who cannot say who they are."),
    ),
    Field("biometric_on", lazy("Biometric check on"), heading=lazy("Civil registry (Dukcapil)")),
    Field("biometric_found", lazy("Was the client found in the registry?"), "yesno", optional=True),
    Field("registered_on", lazy("Entered as a vulnerable resident on")),
    Field("office", lazy("Registry office")),
    Field("letter_number", lazy("Letter number")),
    Field("note", lazy("Note")),
)


def check(form: IdentityForm, context: FormContext) -> dict[str, str]:
    """Ask each step for its day."""
    errors: dict[str, str] = {}
    if form.identity_status in {"BIOMETRIK", "DIDAFTARKAN"} and not form.biometric_on:
        errors["biometric_on"] = _("Fill in when the registry made the biometric check.")
    if form.identity_status == "BIOMETRIK" and form.biometric_found is None:
        errors["biometric_found"] = _("Choose yes or no.")
    if form.identity_status == "DIDAFTARKAN" and not form.registered_on:
        errors["registered_on"] = _("Fill in when the client was entered as a vulnerable resident.")
    ahead = _("This day lies ahead. Fill in the day it happened.")
    told = ("biometric_on", "registered_on")
    return errors | {name: ahead for name in told if (day := getattr(form, name)) and day > context.today}


def facts(form: IdentityForm, context: FormContext) -> Facts:
    """Tell the case how far it has come."""
    return {"identity_status": form.identity_status, "identity_on": str(context.occurred_on)}


IDENTITY = RecordKind(
    kind="identity",
    title=lazy("Identity papers"),
    form=IdentityForm,
    table=IdentityStep,
    fields=FIELDS,
    facts=facts,
    check=check,
    carries=True,
    readers=WITH_CARE,
    when=lazy("Day of the change"),
)
