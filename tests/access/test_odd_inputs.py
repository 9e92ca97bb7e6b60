"""Whatever is sent to whatever route, by whomever: a refusal in words, never a fault of the server."""

import json
from base64 import urlsafe_b64encode
from uuid import uuid4

import pytest

from app.web.pages import pagination
from tests.access.cast import AT, cast
from tests.access.test_matrix import EXPECTED, ROLES, address

LONG = "x" * 70_000
ODD: tuple[dict[str, str | list[str]], ...] = (
    {},
    {"text": LONG, "note": LONG, "reason": LONG, "full_name": LONG, "name": LONG, "title": LONG},
    {
        "text": "\x00",
        "note": "a\x00b",
        "reason": "\x00",
        "full_name": "A\x00",
        "username": "\x00",
        "name": "\x00",
    },
    {
        "version": "99999999999999999999999",
        "key": "no uuid",
        "trigger": "\u202e",
        "worker": "1",
        "unit": "-1",
    },
    {"version": ["1", "2"], "trigger": ["accept", "hold"], "reason": ["a", "b"], "text": ["a", "b"]},
    {
        "birth_date": "0000-00-00",
        "occurred_on": "31/02/2026",
        "until": "9999-12-31",
        "born": "-1",
        "about": "999",
    },
    {
        "occurred_on": "01/01/0001",
        "reported_at": "9999-99-99 99:99",
        "due_on": "1/1/10000",
        "expires_on": "x",
    },
    {
        "nik": "3604" * 4 + "٣",
        "region": "99.99",
        "home_region": "../../etc",
        "pmks_type": "DROP",
        "sex": "🙂",
    },
    {
        "full_name": "Ａ\u200b\ufeff",
        "text": "\ud7ff\U0001f468\u200d\U0001f469",
        "lang": "xx",
        "language": "xx",
    },
    {"worker": str(uuid4()), "unit": str(uuid4()), "client": str(uuid4()), "document": str(uuid4())},
)
QUERIES = (
    "after=%00",
    "after=AAAA",
    "q=%F0%28%8C%28",
    "q=%25%25'\"--",
    "page=-1",
    "stage=%00&region=..",
    "figure=../x",
    "client=%00",
    "month=0000-00",
    "state=\ufffd",
    "q=" + "9" * 3000,
    "at=2026-13-45",
    "who=%ff%fe",
    "field=%00",
)
ENDING = ("POST /logout", "POST /account/sessions/end", "POST /account/password")


def _who(name: str) -> str:
    """Choose somebody whom the route admits, one in scope of the case first."""
    roles = EXPECTED[name][1]
    return next(username for username, role in ROLES.items() if role in roles)


async def test_odd_forms_are_refused_and_never_break_the_server(at_hand):
    faults = []
    for name in sorted(set(EXPECTED) - set(ENDING)):
        browser = await at_hand.browser(_who(name))
        if not name.startswith("POST"):
            continue
        for form in ODD:
            answer = await browser.send_form(address(name, at_hand), form, follow_redirects=False)
            if answer.status_code >= 500:
                faults.append((name, {key: str(value)[:20] for key, value in form.items()}))
    assert faults == []


async def test_odd_addresses_are_refused_and_never_break_the_server(at_hand):
    faults = []
    for name in sorted(EXPECTED):
        if not name.startswith("GET"):
            continue
        browser = await at_hand.browser(_who(name))
        path = address(name, at_hand)
        for query in QUERIES:
            odd = f"{path}{'&' if '?' in path else '?'}{query}"
            answer = await browser.get(odd, follow_redirects=False)
            if answer.status_code >= 500 and "/errors/" not in name:
                faults.append((name, query))
    assert faults == []


@pytest.mark.parametrize(
    "piece", ["%00", "..%2f..%2fetc", "' OR 1=1", "9" * 400, "%F0%28%8C%28", "a b", "-1"]
)
async def test_odd_places_in_a_path_do_not_exist(at_hand, piece):
    faults = []
    for name in sorted(EXPECTED):
        path = name.partition(" ")[2]
        if "{" not in path or "styleguide" in path:
            continue
        browser = await at_hand.browser(_who(name))
        odd = path[: path.index("{")] + piece + path[path.index("}") + 1 :]
        odd = odd.replace("{task}", "x").replace("{name}", "x").replace("{trigger}", "x")
        for place in (
            "{document}",
            "{relation}",
            "{referral}",
            "{event}",
            "{sheet}",
            "{merge_id}",
            "{hold}",
            "{asked}",
        ):
            odd = odd.replace(place, str(uuid4()))
        send = browser.get if name.startswith("GET") else browser.send_form
        answer = await (
            send(odd, follow_redirects=False) if send == browser.get else browser.send_form(odd, {})
        )
        if answer.status_code >= 500 or answer.status_code == 200:
            faults.append((name, odd[:80], answer.status_code))
    assert faults == []


