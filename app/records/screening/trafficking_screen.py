"""The screen for trafficking: the same questions for everybody, and what their answers come to.

Three elements make trafficking: an act, a means, exploitation (UU 21/2007 art. 1). Of a child the means are not
asked for: exploitation counts even where the child seems to have agreed. Somebody of unknown age is treated as a
child. The single questions are practice; the worker's suspicion may raise what comes of them, never lower it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from app.records.history import filled_in
from app.records.kind import Facts, FormContext, Record, Shown
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from app.web.i18n.lists import code_label

ACT = ("moved",)
MEANS = ("force", "deceit", "debt", "papers", "confined", "power")
PURPOSE = ("forced_work", "sexual", "begging", "other_use")
ADULT = 18
UNCERTAIN = "PERLU_DIDALAMI"
YES, UNCLEAR, NO = "YA", "BELUM_JELAS", "TIDAK"
Answer = Annotated[str, Code("screen_answer")]


class TraffickingScreen(
    Record,
    name="trafficking_screen",
    when=Words("Tanggal percakapan", "Day of the conversation"),
    intro=Words(
        "Tanyakan hal yang sama kepada setiap orang. Jelaskan alasannya, dan bahwa pertanyaan boleh tidak dijawab.",
        "Ask everybody the same. Explain why you ask, and that any question may be left open.",
    ),
):
    """Screen for trafficking record: one conversation. Every question is answered; what is not clear is said to be so."""

    in_safety: Annotated[
        bool | None,
        Ask(
            "Apakah klien ditanya sendirian, di tempat aman, dan dalam bahasanya sendiri?",
            "Was the client asked alone, in safety and in a language of their own?",
            "yesno",
            heading=Words("Cara bertanya", "How it was asked"),
            hint=Words(
                "Tidak di dekat orang yang membawa klien, dan tidak di dekat majikan.",
                "Not beside the person who brought the client, nor an employer.",
            ),
        ),
    ] = None
    moved: Annotated[
        Answer,
        Ask(
            "Apakah ada yang merekrut, membawa, mengirim, menampung, atau menyerahkan klien?",
            "Did somebody recruit, bring, send, shelter or hand over the client?",
            heading=Words("Yang dilakukan orang lain", "What others did"),
        ),
    ]
    force: Annotated[
        Answer,
        Ask(
            "Apakah ada kekerasan, ancaman kekerasan, atau penculikan?",
            "Was there violence, a threat of it, or abduction?",
            heading=Words("Dengan cara apa", "By what means"),
        ),
    ]
    deceit: Annotated[
        Answer,
        Ask(
            "Apakah pekerjaan, upah, atau tempatnya berbeda dari yang dijanjikan?",
            "Did work, pay or place turn out other than promised?",
        ),
    ]
    debt: Annotated[
        Answer,
        Ask(
            "Apakah klien terikat utang, potongan upah, atau uang yang diberikan kepada keluarga?",
            "Is the client held by a debt, cuts from the pay, or money given to the family?",
        ),
    ]
    papers: Annotated[
        Answer,
        Ask(
            "Apakah surat identitas atau telepon klien diambil?",
            "Were identity papers or the telephone taken away?",
        ),
    ]
    confined: Annotated[
        Answer,
        Ask(
            "Apakah klien diawasi, dikurung, atau dilarang pergi?",
            "Was the client watched, locked in or kept from leaving?",
        ),
    ]
    power: Annotated[
        Answer,
        Ask(
            "Apakah ada yang memanfaatkan kekuasaannya atas klien atau keadaan klien yang sulit?",
            "Did somebody use their power over the client, or the client's need?",
        ),
    ]
    forced_work: Annotated[
        Answer,
        Ask(
            "Apakah klien dipaksa bekerja, atau bekerja tanpa upah yang disepakati?",
            "Did the client have to work against their will, or without the pay agreed?",
            heading=Words("Untuk tujuan apa", "For what purpose"),
        ),
    ]
    sexual: Annotated[
        Answer,
        Ask(
            "Apakah klien dibuat memberi layanan seksual, atau gambarnya dipertontonkan?",
            "Was the client made to give sexual services, or shown in pictures?",
        ),
    ]
    begging: Annotated[
        Answer,
        Ask(
            "Apakah klien mengemis, berjualan, atau menjadi kurir untuk orang yang mengambil uangnya?",
            "Did the client beg, sell or carry for somebody who took the money?",
        ),
    ]
    other_use: Annotated[
        Answer,
        Ask(
            "Apakah klien dimanfaatkan dengan cara lain?",
            "Was there another use of the client?",
            hint=Words(
                "Kawin paksa, penyerahan anak demi uang, organ tubuh, tindak pidana.",
                "Forced marriage, a child given away for money, an organ, a crime.",
            ),
        ),
    ]
    suspicion: Annotated[
        bool | None,
        Ask(
            "Apakah Anda tetap menduga ada perdagangan orang?",
            "Do you suspect trafficking all the same?",
            "yesno",
            optional=True,
            heading=Words("Penilaian Anda sendiri", "Your own judgement"),
            hint=Words(
                "Dapat menaikkan hasil, tidak pernah menurunkannya.",
                "It may raise the result, never lower it.",
            ),
        ),
    ] = None
    next_on: Annotated[
        date | None,
        Ask(
            "Bila belum jelas: skrining berikutnya tanggal",
            "Where it is not clear: next screen on",
            hint=Words(
                "Klien tetap dilayani; tanyakan lagi setelah ia aman, sehat, atau didampingi juru bahasa.",
                "The client is served all the same; ask again when they are safe, well or have an interpreter.",
            ),
        ),
    ] = None
    words: Annotated[
        str | None,
        Meta(max_length=4000),
        Ask(
            "Yang diceritakan klien, dengan kata-katanya sendiri",
            "What the client told, in their own words",
            hint=Words("Tanpa nama penghuni lain di rumah aman.", "No names of others in the shelter."),
            sometimes=True,
        ),
    ] = None
    result: Annotated[str, Trait.DERIVED] = ""

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask for the client's words where something points to trafficking; the next screen lies ahead."""
        if self.next_on and self.next_on < context.occurred_on:
            return {
                "next_on": both(
                    "Skrining berikutnya tidak dapat mendahului yang ini.",
                    "The next screen cannot come before this one.",
                )
            }
        answers = {getattr(self, name) for name in (*MEANS, *PURPOSE)}
        if (YES in answers or self.suspicion) and not self.words:
            return {
                "words": both(
                    "Tuliskan cerita klien: ada yang harus bertindak atasnya.",
                    "Write down what the client told: somebody has to act on it.",
                )
            }
        return {}

    def doubts(self, _context: FormContext) -> list[str]:
        """Say that nobody speaks freely beside those who brought them."""
        if self.in_safety is False:
            return [
                both(
                    "Tidak ada yang bebas bicara di dekat orang yang menguasainya. Tanyakan lagi sendirian; sampai saat itu hasilnya belum jelas.",
                    "Nobody speaks freely beside the person who holds them. Ask again alone; until then it is open.",
                )
            ]
        return []

    def facts(self, context: FormContext) -> Facts:
        """Tell the case what came of it, and when; the answers stay in the record."""
        result = outcome(self, context.age)
        again = self.next_on if result == UNCERTAIN else None
        return {
            "trafficking": result,
            "trafficking_on": str(context.occurred_on),
            "trafficking_next_on": str(again or ""),
        }

    def derive(self, context: FormContext) -> dict[str, Any]:
        """Keep the result beside the answers."""
        return {"result": outcome(self, context.age)}

    def notice(self, _context: FormContext) -> str:
        """Say after saving what follows from it."""
        return {
            "TERINDIKASI": both(
                "Tersimpan: terindikasi perdagangan orang. Beri tahu supervisor hari ini; kasus dilanjutkan sebagai perdagangan orang.",
                "Saved: signs of trafficking. Tell the supervisor today; the case goes on as trafficking.",
            ),
            UNCERTAIN: both(
                "Tersimpan: belum jelas. Tanyakan lagi setelah klien aman dan cukup istirahat.",
                "Saved: not clear yet. Ask again when the client is safe and rested.",
            ),
        }.get(
            self.result,
            both("Tersimpan: tidak terindikasi perdagangan orang.", "Saved: no signs of trafficking."),
        )

    @classmethod
    def summary(cls, row: Mapping[str, Any]) -> Shown:
        """Say the result first, then what was answered."""
        head = ((both("Hasil", "Result"), code_label(row["result"], "trafficking")),)
        return head + filled_in(cls, row)


def element(form: TraffickingScreen, questions: tuple[str, ...]) -> str:
    """Sum up one element: yes where any answer is, unclear before no."""
    answers = {getattr(form, name) for name in questions}
    return YES if YES in answers else UNCLEAR if UNCLEAR in answers else NO


def outcome(form: TraffickingScreen, age: int | None) -> str:
    """Say what the answers come to for somebody of this age (None: unknown)."""
    act, means, purpose = (element(form, part) for part in (ACT, MEANS, PURPOSE))
    needed = (act, purpose) if age is None or age < ADULT else (act, means, purpose)
    if all(one == YES for one in needed):
        return "TERINDIKASI"
    doubtful = means != NO or purpose != NO or form.suspicion or not form.in_safety
    return UNCERTAIN if doubtful else "TIDAK_TERINDIKASI"
