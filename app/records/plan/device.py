"""An aid such as a wheelchair: requested, delivered, fitted. Each aid has its own history."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from uuid import UUID, uuid4

from msgspec import Meta, Struct

from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.records.plan.tables import Device
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

FOLLOWS = {
    "DITERIMA": frozenset({"DIAJUKAN", "DITERIMA"}),
    "TERPASANG": frozenset({"DITERIMA", "TERPASANG"}),
    "TIDAK_DIPAKAI": frozenset({"TERPASANG", "DITERIMA", "TIDAK_DIPAKAI"}),
    "BATAL": frozenset({"DIAJUKAN", "BATAL"}),
    "DIAJUKAN": frozenset({"DIAJUKAN"}),
}
"""What an aid must have been before."""
WAITED_FOR = frozenset({"DIAJUKAN", "DITERIMA"})
IN_USE = "TERPASANG"


class DeviceForm(Struct, frozen=True):
    """One aid. `device` names the one that is brought up to date; without it the aid is new."""

    device_kind: Annotated[str, Code("device")]
    status: Annotated[str, Code("device_status")] = "DIAJUKAN"
    provider: Annotated[str | None, Meta(max_length=200)] = None
    size: Annotated[str | None, Meta(max_length=300)] = None
    trained: bool | None = None
    reason: Annotated[str | None, Meta(max_length=1000)] = None
    device: UUID | None = None


FIELDS = (
    Field("device", lazy("Aid"), "hidden"),
    Field("device_kind", lazy("Kind of aid"), "choice"),
    Field("status", lazy("How it stands"), "radios"),
    Field(
        "provider",
        lazy("Requested from"),
        hint=lazy("Ministry centre (Sentra), health insurance, regency, donor."),
    ),
    Field("size", lazy("Size and needs"), hint=lazy("What it must fit: body, home, school.")),
    Field("trained", lazy("Were client and carer shown how to use it?"), "yesno", optional=True),
    Field("reason", lazy("Why it was refused, or is not used")),
)


def check(form: DeviceForm, context: FormContext) -> dict[str, str]:
    """Keep the steps in their order."""
    before = latest(context).get(form.device) if form.device else None
    if form.device and before is None:
        return {"": _("This aid does not belong to the case. Open it again from the list below.")}
    errors: dict[str, str] = {}
    if before is None and form.status != "DIAJUKAN":
        errors["status"] = _("Record the request first, then the delivery.")
    elif before is not None and before["status"] not in FOLLOWS[form.status]:
        errors["status"] = _("An aid is requested, then delivered, then fitted.")
    if form.status == IN_USE and form.trained is None:
        errors["trained"] = _("Choose yes or no.")
    if form.status in {"TIDAK_DIPAKAI", "BATAL"} and not form.reason:
        errors["reason"] = _("Say why.")
    return errors


def latest(context: FormContext) -> dict[UUID, Mapping[str, Any]]:
    """Return each aid of the case as it stands now."""
    found: dict[UUID, Mapping[str, Any]] = {}
    for row in context.earlier:
        found.setdefault(UUID(str(row["device"])), row)
    return found


def _requested(form: DeviceForm, context: FormContext) -> date:
    before = latest(context).get(form.device) if form.device else None
    return before["requested_on"] if before else context.occurred_on


def facts(form: DeviceForm, context: FormContext) -> Facts:
    """Count the aids waited for and in use, as they will stand with this one."""
    rows = [
        (row["status"], row["requested_on"]) for key, row in latest(context).items() if key != form.device
    ]
    rows.append((form.status, _requested(form, context)))
    waiting = [day for status, day in rows if status in WAITED_FOR]
    return {
        "devices_waiting": len(waiting),
        "devices_in_use": sum(status == IN_USE for status, _day in rows),
        "device_requested_on": str(min(waiting)) if waiting else "",
    }


def columns(form: DeviceForm, context: FormContext) -> dict[str, Any]:
    """Give a new aid its key, and keep the day it was requested."""
    return {"device": form.device or uuid4(), "requested_on": _requested(form, context)}


DEVICE = RecordKind(
    kind="device",
    title=lazy("Aid"),
    form=DeviceForm,
    table=Device,
    fields=FIELDS,
    facts=facts,
    columns=columns,
    check=check,
    begin=lambda _: {"status": "DIAJUKAN"},
    several="device",
    readers=WITH_CARE,
    intro=lazy("One aid at a time: the request, then the delivery, then the fitting."),
)
