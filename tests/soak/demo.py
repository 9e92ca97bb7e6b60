"""The whole demo, loaded twice on SQLite and once on PostgreSQL, is the same to the last row: `make soak`."""

import sys
import time
from pathlib import Path

from tests import databases, postgres_server
from tests.demo import rows
from tests.demo.conftest import loaded, made
from tests.soak.installation import empty_folder


def main() -> None:
    """Load it three times and hold the rows beside each other."""
    with empty_folder("pulih-demo-") as folder:
        template = databases.sqlite_template(folder)
        took, first = _loaded(template, folder / "one")
        _again, second = _loaded(template, folder / "two")
        _same(first, second, "a second load")
        print(
            f"whole demo: {sum(map(len, first.values()))} rows, the same twice ({took:.0f} s each)",
            flush=True,
        )
        if postgres_server.is_available():
            _on_postgres(first, took)


def _loaded(template: Path, folder: Path) -> tuple[float, rows.Rows]:
    folder.mkdir()
    began = time.monotonic()
    path, counts = made(template, folder, small=False)
    if counts.stuck:
        sys.exit(f"stories ended early: {counts.stuck}")
    return time.monotonic() - began, rows.of(f"sqlite:///{path}")


def _on_postgres(first: rows.Rows, took: float) -> None:
    postgres_server.make_folder()
    try:
        databases.postgres_template()
        address = databases.apart(databases.new_postgres)
        began = time.monotonic()
        loaded(address, small=False)
        ratio = (time.monotonic() - began) / took
        _same(first, rows.of(address), "PostgreSQL")
    finally:
        postgres_server.stop()
    print(f"the same on PostgreSQL, which took {ratio:.1f} times as long", flush=True)


def _same(first: rows.Rows, second: rows.Rows, what: str) -> None:
    if found := rows.differing(first, second):
        sys.exit(f"{what} gave other rows: {found}")


if __name__ == "__main__":
    main()
