"""The cast of the access tests: a restricted case among many people, at a fixed hour."""

from collections.abc import AsyncIterator

import pytest

from tests.access.cast import AT, Cast, cast


@pytest.fixture
async def at_hand(app, monkeypatch) -> AsyncIterator[Cast]:
    """Give everybody their browser, and the case."""
    monkeypatch.setattr("app.clock.now", lambda: AT)
    made = await cast(app)
    yield made
    await made.leave()


@pytest.fixture
async def at_hand_on_both(app_on_both, monkeypatch) -> AsyncIterator[Cast]:
    """Give the same on either engine."""
    monkeypatch.setattr("app.clock.now", lambda: AT)
    made = await cast(app_on_both)
    yield made
    await made.leave()
