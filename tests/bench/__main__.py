"""How fast the product is at the size of the province: `make bench`.

Each work over HTTP, signed in, with whole pages, against the bare SQL of the same question in the same run on the same
machine: ratios travel, absolute figures do not, and where a run was not steady none is printed. CPU is that of all the
server's threads and processes, per request; with `--database postgresql://…` (a database of its own, on this machine)
that of PostgreSQL's processes stands beside it.
"""

import argparse
import asyncio
import os
import subprocess
import sys
from pathlib import Path

from app.demo.people import PASSWORD
from tests.bench import measure, memory, sheets
from tests.bench.measure import Base, Session
from tests.bench.moves import Moves
from tests.bench.plain import opened
from tests.bench.server import Server, environment, serving
from tests.bench.works import Province, Work, look_over, works
from tests.soak.installation import ROOT

USERS, SECONDS = (1, 8, 64), 4.0
CROWD = 16


def main() -> None:
    """Make the province where there is none yet, measure, print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=ROOT / "var" / "bench")
    parser.add_argument(
        "--database", default="", help="the address of a PostgreSQL database for the province"
    )
    parser.add_argument("--only", default="", help="works whose name holds this")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of each crowd; 0: none")
    parser.add_argument(
        "--table-only", action="store_true", help="no sheet, no memory, not everything at once"
    )
    chosen = parser.parse_args()
    os.environ["PULIH_DATA"] = str(
        chosen.data
    )  # cursors of deep pages are signed with the installation's secret
    if chosen.database or not (chosen.data / "pulih.sqlite").exists():
        _make(chosen.data, chosen.database)
    with serving(chosen.data, chosen.database) as server:
        asyncio.run(_measure(server, chosen))


def _make(folder: Path, database: str) -> None:
    """Bring the database up to date and load the province, unless it is there."""
    for module in (["app.cli", "migrate"], ["tests.bench.province"]):
        line = [sys.executable, "-m", *module]
        subprocess.run(
            line, env=environment(folder, database), cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )


async def _measure(server: Server, chosen: argparse.Namespace) -> None:
    async with opened(chosen.data, chosen.database) as base:
        province = await look_over(base)
        move = Work("a move, then its page", "sari", Moves(province).once, lambda _: [], 8)
        asked = [work for work in [*works(province), move] if chosen.only in work.name]
        sessions = {who: server.sign_in(who, PASSWORD) for who in sorted({work.who for work in asked})}
        _head(chosen)
        for work in asked:
            await _row(server, base, work, sessions[work.who], chosen)
        if not chosen.table_only:
            await _together(server, base, province, asked, sessions)


def _head(chosen: argparse.Namespace) -> None:
    theirs = ["PostgreSQL's CPU ms"] if chosen.database else []
    head = ["work", "bare SQL ms", "CPU ms", *theirs, "aim", "ratio", "KB"]
    if chosen.seconds:
        head += [f"p50 / p95 / p99 ms, {users} at once (per s)" for users in USERS]
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")


async def _row(server: Server, base: Base, work: Work, session: Session, chosen: argparse.Namespace) -> None:
    plain = await measure.bare_cpu(base, work, chosen.data)
    spent = await measure.cpu(server, base, work.once, session)
    cells = [f"{plain:.3f}", f"{spent.server:.2f}", *([f"{spent.database:.2f}"] if chosen.database else [])]
    cells += [f"{work.aim:g}" if work.aim else ""]
    cells += [
        f"{(spent.server + spent.database) / plain:.0f}" if spent.steady else "unsteady",
        f"{spent.size / 1024:.1f}",
    ]
    if chosen.seconds:
        cells += [await measure.crowd(server, work.once, session, users, chosen.seconds) for users in USERS]
    print(f"| {work.name} | {' | '.join(cells)} |", flush=True)


async def _together(
    server: Server, base: Base, province: Province, asked: list[Work], sessions: dict[str, Session]
) -> None:
    """Everything at once, a sheet of namesakes among others' work, and memory after many requests."""
    people = [
        (work.once, sessions[work.who])
        for work in (asked * CROWD)[:CROWD]
        if not work.name.startswith("a move")
    ]
    print(f"\neverything at once, {len(people)} people: {await measure.mixed(server, people, 10)} ms (per s)")
    pages = [work for work in asked if not work.name.startswith(("a move", "month"))]
    page = next((work for work in asked if work.name == "case page"), None)
    if page:
        unit = province.unit.removeprefix("unit:")
        sender = server.sign_in(province.supervisor, PASSWORD)
        print(await sheets.judged(server, sender, sessions[page.who], page.once, unit, "31/10/2026"))
    print(await memory.after_many(server, pages, sessions))


if __name__ == "__main__":
    main()
