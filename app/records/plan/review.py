"""The review of a residential stay: whether the client stays, leaves, or needs another kind of care."""

from datetime import date, timedelta
from typing import Annotated

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

LEAVES = "KELUAR"
LONGEST = 184  # calendar days to the next review: six months; design choice


class Review(
    Record,
    name="review",
    when=Words("Tanggal tinjauan", "Day of the review"),
    intro=Words(
        "Tinggal di panti tidak pernah untuk selamanya: pada setiap tinjauan jalan pulang dilihat kembali.",
        "A stay in an institution is never for good: at each review the way home is looked at again.",
    ),
    readers=WITH_CARE,
):
    """Review of the stay record: how the client fares, what the client and the family say, what is decided."""

    condition: Annotated[
        str,
        Meta(max_length=4000),
        Ask(
            "Keadaan klien",
            "How the client fares",
            hint=Words(
                "Kesehatan, kegiatan sehari-hari, pergaulan, kebutuhan yang terpenuhi dan belum.",
                "Health, daily living, company, needs met and unmet.",
            ),
        ),
    ]
    wish: Annotated[
        str,
        Meta(max_length=1000),
        Ask(
            "Keinginan klien",
            "What the client wants",
            heading=Words("Pendapat klien dan keluarga", "What the client and the family say"),
            hint=Words(
                "Dengan kata klien sendiri, atau yang ditunjukkannya.",
                "In the client's own words, or what they show.",
            ),
        ),
    ]
    family_asked: Annotated[
        bool | None, Ask("Apakah keluarga ditanya kembali?", "Was the family asked again?", "yesno")
    ] = None
    family_answer: Annotated[
        str | None, Meta(max_length=1000), Ask("Jawaban keluarga", "What the family said")
    ] = None
    participants: Annotated[
        str | None,
        Meta(max_length=500),
        Ask("Siapa yang ikut", "Who took part", heading=Words("Keputusan", "Decision")),
    ] = None
    decision: Annotated[str, Code("review_decision"), Ask("Keputusan", "What is decided", "radios")]
    reason: Annotated[
        str | None,
        Meta(max_length=1000),
        Ask(
            "Alasan",
            "Why",
            hint=Words(
                "Diperlukan kecuali klien tetap seperti semula.", "Needed unless the client stays as before."
            ),
            sometimes=True,
        ),
    ] = None
    next_on: Annotated[
        date | None,
        Ask(
            "Tinjauan berikutnya",
            "Next review",
            hint=Words(
                "Paling lama enam bulan kemudian; kosong bila klien keluar.",
                "At most six months later; empty when the client leaves.",
            ),
            sometimes=True,
        ),
    ] = None

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask a change for its reason, and a stay for its next review."""
        errors: dict[str, str] = {}
        if self.decision != "TETAP" and not self.reason:
            errors["reason"] = both(
                "Jelaskan mengapa klien keluar atau memerlukan perawatan lain.",
                "Say why the client leaves or needs another kind of care.",
            )
        if self.decision == LEAVES:
            return errors | (
                {
                    "next_on": both(
                        "Klien yang keluar tidak memiliki tinjauan berikutnya.",
                        "Who leaves has no next review.",
                    )
                }
                if self.next_on
                else {}
            )
        last = context.occurred_on + timedelta(days=LONGEST)
        if self.next_on is None:
            errors["next_on"] = both(
                "Isi tanggal tinjauan berikutnya.", "Fill in the day of the next review."
            )
        elif not context.occurred_on < self.next_on <= last:
            errors["next_on"] = both(
                "Pilih hari dalam enam bulan setelah tinjauan ini.",
                "Choose a day within six months after this review.",
            )
        return errors

    def doubts(self, _context: FormContext) -> list[str]:
        """Ask again when somebody stays whose family was not asked."""
        if self.decision != LEAVES and self.family_asked is False:
            return [
                both(
                    "Keluarga tidak ditanya kembali. Apakah klien tetap tinggal?",
                    "The family was not asked again. Does the client stay all the same?",
                )
            ]
        return []

    def facts(self, context: FormContext) -> Facts:
        """Tell the case what was decided, when, and when it is looked at again."""
        return {
            "review_on": str(context.occurred_on),
            "review_decision": self.decision,
            "review_next_on": str(self.next_on) if self.next_on else "",
        }
