"""Litestar remembers whole queries, cookies and addresses of whoever asked, up to a thousand: here it forgets them.

What people type into a search and what proves who they are would else stay readable in the process for days. Each is
parsed anew in a few microseconds.
"""

from types import ModuleType
from typing import Any
from urllib.parse import SplitResult, urlsplit

from litestar import _parsers
from litestar._kwargs import extractors
from litestar.connection import base
from litestar.datastructures import URL

_FUNCTIONS: tuple[tuple[ModuleType, str], ...] = (
    (_parsers, "parse_url_encoded_form_data"),
    (_parsers, "parse_query_string"),
    (_parsers, "parse_cookie_string"),
    (base, "parse_query_string"),
    (base, "parse_cookie_string"),
    (extractors, "parse_query_string"),
    (extractors, "create_query_default_dict"),
)
"""Every name under which one is called; one that is missing stops the start-up."""


def forget_what_is_sent() -> None:
    """Take Litestar's caches away from everything that holds what somebody sent."""
    for module, name in _FUNCTIONS:
        setattr(module, name, _plain(getattr(module, name)))
    for name in ("_new", "from_components"):
        setattr(URL, name, classmethod(_plain(vars(URL)[name].__func__)))


def parts_of(address: str) -> SplitResult:
    """Split an address that somebody sent, without the library's own cache; what is none has no parts."""
    try:
        split: SplitResult = _plain(urlsplit)(address)
    except ValueError:
        return SplitResult("", "", "", "", "")
    return split


def _plain(function: Any) -> Any:
    """Return the function behind its cache; one that has none is plain already."""
    return getattr(function, "__wrapped__", function)
