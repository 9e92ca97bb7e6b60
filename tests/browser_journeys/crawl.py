"""Every kind of page that the demo has, found by following links as everybody in it."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import APIRequestContext, APIResponse, Browser

from tests.browser_journeys.desk import Person
from tests.browser_journeys.site import Site

LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
PEOPLE = (
    "sari",
    "ratu",
    "hendra",
    "kabid",
    "data",
    "admin",
    "dpo",
    "tksk",
    "lksa",
    "upt",
    "serang",
    "bapas",
    "kadis",
    "audit",
    "sop",
    "ujang",
)
"""One of every role: between them they see every page."""
ALWAYS = frozenset({"/", "/cases", "/cases/#", "/clients/#"})
"""Pages that look different to each of them."""
OTHERWISE = re.compile(
    r"^/(static|logout|schema)|\.(pdf|csv|xlsx|json|svg)$|/(pdf|json)$|/documents/#$|/choice$"
)
DEPTH = 5
PER_KIND, CASES = 3, 12
"""How many pages of one kind, and how many cases, are searched for links."""
CASE = re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}$")
ROOMY = "/supervision/stalled/workers"
"""A page that is linked only where more workers have stalled cases than the demo has."""
HANDED = ("/login", "/activate")
"""Pages of whoever has not signed in."""


class Seen(NamedTuple):
    """A page of its kind, by whom it was seen (nobody: ''), and where."""

    username: str
    kind: str
    address: str
    weight: int = 0
    """Bytes of it as they go over the line, compressed; 0 where nobody weighed it."""


def kind_of(address: str) -> str:
    """Name the kind of a page: its path without numbers, ids and names of people's own."""
    split = urlsplit(address)
    parts = [part for part in split.path.split("/") if part]
    named = ["#" if CASE.match(part) or any(sign.isdigit() for sign in part) else part for part in parts]
    for place, part in enumerate(named[:-1]):
        if part in ("tasks", "moves", "sop") or (part == "accounts" and parts[place + 1] != "new"):
            named[place + 1] = "#"
    compared = "?with" if "with=" in split.query else ""
    return "/" + "/".join(named) + compared


def pages(program: Browser, site: Site) -> list[Seen]:
    """Give one address of each kind of page, of some kinds one for each person."""
    told = [Seen("", address, address) for address in HANDED]
    strange = [("not allowed", "/audit"), ("not there", "/cases/ZZZZ-ZZZZ")]
    kinds: set[str] = set()
    for username in PEOPLE:
        person = Person(program, site, username, 1280)
        person.sign_in()
        assert person.context is not None
        asking = person.context.request
        own = _found(asking, site)
        if username == "ratu":
            own |= _weighed(asking, site, [_compared(asking, site), (ROOMY, ROOMY)])
        if username == "sari":
            own |= _weighed(asking, site, strange)
        person.context.close()
        told += [Seen(username, kind, *own[kind]) for kind in own if kind in ALWAYS or kind not in kinds]
        kinds |= set(own)
    return sorted(told, key=lambda one: one.username)


def _found(asking: APIRequestContext, site: Site) -> dict[str, tuple[str, int]]:
    """Follow links from the first page; give an address, and its weight, for each kind of page that answers."""
    known: dict[str, tuple[str, int]] = {}
    tried: dict[str, int] = {}
    level = {"/"}
    for _ in range(DEPTH):
        ahead: set[str] = set()
        for address in sorted(level):
            kind = kind_of(address)
            if tried.get(kind, 0) >= (CASES if kind == "/cases/#" else PER_KIND) or OTHERWISE.search(kind):
                continue
            tried[kind] = tried.get(kind, 0) + 1
            answer = asking.get(site.address + address, max_redirects=0)
            if answer.status == 200 and "text/html" in answer.headers["content-type"]:
                known.setdefault(kind, (address, _weight(answer)))
                ahead |= {link.replace("&amp;", "&") for link in LINK.findall(answer.text())}
            elif answer.status == 303:
                ahead.add(answer.headers["location"])
        level = ahead
    return known


def _weighed(
    asking: APIRequestContext, site: Site, places: list[tuple[str, str]]
) -> dict[str, tuple[str, int]]:
    """Weigh pages by their kind and address."""
    return {kind: (address, _weight(asking.get(site.address + address))) for kind, address in places}


def _weight(answer: APIResponse) -> int:
    """Say how many bytes of an answer went over the line."""
    assert answer.headers["content-encoding"] == "gzip"
    return int(answer.headers["content-length"])


def _compared(asking: APIRequestContext, site: Site) -> tuple[str, str]:
    """Give the page that holds two clients against each other: in the demo nobody is registered twice."""
    numbers = re.findall(r"/clients/(BTN-[0-9-]+)", asking.get(f"{site.address}/clients").text())
    one, other = sorted(set(numbers))[:2]
    address = f"/clients/{one}/merge?with={other}"
    return kind_of(address), address
