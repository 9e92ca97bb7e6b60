"""Two questions a supervisor of servers asks: is the process alive, can it work."""

from litestar import Response, get

from app.db import query
from app.web.http.access import NO_SESSION, PUBLIC, may


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


@get("/readyz", opt=may(PUBLIC) | NO_SESSION, name="web:readyz", include_in_schema=False)
async def readyz() -> Response[str]:
    """Answer once the database does."""
    try:
        await query("SELECT 1")
    except Exception:  # noqa: BLE001  whatever the reason, the answer is "not ready"
        return Response("database", status_code=503, media_type="text/plain")
    return Response("ready", media_type="text/plain")


routes = [healthz, readyz]
