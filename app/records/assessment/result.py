"""The assessment result: what it found, whether the client is eligible and needs an institution, and its signature."""

from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from app.records.kind import Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

Prose = Annotated[str | None, Meta(max_length=8000)]
Reason = Annotated[str | None, Meta(max_length=1000)]


class Assessment(
    Record, name="assessment", when=Words("Tanggal asesmen", "Day of the assessment"), carries=True
):
    """Assessment result record: the plain first form of the result; its questions may grow, its facts may not change."""

    problem: Annotated[
        str,
        Meta(max_length=8000),
        Ask(
            "Masalah menurut klien dan pihak lain",
            "The problem, as the client and others see it",
            heading=Words("Yang ditemukan", "What was found"),
        ),
    ]
    strengths: Annotated[Prose, Ask("Kekuatan dan dukungan", "Strengths and support")] = None
    needs: Annotated[Prose, Ask("Kebutuhan", "Needs")] = None
    recommendation: Annotated[Prose, Ask("Rekomendasi", "Recommendation")] = None
    eligible: Annotated[
        bool | None,
        Ask(
            "Apakah klien memenuhi kriteria jenis ini?",
            "Does the client meet the criteria of this type?",
            "yesno",
            heading=Words("Kesimpulan", "Conclusions"),
        ),
    ] = None
    eligible_reason: Annotated[
        Reason,
        Ask(
            "Mengapa tidak",
            "Why not",
            hint=Words("Hanya bila klien tidak memenuhinya.", "Only when the client does not meet them."),
            sometimes=True,
        ),
    ] = None
    needs_residential: Annotated[
        bool | None, Ask("Apakah klien memerlukan panti?", "Does the client need an institution?", "yesno")
    ] = None
    residential_reason: Annotated[
        Reason,
        Ask(
            "Mengapa panti",
            "Why an institution",
            hint=Words("Keluarga dan masyarakat didahulukan.", "Family and community come first."),
            sometimes=True,
        ),
    ] = None
    family_known: Annotated[
        bool | None,
        Ask(
            "Adakah keluarga yang diketahui dan dapat dihubungi?",
            "Is there family that is known and can be reached?",
            "yesno",
        ),
    ] = None
    carer_known: Annotated[
        bool | None,
        Ask(
            "Adakah yang menjaga klien di rumah: tetangga, ketua RT, kader, kerabat?",
            "Does somebody look after the client at home: neighbours, neighbourhood head, volunteer, kin?",
            "yesno",
            optional=True,
            journeys=frozenset({"LUT"}),
        ),
    ] = None
    level_proposed: Annotated[
        str | None,
        Code("handling_level"),
        Ask("Siapa yang sebaiknya menangani", "Who should handle the case"),
    ] = None
    referral_target: Annotated[
        str | None,
        Code("referral_target"),
        Ask(
            "Rujuk ke",
            "Refer to",
            hint=Words(
                "Hanya bila lembaga lain perlu mengambil alih atau membantu.",
                "Only when another body should take over or help.",
            ),
        ),
    ] = None
    signed: Annotated[
        bool,
        Ask(
            "Saya menandatangani hasil ini",
            "I sign this result",
            heading=Words("Tanda tangan", "Signature"),
            hint=Words(
                "Tanpa tanda tangan ini masih konsep: kasus belum dapat lanjut ke rencana.",
                "Unsigned it is a draft: the case cannot go on to the plan with it.",
            ),
            sometimes=True,
        ),
    ] = False
    signed_on: Annotated[
        date | None,
        Ask(
            "Tanggal penandatanganan",
            "Day of signing",
            hint=Words(
                "Kosongkan bila sama dengan tanggal asesmen.", "Leave empty for the day of the assessment."
            ),
        ),
    ] = None

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask for reasons and for a signing day that can be."""
        errors: dict[str, str] = {}
        if self.eligible is False and not self.eligible_reason:
            errors["eligible_reason"] = both(
                "Tuliskan kriteria yang tidak terpenuhi.", "Say which criterion is not met."
            )
        if self.needs_residential and not self.residential_reason:
            errors["residential_reason"] = both(
                "Tuliskan mengapa pengasuhan keluarga atau masyarakat tidak cukup.",
                "Say why care in the family or the community is not enough.",
            )
        if self.signed_on and not self.signed:
            errors["signed"] = both(
                "Centang tanda tangan, atau hapus hari penandatanganan.",
                "Tick the signature, or take the day of signing away.",
            )
        elif self.signed_on and self.signed_on > context.today:
            errors["signed_on"] = both(
                "Tanggal ini belum tiba. Isi tanggal kejadiannya.",
                "This day lies ahead. Fill in the day it happened.",
            )
        elif self.signed_on and self.signed_on < context.occurred_on:
            errors["signed_on"] = both(
                "Hasil tidak dapat ditandatangani sebelum asesmen.",
                "The result cannot be signed before the assessment.",
            )
        return errors

    def doubts(self, _context: FormContext) -> list[str]:
        """Ask again where the level of handling does not follow from the need of an institution."""
        if self.needs_residential and self.level_proposed == "KABKOTA":
            return [
                both(
                    "Klien yang memerlukan panti biasanya ditangani provinsi.",
                    "Clients who need an institution are usually handled by the province.",
                )
            ]
        if self.needs_residential is False and self.level_proposed == "PROVINSI":
            return [
                both(
                    "Klien yang tidak memerlukan panti biasanya ditangani kabupaten/kota.",
                    "Clients who need no institution are usually handled by the regency or city.",
                )
            ]
        return []

    def facts(self, context: FormContext) -> Facts:
        """Tell the case what guards read of the result."""
        facts: Facts = {
            "assessment_signed": self.signed,
            "assessment_signed_on": str(self.signed_on or context.occurred_on) if self.signed else "",
            "needs_residential": bool(self.needs_residential),
            "eligible": bool(self.eligible),
            "family_known": bool(self.family_known),
        }
        return facts if self.carer_known is None else facts | {"carer_known": self.carer_known}

    def derive(self, context: FormContext) -> dict[str, Any]:
        """Take the day of the assessment for a signature without a day."""
        return {"signed_on": (self.signed_on or context.occurred_on) if self.signed else None}
