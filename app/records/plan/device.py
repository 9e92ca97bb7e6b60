"""An aid such as a wheelchair: requested, delivered, fitted. Each aid has its own history."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from uuid import UUID, uuid4

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

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


class Device(
    Record,
    name="device",
    intro=Words(
        "Satu alat setiap kali: pengajuan, lalu penerimaan, lalu pemasangan.",
        "One aid at a time: the request, then the delivery, then the fitting.",
    ),
    readers=WITH_CARE,
    several="device",
):
    """Aid record: one aid. `device` names the one that is brought up to date; without it the aid is new."""

    device: Annotated[UUID | None, Ask("Alat bantu", "Aid", "hidden")] = None
    device_kind: Annotated[str, Code("device"), Ask("Jenis alat bantu", "Kind of aid", "choice")]
    status: Annotated[str, Code("device_status"), Ask("Keadaannya", "How it stands", "radios")] = "DIAJUKAN"
    provider: Annotated[
        str | None,
        Meta(max_length=200),
        Ask(
            "Diajukan kepada",
            "Requested from",
            hint=Words(
                "Sentra Kemensos, BPJS Kesehatan, kabupaten/kota, donatur.",
                "Ministry centre (Sentra), health insurance, regency, donor.",
            ),
        ),
    ] = None
    size: Annotated[
        str | None,
        Meta(max_length=300),
        Ask(
            "Ukuran dan kebutuhan",
            "Size and needs",
            hint=Words("Harus cocok dengan badan, rumah, sekolah.", "What it must fit: body, home, school."),
        ),
    ] = None
    trained: Annotated[
        bool | None,
        Ask(
            "Apakah klien dan pengasuh sudah dilatih memakainya?",
            "Were client and carer shown how to use it?",
            "yesno",
            optional=True,
            sometimes=True,
        ),
    ] = None
    reason: Annotated[
        str | None,
        Meta(max_length=1000),
        Ask("Mengapa ditolak atau tidak dipakai", "Why it was refused, or is not used", sometimes=True),
    ] = None
    requested_on: Annotated[date | None, Trait.DERIVED] = None
    """Of the aid, kept through its history."""

    @classmethod
    def begin(cls, _context: FormContext) -> dict[str, Any]:
        """Propose what an untouched form shows."""
        return {"status": "DIAJUKAN"}

    def check(self, context: FormContext) -> dict[str, str]:
        """Keep the steps in their order."""
        before = latest(context).get(self.device) if self.device else None
        if self.device and before is None:
            return {
                "": both(
                    "Alat bantu ini bukan milik kasus ini. Buka lagi dari daftar di bawah.",
                    "This aid does not belong to the case. Open it again from the list below.",
                )
            }
        errors: dict[str, str] = {}
        if before is None and self.status != "DIAJUKAN":
            errors["status"] = both(
                "Catat pengajuannya dulu, kemudian penerimaannya.",
                "Record the request first, then the delivery.",
            )
        elif before is not None and before["status"] not in FOLLOWS[self.status]:
            errors["status"] = both(
                "Alat bantu diajukan, lalu diterima, lalu dipasang.",
                "An aid is requested, then delivered, then fitted.",
            )
        if self.status == IN_USE and self.trained is None:
            errors["trained"] = both("Pilih ya atau tidak.", "Choose yes or no.")
        if self.status in {"TIDAK_DIPAKAI", "BATAL"} and not self.reason:
            errors["reason"] = both("Tuliskan alasannya.", "Say why.")
        return errors

    def facts(self, context: FormContext) -> Facts:
        """Count the aids waited for and in use, as they will stand with this one."""
        rows = [
            (row["status"], row["requested_on"]) for key, row in latest(context).items() if key != self.device
        ]
        rows.append((self.status, _requested(self, context)))
        waiting = [day for status, day in rows if status in WAITED_FOR]
        return {
            "devices_waiting": len(waiting),
            "devices_in_use": sum(status == IN_USE for status, _day in rows),
            "device_requested_on": str(min(waiting)) if waiting else "",
        }

    def derive(self, context: FormContext) -> dict[str, Any]:
        """Give a new aid its key, and keep the day it was requested."""
        return {"device": self.device or uuid4(), "requested_on": _requested(self, context)}


def latest(context: FormContext) -> dict[UUID, Mapping[str, Any]]:
    """Return each aid of the case as it stands now."""
    latest_by_device: dict[UUID, Mapping[str, Any]] = {}
    for row in context.earlier:
        latest_by_device.setdefault(UUID(str(row["device"])), row)
    return latest_by_device


def _requested(form: Device, context: FormContext) -> date:
    before = latest(context).get(form.device) if form.device else None
    return before["requested_on"] if before else context.occurred_on
