"""Code generation for statements: a template becomes one function for its root, one for each block and each macro."""

import ast
from typing import Any

from jinja2 import nodes

from app.web.templating.macros import Macros, every, names_in
from app.web.templating.scopes import LoopCount, Recursion, Scope, StaticMacro, StaticValue
from app.web.templating.source import Block
from app.web.templating.writer import Given


class Compiler(Macros):
    """Compiles one template."""

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self.parent: str | None = None
        self.blocks: list[str] = []

    def template(self, tree: nodes.Template) -> Block:
        """Return the source of all functions of a template."""
        for node in tree.body:
            if isinstance(node, nodes.Macro):
                self.foresee(node)
        self.in_root = True
        self._function("root(out, ctx, blocks)", tree.body)
        self.in_root = False
        for block in tree.find_all(nodes.Block):
            self.silent = False
            if block.scoped or block.required or block.name in self.blocks:
                raise self.refuse(f"block {block.name}")
            self.blocks.append(block.name)
            self._function(f"block_{block.name}(out, ctx, blocks)", block.body)
        return self.module

    def _function(self, signature: str, body: list[nodes.Node]) -> None:
        self.module.add(f"def {signature}:", self.line)
        whole = self.module.within()
        whole.add("pass", self.line)
        self.scope, self.block = Scope(whole.here(), 0), whole.here()
        self.write_all(body)

    def write_all(self, body: list[nodes.Node]) -> None:
        """Write statements in order."""
        for node in body:
            self.line = node.lineno or self.line
            write = _WRITERS.get(type(node))
            if write is None:
                raise self.refuse(type(node).__name__)
            write(self, node)

    def _inner(self, body: list[nodes.Node]) -> None:
        """Write statements one step further in."""
        around, self.block = self.block, self.block.within()
        self.add("pass")
        self.write_all(body)
        self.block = around

    # Output

    def output(self, node: nodes.Output) -> None:
        """Write text and values as one addition to what was put out, macros between them."""
        if self.silent:
            return
        pieces: list[str] = []
        for child in node.nodes:
            parts = child.nodes if isinstance(child, nodes.Concat) else [child]
            for part in parts:
                pieces = self._put(part, pieces)
        self._flush(pieces)

    def _put(self, node: nodes.Expr, pieces: list[str]) -> list[str]:
        self.line = node.lineno or self.line
        if any(
            not _is_pure(call) for call in every(node, nodes.Call)
        ):  # it may change what was put out before
            self._flush(pieces)
            pieces = []
        call = self.known_call(node)
        if call is None:
            return [*pieces, self.text(node)]
        function, _, rest = call.partition(", ")
        self.add(f"{function}(out{', ' + rest if rest else ''})")
        return []

    def _flush(self, pieces: list[str]) -> None:
        merged: list[str] = []
        for piece in pieces:
            if merged and _is_text(piece) and _is_text(merged[-1]):
                merged[-1] = repr(_read(merged[-1]) + _read(piece))
            elif piece != "''":
                merged.append(piece)
        if len(merged) == 1:
            self.add(f"out.append({merged[0]})")
        elif merged:
            self.add(f"out += ({', '.join(merged)})")

    # Names

    def assign(self, node: nodes.Assign) -> None:
        """Write a `set`."""
        value = self.value(node.node)
        if isinstance(node.target, nodes.NSRef):
            self.add(f"{self.name(nodes.Name(node.target.name, 'load'))}[{node.target.attr!r}] = {value}")
            return
        self.add(f"{self._target(node.target)} = {value}")
        self._export(node.target)

    def assign_block(self, node: nodes.AssignBlock) -> None:
        """Write a `set` of what stands between its tags."""
        if node.filter is not None or not isinstance(node.target, nodes.Name):
            raise self.refuse("this `set`")
        text = self.written(node.body)
        self.add(f"{self._target(node.target)} = markup_of({text})")
        self._export(node.target)

    def _target(self, target: nodes.Node) -> str:
        """Return the variables that are assigned to."""
        if isinstance(target, nodes.Name):
            self.given.statics.pop(target.name, None) if self.at_top else None
            return self.scope.store(target.name, self.line)
        if isinstance(target, nodes.Tuple):
            return f"({', '.join(self._target(one) for one in target.items)},)"
        raise self.refuse("this target")

    def _export(self, target: nodes.Node) -> None:
        """Let blocks and includes see what the template sets at its own level."""
        if self.at_top:
            for name in every(target, nodes.Name):
                self.add(f"ctx[{name.name!r}] = {self.scope.store(name.name, self.line)}")

    def with_block(self, node: nodes.With) -> None:
        """Write a `with`."""
        values = [self.held(self.value(value)) for value in node.values]
        self.enter()
        for target, value in zip(node.targets, values, strict=True):
            self.add(f"{self._target(target)} = {value}")
        self.write_all(node.body)
        self.leave()

    # Branches and loops

    def if_block(self, node: nodes.If) -> None:
        """Write `if`, `elif` and `else`."""
        self.add(f"if {self.value(node.test)}:")
        self.scope.conditional += 1
        self._inner(node.body)
        rest = node.else_
        if node.elif_:
            first, *others = node.elif_
            rest = [nodes.If(first.test, first.body, others, node.else_, lineno=first.lineno)]
        if rest:
            self.add("else:")
            self._inner(rest)
        self.scope.conditional -= 1

    def for_loop(self, node: nodes.For) -> None:
        """Write a loop."""
        if node.recursive:
            self._recursive(node)
            return
        self._loop(node, self.held(self.value(node.iter)))

    def _recursive(self, node: nodes.For) -> None:
        function = f"loop_{self.number()}"
        items = self.held(self.value(node.iter))
        self.add(f"def {function}(out, items):")
        around, self.block = self.block, self.block.within()
        self.enter()
        self.scope.declare("loop", Recursion(function))
        self._loop(node, "items")
        self.leave()
        self.block = around
        self.add(f"{function}(out, {items})")

    def _loop(self, node: nodes.For, items: str) -> None:
        counted = not node.recursive and "loop" in names_in(node.body)
        if node.test is not None:
            items = self._chosen(node, items)
        ran = f"t{self.number()}" if node.else_ else ""
        if ran:
            self.add(f"{ran} = False")
        around = self.block
        place, size = f"i{self.number()}", f"n{self._last}"
        if counted:
            self.add(f"items_{place} = list({items})")
            self.add(f"{size} = len(items_{place})")
        opening = Block()
        self.enter(opening)
        target = self._target(node.target)
        self.add(
            f"for {place}, {target} in enumerate(items_{place}):" if counted else f"for {target} in {items}:"
        )
        self.block = around.within()
        self.block.join(opening)
        if counted:
            self.scope.declare("loop", LoopCount(place, size))
        if ran:
            self.add(f"{ran} = True")
        self.add("pass")
        self.write_all(node.body)
        self.leave()
        self.block = around
        if ran:
            self.add(f"if not {ran}:")
            self._inner(node.else_)

    def _chosen(self, node: nodes.For, items: str) -> str:
        """Write the loop that keeps those items that the loop's `if` lets through."""
        kept, one = self.held("[]"), f"t{self.number()}"
        self.add(f"for {one} in {items}:")
        around, self.block = self.block, self.block.within()
        self.enter()
        self.add(f"{self._target(node.target)} = {one}")
        self.add(f"if {self.value(node.test or nodes.Const(True))}: {kept}.append({one})")
        self.leave()
        self.block = around
        return kept

    # Other templates

    def extends(self, node: nodes.Extends) -> None:
        """Note the template whose frame this one fills; from here on it only sets names."""
        if self.parent is not None or not isinstance(node.template, nodes.Const):
            raise self.refuse("this `extends`")
        self.parent = str(node.template.value)
        self.silent = True

    def block_place(self, node: nodes.Block) -> None:
        """Write the place of a block."""
        if not self.silent:
            self.add(f"blocks[{node.name!r}](out, ctx, blocks)")

    def include(self, node: nodes.Include) -> None:
        """Write an include, which sees all that is known here."""
        if not isinstance(node.template, nodes.Const) or node.ignore_missing or not node.with_context:
            raise self.refuse("this `include`")
        if self.silent:
            return
        pairs = "".join(f", {name!r}: {source}" for name, source in self.scope.locals().items())
        self.add(f"include({str(node.template.value)!r}, Context({{**ctx{pairs}}}), out)")

    def from_import(self, node: nodes.FromImport) -> None:
        """Write an import: macros are bound at once, values too."""
        if not isinstance(node.template, nodes.Const) or node.with_context:
            raise self.refuse("this `import`")
        for pair in node.names:
            name, alias = (pair, pair) if isinstance(pair, str) else pair
            meaning = self.imported(str(node.template.value), name)
            if not self.at_top:
                self.scope.declare(alias, meaning)
                continue
            self.given.statics[alias] = meaning
            self.add(
                f"ctx[{alias!r}] = {meaning.source if isinstance(meaning, StaticValue) else meaning.function + '_value'}"
            )

    def imported(self, template: str, name: str) -> StaticMacro | StaticValue:
        """Return what another template exports under *name*."""
        raise NotImplementedError

    def evaluate(self, node: nodes.ExprStmt) -> None:
        """Write a `do`."""
        self.add(self.value(node.node))


def _is_pure(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name in ("_", "ngettext", "pgettext")


def _is_text(piece: str) -> bool:
    return piece[0] in "'\""


def _read(piece: str) -> str:
    return str(ast.literal_eval(piece))


_WRITERS: dict[type[nodes.Node], Any] = {
    nodes.Output: Compiler.output,
    nodes.Assign: Compiler.assign,
    nodes.AssignBlock: Compiler.assign_block,
    nodes.With: Compiler.with_block,
    nodes.If: Compiler.if_block,
    nodes.For: Compiler.for_loop,
    nodes.Macro: Compiler.macro,
    nodes.CallBlock: Compiler.call_block,
    nodes.Extends: Compiler.extends,
    nodes.Block: Compiler.block_place,
    nodes.Include: Compiler.include,
    nodes.FromImport: Compiler.from_import,
    nodes.ExprStmt: Compiler.evaluate,
}
