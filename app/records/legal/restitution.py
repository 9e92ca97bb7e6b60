"""The criminal process of a trafficking victim and the restitution owed to them (UU 21/2007 arts. 48-50)."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from app.records.kind import Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

DECIDED = frozenset({"DIPUTUS", "DIBAYAR_SEBAGIAN", "DIBAYAR"})
UNDECIDED = "BELUM_DIPUTUSKAN"
Rupiah = Annotated[int | None, Meta(ge=0, le=100_000_000_000)]


class Restitution(
    Record, name="restitution", when=Words("Tanggal perubahan", "Day of the change"), carries=True
):
    """Legal process and restitution record: how far the process and the claim have come. Amounts in whole rupiah."""

    criminal_status: Annotated[
        str,
        Code("criminal_status"),
        Ask("Tahap proses pidana", "Where the criminal process stands", "radios"),
    ]
    companion: Annotated[
        str | None,
        Meta(max_length=200),
        Ask(
            "Pendamping klien",
            "Who accompanies the client",
            hint=Words("Bantuan hukum, pekerja sosial, LPSK.", "Legal aid, social worker, LPSK."),
        ),
    ] = None
    lpsk: Annotated[
        bool | None,
        Ask(
            "Apakah klien dilindungi LPSK?", "Is the client under LPSK's protection?", "yesno", optional=True
        ),
    ] = None
    restitution: Annotated[
        str,
        Code("restitution"),
        Ask(
            "Restitusi",
            "Restitution",
            "radios",
            heading=Words("Restitusi", "Restitution"),
            hint=Words(
                "Dapat diminta sejak laporan pertama; jelaskan kepada setiap korban.",
                "It is asked for from the first report on; explain it to every victim.",
            ),
        ),
    ]
    review_on: Annotated[
        date | None,
        Ask(
            "Ditanyakan lagi tanggal",
            "Asked again on",
            hint=Words("Bila klien belum memutuskan.", "Where the client has not decided yet."),
            sometimes=True,
        ),
    ] = None
    no_claim_reason: Annotated[
        str | None,
        Meta(max_length=1000),
        Ask("Alasan klien tidak meminta", "Why the client asks for none", sometimes=True),
    ] = None
    claimed: Annotated[Rupiah, Ask("Diminta (rupiah)", "Claimed (rupiah)")] = None
    awarded: Annotated[Rupiah, Ask("Diputus (rupiah)", "Awarded (rupiah)", sometimes=True)] = None
    paid: Annotated[Rupiah, Ask("Sudah dibayar (rupiah)", "Paid so far (rupiah)")] = None
    decided_on: Annotated[date | None, Ask("Diputus tanggal", "Decided on")] = None
    note: Annotated[str | None, Meta(max_length=4000), Ask("Catatan", "Note")] = None

    def check(self, context: FormContext) -> dict[str, str]:
        """Hold amounts and status against each other."""
        errors: dict[str, str] = {}
        if self.restitution == "TIDAK_DIMINTA" and not self.no_claim_reason:
            errors["no_claim_reason"] = both(
                "Tuliskan alasannya dengan kata-kata klien, setelah dijelaskan.",
                "Say why, in the client's words, after it was explained.",
            )
        if self.restitution == UNDECIDED and not self.review_on:
            errors["review_on"] = both(
                "Klien boleh menunggu: isi kapan ditanyakan lagi.",
                "The client may take time: fill in when to ask again.",
            )
        elif self.review_on and self.review_on < context.occurred_on:
            errors["review_on"] = both(
                "Pilih tanggal sesudah tanggal catatan ini.", "Choose a day after this one."
            )
        if self.restitution in DECIDED and (not self.awarded or not self.decided_on):
            errors["awarded" if not self.awarded else "decided_on"] = both(
                "Isi apa yang diputus dan kapan.", "Fill in what was decided, and when."
            )
        if self.restitution == "DIBAYAR" and (self.paid or 0) < (self.awarded or 0):
            errors["paid"] = both(
                "Yang dibayar kurang dari putusan: pilih “dibayar sebagian”.",
                "Less was paid than awarded: choose “partly paid”.",
            )
        if self.decided_on and self.decided_on > context.today:
            errors["decided_on"] = both(
                "Tanggal ini belum tiba. Isi tanggal kejadiannya.",
                "This day lies ahead. Fill in the day it happened.",
            )
        return errors

    def facts(self, context: FormContext) -> Facts:
        """Tell the case how far process and claim have come; amounts stay in the record."""
        return {
            "criminal_status": self.criminal_status,
            "restitution": self.restitution,
            "restitution_review_on": str(self.review_on or "") if self.restitution == UNDECIDED else "",
            "restitution_on": str(context.occurred_on),
        }
