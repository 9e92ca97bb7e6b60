"""A small share of the hostile load of `make soak`, and a probe that finds what is planted."""

from functools import lru_cache
from typing import Any

from tests.soak import hostile
from tests.soak.probe import holding


async def test_a_storm_of_bodies_leaves_no_fault_and_nothing_behind() -> None:
    seen = await hostile.whole(150, warm=50)
    assert sum(seen.answers.values()) >= 140
    assert not [status for status in seen.answers if status.startswith("5")], seen.answers
    assert seen.held == []
    assert seen.after < seen.before * 1.2


def test_the_probe_finds_what_a_cache_a_closure_a_task_or_a_plain_tuple_keeps() -> None:
    planted = "kanari" + str(id(object()))

    @lru_cache(maxsize=3)
    def parsed(body: bytes) -> dict[str, str]:
        return {"password": body.decode()}

    parsed(b"a=" + planted.encode())
    plain: Any = (1, (2, {"a": f"{planted} in a tuple"}))

    def closing(kept: str) -> Any:
        return lambda: kept

    closed = closing(f"{planted} in a closure")
    found = "\n".join(holding(planted))
    assert closed() and plain
    for place in ("a=", "in a tuple", "in a closure"):
        assert place in found, place
