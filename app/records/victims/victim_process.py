"""What police, hospital and protection bodies do for a victim of violence. Findings of doctors are not kept here."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from app.records.kind import Facts, Field, FormContext, RecordKind
from app.records.legal.tables import VictimProcess
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy


class VictimForm(Struct, frozen=True):
    """How far reporting, examination and protection have come."""

    violence: Annotated[list[str], Code("violence"), Meta(min_length=1)]
    police_status: Annotated[str, Code("police_status")]
    visum_status: Annotated[str, Code("visum_status")]
    police_report_on: date | None = None
    police_report_number: Annotated[str | None, Meta(max_length=100)] = None
    police_unit: Annotated[str | None, Meta(max_length=200)] = None
    not_reported_reason: Annotated[str | None, Meta(max_length=1000)] = None
    visum_on: date | None = None
    ppa_informed_on: date | None = None
    lpsk: bool | None = None
    settlement: bool | None = None
    settlement_answer: Annotated[str | None, Meta(max_length=1000)] = None
    note: Annotated[str | None, Meta(max_length=4000)] = None


FIELDS = (
    Field("violence", lazy("Kind of violence")),
    Field(
        "police_status",
        lazy("Report to the police"),
        heading=lazy("Police"),
        hint=lazy("The client decides, of a child the family, with support; never the social worker alone."),
    ),
    Field("police_report_on", lazy("Reported on")),
    Field("police_report_number", lazy("Number of the police report")),
    Field("police_unit", lazy("Police unit")),
    Field("not_reported_reason", lazy("Why not for now")),
    Field(
        "visum_status",
        lazy("Medical examination (visum)"),
        heading=lazy("Hospital"),
        hint=lazy("Only that it was done, never what it found."),
    ),
    Field("visum_on", lazy("Examined on")),
    Field("ppa_informed_on", lazy("UPTD PPA informed on"), heading=lazy("Protection")),
    Field("lpsk", lazy("Was protection by LPSK asked for?"), "yesno", optional=True),
    Field("settlement", lazy("Was a settlement out of court proposed?"), "yesno"),
    Field("settlement_answer", lazy("What was answered")),
    Field("note", lazy("Note")),
)

_DAYS = ("police_report_on", "visum_on", "ppa_informed_on")


def check(form: VictimForm, context: FormContext) -> dict[str, str]:
    """Ask each status for its day or its reason; sexual violence is never settled (UU 12/2022)."""
    ahead = _("This day lies ahead. Fill in the day it happened.")
    errors = {name: ahead for name in _DAYS if (day := getattr(form, name)) and day > context.today}
    if form.police_status == "DILAPORKAN" and not form.police_report_on:
        errors["police_report_on"] = _("Fill in when it was reported.")
    if form.police_status == "TIDAK_MELAPOR" and not form.not_reported_reason:
        errors["not_reported_reason"] = _("Say why it is not reported for now, and what was explained.")
    if form.visum_status == "SELESAI" and not form.visum_on:
        errors["visum_on"] = _("Fill in when the examination was done.")
    if form.settlement and not form.settlement_answer:
        errors["settlement_answer"] = _("Say what was answered, and by whom.")
    return errors


def doubts(form: VictimForm, _context: FormContext) -> list[str]:
    """Say what the law does not allow."""
    if form.settlement and "SEKSUAL" in form.violence:
        return [_("By law sexual violence is not settled out of court, except where the suspect is a child.")]
    return []


def facts(form: VictimForm, _context: FormContext) -> Facts:
    """Tell the case how far it has come."""
    return {
        "police_status": form.police_status,
        "police_report_on": _iso(form.police_report_on),
        "visum_status": form.visum_status,
        "ppa_informed_on": _iso(form.ppa_informed_on),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


VICTIM_PROCESS = RecordKind(
    kind="victim_process",
    title=lazy("Police, hospital and protection"),
    form=VictimForm,
    table=VictimProcess,
    fields=FIELDS,
    facts=facts,
    check=check,
    doubts=doubts,
    carries=True,
    when=lazy("Day of the change"),
)
