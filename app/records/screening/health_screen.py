"""The first look at somebody's health on arrival: which service has to see them first. It holds no finding."""

from typing import Annotated

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both


class HealthScreen(
    Record,
    name="health_screen",
    when=Words("Tanggal pemeriksaan", "Day of the look"),
    intro=Words(
        "Hanya siapa yang harus memeriksa klien. Hasil pemeriksaan milik layanan kesehatan.",
        "Only who has to see the client. What is found belongs to the health service.",
    ),
    readers=WITH_CARE,
):
    """First look at health record: what to do next, and whether the client can travel. No field takes a diagnosis."""

    eats_and_walks: Annotated[
        bool | None,
        Ask("Apakah klien makan, minum, dan berjalan?", "Does the client eat, drink and walk?", "yesno"),
    ] = None
    oriented: Annotated[
        bool | None,
        Ask(
            "Apakah klien tahu siapa dirinya dan di mana ia berada?",
            "Does the client know who and where they are?",
            "yesno",
        ),
    ] = None
    health_need: Annotated[
        str,
        Code("health_need"),
        Ask("Siapa yang harus memeriksa klien lebih dulu", "Who has to see the client first", "radios"),
    ]
    fit_to_travel: Annotated[
        bool | None, Ask("Apakah klien dapat bepergian?", "Can the client travel?", "yesno")
    ] = None
    screened_by: Annotated[
        str | None,
        Meta(max_length=200),
        Ask(
            "Yang memeriksa",
            "Who looked",
            hint=Words(
                "Petugas kesehatan atau pekerja sosial, dan instansinya.",
                "Health worker or social worker, and office.",
            ),
        ),
    ] = None

    def check(self, _context: FormContext) -> dict[str, str]:
        """Let nobody travel who needs a hospital."""
        if self.health_need in {"RUMAH_SAKIT", "RSJ"} and self.fit_to_travel:
            return {
                "fit_to_travel": both(
                    "Klien yang harus ke rumah sakit belum boleh bepergian: pilih tidak.",
                    "Who needs a hospital first does not travel yet: choose no.",
                )
            }
        return {}

    def doubts(self, _context: FormContext) -> list[str]:
        """Ask again where weakness or confusion is seen and nobody is asked to look."""
        if self.health_need == "TIDAK_ADA" and not (self.eats_and_walks and self.oriented):
            return [
                both(
                    "Klien lemah atau bingung. Benarkah tidak perlu diperiksa layanan kesehatan?",
                    "The client is weak or confused. Does really no health service have to see them?",
                )
            ]
        return []

    def facts(self, context: FormContext) -> Facts:
        """Tell the case who has to see the client, and whether they can travel."""
        return {
            "health_need": self.health_need,
            "fit_to_travel": bool(self.fit_to_travel),
            "health_screen_on": str(context.occurred_on),
        }
