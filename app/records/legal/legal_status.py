"""Where a child's legal process stands. It runs beside the stages and does not wait for them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from app.records.consent.agreement import BAPAS, kept, options
from app.records.kind import WITH_BAPAS, Facts, Field, FormContext, RecordKind
from app.records.legal.tables import LegalStatus
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from workflows.view import years_between


class LegalForm(Struct, frozen=True):
    """The status, the child's role, and the days from which the law counts."""

    legal_status: Annotated[str, Code("legal_status")]
    abh_role: Annotated[str, Code("abh_role")]
    act_on: date | None = None
    article: Annotated[str | None, Meta(max_length=200)] = None
    threat_below_7_years: bool | None = None
    is_repeat: bool | None = None
    investigation_started_on: date | None = None
    diversion_started_on: date | None = None
    diversion_ended_on: date | None = None
    court_received_on: date | None = None
    court_order_on: date | None = None
    litmas_requested_at: datetime | None = None
    litmas_received: bool = False
    litmas_received_on: date | None = None
    institution: Annotated[str | None, Meta(max_length=200)] = None
    officer: Annotated[str | None, Meta(max_length=200)] = None
    letter_number: Annotated[str | None, Meta(max_length=100)] = None
    bapas_office: UUID | None = None
    note: Annotated[str | None, Meta(max_length=4000)] = None


FIELDS = (
    Field("legal_status", lazy("Legal status"), "choice"),
    Field("abh_role", lazy("The child's role")),
    Field(
        "act_on", lazy("Day of the act"), hint=lazy("The child's age on this day decides which path applies.")
    ),
    Field("article", lazy("Article")),
    Field(
        "threat_below_7_years", lazy("Is the threatened sentence below seven years?"), "yesno", optional=True
    ),
    Field("is_repeat", lazy("Is it a repeat?"), "yesno", optional=True),
    Field(
        "investigation_started_on",
        lazy("Investigation began on"),
        heading=lazy("Legal clocks"),
        hint=lazy("By law diversion begins within 7 days of this day."),
    ),
    Field("diversion_started_on", lazy("Diversion began on"), hint=lazy("By law it lasts at most 30 days.")),
    Field("diversion_ended_on", lazy("Diversion ended on")),
    Field(
        "court_received_on",
        lazy("Court received the agreement on"),
        hint=lazy("By law it is sent within 3 days, and decided within 3 days of this day."),
    ),
    Field("court_order_on", lazy("Court determination or decision on")),
    Field(
        "litmas_requested_at",
        lazy("Social inquiry report (litmas) asked for at"),
        heading=lazy("Bapas"),
        hint=lazy("Day and time: Bapas has three times 24 hours."),
    ),
    Field("litmas_received", lazy("The social inquiry report was received")),
    Field("litmas_received_on", lazy("Received on")),
    Field(
        "institution",
        lazy("Body in charge"),
        heading=lazy("Who has the process"),
        hint=lazy("Police, court, LPKS."),
    ),
    Field("officer", lazy("Officer")),
    Field("letter_number", lazy("Letter number")),
    BAPAS,
    Field("note", lazy("Note")),
)

_DAYS = (
    "act_on",
    "investigation_started_on",
    "diversion_started_on",
    "diversion_ended_on",
    "court_received_on",
    "court_order_on",
    "litmas_received_on",
)
_ORDER = (
    "act_on",
    "investigation_started_on",
    "diversion_started_on",
    "diversion_ended_on",
    "court_received_on",
    "court_order_on",
)
UNDER_14, UNDER_12 = 14, 12
"""By the child's age at the act: below the first measures only, below the second neither diversion nor trial."""
_TRIED = frozenset(
    {"DIVERSI_PROSES", "DIVERSI_BERHASIL", "DIVERSI_GAGAL", "PENUNTUTAN", "SIDANG", "PUTUSAN_TINDAKAN"}
)


