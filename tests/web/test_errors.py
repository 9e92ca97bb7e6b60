"""Every way to go wrong has a page that says what happened and what to do next."""

import re

import pytest
from litestar import Litestar

from app.settings import Settings
from app.web.http import health, logs
from tests import people
from tests.browser import Browser

HTMX = {"HX-Request": "true"}
OURS = {"Sec-Fetch-Site": "same-origin"}


def says(text: str, *sentences: str) -> None:
    for sentence in sentences:
        assert sentence in text, sentence


async def test_an_address_that_does_not_exist_has_a_page(visitor: Browser) -> None:
    response = await visitor.get("/no/such/page")
    assert response.status_code == 404
    says(response.text, "Tidak ditemukan", "di luar wilayah kerja Anda", 'href="/cases"')


async def test_a_thing_outside_ones_scope_looks_the_same(visitor: Browser) -> None:
    response = await visitor.get("/raise/missing")
    assert response.status_code == 404
    says(response.text, "Tidak ditemukan")


async def test_a_role_that_may_not_is_told_why(visitor: Browser) -> None:
    response = await visitor.get("/raise/forbidden")
    assert response.status_code == 403
    says(response.text, "Bagian ini tidak terbuka untuk Anda", "Hanya supervisor.")


async def test_a_form_address_cannot_be_opened(visitor: Browser) -> None:
    response = await visitor.get("/stale")
    assert response.status_code == 405
    assert "POST" in response.headers["allow"]
    says(response.text, "milik formulir")


