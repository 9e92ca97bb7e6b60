"""What an installation may choose, read from the environment once."""

import os
import secrets
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

_REPOSITORY = Path(__file__).resolve().parent.parent
PREFIX = "PULIH_"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Each field is read from ``PULIH_`` and its name in capitals; a missing one keeps its default."""

    env: Literal["dev", "production"] = "dev"
    data: str = str(_REPOSITORY / "var")
    """The folder for documents, the secret and, unless chosen otherwise, the SQLite file."""
    database_url: str = ""
    hosts: str = "localhost,127.0.0.1"
    """The names under which the server answers, with commas, each with a port where it is not the usual one; ``*`` for any."""
    security_contact: str = ""
    """Whom a finder of a weakness writes to (`mailto:…` or a page), told in `/.well-known/security.txt`."""
    proxies: int = 0
    """How many reverse proxies of our own stand before the server, each adding to X-Forwarded-For."""
    limits: int = 1
    """By how much the limits of an account are multiplied: more than 1 for measuring only."""
    session_idle_minutes: int = 120
    session_hours: int = 12

    @property
    def production(self) -> bool:
        """Tell whether cookies must be Secure and errors silent."""
        return self.env == "production"

    @property
    def data_path(self) -> Path:
        """Return the data folder."""
        return Path(self.data)

    @property
    def documents(self) -> Path:
        """Return the folder of uploaded files, outside the static tree."""
        return self.data_path / "documents"

    @property
    def database(self) -> str:
        """Return the database's address: the chosen one, else an SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_path / 'pulih.sqlite'}"

    @property
    def allowed_hosts(self) -> list[str]:
        """Return the names under which the server answers."""
        return [name.strip() for name in self.hosts.split(",") if name.strip()]


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return read(dict(os.environ))


def read(environment: dict[str, str]) -> Settings:
    """Return the settings that *environment* spells; raise msgspec.ValidationError at a wrong value."""
    names = [field.name for field in msgspec.structs.fields(Settings)]
    given = {
        name: environment[PREFIX + name.upper()] for name in names if PREFIX + name.upper() in environment
    }
    return msgspec.convert(given, Settings, strict=False)


@cache
def secret(folder: Path) -> bytes:
    """Return the installation's secret (32 bytes), made on first use in a file that only its owner can read.

    It keys what must not be forged without a session: the CSRF token of the sign-in form.
    """
    path = folder / "secret"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(32))
    return path.read_bytes()
