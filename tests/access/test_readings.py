"""Readings of a restricted person: written down before the page is sent, also where a form is refused."""

from app.db import query
from tests.access.cast import NAME
from tests.access.test_matrix import CASE, CLIENT, EXPECTED, ask

ABOUT_THEM = sorted(
    name
    for name, (about, _roles, _form) in EXPECTED.items()
    if about in (CASE, CLIENT) and "/reason" not in name
)


async def _reads() -> int:
    return int((await query("SELECT COUNT(*) FROM audit WHERE action = 'read'"))[0][0])


async def test_every_page_about_a_restricted_person_is_a_reading_and_an_answer_that_shows_nothing_is_none(
    at_hand,
):
    wrong = []
    for name in ABOUT_THEM:
        before = await _reads()
        answer = await ask(at_hand, "supervisor", name, {})
        shown = answer.status_code in (200, 422)
        if answer.status_code not in (200, 303, 403, 404, 422) or (await _reads() > before) != shown:
            wrong.append((name, answer.status_code, await _reads() - before))
    assert wrong == []


async def test_the_page_that_shows_both_of_two_versions_is_a_reading_too(at_hand):
    """Whoever was slower is shown what the other wrote: a name, an address."""
    browser = await at_hand.browser("peksos")
    form = {
        "full_name": NAME,
        "sex": "L",
        "safe_contact": "BEBAS",
        "about": "35",
        "home_address": "Kampung Rahasia",
    }
    place = f"/clients/{at_hand.client}/edit"
    await browser.send_form(place, {**form, "version": "1"})
    before = await _reads()
    answer = await browser.send_form(place, {**form, "home_address": "Lain", "version": "1"})
    assert answer.status_code == 409
    assert "Kampung Rahasia" in answer.text
    assert await _reads() > before


async def test_a_reading_that_cannot_be_written_keeps_the_page_back(at_hand, monkeypatch):
    async def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("the audit cannot be written")

    browser = await at_hand.browser("peksos")
    monkeypatch.setattr("app.audit.store.record", broken)
    answer = await browser.get(f"/cases/{at_hand.case.number}")
    assert answer.status_code == 500
    assert NAME not in answer.text
    assert "<h1>" in answer.text  # a page of ours, with the number to report
