"""Which basic services of the minimum standard (SPM) this client needs, and which of them are met.

The services are those of Permensos 9/2018 for care in an institution. A case of one of the four groups of the standard
does not close as a success before the list is made; what is still open stays to be read there. The standard counts once a
fiscal year, and only who is neglected, Indonesian and served in an institution: being of a type is not enough.
"""

from typing import Annotated, Any

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from app.web.i18n.lists import CODES

OF_GROUP = {
    "PEMULASARAAN": {"lanjut_usia_terlantar"},
    "PENGASUHAN": {"anak_terlantar", "disabilitas_terlantar"},
    "KETERAMPILAN_DASAR": {"gelandangan_pengemis"},
    "PEMULANGAN": {"gelandangan_pengemis"},
}
"""Services that the standard names for some groups only."""
INSIDE, FOREIGN = "DALAM_PANTI", "WNA"


class BasicNeeds(Record, name="basic_needs", readers=WITH_CARE, carries=True):
    """Basic needs (SPM) record: what the assessment found to be needed, and what of it the client has."""

    criteria: Annotated[
        list[str],
        Code("neglect_criterion"),
        Ask(
            "Kriteria telantar yang terpenuhi",
            "Which criteria of neglect are met",
            heading=Words("Siapa yang dihitung", "Who counts"),
            hint=Words(
                "Kosongkan bila klien dirawat dengan baik: ia tetap dilayani, tetapi tidak dihitung dalam SPM.",
                "Leave empty where the client is well cared for: served all the same, but not counted in the standard.",
            ),
        ),
    ] = []
    service_place: Annotated[
        str, Code("spm_place"), Ask("Tempat pelayanan", "Where the service is given", "radios")
    ]
    fiscal_year: Annotated[int | None, Trait.DERIVED] = None
    needed: Annotated[
        list[str],
        Code("spm_service"),
        Ask(
            "Layanan yang diperlukan klien ini",
            "Which services this client needs",
            hint=Words("Hanya yang ditemukan dalam asesmen.", "Only what the assessment found."),
        ),
    ] = []
    met: Annotated[
        list[str], Code("spm_service"), Ask("Layanan yang sudah terpenuhi", "Which of them are met")
    ] = []
    note: Annotated[
        str | None,
        Meta(max_length=2000),
        Ask(
            "Catatan",
            "Note",
            hint=Words(
                "Mengapa masih ada yang belum terpenuhi, dan siapa yang mengurusnya.",
                "Why something is still open, and who sees to it.",
            ),
        ),
    ] = None

    @classmethod
    def choices(cls, context: FormContext) -> dict[str, tuple[str, ...]]:
        """Leave out what the standard does not name for this group."""
        group = context.definition.meta.spm_group if context.definition else ""
        named = tuple(
            code for code in CODES["spm_service"] if not group or group in OF_GROUP.get(code, {group})
        )
        return {"needed": named, "met": named}

    def check(self, _context: FormContext) -> dict[str, str]:
        """Ask for a list, and let nothing be met that is not needed."""
        if not self.needed and self.criteria:
            return {"needed": both("Pilih paling sedikit satu layanan.", "Choose at least one service.")}
        if set(self.met) - set(self.needed):
            return {
                "met": both(
                    "Yang terpenuhi harus juga ditandai sebagai diperlukan.",
                    "What is met must be ticked as needed too.",
                )
            }
        return {}

    def facts(self, context: FormContext) -> Facts:
        """Tell the case how many services are needed and still open, and when that was looked into."""
        return {
            "neglected": bool(self.criteria),
            "spm_place": self.service_place,
            "basic_needs_year": context.occurred_on.year,
            "spm_counted": counts(self, context),
            "basic_needs": len(self.needed),
            "basic_needs_open": len(set(self.needed) - set(self.met)),
            "basic_needs_on": str(context.occurred_on),
        }

    def derive(self, context: FormContext) -> dict[str, Any]:
        """Keep the fiscal year that the list is for: the calendar year of its day."""
        return {"fiscal_year": context.occurred_on.year}


def counts(form: BasicNeeds, context: FormContext) -> bool:
    """Tell whether the province's standard counts this client: neglected, in an institution, and no foreign national."""
    foreign = context.state.facts.get("nationality") == FOREIGN
    return bool(form.criteria) and form.service_place == INSIDE and not foreign
