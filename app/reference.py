"""What every installation holds from the start, brought up to date with each `pulih migrate`."""

from importlib import import_module
from importlib.util import find_spec

_LOADERS = ("app.regions.store:load", "app.sop.store:load")


async def load() -> None:
    """Write what is new or changed in the files that come with the product: regions, then journeys."""
    for place in _LOADERS:
        module, _, name = place.partition(":")
        if find_spec(module) and hasattr(import_module(module), name):
            await getattr(import_module(module), name)()
