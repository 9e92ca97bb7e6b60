"""What is counted, and how often somebody may do it who works: far more than a day of work, far less than a sweep."""

from datetime import timedelta
from urllib.parse import parse_qsl

import msgspec
from litestar.types import Scope

_TEN_MINUTES, _HOUR = timedelta(minutes=10), timedelta(hours=1)


class Limit(msgspec.Struct, frozen=True):
    """At most so often within so long."""

    kind: str
    most: int
    window: timedelta


SEARCHES = Limit("searches", 200, _TEN_MINUTES)
DUPLICATES = Limit("duplicates", 60, _HOUR)
UNMASKINGS = Limit("unmaskings", 30, _HOUR)
PACKS = Limit("packs", 20, _HOUR)
SHEETS = Limit("sheets", 20, _HOUR)
EXPORTS = Limit("exports", 40, _HOUR)

OF_ROUTE = {
    "clients:list": SEARCHES,
    "cases:list": SEARCHES,
    "intake:referrals": SEARCHES,
    "clients:register": DUPLICATES,
    "clients:change": DUPLICATES,
    "cases:open": DUPLICATES,
    "intake:add_person": DUPLICATES,
    "adoption:adopt": DUPLICATES,
    "adoption:check": SHEETS,
    "adoption:answer": SHEETS,
    "merging:compare": DUPLICATES,
    "break_glass:given": UNMASKINGS,
    "rights:ask": PACKS,
    "rights:pack_pdf": PACKS,
    "rights:pack_json": PACKS,
    "oversight:audit_csv": EXPORTS,
    "rights:retention_csv": EXPORTS,
    "adoption:result": EXPORTS,
}
"""Limits by the route's name; a test looks for routes that belong here."""


def limit_of(scope: Scope) -> Limit | None:
    """Return what a request is counted as; a list counts where something is looked for in it."""
    limit = OF_ROUTE.get(getattr(scope.get("route_handler"), "name", None) or "")
    if (
        limit
        and limit.kind == SEARCHES.kind
        and not any(name == "q" and text for name, text in _asked(scope))
    ):
        return None
    return limit


def _asked(scope: Scope) -> list[tuple[str, str]]:
    """Read the query as the routes do, however its names are written."""
    return parse_qsl(scope["query_string"].decode("latin-1"))
