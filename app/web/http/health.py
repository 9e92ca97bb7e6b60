"""What programs and finders of faults ask: is the process alive, can it work, whom to write to of a weakness."""

import shutil
from datetime import timedelta
from pathlib import Path

from litestar import Response, get

from app import clock
from app.db import migrations
from app.settings import Settings, settings
from app.web.http.access import NO_SESSION, PUBLIC, may
from app.web.http.address import own_address
from app.web.http.current_user import Anyone
from app.web.http.exceptions import NotFound
from app.web.http.urls import url


@get(
    "/healthz",
    opt=may(PUBLIC) | NO_SESSION,
    name="web:healthz",
    include_in_schema=False,
    media_type="text/plain",
)
async def healthz() -> str:
    """Answer as long as the process runs."""
    return "ok"


_TOLD_FOR = timedelta(days=180)
LEAST_FREE = 256 * 2**20
"""Bytes: with less room on the disk of the data, whoever saves will soon be told that there is none."""


@get("/readyz", opt=may(PUBLIC) | NO_SESSION, name="web:readyz", include_in_schema=False)
async def readyz() -> Response[str]:
    """Answer once the database does and stands where this version needs it, and while there is room to write."""
    lacking = await _lacking(settings())
    return Response(lacking or "ready", status_code=503 if lacking else 200, media_type="text/plain")


async def _lacking(config: Settings) -> str:
    """Say in a word what keeps the server from working."""
    try:
        if await migrations.missing():
            return "migrations"
        return "" if _free(config) >= LEAST_FREE else "disk"
    except Exception:  # noqa: BLE001  whatever the reason, the answer is "not ready"
        return "database"


def _free(config: Settings) -> int:
    """Return the room that is left where documents lie, and where SQLite's file does."""
    places = [config.data_path]
    if config.database.startswith("sqlite:"):
        places.append(Path(config.database.removeprefix("sqlite:///")).parent)
    return min(shutil.disk_usage(place).free for place in places)


@get(
    "/.well-known/security.txt",
    opt=may(PUBLIC) | NO_SESSION,
    name="web:security",
    include_in_schema=False,
    media_type="text/plain",
)
async def security(request: Anyone) -> str:
    """Say whom to write to of a weakness (RFC 9116); NotFound where the installation names nobody."""
    contact = settings().security_contact
    if not contact:
        raise NotFound
    until = (clock.now() + _TOLD_FOR).strftime("%Y-%m-%dT00:00:00Z")
    here = f"{own_address(request)}{url('web:security')}"
    return f"Contact: {contact}\nExpires: {until}\nPreferred-Languages: id, en\nCanonical: {here}\n"


routes = [healthz, readyz, security]
