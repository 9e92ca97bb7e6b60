"""All pages of intake."""

from app.intake import outreach_routes, referral_routes, type_routes

routes = [*type_routes.routes, *referral_routes.routes, *outreach_routes.routes]
