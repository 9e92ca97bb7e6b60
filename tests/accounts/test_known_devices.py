"""A stranger who guesses is slowed down, and cannot keep the right person out."""

from datetime import timedelta

from app import clock
from app.accounts import actions, devices, throttle
from app.db import query
from tests import people
from tests.browser import PASSWORD, Browser

HERE, THERE = "10.0.0.1", "203.0.113.9"


async def tried(password: str, *, address: str, device: str | None = None, after: float = 0) -> object:
    now = clock.now() + timedelta(seconds=after)
    return await actions.sign_in("sari", password, now=now, address=address, agent="", device=device)


async def test_a_stranger_cannot_lock_somebody_out(db, monkeypatch):
    monkeypatch.setattr(throttle, "LONGEST_PAUSE", 0.01)
    await people.worker("sari", "PEKSOS")
    first = await tried(PASSWORD, address=HERE)
    assert isinstance(first, actions.SignedIn)
    for n in range(200):  # from everywhere, the office too
        await tried(f"guess {n}", address=f"203.0.113.{n % 40}" if n % 2 else HERE)
    assert isinstance(
        await tried(PASSWORD, address=HERE), actions.Wait
    )  # a browser that nobody knows, where the guesser sits
    assert isinstance(await tried(PASSWORD, address="198.51.100.7"), actions.SignedIn)
    again = await tried(PASSWORD, address=HERE, device=first.device)
    assert isinstance(again, actions.SignedIn)
    assert isinstance(await tried(PASSWORD, address=THERE, device=again.device), actions.SignedIn)


async def test_guesses_from_everywhere_are_answered_more_slowly_and_never_refused(db):
    await people.worker("sari", "PEKSOS")
    pauses = []
    for n in range(70):
        attempt = await throttle.begin("sari", f"203.0.113.{n}", now=clock.now())
        assert isinstance(attempt, throttle.Attempt)
        pauses.append(attempt.pause)
    assert pauses == sorted(pauses) and pauses[0] == 0 and pauses[-1] == throttle.LONGEST_PAUSE


async def test_a_known_browser_in_the_wrong_hands_waits_too_and_for_its_own_account_alone(db):
    await people.worker("sari", "PEKSOS")
    await people.worker("ratu", "PEKSOS")
    first = await tried(PASSWORD, address=HERE)
    assert isinstance(first, actions.SignedIn)
    for _ in range(throttle.FREE):
        assert await tried("guess", address=THERE, device=first.device) == actions.Wrong()
    assert isinstance(await tried(PASSWORD, address=THERE, device=first.device), actions.Wait)
    assert isinstance(await tried(PASSWORD, address=HERE), actions.SignedIn)
    assert isinstance(await tried(PASSWORD, address=HERE, device=first.device), actions.SignedIn)
    assert await devices.known(first.device, "ratu", now=clock.now()) == ""
    assert await devices.known(first.device, "sari", now=clock.now() + timedelta(days=181)) == ""


async def test_what_is_kept_of_a_browser_opens_nothing_and_is_renewed_at_each_sign_in(app):
    await people.worker("sari", "PEKSOS")
    async with Browser(app) as sari, Browser(app) as other:
        await sari.sign_in("sari")
        token = sari.cookies[devices.cookie_name()]
        kept = [row[0] for row in await query("SELECT token_hash FROM known_devices")]
        assert kept == [devices.hashed(token)] and token not in kept
        other.cookies.set(devices.cookie_name(), token, domain="localhost.local")
        assert (await other.get("/account")).url.path == "/login"
        await sari.send_form("/logout")
        await sari.sign_in("sari")
        assert sari.cookies[devices.cookie_name()] != token
        assert len(await query("SELECT 1 FROM known_devices")) == 1


async def test_a_token_that_somebody_planted_is_never_made_known(db):
    await people.worker("sari", "PEKSOS")
    outcome = await tried(PASSWORD, address=HERE, device="planted")
    assert isinstance(outcome, actions.SignedIn) and outcome.device != "planted"


async def test_a_browser_that_two_people_use_is_known_for_each_by_a_token_of_their_own(db):
    await people.worker("sari", "PEKSOS")
    ratu = await people.worker("ratu", "PEKSOS")
    first = await tried(PASSWORD, address=HERE)
    assert isinstance(first, actions.SignedIn)
    both = await actions.sign_in(
        "ratu", PASSWORD, now=clock.now(), address=HERE, agent="", device=first.device
    )
    assert isinstance(both, actions.SignedIn)
    names = {name: await devices.known(both.device, name, now=clock.now()) for name in ("sari", "ratu")}
    assert all(names.values()) and names["sari"] != names["ratu"]
    assert await devices.known(first.device, "ratu", now=clock.now()) == ""

    await actions.sign_out_everywhere(ratu, now=clock.now())
    assert await devices.known(both.device, "ratu", now=clock.now()) == ""
    assert await devices.known(both.device, "sari", now=clock.now()) == names["sari"]
