"""The kinds of disability of a client, after UU 8/2016, and whether treatment comes before the social service."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from app.records.assessment.tables import DisabilityKind
from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy

LONG_TERM = 6  # months from which a limitation is a disability by law


class DisabilityForm(Struct, frozen=True):
    """Which kinds, for how long, how to speak with the client, what comes first."""

    kinds: Annotated[list[str], Code("disability"), Meta(min_length=1)]
    long_term: bool | None = None
    communicates: bool | None = None
    communication: Annotated[str | None, Meta(max_length=500)] = None
    treatment_first: bool | None = None
    barriers: Annotated[str | None, Meta(max_length=2000)] = None
    card: bool | None = None


FIELDS = (
    Field("kinds", lazy("Kinds of disability"), hint=lazy("Several kinds together count as multiple.")),
    Field("long_term", lazy("Has it lasted six months, or will it?"), "yesno"),
    Field("communicates", lazy("Can the client express a will, with help if need be?"), "yesno"),
    Field(
        "communication",
        lazy("How to speak with the client"),
        "text",
        hint=lazy("Sign language, pictures, braille, plain words, a trusted person."),
    ),
    Field(
        "treatment_first",
        lazy("Does the client need treatment before the social service?"),
        "yesno",
        hint=lazy("Above all an untreated mental disability: hospital first, then social rehabilitation."),
    ),
    Field(
        "barriers",
        lazy("What hinders the client most"),
        hint=lazy("Barriers around the client; no diagnosis."),
    ),
    Field("card", lazy("Has the client a disability card (KPD)?"), "yesno", optional=True),
)


def check(form: DisabilityForm, _context: FormContext) -> dict[str, str]:
    """Ask how a will is known that cannot be said."""
    if form.communicates is False and not form.communication:
        return {"communication": _("Say how the client's will is found out.")}
    return {}


def kind_of(kinds: list[str]) -> str:
    """Return one kind for several: the senses are one, more than one kind is multiple."""
    plain = {"SENSORIK" if kind.startswith("SENSORIK") else kind for kind in kinds}
    return next(iter(plain)) if len(plain) == 1 else "GANDA"


def facts(form: DisabilityForm, _context: FormContext) -> Facts:
    """Tell the case the kind, and what comes first."""
    return {
        "disability_kind": kind_of(form.kinds),
        "disability_long_term": bool(form.long_term),
        "communicates": bool(form.communicates),
        "treatment_first": bool(form.treatment_first),
    }


def columns(form: DisabilityForm, _context: FormContext) -> dict[str, Any]:
    """Keep the one kind beside the several."""
    return {"kind": kind_of(form.kinds)}


DISABILITY = RecordKind(
    kind="disability",
    title=lazy("Disability"),
    form=DisabilityForm,
    table=DisabilityKind,
    fields=FIELDS,
    facts=facts,
    columns=columns,
    check=check,
    carries=True,
    readers=WITH_CARE,
    when=lazy("Day of the assessment"),
)
