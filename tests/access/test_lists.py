"""Lists of whatever kind: a restricted person by initials and number, and nothing at all for a stranger."""

from datetime import timedelta

from tests.access.cast import AT, NAME, ROLES, SCOPED

ADDRESSES = (
    "/",
    "/cases",
    "/cases?state=all",
    "/cases?q=Sudirja",
    "/cases?q={case}",
    "/cases?worker=peksos",
    "/clients",
    "/clients?q=Sudirja",
    "/clients?q={client}",
    "/supervision/stalled",
    "/reports/monthly/2026-01",
    "/reports/monthly/2026-01/cases?figure=new",
    "/reports/monthly/2026-01/cases?figure=served",
    "/outreach",
    "/referrals",
    "/adoptions",
)


async def test_lists_name_a_restricted_person_by_initials_and_tell_a_stranger_nothing(at_hand, monkeypatch):
    monkeypatch.setattr("app.clock.now", lambda: AT + timedelta(days=20))
    wrong = []
    for username in sorted(ROLES):
        browser = await at_hand.browser(username)
        await browser.enter(username)
        for place in ADDRESSES:
            path = place.format(case=at_hand.case.number, client=at_hand.client)
            answer = await browser.get(path)
            if answer.status_code not in (200, 403):
                wrong.append((username, place, answer.status_code))
            text = _without_what_was_typed(answer.text, at_hand.case.number, at_hand.client)
            hidden = (
                [NAME]
                if username in SCOPED or "q={" in place
                else [NAME, at_hand.case.number, at_hand.client]
            )
            wrong += [(username, place, told) for told in hidden if told in text]
    assert wrong == []


def _without_what_was_typed(text: str, *typed: str) -> str:
    for one in typed:
        text = text.replace(f'value="{one}"', "")
    return text


async def test_what_a_browser_remembers_of_a_restricted_case_is_no_name(at_hand):
    """The history of a shared computer lists titles."""
    browser = await at_hand.browser("peksos")
    for place in ("", "/timeline", "/visit", "/documents/new", "/records/consent"):
        page = (await browser.get(f"/cases/{at_hand.case.number}{place}")).text
        assert NAME in page
        title = page.partition("<title>")[2].partition("</title>")[0]
        assert at_hand.case.number in title
        assert NAME not in title
