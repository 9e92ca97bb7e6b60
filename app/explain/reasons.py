"""The engine's reasons in words: what is missing, who can clear it, and where."""

import msgspec

from app.explain import conditions
from app.explain.refusals import REFUSALS
from app.explain.terms import CompiledTemplates
from app.web.i18n.catalogue import gettext as _
from app.web.i18n.lists import code_label
from workflows.definition import Definition
from workflows.reasons import Reason

OPEN: dict[str, CompiledTemplates] = {**conditions.OPEN, **REFUSALS}
"""What stands in the way, by the engine's code."""
MET: dict[str, CompiledTemplates] = conditions.MET
"""What already holds, by the engine's code."""


class Said(msgspec.Struct, frozen=True):
    """A reason as a page shows it: the sentence, who may clear it, the link that leads there, the alternatives."""

    text: str
    who: str = ""
    href: str = ""
    parts: "tuple[Said, ...]" = ()
    mine: bool = False
    """Whether the reader may clear it."""


def said(
    reason: Reason, definition: Definition, *, number: str, roles: frozenset[str], met: bool = False
) -> Said:
    """Put *reason* into words for the holder of *roles* on the case with this *number*."""
    mine = not reason.who or bool(definition.holders(reason.who) & roles)
    return Said(
        sentence(reason, definition, met=met),
        "" if met or mine else _who(reason.who),
        "" if met else _href(reason.opens, number),
        tuple(said(part, definition, number=number, roles=roles) for part in reason.parts),
        mine and reason.opens != "wait",
    )


def sentence(reason: Reason, definition: Definition, *, met: bool = False) -> str:
    """Return the sentence of *reason*: what is still missing, or (*met*) what already holds."""
    spoken = (MET if met else OPEN).get(reason.code) or OPEN.get(reason.code)
    if spoken is None:
        # A newer engine than these sentences: the move stays blocked, and nobody has to read a code.
        return _("This is not possible now.")
    return spoken(reason.args, definition)


def _who(roles: tuple[str, ...]) -> str:
    return ", ".join(code_label(role, "role") for role in roles)


def _href(opens: str, case: str) -> str:
    sort, _sep, name = opens.partition(":")
    return {
        "task": f"/cases/{case}/tasks/{name}",
        "record": f"/cases/{case}/records/{name}",
        "instrument": f"/cases/{case}/assessments/{name}",
        "document": f"/cases/{case}/documents/new?kind={name}",
        "assign": f"/cases/{case}/assign",
        "client": f"/cases/{case}/client",
    }.get(sort, "")
