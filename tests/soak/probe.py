"""What a process still holds: every live object is walked, whatever keeps it, for texts that nothing should hold.

Caches, closures, frames and tasks are all reached: each object that the collector knows, and from it everything that is
too simple for the collector to know (texts, bytes, tuples and dicts of them).
"""

import gc
from collections.abc import Iterator
from typing import Any

_SIMPLE = (str, bytes, bytearray, memoryview)


def holding(*marks: str, but: frozenset[int] = frozenset()) -> list[str]:
    """Name what holds one of *marks*: the kind of the holder and the first letters of what it holds."""
    gc.collect()
    own = {id(mark) for mark in marks} | but
    hits = [
        pair for pair in _texts() if id(pair[1]) not in own and any(_has(pair[1], mark) for mark in marks)
    ]
    return sorted({f"{_named(holder)} holds {str(text)[:80]!r}" for holder, text in hits})


def _has(text: Any, mark: str) -> bool:
    return mark in text if isinstance(text, str) else mark.encode() in bytes(text)


def _texts() -> Iterator[tuple[Any, Any]]:
    """Yield every text in the process with what holds it."""
    waiting = gc.get_objects()
    tracked, seen = {id(one) for one in waiting}, set[int]()
    while waiting:
        holder = waiting.pop()
        if type(holder).__name__ == "frame" and holder.f_code.co_filename == __file__:
            continue
        for inner in gc.get_referents(holder):
            if id(inner) in seen or id(inner) in tracked:
                continue
            seen.add(id(inner))
            if isinstance(inner, _SIMPLE):
                yield holder, inner
            elif not gc.is_tracked(inner):
                waiting.append(inner)


def _named(holder: Any) -> str:
    name = getattr(holder, "__qualname__", None) or getattr(holder, "__name__", "")
    return f"{type(holder).__module__}.{type(holder).__name__} {name}".strip()
