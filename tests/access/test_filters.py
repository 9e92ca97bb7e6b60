"""A filter that is not understood never shows everything as if it were what was asked for: it finds nothing, or there is no such page."""

import re
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

import app as product
from app.admin.forms import AccountFilter
from app.cases.listing.filters import CaseFilter
from app.intake.referral_form import ReferralFilter
from app.oversight.forms import AuditFilter
from app.reports.lists import Cell
from app.rights.forms import RetentionFilter
from app.supervision.filters import Wanted
from tests.access.cast import AT

JUNK = "Zx9~%F0"
LONG = "x" * 500
SEARCHES = frozenset({"q", "with"})
"""Free text, which finds whom it finds."""


class Filtered(NamedTuple):
    """A list: its address, who reads it, the struct of its filters or their names, and how a row of it looks."""

    address: str
    reader: str
    filters: type[msgspec.Struct] | tuple[str, ...]
    row: str


LISTS = (
    Filtered("/cases?state=all", "supervisor", CaseFilter, r'<th scope="row"'),
    Filtered("/supervision/stalled", "supervisor", Wanted, r'<th scope="row" data-label='),
    Filtered(
        "/supervision/stalled/workers",
        "supervisor",
        tuple(one for one in Wanted.__struct_fields__ if one != "worker"),
        r"/supervision/stalled\?[^\"]*worker=[^\"]",
    ),
    Filtered("/audit", "auditor", AuditFilter, r'<th scope="row"'),
    Filtered("/audit.csv", "auditor", AuditFilter, r"(?m)^\S+ .*;.*;.*;"),
    Filtered("/admin/accounts", "admin", AccountFilter, r'<th scope="row"'),
    Filtered("/admin/retention", "dpo", RetentionFilter, r'<th scope="row"'),
    Filtered("/admin/retention.csv", "dpo", RetentionFilter, r"(?m)^[A-Z]+-[0-9A-Z-]+;"),
    Filtered("/referrals", "supervisor", ReferralFilter, r'href="/referrals/[0-9a-f-]{36}'),
    Filtered("/reports/monthly/{month}/cases?figure=new", "supervisor", Cell, r'<th scope="row"'),
    Filtered("/reports/monthly/{month}", "supervisor", ("type", "region", "rows"), r"<td"),
    Filtered("/reports/monthly", "supervisor", ("month",), r"<td"),
    Filtered("/verifications", "supervisor", ("why",), r'<th scope="row"'),
    Filtered("/cases/{case}/timeline", "supervisor", ("show",), r'id="entries"[^>]*>\s*<[^p]'),
)
NO_FILTER = frozenset(
    {
        # where a list goes on, and how much of it
        "after", "before", "all", "history", "page", "sort", "order",
        # what a form or a page is filled with beforehand
        "client", "kind", "task", "next", "name", "username", "code", "draft", "entry", "to", "field", "journey",
        "figure", "sex", "lang",
    }
)  # fmt: skip
"""Query names that choose no part of a list."""


def _names(listed: Filtered) -> list[str]:
    given = listed.filters if isinstance(listed.filters, tuple) else listed.filters.__struct_fields__
    return [name for name in given if name not in NO_FILTER | SEARCHES]


EMPTY = ("/admin/retention.csv", "/referrals", "/reports/monthly/{month}/cases?figure=new", "/verifications")
"""Where the cast has nothing to show without a filter either."""
ASKED = [(listed, name) for listed in LISTS for name in _names(listed)]


@pytest.fixture
async def shown(at_hand, monkeypatch):
    """Ask for an address forty days on, when the case is late everywhere; return the answer."""
    monkeypatch.setattr("app.clock.now", lambda: AT + timedelta(days=40))

    async def asked(listed: Filtered, **changes: str):
        path, _mark, query = listed.address.partition("?")
        path = path.format(month=f"{AT:%Y-%m}", case=at_hand.case.number)
        kept = {**dict(pair.split("=") for pair in query.split("&") if pair), **changes}
        browser = await at_hand.browser(listed.reader)
        return await browser.get(f"{path}?{'&'.join(f'{name}={value}' for name, value in kept.items())}")

    return asked


def _rows(listed: Filtered, text: str) -> list[str]:
    return re.findall(listed.row, text.partition("<main")[2] or text)


@pytest.mark.parametrize(("listed", "name"), ASKED, ids=lambda one: getattr(one, "address", one))
async def test_a_filter_that_is_not_understood_shows_nothing(shown, listed, name):
    for value in (JUNK, LONG):
        answer = await shown(listed, **{name: value})
        assert answer.status_code in (200, 404, 422)
        if answer.status_code != 404:
            assert _rows(listed, answer.text) == [], f"{listed.address} with {name}={value} shows rows"


@pytest.mark.parametrize(
    "listed", [one for one in LISTS if one.address not in EMPTY], ids=lambda one: one.address
)
async def test_without_a_filter_there_are_rows_to_be_shown(shown, listed):
    answer = await shown(listed)
    assert answer.status_code == 200
    assert _rows(listed, answer.text)


def test_every_query_of_an_address_is_a_filter_held_here_or_known_to_be_none():
    root = Path(product.__file__).parent
    structs, names = set(), set()
    for path in root.rglob("*.py"):
        if "routes" in path.name or path.name == "timeline.py":
            text = path.read_text()
            structs |= set(re.findall(r"read_(?:query|filter)\(request, (\w+)\)", text))
            names |= set(re.findall(r"(?:query_params|\bquery)\.get\(\"(\w+)\"", text))
            names |= set(re.findall(r"chosen\(request, \"(\w+)\"", text))
    held = {listed.filters.__name__ for listed in LISTS if not isinstance(listed.filters, tuple)}
    assert structs <= held
    own = {name for listed in LISTS for name in _names(listed)}
    assert names - own - NO_FILTER - SEARCHES - {"status"} == set()
