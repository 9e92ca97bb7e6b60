"""The main menu: where each role may want to go next. What a role may open is each route's own rule."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.web.i18n.catalogue import Lazy, lazy

EVERYONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Link:
    """A menu entry; without roles it is for everyone who signed in."""

    path: str
    label: Lazy
    roles: frozenset[str] = EVERYONE


_FIELD = frozenset(
    {"PEKSOS", "SAKTI", "LKS", "UPTD", "TKSK", "KABKOTA", "SUPERVISOR", "KASI", "KABID", "DATA"}
)

LINKS = (
    Link("/", lazy("My work")),
    Link("/cases", lazy("Cases"), _FIELD | {"BAPAS_PK"}),
    Link("/clients", lazy("Clients"), _FIELD),
    Link("/supervision/stalled", lazy("Stalled"), frozenset({"SUPERVISOR", "KASI", "KABID"})),
    Link(
        "/reports/monthly",
        lazy("Monthly report"),
        frozenset({"KASI", "KABID", "KADIS", "DATA", "SUPERVISOR"}),
    ),
    Link("/sop", lazy("SOP")),
    Link("/audit", lazy("Audit log"), frozenset({"AUDITOR", "DPO"})),
    Link("/rights/access", lazy("Access requests"), frozenset({"DPO"})),
    Link("/admin/holds", lazy("Legal holds"), frozenset({"DPO", "KABID"})),
    Link("/admin/retention", lazy("Retention"), frozenset({"DPO", "ADMIN"})),
    Link("/admin/accounts", lazy("Accounts"), frozenset({"ADMIN"})),
    Link("/admin/organisations", lazy("Organisations"), frozenset({"ADMIN"})),
)


_INTAKE = frozenset({"PEKSOS", "SAKTI", "SUPERVISOR", "KASI", "KABKOTA", "KABID", "DATA"})
BESIDE = {
    "/clients": (
        Link("/verifications", lazy("Data to verify"), _FIELD),
        Link("/outreach", lazy("Outreach and raids"), _INTAKE),
        Link("/referrals", lazy("Referrals and handovers"), _INTAKE),
        Link("/adoptions", lazy("Running cases"), frozenset({"SUPERVISOR", "KASI", "DATA"})),
        Link("/types", lazy("The 26 types and who handles them")),
    )
}
"""Pages beside a menu entry, named on its first page."""


def beside(path: str, roles: Iterable[str]) -> tuple[Link, ...]:
    """Return what lies beside a page for someone with these roles."""
    held = frozenset(roles)
    return tuple(link for link in BESIDE.get(path, ()) if not link.roles or link.roles & held)


def links_for(roles: Iterable[str]) -> tuple[Link, ...]:
    """Return the menu of someone with these roles, in its fixed order."""
    held = frozenset(roles)
    return tuple(link for link in LINKS if not link.roles or link.roles & held)


def current(links: Iterable[Link], path: str) -> str | None:
    """Return the path of the entry under which *path* lies: the longest that fits."""
    fitting = [
        link.path for link in links if path == link.path or path.startswith(f"{link.path.rstrip('/')}/")
    ]
    fitting = [found for found in fitting if found != "/" or path == "/"]
    return max(fitting, key=len, default=None)
