"""A browser without JavaScript: keeps cookies, follows redirects, sends each form with its token."""

import logging
import re
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import httpx
from litestar import Litestar, Request

from app import clock
from app.accounts import actions, sessions
from app.db import query
from app.web.http import csrf

logging.getLogger("httpx").setLevel(logging.WARNING)  # a browser keeps no log of what it asked for
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
PASSWORD = "kata sandi percobaan"


_STANDING = (
    (r"/cases/([^/]+)/.+", "SELECT version FROM cases WHERE number = ?", str),
    (
        r"/clients/([^/]+)/(?:edit|verify|merge)",
        "SELECT version FROM clients WHERE id = (SELECT COALESCE(merged_into, id) FROM clients WHERE number = ?)",
        str,
    ),
    (r"/referrals/([^/]+)/answer", "SELECT version FROM referrals WHERE id = ?", UUID),
    (r"/outreach/([^/]+)/edit", "SELECT version FROM outreach_events WHERE id = ?", UUID),
    (r"/admin/accounts/([^/]+)/edit", "SELECT version FROM workers WHERE username = ?", str),
    (r"/admin/organisations/([^/]+)", "SELECT version FROM organisations WHERE id = ?", UUID),
)
"""Where the version stands that the page of a form would have shown, by address."""


async def versions(url: str, other: str = "") -> dict[str, str]:
    """Return what the page of this form would say of what stands now."""
    path = urlsplit(url).path
    for pattern, question, kind in _STANDING:
        if found := re.fullmatch(pattern, path):
            rows = await query(question, _key(found[1], kind)) if _key(found[1], kind) else []
            named = {"version": str(rows[0][0])} if rows else {}
            if other and path.endswith("/merge"):
                rows = await query(_STANDING[1][1], other.strip().upper())
                named |= {"other_version": str(rows[0][0])} if rows else {}
            return named
    return {}


async def seen_by_a_merge(kept: str, gone: str) -> dict[str, int]:
    """Return what the page that compares two clients says of what stands."""
    found = await versions(f"/clients/{kept}/merge", gone)
    return {name: int(version) for name, version in found.items()}


def _key(text: str, kind: Any) -> Any:
    try:
        return kind(text)
    except ValueError:
        return None


class Browser(httpx.AsyncClient):
    """Talks to the application in this very event loop."""

    def __init__(self, app: Litestar) -> None:
        super().__init__(
            transport=httpx.ASGITransport(app=app, raise_app_exceptions=False),
            base_url="http://localhost",
            follow_redirects=True,
        )
        self.token = ""

    async def send_form(self, url: str, data: dict[str, Any] | None = None, **kwargs: Any) -> httpx.Response:
        """Post a form as a page would: with the token and, unless given, a fresh idempotency key and what stands."""
        fields = {"csrf": self.token, "key": str(uuid4()), **(data or {})}
        if "version" not in fields:
            fields |= await versions(url, str(fields.get("other", "")))
        return await self.post(url, data=fields, **kwargs)

    async def sign_in(self, username: str, password: str = PASSWORD) -> httpx.Response:
        """Go through the door and keep the session's token."""
        await self.read_token("/login")
        response = await self.send_form("/login", {"username": username, "password": password})
        await self.read_token("/account")
        return response

    async def enter(self, username: str, password: str = PASSWORD) -> None:
        """Sign in without the pages of the door: what it does once a password is right, and its pages' token."""
        before = self.cookies.get(sessions.cookie_name())
        here = {"address": "127.0.0.1", "agent": self.headers["user-agent"], "old_token": before}
        opened = await actions.sign_in(username, password, now=clock.now(), **here)
        assert isinstance(opened, actions.SignedIn), opened
        self.cookies.set(sessions.cookie_name(), opened.token, domain="localhost.local")
        found = await sessions.find(opened.token, now=clock.now())
        assert found, f"{username} has no session"
        scope = {"type": "http", "state": {}, "headers": [], "user": found[0], "auth": found[1]}
        self.token = csrf.csrf_token(Request(scope))

    async def say_why(self, client: str, onward: str = "") -> httpx.Response:
        """Give a reason for seeing a masked client, as somebody outside the team is asked to."""
        reason = {"purpose": "KEPUTUSAN", "reason": "Keputusan kasus ini menunggu saya.", "next": onward}
        return await self.send_form(f"/clients/{client}/reason", reason)

    async def read_token(self, url: str) -> None:
        """Take the token from a page's form."""
        found = _TOKEN.search((await self.get(url)).text)
        assert found, f"no form on {url}"
        self.token = found[1]
