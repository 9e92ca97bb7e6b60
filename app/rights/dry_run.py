"""What would pass its time by some day. It only counts and lists: nothing here removes anything."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import msgspec

from app import clock
from app.db import Row, marks, query, query_one
from app.rights.schedule import Closed, Rule, ends_on, rule_for, schedule, shortest, years_after

_CHUNK = 1000


class _State(msgspec.Struct):
    facts: dict[str, Any] = {}


_state = msgspec.json.Decoder(_State).decode


class Passed(msgspec.Struct, frozen=True):
    """A closed case whose time is over, or would be but for a hold."""

    id: UUID
    number: str
    client: UUID
    client_number: str
    closed_on: date
    rule: str
    ends_on: date
    held: bool


class Outcome(msgspec.Struct, frozen=True):
    """What a dry run found: cases, clients of whom nothing would be left, clients without cases, audit rows."""

    cases: Sequence[Passed]
    clients: Sequence[tuple[str, date]]
    unused: Sequence[tuple[str, date]]
    audit: int


async def run(on: date) -> Outcome:
    """Return everything that has passed its time on the morning of *on*."""
    cases = [one async for one in _cases(on)]
    cases.sort(key=lambda one: (one.ends_on, one.number))
    return Outcome(cases, await _clients(cases), await _unused(on), await _audit(on))


async def _cases(on: date) -> AsyncIterator[Passed]:
    rules = schedule().case
    async for row in _closed_before(on, rules):
        case = Closed(
            clock.on(row.opened_at),
            clock.on(row.closed_at),
            row.close_reason or "",
            row.birth_date,
            _state(row.state).facts,
        )
        rule = rule_for(case, rules)
        end = ends_on(case, rule)
        if end is not None and end <= on:
            yield Passed(
                row.id,
                row.number,
                row.client,
                row.client_number,
                case.closed_on,
                rule.id,
                end,
                bool(row.held),
            )


async def _closed_before(on: date, rules: Sequence[Rule]) -> AsyncIterator[Row]:
    """Fetch cases closed so long ago that some rule may let them go, in chunks by key."""
    condition, args = _old_enough(on, rules)
    after: tuple[object, ...] = (datetime(1900, 1, 1, tzinfo=clock.WIB), "")
    while True:
        rows = await query(
            f"""SELECT c.id, c.number, c.client, k.number AS client_number, c.opened_at, c.closed_at, c.close_reason,
                       c.state, k.birth_date, {_HELD} AS held
                FROM cases c JOIN clients k ON k.id = c.client
                WHERE c.closed_at IS NOT NULL AND ({condition}) AND (c.closed_at, c.number) > (?, ?)
                ORDER BY c.closed_at, c.number LIMIT {_CHUNK}""",
            *args,
            *after,
        )
        for row in rows:
            yield row
        if len(rows) < _CHUNK:
            return
        after = (rows[-1].closed_at, rows[-1].number)


_HELD = """EXISTS (SELECT 1 FROM legal_holds h WHERE h.client = c.client AND h.ended_at IS NULL
                AND (h."case" IS NULL OR h."case" = c.id))"""


def _old_enough(on: date, rules: Sequence[Rule]) -> tuple[str, tuple[object, ...]]:
    special = [rule for rule in rules if rule.when.close_reasons and not rule.permanent]
    general = [rule for rule in rules if not rule.when.close_reasons]
    parts, args = ["c.closed_at < ?"], [_before(on, shortest(general))]
    for rule in special:
        parts.append(f"(c.closed_at < ? AND c.close_reason IN ({marks(rule.when.close_reasons)}))")
        args += [_before(on, rule.years), *rule.when.close_reasons]
    return " OR ".join(parts), tuple(args)


def _before(on: date, years: int) -> Any:
    return datetime.combine(years_after(on, -years), time(), clock.WIB)


async def _clients(cases: Sequence[Passed]) -> list[tuple[str, date]]:
    """Return the clients all of whose cases have passed, with the day of the last; who is held is not among them."""
    by_client: dict[UUID, list[Passed]] = {}
    for one in cases:
        if not one.held:
            by_client.setdefault(one.client, []).append(one)
    totals = await _how_many(list(by_client))
    gone = [
        (many[0].client_number, max(one.ends_on for one in many))
        for client, many in by_client.items()
        if totals[client] == len(many)
    ]
    return sorted(gone, key=lambda pair: (pair[1], pair[0]))


async def _how_many(clients: Sequence[UUID]) -> dict[UUID, int]:
    counts: dict[UUID, int] = {}
    for start in range(0, len(clients), 500):
        some = clients[start : start + 500]
        rows = await query(
            f"SELECT client, count(*) FROM cases WHERE client IN ({marks(some)}) GROUP BY client", *some
        )
        counts |= {row[0]: int(row[1]) for row in rows}
    return counts


async def _unused(on: date) -> list[tuple[str, date]]:
    years = schedule().client.years
    rows = await query(
        """SELECT k.number, k.registered_at FROM clients k
           WHERE k.registered_at < ? AND k.merged_into IS NULL
             AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.client = k.id)
             AND NOT EXISTS (SELECT 1 FROM clients m WHERE m.merged_into = k.id)
             AND NOT EXISTS (SELECT 1 FROM legal_holds h WHERE h.client = k.id AND h.ended_at IS NULL)
           ORDER BY k.registered_at, k.number""",
        _before(on, years),
    )
    return [(row[0], years_after(clock.on(row[1]), years) + timedelta(days=1)) for row in rows]


async def _audit(on: date) -> int:
    row = await query_one("SELECT count(*) FROM audit WHERE at < ?", _before(on, schedule().audit.years))
    return int(row[0]) if row else 0
