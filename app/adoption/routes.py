"""All pages of going live."""

from app.adoption import case_routes, sheet_routes
from app.capabilities import TAKE_OVER_CASES
from app.web.i18n.catalogue import lazy
from app.web.pages.menu import Link

LINKS = (Link("adoption:sheets", lazy("Running cases"), TAKE_OVER_CASES, beside="clients:list"),)
routes = [*case_routes.routes, *sheet_routes.routes]
