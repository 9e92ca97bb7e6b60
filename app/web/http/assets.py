"""Static files under names that carry their own hash, so a browser may keep them for ever.

`asset("app.css")` gives `/static/app.3f2a91c0.css`. Files are read once at start and held with a gzipped
copy; there are a handful of small ones. A name without its hash, or with an old one, is not found.
"""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from app.web.http.access import NO_SESSION, PUBLIC, may
from app.web.http.urls import url

ROOT = Path(__file__).resolve().parents[3] / "static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """One file as it is sent: hashed path, media type, plain and gzipped bytes."""

    path: str
    media_type: str
    plain: bytes
    gzipped: bytes


@cache
def assets() -> Mapping[str, Asset]:
    """Return source name → asset for every style sheet, script and drawing under static/."""
    found = (path for path in sorted(ROOT.rglob("*")) if path.suffix in TYPES)
    return {name: _asset(name, path) for path in found if (name := path.relative_to(ROOT).as_posix())}


@cache
def _by_path() -> Mapping[str, Asset]:
    return {item.path: item for item in assets().values()}


def _asset(name: str, path: Path) -> Asset:
    plain = path.read_bytes()
    digest = hashlib.sha256(plain).hexdigest()[:10]
    pure = PurePosixPath(name)
    return Asset(
        path=str(pure.with_name(f"{pure.stem}.{digest}{pure.suffix}")),
        media_type=TYPES[path.suffix],
        plain=plain,
        gzipped=gzip.compress(plain, 9, mtime=0),
    )


@cache
def asset(name: str) -> str:
    """Return the address of a static file; an unknown name is a mistake in a template and raises."""
    return url("web:static", path=assets()[name].path)


@get(
    "/static/{path:path}",
    opt=may(PUBLIC) | NO_SESSION,
    name="web:static",
    include_in_schema=False,
    sync_to_thread=False,
)
def static_file(request: Request[Any, Any, Any], path: FromPath[str]) -> Response[bytes]:
    """Send one static file; its name changes with its content, so nothing is ever asked for twice."""
    found = _by_path().get(path.lstrip("/"))
    if found is None:
        raise NotFoundException
    zipped = "gzip" in request.headers.get("accept-encoding", "")
    headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
    if zipped:
        headers["Content-Encoding"] = "gzip"
    return Response(found.gzipped if zipped else found.plain, media_type=found.media_type, headers=headers)


routes = [static_file]
