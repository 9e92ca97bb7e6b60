"""Passwords: argon2id, checked off the event loop, judged by how many guesses they take, not by odd characters."""

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from re import split
from string import digits, punctuation

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn_rs_py import zxcvbn

from app.web.i18n.catalogue import gettext as _

SHORTEST = 10
LONGEST = 200
_LOOKED_AT = 32  # signs whose strength is reckoned, for its time grows with their square; more only add to it
_STRONG = 9.5  # decimal digits of the guesses that it takes somebody who knows how people choose
_COMMON = Path(__file__).parent / "common"

hasher = PasswordHasher()
"""Argon2id with the library's recommended cost."""
_HASHING = ThreadPoolExecutor(2, "passwords")
"""Their own threads: whatever else is worked on, somebody can sign in."""
_ESTIMATING = ThreadPoolExecutor(1, "estimates")


async def hashed(password: str) -> str:
    """Return what to store for *password*."""
    return await asyncio.get_running_loop().run_in_executor(_HASHING, hasher.hash, password)


async def nobody_knows() -> str:
    """Return what to store for an account whose owner has yet to choose a password: that of a random text."""
    return await hashed(secrets.token_urlsafe(32))


async def fits(stored: str | None, password: str) -> bool:
    """Tell whether *password* is the one stored; without an account it takes just as long."""
    return await asyncio.get_running_loop().run_in_executor(_HASHING, _fits, stored, password)


def outdated(stored: str) -> bool:
    """Tell whether *stored* was made with a cost that is no longer the recommended one."""
    return hasher.check_needs_rehash(stored)


async def weakness(password: str, *, username: str, name: str = "") -> str | None:
    """Return the sentence that says why *password* will not do, or None. No kind of sign is asked for.

    It takes up to a tenth of a second: ask only of somebody who has proven who they are.
    """
    if wrong := misshapen(password, username=username):
        return wrong
    own = f"{username} {name}"
    easy = await asyncio.get_running_loop().run_in_executor(_ESTIMATING, _is_easy, password, own)
    return (
        _("This password is too easy to guess. Take four words that have nothing to do with each other.")
        if easy
        else None
    )


def misshapen(password: str, *, username: str) -> str | None:
    """Return the sentence that says what is wrong with *password* at first sight, or None."""
    if len(password) < SHORTEST:
        return _("Use at least %(count)s characters; a short sentence is easy to remember.", count=SHORTEST)
    if len(password) > LONGEST:
        return _("Use at most %(count)s characters.", count=LONGEST)
    if username and username.lower() in password.lower():
        return _("The password must not contain the username.")
    return None


def _is_easy(password: str, own: str) -> bool:
    """Tell what is on the list of common passwords, with or without what is put behind them, or takes few guesses."""
    bare = password.lower().strip()
    if {bare, bare.replace(" ", "")} & _common("passwords.txt") or _stem(bare) in _stems():
        return True
    about_me = [part for part in split(r"[\W_\d]+|(?<=\D)(?=\d)", own.lower()) if part]
    known = [*about_me, *sorted(_common("words.txt"))]
    forms = {bare[:_LOOKED_AT], bare.replace(" ", "")[:_LOOKED_AT]}
    return any(zxcvbn(form, known).guesses_log10 < _STRONG for form in forms)


def _stem(text: str) -> str:
    """Take away what people put behind a word because a form wants odd signs."""
    return text.rstrip(digits + punctuation)


@cache
def _stems() -> frozenset[str]:
    return frozenset(map(_stem, _common("passwords.txt")))


@cache
def _common(file: str) -> frozenset[str]:
    return frozenset((_COMMON / file).read_text().lower().split())


def _fits(stored: str | None, password: str) -> bool:
    try:
        return hasher.verify(stored or _nobodys(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return hasher.hash("nobody has this password")
