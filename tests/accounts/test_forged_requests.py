"""A form counts only when a page of ours showed it to this very session."""

from tests import people
from tests.browser import PASSWORD


async def test_a_form_without_its_token_is_refused_and_changes_nothing(app, signed_in):
    await people.worker("sari", "PEKSOS")
    sari = await signed_in("sari")
    assert (await sari.post("/account/sessions/end")).status_code == 403
    assert (await sari.get("/account")).url.path == "/account"


async def test_a_token_of_another_session_is_refused(app, signed_in):
    await people.worker("sari", "PEKSOS")
    await people.worker("budi", "PEKSOS")
    sari, budi = await signed_in("sari"), await signed_in("budi")
    response = await sari.post("/logout", data={"csrf": budi.token})
    assert response.status_code == 403


async def test_what_comes_from_another_site_is_refused_even_with_the_token(app, signed_in):
    await people.worker("sari", "PEKSOS")
    sari = await signed_in("sari")
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ):
        assert (await sari.send_form("/logout", headers=headers)).status_code == 403
    for headers in ({"sec-fetch-site": "same-origin"}, {"origin": "http://localhost"}):
        response = await sari.send_form("/account/language", {"language": "en"}, headers=headers)
        assert response.status_code == 200


async def test_the_sign_in_form_needs_its_token_too(browser):
    await people.worker("sari", "PEKSOS")
    form = {"username": "sari", "password": PASSWORD}
    assert (await browser.post("/login", data=form)).status_code == 403
    await browser.read_token("/login")
    stolen = browser.token
    browser.cookies.clear()
    assert (await browser.post("/login", data={**form, "csrf": stolen})).status_code == 403


async def test_a_token_in_the_header_serves_as_well(app, signed_in):
    await people.worker("sari", "PEKSOS")
    sari = await signed_in("sari")
    response = await sari.post("/logout", headers={"X-CSRF-Token": sari.token}, follow_redirects=False)
    assert response.status_code == 303


async def test_each_showing_of_a_form_masks_the_token_anew(app, signed_in):
    await people.worker("sari", "PEKSOS")
    sari = await signed_in("sari")
    first = sari.token
    await sari.read_token("/account")
    assert sari.token != first


async def test_nonsense_for_a_token_is_a_refusal_and_no_fault(app, signed_in):
    await people.worker("sari", "PEKSOS")
    sari = await signed_in("sari")
    for token in ("", "x", "====", "a" * 64, "\u00e9", "A" * 5000):
        assert (await sari.post("/logout", data={"csrf": token})).status_code == 403
