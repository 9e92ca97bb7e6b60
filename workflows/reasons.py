"""Who acts, and how the engine says no: a code and its arguments, never a sentence.

The sentences live in the message catalogues of the application, one per code.
"""

from typing import Literal

import msgspec


class Actor(msgspec.Struct, frozen=True):
    """Who acts: a worker's id and the roles held at that moment."""

    id: str
    roles: frozenset[str]


class Reason(msgspec.Struct, frozen=True):
    """One condition: why something is blocked, or (among `met`) what already holds.

    `who` are the roles that can clear it (empty: whoever works the case); `opens` says what to open for
    that: `task:<id>`, `record:<kind>`, `document:<kind>`, `instrument:<id>`, `client`, `assign`, `wait`
    (time clears it) or nothing. `parts` are the alternatives of an `any`, each with its own way out.
    `unknown` marks a condition that is open because a fact has not been recorded, rather than denied.
    """

    code: str
    args: dict[str, str | int] = {}
    who: tuple[str, ...] = ()
    opens: str = ""
    parts: "tuple[Reason, ...]" = ()
    unknown: bool = False


Answer = Literal["yes", "no", "unknown", "fault"]
"""What a guard answers. `fault` is a defect of the definition or the data, never a silent no."""
