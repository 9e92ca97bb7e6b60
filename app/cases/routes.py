"""The pages of cases that are not one case's own: the list."""

from app.cases.listing import routes as listing

routes = listing.routes
