"""The kinds of disability of a client, after UU 8/2016, and whether treatment comes before the social service."""

from typing import Annotated, Any

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask, Trait
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

LONG_TERM = 6  # months from which a limitation is a disability by law


class Disability(
    Record,
    name="disability",
    when=Words("Tanggal asesmen", "Day of the assessment"),
    readers=WITH_CARE,
    carries=True,
):
    """Disability record: which kinds, for how long, how to speak with the client, what comes first."""

    kinds: Annotated[
        list[str],
        Code("disability"),
        Meta(min_length=1),
        Ask(
            "Ragam disabilitas",
            "Kinds of disability",
            hint=Words(
                "Beberapa ragam sekaligus berarti ganda.", "Several kinds together count as multiple."
            ),
        ),
    ]
    long_term: Annotated[
        bool | None,
        Ask(
            "Apakah sudah atau akan berlangsung enam bulan?", "Has it lasted six months, or will it?", "yesno"
        ),
    ] = None
    communicates: Annotated[
        bool | None,
        Ask(
            "Dapatkah klien menyatakan kehendak, bila perlu dengan bantuan?",
            "Can the client express a will, with help if need be?",
            "yesno",
        ),
    ] = None
    communication: Annotated[
        str | None,
        Meta(max_length=500),
        Ask(
            "Cara berkomunikasi dengan klien",
            "How to speak with the client",
            "text",
            hint=Words(
                "Bahasa isyarat, gambar, braille, kata sederhana, orang yang dipercaya.",
                "Sign language, pictures, braille, plain words, a trusted person.",
            ),
            sometimes=True,
        ),
    ] = None
    treatment_first: Annotated[
        bool | None,
        Ask(
            "Apakah klien perlu berobat dulu sebelum layanan sosial?",
            "Does the client need treatment before the social service?",
            "yesno",
            hint=Words(
                "Terutama disabilitas mental yang belum diobati: rumah sakit dulu, baru rehabilitasi sosial.",
                "Above all an untreated mental disability: hospital first, then social rehabilitation.",
            ),
        ),
    ] = None
    barriers: Annotated[
        str | None,
        Meta(max_length=2000),
        Ask(
            "Hambatan terbesar bagi klien",
            "What hinders the client most",
            hint=Words(
                "Hambatan di sekitar klien; tanpa diagnosis.", "Barriers around the client; no diagnosis."
            ),
        ),
    ] = None
    card: Annotated[
        bool | None,
        Ask(
            "Apakah klien memiliki Kartu Penyandang Disabilitas (KPD)?",
            "Has the client a disability card (KPD)?",
            "yesno",
            optional=True,
        ),
    ] = None
    disability_kind: Annotated[str, Trait.DERIVED] = ""
    """One kind for all of them."""

    def check(self, _context: FormContext) -> dict[str, str]:
        """Ask how a will is known that cannot be said."""
        if self.communicates is False and not self.communication:
            return {
                "communication": both(
                    "Jelaskan cara mengetahui kehendak klien.", "Say how the client's will is found out."
                )
            }
        return {}

    def facts(self, _context: FormContext) -> Facts:
        """Tell the case the kind, and what comes first."""
        return {
            "disability_kind": kind_of(self.kinds),
            "disability_long_term": bool(self.long_term),
            "communicates": bool(self.communicates),
            "treatment_first": bool(self.treatment_first),
        }

    def derive(self, _context: FormContext) -> dict[str, Any]:
        """Keep the one kind beside the several."""
        return {"disability_kind": kind_of(self.kinds)}


def kind_of(kinds: list[str]) -> str:
    """Return one kind for several: the senses are one, more than one kind is multiple."""
    plain = {"SENSORIK" if kind.startswith("SENSORIK") else kind for kind in kinds}
    return next(iter(plain)) if len(plain) == 1 else "GANDA"
