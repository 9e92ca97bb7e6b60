"""Name resolution: which Python variable a template's name is, and where it gets its value.

A function takes names that it does not assign from the context, once, when it begins. A loop, a `with`, a macro's or
a caller's body is a scope of its own: what is set inside does not reach out, and every turn of a loop begins anew.
"""

from typing import NamedTuple

from app.web.templating.runtime import Parameter
from app.web.templating.source import Block


class StaticMacro(NamedTuple):
    """A macro known at compile time: its function, what else that wants, and its parameters."""

    name: str
    function: str
    context: str
    """The expression of the context that it takes its free names from; empty for a macro within a function."""
    parameters: tuple[Parameter, ...]


class StaticValue(NamedTuple):
    """A value imported from another template."""

    source: str


class LoopCount(NamedTuple):
    """The `loop` of a loop: the variables of its place and its length."""

    place: str
    size: str


class Recursion(NamedTuple):
    """The `loop` of a recursive loop: the function that runs it over other things."""

    function: str


Meaning = str | StaticMacro | StaticValue | LoopCount | Recursion


class Scope:
    """The names of one stretch of a template."""

    def __init__(self, opening: Block, number: int, parent: "Scope | None" = None) -> None:
        self.opening = opening
        self.parent = parent
        self.conditional = 0
        """How many `if`s we are within: what is set there may also stay as it was."""
        self._number = number
        self._meanings: dict[str, Meaning] = {}
        self._stored: set[str] = set()

    def load(self, name: str, line: int) -> Meaning | None:
        """Return what *name* means here; None for a name that only the context may know."""
        if name in self._meanings:
            return self._meanings[name]
        return self.parent.load(name, line) if self.parent else None

    def from_context(self, name: str, line: int) -> str:
        """Take *name* from the context where the function begins."""
        if self.parent:
            return self.parent.from_context(name, line)
        variable = f"l_{name}"
        self.opening.add(f'{variable} = ctx["{name}"]', line)
        self._meanings[name] = variable
        return variable

    def store(self, name: str, line: int) -> str:
        """Return the variable that *name* is from here on."""
        if name in self._stored:
            return str(self._meanings[name])
        before = self.load(name, line)
        if self.parent is None:
            variable = f"l_{name}"
            if self.conditional and not isinstance(before, str):
                self.from_context(name, line)
        else:
            variable = f"l_{name}_{self._number}"
            if self.conditional:
                outer = before if isinstance(before, str) else self.from_context(name, line)
                self.opening.add(f"{variable} = {outer}", line)
        self._stored.add(name)
        self._meanings[name] = variable
        return variable

    def declare(self, name: str, meaning: Meaning) -> None:
        """Say what *name* is from the beginning: a parameter, a macro, a loop."""
        self._meanings[name] = meaning
        if isinstance(meaning, str):
            self._stored.add(name)

    def locals(self) -> dict[str, str]:
        """Return the names that were set here and around here, with their variables: what an include sees besides."""
        found = self.parent.locals() if self.parent else {}
        return found | {name: str(self._meanings[name]) for name in self._stored}
