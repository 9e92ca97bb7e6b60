"""What the installation has chosen (the ``PULIH_…`` settings) that would not do in earnest."""

from urllib.parse import parse_qs, urlsplit

from app.accounts import sessions
from app.settings import Settings

_HERE = {"", "localhost", "127.0.0.1", "::1"}
_ENCRYPTED = {"require", "verify-ca", "verify-full"}


def all_of(config: Settings) -> list[str]:
    """Look through all settings."""
    return [
        *_mode(config),
        *_names(config),
        *_proxy(config),
        *_cookie(config),
        *_line_to_the_database(config),
    ]


def _mode(config: Settings) -> list[str]:
    if config.production:
        return []
    return ["It runs in development mode, which shows faults to everyone: set PULIH_ENV=production."]


def _names(config: Settings) -> list[str]:
    if "*" in config.allowed_hosts:
        return ["It answers under any name: set PULIH_HOSTS to the names people use."]
    if set(config.allowed_hosts) <= _HERE:
        return ["It answers to this machine only: set PULIH_HOSTS to the names people use."]
    return []


def _proxy(config: Settings) -> list[str]:
    if config.proxies > 0:
        return []
    return ["No TLS proxy is declared: put one in front (docs/install.md) and set PULIH_PROXIES=1."]


def _cookie(config: Settings) -> list[str]:
    made = sessions.cookie("x")
    if config.production and not (made.secure and made.httponly and made.key.startswith("__Host-")):
        return ["The session's cookie is not bound to https: the environment differs from the settings."]
    return []


def _line_to_the_database(config: Settings) -> list[str]:
    address = urlsplit(config.database)
    if address.scheme == "sqlite":
        return []
    asked = parse_qs(address.query)
    host = asked.get("host", [address.hostname or ""])[0]
    if host in _HERE or host.startswith("/") or set(asked.get("sslmode", [])) & _ENCRYPTED:
        return []
    return [f"The way to the database on {host} may be unencrypted: add ?sslmode=verify-full to its address."]
