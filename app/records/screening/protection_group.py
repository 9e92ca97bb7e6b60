"""The group of special protection a child belongs to (after UU 35/2014 art. 59), used when no specific type fits.

Groups that the national level handles share one code, so that no diagnosis is kept.
"""

from typing import Annotated

from msgspec import Meta, Struct

from app.records.assessment.tables import ProtectionGroup
from app.records.kind import Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy
from app.web.i18n.lists import code_label

OWN_TYPE = {
    "KEKERASAN": "AKTK",
    "PERDAGANGAN": "KPO",
    "BERHADAPAN_HUKUM": "ABH",
    "DISABILITAS": "ADK",
    "PENELANTARAN": "AT",
}
"""Groups for which the list of types has one of its own."""


class GroupForm(Struct, frozen=True):
    """The group, and why no specific type was used."""

    ampk_group: Annotated[str, Code("ampk_group")]
    needs: Annotated[str, Meta(max_length=4000)]
    specific_type: bool | None = None
    type_reason: Annotated[str | None, Meta(max_length=1000)] = None


FIELDS = (
    Field(
        "ampk_group",
        lazy("Group"),
        "choice",
        hint=lazy(
            "For drugs or HIV choose the group of the national level; do not write which, nor any result."
        ),
    ),
    Field(
        "specific_type",
        lazy("Does a specific type fit this child better?"),
        "yesno",
        hint=lazy("Violence, trafficking, the law, disability and neglect have types of their own."),
    ),
    Field("type_reason", lazy("Why no specific type")),
    Field("needs", lazy("What the child needs protection from, and what it needs")),
)


def check(form: GroupForm, _context: FormContext) -> dict[str, str]:
    """Ask why a group that has a type of its own is handled here."""
    own = OWN_TYPE.get(form.ampk_group)
    if own and form.specific_type is False and not form.type_reason:
        told = code_label(own, "pmks")
        return {
            "type_reason": _("“%(type)s” is the type for this group. Say why it does not fit.", type=told)
        }
    return {}


def facts(form: GroupForm, _context: FormContext) -> Facts:
    """Tell the case its group."""
    return {"ampk_group": form.ampk_group, "specific_type": bool(form.specific_type)}


PROTECTION_GROUP = RecordKind(
    kind="protection_group",
    title=lazy("Group of special protection"),
    form=GroupForm,
    table=ProtectionGroup,
    fields=FIELDS,
    facts=facts,
    check=check,
    carries=True,
)
