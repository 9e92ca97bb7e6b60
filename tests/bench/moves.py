"""Moves over HTTP: holding and resuming, each with the page that follows."""

from random import Random
from uuid import uuid4

from tests.bench.browser import Browser
from tests.bench.works import Province


class Moves:
    """Every case in turn, so that each form is of its version."""

    def __init__(self, province: Province) -> None:
        self._free = [[number, version, False] for number, version in province.holdable]

    async def once(self, browser: Browser, _chance: Random) -> int:
        """Make one move and load its page."""
        case = self._free.pop(0)
        number, version, held = case
        fields = (
            {"trigger": "resume"}
            if held
            else {"trigger": "hold", "hold_reason": "RAWAT_MEDIS", "reason": "Dirawat"}
        )
        status, body = await browser.post(
            f"/cases/{number}/moves", {**fields, "version": str(version), "key": str(uuid4())}
        )
        if status != 303:
            raise AssertionError(f"{number} {fields} answered {status}")
        status, body = await browser.get(f"/cases/{number}")
        self._free.append([number, version + 1, not held])
        return len(body)
