"""CSRF tokens: proof that a form was sent by a page of ours, to the very session that it was shown to.

Every unsafe request must carry a token: an HMAC keyed by the session's own secret, so a token neither survives
sign-in nor fits another session. Before sign-in (the login form) a random value in a cookie stands for the session
and the installation's secret keys it. Browsers also say where a request comes from, and that must be here.
Each answer's token is masked afresh, since it is compressed in one stream with what people type (the BREACH attack).
It also names, under the installation's seal, the worker to whom the page was shown: what is typed there is theirs, also
when the session has ended or somebody else has signed in since (`typist`).
"""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from uuid import UUID

from litestar.exceptions import PermissionDeniedException

from app.settings import secret, settings
from app.web.http.bodies.uncached import parts_of
from app.web.http.current_user import Anyone, CurrentSession
from app.web.i18n.catalogue import gettext as _

FIELD = "csrf"
HEADER = "X-CSRF-Token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FRESH, _TOKEN = "fresh_seed", "csrf_token"
_PROOF, _ID = 32, 16
"""Bytes of the proof, which the seal that follows it has too: a worker's id, and as much of its mac."""


class Forged(PermissionDeniedException):
    """The request does not prove that it comes from a page of this session."""


def seed_cookie() -> str:
    """Return the name of the cookie that stands for the session before sign-in."""
    return "__Host-pulih-door" if settings().production else "pulih-door"


def csrf_token(request: Anyone, owner: UUID | None = None) -> str:
    """Return the token for the forms shown in answer to *request*: one for all of them, masked for this answer alone.

    *owner* is whose text a form gives back where nobody is signed in.
    """
    state, user = request.scope["state"], request.scope.get("user")
    shown_to = (request.scope.get("auth"), user.id if user else owner)
    known: tuple[object, str] | None = state.get(_TOKEN)
    if known is not None and known[0] == shown_to:
        return known[1]
    sealed = (_proof(request) or _new_proof(request)) + _seal(shown_to[1])
    mask = secrets.token_bytes(len(sealed))
    token = urlsafe_b64encode(mask + _xor(mask, sealed)).decode()
    state[_TOKEN] = (shown_to, token)
    return token


def typist(token: object) -> UUID | None:
    """Return the worker to whom the page with this token was shown; None where it was nobody, or is no page of ours."""
    seal = _unmasked(token)[_PROOF:] if isinstance(token, str) else b""
    if len(seal) != _PROOF or not any(seal):
        return None
    owner = UUID(bytes=seal[:_ID])
    return owner if hmac.compare_digest(seal, _seal(owner)) else None


def fresh_seed(request_state: dict[str, Any]) -> str | None:
    """Return the seed that was made while this request was answered; the session middleware sets its cookie."""
    return request_state.get(_FRESH)


async def check(request: Anyone) -> None:
    """Raise `Forged` unless an unsafe request proves its origin."""
    if request.method in SAFE:
        return
    if not from_here(request):
        raise Forged(_("This request came from another site and was not carried out."))
    token = request.headers.get(HEADER) or (await request.form()).get(FIELD)
    proof = _proof(request)
    if proof is None or not isinstance(token, str) or not _holds(token, proof):
        raise Forged(
            _("This page has been open too long or since you last signed in. Load it again and resend.")
        )


def proves(token: str, csrf_secret: str) -> bool:
    """Tell whether a form with this token comes from a page of the session with this secret, though it has ended."""
    return _holds(token, _session_proof(csrf_secret))


def from_here(request: Anyone) -> bool:
    """Believe Sec-Fetch-Site, else Origin; a browser that sends neither leaves the matter to the token."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return origin is None or parts_of(origin).netloc == request.headers.get("host")


def _proof(request: Anyone) -> bytes | None:
    visit = request.scope.get("auth")
    if isinstance(visit, CurrentSession):
        return _session_proof(visit.csrf_secret)
    seed = request.cookies.get(seed_cookie()) or request.scope["state"].get(_FRESH)
    return _mac(_installation(), str(seed).encode()) if seed else None


def _holds(token: str, proof: bytes) -> bool:
    return hmac.compare_digest(_unmasked(token)[:_PROOF], proof)


def _seal(owner: UUID | None) -> bytes:
    if owner is None:
        return bytes(_PROOF)
    return owner.bytes + _mac(_installation(), b"typist" + owner.bytes)[:_ID]


def _session_proof(csrf_secret: str) -> bytes:
    return _mac(csrf_secret.encode(), b"session")


def _new_proof(request: Anyone) -> bytes:
    seed = secrets.token_urlsafe(24)
    request.scope["state"][_FRESH] = seed
    return _mac(_installation(), seed.encode())


def _installation() -> bytes:
    return secret(settings().data_path)


def _mac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")


def _unmasked(token: str) -> bytes:
    try:
        raw = urlsafe_b64decode(token)
    except ValueError:
        return b""
    half = len(raw) // 2
    return _xor(raw[:half], raw[half:]) if len(raw) % 2 == 0 else b""


def _xor(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one) ^ int.from_bytes(other)).to_bytes(len(one))
