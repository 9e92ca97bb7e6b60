"""Loading templates: each is parsed and compiled once, then linked once for each language with those it names."""

from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any

from jinja2 import Environment, TemplateNotFound
from markupsafe import escape

from app.web.templating.runtime import NAMES, Context, Function, Macro, Parameter
from app.web.templating.scopes import StaticMacro, StaticValue
from app.web.templating.source import code
from app.web.templating.statements import Compiler
from app.web.templating.writer import Given


class Compiled(Compiler):
    """A compiled template, in no language yet."""

    def __init__(self, shelf: "Shelf", name: str, source: str, filename: str | None) -> None:
        super().__init__(Given(name, shelf.filters, {}))
        self.imports: dict[str, tuple[str, str]] = {}
        """Under which name what is imported is linked: the template it is from, and its name there."""
        self._shelf = shelf
        module = self.template(shelf.environment.parse(source, name, filename))
        self.code: CodeType = code(module, filename or name)

    def imported(self, template: str, name: str) -> StaticMacro | StaticValue:
        """Return what another template exports under *name*, and keep it for linking."""
        own = f"import_{len(self.imports)}_{name}"
        self.imports[own] = template, name
        macro = self._shelf.get(template).macros.get(name)
        return StaticMacro(name, own, f"{own}_context", macro.parameters) if macro else StaticValue(own)


class Shelf:
    """The compiled templates of an environment, which says their loader and syntax; *filters* take only values."""

    def __init__(self, environment: Environment, filters: Mapping[str, Callable[..., Any]]) -> None:
        self.environment = environment
        self.filters = frozenset(filters)
        self.names = {
            **NAMES,
            "attribute": environment.getattr,
            "getitem": environment.getitem,
            "call_filter": environment.call_filter,
            "call_test": environment.call_test,
            "of_jinja": environment.from_string("").new_context(),
            **{f"filter_{name}": function for name, function in filters.items()},
        }
        self._compiled: dict[str, Compiled] = {}
        self._current: dict[str, Callable[[], bool]] = {}

    def get(self, name: str) -> Compiled:
        """Return a compiled template."""
        known = self._compiled.get(name)
        if known is None:
            if self.environment.loader is None:
                raise TemplateNotFound(name)
            source, filename, is_current = self.environment.loader.get_source(self.environment, name)
            known = self._compiled[name] = Compiled(self, name, source, filename)
            if is_current is not None:
                self._current[name] = is_current
        return known

    def is_current(self) -> bool:
        """Tell whether no file has changed since it was compiled; another thread may be compiling meanwhile."""
        return all(is_current() for is_current in [*self._current.values()])


class Template:
    """A linked template: what to run for it, its parent last, and the blocks that are filled in."""

    def __init__(self, compiled: Compiled, names: dict[str, Any], parent: "Template | None") -> None:
        own: dict[str, Function] = {name: names[f"block_{name}"] for name in compiled.blocks}
        self.names = names
        self.roots: list[Function] = [names["root"], *(parent.roots if parent else [])]
        self.blocks: dict[str, Function] = {**parent.blocks, **own} if parent else own

    def run(self, context: Context, out: list[str]) -> None:
        """Put the template out."""
        for root in self.roots:
            root(out, context, self.blocks)


class Library:
    """The templates in one language: *translate* puts fixed sentences into it."""

    def __init__(self, shelf: Shelf, translate: Callable[[str], str]) -> None:
        self._shelf = shelf
        self._translate = translate
        self._globals = Context(shelf.environment.globals)
        self._linked: dict[str, Template] = {}
        self._modules: dict[str, Context] = {}
        self._names = {**shelf.names, "include": self._include}

    def render(self, name: str, values: Mapping[str, Any], *, block: str = "") -> str:
        """Fill a template, or one *block* of it."""
        context = Context(self._globals)
        context.update(values)
        out: list[str] = []
        template = self.get(name)
        if block:
            template.blocks[block](out, context, template.blocks)
        else:
            template.run(context, out)
        return "".join(out)

    def get(self, name: str) -> Template:
        """Return a template, compiled and linked at its first use."""
        known = self._linked.get(name)
        if known is None:
            known = self._linked[name] = self._link(self._shelf.get(name))
        return known

    def load_all(self) -> None:
        """Compile and link every template there is."""
        for name in self._shelf.environment.list_templates(extensions=["html"]):
            self.get(name)

    def _include(self, name: str, context: Context, out: list[str]) -> None:
        self.get(name).run(context, out)

    def _link(self, compiled: Compiled) -> Template:
        names = dict(self._names)
        for sentence, number in compiled.sentences.items():
            names[f"sentence_{number}"] = said = self._translate(sentence)
            names[f"safe_{number}"] = str(escape(said))
        for function, parameters in compiled.parameters.items():
            names[f"{function}_parameters"] = parameters
        for own, (template, name) in compiled.imports.items():
            names.update(self._imported(own, template, name))
        exec(compiled.code, names)  # noqa: S102  the compiler wrote it
        return Template(compiled, names, self.get(compiled.parent) if compiled.parent else None)

    def _imported(self, own: str, template: str, name: str) -> dict[str, Any]:
        """Return what a template needs to know of something it imports."""
        context, module = self._module(template), self.get(template)
        macro = self._shelf.get(template).macros.get(name)
        if macro is None:
            return {own: context[name]}
        function: Function = module.names[macro.function]
        parameters: tuple[Parameter, ...] = macro.parameters
        return {
            own: function,
            f"{own}_parameters": parameters,
            f"{own}_context": context,
            f"{own}_value": Macro(name, function, parameters, context),
        }

    def _module(self, name: str) -> Context:
        """Return the names of a template that others import from."""
        if name not in self._modules:
            context = Context(self._globals)
            self.get(name).run(context, [])
            self._modules[name] = context
        return self._modules[name]
