"""The pages of cases that are not one case's own: the list."""

from app.capabilities import SEE_CASES
from app.cases.listing import routes as listing
from app.web.i18n.catalogue import lazy
from app.web.pages.menu import Link

LINKS = (Link("cases:list", lazy("Cases"), SEE_CASES),)
routes = listing.routes
