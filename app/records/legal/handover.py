"""The minutes by which a client passes from one body to another (berita acara serah terima)."""

from typing import Annotated

from msgspec import Meta

from app.records.kind import WITH_BOTH, Facts, FormContext, Record
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

FEWEST = 2  # minutes are signed by both sides


class Handover(
    Record,
    name="handover",
    when=Words("Tanggal serah terima", "Day of the handover"),
    readers=WITH_BOTH,
    carries=True,
):
    """Handover minutes record: between whom, who signed, what went along."""

    direction: Annotated[str, Code("handover_direction"), Ask("Arah", "Direction"), Trait.SHARED]
    partner: Annotated[
        str,
        Meta(max_length=200),
        Ask(
            "Pihak lain",
            "The other body",
            hint=Words(
                "Bapas, panti, dinas kabupaten/kota, atau keluarga.",
                "Bapas, institution, regency or city office, or family.",
            ),
        ),
        Trait.SHARED,
    ]
    number: Annotated[
        str | None, Meta(max_length=100), Ask("Nomor berita acara", "Number of the minutes"), Trait.SHARED
    ] = None
    place: Annotated[str | None, Meta(max_length=200), Ask("Tempat", "Place"), Trait.SHARED] = None
    papers: Annotated[
        str | None,
        Meta(max_length=2000),
        Ask("Dokumen dan barang yang diserahkan", "Papers and belongings handed over"),
    ] = None
    signers: Annotated[
        list[str],
        Code("handover_signer"),
        Ask("Siapa yang menandatangani", "Who signed", heading=Words("Tanda tangan", "Signatures")),
        Trait.SHARED,
    ] = []
    on_paper: Annotated[
        bool,
        Ask(
            "Ditandatangani di atas kertas",
            "Signed on paper",
            hint=Words(
                "Untuk mitra yang tidak masuk di sini. Tambahkan pindaian berita acara sebagai dokumen.",
                "For partners who do not sign in here. Add the scanned minutes as a document.",
            ),
        ),
        Trait.SHARED,
    ] = False
    signed: Annotated[
        bool | None,
        Ask("Apakah berita acara ditandatangani semua?", "Are the minutes signed by all?", "yesno"),
        Trait.SHARED,
    ] = None
    note: Annotated[str | None, Meta(max_length=4000), Ask("Catatan", "Note")] = None

    def check(self, _context: FormContext) -> dict[str, str]:
        """Ask signed minutes for who signed."""
        if self.signed and len(self.signers) < FEWEST:
            return {
                "signers": both(
                    "Berita acara ditandatangani kedua pihak: centang siapa saja.",
                    "Signed minutes bear the signatures of both sides: tick who signed.",
                )
            }
        return {}

    def gives_out(self) -> bool:
        """Tell whether the other body learns of the client."""
        return self.direction == "KELUAR"

    def facts(self, context: FormContext) -> Facts:
        """Tell the case whether the minutes are signed, and since when."""
        return {
            "handover_signed": bool(self.signed),
            "handover_on": str(context.occurred_on) if self.signed else "",
        }
