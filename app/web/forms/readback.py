"""What somebody typed or chose, read back to them: words for codes, days as they are written, no inner names."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from app.web.i18n.formats import day
from app.web.i18n.lists import CODES, code_label

_INNER = frozenset({"key", "version", "task", "trigger"})
_TICKS = frozenset({"on", "true", "false"})
_CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def typed_words(kept: Mapping[str, Sequence[str]]) -> list[str]:
    """Return everything that was typed or chosen, what was told at length first."""
    found = [_words(text, name) for name, texts in kept.items() for text in texts]
    return sorted(filter(None, found), key=len, reverse=True)


def _words(text: str, name: str) -> str:
    """Return what stands for one value of the field *name*; nothing for what nobody typed or could read."""
    if name in _INNER or text in _TICKS or _is_id(text):
        return ""
    if _DAY.fullmatch(text):
        return _written(text)
    group = _group(text, name) if _CODE.fullmatch(text) else ""
    return code_label(text, group) if group else text


def _group(code: str, name: str) -> str:
    """Find the list that a code of this field comes from: one that is named after the field before any other."""
    holding = [group for group, codes in CODES.items() if code in codes]
    return min(holding, key=lambda group: (group != name, name not in group), default="")


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _written(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text
