"""All pages of going live."""

from app.adoption import case_routes, sheet_routes

routes = [*case_routes.routes, *sheet_routes.routes]
