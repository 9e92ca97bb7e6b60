"""Code generation: nested blocks of Python source, each line of which knows the template's line it stands for."""

import ast
from types import CodeType


class Unsupported(Exception):
    """A template uses something that the compiler does not know."""

    def __init__(self, what: str, template: str, line: int) -> None:
        super().__init__(f"{template}, line {line}: {what} is not compiled; see app/web/templating")


class Block:
    """Lines and inner blocks, which stand one step further in; a block may still grow after what follows it."""

    def __init__(self, step: int = 0) -> None:
        self.step = step
        self.parts: list[tuple[str, int] | Block] = []

    def add(self, text: str, line: int) -> None:
        """Append a line of Python that stands for *line* of the template."""
        self.parts.append((text, line))

    def within(self) -> "Block":
        """Append an inner block, for the body of what was just opened."""
        inner = Block(1)
        self.parts.append(inner)
        return inner

    def here(self) -> "Block":
        """Append a block at the same depth, to be filled in later."""
        inner = Block()
        self.parts.append(inner)
        return inner

    def join(self, other: "Block") -> None:
        """Append another block's lines."""
        self.parts.append(other)

    def is_empty(self) -> bool:
        """Tell whether no line has been written."""
        return all(isinstance(part, Block) and part.is_empty() for part in self.parts)

    def lines(self, depth: int = 0) -> list[tuple[str, int]]:
        """Return all lines, indented, with the template's line of each."""
        found: list[tuple[str, int]] = []
        for part in self.parts:
            if isinstance(part, Block):
                found += part.lines(depth + part.step)
            else:
                found.append((" " * depth + part[0], part[1]))
        return found


def code(block: Block, filename: str) -> CodeType:
    """Compile *block*; a traceback through it names the template and its line."""
    lines = block.lines()
    tree = ast.parse("\n".join(text for text, _line in lines))
    for node in ast.walk(tree):
        if isinstance(node, ast.expr | ast.stmt | ast.arg | ast.keyword | ast.excepthandler):
            node.lineno = node.end_lineno = lines[node.lineno - 1][1]
            node.col_offset = node.end_col_offset = 0
    return compile(tree, filename, "exec")
