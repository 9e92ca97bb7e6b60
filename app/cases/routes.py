"""The pages of cases that are not one case's own: the list, and opening one."""

from app.cases import listing_routes, opening_routes

routes = [*listing_routes.routes, *opening_routes.routes]
