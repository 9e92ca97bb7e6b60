"""What people do before every page of the demo is there: a sheet of running cases, a reason, a form that came too late."""

from datetime import timedelta

from playwright.sync_api import Browser, Page

from tests.adoption.world import row, sheet
from tests.browser_journeys.desk import Person, fill, submit
from tests.browser_journeys.site import Site


def prepare(program: Browser, site: Site) -> None:
    """Do all of it, each as somebody whose work it is."""
    for username, act in (
        ("ratu", _send_a_sheet),
        ("kabid", _say_why),
        ("dpo", _enter_a_request),
        ("sari", _come_too_late),
    ):
        person = Person(program, site, username, 1280)
        act(person.sign_in(), site)
        assert person.context
        person.context.close()


def _send_a_sheet(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/adoptions")
    day = site.today - timedelta(days=40)
    book = sheet([row(opened=day, entered=day), row(2, opened=day, entered=day, sex="X", region="Bandung")])
    page.locator("main [name=file]").set_input_files(
        {"name": "berjalan.xlsx", "mimeType": "application/octet-stream", "buffer": book}
    )
    submit(page, page.locator("main form button:not(.danger):not([type=button])").first)
    assert "/adoptions/" in page.url, page.locator(".error-summary").all_inner_texts()


def _say_why(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/cases?worker=sari&type=BWBLP")
    submit(page, page.locator("main td a[href^='/cases/'], main th a[href^='/cases/']").first)
    assert "/reason" in page.url
    fill(page, {"purpose": "PENGAWASAN", "reason": "Laporan bulanan menyebut kasus ini dua kali."})
    submit(page, page.locator("main form button").last)
    assert "/cases/" in page.url, page.locator(".error-summary").all_inner_texts()


def _enter_a_request(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/rights/access")
    form = {
        "number": "BTN-2026-000001",
        "asked_by": "OWN",
        "asked_on": site.today.isoformat(),
        "proof": "KTP 3604050405900001",
    }
    fill(page, form)
    page.locator("input[name=present]").check()
    submit(page, page.locator("main form button").last)


def _come_too_late(page: Page, site: Site) -> None:
    """Send a note after the session has ended: it is kept, and waits on the first page."""
    page.goto(f"{site.address}/cases")
    submit(page, page.locator("main td a[href^='/cases/'], main th a[href^='/cases/']").first)
    fill(page, {"text": "Klien pindah ke rumah bibinya di Ciruas."})
    site.pass_days(1)
    submit(page, page.locator("form:has([name=text]) button").last)
    site.pass_days(-1)
    assert "/drafts/" in page.content()
