"""Registry of record kinds by discovery: a module in a folder of this package is enough to make its record known."""

from importlib import import_module
from pkgutil import walk_packages

import app.records as package
from app.records.kind import Record, declared


def discover() -> None:
    """Import every module in the folders of this package; importing one declares its record."""
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        if not module.ispkg and module.name.count(".") > package.__name__.count(".") + 1:
            import_module(module.name)


discover()


def record(name: str) -> type[Record] | None:
    """Return the kind of record with this name."""
    declaration = declared().get(name)
    return None if declaration is None or declaration.kind.instrument else declaration


def instrument(name: str) -> type[Record] | None:
    """Return the assessment made with this instrument."""
    declaration = declared().get(name)
    return declaration if declaration is not None and declaration.kind.instrument else None


def kind(name: str) -> type[Record]:
    """Return the kind with this name, whichever it is. Raises KeyError."""
    return declared()[name]


def kinds() -> tuple[type[Record], ...]:
    """Return every kind, records first."""
    return tuple(sorted(declared().values(), key=lambda one: one.kind.instrument is not None))
