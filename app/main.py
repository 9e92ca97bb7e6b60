"""Wiring only: which slices, which middleware in which order, which limits.

From the outside in: headers, log, gzip, known hosts, plain addresses, session and language, then guards and the route.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.util import find_spec
from threading import Thread
from typing import Any

from litestar import Litestar
from litestar.datastructures import State
from litestar.exceptions import HTTPException

from app import db
from app.accounts.drafts import actions
from app.accounts.limits.middleware import Limits
from app.accounts.middleware import Sessions, recognise
from app.audit.high_water import keep_watch
from app.audit.reading import Readings
from app.cases.actions import client_changed
from app.cases.upkeep import keep_turns
from app.clients.finding.forgetting import ForgetsNames
from app.clients.subscribers import on_client_changed
from app.settings import Settings, settings
from app.web.http import access, assets, compression, errors, headers, health, hosts, logs, nul_guard
from app.web.http.bodies.forms import BoundedRequest
from app.web.http.bodies.stream import close_unread
from app.web.http.bodies.uncached import forget_what_is_sent
from app.web.http.typed.unsent_form import keepers, recognisers
from app.web.pages import flash, menu, styleguide
from app.web.pages.render import templates

SLICES = (
    "accounts",
    "regions",
    "clients",
    "cases",
    "intake",
    "adoption",
    "opening",
    "casework",
    "supervision",
    "reports",
    "sop",
    "home",
    "admin",
    "oversight",
    "merging",
    "break_glass",
    "rights",
)
MENU = (
    "home",
    "cases",
    "clients",
    "intake",
    "adoption",
    "supervision",
    "reports",
    "sop",
    "oversight",
    "rights",
    "admin",
)
"""The slices whose `LINKS` make up the menu, in its order."""


def create_app(chosen: Settings | None = None, *, upkeep: bool = False) -> Litestar:
    """Build the application for *chosen* settings, by default those of the environment.

    With *upkeep* it also keeps true what time alone changes, as a server does and a test does not.
    """
    forget_what_is_sent()
    config = chosen or settings()
    set_up_process(config)
    app = Litestar(
        route_handlers=_routes(config),
        middleware=[
            logs.Access(),
            compression.Gzip(),
            hosts.KnownHosts(config.allowed_hosts, production=config.production),
            nul_guard.PlainAddresses(),
            Sessions(),
            Limits(),
            Readings(),
            ForgetsNames(),
        ],
        guards=[access.guard],
        exception_handlers={HTTPException: errors.answer, Exception: errors.answer},
        before_send=[headers.hook(https=config.production), close_unread],
        request_class=BoundedRequest,
        lifespan=[_database, *([_upkeep] if upkeep else [])],
        state=State({"settings": config, "reload_templates": not config.production}),
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
    access.refuse_undeclared(app)
    return app


def set_up_process(config: Settings) -> None:
    """Choose what all applications of a process share: who hears of what, how it logs, how its notices travel."""
    _let_slices_meet()
    menu.install(link for name in MENU for link in import_module(f"app.{name}.routes").LINKS)
    logs.set_up(production=config.production)
    flash.bind_to_https(on=config.production)


def serve() -> Litestar:
    """Build the application as a server runs it: its templates are compiled while it starts, not at the first visits."""
    app = create_app(upkeep=True)
    compiled = templates(reload=not settings().production)
    Thread(target=compiled.load_all, name="pulih-templates", daemon=True).start()
    return app


def _let_slices_meet() -> None:
    """Let those above do for those below what these cannot know: hear of changed clients, keep what came too late."""
    if actions.keep not in keepers:
        keepers.append(actions.keep)
    if recognise not in recognisers:
        recognisers.append(recognise)
    if client_changed not in on_client_changed:
        on_client_changed.append(client_changed)


def _routes(config: Settings) -> list[Any]:
    own = [*assets.routes, *health.routes, *([] if config.production else styleguide.routes)]
    return own + [route for name in SLICES for route in _slice(name)]


def _slice(name: str) -> list[Any]:
    """Return a slice's routes; a slice without pages has none."""
    module = f"app.{name}.routes"
    return list(vars(import_module(module))["routes"]) if find_spec(module) else []


@asynccontextmanager
async def _upkeep(_app: Litestar) -> AsyncIterator[None]:
    """Keep whose turn it is true while the server runs, and an eye on the clock."""
    at_work = [asyncio.create_task(keep_turns()), asyncio.create_task(keep_watch())]
    try:
        yield
    finally:
        for task in at_work:
            task.cancel()


@asynccontextmanager
async def _database(app: Litestar) -> AsyncIterator[None]:
    """Open the database that the application's settings name, and close it at the end."""
    db.use(app.state["settings"].database)
    await db.start()
    try:
        yield
    finally:
        await db.stop()
