"""How long the main pages take on the demo, beside the bare SQL that answers the same question: `make bench`.

CPU time of this process per request, through the whole application (session, guards, queries, template, gzip), in one
run with the bare SQL, so that the ratios hold on a noisy machine. A province-size run is another matter.
"""

import asyncio
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

ROUNDS = 200


async def cpu(work: Callable[[], Awaitable[object]]) -> float:
    """Return the median CPU milliseconds of one call."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        await work()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def bare(base: sqlite3.Connection, *questions: tuple[str, tuple[object, ...]]) -> float:
    """Return the median CPU milliseconds of asking the questions on a plain connection."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for sql, args in questions:
            base.execute(sql, args).fetchall()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


async def main() -> None:
    folder = tempfile.mkdtemp(prefix="pulih-bench-")
    os.environ["PULIH_DATA"] = folder
    from click.testing import CliRunner

    from app.cli import main as pulih

    for command in ("migrate", "demo"):
        await asyncio.to_thread(
            lambda command=command: CliRunner().invoke(pulih, [command], catch_exceptions=False)
        )
    from app.demo.people import PASSWORD
    from app.main import create_app
    from tests.browser import Browser

    app = create_app()
    async with app.lifespan():
        base = sqlite3.connect(Path(folder) / "pulih.sqlite")
        case, number = base.execute("SELECT id, number FROM cases ORDER BY entered_at LIMIT 1").fetchone()
        async with Browser(app) as kabid:
            await kabid.sign_in("kabid", PASSWORD)
            works = {
                "case page": (f"/cases/{number}", [
                    ("SELECT * FROM cases WHERE id = ?", (case,)),
                    ('SELECT * FROM case_events WHERE "case" = ? ORDER BY ordinal DESC LIMIT 20', (case,)),
                    ('SELECT * FROM documents WHERE "case" = ?', (case,)),
                ]),
                "case list": ("/cases", [("SELECT * FROM cases WHERE closed_at IS NULL ORDER BY next_due_at LIMIT 50", ())]),
                "stalled list": ("/supervision/stalled", [("SELECT * FROM cases WHERE closed_at IS NULL ORDER BY due_at LIMIT 50", ())]),
                "monthly report": ("/reports/monthly/2026-10", [("SELECT flow, pmks_type, region, COUNT(*) FROM case_events WHERE flow IS NOT NULL GROUP BY 1, 2, 3", ())]),
            }  # fmt: skip
            print(f"{'work':16}{'bare SQL ms':>14}{'request CPU ms':>16}{'ratio':>8}{'gzip KB':>9}")
            for name, (url, questions) in works.items():
                answer = await kabid.get(url)
                assert answer.status_code == 200, (url, answer.status_code)
                plain, whole = bare(base, *questions), await cpu(lambda url=url: kabid.get(url))
                size = int(answer.headers.get("content-length", 0)) / 1024
                print(f"{name:16}{plain:14.3f}{whole:16.2f}{whole / plain:8.0f}{size:9.1f}")


if __name__ == "__main__":
    asyncio.run(main())
