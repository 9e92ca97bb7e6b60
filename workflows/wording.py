"""Words and rules of a journey apart: what its hash pins is codes and rules; its words are read live from the files.

So a better or kinder sentence reaches the cases that run, and a rule changes by a new version only. What was printed or
signed keeps its words, because it is kept as it was.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

_FREE_TEXT = "design_choices"
"""What a file tells about its own making: words of that version, no rule."""
_LIST_NAME = "code_list"
"""Where a fact's choices take their words from; the codes themselves stay."""


def rules(definition: msgspec.Struct) -> bytes:
    """Give the canonical form of codes and rules, every sentence left out: JSON with its keys sorted."""
    return msgspec.json.encode(_bare(msgspec.to_builtins(definition)), order="sorted")


def _bare(value: Any) -> Any:
    if _is_label(value):
        return None
    if isinstance(value, dict):
        return {key: _bare(part) for key, part in value.items() if key not in (_FREE_TEXT, _LIST_NAME)}
    return [_bare(part) for part in value] if isinstance(value, list | tuple) else value


def _is_label(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"id", "en"}


def worded(stored: Any, live: Any) -> Any:
    """Give *stored* (plain data) in the words that *live* has for the same ids; others keep their own."""
    if _is_label(stored) or (stored is None and _is_label(live)):
        return live if _is_label(live) else stored
    if isinstance(stored, dict):
        now: Mapping[str, Any] = live if isinstance(live, dict) else {}
        return {
            key: part if key == _FREE_TEXT else worded(part, now.get(key)) for key, part in stored.items()
        }
    if isinstance(stored, list | tuple):
        by_id = {_key(part): part for part in live} if isinstance(live, list | tuple) else {}
        return [worded(part, by_id.get(_key(part))) for part in stored]
    return stored


def _key(part: Any) -> object:
    """Name a part of a list as versions share it: by its id, a move by its trigger and where it leads from."""
    if not isinstance(part, dict):
        return part if isinstance(part, str | int) else None
    return part.get("id") or (part.get("trigger"), *part.get("from", ()))
