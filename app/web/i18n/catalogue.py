"""Bahasa Indonesia first, English second: sentences are written in English and looked up in catalogues.

Every slice keeps its translations in `app/<slice>/id.po`; they are read and merged once. English needs
no catalogue. The language of the running request lives in a context variable, set by `choose`; the
browser's Accept-Language is ignored, because an office computer's setting says nothing of its user.

Arguments are given by name and put in place of `%(name)s`: `_("%(days)s days late", days=3)`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from litestar import Request

Language = str
LANGUAGES: Mapping[Language, str] = {"id": "Bahasa Indonesia", "en": "English"}
DEFAULT: Language = "id"
COOKIE = "pulih_lang"

OwnWords = Mapping[str, Mapping[str, object]]
"""Bilingual words by list and code that go before those of the lists, on pages about one thing with its own."""

_APP = Path(__file__).resolve().parents[2]
_language: ContextVar[Language] = ContextVar("language", default=DEFAULT)
_own_words: ContextVar[tuple[object, OwnWords] | None] = ContextVar("own_words", default=None)


def language() -> Language:
    """Return the code of the language now spoken."""
    return _language.get()


def use(code: Language | None) -> None:
    """Speak *code* from here on in this task; anything unknown means Indonesian."""
    _language.set(code if code and code in LANGUAGES else DEFAULT)


@contextmanager
def speaking(code: Language) -> Iterator[None]:
    """Speak *code* inside the block, then the former language again."""
    token = _language.set(code if code in LANGUAGES else DEFAULT)
    try:
        yield
    finally:
        _language.reset(token)


def choose(request: Request[Any, Any, Any]) -> Language:
    """Speak the language of the user, else of the cookie, else Indonesian. Works without a session."""
    if (own := _own_words.get()) and own[0] is not request.scope:
        _own_words.set(None)
    user = request.scope.get("user")
    use(getattr(user, "lang", None) or request.cookies.get(COOKIE))
    return language()


def word_as(request: Request[Any, Any, Any], words: OwnWords) -> None:
    """Call codes by *words* first for the rest of this request."""
    _own_words.set((request.scope, words))


def own_words(group: str, code: str) -> object | None:
    """Return the bilingual words that this request has for a code of its own, if any."""
    own = _own_words.get()
    return own[1].get(group, {}).get(code) if own else None


@cache
def catalogue(code: Language) -> Mapping[tuple[str | None, str], str]:
    """Return (context, msgid) → translation of one language, merged from all slices."""
    merged: dict[tuple[str | None, str], str] = {}
    for path in sorted(_APP.rglob(f"{code}.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=code):
                if message.id and message.string and not message.fuzzy:
                    merged.update(_entries(message.context, message.id, message.string))
    return merged


def _entries(context: str | None, msgid: Any, string: Any) -> dict[tuple[str | None, str], str]:
    """Indonesian has one plural form, so a plural message is stored under its singular."""
    key = msgid[0] if isinstance(msgid, tuple | list) else msgid
    text = string[0] if isinstance(string, tuple | list) else string
    return {(context, key): text} if text else {}


def gettext(message: str, /, **args: object) -> str:
    """Translate *message* into the language now spoken and fill in its arguments."""
    text = catalogue(_language.get()).get((None, message), message)
    return text % args if args else text


def ngettext(one: str, many: str, n: int, /, **args: object) -> str:
    """Translate by number; `%(n)s` stands for the number itself, written as the language writes it."""
    from app.web.i18n.formats import number

    text = catalogue(_language.get()).get((None, one)) or (one if n == 1 else many)
    return text % {"n": number(n), **args}


def pgettext(context: str, message: str, /, **args: object) -> str:
    """Translate *message* where the same English word has two meanings."""
    text = catalogue(_language.get()).get((context, message), message)
    return text % args if args else text


class Lazy:
    """A sentence that is translated when it is shown, for lists made before any request."""

    __slots__ = ("msgid",)

    def __init__(self, msgid: str) -> None:
        self.msgid = msgid

    def __str__(self) -> str:
        return gettext(self.msgid)

    def __repr__(self) -> str:
        return f"lazy({self.msgid!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lazy) and self.msgid == other.msgid

    def __hash__(self) -> int:
        return hash(self.msgid)


def lazy(msgid: str, /) -> Lazy:
    """Mark *msgid* for the catalogues now, translate it when it is shown."""
    return Lazy(msgid)
