"""A name that is nobody else's, looked for in every answer: it stands only where a reading was written down."""

import pytest

from app.db import query
from tests.access.cast import AT, OVERSEERS, ROLES, SCOPED, Cast, cast
from tests.access.test_lists import ADDRESSES
from tests.access.test_matrix import ENDS_SESSIONS, EXPECTED, ask

CANARY = "Xenolita Quwaris"
TYPED = {"reason": "Rapat", "purpose": "PENGAWASAN", "text": "Halo", "note": "Halo"}
"""Too short a reason to open a masked record."""
PLACES = (
    "/opened",
    "/outreach",
    "/referrals",
    "/adoptions",
    "/types",
    "/audit",
    "/rights/access",
    "/admin/holds",
)


@pytest.fixture
async def canary(app, monkeypatch):
    """The restricted case, its client by a name that nothing else holds."""
    monkeypatch.setattr("tests.access.cast.NAME", CANARY)
    monkeypatch.setattr("app.clock.now", lambda: AT)
    made = await cast(app)
    yield made
    await made.leave()


async def _reads(username: str) -> int:
    rows = await query(
        "SELECT COUNT(*) FROM audit a JOIN workers w ON w.id = a.\"by\" WHERE a.action = 'read' AND w.username = ?",
        username,
    )
    return int(rows[0][0])


async def _sung(cast: Cast, username: str) -> list[str]:
    """Ask every route, with nothing and with something typed, and every list; name answers that sing unheard."""
    wrong = []
    for name in sorted(set(EXPECTED) - ENDS_SESSIONS):
        for form in ({}, {**EXPECTED[name][2], **TYPED}) if name.startswith("POST") else ({},):
            before = await _reads(username)
            answer = await ask(cast, username, name, form)
            if CANARY in answer.text and await _reads(username) == before:
                wrong.append(f"{name}: {answer.status_code}")
    browser = await cast.browser(username)
    for place in (*ADDRESSES, *PLACES):
        answer = await browser.get(place.format(case=cast.case.number, client=cast.client))
        if CANARY in answer.text:
            wrong.append(place)
    return wrong


async def test_whoever_is_not_in_scope_never_hears_a_restricted_name(canary):
    for username in [*sorted(set(ROLES) - SCOPED), "nobody"]:
        assert await _sung(canary, username) == [], username
        assert await _reads(username) == 0, username


@pytest.mark.parametrize("username", sorted(SCOPED))
async def test_a_restricted_name_is_heard_only_where_a_reading_was_written(canary, username):
    assert await _sung(canary, username) == []
    assert (await _reads(username) > 0) == (username not in OVERSEERS)


@pytest.mark.parametrize("username", sorted(OVERSEERS))
async def test_after_a_reason_too_every_sight_of_the_name_is_a_reading(canary, username):
    await (await canary.browser(username)).say_why(canary.client)
    assert await _sung(canary, username) == []
    assert await _reads(username) > 0


async def test_a_list_that_names_a_restricted_person_is_noticed(canary, monkeypatch):
    """A mutant: lists show everybody by name."""
    monkeypatch.setattr("app.cases.masking.hides", lambda **_asked: False)
    assert await _sung(canary, "peksos")


async def test_a_page_that_writes_no_reading_is_noticed(canary, monkeypatch):
    """A mutant: opening a restricted case is not noticed."""
    monkeypatch.setattr("app.cases.store.noticed", lambda _reading: None)
    assert await _sung(canary, "peksos")
