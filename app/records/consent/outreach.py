"""A contact with a child on the street. It needs no consent: consent begins with the service."""

from typing import Annotated, Any

from msgspec import Meta

from app import clock
from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both


class Outreach(
    Record,
    name="outreach",
    when=Words("Tanggal kontak", "Day of the contact"),
    intro=Words(
        "Satu kontak setiap kali. Kepercayaan lebih dulu: kontak bukan penertiban dan tidak memerlukan persetujuan.",
        "One contact at a time. Trust comes first: a contact is no raid and needs no consent.",
    ),
    readers=WITH_CARE,
):
    """Outreach contact record: where the child was, what it did there, whether it wants to meet again."""

    place: Annotated[
        str,
        Meta(max_length=300),
        Ask(
            "Di mana",
            "Where",
            "text",
            hint=Words("Perempatan, pasar, terminal, stasiun.", "Crossing, market, terminal, station."),
        ),
    ]
    met: Annotated[
        bool | None,
        Ask(
            "Apakah anak ditemui?",
            "Was the child met?",
            "yesno",
            hint=Words(
                "Hanya pertemuan yang dihitung sebagai kontak.", "Only a meeting counts as a contact."
            ),
        ),
    ] = None
    street_group: Annotated[
        str, Code("street_group"), Ask("Hubungan anak dengan jalanan", "How the child lives with the street")
    ]
    company: Annotated[
        str | None, Code("street_company"), Ask("Bersama siapa anak di sana", "With whom the child was there")
    ] = None
    activity: Annotated[
        str | None,
        Meta(max_length=1000),
        Ask(
            "Yang dilakukan anak di sana",
            "What the child does there",
            hint=Words("Dengan kata biasa, tanpa menyalahkan.", "In plain words, without blame."),
        ),
    ] = None
    willing: Annotated[
        bool | None,
        Ask(
            "Apakah anak mau bertemu lagi?",
            "Does the child want to meet again?",
            "yesno",
            optional=True,
            heading=Words("Langkah selanjutnya", "Going on"),
        ),
    ] = None
    next_step: Annotated[
        str | None, Meta(max_length=1000), Ask("Yang disepakati", "What was agreed", sometimes=True)
    ] = None
    note: Annotated[str | None, Meta(max_length=4000), Ask("Catatan", "Note")] = None
    contact: Annotated[int, Trait.DERIVED] = 0
    """1, 2, 3 … of the days on which the child was met."""

    def check(self, _context: FormContext) -> dict[str, str]:
        """Ask a meeting for what came of it."""
        if self.met and self.willing and not self.next_step:
            return {
                "next_step": both(
                    "Tuliskan kapan dan di mana bertemu lagi.", "Say when and where you meet again."
                )
            }
        if not self.met and self.willing is not None:
            return {
                "willing": both(
                    "Anak yang tidak ditemui tidak dapat ditanya: kosongkan.",
                    "A child who was not met could not be asked: leave this empty.",
                )
            }
        return {}

    def doubts(self, _context: FormContext) -> list[str]:
        """Point to what may be exploitation."""
        if self.company == "ORANG_LAIN":
            return [
                both(
                    "Orang dewasa bukan keluarga mungkin mengeksploitasi anak. Apakah perdagangan orang atau eksploitasi sudah disingkirkan?",
                    "An adult who is no family may be exploiting the child. Is trafficking or exploitation ruled out?",
                )
            ]
        return []

    def facts(self, context: FormContext) -> Facts:
        """Count the days on which the child was met."""
        return {"outreach_contacts": _contacts(self, context), "street_group": self.street_group}

    def derive(self, context: FormContext) -> dict[str, Any]:
        """Give the contact its number."""
        return {"contact": _contacts(self, context)}


def _contacts(form: Outreach, context: FormContext) -> int:
    """Count one more where the child was met, and no earlier contact was on the same day."""
    met = {clock.on(row["occurred_at"]) for row in context.earlier if row["met"]}
    known = int(context.state.facts.get("outreach_contacts") or 0)
    return known + (bool(form.met) and context.occurred_on not in met)
