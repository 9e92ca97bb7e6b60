"""What is measured: each work as its page over HTTP, and as the bare SQL that answers the same question."""

import sqlite3
from collections.abc import Awaitable, Callable
from random import Random
from typing import NamedTuple
from uuid import uuid4

from app.clients.names import search_words
from tests.bench.browser import Browser

Question = tuple[str, tuple[object, ...]]
NAMES = (
    "rahma",
    "suryana",
    "aisyah",
    "setiawan",
    "maulana",
    "wulandari",
    "hidayat",
    "komala",
    "nurhayati",
    "basri",
)


class Work(NamedTuple):
    """One work: who does it, how it is done once, and the bare questions behind it."""

    name: str
    who: str
    once: Callable[[Browser, Random], Awaitable[int]]
    bare: Callable[[Random], list[Question]]
    aim: str
    """Milliseconds of CPU over HTTP that the design asks for."""


class Known:
    """What the works need to know of the province."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self.base = base
        sari = base.execute("SELECT id FROM workers WHERE username = 'sari'").fetchone()[0]
        self.sari = f"worker:{sari}"
        self.supervisor, unit = base.execute(
            """SELECT w.username, w.organisation FROM workers w JOIN worker_roles r ON r.worker = w.id
               WHERE r.role = 'SUPERVISOR' AND w.username LIKE 's3603%' ORDER BY 1 LIMIT 1"""
        ).fetchone()
        self.unit = f"unit:{unit}"
        self.open = base.execute(
            "SELECT id, number FROM cases WHERE worker = ? AND closed_at IS NULL AND NOT restricted ORDER BY id",
            (sari,),
        ).fetchall()
        self.restricted = base.execute(
            "SELECT id, number FROM cases WHERE worker = ? AND closed_at IS NULL AND restricted ORDER BY id",
            (sari,),
        ).fetchall()
        self.holdable = [
            (number, version)
            for number, version in base.execute(
                """SELECT number, version FROM cases WHERE worker = ? AND stage = 'ASESMEN' AND NOT restricted
                   ORDER BY id LIMIT 400""",
                (sari,),
            )
        ]
        self.pairs = base.execute(
            "SELECT region, pmks_type FROM cases WHERE closed_at IS NULL GROUP BY 1, 2 HAVING count(*) > 500"
        ).fetchall()


def _pages(path: Callable[[Random], str]) -> Callable[[Browser, Random], Awaitable[int]]:
    async def once(browser: Browser, chance: Random) -> int:
        at = path(chance)
        status, body = await browser.get(at)
        if status != 200:
            raise AssertionError(f"{at} answered {status}")
        return len(body)

    return once


_CASE = (
    "SELECT * FROM cases WHERE id = ?",
    'SELECT * FROM case_events WHERE "case" = ? ORDER BY ordinal DESC LIMIT 20',
    'SELECT * FROM case_tasks WHERE "case" = ?',
    'SELECT * FROM documents WHERE "case" = ?',
)
_LINE = "SELECT c.id, c.number, c.stage, c.next_due_at, k.full_name FROM cases c JOIN clients k ON k.id = c.client WHERE"
_SCOPE = """EXISTS (SELECT 1 FROM access a WHERE a."case" = c.id AND a.until IS NULL AND a.grantee = ?)"""
_WAITING = f"""{_LINE} c.closed_at IS NULL AND c.stage = 'BINA_LANJUT' AND NOT EXISTS (SELECT 1 FROM case_tasks t
              WHERE t."case" = c.id AND t.status = 'OPEN' AND t.required) ORDER BY c.entered_at LIMIT 20"""
_FLOWS = """SELECT flow, pmks_type, region, count(*) FROM case_events WHERE flow IS NOT NULL AND occurred_on <= ?
            GROUP BY flow, pmks_type, region"""


def works(known: Known) -> list[Work]:
    """List the works of the design's table."""

    def case(of: list[tuple[str, str]]) -> Callable[[Random], list[Question]]:
        return lambda chance: [(sql, (chosen,)) for chosen in [chance.choice(of)[0]] for sql in _CASE]

    def sought(chance: Random) -> list[Question]:
        words = search_words(chance.choice(NAMES))
        match = " AND ".join("(" + " OR ".join(f'"{form}"' for form in forms) + ")" for forms in words)
        sql = """SELECT k.id, k.number, k.full_name FROM client_names n JOIN clients k ON k.id = n.client
                 WHERE client_names MATCH ? ORDER BY n.rowid DESC LIMIT 50"""
        return [(sql, (match,))]

    def listed(chance: Random) -> list[Question]:
        region, kind = chance.choice(known.pairs)
        return [
            (
                f"{_LINE} c.region = ? AND c.pmks_type = ? AND c.closed_at IS NULL ORDER BY c.next_due_at LIMIT 50",
                (region, kind),
            )
        ]

    return [
        Work("case page", "sari", _pages(lambda chance: f"/cases/{chance.choice(known.open)[1]}"), case(known.open), "0.5"),
        Work("case page of a restricted type, its reading logged", "sari",
             _pages(lambda chance: f"/cases/{chance.choice(known.restricted)[1]}"), case(known.restricted), ""),
        Work("my caseload (3,000 cases), 50 rows", "sari", _pages(lambda _: "/cases"),
             lambda _: [(f"{_LINE} {_SCOPE} AND c.closed_at IS NULL ORDER BY c.next_due_at LIMIT 50", (known.sari,))], "1.0"),
        Work("region × type, 50 rows", "kabid", _pages(lambda chance: _filtered(chance.choice(known.pairs))), listed, "1.0"),
        Work("name contains", "kabid", _pages(lambda chance: f"/clients?q={chance.choice(NAMES)}"), sought, "4"),
        Work("stalled, all", "kabid", _pages(lambda _: "/supervision/stalled"),
             lambda _: [(f"{_LINE} c.closed_at IS NULL ORDER BY COALESCE(c.due_at, c.last_human_at) LIMIT 50", ())], "1.2"),
        Work("stalled, one unit", known.supervisor, _pages(lambda _: "/supervision/stalled"),
             lambda _: [(f"{_LINE} {_SCOPE} AND c.closed_at IS NULL ORDER BY COALESCE(c.due_at, c.last_human_at) LIMIT 50", (known.unit,))], "1.2"),
        Work("my work (3,000 cases)", "sari", _pages(lambda _: "/"),
             lambda _: [(f"{_LINE} {_SCOPE} AND c.closed_at IS NULL ORDER BY c.next_due_at LIMIT 50", (known.sari,))], ""),
        Work("first page of the head of division (figures kept)", "kabid", _pages(lambda _: "/"), lambda _: [(_WAITING, ())], ""),
        Work("first page of a supervisor of 25,000 cases", known.supervisor, _pages(lambda _: "/"), lambda _: [(_WAITING, ())], ""),
        Work("month, live", "kabid", _pages(lambda _: "/reports/monthly/2026-10"), lambda _: [(_FLOWS, ("2026-10-31",))], "10"),
    ]  # fmt: skip


def _filtered(pair: tuple[str, str]) -> str:
    return f"/cases?region={pair[0]}&type={pair[1]}"


class Moves:
    """Holding and resuming, each with the page that follows; every case in turn, so that each form is of its version."""

    def __init__(self, known: Known) -> None:
        self._free = [[number, version, False] for number, version in known.holdable]

    async def once(self, browser: Browser, _chance: Random) -> int:
        """Make one move and load its page."""
        case = self._free.pop(0)
        number, version, held = case
        fields = (
            {"trigger": "resume"}
            if held
            else {"trigger": "hold", "hold_reason": "RAWAT_MEDIS", "reason": "Dirawat"}
        )
        status, body = await browser.post(
            f"/cases/{number}/moves", {**fields, "version": str(version), "key": str(uuid4())}
        )
        if status != 303:
            raise AssertionError(f"{number} {fields} answered {status}")
        status, body = await browser.get(f"/cases/{number}")
        self._free.append([number, version + 1, not held])
        return len(body)
