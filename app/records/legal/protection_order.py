"""Protection by police and court for a victim of violence at home (UU 23/2004 arts. 16-18, 28-32)."""

from datetime import date, timedelta
from typing import Annotated

from msgspec import Meta, Struct

from app.records.kind import Facts, Field, FormContext, RecordKind
from app.records.legal.tables import ProtectionOrder
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

POLICE_DAYS = 7  # calendar days that temporary protection by the police lasts at most; law


class OrderForm(Struct, frozen=True):
    """What police and court did, and until when it holds."""

    protection_order: Annotated[str, Code("protection_order")]
    domestic: bool | None = None
    police_protection_on: date | None = None
    police_protection_until: date | None = None
    requested_on: date | None = None
    ordered_on: date | None = None
    valid_until: date | None = None
    order_number: Annotated[str | None, Meta(max_length=100)] = None
    conditions: Annotated[str | None, Meta(max_length=1000)] = None
    reason: Annotated[str | None, Meta(max_length=1000)] = None


FIELDS = (
    Field(
        "domestic",
        lazy("Did the violence happen within a household?"),
        "yesno",
        hint=lazy("Then police give temporary protection within 24 hours and ask the court for an order."),
    ),
    Field("police_protection_on", lazy("Temporary protection began on"), heading=lazy("Police")),
    Field("police_protection_until", lazy("It lasts until"), hint=lazy("Seven days at most, by law.")),
    Field("protection_order", lazy("Protection order"), "radios", heading=lazy("Court")),
    Field("requested_on", lazy("Asked for on")),
    Field("ordered_on", lazy("Decided on")),
    Field("valid_until", lazy("Holds until"), hint=lazy("One year at most; it can be extended.")),
    Field("order_number", lazy("Number of the order")),
    Field("conditions", lazy("What it forbids or demands")),
    Field("reason", lazy("Why it is not needed or was refused")),
)

_ASKED = frozenset({"DIMINTA", "DITETAPKAN", "DITOLAK", "BERAKHIR"})
_DAYS = ("police_protection_on", "requested_on", "ordered_on")


def check(form: OrderForm, context: FormContext) -> dict[str, str]:
    """Ask each status for its day or its reason; hold the police's protection to its seven days."""
    ahead = _("This day lies ahead. Fill in the day it happened.")
    errors = {name: ahead for name in _DAYS if (day := getattr(form, name)) and day > context.today}
    if form.protection_order in _ASKED and not form.requested_on:
        errors["requested_on"] = _("Fill in when the court was asked.")
    if form.protection_order == "DITETAPKAN" and not form.ordered_on:
        errors["ordered_on"] = _("Fill in what was decided, and when.")
    if form.protection_order == "DITETAPKAN" and not form.valid_until:
        errors["valid_until"] = _("Fill in until when the order holds: the case is warned before it ends.")
    if form.protection_order in {"TIDAK_DIPERLUKAN", "DITOLAK"} and not form.reason:
        errors["reason"] = _("Say why.")
    return errors | _police(form)


def _police(form: OrderForm) -> dict[str, str]:
    began, until = form.police_protection_on, form.police_protection_until
    if until and not began:
        return {"police_protection_on": _("Fill in when the protection began.")}
    if began and until and not began <= until <= began + timedelta(days=POLICE_DAYS):
        return {"police_protection_until": _("By law it lasts at most %(days)s days.", days=POLICE_DAYS)}
    return {}


def facts(form: OrderForm, _context: FormContext) -> Facts:
    """Tell the case which protection stands and from when the law counts."""
    return {
        "domestic": bool(form.domestic),
        "police_protection_on": _iso(form.police_protection_on),
        "protection_order": form.protection_order,
        "protection_requested_on": _iso(form.requested_on),
        "protection_order_until": _iso(form.valid_until),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


PROTECTION_ORDER = RecordKind(
    kind="protection_order",
    title=lazy("Protection by police and court"),
    form=OrderForm,
    table=ProtectionOrder,
    fields=FIELDS,
    facts=facts,
    check=check,
    carries=True,
    when=lazy("Day of the change"),
)
