"""Whatever comes of a post, on every route there is: what was typed is stored or given back, to its writer alone."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
from litestar.exceptions import ClientException, TooManyRequestsException, ValidationException

from app.accounts import tables
from app.db import Busy, Full, query, transaction
from app.web.http import access
from app.web.http.exceptions import Forbidden, KeyUsed, NotFound, Stale
from tests.access.cast import AT, OVERSEERS, ROLES, Cast
from tests.access.test_matrix import CASE, CLIENT, EXPECTED, address
from tests.browser import Browser

TYPED = "Klien bercerita panjang di teras."
POSTS = sorted(name for name in EXPECTED if name.startswith("POST"))
DOORS = frozenset(
    {
        "POST /login",
        "POST /logout",
        "POST /activate",
        "POST /account/password",
        "POST /account/language",
        "POST /account/sessions/end",
        "POST /drafts",
        "POST /drafts/{draft}/discard",
    }
)
"""What proves who somebody is, or says nothing: kept on no server. It comes back on the page alone."""
FAULTS = {
    "reassigned": NotFound(),
    "not allowed": Forbidden("Hanya supervisor."),
    "somebody was faster": Stale(theirs_url="/", mine={"Alamat": "Ciruas"}, theirs={"Alamat": "Serang"}),
    "key of something else": KeyUsed("/cases"),
    "not readable": ClientException("?"),
    "not valid": ValidationException("?"),
    "too often": TooManyRequestsException("?"),
    "broken": RuntimeError("?"),
    "busy": Busy("?"),
    "full": Full("?"),
}
WORDS = (
    "text",
    "note",
    "reason",
    "full_name",
    "name",
    "title",
    "username",
    "office",
    "safe_note",
    "about",
    "proof",
)
"""What texts are called in the forms of the product."""
TOO_LARGE = {"file": ("foto.jpg", b"x" * (12 * 2**20 + 1), "image/jpeg")}


def writer(name: str) -> str:
    """Choose somebody whom the route admits and who need not say why."""
    known = [username for username, role in ROLES.items() if role in EXPECTED[name][1]]
    return next((one for one in known if one not in OVERSEERS), known[0])


async def kept_for(username: str) -> str:
    """Return all drafts of somebody, as they are stored."""
    rows = await query(
        "SELECT d.texts FROM drafts d JOIN workers w ON w.id = d.worker WHERE w.username = ?", username
    )
    return " ".join(row[0] for row in rows)


async def shown_to(browser: Browser) -> str:
    """Return what somebody else's pages tell: the first page, and every draft there is."""
    rows = await query("SELECT id FROM drafts")
    pages = [await browser.get(f"/drafts/{row[0]}") for row in rows]
    return " ".join(page.text for page in (await browser.get("/"), *pages))


async def sends(cast: Cast, name: str, form: dict[str, str] | None = None, **kwargs: Any) -> httpx.Response:
    """Send what was typed to a route, as its writer's page would."""
    browser = await cast.browser(writer(name))
    typed = {"csrf": browser.token, **(form or {"text": TYPED})}
    return await browser.post(address(name, cast), data=typed, follow_redirects=False, **kwargs)


async def lost(name: str, answer: httpx.Response) -> str:
    """Say where what was typed is lost; nothing where it came back or is kept for its writer."""
    found = TYPED in answer.text or TYPED in await kept_for(writer(name))
    return "" if found else f"{name}: {answer.status_code}"


async def nothing_lost(cast: Cast, answers: dict[str, httpx.Response]) -> None:
    """Find each text with its writer, and none with somebody else."""
    assert [one for name, answer in answers.items() if (one := await lost(name, answer))] == []
    assert TYPED not in await shown_to(await cast.browser("leaver"))


async def forget() -> None:
    """Throw away what was kept so far, so that it stands for nothing that comes after."""
    await tables.Draft.delete(force=True)


ENDS_THE_SESSION = ("POST /logout", "POST /account/sessions/end")
"""These do what they say, whatever else is in the form; who signed out has nothing given back."""


async def test_a_post_that_fails_gives_back_what_was_typed(at_hand, monkeypatch):
    for username in {writer(name) for name in POSTS}:
        await at_hand.browser(username)
    real, failing = access.sending.begin, {"fault": NotFound()}

    async def begin(request, *, typed):
        await real(request, typed=typed)
        if typed and "fault" in failing:
            raise failing["fault"]

    monkeypatch.setattr(access.sending, "begin", begin)
    lost_at = []
    for kind, fault in FAULTS.items():
        failing["fault"] = fault
        answers = {name: await sends(at_hand, name) for name in POSTS}
        lost_at += [f"{kind}: {one}" for name, told in answers.items() if (one := await lost(name, told))]
        await transaction(forget)()
    assert lost_at == []


async def test_what_came_with_a_file_that_is_too_large_comes_back(at_hand):
    await nothing_lost(at_hand, {name: await sends(at_hand, name, files=TOO_LARGE) for name in POSTS})


