"""One sentence carried over a redirect: "The note is saved." It is shown once, on the next page.

It travels in a short-lived cookie that scripts cannot read. It is shown as plain text, and in production
the cookie's `__Host-` name keeps other hosts and unencrypted pages from writing one, so it needs no
signature: only the browser's own user could forge a notice, to themselves.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping

import msgspec
from litestar.datastructures import Cookie

TONES = ("good", "info", "warn", "bad")
_SECONDS = 60
_LONGEST = 600  # characters


class Notice(msgspec.Struct, frozen=True, array_like=True):
    """What the next page says on top, and in which tone."""

    text: str
    tone: str = "good"


_https_only = False


def bind_to_https(*, on: bool) -> None:
    """Decide at start whether notices travel only over https; True in production."""
    global _https_only  # noqa: PLW0603  set once, when the application is built
    _https_only = on


def _cookie(value: str, seconds: int) -> Cookie:
    name = "__Host-pulih_notice" if _https_only else "pulih_notice"
    return Cookie(
        name, value=value, max_age=seconds, path="/", httponly=True, secure=_https_only, samesite="lax"
    )


def cookie_for(text: str, tone: str = "good") -> Cookie:
    """Pack a notice for the next request."""
    packed = msgspec.json.encode(Notice(str(text)[:_LONGEST], tone))
    return _cookie(urlsafe_b64encode(packed).decode(), _SECONDS)


def notice_in(cookies: Mapping[str, str]) -> Notice | None:
    """Unpack the notice the browser brought; anything odd is no notice."""
    packed = cookies.get(_cookie("", 0).key)
    if not packed:
        return None
    try:
        found = msgspec.json.decode(urlsafe_b64decode(packed), type=Notice)
    except (ValueError, msgspec.MsgspecError):
        return None
    return found if found.tone in TONES else None


def forgotten() -> Cookie:
    """Clear the notice once it has been shown."""
    return _cookie("", 0)
