"""Whole pages, fragments, headers, static files and their size on the wire."""

import gzip
import re

from litestar import Litestar

from app.settings import Settings
from app.web.http import assets, headers
from tests import people
from tests.browser import Browser

FIRST_VISIT = 40 * 1024  # bytes, compressed: what a cold visit may cost on a slow link
FIRST_REQUESTS = 5


async def test_a_targeted_request_gets_the_region_and_all_others_the_page(visitor: Browser) -> None:
    htmx = {"HX-Request": "true"}
    for extra, whole in (
        ({}, True),
        (htmx, False),
        ({**htmx, "HX-Boosted": "true"}, True),
        ({**htmx, "HX-History-Restore-Request": "true"}, True),
    ):
        response = await visitor.send_form("/styleguide", {}, headers=extra)
        assert response.status_code == 422
        assert ("<!doctype html>" in response.text) is whole
        assert "HX-Request" in response.headers["vary"]


async def test_a_refused_form_leads_from_each_complaint_to_its_field(visitor: Browser) -> None:
    text = (await visitor.send_form("/styleguide", {"birth_date": "31/02/1990", "note": "a & <b>"})).text
    for target in re.findall(r'<a href="#(f-[a-z_-]+)">', text):
        assert f'id="{target}"' in text
    assert 'value="31/02/1990"' in text
    assert "a &amp; &lt;b&gt;" in text
    described = re.findall(r'aria-describedby="([^"]+)"', text)
    assert described
    assert all(f'id="{one}"' in text for names in described for one in names.split())


async def test_a_notice_is_shown_once_on_the_page_one_is_sent_to(site: Litestar) -> None:
    await people.worker("sari", "PEKSOS", language="id")
    async with Browser(site) as sari:
        await sari.sign_in("sari")
        response = await sari.send_form("/notes", {"text": "<b>Baik</b>"})
        assert "Tersimpan: &lt;b&gt;Baik&lt;/b&gt;" in response.text
        assert "Tersimpan" not in (await sari.get("/styleguide")).text


async def test_a_targeted_form_that_leads_elsewhere_loads_the_new_page(site: Litestar) -> None:
    await people.worker("sari", "PEKSOS", language="id")
    async with Browser(site) as sari:
        await sari.sign_in("sari")
        response = await sari.send_form("/notes", {"text": "Baik"}, headers={"HX-Request": "true"})
        assert response.headers["hx-redirect"] == "/styleguide"


async def test_each_role_sees_its_menu_and_the_page_it_is_on(site: Litestar) -> None:
    await people.worker("rini", "SUPERVISOR", language="id")
    async with Browser(site) as rini:
        await rini.sign_in("rini")
        text = (await rini.get("/account")).text
        assert "Kasus macet" in text
        assert "Laporan bulanan" in text
        assert "Supervisor" in text


async def test_the_language_is_the_users_then_the_cookies_never_the_browsers(
    site: Litestar, visitor: Browser
) -> None:
    english = {"Accept-Language": "en"}
    assert '<html lang="id">' in (await visitor.get("/login", headers=english)).text
    visitor.cookies.set("pulih_lang", "en")
    assert '<html lang="en">' in (await visitor.get("/login")).text
    await people.worker("sari", "PEKSOS", language="id")
    async with Browser(site) as sari:
        sari.cookies.set("pulih_lang", "en")
        await sari.sign_in("sari")
        assert '<html lang="id">' in (await sari.get("/account")).text


async def test_every_response_carries_the_headers(visitor: Browser) -> None:
    for path in ("/login", "/no/such", "/healthz", "/raise/fault", "/styleguide/errors/403"):
        response = await visitor.get(path)
        for name in headers.ALWAYS:
            assert response.headers[name] == headers.ALWAYS[name], (path, name)
        assert response.headers["cache-control"] == "no-store"
        assert "strict-transport-security" not in response.headers


async def test_production_asks_for_https_and_shows_no_style_guide(site: Litestar) -> None:
    from app.main import create_app

    app = create_app(Settings(env="production", hosts="localhost"))
    async with Browser(app) as visitor:
        response = await visitor.get("/healthz")
        assert response.headers["strict-transport-security"].startswith("max-age=31536000")
        assert (await visitor.get("/styleguide")).status_code == 404
    from app.web.pages import flash

    flash.bind_to_https(on=False)


async def test_static_files_stay_for_ever_under_a_name_that_changes(visitor: Browser) -> None:
    response = await visitor.get(assets.asset("app.css"))
    assert response.status_code == 200
    assert response.headers["cache-control"] == assets.FOR_EVER
    assert response.headers["content-encoding"] == "gzip"
    assert response.text.startswith("/* Pulih")
    plain = await visitor.get(assets.asset("app.css"), headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == response.content


async def test_a_static_name_without_its_hash_is_not_found(visitor: Browser) -> None:
    for path in ("/static/app.css", "/static/../app/main.py", "/static/vendor/README.md", "/static/"):
        assert (await visitor.get(path)).status_code == 404


async def test_texts_are_packed_for_who_can_unpack_them(visitor: Browser) -> None:
    packed = await visitor.get("/styleguide")
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    plain = await visitor.get("/styleguide", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert "<!doctype html>" in plain.text


async def test_a_first_visit_is_light(visitor: Browser) -> None:
    page = await visitor.get("/styleguide")
    needed = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    assert len(needed) + 1 <= FIRST_REQUESTS
    sizes = {path: int((await visitor.get(path)).headers["content-length"]) for path in needed}
    total = len(gzip.compress(page.content, 4)) + sum(sizes.values())
    assert total <= FIRST_VISIT, sizes


async def test_the_server_says_whether_it_lives_and_is_ready(visitor: Browser) -> None:
    assert (await visitor.get("/healthz")).text == "ok"
    assert (await visitor.get("/readyz")).text == "ready"
