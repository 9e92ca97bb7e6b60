"""Care beyond 18 for a young person who is finishing school or a training. It ends at 21 at the latest."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from workflows.view import years_between

YOUNGEST = 17  # in whole years; care is extended in the year before it would end; design choice
OLDEST = 21  # design choice, after the national standard of care


class ExtendedCare(
    Record,
    name="extended_care",
    when=Words("Tanggal keputusan", "Day of the decision"),
    readers=WITH_CARE,
    carries=True,
):
    """Extended care record: until when, what for, and what comes after."""

    purpose: Annotated[str, Code("extended_care"), Ask("Untuk apa", "What for")]
    school: Annotated[str, Meta(max_length=200), Ask("Sekolah atau pelatihan", "School or training", "text")]
    extended_care_until: Annotated[
        date,
        Ask(
            "Pengasuhan sampai",
            "Care until",
            hint=Words("Paling lama sampai hari genap 21 tahun.", "At most until the day of turning 21."),
        ),
    ]
    agrees: Annotated[bool | None, Ask("Apakah klien setuju?", "Does the young person agree?", "yesno")] = (
        None
    )
    after: Annotated[
        str,
        Meta(max_length=1000),
        Ask(
            "Yang akan dijalani sesudahnya",
            "What comes after",
            hint=Words(
                "Tempat tinggal, kerja, tabungan, dokumen, siapa yang tetap mendampingi.",
                "Home, work, savings, papers, who stays in touch.",
            ),
        ),
    ]

    def check(self, context: FormContext) -> dict[str, str]:
        """Hold the day against the ages between which care is extended."""
        errors: dict[str, str] = {}
        born = context.day("birth_date")
        if context.age is not None and context.age < YOUNGEST:
            errors[""] = both(
                "Perpanjangan pengasuhan diputuskan mulai umur %(age)s tahun.",
                "Extended care is decided from the age of %(age)s on.",
                age=YOUNGEST,
            )
        if self.extended_care_until <= context.occurred_on:
            errors["extended_care_until"] = both(
                "Pilih hari yang masih akan datang.", "Choose a day that is still to come."
            )
        elif born and _beyond(born, self.extended_care_until):
            errors["extended_care_until"] = both(
                "Pengasuhan diperpanjang paling lama sampai umur %(age)s tahun.",
                "Care is extended until the age of %(age)s at most.",
                age=OLDEST,
            )
        if self.agrees is False:
            errors["agrees"] = both(
                "Tanpa persetujuan anak muda itu sendiri, pengasuhan tidak diperpanjang.",
                "Without the young person's own agreement care is not extended.",
            )
        return errors

    def facts(self, _context: FormContext) -> Facts:
        """Tell the case until when."""
        return {"extended_care_until": str(self.extended_care_until)}


def _beyond(born: date, until: date) -> bool:
    """Whether a day lies after the last birthday up to which care is extended."""
    years = years_between(born, until)
    return years > OLDEST or (years == OLDEST and (until.month, until.day) != (born.month, born.day))
