"""All pages of intake."""

from app.intake import referral_routes, type_routes

routes = [*type_routes.routes, *referral_routes.routes]
