"""Papers in hand, and how family and neighbourhood take the client: what belonging comes to, as plain facts."""

from typing import Annotated

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both


class Acceptance(
    Record,
    name="acceptance",
    when=Words("Tanggal diketahui", "Day it was found out"),
    readers=WITH_CARE,
    carries=True,
):
    """Papers and acceptance record: identity papers, family, neighbourhood."""

    identity_card: Annotated[
        bool | None,
        Ask(
            "Apakah klien memiliki KTP?",
            "Has the client an identity card (KTP)?",
            "yesno",
            heading=Words("Dokumen kependudukan", "Papers"),
        ),
    ] = None
    family_card: Annotated[
        bool | None,
        Ask(
            "Apakah klien tercantum dalam KK?", "Is the client on a family card (KK)?", "yesno", optional=True
        ),
    ] = None
    health_insurance: Annotated[
        bool | None,
        Ask(
            "Apakah klien memiliki BPJS Kesehatan?",
            "Has the client health insurance (BPJS)?",
            "yesno",
            optional=True,
        ),
    ] = None
    family_acceptance: Annotated[
        str,
        Code("family_acceptance"),
        Ask(
            "Penerimaan keluarga",
            "How the family takes the client",
            "radios",
            heading=Words("Penerimaan", "Acceptance"),
        ),
    ]
    conditions: Annotated[
        str | None,
        Meta(max_length=1000),
        Ask("Syarat dari keluarga", "The family's conditions", sometimes=True),
    ] = None
    community_acceptance: Annotated[
        str | None,
        Code("community_acceptance"),
        Ask("Penerimaan lingkungan", "How the neighbourhood takes the client"),
    ] = None
    told_by: Annotated[
        str | None,
        Meta(max_length=300),
        Ask(
            "Siapa yang menyampaikan",
            "Who said so",
            "text",
            hint=Words("Klien, keluarga, ketua RT/RW.", "The client, the family, neighbourhood heads."),
        ),
    ] = None
    note: Annotated[
        str | None,
        Meta(max_length=2000),
        Ask(
            "Catatan",
            "Note",
            hint=Words(
                "Tidak tentang pasangan atau orientasi klien.",
                "Nothing about whom the client loves or lives with.",
            ),
        ),
    ] = None

    def check(self, _context: FormContext) -> dict[str, str]:
        """Ask which conditions the family makes."""
        if self.family_acceptance == "BERSYARAT" and not self.conditions:
            return {
                "conditions": both("Tuliskan syarat dari keluarga.", "Write down the family's conditions.")
            }
        return {}

    def facts(self, context: FormContext) -> Facts:
        """Tell the case the papers and the acceptance."""
        return {
            "identity_card": bool(self.identity_card),
            "family_acceptance": self.family_acceptance,
            "community_acceptance": self.community_acceptance or "",
            "acceptance_on": str(context.occurred_on),
        }
