"""What an archive says about itself. It is written last, so an archive that broke off has none."""

from datetime import datetime

import msgspec

FORMAT = 1


class Table(msgspec.Struct, frozen=True):
    """One table: its rows, and on PostgreSQL the columns in the order in which they were written."""

    name: str
    rows: int
    columns: tuple[str, ...] = ()


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """Everything needed to check an archive without a running server."""

    format: int = FORMAT
    version: str
    """Of the product that made it."""
    engine: str  # sqlite, postgres
    made_at: datetime
    migrations: tuple[str, ...]
    tables: tuple[Table, ...]
    """Those that others refer to first."""
    files: dict[str, str]
    """Member of the archive → SHA-256 of its bytes once unpacked: the database, or each of its tables."""
    documents: dict[str, int]
    """SHA-256, which is also the file's name → size in bytes."""
    missing: tuple[str, ...] = ()
    """Documents that the database names but whose file was absent or damaged when the backup was made."""

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(table.rows for table in self.tables)


class Broken(Exception):
    """An archive that is damaged, foreign or from a newer version; nothing was changed."""


class InUse(Exception):
    """A server has the database open that was to be replaced."""


def read(content: bytes) -> Manifest:
    """Read a manifest, or say why this version cannot."""
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except msgspec.DecodeError as problem:
        raise Broken(f"the manifest cannot be read: {problem}") from problem
    if manifest.format != FORMAT:
        raise Broken(f"format {manifest.format} of a newer version; this one reads {FORMAT}")
    return manifest
