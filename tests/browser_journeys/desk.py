"""What a person does in a browser: sign in, follow the page's own advice, fill in what is asked."""

import time
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace

from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, Response

from app.demo.people import PASSWORD
from tests.browser_journeys.site import Site
from tests.cases.test_files import PDF
from tests.journeys import filled

PATIENCE = 20
"""Seconds that a page is given to come to rest; a busy machine takes its time. A wait ends when the page is there:
this says only when to give up, and nothing that is slow passes for it, for no test promises a page within seconds."""
_WATCH = """() => {
  document.querySelector('main').dataset.old = 'yes';
  window.atRest = false;
  document.addEventListener('htmx:finally:request', () => { window.atRest = true; }, {once: true});
}"""


@dataclass
class Person:
    """Somebody at a browser of a certain width, with or without JavaScript; complaints of the browser are kept."""

    program: Browser
    site: Site
    username: str
    width: int = 390
    scripts: bool = True
    password: str = PASSWORD
    bypass: bool = False
    """Let axe be put into the page, which the content policy forbids."""
    complaints: list[str] = field(default_factory=list)
    context: BrowserContext | None = None

    def sign_in(self) -> Page:
        """Sign in in a fresh browser; return its page."""
        if self.context:
            self.context.close()
        self.context = self.program.new_context(
            viewport={"width": self.width, "height": 844},
            java_script_enabled=self.scripts,
            bypass_csp=self.bypass,
        )
        self.context.set_default_timeout(PATIENCE * 1000)
        page = self.context.new_page()
        page.on("console", lambda told: self._complain(told.type, told.text))
        page.on("pageerror", lambda fault: self._complain("error", str(fault)))
        page.goto(f"{self.site.address}/login")
        page.fill("[name=username]", self.username)
        page.fill("[name=password]", self.password)
        submit(page, page.locator("form[action='/login'] button"))
        return page

    def _complain(self, sort: str, text: str) -> None:
        if sort == "error" and "status of 4" not in text:
            self.complaints.append(text)


def submit(page: Page, button: Locator) -> None:
    """Press and wait until the answer stands on the page: a new document, or what htmx swaps in."""
    if not page.evaluate("typeof htmx !== 'undefined'"):
        with page.expect_navigation(wait_until="domcontentloaded"):
            button.click()
        return
    page.evaluate(_WATCH)
    with page.expect_response(_ends) as told:
        button.click()
    if _replaces_the_page(told.value):
        page.locator("main[data-old]").wait_for(state="detached")
    _rest(page)


def _replaces_the_page(answer: Response) -> bool:
    """Return whether the answer is a page: loaded by the browser, boosted, or the one htmx is sent on to."""
    asked = answer.request
    return (
        asked.resource_type == "document"
        or "hx-boosted" in asked.headers
        or asked.headers.get("hx-target") == "body"
        or "hx-redirect" in answer.headers
    )


def _rest(page: Page) -> None:
    """Wait until htmx has put everything in place and the address bar, which the browser tells apart, has followed."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if page.evaluate("window.atRest !== false && location.href") == page.url:
                return
        except Error:  # a new document came meanwhile
            pass
        page.wait_for_timeout(10)
    raise AssertionError(f"{page.url} does not come to rest")


def _ends(answer: Response) -> bool:
    kinds = ("document", "fetch", "xhr")
    return answer.request.resource_type in kinds and not 300 <= answer.status < 400


def fill(page: Page, form: dict[str, str | list[str]]) -> None:
    """Fill the fields that the page has, whatever controls they are; opens what is folded away."""
    for name, value in form.items():
        for one in value if isinstance(value, list) else [value]:
            _fill(page, name, one)


def _fill(page: Page, name: str, value: str) -> None:
    found = page.locator(f"main form [name='{name}']")
    if not found.count():
        return
    kind = found.first.get_attribute("type") or found.first.evaluate("e => e.tagName.toLowerCase()")
    if kind in ("radio", "checkbox"):
        wanted = page.locator(f"main form [name='{name}'][value='{value}']")
        if not wanted.count() and value in ("true", "false"):
            wanted = found.nth(0 if value == "true" else 1)  # yes stands first
        if wanted.count():
            _unfold(wanted.first)
            wanted.first.check(force=True)
    elif kind == "select":
        if page.locator(f"main select[name='{name}'] option[value='{value}']").count():
            _unfold(found.first)
            found.first.select_option(value)
    elif kind == "file":
        found.first.set_input_files({"name": "surat.pdf", "mimeType": "application/pdf", "buffer": PDF})
    elif kind != "hidden":
        _unfold(found.first)
        found.first.fill(_typed(value))


def _unfold(control: Locator) -> None:
    control.evaluate(
        "e => { for (let d = e.closest('details'); d; d = d.parentElement.closest('details')) d.open = true }"
    )


def _typed(value: str) -> str:
    """Write a day as an office does; the field takes that form."""
    try:
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    except ValueError:
        return value


def answer(page: Page, site: Site, known: dict[str, object]) -> None:
    """Do what the open page asks for, whichever page of a case it is, and send it."""
    parts = page.url.split("?")[0].split("#")[0].split("/")
    sort, name = parts[5], parts[6] if len(parts) > 6 else ""
    fill(page, _asked(sort, name, site, known))
    submit(page, page.locator("main form.panel button:not(.danger):not([name=later])").last)
    if page.locator(".error-summary").count():
        raise AssertionError(f"{page.url}: {page.locator('.error-summary').first.inner_text()}")


def _asked(sort: str, name: str, site: Site, known: dict[str, object]) -> dict[str, str | list[str]]:
    kind = known.get("pmks_type", "BWBLP")
    state = SimpleNamespace(pmks_type=kind, journey=kind, facts=known)
    if sort == "records":
        return _record(name, state, site, known)
    if sort == "assessments":
        return filled.assessment(name, state, site.today)  # type: ignore[arg-type]
    if sort == "documents":
        return {"file": "x"}
    return {"note": "Dilaksanakan bersama klien dan keluarga.", "document": "x", "reason": "Sesuai keadaan."}


def _record(
    name: str, state: SimpleNamespace, site: Site, known: dict[str, object]
) -> dict[str, str | list[str]]:
    """Fill a record; a former inmate's release is first planned and then has come."""
    if name == "release" and known.get("release_status"):
        known |= {"release_status": "PB", "release_on": site.today.isoformat()}
    form = filled.record(name, {}, state, site.today)  # type: ignore[arg-type]
    if name == "release" and not known.get("release_status"):
        known |= {"release_status": "NAPI", "release_planned_on": form["planned_on"]}
    return form
