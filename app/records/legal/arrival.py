"""The arrival of a migrant worker at a point of debarkation: from then on 24 hours count (practice)."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both


class Arrival(Record, name="arrival", readers=WITH_CARE, carries=True):
    """Arrival record: when, where, how, and where home is."""

    arrived_at: Annotated[
        datetime,
        Ask(
            "Tiba pada",
            "Arrived at",
            hint=Words(
                "Tanggal dan jam: 24 jam dihitung sejak itu.", "Day and time: 24 hours count from then."
            ),
        ),
    ]
    point: Annotated[str, Code("arrival_point"), Ask("Pintu kedatangan", "Point of arrival", "radios")]
    arrival_kind: Annotated[
        str, Code("arrival_kind"), Ask("Alasan klien kembali", "Why the client came back", "radios")
    ]
    came_from: Annotated[
        str | None,
        Meta(max_length=200),
        Ask("Negara atau daerah tempat bekerja", "Country or region of work"),
    ] = None
    papers: Annotated[str, Code("travel_papers"), Ask("Dokumen perjalanan", "Travel papers", "radios")]
    home_region: Annotated[
        str,
        Meta(max_length=200),
        Ask(
            "Kabupaten/kota dan provinsi asal",
            "Home regency or city, and province",
            "text",
            heading=Words("Daerah asal", "Where home is"),
        ),
    ]
    origin_in_banten: Annotated[
        bool | None, Ask("Apakah daerah asalnya di Banten?", "Does home lie in Banten?", "yesno")
    ] = None
    bp3mi_number: Annotated[
        str | None,
        Meta(max_length=100),
        Ask(
            "Nomor surat BP3MI",
            "Number of BP3MI's letter",
            heading=Words("Diserahkan oleh", "Handed over by"),
        ),
    ] = None
    note: Annotated[str | None, Meta(max_length=2000), Ask("Catatan", "Note")] = None

    def check(self, context: FormContext) -> dict[str, str]:
        """Refuse an arrival that lies ahead."""
        if self.arrived_at > context.now:
            return {
                "arrived_at": both(
                    "Tanggal ini belum tiba. Isi tanggal kejadiannya.",
                    "This day lies ahead. Fill in the day it happened.",
                )
            }
        return {}

    def facts(self, _context: FormContext) -> Facts:
        """Tell the case when the client arrived and whether home is near."""
        return {
            "arrived_at": self.arrived_at.isoformat(),
            "arrival_kind": self.arrival_kind,
            "origin_in_banten": bool(self.origin_in_banten),
            "home_region": self.home_region,
        }
