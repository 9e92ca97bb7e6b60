"""A real browser and a real server for tests marked `browser`.

Where no Chromium is installed those tests are skipped, unless PULIH_REQUIRE_BROWSER is set: then they fail.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS = (320, 390, 1280)
PATIENCE = 90  # seconds until a started server must answer


def path() -> str | None:
    """Return where Chromium is, if it is."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def need() -> str:
    """Return Chromium's path; without one skip the test, or fail where a browser is demanded."""
    found = path()
    if found is None:
        (pytest.fail if os.environ.get("PULIH_REQUIRE_BROWSER") else pytest.skip)(
            "no Chromium on this machine"
        )
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium and close it afterwards."""
    found = need()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(data: Path, **environment: str) -> Iterator[str]:
    """Serve the product from the folder *data* on a free port; give its address."""
    port = free_port()
    chosen = {**os.environ, "PULIH_DATA": str(data), **environment}
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=chosen, stdout=subprocess.DEVNULL, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server)
        yield address
    finally:
        end(server)


def end(server: "subprocess.Popen[bytes]") -> None:
    """Ask a server to stop; one that does not, for a browser still holds on to it, is killed with its workers."""
    server.terminate()
    try:
        server.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(PATIENCE)


_KEEP_ONE_OF_A_SHAPE = """() => {
  const told = new Set(['class', 'role', 'type', 'scope', 'dir', 'lang', 'hidden', 'disabled', 'colspan', 'rowspan']);
  const shape = part => part.nodeType !== 1 ? (part.textContent.trim() ? 'x' : '') : '<' + part.tagName
    + [...part.attributes].map(one => one.name + '=' + (told.has(one.name) ? one.value : Boolean(one.value))).sort()
    + '>' + [...part.childNodes].map(shape).join('') + '</>';
  for (const rows of document.querySelectorAll('tbody, ul, ol')) {
    const known = new Set();
    for (const row of [...rows.children]) {
      const own = shape(row);
      if (known.has(own)) row.remove(); else known.add(own);
    }
  }
}"""


def keep_one_of_a_shape(page: Page) -> None:
    """Take away rows that differ from one before by their words alone: axe would say of them what it says of that.

    It looks at classes, roles, elements and whether they are empty; a list of fifty cases holds some five shapes.
    """
    page.evaluate(_KEEP_ONE_OF_A_SHAPE)


def violations(page: Page, *, contrast: bool = True) -> list[str]:
    """Return what axe finds on the page, one line each. The page needs a context with bypass_csp.

    Contrast takes most of its time: a caller may leave it out where colours are those of another width.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    asked = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": contrast}}}
    found: list[dict[str, Any]] = page.evaluate(
        "asked => axe.run(asked).then(told => told.violations)", asked
    )
    return [f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']]}" for one in found]


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Wait until a server that was just started answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urlopen(f"{address}/readyz", timeout=2):  # noqa: S310  our own address
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not answer within {PATIENCE} s")
