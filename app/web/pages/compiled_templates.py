"""The templates in each language: compiled once, so that a fixed sentence is translated then and not at every page."""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any

from jinja2 import Environment

from app.web.i18n import catalogue
from app.web.templating import Library, Shelf

LOOKED = 0.5
"""Seconds between two looks at the files, while templates are being written."""


class CompiledTemplates:
    """The templates of an environment; *filters* are those that take nothing but values.

    With *reload*, what has changed on disk is compiled anew; that is looked for once in `LOOKED` seconds, since asking
    the disk of a hundred files costs as much as filling a page.
    """

    def __init__(
        self, environment: Environment, filters: Mapping[str, Callable[..., Any]], *, reload: bool = False
    ) -> None:
        self.environment = environment
        self._filters = filters
        self._reload, self._looked = reload, 0.0
        self._shelf = Shelf(environment, filters)
        self._libraries: dict[catalogue.Language, Library] = {}

    def render(
        self, language: catalogue.Language, template: str, values: Mapping[str, Any], *, block: str = ""
    ) -> str:
        """Fill a template in *language*, or one *block* of it."""
        if self._reload and self._has_changed():
            self._shelf = Shelf(self.environment, self._filters)
            self._libraries = {}
        return self._library(language).render(template, values, block=block)

    def _has_changed(self) -> bool:
        now = monotonic()
        if now < self._looked + LOOKED:
            return False
        self._looked = now
        return not self._shelf.is_current()

    def load_all(self) -> None:
        """Compile every template now, in every language."""
        for language in catalogue.LANGUAGES:
            self._library(language).load_all()

    def _library(self, language: catalogue.Language) -> Library:
        if language not in self._libraries:

            def translate(sentence: str) -> str:
                with catalogue.speaking(language):
                    return catalogue.gettext(sentence)

            self._libraries[language] = Library(self._shelf, translate)
        return self._libraries[language]
