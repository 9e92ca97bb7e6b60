"""The journeys as people read them: the list, and each one's page, which prints as the SOP itself."""

from litestar import Response, get
from litestar.params import FromPath
from markupsafe import Markup

from app.sop import store, views
from app.web.http.access import SIGNED_IN, may
from app.web.http.current_user import Signed
from app.web.http.errors import NotFound
from app.web.i18n.catalogue import language, lazy
from app.web.pages.menu import Link
from app.web.pages.render import page
from workflows.definition import Definition
from workflows.drawing.diagram import svg


@get("/sop", opt=may(SIGNED_IN), name="sop:list")
async def every(request: Signed) -> Response[str]:
    """List the published journeys."""
    return page(request, "sop/list.html", journeys=await store.journeys())


@get("/sop/{journey:str}", opt=may(SIGNED_IN), name="sop:journey")
async def one(request: Signed, journey: FromPath[str]) -> Response[str]:
    """Show one journey: its picture, stages, tasks, times, moves, and who may do what."""
    definition = await _found(journey)
    return page(
        request,
        "sop/journey.html",
        defn=definition,
        diagram=Markup(svg(definition, "en" if language() == "en" else "id")),  # noqa: S704  made and escaped by us
        profile=views.profile(definition),
        bases=views.legal_basis(definition),
        stages=views.stages(definition),
        general=views.general(definition),
        clocks=views.clocks(definition),
        outcomes=views.outcomes(definition),
        close_reasons=views.close_reasons(definition),
        records=views.records(definition),
    )


async def _found(name: str) -> Definition:
    """Find a journey by its id, else by a type it serves."""
    wanted, every = name.upper(), await store.journeys()
    own = next((defn for defn in every if defn.meta.id == wanted), None)
    serving = next((defn for defn in every if wanted in defn.meta.pmks_types), None)
    if journeys := own or serving:
        return journeys
    raise NotFound


LINKS = (Link("sop:list", lazy("SOP")),)
routes = [every, one]
