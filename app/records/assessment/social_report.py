"""The social report for police, prosecutor or court: of a child victim or witness due 3 x 24 hours after the letter (PP 65/2015)."""

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta

from app import clock
from app.records.kind import WITH_BAPAS, Facts, FormContext, Record
from app.records.marks import Ask
from app.web.i18n.bilingual import Words, both

Prose = Annotated[str | None, Meta(max_length=8000)]


class SocialReport(
    Record,
    name="social_report",
    when=Words("Tanggal laporan", "Day of the report"),
    readers=WITH_BAPAS,
    carries=True,
):
    """Social report record: what the report says in short, who asked for it, and whether it is finished."""

    requested_by: Annotated[
        str | None,
        Meta(max_length=200),
        Ask(
            "Diminta oleh",
            "Asked for by",
            hint=Words(
                "Unit polisi, kejaksaan, pengadilan, atau Bapas.", "Police unit, prosecutor, court or Bapas."
            ),
        ),
    ] = None
    requested_at: Annotated[
        datetime | None,
        Ask(
            "Surat permintaan diterima pada",
            "The letter asking for it was received at",
            hint=Words(
                "Tanggal dan jam. Untuk anak korban atau saksi: 3 × 24 jam menurut PP 65/2015.",
                "Day and time. For a child victim or witness: 3 × 24 hours by PP 65/2015.",
            ),
        ),
    ] = None
    family: Annotated[
        Prose, Ask("Anak dan keluarga", "The child and the family", heading=Words("Isinya", "What it says"))
    ] = None
    circumstances: Annotated[
        Prose,
        Ask(
            "Keadaan saat kejadian",
            "Circumstances of the act",
            hint=Words("Tidak lebih dari yang diperlukan laporan.", "No more than the report needs."),
        ),
    ] = None
    recommendation: Annotated[Prose, Ask("Rekomendasi", "Recommendation", sometimes=True)] = None
    done: Annotated[
        bool,
        Ask(
            "Laporan selesai",
            "The report is finished",
            heading=Words("Penyelesaian", "Finishing it"),
            sometimes=True,
        ),
    ] = False
    number: Annotated[str | None, Meta(max_length=100), Ask("Nomor laporan", "Report number")] = None
    submitted_to: Annotated[str | None, Meta(max_length=200), Ask("Diserahkan kepada", "Handed in to")] = None
    submitted_on: Annotated[date | None, Ask("Diserahkan tanggal", "Handed in on")] = None

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask a finished report for its recommendation, and days for their order."""
        errors: dict[str, str] = {}
        if self.done and not self.recommendation:
            errors["recommendation"] = both(
                "Laporan yang selesai memerlukan rekomendasi.", "A finished report needs a recommendation."
            )
        if self.requested_at and self.requested_at > context.now:
            errors["requested_at"] = both("Waktu ini belum tiba.", "This time lies ahead.")
        if self.submitted_on and self.submitted_on > context.today:
            errors["submitted_on"] = both(
                "Tanggal ini belum tiba. Isi tanggal kejadiannya.",
                "This day lies ahead. Fill in the day it happened.",
            )
        elif self.submitted_on and not self.done:
            errors["done"] = both(
                "Laporan yang sudah diserahkan berarti selesai: centanglah.",
                "A report that was handed in is finished: tick it.",
            )
        elif self.submitted_on and self.requested_at and self.submitted_on < clock.on(self.requested_at):
            errors["submitted_on"] = both(
                "Tidak mungkin diserahkan sebelum diminta.", "It cannot be handed in before it was asked for."
            )
        return errors

    def facts(self, context: FormContext) -> Facts:
        """Tell the case whether the report is finished, and since when."""
        return {
            "social_report_requested_at": self.requested_at.isoformat() if self.requested_at else "",
            "social_report_done": self.done,
            "social_report_on": str(context.occurred_on) if self.done else "",
        }
