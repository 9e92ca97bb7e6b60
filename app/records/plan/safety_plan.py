"""What the client does when danger comes back, and how the client may be reached without adding to it."""

from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from app.clients.rules import FREELY, NOT_ASKED
from app.records.kind import Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from workflows.lists import codes


class SafetyPlan(
    Record,
    name="safety_plan",
    when=Words("Tanggal pembuatan", "Day it was made"),
    intro=Words(
        "Tanyakan dulu di mana dan bagaimana aman berbicara.",
        "Ask where and how it is safe to speak before asking anything else.",
    ),
    carries=True,
):
    """Safety plan record: made with the client, in the client's words."""

    contact: Annotated[
        str,
        Code("safe_contact"),
        Ask(
            "Cara menghubungi klien",
            "How the client may be reached",
            "radios",
            heading=Words("Kontak aman", "Safe contact"),
            only=tuple(code for code in codes("safe_contact") if code != NOT_ASKED),
        ),
    ]
    home_contact: Annotated[
        bool | None,
        Ask(
            "Bolehkah menyurati, menelepon, atau datang ke rumah?",
            "May anybody write, call or come to the home?",
            "yesno",
            hint=Words(
                "Tidak, kecuali klien mengizinkan. Kunjungan dilakukan di tempat lain.",
                "No, unless the client says so. Then visits are held elsewhere.",
            ),
        ),
    ] = None
    trusted: Annotated[
        str | None,
        Meta(max_length=300),
        Ask(
            "Orang tepercaya dan cara menghubunginya", "Trusted person and how to reach them", sometimes=True
        ),
    ] = None
    signal: Annotated[
        str | None, Meta(max_length=200), Ask("Kata atau tanda bahaya", "Word or sign that means danger")
    ] = None
    steps: Annotated[
        str,
        Meta(max_length=4000),
        Ask(
            "Yang dilakukan klien bila bahaya datang lagi",
            "What the client does when danger comes back",
            heading=Words("Bila bahaya datang lagi", "When danger comes back"),
        ),
    ]
    children: Annotated[
        str | None,
        Meta(max_length=1000),
        Ask("Pengaturan untuk anak-anak", "What is arranged for the children"),
    ] = None
    bag: Annotated[
        bool | None,
        Ask(
            "Apakah surat penting, uang, dan telepon siap dibawa?",
            "Are papers, money and a telephone ready to take along?",
            "yesno",
            optional=True,
        ),
    ] = None
    next_on: Annotated[date | None, Ask("Tinjau rencana lagi tanggal", "Look at the plan again on")] = None

    @classmethod
    def begin(cls, context: FormContext) -> dict[str, Any]:
        """Let nobody carry a permission on: whether the client may be reached freely, or at home, is asked each time."""
        before = context.earlier[0] if context.earlier else {}
        freely, at_home = before.get("contact") == FREELY, before.get("home_contact") is True
        return ({"contact": ""} if freely else {}) | ({"home_contact": ""} if at_home else {})

    def check(self, context: FormContext) -> dict[str, str]:
        """Hold the answers about the home against each other."""
        errors: dict[str, str] = {}
        if self.contact == "JANGAN_KE_RUMAH" and self.home_contact:
            errors["home_contact"] = both(
                "Klien tidak boleh dihubungi di rumah: pilih tidak.",
                "The client must not be reached at home: choose no.",
            )
        if self.contact == "MELALUI_PERANTARA" and not self.trusted:
            errors["trusted"] = both(
                "Tuliskan orang tepercaya yang menjadi perantara.",
                "Write down the trusted person through whom the client is reached.",
            )
        if self.next_on and self.next_on <= context.occurred_on:
            errors["next_on"] = both(
                "Tanggal tinjauan berikutnya harus sesudah tanggal tinjauan ini.",
                "The next look at the plan comes after this one.",
            )
        return errors

    def facts(self, context: FormContext) -> Facts:
        """Tell the case that a plan stands, and whether the home is a safe place to be reached at."""
        return {"safety_plan_on": str(context.occurred_on), "home_contact": bool(self.home_contact)}
