"""Code generation for expressions: each becomes a Python expression, after the lines that it needs first.

Attributes, items and calls get a line and a variable of their own, so that they happen in the order in which the
template writes them; what may not happen at all (`and`, `or`, inline `if`) stands in a branch.
"""

import keyword
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jinja2 import nodes
from markupsafe import escape

from app.web.templating.scopes import LoopCount, Meaning, Recursion, StaticMacro, StaticValue
from app.web.templating.source import Block
from app.web.templating.writer import Writer

_BINARY: Mapping[type[nodes.Expr], str] = {
    nodes.Add: "+",
    nodes.Sub: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Mod: "%",
    nodes.Pow: "**",
}
_COMPARED = {
    "eq": "==",
    "ne": "!=",
    "gt": ">",
    "gteq": ">=",
    "lt": "<",
    "lteq": "<=",
    "in": "in",
    "notin": "not in",
}
_LOOP = {
    "index": "({0} + 1)",
    "index0": "{0}",
    "first": "({0} == 0)",
    "last": "({0} + 1 == {1})",
    "length": "{1}",
    "revindex": "({1} - {0})",
}
_INLINE_FILTERS = {"length": "len({})", "count": "len({})", "string": "soft_str({})", "list": "list({})"}
_OF_JINJA = frozenset({"self", "super", "varargs", "kwargs"})
_OF_DICTS = frozenset(dir(dict))


