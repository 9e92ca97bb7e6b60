"""Bilingual text beside the code that says it: Indonesian first, English second; no catalogue entry is needed.

For sentences that belong to one declaration, such as a typed record's labels and complaints:

    title = Words("Persetujuan", "Consent")            # put into the reader's language when it is shown
    both("Tulis alasannya.", "Write down why.")        # at once
    both("Paling banyak %(n)s.", "At most %(n)s.", n=3)
"""

import msgspec

from app.web.i18n.catalogue import DEFAULT, language


class Words(msgspec.Struct, frozen=True):
    """Text in both languages; `str` gives the one that the reader speaks."""

    indonesian: str
    english: str

    def __str__(self) -> str:
        return both(self.indonesian, self.english)


def both(indonesian: str, english: str, /, **args: object) -> str:
    """Return the sentence in the language now spoken, its arguments put in place of `%(name)s`."""
    text = indonesian if language() == DEFAULT else english
    return text % args if args else text
