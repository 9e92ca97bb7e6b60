"""Pages about clients: their record, and the verifying of it."""

from app.clients import client_routes
from app.clients.verification import routes as verify_routes

routes = [*client_routes.routes, *verify_routes.routes]
