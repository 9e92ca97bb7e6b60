"""Security headers: what every response carries, a strict content policy, no guessing of types, no framing, no leaks.

Scripts, styles and requests come from this server alone and never from inside a page. `data:` pictures are
allowed because the base style sheet draws its ticks and arrows that way.
"""

from collections.abc import Mapping

from litestar.types import BeforeMessageSendHookHandler, Message, Scope

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def hook(*, https: bool) -> BeforeMessageSendHookHandler:
    """Return the hook that adds the headers to every response, also to those that no route made.

    A response keeps what it sets itself, such as the caching of static files; pages are never stored.
    """
    fixed = {**ALWAYS, **(HTTPS_ONLY if https else {}), "Cache-Control": "no-store"}
    raw = [(name.lower().encode(), value.encode()) for name, value in fixed.items()]

    async def add(message: Message, _scope: Scope) -> None:
        if message["type"] == "http.response.start":
            given = list(message.get("headers", ()))
            names = {name.lower() for name, _value in given}
            message["headers"] = given + [pair for pair in raw if pair[0] not in names]

    return add
