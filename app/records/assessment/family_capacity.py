"""Whether a family can care for its child: a child goes home to a family that can, alone or with support."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

Prose = Annotated[str | None, Meta(max_length=4000)]


class FamilyCapacity(
    Record,
    name="family_capacity",
    when=Words("Tanggal asesmen", "Day of the assessment"),
    readers=WITH_CARE,
    carries=True,
    in_pack=False,
):
    """Family capacity record: who would care for the child, how they live, what they need."""

    carer_name: Annotated[
        str | None,
        Meta(max_length=200),
        Ask(
            "Siapa yang akan mengasuh anak",
            "Who would care for the child",
            heading=Words("Keluarga", "The family"),
            sometimes=True,
        ),
    ] = None
    carer_relation: Annotated[
        str | None, Code("relation"), Ask("Hubungan dengan anak", "Relation to the child")
    ] = None
    willing: Annotated[
        bool | None,
        Ask(
            "Apakah orang ini bersedia mengasuh anak?",
            "Is this person willing to care for the child?",
            "yesno",
        ),
    ] = None
    visited_on: Annotated[date | None, Ask("Rumah dikunjungi tanggal", "Home visited on")] = None
    home: Annotated[
        Prose,
        Ask(
            "Rumah dan pengasuhan sehari-hari",
            "Home and daily care",
            hint=Words(
                "Tempat tidur, makan, sekolah, siapa saja di rumah.",
                "Room to sleep, food, school, who is at home.",
            ),
        ),
    ] = None
    income: Annotated[
        Prose,
        Ask(
            "Pekerjaan dan penghasilan",
            "Work and income",
            hint=Words(
                "Termasuk bantuan yang sudah diterima keluarga.", "Also the aid the family already receives."
            ),
        ),
    ] = None
    risks: Annotated[Prose, Ask("Hal yang memberatkan", "What speaks against it", sometimes=True)] = None
    family_capacity: Annotated[
        str,
        Code("family_capacity"),
        Ask(
            "Apakah keluarga ini mampu mengasuh anak?",
            "Can this family care for the child?",
            heading=Words("Kesimpulan", "Conclusion"),
        ),
    ]
    support: Annotated[
        Prose,
        Ask(
            "Dukungan yang diperlukan",
            "Support it needs",
            hint=Words(
                "Bantuan, pekerjaan, kelas pengasuhan, biaya sekolah, dokumen identitas.",
                "Aid, work, parenting class, school costs, identity papers.",
            ),
            sometimes=True,
        ),
    ] = None

    def check(self, context: FormContext) -> dict[str, str]:
        """Hold the conclusion against what was written down for it."""
        errors: dict[str, str] = {}
        if self.family_capacity != "BELUM_MAMPU" and self.willing is False:
            errors["family_capacity"] = both(
                "Keluarga yang tidak bersedia berarti belum mampu: pilih itu, atau tanyakan lagi.",
                "A family that is not willing is not able now: choose that, or ask again.",
            )
        if self.family_capacity != "BELUM_MAMPU" and not self.carer_name:
            errors["carer_name"] = both(
                "Tuliskan siapa yang akan mengasuh anak.", "Write down who would care for the child."
            )
        if self.family_capacity == "MAMPU_DUKUNGAN" and not self.support:
            errors["support"] = both(
                "Sebutkan dukungan yang membuat keluarga mampu.", "Say what support makes the family able."
            )
        if self.family_capacity == "BELUM_MAMPU" and not self.risks:
            errors["risks"] = both(
                "Sebutkan mengapa keluarga belum mampu.", "Say why the family is not able now."
            )
        if self.visited_on and self.visited_on > context.today:
            errors["visited_on"] = both(
                "Tanggal ini belum tiba. Isi tanggal kejadiannya.",
                "This day lies ahead. Fill in the day it happened.",
            )
        return errors

    def doubts(self, _context: FormContext) -> list[str]:
        """Ask again when a home that nobody saw is called fit."""
        if self.family_capacity != "BELUM_MAMPU" and self.visited_on is None:
            return [
                both(
                    "Kunjungan rumah belum tercatat. Apakah keluarga tetap mampu?",
                    "No home visit is recorded. Is the family able all the same?",
                )
            ]
        return []

    def facts(self, context: FormContext) -> Facts:
        """Tell the case the conclusion and its day."""
        return {"family_capacity": self.family_capacity, "family_capacity_on": str(context.occurred_on)}