class Expressions(Writer):
    """Writes expressions into the current block."""

    def value(self, node: nodes.Node) -> str:
        """Return the Python expression of *node*, having written what must happen before."""
        write = _WRITERS.get(type(node))
        if write is None:
            raise self.refuse(f"{type(node).__name__}")
        return write(self, node)

    def values(self, several: Sequence[nodes.Expr]) -> list[str]:
        """Return the expressions of *several*, in order."""
        return [self.value(node) for node in several]

    # What a template puts out

    def text(self, node: nodes.Expr) -> str:
        """Return the Python expression of *node* as escaped text."""
        fixed = self._fixed_text(node)
        if fixed is not None:
            return fixed
        if isinstance(node, nodes.CondExpr):
            return self._choose(node, self.text, "''")
        call = self.known_call(node)
        if call is not None:
            return self.held(f"text_of({call})")
        if isinstance(node, nodes.Filter) and node.name == "length":
            return f"str({self.value(node)})"
        value = self.held(self.value(node))
        return f"(escape_text({value}) if type({value}) is str else escaped({value}))"

    def _fixed_text(self, node: nodes.Expr) -> str | None:
        """Return text that is known at compile time, or the name under which its translation is linked."""
        if isinstance(node, nodes.TemplateData):
            return repr(node.data)
        if isinstance(node, nodes.Const):
            return repr(str(escape(node.value)))
        translated = self._translated(node)
        return f"safe_{translated[0]}" if translated is not None and not translated[1] else None

    def _translated(self, node: nodes.Node) -> tuple[int, list[nodes.Keyword]] | None:
        """Return the number of the sentence of a ``_("…")`` and its arguments; None for everything else."""
        if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.node.name != "_":
            return None
        if (
            len(node.args) != 1
            or not isinstance(node.args[0], nodes.Const)
            or node.dyn_args
            or node.dyn_kwargs
        ):
            return None
        return self.sentences.setdefault(str(node.args[0].value), len(self.sentences)), node.kwargs

    # Names

    def meaning(self, name: str) -> Meaning:
        """Return what *name* is: set here, known of the whole template, or taken from the context."""
        known = self.scope.load(name, self.line)
        if name in _OF_JINJA:
            raise self.refuse(f"`{name}`")
        if known is None:
            known = self.given.statics.get(name)
        return known if known is not None else self.scope.from_context(name, self.line)

    def name(self, node: nodes.Name) -> str:
        """Write a name."""
        meaning = self.meaning(node.name)
        if isinstance(meaning, StaticMacro):
            return self.macro_value(meaning)
        if isinstance(meaning, StaticValue):
            return meaning.source
        if isinstance(meaning, str):
            return meaning
        raise self.refuse("`loop` as a value")

    def macro_value(self, macro: StaticMacro) -> str:
        """Write a macro as something that can be passed on and called."""
        fixed = f", {macro.context}" if macro.context else ""
        return f"Macro({macro.name!r}, {macro.function}, {macro.function}_parameters{fixed})"

    # Calls

    def known_call(self, node: nodes.Node) -> str | None:
        """Return a call's function and arguments but for `out`, where it is known at compile time."""
        if not isinstance(node, nodes.Call):
            return None
        called = node.node
        if isinstance(called, nodes.Getattr) and called.node == nodes.Name("self", "load"):
            return f"blocks[{called.attr!r}], ctx, blocks"
        return self._known_name(node, called.name) if isinstance(called, nodes.Name) else None

    def _known_name(self, node: nodes.Call, name: str) -> str | None:
        meaning = self.meaning(name)
        if isinstance(meaning, StaticMacro):
            return ", ".join([meaning.function, *self.bound(meaning, node)])
        if isinstance(meaning, Recursion):
            return ", ".join([meaning.function, *self.values(node.args)])
        return str(meaning) if name == "caller" and not node.args and not node.kwargs else None

    def bound(self, macro: StaticMacro, node: nodes.Call, caller: str = "") -> list[str]:
        """Return a call's arguments in the order of the macro's parameters, after its context."""
        if node.dyn_args or node.dyn_kwargs or len(node.args) > len(macro.parameters):
            raise self.refuse(f"these arguments of {macro.name}")
        held = [self.held(source) if not _is_plain(source) else source for source in self.values(node.args)]
        given = dict(zip([one.name for one in macro.parameters], held, strict=False))
        for pair in node.kwargs:
            if pair.key in given or all(pair.key != one.name for one in macro.parameters):
                raise self.refuse(f"the argument {pair.key} of {macro.name}")
            given[pair.key] = self.held(self.value(pair.value))
        if caller:
            given["caller"] = caller
        places = [given.get(one.name, one.default or "MISSING") for one in macro.parameters]
        return [*([macro.context] if macro.context else []), *places]

    def call(self, node: nodes.Call) -> str:
        """Write a call whose value is wanted."""
        translated = self._translated(node)
        if translated is not None:
            number, named = translated
            return (
                self.held(f"sentence_{number} % {{{self._pairs(named)}}}") if named else f"sentence_{number}"
            )
        known = self.known_call(node)
        if known is not None:
            return self.held(f"markup_of({known})")
        if node.dyn_args or node.dyn_kwargs:
            raise self.refuse("a call with * or **")
        function = self.held(self.value(node.node))
        return self.held(f"{function}({self.arguments(node)})")

    def arguments(self, node: nodes.Call | nodes.Filter | nodes.Test) -> str:
        """Write positional and named arguments."""
        named = [f"{pair.key}={self.value(pair.value)}" for pair in node.kwargs]
        return ", ".join([*self.values(node.args), *named])

    def _pairs(self, named: Sequence[nodes.Keyword | nodes.Pair]) -> str:
        return ", ".join(f"{pair.key!r}: {self.value(pair.value)}" for pair in named)

    # Attributes and items

    def attribute(self, node: nodes.Getattr) -> str:
        """Write an attribute: of an object, else an item of a mapping, else undefined."""
        if isinstance(node.node, nodes.Name) and isinstance(
            loop := self.scope.load(node.node.name, self.line), LoopCount
        ):
            if node.attr not in _LOOP:
                raise self.refuse(f"loop.{node.attr}")
            return _LOOP[node.attr].format(loop.place, loop.size)
        of, variable = self.held(self.value(node.node)), f"t{self.number()}"
        if keyword.iskeyword(node.attr):
            return self.held(f"attribute({of}, {node.attr!r})")
        plain = f"{of}.{node.attr}"
        if node.attr not in _OF_DICTS:
            plain = f"{plain} if type({of}) is not dict else item({of}, {node.attr!r})"
        self.add(f"try: {variable} = {plain}")
        self.add(f"except AttributeError: {variable} = attribute({of}, {node.attr!r})")
        return variable

    def item(self, node: nodes.Getitem) -> str:
        """Write an item, else an attribute, else undefined."""
        of = self.held(self.value(node.node))
        if isinstance(node.arg, nodes.Slice):
            parts = (node.arg.start, node.arg.stop, node.arg.step)
            return self.held(f"{of}[{':'.join('' if part is None else self.value(part) for part in parts)}]")
        key, variable = self.value(node.arg), f"t{self.number()}"
        key = key if _is_plain(key) else self.held(key)
        self.add(f"try: {variable} = {of}[{key}]")
        self.add(f"except (AttributeError, TypeError, LookupError): {variable} = getitem({of}, {key})")
        return variable

    # Filters and tests

    def filter(self, node: nodes.Filter) -> str:
        """Write a filter: plain Python where that is the same, our own directly, the rest through Jinja."""
        if node.node is None:
            raise self.refuse("a filter block")
        value = self.held(self.value(node.node))
        if node.name in _INLINE_FILTERS and not node.args and not node.kwargs:
            return self.held(_INLINE_FILTERS[node.name].format(value))
        if node.name in ("default", "d") and len(node.args) == 1 and not node.kwargs:
            return self.held(f"{value} if is_defined({value}) else {self.value(node.args[0])}")
        if node.name == "join" and not node.kwargs and len(node.args) < 2:  # noqa: PLR2004  the second names an attribute
            return self.held(f"join_values({', '.join([value, *self.values(node.args)])})")
        if node.name in self.given.filters:
            arguments = self.arguments(node)
            return self.held(f"filter_{node.name}({', '.join([value, *([arguments] if arguments else [])])})")
        return self.held(f"call_filter({node.name!r}, {value}, {self._packed(node)}, context=of_jinja)")

    def test(self, node: nodes.Test) -> str:
        """Write an `is`."""
        value = self.held(self.value(node.node))
        inline = {"defined": "is_defined({})", "none": "({} is None)", "string": "isinstance({}, str)"}
        if node.name in inline:
            return inline[node.name].format(value)
        return self.held(f"call_test({node.name!r}, {value}, {self._packed(node)}, context=of_jinja)")

    def _packed(self, node: nodes.Filter | nodes.Test) -> str:
        return f"[{', '.join(self.values(node.args))}], {{{self._pairs(node.kwargs)}}}"

    # Branches and operators

    def condition(self, node: nodes.CondExpr) -> str:
        """Write an inline `if` whose value is wanted."""
        return self._choose(node, self.value, "NO_ELSE")

    def _choose(self, node: nodes.CondExpr, write: Callable[[nodes.Expr], str], otherwise: str) -> str:
        test = self.value(node.test)
        yes, first = self.apart(lambda: write(node.expr1))
        no, second = self.apart(lambda: write(node.expr2) if node.expr2 is not None else otherwise)
        if yes.is_empty() and no.is_empty():
            return self.held(f"{first} if {test} else {second}")
        variable = f"t{self.number()}"
        self._branch(f"if {test}:", yes, f"{variable} = {first}")
        self._branch("else:", no, f"{variable} = {second}")
        return variable

    def _branch(self, opening: str, lines: Block, last: str) -> None:
        self.add(opening)
        body = self.block.within()
        body.join(lines)
        body.add(last, self.line)

    def both(self, node: nodes.And | nodes.Or) -> str:
        """Write `and` and `or`, whose right side may not happen."""
        left = self.value(node.left)
        lines, right = self.apart(lambda: self.value(node.right))
        if lines.is_empty():
            return f"({left} {'and' if isinstance(node, nodes.And) else 'or'} {right})"
        variable = f"t{self.number()}"
        self.add(f"{variable} = {left}")
        self._branch(
            f"if {'' if isinstance(node, nodes.And) else 'not '}{variable}:", lines, f"{variable} = {right}"
        )
        return variable

    def compare(self, node: nodes.Compare) -> str:
        """Write a comparison."""
        parts = [self.value(node.expr)]
        for operand in node.ops:
            parts += [_COMPARED[operand.op], self.value(operand.expr)]
        return f"({' '.join(parts)})"

    def binary(self, node: nodes.BinExpr) -> str:
        """Write arithmetic."""
        left = self.value(node.left)
        return f"({left} {_BINARY[type(node)]} {self.value(node.right)})"

    def concatenation(self, node: nodes.Concat) -> str:
        """Write ``~``."""
        return self.held(f"concatenated({', '.join(self.values(node.nodes))})")

    def mapping(self, node: nodes.Dict) -> str:
        """Write a dict."""
        return f"{{{', '.join(f'{self.value(pair.key)}: {self.value(pair.value)}' for pair in node.items)}}}"

    def tuple(self, node: nodes.Tuple) -> str:
        """Write a tuple."""
        return f"({', '.join(self.values(node.items))}{',' if len(node.items) == 1 else ''})"


