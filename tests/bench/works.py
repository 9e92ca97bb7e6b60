"""What is measured: each work as its page over HTTP, and as the bare SQL that answers the same question."""

from collections.abc import Awaitable, Callable
from datetime import date
from random import Random
from typing import Any, NamedTuple
from uuid import uuid4

from app.clients.names import search_words
from tests.bench.browser import Browser
from tests.bench.plain import Plain

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


class Known(NamedTuple):
    """What the works need to know of the province."""

    kind: str
    sari: str
    supervisor: str
    unit: str
    open: list[Any]
    restricted: list[Any]
    holdable: list[Any]
    pairs: list[Any]


async def known(base: Plain) -> Known:
    """Look the province over."""
    sari = (await base.ask("SELECT id FROM workers WHERE username = 'sari'"))[0][0]
    supervisor, unit = (
        await base.ask(
            """SELECT w.username, w.organisation FROM workers w JOIN worker_roles r ON r.worker = w.id
           WHERE r.role = 'SUPERVISOR' AND w.username LIKE 's3603%' ORDER BY 1 LIMIT 1"""
        )
    )[0]
    mine = "SELECT id, number FROM cases WHERE worker = ? AND closed_at IS NULL AND"
    holdable = "SELECT number, version FROM cases WHERE worker = ? AND stage = 'ASESMEN' AND NOT restricted"
    pairs = "SELECT region, pmks_type FROM cases WHERE closed_at IS NULL GROUP BY 1, 2 HAVING count(*) > 500"
    return Known(
        kind=base.kind,
        sari=f"worker:{sari}",
        supervisor=supervisor,
        unit=f"unit:{unit}",
        open=await base.ask(f"{mine} NOT restricted ORDER BY id", (sari,)),
        restricted=await base.ask(f"{mine} restricted ORDER BY id", (sari,)),
        holdable=await base.ask(f"{holdable} ORDER BY id LIMIT 400", (sari,)),
        pairs=await base.ask(pairs),
    )


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
_WAITING = f"""{_LINE} c.closed_at IS NULL AND c.stage = 'BINA_LANJUT' AND c.tasks_left = 0
              ORDER BY c.entered_at LIMIT 20"""
_FLOWS = """SELECT flow, pmks_type, region, count(*) FROM case_events WHERE flow IS NOT NULL AND occurred_on <= ?
            GROUP BY flow, pmks_type, region"""


def works(known: Known) -> list[Work]:
    """List the works of the design's table."""

    def case(of: list[Any]) -> Callable[[Random], list[Question]]:
        return lambda chance: [(sql, (chosen,)) for chosen in [chance.choice(of)[0]] for sql in _CASE]

    def sought(chance: Random) -> list[Question]:
        words = search_words(chance.choice(NAMES))
        if known.kind == "postgres":
            parts = [f"%{form}%" for forms in words for form in forms[:1]]
            likes = " AND ".join(["k.name_key LIKE ?"] * len(parts))
            return [
                (
                    f"SELECT k.id, k.number, k.full_name FROM clients k WHERE {likes} ORDER BY k.number DESC LIMIT 50",
                    tuple(parts),
                )
            ]
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
        Work(
            "case page",
            "sari",
            _pages(lambda chance: f"/cases/{chance.choice(known.open)[1]}"),
            case(known.open),
            "0.5",
        ),
        Work(
            "case page of a restricted type, its reading logged",
            "sari",
            _pages(lambda chance: f"/cases/{chance.choice(known.restricted)[1]}"),
            case(known.restricted),
            "",
        ),
        Work(
            "my caseload (3,000 cases), 50 rows",
            "sari",
            _pages(lambda _: "/cases"),
            lambda _: [
                (f"{_LINE} {_SCOPE} AND c.closed_at IS NULL ORDER BY c.next_due_at LIMIT 50", (known.sari,))
            ],
            "1.0",
        ),
        Work(
            "region × type, 50 rows",
            "kabid",
            _pages(lambda chance: _filtered(chance.choice(known.pairs))),
            listed,
            "1.0",
        ),
        Work(
            "name contains", "kabid", _pages(lambda chance: f"/clients?q={chance.choice(NAMES)}"), sought, "4"
        ),
        Work(
            "stalled, all",
            "kabid",
            _pages(lambda _: "/supervision/stalled"),
            lambda _: [
                (f"{_LINE} c.closed_at IS NULL ORDER BY COALESCE(c.due_at, c.last_human_at) LIMIT 50", ())
            ],
            "1.2",
        ),
        Work(
            "stalled, one unit",
            known.supervisor,
            _pages(lambda _: "/supervision/stalled"),
            lambda _: [
                (
                    f"{_LINE} {_SCOPE} AND c.closed_at IS NULL ORDER BY COALESCE(c.due_at, c.last_human_at) LIMIT 50",
                    (known.unit,),
                )
            ],
            "1.2",
        ),
        Work(
            "my work (3,000 cases)",
            "sari",
            _pages(lambda _: "/"),
            lambda _: [
                (f"{_LINE} {_SCOPE} AND c.closed_at IS NULL ORDER BY c.next_due_at LIMIT 50", (known.sari,))
            ],
            "",
        ),
        Work(
            "first page of the head of division (figures kept)",
            "kabid",
            _pages(lambda _: "/"),
            lambda _: [(_WAITING, ())],
            "",
        ),
        Work(
            "first page of a supervisor of 25,000 cases",
            known.supervisor,
            _pages(lambda _: "/"),
            lambda _: [(_WAITING, ())],
            "",
        ),
        Work(
            "month, live",
            "kabid",
            _pages(lambda _: "/reports/monthly/2026-10"),
            lambda _: [(_FLOWS, (date(2026, 10, 31),))],
            "10",
        ),
    ]


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
