"""Navigation: the main menu and what lies beside its pages, from each slice's own list of links.

A slice says `LINKS` in its `routes.py`; `app.main` hands them over in their order. What a role may open is each
route's own rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.capabilities import Capability
from app.web.http.urls import url
from app.web.i18n.catalogue import Lazy

HOME = "home:desk"


@dataclass(frozen=True)
class Link:
    """A menu entry: the route it leads to, and who is shown it; without a capability everyone who signed in.

    With `beside` it is no entry of the menu itself, but named on the page of that other route; `last` after all others.
    """

    route: str
    label: Lazy
    capability: Capability | None = None
    beside: str = ""
    last: bool = False

    @property
    def path(self) -> str:
        """Its address."""
        return url(self.route)

    def is_for(self, roles: frozenset[str]) -> bool:
        """Tell whether somebody with these roles is shown it."""
        return self.capability is None or self.capability.held_by(roles)


_links: list[Link] = []


def install(links: Iterable[Link]) -> None:
    """Make these the links of the product, in this order."""
    _links[:] = sorted(links, key=lambda link: link.last)


def beside(path: str, roles: Iterable[str]) -> tuple[Link, ...]:
    """Return what lies beside a page for someone with these roles."""
    held = frozenset(roles)
    return tuple(link for link in _links if link.beside and link.is_for(held) and url(link.beside) == path)


def links_for(roles: Iterable[str]) -> tuple[Link, ...]:
    """Return the menu of someone with these roles, in its fixed order."""
    held = frozenset(roles)
    return tuple(link for link in _links if not link.beside and link.is_for(held))


def current(links: Iterable[Link], path: str) -> str | None:
    """Return the path of the entry under which *path* lies: the longest that fits."""
    fitting = [
        link.path for link in links if path == link.path or path.startswith(f"{link.path.rstrip('/')}/")
    ]
    home = url(HOME)
    return max((entry for entry in fitting if entry != home or path == home), key=len, default=None)
