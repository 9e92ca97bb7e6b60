"""Who begs for whom: made to, for a share, or by using others. Screen of the division for people who beg."""

from typing import Annotated

from msgspec import Meta, Struct

from app.records.assessment.tables import BeggingScreen
from app.records.kind import WITH_CARE, Facts, Field, FormContext, RecordKind
from app.web.forms.decoding import Code
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.catalogue import lazy


class BeggingForm(Struct, frozen=True):
    """Who sends the client, who gets the money, who is used to arouse pity."""

    exploitation: Annotated[str, Code("begging_exploitation")]
    with_child: bool | None = None
    child_of_client: bool | None = None
    child_safe: Annotated[str | None, Meta(max_length=1000)] = None
    with_disabled: bool | None = None
    takes_money: Annotated[str | None, Meta(max_length=300)] = None
    transport: Annotated[str | None, Meta(max_length=300)] = None
    note: Annotated[str | None, Meta(max_length=2000)] = None


FIELDS = (
    Field("exploitation", lazy("For whom the client begs"), "radios"),
    Field(
        "takes_money", lazy("Who takes the money"), hint=lazy("A description is enough; a name only if safe.")
    ),
    Field("transport", lazy("Who brings the client to the place")),
    Field(
        "with_child", lazy("Was a child used to arouse pity?"), "yesno", heading=lazy("Others who were there")
    ),
    Field("child_of_client", lazy("Is it the client's own child?"), "yesno", optional=True),
    Field("child_safe", lazy("Where the child is now, and who sees to it")),
    Field("with_disabled", lazy("Was somebody ill or with a disability used?"), "yesno"),
    Field("note", lazy("Note")),
)


def check(form: BeggingForm, _context: FormContext) -> dict[str, str]:
    """Ask where a child that was used is now, and who takes the money."""
    errors: dict[str, str] = {}
    if form.with_child and not form.child_safe:
        errors["child_safe"] = _("Say where the child is now and who sees to it.")
    if form.exploitation in {"DISURUH", "SETORAN"} and not form.takes_money:
        errors["takes_money"] = _("Say who takes the money, as far as it is known.")
    return errors


def facts(form: BeggingForm, context: FormContext) -> Facts:
    """Tell the case whether somebody lives off the client, or the client off others, and when it was asked."""
    return {
        "exploitation": form.exploitation,
        "exploitation_on": str(context.occurred_on),
        "with_child": bool(form.with_child),
    }


BEGGING_SCREEN = RecordKind(
    kind="begging_screen",
    title=lazy("For whom the client begs"),
    form=BeggingForm,
    table=BeggingScreen,
    fields=FIELDS,
    facts=facts,
    check=check,
    readers=WITH_CARE,
    when=lazy("Day of the conversation"),
)
