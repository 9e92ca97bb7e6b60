"""Which basic services of the minimum standard (SPM) this client needs, and which of them are met.

The services are those of Permensos 9/2018 for care in an institution. A case of one of the four groups of the standard
does not close as a success before the list is made; what is still open stays to be read there.
"""

from typing import Annotated

from msgspec import Meta, Struct

from app.records.assessment.tables import BasicNeeds
from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.lists import CODES

OF_GROUP = {
    "PEMULASARAAN": {"lanjut_usia_terlantar"},
    "PENGASUHAN": {"anak_terlantar", "disabilitas_terlantar"},
    "KETERAMPILAN_DASAR": {"gelandangan_pengemis"},
    "PEMULANGAN": {"gelandangan_pengemis"},
}
"""Services that the standard names for some groups only."""


class BasicNeedsForm(Struct, frozen=True):
    """What the assessment found to be needed, and what of it the client has."""

    needed: Annotated[list[str], Code("spm_service")] = []
    met: Annotated[list[str], Code("spm_service")] = []
    note: Annotated[str | None, Meta(max_length=2000)] = None


FIELDS = (
    Field("needed", lazy("Which services this client needs"), hint=lazy("Only what the assessment found.")),
    Field("met", lazy("Which of them are met")),
    Field("note", lazy("Note"), hint=lazy("Why something is still open, and who sees to it.")),
)


def choices(context: FormContext) -> dict[str, tuple[str, ...]]:
    """Leave out what the standard does not name for this group."""
    group = context.definition.meta.spm_group if context.definition else ""
    named = tuple(code for code in CODES["spm_service"] if not group or group in OF_GROUP.get(code, {group}))
    return {"needed": named, "met": named}


def check(form: BasicNeedsForm, _context: FormContext) -> dict[str, str]:
    """Ask for a list, and let nothing be met that is not needed."""
    if not form.needed:
        return {"needed": _("Choose at least one service.")}
    if set(form.met) - set(form.needed):
        return {"met": _("What is met must be ticked as needed too.")}
    return {}


def facts(form: BasicNeedsForm, context: FormContext) -> Facts:
    """Tell the case how many services are needed and still open, and when that was looked into."""
    return {
        "basic_needs": len(form.needed),
        "basic_needs_open": len(set(form.needed) - set(form.met)),
        "basic_needs_on": str(context.occurred_on),
    }


BASIC_NEEDS = RecordKind(
    kind="basic_needs",
    title=lazy("Basic needs (SPM)"),
    form=BasicNeedsForm,
    table=BasicNeeds,
    fields=FIELDS,
    facts=facts,
    check=check,
    choices=choices,
    carries=True,
    readers=WITH_CARE,
)
