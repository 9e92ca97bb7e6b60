"""What is measured: each work as its page over HTTP, and as the bare SQL that answers the same question."""

from collections.abc import Awaitable, Callable
from datetime import date
from random import Random
from typing import Any, NamedTuple

from app.clients.names import search_words
from app.web.pages.pagination import encode
from tests.bench.browser import Browser
from tests.bench.plain import Plain

Question = tuple[str, tuple[object, ...]]
Questions = Callable[[Random], list[Question]]
Once = Callable[[Browser, Random], Awaitable[int]]
NAMES = [
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
]
WORST_NAME = "siti"
"""Borne by more people than any other."""
CAUSES = ("sla", "task", "inactive", "unassigned")
MONTHS = tuple(f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 11))


class Work(NamedTuple):
    """One work: who does it, how it is done once, and the bare questions behind it."""

    name: str
    who: str
    once: Once
    bare: Questions
    aim: float | None = None
    """Milliseconds of CPU a request over HTTP that the design asks for."""


class Province(NamedTuple):
    """What the works need to know of the province."""

    kind: str
    sari: str
    supervisor: str
    unit: str
    open: list[Any]
    restricted: list[Any]
    holdable: list[Any]
    pairs: list[Any]
    deep: list[Any]
    """(opened_at, id) of cases far down in the list of all."""
    closed: list[Any]


async def look_over(base: Plain) -> Province:
    """Look the province over."""
    sari = (await base.ask("SELECT id FROM workers WHERE username = 'sari'"))[0][0]
    supervisor, unit = (
        await base.ask(
            """SELECT w.username, w.organisation FROM workers w JOIN worker_roles r ON r.worker = w.id
               WHERE r.role = 'SUPERVISOR' AND w.username LIKE 's3603%' ORDER BY 1 LIMIT 1"""
        )
    )[0]
    of_people = "FROM cases c JOIN clients k ON k.id = c.client WHERE c.worker = ?"
    mine = f"SELECT c.id, c.number {of_people} AND c.closed_at IS NULL AND"
    holdable = f"SELECT c.number, c.version {of_people} AND c.stage = 'ASESMEN' AND NOT k.restricted"
    pairs = "SELECT region, pmks_type FROM cases WHERE closed_at IS NULL GROUP BY 1, 2 HAVING count(*) > 500"
    middle = "SELECT {0}, id FROM cases WHERE {0} IS NOT NULL ORDER BY {0} LIMIT 400 OFFSET {1}"
    return Province(
        kind=base.kind,
        sari=f"worker:{sari}",
        supervisor=supervisor,
        unit=f"unit:{unit}",
        open=await base.ask(f"{mine} NOT k.restricted ORDER BY c.id", (sari,)),
        restricted=await base.ask(f"{mine} k.restricted ORDER BY c.id", (sari,)),
        holdable=await base.ask(f"{holdable} ORDER BY c.id LIMIT 400", (sari,)),
        pairs=await base.ask(pairs),
        deep=await base.ask(middle.format("opened_at", 30_000)),
        closed=await base.ask(middle.format("closed_at", 3_000)),
    )


def _pages(path: Callable[[Random], str]) -> Once:
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
_COLUMNS = "SELECT c.id, c.number, c.stage, c.next_due_at, k.full_name"
_LINE = f"{_COLUMNS} FROM cases c JOIN clients k ON k.id = c.client WHERE"
_SCOPE = """EXISTS (SELECT 1 FROM access a WHERE a."case" = c.id AND a.until IS NULL AND a.grantee = ?)"""
_MINE = f"{_LINE} {_SCOPE} AND c.closed_at IS NULL ORDER BY c.next_due_at LIMIT 50"
_STALLED = "c.closed_at IS NULL ORDER BY COALESCE(c.due_at, c.last_human_at) LIMIT 50"
_WAITING = f"""{_LINE} c.closed_at IS NULL AND c.stage = 'BINA_LANJUT' AND c.tasks_left = 0
              ORDER BY c.entered_at LIMIT 20"""
_FLOWS = """SELECT flow, pmks_type, region, count(*) FROM case_events WHERE flow IS NOT NULL AND occurred_on <= ?
            GROUP BY flow, pmks_type, region"""


def _names(kind: str, name: str, select: str, after: str) -> list[Question]:
    """Ask for people by a part of their name, the way the database at hand does it best."""
    words = search_words(name)
    if kind == "postgres":
        parts = tuple(f"%{form}%" for forms in words for form in forms[:1])
        likes = " AND ".join(["k.name_key LIKE ?"] * len(parts))
        return [(f"{select} FROM clients k {after} WHERE {likes} ORDER BY k.number DESC LIMIT 50", parts)]
    match = " AND ".join("name_key : (" + " OR ".join(f'"{form}"' for form in forms) + ")" for forms in words)
    found = f"FROM client_names n JOIN clients k ON k.id = n.client {after}"
    return [(f"{select} {found} WHERE client_names MATCH ? ORDER BY n.rowid DESC LIMIT 50", (match,))]


def works(province: Province) -> list[Work]:
    """List the works of the design's table, and the awkward ones: filtered, deep, cold, the worst name."""
    return [*_cases(province), *_lists(province), *_desks(province), *_months()]


