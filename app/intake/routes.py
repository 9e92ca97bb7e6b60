"""All pages of intake."""

from app.capabilities import SEE_INTAKE
from app.intake import outreach_routes, referral_routes, type_routes
from app.web.i18n.catalogue import lazy
from app.web.pages.menu import Link

LINKS = (
    Link("intake:outreach", lazy("Outreach and raids"), SEE_INTAKE, beside="clients:list"),
    Link("intake:referrals", lazy("Referrals and handovers"), SEE_INTAKE, beside="clients:list"),
    Link("intake:types", lazy("The 26 types and who handles them"), beside="clients:list", last=True),
)
routes = [*type_routes.routes, *referral_routes.routes, *outreach_routes.routes]
