"""What goes wrong at a desk: two tabs, a double press, a file that is none, a session that has ended."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page

from tests.browser_journeys.desk import Person, fill, submit
from tests.browser_journeys.site import Site
from tests.cases.test_files import PDF

pytestmark = pytest.mark.browser
TYPED = "Klien pindah ke rumah bibinya di Ciruas."
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])


@pytest.fixture
def worker(site: Site, browser_program: Browser, scripts: bool) -> Person:
    return Person(browser_program, site, "sari", 390, scripts)


def open_case(person: Person, page: Page) -> str:
    """Open the first case of one's own; return its address."""
    page.goto(f"{person.site.address}/cases")
    number = (page.locator("main a[href^='/cases/']").first.get_attribute("href") or "").split("/")[2]
    page.goto(f"{person.site.address}/cases/{number}")
    return f"{person.site.address}/cases/{number}"


def note_form(page: Page) -> None:
    """Open the form of a note wherever the page keeps it."""
    page.locator("[name=text]").first.evaluate(
        "e => { for (let d = e.closest('details'); d; d = d.parentElement.closest('details')) d.open = true }"
    )


@BOTH
def test_a_file_that_is_no_pdf_or_too_large_is_refused_and_the_rest_is_kept(worker: Person) -> None:
    page = worker.sign_in()
    case = open_case(worker, page)
    for name, content, words in (
        ("surat.pdf", b"MZ not a pdf", r"PDF"),
        ("besar.pdf", PDF + b"0" * (11 * 1024 * 1024), r"10 MB"),
    ):
        page.goto(f"{case}/documents/new")
        fill(page, {"kind": "other", "title": "Surat dari desa"})
        page.locator("main [name=file]").set_input_files(
            {"name": name, "mimeType": "application/pdf", "buffer": content}
        )
        submit(page, page.locator("main form.panel button").last)
        assert re.search(words, page.locator("main").inner_text()), name
        assert page.locator("main [name=file]").count() == 1
        assert page.locator("main [name=kind]").first.input_value() == "other"
    assert worker.complaints == []


@BOTH
def test_of_two_tabs_the_older_one_is_told_and_shown_what_it_typed(worker: Person) -> None:
    page = worker.sign_in()
    case = open_case(worker, page)
    assert worker.context is not None
    older = worker.context.new_page()
    for tab in (page, older):
        tab.goto(f"{case}/records/goal")
        fill(
            tab,
            {
                "area": "PEKERJAAN",
                "statement": TYPED,
                "indicator": "Kontrak kerja",
                "owner": "KLIEN",
                "due_on": (worker.site.today + timedelta(days=60)).isoformat(),
            },
        )
    submit(page, page.locator("main form.panel button:not(.danger):not([name=later])").last)
    assert "/records/" not in page.url, page.locator(".error-summary").all_inner_texts()
    submit(older, older.locator("main form.panel button:not(.danger):not([name=later])").last)
    assert "diubah" in older.locator("main").inner_text()
    assert TYPED in older.locator("main").inner_html()


@BOTH
def test_a_form_sent_twice_is_kept_once(worker: Person) -> None:
    page = worker.sign_in()
    case = open_case(worker, page)
    note_form(page)
    text = f"Catatan {uuid4().hex}"
    page.locator("[name=text]").first.fill(text)
    form = page.locator("form:has([name=text])").first
    fields = form.evaluate("f => Array.from(new FormData(f).entries())")
    for _ in range(2):
        answer = page.context.request.post(
            f"{case}/notes", form=dict(fields), headers={"Origin": worker.site.address}
        )
        assert answer.status == 200
    page.goto(f"{case}/timeline")
    assert page.locator("main").inner_text().count(text) == 1


@BOTH
def test_a_session_that_has_ended_loses_nothing_that_was_typed(worker: Person) -> None:
    page = worker.sign_in()
    open_case(worker, page)
    note_form(page)
    page.locator("[name=text]").first.fill(TYPED)
    worker.site.pass_days(1)
    submit(page, page.locator("form:has([name=text]) button").last)
    assert "belum terkirim" in page.locator("main").inner_text()
    with page.expect_navigation():
        page.get_by_role("link", name="Masuk dan lanjutkan").click()
    page.fill("[name=username]", worker.username)
    page.fill("[name=password]", worker.password)
    submit(page, page.locator("form[action='/login'] button"))
    assert TYPED in page.locator("main").inner_html()
