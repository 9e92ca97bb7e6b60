"""A worker's own account: password and language."""

import pytest

from app import clock
from app.accounts import actions, throttle
from tests import people
from tests.browser import PASSWORD

NEW = "hujan turun di Serang"


def form(**changes: str) -> dict[str, str]:
    return {"password": PASSWORD, "new_password": NEW, "new_password_again": NEW, **changes}


async def test_a_new_password_opens_the_door_and_ends_other_sessions(app, signed_in):
    await people.worker("sari", "PEKSOS")
    phone, desk = await signed_in("sari"), await signed_in("sari")
    response = await desk.send_form("/account/password", form())
    assert response.status_code == 200
    assert "Your password is changed" in response.text
    assert (await phone.get("/account")).url.path == "/login"
    opened = await actions.sign_in("sari", NEW, now=clock.now(), address="", agent="")
    assert isinstance(opened, actions.SignedIn)
    refused = await actions.sign_in("sari", PASSWORD, now=clock.now(), address="", agent="")
    assert refused == actions.Wrong()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"password": "not this one"}, "not your present password"),
        ({"new_password": "short", "new_password_again": "short"}, "at least 10 characters"),
        ({"new_password_again": "hujan turun di Cilegon"}, "are not the same"),
        (
            {"new_password": "sari ke pasar", "new_password_again": "sari ke pasar"},
            "must not contain the username",
        ),
        ({"new_password": "1234567890", "new_password_again": "1234567890"}, "too easy to guess"),
        ({"new_password": "x" * 201}, "200"),
    ],
)
async def test_a_password_that_will_not_do_is_explained(app, signed_in, changes, sentence):
    await people.worker("sari", "PEKSOS")
    sari = await signed_in("sari")
    response = await sari.send_form("/account/password", form(**changes))
    assert response.status_code == 422
    assert sentence in response.text
    assert isinstance(
        await actions.sign_in("sari", PASSWORD, now=clock.now(), address="", agent=""), actions.SignedIn
    )


async def test_the_language_follows_the_worker(app, signed_in):
    await people.worker("sari", "PEKSOS", language="id")
    sari = await signed_in("sari")
    assert "Akun saya" in (await sari.get("/account")).text
    response = await sari.send_form("/account/language", {"language": "en"})
    assert "My account" in response.text
    again = await signed_in("sari")
    assert "My account" in (await again.get("/account")).text


async def test_the_door_speaks_english_when_asked(browser):
    await browser.read_token("/login")
    response = await browser.send_form("/account/language", {"language": "en", "back": "/login"})
    assert response.url.path in {"/login", "/"}
    assert "Password" in (await browser.get("/login")).text


async def test_whoever_found_an_open_phone_cannot_guess_the_password_there(app, signed_in):
    await people.worker("sari", "PEKSOS")
    found = await signed_in("sari")
    for _ in range(throttle.FREE):
        assert (await found.send_form("/account/password", form(password="a guess"))).status_code == 422
    right = await found.send_form("/account/password", form())
    assert right.status_code == 429
    assert "several wrong passwords" in right.text
    await people.worker("rizki", "PEKSOS")
    assert (await (await signed_in("rizki")).send_form("/account/password", form())).status_code == 200


async def test_a_changed_password_leaves_no_wrong_one_to_count(app, signed_in):
    await people.worker("sari", "PEKSOS")
    sari = await signed_in("sari")
    for _ in range(throttle.FREE - 1):
        await sari.send_form("/account/password", form(password="a guess"))
    assert (await sari.send_form("/account/password", form())).status_code == 200
    refused = await actions.sign_in("sari", "x", now=clock.now(), address="", agent="")
    assert refused == actions.Wrong()
