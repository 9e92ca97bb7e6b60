"""The figures of a month, counted from the event log in a handful of statements."""

from collections.abc import Mapping
from datetime import date
from itertools import product

import msgspec

from app.db import query, query_one
from app.reports import sql
from app.reports.figures import FLOWS, TALLIED
from app.reports.months import Month, of
from app.scope.predicate import Sql

Key = tuple[str, str, str]
"""One cell: type, kab/kota, sex."""
Wide = tuple[str | None, str | None, str | None]
"""A cell, or a sum of cells over all types, all kab/kota or all sexes (None)."""


class Ended(msgspec.Struct, frozen=True):
    """How many cases of a cell ended alike in the month."""

    key: Key
    flow: str
    close_reason: str
    outcome: str
    count: int


class Counted(msgspec.Struct, frozen=True):
    """All that the report of a month is made of.

    `added` holds opening and flows per cell, added up from the log; `stood` and `stands` are the cases in each
    cell before and after the month, read from each case's last event. Persons cannot be added up over types or
    kab/kota, so they come for every sum that is shown. `tallied` are the figures that are their events per cell.
    """

    added: Mapping[Key, Mapping[str, int]]
    stood: Mapping[Key, int]
    stands: Mapping[Key, int]
    persons: Mapping[Wide, int]
    served: Mapping[Wide, int]
    ended: tuple[Ended, ...]
    tallied: Mapping[str, Mapping[Key, int]]


async def counted(month: Month, scope: Sql) -> Counted:
    """Count a month within *scope*."""
    return Counted(
        await added(month, scope),
        await stands(month.first, scope),
        await stands(month.end, scope),
        await people("persons", month, scope),
        await people("served", month, scope),
        await ended(month, scope),
        {figure: await _by_cell(sql.hits(figure, month, scope)) for figure in TALLIED},
    )


async def added(month: Month, scope: Sql) -> dict[Key, dict[str, int]]:
    """Return, per cell, the opening caseload as the sum of all earlier flows, and the month's flows.

    The dates stand inside the sums: the whole log of flows is read along one index, case by case, which is several
    times faster than reading it by date.
    """
    inside = "e.occurred_on >= ? AND e.occurred_on < ?"
    own = {name: flow for name, flow in FLOWS.items() if name != "corrected_out"}
    flows = ", ".join(
        f"SUM(CASE WHEN {inside} AND e.flow = '{flow}' THEN 1 ELSE 0 END)" for flow in own.values()
    )
    rows = await query(
        f"""SELECT e.pmks_type, e.region, e.sex, SUM(CASE WHEN e.occurred_on < ? THEN {sql.SIGN} ELSE 0 END), {flows}
            {sql.FROM_FLOWS} AND {scope.text}
            GROUP BY e.pmks_type, e.region, e.sex
            HAVING MIN(e.occurred_on) < ?""",
        month.first,
        *((month.first, month.end) * len(own)),
        *scope.args,
        month.end,
    )
    names = ("opening", *own)
    cells = {(row[0], row[1], row[2]): dict(zip(names, map(int, row[3:]), strict=True)) for row in rows}
    for key, before, within in await _corrected_away(month, scope):
        cell = cells.setdefault(key, dict.fromkeys(names, 0))
        cell["opening"] -= before
        cell["corrected_out"] = within
    return {key: {"corrected_out": 0, **cell} for key, cell in cells.items()}


async def _corrected_away(month: Month, scope: Sql) -> list[tuple[Key, int, int]]:
    """Return, per cell that cases left because the client's sex was corrected, how many did before and in the month."""
    rows = await query(
        f"""SELECT e.pmks_type, e.region, e.sex_before, SUM(CASE WHEN e.occurred_on < ? THEN 1 ELSE 0 END),
                SUM(CASE WHEN e.occurred_on >= ? THEN 1 ELSE 0 END)
            {sql.FROM_FLOWS} AND e.flow = 'SEX_CHANGED' AND e.occurred_on < ? AND {scope.text}
            GROUP BY e.pmks_type, e.region, e.sex_before""",
        month.first,
        month.first,
        month.end,
        *scope.args,
    )
    return [((row[0], row[1], row[2]), int(row[3]), int(row[4])) for row in rows]


