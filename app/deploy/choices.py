"""What the installation has chosen (the ``PULIH_…`` settings) that would not do in earnest."""

from collections.abc import Iterable
from difflib import get_close_matches
from urllib.parse import parse_qs, urlsplit

import msgspec

from app.accounts import sessions
from app.settings import PREFIX, Settings

_HERE = {"", "localhost", "127.0.0.1", "::1"}
LONGEST_SESSION, LONGEST_PAUSE = 24, 480
"""Hours and minutes: a phone that was left somewhere should not stay signed in for days."""
_ENCRYPTED = {"require", "verify-ca", "verify-full"}


def all_of(config: Settings) -> list[str]:
    """Look through all settings."""
    return [
        *_mode(config),
        *_names(config),
        *_contact(config),
        *_limits(config),
        *_proxy(config),
        *_cookie(config),
        *_sessions(config),
        *_line_to_the_database(config),
    ]


def misspelt(names: Iterable[str]) -> list[str]:
    """Find variables that look like settings and are none: what they were to say would be passed over in silence."""
    known = [PREFIX + field.name.upper() for field in msgspec.structs.fields(Settings)]
    wrong = sorted(name for name in names if name.startswith(PREFIX) and name not in known)
    return [f"{name} is no setting: {_meant(name, known)}." for name in wrong]


def _meant(name: str, known: list[str]) -> str:
    near = get_close_matches(name.removeprefix(PREFIX), [one.removeprefix(PREFIX) for one in known], 1)
    return f"{PREFIX}{near[0]} is the nearest" if near else f"there are {', '.join(known)}"


def _mode(config: Settings) -> list[str]:
    if config.production:
        return []
    return ["It runs in development mode, which shows faults to everyone: set PULIH_ENV=production."]


def _names(config: Settings) -> list[str]:
    if "*" in config.allowed_hosts:
        return ["It answers under any name: set PULIH_HOSTS to the names people use."]
    if set(config.allowed_hosts) <= _HERE:
        return ["It answers to this machine only: set PULIH_HOSTS to the names people use."]
    if wrong := [name for name in config.allowed_hosts if "/" in name or "@" in name]:
        return [f"PULIH_HOSTS takes names alone, without https://: {', '.join(wrong)}."]
    return []


def _contact(config: Settings) -> list[str]:
    if config.security_contact.startswith(("mailto:", "https://")):
        return []
    return ["Finders of a weakness know nobody to write to: set PULIH_SECURITY_CONTACT=mailto:… or https://…"]


def _limits(config: Settings) -> list[str]:
    return ["An account may sweep through people: take PULIH_LIMITS away."] if config.limits != 1 else []


def _proxy(config: Settings) -> list[str]:
    if config.proxies > 0:
        return []
    return ["No TLS proxy is declared: put one in front (docs/install.md) and set PULIH_PROXIES=1."]


def _cookie(config: Settings) -> list[str]:
    made = sessions.cookie("x")
    if config.production and not (made.secure and made.httponly and made.key.startswith("__Host-")):
        return ["The session's cookie is not bound to https: the environment differs from the settings."]
    return []


def _sessions(config: Settings) -> list[str]:
    if config.session_hours <= LONGEST_SESSION and config.session_idle_minutes <= LONGEST_PAUSE:
        return []
    most = f"PULIH_SESSION_HOURS={LONGEST_SESSION} and PULIH_SESSION_IDLE_MINUTES={LONGEST_PAUSE}"
    return [f"Sessions last too long for shared phones: at most {most}."]


def _line_to_the_database(config: Settings) -> list[str]:
    address = urlsplit(config.database)
    if address.scheme == "sqlite":
        return []
    asked = parse_qs(address.query)
    host = asked.get("host", [address.hostname or ""])[0]
    if host in _HERE or host.startswith("/") or set(asked.get("sslmode", [])) & _ENCRYPTED:
        return []
    return [f"The way to the database on {host} may be unencrypted: add ?sslmode=verify-full to its address."]
