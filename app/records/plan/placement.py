"""Where the client is to live, and whether that place is ready. Places nearer to the family come first."""

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta

from app.cases.locking import LockedCase
from app.records.kind import WITH_CARE, Facts, FormContext, Options, Record
from app.records.marks import Ask
from app.records.plan.institutions import Institution, of_kinds
from app.scope import grants
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both
from app.web.i18n.lists import CODES

ORDER = ("ORANG_TUA", "KERABAT", "ORANG_TUA_ASUH", "WALI", "ADOPSI", "PANTI")
"""The order of preference for a child (PP 44/2017, as practised): parents first, an institution last."""
ADULT = 18
MARGIN = 2  # years by which an estimated age may be wrong
OF_CHILDREN = frozenset({"ORANG_TUA_ASUH", "WALI", "ADOPSI"})
OF_ADULTS = frozenset({"PASANGAN", "KONTRAK", "MENUMPANG", "MES_KERJA", "RUMAH_SINGGAH"})
"""Ways to live that only a child, or only somebody grown-up, has."""


class Placement(Record, name="placement", readers=WITH_CARE, carries=True, in_pack=False):
    """Placement record: the place, the people there, and what was seen of it."""

    placement_kind: Annotated[
        str,
        Code("placement_kind"),
        Ask("Dengan siapa klien akan tinggal", "With whom the client will live", "radios"),
    ]
    destination: Annotated[
        str,
        Meta(max_length=500),
        Ask(
            "Tempat tujuan",
            "Destination",
            "text",
            hint=Words(
                "Desa dan kabupaten, atau nama panti. Jangan pernah alamat rumah aman yang dirahasiakan.",
                "Village and regency, or the name of the institution. Never a secret shelter's address.",
            ),
        ),
    ]
    organisation: Institution = None
    planned_on: Annotated[date | None, Ask("Direncanakan tanggal", "Planned for")] = None
    why_not_nearer: Annotated[
        str | None,
        Meta(max_length=1000),
        Ask(
            "Mengapa bukan yang lebih dekat",
            "Why nobody closer",
            hint=Words(
                "Orang tua dulu, lalu kerabat; panti paling akhir.",
                "Parents first, then kin; an institution comes last.",
            ),
            sometimes=True,
        ),
    ] = None
    carer_name: Annotated[
        str | None,
        Meta(max_length=200),
        Ask(
            "Siapa yang menerima klien",
            "Who receives the client",
            heading=Words("Orang di sana", "The people there"),
        ),
    ] = None
    carer_relation: Annotated[
        str | None, Code("relation"), Ask("Hubungan dengan klien", "Relation to the client")
    ] = None
    carer_agrees: Annotated[
        bool | None, Ask("Apakah orang ini setuju?", "Does this person agree?", "yesno", optional=True)
    ] = None
    visited_on: Annotated[
        date | None,
        Ask(
            "Rumah dikunjungi tanggal",
            "Home visited on",
            heading=Words("Apakah tempatnya siap?", "Is the place ready?"),
        ),
    ] = None
    findings: Annotated[str | None, Meta(max_length=4000), Ask("Yang terlihat", "What was seen")] = None
    ready: Annotated[
        bool | None,
        Ask("Apakah tempatnya siap menerima klien?", "Is the place ready to receive the client?", "yesno"),
    ] = None
    not_ready_reason: Annotated[
        str | None, Meta(max_length=1000), Ask("Yang kurang", "What is missing", sometimes=True)
    ] = None

    @classmethod
    async def options(cls) -> Options:
        """Offer the institutions of this product."""
        return await of_kinds("organisation", "UPTD", "LKS")

    @classmethod
    def choices(cls, context: FormContext) -> dict[str, tuple[str, ...]]:
        """Offer what fits the client's age, where that is known for certain."""
        if context.age is None or (context.age_is_estimated and abs(context.age - ADULT) <= MARGIN):
            return {}
        other = OF_ADULTS if context.age < ADULT else OF_CHILDREN
        return {"placement_kind": tuple(code for code in CODES["placement_kind"] if code not in other)}

    def check(self, context: FormContext) -> dict[str, str]:
        """Ask for agreement to a ready place, and for the reason why a child cannot live with the family."""
        errors: dict[str, str] = {}
        is_child = context.age is not None and context.age < ADULT
        if is_child and self.placement_kind == "MANDIRI" and (context.age or 0) < ADULT - 2:
            errors["placement_kind"] = both(
                "Anak berusia %(age)s tidak dapat tinggal sendiri.",
                "A child of %(age)s cannot live alone.",
                age=context.age,
            )
        if is_child and self.placement_kind in ORDER[2:] and not self.why_not_nearer:
            errors["why_not_nearer"] = both(
                "Tuliskan mengapa orang tua maupun kerabat tidak dapat mengasuh.",
                "Say why neither parents nor kin can care for the child.",
            )
        if self.organisation and self.placement_kind != "PANTI":
            errors["organisation"] = both(
                "Kosongkan kecuali klien masuk ke lembaga.",
                "Leave this empty unless the client goes to an institution.",
            )
        if self.visited_on and self.visited_on > context.today:
            errors["visited_on"] = both(
                "Tanggal ini belum tiba. Isi tanggal kejadiannya.",
                "This day lies ahead. Fill in the day it happened.",
            )
        if self.ready and self.carer_agrees is False:
            errors["ready"] = both(
                "Tempat belum siap selama yang menerima klien belum setuju.",
                "The place is not ready while whoever receives the client does not agree.",
            )
        if self.ready is False and not self.not_ready_reason:
            errors["not_ready_reason"] = both(
                "Tuliskan yang kurang agar dapat diurus.",
                "Say what is missing, so that somebody can see to it.",
            )
        return errors

    def doubts(self, _context: FormContext) -> list[str]:
        """Ask again when a place that nobody visited is called ready."""
        if self.ready and self.visited_on is None:
            return [
                both(
                    "Belum ada kunjungan yang dicatat. Apakah tempatnya tetap siap?",
                    "No visit is recorded. Is the place ready all the same?",
                )
            ]
        return []

    def gives_out(self) -> bool:
        """Tell whether the staff of an institution see the case."""
        return self.organisation is not None

    def facts(self, _context: FormContext) -> Facts:
        """Tell the case where the client goes and whether it is ready."""
        return {
            "placement_kind": self.placement_kind,
            "placement_ready": bool(self.ready),
            "destination": self.destination,
        }

    async def keep(self, case: LockedCase, now: datetime) -> None:
        """Let the institution's staff see the case from the day the client is placed there until they are placed elsewhere."""
        house = grants.organisation(self.organisation) if self.organisation else ""
        await grants.end_of_client(case.client, "PLACEMENT", why="PLACED_ELSEWHERE", now=now, but=house)
        if house:
            await grants.grant(case.client, case.id, house, "PLACEMENT", now=now)
