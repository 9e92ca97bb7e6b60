"""Templates that are compiled once for each language: a fixed sentence is translated then, not at every page.

A case page says some two hundred fixed sentences; looking each up and escaping it took a seventh of its time.
What does change is escaped straight into text: Jinja wraps every value in a `Markup` that is joined and thrown
away at once, which for a page of fifty rows took a fifth of its time.
"""

from collections.abc import MutableMapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]  # the C function behind `escape`

from app.web.i18n import catalogue


class _Plain(CodeGenerator):
    """Writes `environment.escaped(…)` where Jinja writes `escape(…)` around what is put out."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


def escaped(value: object) -> str:
    """Return a value as text that is safe in a page: what `escape` makes of it, without the wrapping."""
    if type(value) is str:
        text: str = _escape_inner(value)
        return text
    if type(value) is Markup:
        return value
    return escape(value)


class CompiledTemplates(Environment):
    """The environment of one language."""

    code_generator_class = _Plain
    escaped = staticmethod(escaped)

    def __init__(self, language: catalogue.Language, **how: Any) -> None:
        super().__init__(**how)
        self.spoken = language

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give a template the globals as they are when it is loaded: Jinja's chain of maps is walked for every page."""
        return {**self.globals, **(d or {})}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parse, then put the translation in the place of each ``_("…")`` without arguments."""
        tree = super()._parse(source, name, filename)
        with catalogue.speaking(self.spoken):
            _translate(tree)
        return tree


def _translate(node: nodes.Node) -> None:
    for field, value in node.iter_fields():
        if isinstance(value, list):
            setattr(node, field, [_said(one) for one in value])
        else:
            setattr(node, field, _said(value))


def _said(value: Any) -> Any:
    if not isinstance(value, nodes.Node):
        return value
    sentence = _fixed(value)
    if sentence is not None:
        return nodes.Const(catalogue.gettext(sentence), lineno=value.lineno)
    _translate(value)
    return value


def _fixed(node: nodes.Node) -> str | None:
    """Return the sentence of a ``_("…")``; None for everything else."""
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.node.name != "_":
        return None
    if node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) != 1:
        return None
    return str(node.args[0].value) if isinstance(node.args[0], nodes.Const) else None