async def test_what_a_page_of_an_older_session_sends_comes_back(at_hand):
    older = {}
    for username in {writer(name) for name in POSTS}:
        browser = await at_hand.browser(username)
        older[username] = browser.token
        browser.cookies.clear()
        await browser.enter(username)
    forms = {name: {"text": TYPED, "csrf": older[writer(name)]} for name in POSTS}
    await nothing_lost(at_hand, {name: await sends(at_hand, name, form) for name, form in forms.items()})


async def test_what_somebody_elses_page_sends_is_kept_for_them_and_neither_shown_nor_done(at_hand):
    """On a shared computer: the page of one worker stood open when another signed in."""
    writers = {writer(name) for name in POSTS}
    tokens = {username: (await at_hand.browser(username)).token for username in writers}
    other = await at_hand.browser("leaver")
    before = await query("SELECT count(*) FROM audit")
    wrong = []
    for name in POSTS:
        form = {"text": TYPED, "csrf": tokens[writer(name)], "key": str(uuid4())}
        answer = await other.post(address(name, at_hand), data=form, follow_redirects=False)
        stored = name in DOORS or TYPED in await kept_for(writer(name))
        if answer.status_code != 403 or TYPED in answer.text or not stored:
            wrong.append(f"{name}: {answer.status_code}")
        await transaction(forget)()
    assert wrong == [], wrong
    assert await kept_for("leaver") == ""
    assert await query("SELECT count(*) FROM audit") == before


async def test_what_is_sent_after_the_session_ended_is_kept_until_its_writer_signs_in(at_hand, monkeypatch):
    for username in {writer(name) for name in POSTS}:
        await at_hand.browser(username)
    cookies = {one: dict((await at_hand.browser(one)).cookies) for one in {writer(name) for name in POSTS}}
    monkeypatch.setattr("app.clock.now", lambda: AT + timedelta(hours=13))
    answers = {}
    for name in POSTS:
        browser = await at_hand.browser(writer(name))
        browser.cookies.update(
            cookies[writer(name)]
        )  # each answer takes it away: these are tabs that send at once
        answers[name] = await sends(at_hand, name, headers={"sec-fetch-site": "same-origin"})
    signed = [name for name in POSTS if "nobody" not in EXPECTED[name][1]]
    assert [one for name in signed if (one := await lost(name, answers[name]))] == []
    shown = [name for name in signed if name not in DOORS and TYPED in answers[name].text]
    assert shown == [], "who stands at the door is not known yet"


async def test_who_must_say_why_first_finds_afterwards_what_they_typed(at_hand):
    browser = await at_hand.browser("kabid")
    places = [
        name
        for name in POSTS
        if EXPECTED[name][0] in (CASE, CLIENT) and "KABID" in EXPECTED[name][1] and "/reason" not in name
    ]
    assert places
    for name in places:
        answer = await browser.send_form(
            address(name, at_hand), {**EXPECTED[name][2], "text": TYPED}, follow_redirects=False
        )
        onward = parse_qs(urlsplit(answer.headers["location"]).query)["next"][0]
        assert TYPED in (await browser.get(onward)).text, name


async def test_a_form_that_is_refused_comes_back_as_it_was_filled_in(at_hand):
    """What the routes themselves answer, without any fault: a page that still holds every text it has a field for."""
    wrong = []
    for name in POSTS:
        if name in ENDS_THE_SESSION:
            continue
        browser = await at_hand.browser(writer(name))
        form = {**dict.fromkeys(WORDS, TYPED), "version": "2", "key": str(uuid4())}
        answer = await browser.send_form(address(name, at_hand), form, follow_redirects=False)
        typeless = name in (
            "POST /account/password",
            "POST /admin/accounts/{username}/code",
            "POST /adoptions",
        )
        if answer.status_code not in (200, 204, 303) and not typeless and (one := await lost(name, answer)):
            wrong.append(one)
        await transaction(forget)()
    assert wrong == [], wrong


async def test_a_key_sent_again_with_other_words_or_elsewhere_loses_nothing_and_stores_nothing_twice(at_hand):
    browser, key = await at_hand.browser("peksos"), str(uuid4())
    place = f"/cases/{at_hand.case.number}/notes"
    first = {"text": "Kata pertama.", "key": key}
    assert (await browser.send_form(place, first, follow_redirects=False)).status_code == 303
    again = await browser.send_form(place, first, follow_redirects=False)
    assert again.status_code == 303
    assert "pulih_notice" in again.headers["set-cookie"], "who taps twice still reads that it was saved"

    for elsewhere in (place, f"/cases/{at_hand.case.number}/visit", f"/clients/{at_hand.client}/relations"):
        other = {"text": TYPED, "note": TYPED, "name": TYPED, "relation": "IBU", "key": key}
        visit = {"service": "FISIK", "place": "RUMAH"}
        answer = await browser.send_form(elsewhere, {**other, **visit}, follow_redirects=False)
        assert answer.status_code == 409, elsewhere
        assert TYPED in answer.text
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.text))
        assert fields["key"] != key
        sent = await browser.post(elsewhere, data=fields, follow_redirects=False)
        assert sent.status_code == 303, "sent again it is taken, under a key of its own"
    page = (await browser.get(f"/cases/{at_hand.case.number}/timeline")).text
    assert page.count("Kata pertama.") == 1
    assert "/drafts/" not in (await browser.get("/")).text, "what was sent after all is kept no longer"
