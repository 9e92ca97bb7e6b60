"""Words for codes (labels, select options) in the reader's language: `{{ code | code_label("outcome") }}`.

The lists are data (`workflows/lists/*.toml`); their words are laid out once per language. On the pages of one case its
journey is asked first (`catalogue.word_as`), so that every line of them calls a code by the same name.
"""

from collections.abc import Collection, Mapping
from functools import cache

from app.web.i18n.catalogue import Language, Lazy, language, own_words
from workflows.lists import whole

__all__ = ["CODES", "Word", "code_label", "options"]


class Word(Lazy):
    """The words of one code, said when they are shown."""

    __slots__ = ("code", "group")

    def __init__(self, code: str, group: str, english: str) -> None:
        super().__init__(english)
        self.code, self.group = code, group

    def __str__(self) -> str:
        return code_label(self.code, self.group)


CODES: Mapping[str, Mapping[str, Word]] = {
    group: {code: Word(code, group, entry.en) for code, entry in entries.items()}
    for group, entries in whole().items()
}


def code_label(code: object, group: str) -> str:
    """Return a code's words in the reader's language; an unknown code shows itself, nothing shows nothing."""
    if code is None or code == "":
        return ""
    key = str(code).lower() if isinstance(code, bool) else str(code)
    spoken = language()
    listed = _words(spoken)[group].get(key) or key
    own = own_words(group, key)
    return str(getattr(own, spoken, listed)) if own else listed


def options(group: str, only: Collection[str] | None = None) -> list[tuple[str, str]]:
    """Return (code, words) pairs of a group in its order, for a form's choices."""
    return [(code, str(word)) for code, word in CODES[group].items() if only is None or code in only]


@cache
def _words(spoken: Language) -> dict[str, dict[str, str]]:
    return {
        group: {code: str(getattr(entry, spoken, entry.en)) for code, entry in entries.items()}
        for group, entries in whole().items()
    }
