"""Pages about clients: their record, and the verifying of it."""

from app.capabilities import SEE_CLIENTS
from app.clients import client_routes
from app.clients.verification import routes as verify_routes
from app.web.i18n.catalogue import lazy
from app.web.pages.menu import Link

LINKS = (
    Link("clients:list", lazy("Clients"), SEE_CLIENTS),
    Link("clients:verifications", lazy("Data to verify"), SEE_CLIENTS, beside="clients:list"),
)
routes = [*client_routes.routes, *verify_routes.routes]
