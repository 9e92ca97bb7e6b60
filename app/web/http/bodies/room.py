"""How much is read of what somebody sends, by who they are; of a stranger as little as the door's own forms need."""

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import msgspec
from litestar.exceptions import TooManyRequestsException
from litestar.types import Scope

from app.web.http.address import address_of
from app.web.http.bodies.stream import Body, body_of
from app.web.http.current_user import Anyone
from app.web.i18n.catalogue import gettext as _

KB, MB = 2**10, 2**20
MAX_BODY = 12 * MB
"""A 10 MB document, its form and a little more, so that 11 MB gets a kind answer."""
MOST_FIELDS = 2000
LATELY = "lately"
"""Set in the state of a request whose session ended by itself within the day."""


class Room(msgspec.Struct, frozen=True):
    """Bytes of a body, and of its texts."""

    body: int
    texts: int


STRANGER = Room(64 * KB, 64 * KB)
SIGNED_IN = Room(MAX_BODY, 256 * KB)
GIVEN_BACK = Room(64 * MB, 256 * KB)
"""What came to nothing: texts are read to be given back, files let go, for browsers show no answer while they send."""

AT_ONCE = {True: 8, False: 32}
"""Bodies being read at one time: of one account, and of strangers from one address, where a whole office may sit."""
_reading: MutableMapping[str, list[Body]] = {}


def room_of(scope: Scope) -> Room:
    """Return how much of a form is read that is to be acted upon."""
    return STRANGER if scope.get("user") is None else SIGNED_IN


@contextmanager
def a_turn(request: Anyone) -> Iterator[None]:
    """Count this body among those that are being read.

    An account is refused one too many. Of strangers the one that takes longest is given up instead: who sends slowly on
    purpose keeps nobody behind the same address from signing in, for an honest form is there within a moment.
    """
    user: Any = request.scope.get("user")
    whose = str(user.id) if user else address_of(request)
    reading = _reading.setdefault(whose, [])
    if len(reading) >= AT_ONCE[bool(user)]:
        if user:
            raise TooManyRequestsException(
                _("Too much is being sent at once. Wait a minute, then try again."),
                headers={"Retry-After": "60"},
            )
        reading.pop(0).give_up()
    body = body_of(request)
    reading.append(body)
    try:
        yield
    finally:
        if body in reading:
            reading.remove(body)
        if not reading:
            _reading.pop(whose, None)
