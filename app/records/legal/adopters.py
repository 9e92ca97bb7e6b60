"""Whether those who want to adopt may: the checklist of PP 54/2007 art. 13, from memory and to be checked by the legal bureau.

What is not met stands there with its reason; the provincial team (Tim PIPA) may still propose an exception to the head
of the office, which is written down and never ticked away.
"""

from datetime import date
from typing import Annotated

from msgspec import Meta

from app.records.kind import Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from app.web.i18n.lists import CODES
from workflows.view import years_between

YOUNGEST, OLDEST = 30, 55
MARRIED_YEARS = 5
NOT_ASKED_OF_SINGLE = frozenset({"MENIKAH_5_TAHUN"})


class Adopters(Record, name="adopters", when=Words("Tanggal pemeriksaan", "Day of the check"), carries=True):
    """Eligibility of the adopters to be record: the law's conditions one by one, and what the team advises."""

    names: Annotated[
        str, Meta(max_length=300), Ask("Nama calon orang tua angkat", "Names of the adopters to be", "text")
    ]
    single: Annotated[
        bool | None,
        Ask(
            "Apakah orang tua tunggal?",
            "Is it a single parent?",
            "yesno",
            hint=Words(
                "Orang tua tunggal memerlukan izin Menteri.", "A single parent needs the minister's permit."
            ),
        ),
    ] = None
    first_born_on: Annotated[date, Ask("Tanggal lahir calon pertama", "Birth date of the first")]
    second_born_on: Annotated[date | None, Ask("Tanggal lahir calon kedua", "Birth date of the second")] = (
        None
    )
    married_on: Annotated[date | None, Ask("Menikah tanggal", "Married on")] = None
    met: Annotated[
        list[str],
        Code("adoption_condition"),
        Ask(
            "Syarat yang terpenuhi dan dibuktikan",
            "Conditions that are met and proven",
            heading=Words("Syarat", "Conditions"),
            hint=Words(
                "Anak yang asal-usulnya tidak diketahui dianggap seagama dengan mayoritas penduduk setempat.",
                "A child of unknown origin counts as of the religion of most people of the place.",
            ),
        ),
    ] = []
    unmet_reason: Annotated[
        str | None,
        Meta(max_length=2000),
        Ask("Yang belum terpenuhi dan mengapa", "What is not met, and why", sometimes=True),
    ] = None
    pipa_advice: Annotated[
        str | None,
        Code("pipa_advice"),
        Ask("Pertimbangan Tim PIPA", "Advice of the provincial team", heading=Words("Tim PIPA", "The team")),
    ] = None
    pipa_on: Annotated[date | None, Ask("Tanggal pertimbangan", "Day of the advice", sometimes=True)] = None

    def check(self, context: FormContext) -> dict[str, str]:
        """Hold ages and years of marriage against the ticks, and ask what is missing for its reason."""
        errors: dict[str, str] = {}
        ages = [
            years_between(day, context.occurred_on)
            for day in (self.first_born_on, self.second_born_on)
            if day
        ]
        if "UMUR_30_55" in self.met and not all(YOUNGEST <= age <= OLDEST for age in ages):
            errors["met"] = both(
                "Menurut tanggal lahir, umur calon tidak antara 30 dan 55 tahun.",
                "By the birth dates the adopters are not between 30 and 55.",
            )
        years = years_between(self.married_on, context.occurred_on) if self.married_on else 0
        if "MENIKAH_5_TAHUN" in self.met and years < MARRIED_YEARS:
            errors["met"] = both(
                "Menurut tanggal pernikahan belum lima tahun.", "By the wedding day it is not five years yet."
            )
        if missing(self) and not self.unmet_reason:
            errors["unmet_reason"] = both(
                "Tuliskan syarat yang belum terpenuhi dan apa yang dilakukan.",
                "Say which conditions are not met, and what is done about it.",
            )
        if self.pipa_advice and not self.pipa_on:
            errors["pipa_on"] = both("Isi tanggal pertimbangan.", "Fill in the day of the advice.")
        return errors

    def facts(self, context: FormContext) -> Facts:
        """Tell the case whether all conditions are met or the team advised for it all the same."""
        fits = not missing(self) or self.pipa_advice == "LAYAK_DENGAN_PENGECUALIAN"
        return {"adopters_fit": fits, "adopters_on": str(context.occurred_on)}


def missing(form: Adopters) -> frozenset[str]:
    """Return the conditions that are not met, of those that are asked of these adopters."""
    asked = frozenset(CODES["adoption_condition"]) - (NOT_ASKED_OF_SINGLE if form.single else frozenset())
    return asked - frozenset(form.met)
