"""Code generation's state: the block that is written, the names in scope, the template's line."""

from collections.abc import Callable
from typing import NamedTuple

from app.web.templating.scopes import Meaning, Scope
from app.web.templating.source import Block, Unsupported


class Given(NamedTuple):
    """What is known beforehand: the template's name, our own filters, macros and values of the whole template."""

    name: str
    filters: frozenset[str]
    statics: dict[str, Meaning]


class Writer:
    """Writes lines into the current block."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.block = Block()
        self.scope = Scope(self.block, 0)
        self.line = 1
        self.sentences: dict[str, int] = {}
        """The fixed sentences, by the number under which their translation is linked."""
        self._last = 0

    def number(self) -> int:
        """Return a number that no other variable has."""
        self._last += 1
        return self._last

    def add(self, text: str) -> None:
        """Write a line of Python."""
        self.block.add(text, self.line)

    def refuse(self, what: str) -> Unsupported:
        """Return the exception that says what is not known here."""
        return Unsupported(what, self.given.name, self.line)

    def held(self, source: str) -> str:
        """Put a value into a variable and return its name."""
        if source.isidentifier():
            return source
        variable = f"t{self.number()}"
        self.add(f"{variable} = {source}")
        return variable

    def apart(self, write: Callable[[], str]) -> tuple[Block, str]:
        """Return the lines that *write* makes, kept out of the current block, and what it returns."""
        around, self.block = self.block, Block()
        try:
            source = write()
            return self.block, source
        finally:
            self.block = around
