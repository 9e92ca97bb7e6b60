"""The safety check: is the client safe now, and what was done about it."""

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask
from app.records.victims.sexual_violence import JOURNEYS, complaints, told
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

WITH_PLAN = "AMAN_DENGAN_RENCANA"


class SafetyCheck(
    Record,
    name="safety_check",
    when=Words("Tanggal pemeriksaan", "Day of the check"),
    readers=WITH_CARE,
    everywhere=True,
    in_pack=False,
):
    """Safety check record: what threatens the client and what protects them."""

    safety: Annotated[str, Code("safety"), Ask("Apakah klien aman sekarang?", "Is the client safe now?")]
    safe_place: Annotated[
        bool | None, Ask("Apakah klien di tempat aman?", "Is the client in a safe place?", "yesno")
    ] = None
    offender_near: Annotated[
        bool | None,
        Ask(
            "Apakah pihak yang mengancam dapat menjangkau klien?",
            "Can whoever threatens the client reach them?",
            "yesno",
            optional=True,
        ),
    ] = None
    threat: Annotated[
        str | None,
        Meta(max_length=4000),
        Ask(
            "Apa yang mengancam klien",
            "What threatens the client",
            hint=Words(
                "Jangan menuliskan alamat rumah aman yang dirahasiakan.",
                "Do not write down a secret shelter's address.",
            ),
            sometimes=True,
        ),
    ] = None
    actions: Annotated[
        str | None,
        Meta(max_length=4000),
        Ask("Yang segera dilakukan", "What was done at once", sometimes=True),
    ] = None
    informed: Annotated[
        str | None,
        Meta(max_length=200),
        Ask(
            "Siapa yang diberi tahu",
            "Who was informed",
            hint=Words(
                "Supervisor, polisi, UPTD PPA, rumah sakit.", "Supervisor, police, UPTD PPA, hospital."
            ),
        ),
    ] = None
    plan: Annotated[
        str | None,
        Meta(max_length=4000),
        Ask(
            "Rencana keselamatan",
            "Safety plan",
            hint=Words(
                "Untuk “aman dengan rencana”: siapa menjaga, apa yang dilakukan bila bahaya datang.",
                "For “safe with a plan”: who watches, what is done when danger comes.",
            ),
            sometimes=True,
        ),
    ] = None
    next_check_on: Annotated[date | None, Ask("Pemeriksaan berikutnya", "Next check", sometimes=True)] = None

    sexual_violence: Annotated[
        bool | None,
        Ask(
            "Apakah ada dugaan kekerasan seksual?",
            "Is sexual violence suspected?",
            "yesno",
            optional=True,
            journeys=JOURNEYS,
            heading=Words("Kewajiban melapor", "Duty to report"),
            hint=Words(
                "Dugaan sudah cukup. Menurut undang-undang lembaga melapor dalam 3 × 24 jam sejak disampaikan.",
                "A suspicion is enough. By law the institution reports within 3 × 24 hours of the telling.",
            ),
        ),
    ] = None
    told_at: Annotated[
        datetime | None,
        Ask(
            "Kekerasan seksual itu disampaikan pada",
            "The sexual violence was told at",
            journeys=JOURNEYS,
            hint=Words(
                "Tanggal dan jam. Kosongkan bila sudah ada dalam laporan pertama.",
                "Day and time. Leave empty when the first report said so already.",
            ),
        ),
    ] = None
    report_receiver: Annotated[
        str | None,
        Code("report_receiver"),
        Ask(
            "Laporan itu diterima oleh",
            "The report reached",
            journeys=JOURNEYS,
            hint=Words(
                "Yang diterima dinas diteruskan ke UPTD PPA pada hari itu juga.",
                "What reached the office is passed on to UPTD PPA the same day.",
            ),
            sometimes=True,
        ),
    ] = None
    forwarded_at: Annotated[
        datetime | None, Ask("Diteruskan ke UPTD PPA pada", "Passed on to UPTD PPA at", journeys=JOURNEYS)
    ] = None

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask for deeds where there is danger; an unsafe place is not safe."""
        errors: dict[str, str] = {}
        if self.safety == "AMAN" and self.safe_place is False:
            errors["safety"] = both(
                "Klien tidak di tempat aman: pilih “tidak aman”, atau tuliskan di mana klien sekarang.",
                "The client is not in a safe place: choose “not safe”, or say where they are now.",
            )
        if self.safety == "TIDAK_AMAN" and not self.threat:
            errors["threat"] = both("Tuliskan apa yang mengancam klien.", "Say what threatens the client.")
        if self.safety == "TIDAK_AMAN" and not self.actions:
            errors["actions"] = both(
                "Tuliskan yang segera dilakukan untuk melindungi klien.",
                "Say what was done at once to protect the client.",
            )
        if self.safety == WITH_PLAN and not self.plan:
            errors["plan"] = both(
                "Tuliskan rencana yang membuat klien aman.", "Write down the plan that keeps the client safe."
            )
        if self.safety == WITH_PLAN and not self.next_check_on:
            errors["next_check_on"] = both(
                "Aman dengan rencana diperiksa lagi: isi kapan.",
                "Safe with a plan is checked again: fill in when.",
            )
        if self.next_check_on and self.next_check_on < context.occurred_on:
            errors["next_check_on"] = both(
                "Pemeriksaan berikutnya harus setelah yang ini.", "The next check comes after this one."
            )
        return errors | complaints(self, context)

    def doubts(self, _context: FormContext) -> list[str]:
        """Ask again before a client within reach of a threat is called safe."""
        if self.safety == "AMAN" and self.offender_near:
            return [
                both(
                    "Pihak yang mengancam dapat menjangkau klien. Apakah klien tetap aman?",
                    "Whoever threatens the client can reach them. Is the client safe all the same?",
                )
            ]
        return []

    def facts(self, context: FormContext) -> Facts:
        """Tell the case the answer and its day."""
        heard = told(context, suspected=self.sexual_violence, at=self.told_at)
        if self.sexual_violence and self.report_receiver:
            heard["report_receiver"] = self.report_receiver
        if self.sexual_violence and self.forwarded_at:
            heard["forwarded_at"] = self.forwarded_at.isoformat()
        next_on = str(self.next_check_on or "")
        return {
            "safety": self.safety,
            "safety_on": str(context.occurred_on),
            "safety_next_on": next_on,
        } | heard
