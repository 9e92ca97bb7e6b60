"""The way of somebody without papers to an identity: read by the civil registry, registered, issued."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both


class Identity(
    Record,
    name="identity",
    when=Words("Tanggal perubahan", "Day of the change"),
    readers=WITH_CARE,
    carries=True,
):
    """Identity papers record: what is known of who the client is, and what the civil registry did."""

    identity_status: Annotated[str, Code("identity_status"), Ask("Sejauh mana", "How far", "radios")]
    called: Annotated[
        str | None,
        Meta(max_length=200),
        Ask(
            "Nama panggilan klien",
            "Name the client goes by",
            hint=Words(
                "Bila NIK dan nama sudah diketahui, tuliskan di halaman klien.",
                "Write NIK and name into the client's own page once known.",
            ),
        ),
    ] = None
    marks: Annotated[
        str | None,
        Meta(max_length=500),
        Ask(
            "Ciri-ciri klien",
            "Marks to know the client by",
            hint=Words(
                "Hanya bila klien tidak dapat menyebutkan dirinya.",
                "Only for somebody who cannot say who they are.",
            ),
        ),
    ] = None
    biometric_on: Annotated[
        date | None,
        Ask(
            "Perekaman biometrik tanggal",
            "Biometric check on",
            heading=Words("Dukcapil", "Civil registry (Dukcapil)"),
            sometimes=True,
        ),
    ] = None
    biometric_found: Annotated[
        bool | None,
        Ask(
            "Apakah data klien ditemukan?",
            "Was the client found in the registry?",
            "yesno",
            optional=True,
            sometimes=True,
        ),
    ] = None
    registered_on: Annotated[
        date | None,
        Ask("Didata sebagai penduduk rentan tanggal", "Entered as a vulnerable resident on", sometimes=True),
    ] = None
    office: Annotated[str | None, Meta(max_length=200), Ask("Kantor Dukcapil", "Registry office")] = None
    letter_number: Annotated[str | None, Meta(max_length=100), Ask("Nomor surat", "Letter number")] = None
    note: Annotated[str | None, Meta(max_length=2000), Ask("Catatan", "Note")] = None

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask each step for its day."""
        errors: dict[str, str] = {}
        if self.identity_status in {"BIOMETRIK", "DIDAFTARKAN"} and not self.biometric_on:
            errors["biometric_on"] = both(
                "Isi kapan Dukcapil memeriksa biometrik.",
                "Fill in when the registry made the biometric check.",
            )
        if self.identity_status == "BIOMETRIK" and self.biometric_found is None:
            errors["biometric_found"] = both("Pilih ya atau tidak.", "Choose yes or no.")
        if self.identity_status == "DIDAFTARKAN" and not self.registered_on:
            errors["registered_on"] = both(
                "Isi kapan klien didata sebagai penduduk rentan.",
                "Fill in when the client was entered as a vulnerable resident.",
            )
        ahead = both(
            "Tanggal ini belum tiba. Isi tanggal kejadiannya.",
            "This day lies ahead. Fill in the day it happened.",
        )
        dated = ("biometric_on", "registered_on")
        return errors | {
            name: ahead for name in dated if (day := getattr(self, name)) and day > context.today
        }

    def facts(self, context: FormContext) -> Facts:
        """Tell the case how far it has come."""
        return {"identity_status": self.identity_status, "identity_on": str(context.occurred_on)}
