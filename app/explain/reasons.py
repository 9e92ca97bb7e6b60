"""The engine's reasons in words: what is missing, who can clear it, and where."""

import msgspec

from app.explain import conditions
from app.explain.refusals import REFUSALS
from app.explain.terms import roles as named_roles
from app.explain.wording import Wording
from app.web.http.urls import url
from app.web.i18n.catalogue import gettext as _
from workflows.definition import Definition
from workflows.reasons import Reason

OPEN: dict[str, Wording] = {**conditions.OPEN, **REFUSALS}
"""What stands in the way, by the engine's code."""
MET: dict[str, Wording] = conditions.MET
"""What already holds, by the engine's code."""


class Said(msgspec.Struct, frozen=True):
    """A reason as a page shows it: the sentence, who may clear it, the link that leads there, the alternatives."""

    text: str
    who: str = ""
    href: str = ""
    parts: "tuple[Said, ...]" = ()
    mine: bool = False
    """Whether the reader may clear it."""
    folded: bool = False
    """Whether the parts are detail, shown where the reader asks for it."""


def said(
    reason: Reason, definition: Definition, *, number: str, roles: frozenset[str], met: bool = False
) -> Said:
    """Put *reason* into words for the holder of *roles* on the case with this *number*."""
    mine = not reason.who or bool(definition.holders(reason.who) & roles)
    return Said(
        sentence(reason, definition, met=met),
        "" if met or mine else named_roles(reason.who),
        "" if met else opens_at(reason.opens, number),
        tuple(said(part, definition, number=number, roles=roles) for part in reason.parts),
        mine and reason.opens != "wait",
    )


def sentence(reason: Reason, definition: Definition, *, met: bool = False) -> str:
    """Return the sentence of *reason*: what is still missing, or (*met*) what already holds."""
    wording = (MET if met else OPEN).get(reason.code) or OPEN.get(reason.code)
    if wording is None:
        # A newer engine than these sentences: the move stays blocked, and nobody has to read a code.
        return _("This is not possible now.")
    return wording(reason.args, definition)


def opens_at(opens: str, case: str) -> str:
    """Give the address at which something is done on the case with this number, such as `record:consent`."""
    sort, _sep, name = opens.partition(":")
    route, place = _PAGES.get(sort, ("", ""))
    if sort == "document":
        return f"{url(route, number=case)}?kind={name}"
    return url(route, number=case, **({place: name} if place else {})) if route else ""


_PAGES = {
    "task": ("casework:task", "task"),
    "record": ("casework:record", "name"),
    "instrument": ("casework:assessment", "name"),
    "document": ("casework:document_new", ""),
    "assign": ("casework:assign", ""),
    "client": ("casework:client", ""),
}
"""The route of the page on which each sort of thing is done, and the place that takes its name."""