async def stands(before: date, scope: Sql) -> dict[Key, int]:
    """Return the cases in each cell at the beginning of a day, from each case's last word."""
    return await _by_cell(sql.standing(before, scope))


async def _by_cell(hits: Sql) -> dict[Key, int]:
    rows = await query(
        f"SELECT h.pmks_type, h.region, h.sex, COUNT(*) FROM ({hits.text}) h GROUP BY h.pmks_type, h.region, h.sex",
        *hits.args,
    )
    return {(row[0], row[1], row[2]): int(row[3]) for row in rows}


async def people(figure: str, month: Month, scope: Sql) -> dict[Wide, int]:
    """Count persons for every cell and every sum of cells; each person once in each."""
    hits = sql.hits(figure, month, scope)
    sums = " UNION ALL ".join(
        f"SELECT {kind}, {region}, {sex}, COUNT(DISTINCT client) FROM hits{_grouped(kind, region, sex)}"
        for kind, region, sex in product(("pmks_type", "NULL"), ("region", "NULL"), ("sex", "NULL"))
    )
    rows = await query(
        f"WITH hits AS MATERIALIZED (SELECT DISTINCT h.client, h.sex, h.pmks_type, h.region FROM ({hits.text}) h) {sums}",
        *hits.args,
    )
    return {(row[0], row[1], row[2]): int(row[3]) for row in rows if row[3]}


def _grouped(*columns: str) -> str:
    named = [column for column in columns if column != "NULL"]
    return f" GROUP BY {', '.join(named)}" if named else ""


async def ended(month: Month, scope: Sql) -> tuple[Ended, ...]:
    """Count what ended in the month, by how it ended."""
    hits = sql.hits("ended", month, scope)
    rows = await query(
        f"""SELECT h.pmks_type, h.region, h.sex, e.flow, COALESCE(h.close_reason, ''), COALESCE(h.outcome, ''), COUNT(*)
            FROM ({hits.text}) h JOIN case_events e ON e."case" = h."case" AND e.ordinal = h.ordinal
            GROUP BY h.pmks_type, h.region, h.sex, e.flow, COALESCE(h.close_reason, ''), COALESCE(h.outcome, '')""",
        *hits.args,
    )
    return tuple(Ended((row[0], row[1], row[2]), row[3], row[4], row[5], int(row[6])) for row in rows)


async def first_month() -> Month | None:
    """Return the month in which the log begins."""
    row = await query_one("SELECT MIN(occurred_on) FROM case_events WHERE flow IS NOT NULL")
    return of(date.fromisoformat(str(row[0]))) if row and row[0] else None


async def suspects(before: date, key: Key, scope: Sql) -> list[str]:
    """Return the numbers of the cases whose flows before a day do not add up in a cell."""
    last = sql.standing(before, scope)
    rows = await query(
        f"""SELECT c.number FROM (
                SELECT e."case", e.pmks_type, e.region, e.sex, SUM({sql.SIGN}) AS net {sql.FROM_FLOWS}
                AND e.occurred_on < ? AND e.pmks_type = ? AND e.region = ? AND e.sex = ? AND {scope.text}
                GROUP BY e."case", e.pmks_type, e.region, e.sex) f
            JOIN cases c ON c.id = f."case"
            LEFT JOIN ({last.text}) h ON h."case" = f."case" AND h.pmks_type = f.pmks_type AND h.region = f.region AND h.sex = f.sex
            WHERE f.net <> CASE WHEN h."case" IS NULL THEN 0 ELSE 1 END ORDER BY c.number""",
        before,
        *key,
        *scope.args,
        *last.args,
    )
    return [row[0] for row in rows]
