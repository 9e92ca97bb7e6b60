"""Whether a child is still on the street. Time off the street counts from the day it left, and anew after a return."""

from datetime import date
from typing import Annotated, Any

from msgspec import Meta

from app.records.kind import WITH_CARE, Facts, FormContext, Record
from app.records.marks import Ask
from app.web.forms.decoding import Code
from app.web.i18n.bilingual import Words, both

OFF = "TIDAK"


class StreetStatus(
    Record,
    name="street_status",
    when=Words("Tanggal pengamatan", "Day of the observation"),
    readers=WITH_CARE,
):
    """On the street or off it record: how often the child is seen on the street, and who says so."""

    street_presence: Annotated[
        str, Code("street_presence"), Ask("Apakah anak di jalanan?", "Is the child on the street?")
    ]
    off_street_since: Annotated[
        date | None,
        Ask(
            "Tidak di jalanan sejak",
            "Off the street since",
            hint=Words(
                "Kosongkan bila tetap seperti tercatat sebelumnya, atau bila mulai pada tanggal pengamatan.",
                "Leave empty when it stays as recorded before, or when it is the day of the observation.",
            ),
        ),
    ] = None
    told_by: Annotated[
        str,
        Meta(max_length=300),
        Ask(
            "Siapa yang melihat atau mengatakannya",
            "Who saw or said so",
            "text",
            hint=Words(
                "Kunjungan sendiri, tim penjangkauan, sekolah, tetangga.",
                "Own visit, outreach team, school, neighbours.",
            ),
        ),
    ]
    at_school: Annotated[
        bool | None,
        Ask(
            "Apakah anak bersekolah atau ikut kelas?",
            "Does the child go to school or a class?",
            "yesno",
            optional=True,
        ),
    ] = None
    note: Annotated[str | None, Meta(max_length=4000), Ask("Catatan", "Note")] = None

    def check(self, context: FormContext) -> dict[str, str]:
        """Compare the day with the answer."""
        if self.street_presence != OFF and self.off_street_since:
            return {
                "off_street_since": both(
                    "Anak masih terlihat di sana: kosongkan.",
                    "The child is still seen there: leave this empty.",
                )
            }
        if self.off_street_since and self.off_street_since > context.occurred_on:
            return {
                "off_street_since": both(
                    "Tanggal ini sesudah tanggal pengamatan.", "This day lies after the observation."
                )
            }
        return {}

    def facts(self, context: FormContext) -> Facts:
        """Tell the case how it stands; a return to the street ends the time off it."""
        since = off_since(self, context)
        return {"street_presence": self.street_presence, "off_street_since": str(since) if since else ""}

    def derive(self, context: FormContext) -> dict[str, Any]:
        """Keep the day it counts from."""
        return {"off_street_since": off_since(self, context)}


def off_since(form: StreetStatus, context: FormContext) -> date | None:
    """Give the day from which the child counts as off the street; none while it is seen there."""
    if form.street_presence != OFF:
        return None
    return form.off_street_since or context.day("off_street_since") or context.occurred_on
