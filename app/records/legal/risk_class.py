"""The risk class of an inmate, taken over from corrections. It informs the plan; it never refuses a service."""

from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from app.records.kind import WITH_BAPAS, Facts, FormContext, Record
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both


class RiskClass(
    Record,
    name="risk_class",
    when=Words("Tanggal disampaikan", "Day it was told"),
    intro=Words(
        "Tuliskan temuan pemasyarakatan. Kelas tinggi berarti kontak lebih sering, bukan alasan menolak.",
        "Write down what corrections found. A high class calls for closer contact; it is no ground to refuse.",
    ),
    readers=WITH_BAPAS,
):
    """Risk class (from corrections) record: what corrections found, by which instrument."""

    rri_class: Annotated[str, Code("risk_class"), Ask("Kelas risiko", "Risk class"), Trait.SHARED]
    assessed_on: Annotated[date, Ask("Dinilai tanggal", "Assessed on"), Trait.SHARED]
    instrument: Annotated[
        str,
        Meta(max_length=60),
        Ask(
            "Instrumen",
            "Instrument",
            hint=Words(
                "Sesuai sebutan pemasyarakatan, misalnya RRI.", "As corrections call it, such as RRI."
            ),
        ),
        Trait.SHARED,
    ]
    instrument_version: Annotated[
        str | None, Meta(max_length=40), Ask("Versi instrumen", "Version of the instrument"), Trait.SHARED
    ] = None
    issued_by: Annotated[
        str,
        Meta(max_length=200),
        Ask(
            "Dinilai oleh",
            "Assessed by",
            hint=Words("Bapas atau lapas yang menilai.", "The Bapas or prison that made the assessment."),
        ),
        Trait.SHARED,
    ]
    letter_number: Annotated[
        str | None, Meta(max_length=100), Ask("Nomor surat", "Letter number"), Trait.SHARED
    ] = None
    needs: Annotated[
        list[str],
        Code("criminogenic_need"),
        Ask("Kebutuhan menurut pemasyarakatan", "Needs named by corrections", "checkboxes"),
    ] = []
    recommendation: Annotated[
        str | None,
        Meta(max_length=2000),
        Ask(
            "Rekomendasi singkat",
            "Recommendation, in short",
            hint=Words(
                "Litmas bersifat rahasia dan tidak disimpan di sini.",
                "The social inquiry report itself is confidential and does not belong here.",
            ),
        ),
    ] = None

    @classmethod
    def begin(cls, context: FormContext) -> dict[str, Any]:
        """Propose what an untouched form shows."""
        return {} if context.earlier else {"instrument": "RRI"}

    def check(self, context: FormContext) -> dict[str, str]:
        """Keep the day of the assessment out of the future."""
        if self.assessed_on > context.today:
            return {
                "assessed_on": both(
                    "Tanggal ini belum tiba. Isi tanggal kejadiannya.",
                    "This day lies ahead. Fill in the day it happened.",
                )
            }
        return {}

    def facts(self, _context: FormContext) -> Facts:
        """Tell the case the class and its day."""
        return {"rri_class": self.rri_class, "rri_on": str(self.assessed_on)}
