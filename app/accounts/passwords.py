"""Passwords: argon2id, checked off the event loop, judged by length rather than by odd characters."""

import asyncio
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.web.i18n.catalogue import gettext as _

SHORTEST = 10
LONGEST = 200
_FEWEST_DIFFERENT = 4
_COMMON = frozenset(
    {
        "1234567890",
        "0123456789",
        "password123",
        "passwordku",
        "katasandi123",
        "indonesia1",
        "bismillah1",
        "qwertyuiop",
    }
)

hasher = PasswordHasher()
"""Argon2id with the library's recommended cost."""


async def hashed(password: str) -> str:
    """Return what to store for *password*."""
    return await asyncio.to_thread(hasher.hash, password)


async def nobody_knows() -> str:
    """Return what to store for an account whose owner has yet to choose a password: that of a random text."""
    return await hashed(secrets.token_urlsafe(32))


async def fits(stored: str | None, password: str) -> bool:
    """Tell whether *password* is the one stored; without an account it takes just as long."""
    return await asyncio.to_thread(_fits, stored, password)


def outdated(stored: str) -> bool:
    """Tell whether *stored* was made with a cost that is no longer the recommended one."""
    return hasher.check_needs_rehash(stored)


def weakness(password: str, *, username: str) -> str | None:
    """Return the sentence that says why *password* will not do, or None."""
    if len(password) < SHORTEST:
        return _("Use at least %(count)s characters; a short sentence is easy to remember.", count=SHORTEST)
    if len(password) > LONGEST:
        return _("Use at most %(count)s characters.", count=LONGEST)
    if username and username.lower() in password.lower():
        return _("The password must not contain the username.")
    if password.lower() in _COMMON or len(set(password)) < _FEWEST_DIFFERENT:
        return _("This password is too easy to guess.")
    return None


def _fits(stored: str | None, password: str) -> bool:
    try:
        return hasher.verify(stored or _nobodys(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return hasher.hash("nobody has this password")