def check(form: LegalForm, context: FormContext) -> dict[str, str]:
    """Ask each status for the day it counts from; no day lies ahead."""
    ahead = _("This day lies ahead. Fill in the day it happened.")
    errors = {name: ahead for name in _DAYS if (day := getattr(form, name)) and day > context.today}
    if form.litmas_requested_at and form.litmas_requested_at > context.now:
        errors["litmas_requested_at"] = ahead
    if form.legal_status == "PENYIDIKAN" and not form.investigation_started_on:
        errors["investigation_started_on"] = _("The legal clock counts from this day: fill it in.")
    if form.legal_status == "DIVERSI_PROSES" and not form.diversion_started_on:
        errors["diversion_started_on"] = _("The legal clock counts from this day: fill it in.")
    if form.legal_status in {"DIVERSI_BERHASIL", "DIVERSI_GAGAL"} and not form.diversion_ended_on:
        errors["diversion_ended_on"] = _("Fill in when the diversion ended.")
    if form.abh_role == "PELAKU" and not form.act_on:
        errors["act_on"] = _("Fill in the day of the act: the child's age then decides which path applies.")
    return errors if context.age_is_estimated else errors | _too_young(form, context)


def _too_young(form: LegalForm, context: FormContext) -> dict[str, str]:
    """Refuse what the law does not foresee for a child of this age at the act."""
    age = _age_at_the_act(form, context)
    if age is None or age >= UNDER_14:
        return {}
    if age < UNDER_12 and form.legal_status in _TRIED:
        words = _("The child was %(age)s at the act. Under 12 there is neither diversion nor trial.", age=age)
        way = _("Investigator, Bapas and social worker decide together: back to the parents, or a programme.")
        return {"legal_status": f"{words} {way}"}
    if form.legal_status == "PUTUSAN_PIDANA":
        return {
            "legal_status": _(
                "The child was %(age)s at the act. Under 14 the law knows measures only, no sentence.",
                age=age,
            )
        }
    return {}


def _age_at_the_act(form: LegalForm, context: FormContext) -> int | None:
    """Return the age of a child in conflict with the law on the day of the act, where both days are known."""
    born = context.day("birth_date")
    if form.abh_role != "PELAKU" or form.act_on is None or born is None:
        return None
    return years_between(born, form.act_on)


def doubts(form: LegalForm, context: FormContext) -> list[str]:
    """Ask again about days out of order and a diversion that the law does not foresee."""
    told = [day for name in _ORDER if (day := getattr(form, name))]
    found: list[str] = []
    if told != sorted(told):
        found.append(_("The days do not follow each other: act, investigation, diversion, decision."))
    if form.legal_status.startswith("DIVERSI") and (form.is_repeat or form.threat_below_7_years is False):
        found.append(_("By law, diversion is for threats below seven years and no repeat."))
    if context.age_is_estimated:
        found += _too_young(form, context).values()
    return found


def facts(form: LegalForm, _context: FormContext) -> Facts:
    """Tell the case the status and the days its legal clocks count from."""
    asked = form.litmas_requested_at
    return {
        "legal_status": form.legal_status,
        "abh_role": form.abh_role,
        "act_on": _iso(form.act_on),
        "investigation_started_on": _iso(form.investigation_started_on),
        "diversion_started_on": _iso(form.diversion_started_on),
        "diversion_ended_on": _iso(form.diversion_ended_on),
        "court_received_on": _iso(form.court_received_on),
        "court_order_on": _iso(form.court_order_on),
        "diversion_possible": _divertible(form),
        "litmas_requested_at": asked.isoformat() if asked else "",
        "litmas_received": form.litmas_received,
    }


def _divertible(form: LegalForm) -> bool | str:
    """Tell whether the law allows diversion; nothing while either answer is open."""
    if form.is_repeat or form.threat_below_7_years is False:
        return False
    return True if form.threat_below_7_years and form.is_repeat is False else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


LEGAL_STATUS = RecordKind(
    kind="legal_status",
    title=lazy("Legal status"),
    form=LegalForm,
    table=LegalStatus,
    fields=FIELDS,
    facts=facts,
    check=check,
    doubts=doubts,
    carries=True,
    options=options,
    kept=kept,
    readers=WITH_BAPAS,
    when=lazy("Day of the change"),
)
