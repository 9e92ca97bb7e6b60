"""The arrival of a migrant worker at a point of debarkation: from then on 24 hours count (practice)."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.records.legal.tables import Arrival
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy


class ArrivalForm(Struct, frozen=True):
    """When, where, how, and where home is."""

    arrived_at: datetime
    point: Annotated[str, Code("arrival_point")]
    arrival_kind: Annotated[str, Code("arrival_kind")]
    papers: Annotated[str, Code("travel_papers")]
    home_region: Annotated[str, Meta(max_length=200)]
    origin_in_banten: bool | None = None
    came_from: Annotated[str | None, Meta(max_length=200)] = None
    bp3mi_number: Annotated[str | None, Meta(max_length=100)] = None
    note: Annotated[str | None, Meta(max_length=2000)] = None


FIELDS = (
    Field("arrived_at", lazy("Arrived at"), hint=lazy("Day and time: 24 hours count from then.")),
    Field("point", lazy("Point of arrival"), "radios"),
    Field("arrival_kind", lazy("Why the client came back"), "radios"),
    Field("came_from", lazy("Country or region of work")),
    Field("papers", lazy("Travel papers"), "radios"),
    Field("home_region", lazy("Home regency or city, and province"), "text", heading=lazy("Where home is")),
    Field("origin_in_banten", lazy("Does home lie in Banten?"), "yesno"),
    Field("bp3mi_number", lazy("Number of BP3MI's letter"), heading=lazy("Handed over by")),
    Field("note", lazy("Note")),
)


def check(form: ArrivalForm, context: FormContext) -> dict[str, str]:
    """Refuse an arrival that lies ahead."""
    if form.arrived_at > context.now:
        return {"arrived_at": _("This day lies ahead. Fill in the day it happened.")}
    return {}


def facts(form: ArrivalForm, _context: FormContext) -> Facts:
    """Tell the case when the client arrived and whether home is near."""
    return {
        "arrived_at": form.arrived_at.isoformat(),
        "arrival_kind": form.arrival_kind,
        "origin_in_banten": bool(form.origin_in_banten),
        "home_region": form.home_region,
    }


ARRIVAL = RecordKind(
    kind="arrival",
    title=lazy("Arrival"),
    form=ArrivalForm,
    table=Arrival,
    fields=FIELDS,
    facts=facts,
    check=check,
    carries=True,
    readers=WITH_CARE,
)
