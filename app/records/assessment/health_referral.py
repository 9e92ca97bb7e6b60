"""A referral to a health service: that it was offered and how it stands. What was found is never kept here."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

SERVICES = ("PUSKESMAS", "RSJ_RS")
UNDER_WAY = frozenset({"DIRUJUK", "DIRAWAT"})


class HealthReferral(
    Record,
    name="health_referral",
    when=Words("Tanggal ditawarkan atau diberitahukan", "Day of the offer or the news"),
    intro=Words(
        "Hanya bahwa sudah ditawarkan dan perkembangannya. Hasil, diagnosis, dan tes tidak pernah dicatat di sini.",
        "Only that it was offered and how it stands. Results, diagnoses and tests never belong here.",
    ),
    readers=WITH_CARE,
    carries=True,
):
    """Health referral record: to whom, what for, how it stands. No field takes prose: no result can be written down."""

    purpose: Annotated[str, Code("health_purpose"), Ask("Untuk apa", "What for", "radios")]
    status: Annotated[str, Code("health_referral"), Ask("Keadaannya", "How it stands", "radios")]
    referred_to: Annotated[
        str | None,
        Code("referral_target"),
        Ask("Rujuk ke", "Refer to", "radios", only=SERVICES, sometimes=True),
    ] = None
    referred_on: Annotated[date | None, Ask("Dirujuk tanggal", "Referred on")] = None
    letter_number: Annotated[str | None, Meta(max_length=60), Ask("Nomor surat", "Letter number")] = None

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask a referral for its service; treatment is not declined on the client's behalf."""
        errors: dict[str, str] = {}
        if self.status != "DITAWARKAN" and self.referred_to not in SERVICES:
            errors["referred_to"] = both("Pilih layanan kesehatannya.", "Choose the health service.")
        if self.referred_on and self.referred_on > context.today:
            errors["referred_on"] = both(
                "Tanggal ini belum tiba. Isi tanggal kejadiannya.",
                "This day lies ahead. Fill in the day it happened.",
            )
        return errors

    def facts(self, context: FormContext) -> Facts:
        """Tell the case how the referral stands, and nothing of what came of it."""
        return {
            "health_referral": self.status,
            "health_referral_on": str(context.occurred_on),
            "in_treatment": self.purpose == "BEROBAT_DULU" and self.status in UNDER_WAY,
        }
