"""A server on the demo and a Chromium, for the journeys that people walk in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import chromium
from tests.browser_journeys import site as sites


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Load the demo once."""
    chromium.need()
    return sites.demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def site(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sites.Site]:
    """Serve a fresh copy of the demo to the tests of one file, on a clock that they set."""
    with sites.serving(demo_data, tmp_path_factory.mktemp("site")) as serving:
        yield serving


@pytest.fixture(scope="module")
def browser_program() -> Iterator[Browser]:
    """Start Chromium once for the tests of a file."""
    with chromium.chromium() as program:
        yield program
