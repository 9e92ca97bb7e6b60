"""Where a request comes from."""

from typing import Any

from litestar import Request

from app.settings import settings


def address_of(request: Request[Any, Any, Any]) -> str:
    """Return the caller's address as far as our own proxies can vouch for it."""
    told = ",".join(
        request.headers.getall("x-forwarded-for", [])
    )  # some proxies add a line, others to the line
    chain = [part.strip() for part in told.split(",") if part.strip()]
    proxies = settings().proxies
    if proxies and len(chain) >= proxies:
        return chain[-proxies]
    return request.client.host if request.client else ""


def own_address(request: Request[Any, Any, Any]) -> str:
    """Return this server's address as people outside reach it, without a slash at its end."""
    scheme = "https" if settings().production else request.url.scheme
    return f"{scheme}://{request.headers.get('host', request.url.netloc)}"
