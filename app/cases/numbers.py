"""Case numbers: random, short enough to read out, and with a check digit.

A number tells neither type nor date nor region, so that it may stand on an envelope.
"""

import re
import secrets

from app.web.forms.visible import visible

# No 0/O, 1/I/L, U/V: letters that are misheard on the telephone or misread on paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
_BASE = len(ALPHABET)  # 29, a prime: one wrong character or two swapped neighbours are always found
_BODY = 7


def check_character(body: str) -> str:
    """Return the character that makes the weighted sum of *body* and itself divisible by 29."""
    total = sum(weight * ALPHABET.index(mark) for weight, mark in enumerate(body, start=2))
    return ALPHABET[-total % _BASE]


def is_number(text: str) -> bool:
    """Tell whether *text*, as typed, is a well-formed case number."""
    plain = normalise(text).replace("-", "")
    if len(plain) != _BODY + 1 or any(mark not in ALPHABET for mark in plain):
        return False
    return check_character(plain[:-1]) == plain[-1]


def normalise(text: str) -> str:
    """Bring a typed number to its stored form, ``XXXX-XXXX``."""
    plain = re.sub(r"[\W_]+", "", visible(text)).upper()
    return f"{plain[:4]}-{plain[4:]}"


def new_number(choice: secrets.SystemRandom | None = None) -> str:
    """Draw a case number; *choice* is a seeded source for demonstrations only."""
    source = choice or secrets.SystemRandom()
    body = "".join(source.choice(ALPHABET) for _ in range(_BODY))
    return normalise(body + check_character(body))
