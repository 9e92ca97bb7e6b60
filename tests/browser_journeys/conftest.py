"""A server on the demo and a Chromium, for the journeys that people walk in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from app.demo.load import Counts
from tests import chromium
from tests.browser_journeys import site as sites


@pytest.fixture(scope="session")
def demo_data(kept_demo: tuple[Path, Counts]) -> Path:
    """Give the data folder of the demo."""
    return kept_demo[0]


@pytest.fixture(scope="session")
def need_browser() -> None:
    """Skip, or fail, before anything is built for a browser that is not there."""
    chromium.need()


@pytest.fixture(scope="module")
def site(
    need_browser: None, demo_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sites.Site]:
    """Serve a fresh copy of the demo to the tests of one file, on a clock that they set."""
    with sites.serving(demo_data, tmp_path_factory.mktemp("site")) as serving:
        yield serving


@pytest.fixture(scope="module")
def browser_program() -> Iterator[Browser]:
    """Start Chromium once for the tests of a file."""
    with chromium.chromium() as program:
        yield program
