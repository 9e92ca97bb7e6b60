"""Following every link of the demo as somebody: one address of each kind of page, and what is wrong with it."""

import re
from collections import Counter
from urllib.parse import urlsplit

from tests.browser import Browser

LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
NEVER = re.compile(r"^/(static|logout|schema)")
PER_KIND = 2
"""How many pages of one kind are opened by one person."""
DEPTH = 5


def kind_of(address: str) -> str:
    """Name the kind of a page: its path without numbers, ids and names of people's own, and what is asked of it."""
    said = urlsplit(address)
    parts = [part for part in said.path.split("/") if part]
    named = ["#" if any(sign.isdigit() for sign in part) else part for part in parts]
    for place, part in enumerate(named[:-1]):
        if part in ("tasks", "moves", "sop") or (part == "accounts" and parts[place + 1] != "new"):
            named[place + 1] = "#"
    asked = sorted({pair.partition("=")[0] for pair in said.query.split("&") if pair})
    return "/" + "/".join(named) + ("?" + ",".join(asked) if asked else "")


async def walk(browser: Browser) -> tuple[set[str], list[str]]:
    """Follow links from the first page; return the kinds that were opened, and every link that led nowhere."""
    opened: Counter[str] = Counter()
    dead, seen, level = list[str](), set[str](), {"/"}
    for _ in range(DEPTH):
        ahead: set[str] = set()
        for address in sorted(level - seen):
            seen.add(address)
            kind = kind_of(address)
            if opened[kind] >= PER_KIND or NEVER.search(address):
                continue
            opened[kind] += 1
            answer = await browser.get(address)
            if answer.status_code >= 400:
                dead.append(f"{answer.status_code} {address}")
            elif "text/html" in answer.headers["content-type"]:
                ahead |= {link.replace("&amp;", "&") for link in LINK.findall(answer.text)}
        level = ahead
    return set(opened), dead
