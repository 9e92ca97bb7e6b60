"""One application for all tests of a process: to build it takes longer than most of them run.

An application knows its settings by its state alone, and what was built for others may serve if these differ in
nothing that is looked at while building: the data folder and the database.
"""

import msgspec
from litestar import Litestar

from app import main
from app.settings import Settings, settings

_built: dict[Settings, Litestar] = {}


def of_this_process() -> Litestar:
    """Return the application for the settings of the moment, not started."""
    chosen = settings()
    sort = msgspec.structs.replace(chosen, data="", database_url="")
    if sort not in _built:
        _built[sort] = main.create_app(chosen)
    main.set_up_process(chosen)
    _built[sort].state["settings"] = chosen
    return _built[sort]