def _is_plain(source: str) -> bool:
    """Tell whether evaluating *source* later or twice is the same: a variable or a constant."""
    return source.isidentifier() or source[0] in "'\"" or source.isdigit()


_WRITERS: Mapping[type[nodes.Node], Callable[[Expressions, Any], str]] = {
    nodes.Const: lambda _self, node: repr(node.value),
    nodes.TemplateData: lambda _self, node: f"Markup({node.data!r})",
    nodes.Name: Expressions.name,
    nodes.Getattr: Expressions.attribute,
    nodes.Getitem: Expressions.item,
    nodes.Call: Expressions.call,
    nodes.Filter: Expressions.filter,
    nodes.Test: Expressions.test,
    nodes.CondExpr: Expressions.condition,
    nodes.And: Expressions.both,
    nodes.Or: Expressions.both,
    nodes.Not: lambda self, node: f"(not {self.value(node.node)})",
    nodes.Neg: lambda self, node: f"(-{self.value(node.node)})",
    nodes.Compare: Expressions.compare,
    nodes.Concat: Expressions.concatenation,
    nodes.Tuple: Expressions.tuple,
    nodes.List: lambda self, node: f"[{', '.join(self.values(node.items))}]",
    nodes.Dict: Expressions.mapping,
    **dict.fromkeys(_BINARY, Expressions.binary),
}
