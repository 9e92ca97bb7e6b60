"""What nobody can mend on the screen at hand. Raised anywhere, answered once, by `app.web.http.errors`."""

from collections.abc import Mapping

from litestar.exceptions import HTTPException, NotFoundException, PermissionDeniedException


class NotFound(NotFoundException):
    """The thing does not exist for this reader, perhaps because it lies outside their scope."""


class Forbidden(PermissionDeniedException):
    """The reader is known, and may not do this; the detail is shown, so write a sentence in their language."""


class Masked(PermissionDeniedException):
    """The reader may see this person only after saying why; they are led to the page that asks, and then to *place*."""

    def __init__(self, number: str, *, place: str) -> None:
        super().__init__("masked")
        self.number = number
        self.place = place


class KeyUsed(HTTPException):
    """A form came again under a key that was acted upon, but says something else: it is neither lost nor taken as sent.

    *place* is where the first one led, if it was this worker's.
    """

    status_code = 409

    def __init__(self, place: str = "") -> None:
        super().__init__("key used")
        self.place = place


class ClockWentBack(HTTPException):
    """The server's clock stands before what has already happened: what is not about safety waits."""

    status_code = 423

    def __init__(self) -> None:
        super().__init__("the clock went back")


class Stale(HTTPException):
    """Someone else changed the thing since this form was opened; the page shows both.

    *mine* and *theirs* are words and values as people read them; without *mine* the page shows the posted texts.
    """

    status_code = 409

    def __init__(
        self,
        *,
        theirs_url: str,
        mine: Mapping[str, object] | None = None,
        theirs: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__("stale")
        self.theirs_url = theirs_url
        self.mine = mine or {}
        self.theirs = theirs or {}