async def test_a_broken_body_or_none_is_refused(at_hand):
    faults = []
    for name in sorted(set(EXPECTED) - set(ENDING)):
        if not name.startswith("POST"):
            continue
        browser = await at_hand.browser(_who(name))
        for kind, body in (
            ("application/x-www-form-urlencoded", b"\xff\xfe=%zz&a=%"),
            ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
            ("application/json", b"{"),
            ("text/plain", b"\x00" * 100),
        ):
            answer = await browser.post(
                address(name, at_hand), content=body, headers={"content-type": kind}, follow_redirects=False
            )
            if answer.status_code >= 500 or answer.status_code == 200:
                faults.append((name, kind, answer.status_code))
    assert faults == []


ODD_KEYS = (
    10**30,
    -(2**63) - 1,
    "x",
    "a\x00b",
    None,
    "2026-13-45",
    "2026-01-05T01:00:00+00:00",
    "9999-12-31T23:59:59+14:00",
    1,
)
"""What somebody may write into a cursor: the sort keys of a list, wrong in every way."""
OTHERS = (
    (1,),
    ("x",),
    ("Sudirja", "sari"),
    (0, "2026-01-05T01:00:00+00:00", "x"),
    ("2026-01-05T01:00:00+00:00", 17),
)
"""Keys as some lists have them, signed for a list that is none of those below."""
LISTS = (
    "/cases",
    "/cases?state=closed",
    "/cases?state=all",
    "/clients",
    "/clients?q=sudirja",
    "/clients?q=su",
    "/verifications",
    "/verifications?why=old",
    "/referrals",
    "/outreach",
    "/adoptions",
    "/opened",
    "/supervision/stalled",
    "/supervision/stalled/workers?after=x&worker=none",
    "/supervision/stalled?order=still",
    "/supervision/stalled?order=due",
    "/supervision/stalled?order=opened",
    "/reports/monthly/2026-01/cases?figure=closing",
    "/reports/monthly/2026-01/cases?figure=persons",
    "/admin/accounts",
    "/audit",
    "/audit.csv",
)


async def test_a_cursor_made_by_hand_or_for_another_list_is_never_a_fault(app_on_both, monkeypatch):
    monkeypatch.setattr("app.clock.now", lambda: AT)
    made, faults = await cast(app_on_both), []
    keys = [(one,) for one in ODD_KEYS]
    keys += [(one, other) for one in ODD_KEYS for other in (10**30, "x", "\x00", None, 1, str(uuid4()))]
    keys += [(one, other, "x") for one in ODD_KEYS for other in (10**30, None)]
    for place in LISTS:
        browser = await made.browser(_who(f"GET {_route(place)}"))
        by_hand = [urlsafe_b64encode(json.dumps(key).encode()).rstrip(b"=").decode() for key in keys]
        elsewhere = [pagination.encode(key, of="another list") for key in OTHERS]
        for after in by_hand + elsewhere:
            answer = await browser.get(
                f"{place}{'&' if '?' in place else '?'}after={after}", follow_redirects=False
            )
            if answer.status_code >= 500:
                faults.append((place, after))
    await made.leave()
    assert faults == []


def _route(place: str) -> str:
    return place.partition("?")[0].replace("2026-01", "{month}")


@pytest.mark.parametrize("piece", ["%00", "a%00b"])
async def test_an_address_with_a_nul_is_no_fault_of_either_database(app_on_both, monkeypatch, piece):
    """PostgreSQL refuses to look such a text up, wherever it is asked."""
    monkeypatch.setattr("app.clock.now", lambda: AT)
    made = await cast(app_on_both)
    browser = await made.browser("supervisor")
    asked = [
        "/cases?q={}",
        "/clients?q={}",
        "/cases?worker={}",
        "/referrals?q={}",
        "/clients/BTN-2026-000001/merge?with={}",
        "/cases/new?client={}",
        "/referrals/new?client={}",
        "/login?next=/{}",
    ]
    assert [(await browser.get(place.format(piece))).status_code for place in asked] == [400] * len(asked)
    for place in ("/cases/{}", "/clients/{}", "/cases/{}/timeline", "/clients/{}/reason", "/sop/{}"):
        assert (await browser.get(place.format(piece))).status_code == 404
        sent = await browser.send_form(place.format(piece), {"reason": "x"})
        assert sent.status_code in (404, 405)
    await made.leave()
