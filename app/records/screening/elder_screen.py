"""The first look at an older person: on the street, ill, and whether something speaks against an institution.

What speaks against it names where to refer instead; it never ends care at home.
"""

from typing import Annotated, Any

from msgspec import Meta, Struct

from app.records.assessment.tables import ElderScreen
from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.lists import code_label

TARGETS = {
    "SAKIT_AKUT": "RSJ_RS",
    "SAKIT_MENULAR": "PUSKESMAS",
    "TIRAH_BARING": "LKS_LKSA",
    "GANGGUAN_JIWA": "RSJ_RS",
    "BERPENGHASILAN": "DINSOS_KABKOTA",
}
"""What keeps somebody out of the provincial institution, and who is asked instead (practice of the division)."""


class ScreenForm(Struct, frozen=True):
    """Where the person was met, how they are, what speaks against an institution."""

    exclusion: Annotated[str, Code("exclusion")]
    on_street: bool | None = None
    ill: bool | None = None
    self_care: bool | None = None
    refer_to: Annotated[str | None, Code("referral_target")] = None
    note: Annotated[str | None, Meta(max_length=2000)] = None


FIELDS = (
    Field("on_street", lazy("Was the client met on the street, with nowhere to go?"), "yesno"),
    Field("ill", lazy("Is the client ill or hurt?"), "yesno"),
    Field("self_care", lazy("Can the client wash, dress and eat alone?"), "yesno"),
    Field("exclusion", lazy("What speaks against the provincial institution"), "radios"),
    Field("refer_to", lazy("Refer to"), hint=lazy("Leave empty for the body that the answer above names.")),
    Field("note", lazy("Note"), hint=lazy("Only what care needs; no medical findings.")),
)


def check(form: ScreenForm, _context: FormContext) -> dict[str, str]:
    """Hold the answers against each other."""
    if form.exclusion == "TIDAK_ADA" and form.refer_to:
        return {"refer_to": _("Nothing speaks against it: leave this empty.")}
    if form.exclusion in {"SAKIT_AKUT", "SAKIT_MENULAR"} and form.ill is False:
        return {"ill": _("You chose an illness below: answer yes, or choose something else.")}
    return {}


def doubts(form: ScreenForm, _context: FormContext) -> list[str]:
    """Ask again about somebody who needs full care and yet fits everywhere."""
    if form.exclusion == "TIDAK_ADA" and form.self_care is False:
        return [_("The client needs help with washing, dressing or eating. Does the institution still fit?")]
    return []


def target(form: ScreenForm) -> str:
    """Return who is asked instead, empty where nothing speaks against it."""
    return form.refer_to or TARGETS.get(form.exclusion, "")


def facts(form: ScreenForm, _context: FormContext) -> Facts:
    """Tell the case what hurries and what speaks against an institution."""
    return {
        "on_street": bool(form.on_street),
        "ill": bool(form.ill),
        "exclusion": form.exclusion,
        "exclusion_target": target(form),
    }


def columns(form: ScreenForm, _context: FormContext) -> dict[str, Any]:
    """Keep who is asked instead."""
    return {"refer_to": target(form)}


def said(row: Any, _context: FormContext) -> str:
    """Say after saving where to refer."""
    if not row["refer_to"]:
        return _("Saved. Nothing speaks against the provincial institution.")
    return _("Saved. Refer to: %(target)s.", target=code_label(row["refer_to"], "referral_target"))


ELDER_SCREEN = RecordKind(
    kind="elder_screen",
    title=lazy("First look"),
    form=ScreenForm,
    table=ElderScreen,
    fields=FIELDS,
    facts=facts,
    columns=columns,
    check=check,
    doubts=doubts,
    said=said,
    carries=True,
    readers=WITH_CARE,
    when=lazy("Day of the first look"),
)
