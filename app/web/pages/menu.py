"""The main menu: where each role may want to go next. What a role may open is each route's own rule."""

from collections.abc import Iterable
from dataclasses import dataclass

from app import capabilities as can
from app.capabilities import Capability
from app.web.i18n.catalogue import Lazy, lazy


@dataclass(frozen=True)
class Link:
    """A menu entry; without a capability it is for everyone who signed in."""

    path: str
    label: Lazy
    capability: Capability | None = None

    def is_for(self, roles: frozenset[str]) -> bool:
        """Tell whether somebody with these roles is shown it."""
        return self.capability is None or self.capability.held_by(roles)


LINKS = (
    Link("/", lazy("My work")),
    Link("/cases", lazy("Cases"), can.SEE_CASES),
    Link("/clients", lazy("Clients"), can.SEE_CLIENTS),
    Link("/supervision/stalled", lazy("Stalled"), can.SEE_STALLED),
    Link("/reports/monthly", lazy("Monthly report"), can.READ_REPORTS),
    Link("/sop", lazy("SOP")),
    Link("/audit", lazy("Audit log"), can.READ_AUDIT),
    Link("/rights/access", lazy("Access requests"), can.ANSWER_ACCESS),
    Link("/admin/holds", lazy("Legal holds"), can.HOLD_BY_LAW),
    Link("/admin/retention", lazy("Retention"), can.PLAN_RETENTION),
    Link("/admin/accounts", lazy("Accounts"), can.ADMINISTER),
    Link("/admin/organisations", lazy("Organisations"), can.ADMINISTER),
)

BESIDE = {
    "/clients": (
        Link("/verifications", lazy("Data to verify"), can.SEE_CLIENTS),
        Link("/outreach", lazy("Outreach and raids"), can.SEE_INTAKE),
        Link("/referrals", lazy("Referrals and handovers"), can.SEE_INTAKE),
        Link("/adoptions", lazy("Running cases"), can.TAKE_OVER_CASES),
        Link("/types", lazy("The 26 types and who handles them")),
    )
}
"""Pages beside a menu entry, named on its first page."""


def beside(path: str, roles: Iterable[str]) -> tuple[Link, ...]:
    """Return what lies beside a page for someone with these roles."""
    held = frozenset(roles)
    return tuple(link for link in BESIDE.get(path, ()) if link.is_for(held))


def links_for(roles: Iterable[str]) -> tuple[Link, ...]:
    """Return the menu of someone with these roles, in its fixed order."""
    held = frozenset(roles)
    return tuple(link for link in LINKS if link.is_for(held))


def current(links: Iterable[Link], path: str) -> str | None:
    """Return the path of the entry under which *path* lies: the longest that fits."""
    fitting = [
        link.path for link in links if path == link.path or path.startswith(f"{link.path.rstrip('/')}/")
    ]
    fitting = [found for found in fitting if found != "/" or path == "/"]
    return max(fitting, key=len, default=None)
