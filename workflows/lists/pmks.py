"""The official groups of clients (PMKS) as typed reference data; what is said of each stands in `lists/pmks.toml`."""

from typing import cast

from workflows.lists import PmksCode, codes

__all__ = ["BESIDE", "DISCREET", "IN_SCOPE", "PMKS", "PRECEDENCE", "RESTRICTED", "PmksCode", "journey_of"]

PMKS = {code: cast("PmksCode", entry) for code, entry in codes("pmks_all").items()}
BESIDE = {code: cast("PmksCode", entry) for code, entry in codes("pmks_beside").items()}
"""Labels beside the official groups: under no number of theirs, and counted apart."""
IN_SCOPE = tuple(code for code, entry in PMKS.items() if entry.in_scope)
"""The groups that the division handles, in the official order."""
RESTRICTED = frozenset(code for code, entry in PMKS.items() if entry.restricted)
"""Groups whose people are masked for everybody outside the team."""
DISCREET = frozenset(code for code, entry in PMKS.items() if entry.discreet)
"""Groups whose word would hurt: lists and heads of pages show the code (`pmks_listed`)."""
PRECEDENCE = tuple(
    sorted(
        (code for code, entry in PMKS.items() if entry.precedence),
        key=lambda code: PMKS[code].precedence or 0,
    )
)
"""Which group goes first when several fit."""


def journey_of(code: str) -> str:
    """Name the journey of a group unless another is asked for: its own, of a label beside them the one that serves it."""
    return BESIDE[code].journey if code in BESIDE else code
