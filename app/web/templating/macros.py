"""Code generation for macros, and for what is given to one between its tags."""

from typing import TypeVar

from jinja2 import nodes

from app.web.templating.expressions import Expressions
from app.web.templating.runtime import Parameter
from app.web.templating.scopes import Scope, StaticMacro
from app.web.templating.source import Block
from app.web.templating.writer import Given

Node = TypeVar("Node", bound=nodes.Node)


class Macros(Expressions):
    """Writes macros: those of the template's own level as functions of the module, others where they stand."""

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self.module = Block()
        self.macros: dict[str, StaticMacro] = {}
        """The macros of the template's own level, which others may import."""
        self.parameters: dict[str, tuple[Parameter, ...]] = {}
        """Of each macro's function."""
        self.silent = False
        """After `extends` only names are set; nothing is put out."""
        self.in_root = False

    def write_all(self, body: list[nodes.Node]) -> None:
        """Write statements in order."""
        raise NotImplementedError

    @property
    def at_top(self) -> bool:
        """Whether we are at the template's own level, whose names its blocks and includes see too."""
        return self.in_root and self.scope.parent is None

    def enter(self, opening: Block | None = None) -> None:
        """Begin an inner scope."""
        self.scope = Scope(opening or self.block.here(), self.number(), self.scope)

    def leave(self) -> None:
        """End it."""
        if self.scope.parent is None:
            raise self.refuse("an inner scope without an outer one")
        self.scope = self.scope.parent

    def foresee(self, node: nodes.Macro) -> None:
        """Let a macro of the template's own level be called by others, also by those that stand before it."""
        macro = StaticMacro(node.name, f"macro_{node.name}", "ctx", self._parameters(node))
        self.macros[node.name] = self.given.statics[node.name] = macro
        self.parameters[macro.function] = macro.parameters

    def macro(self, node: nodes.Macro) -> None:
        """Write a macro: of the template's own level for all who import it, else for those around it."""
        if self.at_top and node.name in self.macros:
            macro = self.macros[node.name]
            self.add(f"ctx[{node.name!r}] = {self.macro_value(macro)}")
            around = self.block, self.scope
            self.block = self.module
            self._define(node, macro, "out, ctx")
            self.block, self.scope = around
            return
        parameters = self._parameters(node)
        macro = StaticMacro(node.name, f"macro_{node.name}_{self.number()}", "", parameters)
        self.parameters[macro.function] = parameters
        self.scope.declare(node.name, macro)
        self._define(node, macro, "out")

    def _define(self, node: nodes.Macro, macro: StaticMacro, fixed: str) -> None:
        given = [f"p_{one.name}={one.default or 'MISSING'}" for one in macro.parameters]
        self.add(f"def {macro.function}({', '.join([fixed, *given])}):")
        around, scope = self.block, self.scope
        whole = self.block.within()
        self.block = whole
        self.add("pass")
        opening, self.block = whole.here(), whole.here()
        self.scope = Scope(opening, self.number(), scope if not macro.context else None)
        defaults = dict(zip([arg.name for arg in node.args[::-1]], node.defaults[::-1], strict=False))
        for one in macro.parameters:
            self._parameter(one, defaults.get(one.name))
        silent, self.silent = self.silent, False
        in_root, self.in_root = self.in_root, False
        self.write_all(node.body)
        self.block, self.scope, self.silent, self.in_root = around, scope, silent, in_root

    def _parameter(self, one: Parameter, default: nodes.Expr | None) -> None:
        if one.default is None:
            self.add(f"if p_{one.name} is MISSING:")
            lines, source = self.apart(
                lambda: f"not_given({one.name!r})" if default is None else self.value(default)
            )
            body = self.block.within()
            body.join(lines)
            body.add(f"p_{one.name} = {source}", self.line)
        self.scope.declare(one.name, f"p_{one.name}")

    def _parameters(self, node: nodes.Macro) -> tuple[Parameter, ...]:
        defaults = dict(zip([arg.name for arg in node.args[::-1]], node.defaults[::-1], strict=False))
        found = [
            Parameter(arg.name, _constant(defaults.get(arg.name)), required=arg.name not in defaults)
            for arg in node.args
        ]
        used = names_in(node.body) - {arg.name for arg in node.args}
        if used & {"varargs", "kwargs"}:
            raise self.refuse("varargs or kwargs")
        return (*found, Parameter("caller", None, required=True)) if "caller" in used else tuple(found)

    def call_block(self, node: nodes.CallBlock) -> None:
        """Write the call of a macro that is given what stands between its tags."""
        if node.args or node.defaults:
            raise self.refuse("a caller with arguments")
        if self.silent:
            return
        call, name = node.call, getattr(node.call.node, "name", "")
        caller = self.written(node.body)
        macro = self.meaning(name)
        if isinstance(macro, StaticMacro):
            self.add(f"{macro.function}({', '.join(['out', *self.bound(macro, call, caller)])})")
            return
        arguments = self.arguments(call)
        self.add(
            f"out.append({self.held(self.value(call.node))}({arguments}{', ' * bool(arguments)}caller={caller}))"
        )

    def written(self, body: list[nodes.Node]) -> str:
        """Write a function that puts *body* out; return its name."""
        function = f"body_{self.number()}"
        self.add(f"def {function}(out):")
        around, self.block = self.block, self.block.within()
        silent, self.silent = self.silent, False
        self.add("pass")
        self.enter()
        self.write_all(body)
        self.leave()
        self.block, self.silent = around, silent
        return function


def every(node: nodes.Node, kind: type[Node]) -> list[Node]:
    """Return the nodes of a kind in *node*, itself among them."""
    return [*([node] if isinstance(node, kind) else []), *node.find_all(kind)]


def names_in(body: list[nodes.Node]) -> set[str]:
    """Return all names that stand in *body*."""
    return {name.name for node in body for name in every(node, nodes.Name)}


def _constant(node: nodes.Expr | None) -> str | None:
    """Return a default as source if it is one that cannot change."""
    return repr(node.value) if isinstance(node, nodes.Const) else None
