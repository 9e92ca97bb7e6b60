"""What an action on a case may come to. Expected refusals are values, not exceptions."""

import msgspec

from app.cases.locking import LockedCase
from workflows.events import Happened
from workflows.reasons import Reason


class Done(msgspec.Struct, frozen=True):
    """It was done, and is committed."""

    case: LockedCase
    """As it was before."""
    version: int
    happened: tuple[Happened, ...]


class Refused(msgspec.Struct, frozen=True):
    """It may not be done, for all these reasons; nothing was written."""

    reasons: tuple[Reason, ...]


class Again(msgspec.Struct, frozen=True):
    """The same form was sent before; this is where its effect can be seen."""

    location: str


Outcome = Done | Refused | Again