def _cases(province: Province) -> list[Work]:
    def questions(of: list[Any]) -> Questions:
        return lambda chance: [(sql, (chosen,)) for chosen in [chance.choice(of)[0]] for sql in _CASE]

    def pages(of: list[Any]) -> Once:
        return _pages(lambda chance: f"/cases/{chance.choice(of)[1]}")

    logged = "case page of a restricted type, its reading logged"
    return [
        Work("case page", "sari", pages(province.open), questions(province.open), 2.5),
        Work(logged, "sari", pages(province.restricted), questions(province.restricted)),
    ]


def _lists(province: Province) -> list[Work]:
    def filtered(chance: Random) -> list[Question]:
        sql = f"{_LINE} c.region = ? AND c.pmks_type = ? AND c.closed_at IS NULL ORDER BY c.next_due_at LIMIT 50"
        return [(sql, tuple(chance.choice(province.pairs)))]

    def after(column: str, rows: list[Any]) -> tuple[Once, Questions]:
        def path(chance: Random) -> str:
            at, case = chance.choice(rows)
            cursor = encode((str(at), str(case)), of=f"cases by {column}")
            return f"/cases?state={'closed' if column == 'closed_at' else 'all'}&after={cursor}"

        order = f"(c.{column}, c.id) < (?, ?) ORDER BY c.{column} DESC, c.id DESC LIMIT 50"
        return _pages(path), lambda chance: [(f"{_LINE} {order}", tuple(chance.choice(rows)))]

    def people(names: list[str]) -> Questions:
        select = "SELECT k.id, k.number, k.full_name"
        return lambda chance: _names(province.kind, chance.choice(names), select, "")

    def cases(names: list[str]) -> Questions:
        join = "JOIN cases c ON c.client = k.id AND c.closed_at IS NULL"
        return lambda chance: _names(province.kind, chance.choice(names), _COLUMNS, join)

    def search(place: str, names: list[str]) -> Once:
        return _pages(lambda chance: f"/{place}?q={chance.choice(names)}")

    by_pair = _pages(lambda chance: _filtered("/cases", chance.choice(province.pairs)))
    reader = province.supervisor  # whoever reads no names finds nobody by a part of one
    return [
        Work(
            "my caseload (3,000 cases), 50 rows",
            "sari",
            _pages(lambda _: "/cases"),
            _one(_MINE, province.sari),
            2,
        ),
        Work("region × type, 50 rows", "kabid", by_pair, filtered, 2),
        Work("deep page by key, all cases", "kabid", *after("opened_at", province.deep), 2.5),
        Work("deep page by key, closed cases", "kabid", *after("closed_at", province.closed), 2.5),
        Work("clients, name contains", reader, search("clients", NAMES), people(NAMES), 4),
        Work("cases, name contains", reader, search("cases", NAMES), cases(NAMES), 4),
        Work("cases, the worst name", reader, search("cases", [WORST_NAME]), cases([WORST_NAME]), 4),
        Work("cases, a name that nobody bears", reader, search("cases", ["zzzz"]), cases(["zzzz"]), 4),
    ]


def _desks(province: Province) -> list[Work]:
    def by_pair(chance: Random) -> str:
        return _filtered("/supervision/stalled", chance.choice(province.pairs))

    def by_cause(chance: Random) -> str:
        return f"/supervision/stalled?cause={chance.choice(CAUSES)}&region={chance.choice(province.pairs)[0]}"

    everything, unit = _one(f"{_LINE} {_STALLED}"), _one(f"{_LINE} {_SCOPE} AND {_STALLED}", province.unit)
    first, stalled = _pages(lambda _: "/"), _pages(lambda _: "/supervision/stalled")

    def pair(chance: Random) -> list[Question]:
        return [
            (f"{_LINE} c.region = ? AND c.pmks_type = ? AND {_STALLED}", tuple(chance.choice(province.pairs)))
        ]

    return [
        Work("stalled, all", "kabid", stalled, everything, 5),
        Work("stalled, region × type", "kabid", _pages(by_pair), pair, 5),
        Work("stalled, cause × region", "kabid", _pages(by_cause), pair, 5),
        Work("stalled, one unit", province.supervisor, stalled, unit, 5),
        Work("my work (3,000 cases)", "sari", first, _one(_MINE, province.sari), 4),
        Work("first page of the head of division", "kabid", first, _one(_WAITING)),
        Work("first page of a supervisor of 25,000 cases", province.supervisor, first, _one(_WAITING)),
    ]


def _months() -> list[Work]:
    def flows(chance: Random) -> list[Question]:
        return [(_FLOWS, (date(2026, 10, 31),))]

    cold = iter([*MONTHS] * 1000)
    return [
        Work("month, kept", "kabid", _pages(lambda _: "/reports/monthly/2026-10"), flows),
        Work(
            "month, each reading another one",
            "kabid",
            _pages(lambda _: f"/reports/monthly/{next(cold)}"),
            flows,
        ),
    ]


def _one(sql: str, *args: object) -> Questions:
    return lambda _: [(sql, args)]


def _filtered(place: str, pair: tuple[str, str]) -> str:
    return f"{place}?region={pair[0]}&type={pair[1]}"