async def test_a_fault_shows_a_number_and_no_detail(
    visitor: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    response = await visitor.get("/raise/fault")
    assert response.status_code == 500
    number = re.search(r'class="code">([0-9a-f]{8})<', response.text)
    assert number
    assert "Suryana" not in response.text
    assert number[1] in capsys.readouterr().err


@pytest.mark.parametrize("status", [400, 403, 404, 405, 408, 409, 413, 422, 429, 500, 503, 507])
async def test_every_error_page_stands_in_both_languages(visitor: Browser, status: int) -> None:
    for language in ("id", "en"):
        visitor.cookies.set("pulih_lang", language)
        response = await visitor.get(f"/styleguide/errors/{status}")
        assert response.status_code == status
        says(response.text, f'<html lang="{language}">', "<h1>", 'class="button"')


async def test_who_is_not_signed_in_goes_to_the_door_and_back(visitor: Browser) -> None:
    response = await visitor.get("/signed?a=1&b=2")
    assert response.status_code == 303
    assert response.headers["location"] == "/login?next=%2Fsigned%3Fa%3D1%26b%3D2"


async def test_a_region_of_a_page_sends_the_whole_page_to_the_door(visitor: Browser) -> None:
    response = await visitor.get(
        "/signed", headers={**HTMX, "HX-Current-URL": "http://localhost/cases/ABC?tab=2"}
    )
    assert response.headers["hx-redirect"] == "/login?next=%2Fcases%2FABC%3Ftab%3D2"


async def test_a_form_sent_after_the_session_ended_keeps_what_was_typed(visitor: Browser) -> None:
    await people.worker("sari", "PEKSOS", language="id")
    await visitor.sign_in("sari")
    await people.end_sessions(hours=3)
    typed = {"csrf": "", "text": "Klien <b>hadir</b>", "password": "rahasia"}
    response = await visitor.send_form("/notes", typed, headers=OURS)
    assert response.status_code == 401
    says(response.text, "Klien &lt;b&gt;hadir&lt;/b&gt;", 'action="/notes"', "Masuk di tab baru")
    assert "rahasia" not in response.text


async def test_another_site_gets_nothing_kept(visitor: Browser) -> None:
    response = await visitor.send_form(
        "/notes", {"text": "dari luar"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 401
    assert "dari luar" not in response.text


async def test_a_form_of_an_older_session_can_be_sent_again(site: Litestar, visitor: Browser) -> None:
    await people.worker("sari", "PEKSOS", language="id")
    async with Browser(site) as sari:
        await sari.sign_in("sari")
        older = sari.token
        sari.cookies.clear()
        await sari.sign_in("sari")
        sari.token = older
        response = await sari.send_form("/notes", {"text": "Klien hadir"}, headers=OURS)
        assert response.status_code == 403
        says(response.text, "Ini belum dilakukan", 'value="Klien hadir"', "Kirim lagi")
        token = re.findall(r'name="csrf" value="([^"]+)"', response.text)[-1]
        sari.token = token
        sari.follow_redirects = False
        assert (await sari.send_form("/notes", {"text": "Klien hadir"}, headers=OURS)).status_code == 303


async def test_a_stale_form_shows_both_and_overwrites_nothing(visitor: Browser) -> None:
    response = await visitor.send_form("/stale")
    assert response.status_code == 409
    says(response.text, "Bekerja", "&lt;i&gt;Sekolah&lt;/i&gt;", 'href="/cases/X"')


async def test_a_stale_form_without_words_still_shows_what_was_typed(visitor: Browser) -> None:
    response = await visitor.send_form("/stale/typed", {"text": "Catatan panjang"}, headers=OURS)
    assert response.status_code == 409
    says(response.text, "Catatan panjang", 'href="/cases/X"')


async def test_htmx_shows_an_error_page_as_a_page(visitor: Browser) -> None:
    response = await visitor.get("/raise/missing", headers=HTMX)
    assert response.headers["hx-retarget"] == "body"
    boosted = await visitor.get("/raise/missing", headers={**HTMX, "HX-Boosted": "true"})
    assert "hx-retarget" not in boosted.headers


async def test_a_program_gets_json(visitor: Browser) -> None:
    response = await visitor.get("/raise/missing", headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert response.json()["status"] == 404
    fault = await visitor.get("/raise/fault", headers={"Accept": "application/json"})
    assert "Suryana" not in fault.text


async def test_a_foreign_host_name_is_refused_with_a_page(visitor: Browser) -> None:
    response = await visitor.get("/healthz", headers={"Host": "evil.example"})
    assert response.status_code == 400
    says(response.text, "<!doctype html>")
    assert "evil.example" not in response.text


@pytest.mark.parametrize(
    "host",
    ["", "localhost@evil.example", "evil.example@localhost", "a:b@localhost", "localhost:81", "localhost:", "localhost:80:80",
     "localhost/", "localhost evil", "localhost#", "localhost\xe9", "[::1", "[localhost]"],
)  # fmt: skip
async def test_a_host_with_more_than_our_name_is_refused_and_reaches_no_link(
    visitor: Browser, host: str
) -> None:
    headers = {b"Host": host.encode("latin-1"), b"X-Forwarded-Host": b"evil.example"}
    for path in ("/login", "/healthz", "/nowhere"):
        response = await visitor.get(path, headers=headers)
        assert response.status_code in ((400,) if path != "/nowhere" else (400, 404))
        assert "evil" not in response.text and ":81" not in response.text
    assert (await visitor.get("/healthz", headers={"Host": "localhost:80"})).status_code == 200


async def test_the_security_file_names_whom_to_write_to(
    visitor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await visitor.get("/.well-known/security.txt")).status_code == 404
    monkeypatch.setattr(
        health, "settings", lambda: Settings(security_contact="mailto:keamanan@example.go.id")
    )
    response = await visitor.get("/.well-known/security.txt")
    assert response.headers["content-type"].startswith("text/plain")
    says(
        response.text,
        "Contact: mailto:keamanan@example.go.id\n",
        "Expires: 20",
        "/.well-known/security.txt\n",
    )


async def test_a_body_above_the_limit_is_refused_with_the_limit(visitor: Browser) -> None:
    paper = {"paper": ("a.pdf", b"x" * 13_000_000, "application/pdf")}
    response = await visitor.post("/styleguide", data={"csrf": visitor.token}, files=paper)
    assert response.status_code == 413
    says(response.text, "10 MB")


async def test_what_is_no_form_is_refused_kindly(visitor: Browser) -> None:
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data", "application/json"):
        response = await visitor.post("/styleguide", content=b"\xff\xfe", headers={"Content-Type": kind})
        assert response.status_code in (400, 403)
        says(response.text, "<h1>")


def test_in_production_a_fault_is_logged_without_its_words() -> None:
    with pytest.raises(ValueError, match="nik") as caught:
        _break("Key (nik)=(3673015503900001) already exists")
    event = logs.frames_only(None, "error", {"exc_info": caught.value})
    assert event["error"] == "ValueError"
    assert any("test_errors.py" in frame for frame in event["at"])
    assert "3673015503900001" not in str(event)


def _break(words: str) -> None:
    raise ValueError(words)
