"""The division's figures for a head's first page: this month and the last, as the report counts them.

Counted the short way: the cases open now, less what the flows of the months since have changed. The report itself
counts from the beginning; a test holds the two together.
"""

from collections.abc import Mapping
from datetime import date

import msgspec

from app.db import query, query_one
from app.reports.figures import FEWEST, FLOWS, IN, NOT_COUNTED, OUT, SUCCESSES
from app.reports.months import Month
from app.reports.sql import FROM_FLOWS, figure_scope
from app.web.http.current_user import CurrentUser

_WITHIN = {"moved_in", "moved_out", "corrected_in", "corrected_out"}
"""What leaves one cell of the report for another cancels out."""


class Headline(msgspec.Struct, frozen=True):
    """One month in five figures; `flows` by figure name."""

    month: Month
    opening: int
    closing: int
    flows: Mapping[str, int]
    counted: int
    succeeded: int

    @property
    def came(self) -> int:
        """Return all that came in; moves within the province cancel out."""
        return sum(self.flows[name] for name in IN if name not in _WITHIN)

    @property
    def went(self) -> int:
        """Return all that went out."""
        return sum(self.flows[name] for name in OUT if name not in _WITHIN)

    @property
    def rate(self) -> float | None:
        """Return the success rate, or None where too few ended for one."""
        return self.succeeded / self.counted if self.counted >= FEWEST else None


async def headlines(me: CurrentUser, *, today: date, months: int = 2) -> list[Headline]:
    """Return the running month and those before it, the latest first."""
    scope, month = figure_scope(me), Month(today.replace(day=1))
    row = await query_one(
        f"SELECT COUNT(*) FROM cases c WHERE c.closed_at IS NULL AND {scope.text}", *scope.args
    )
    closing, found = int(row[0]) if row else 0, []
    for _ in range(months):
        flows, counted, succeeded = await _flows(month, me)
        net = sum(flows[name] for name in IN) - sum(flows[name] for name in OUT)
        found.append(Headline(month, closing - net, closing, flows, counted, succeeded))
        month, closing = month.previous, closing - net
    return found


async def _flows(month: Month, me: CurrentUser) -> tuple[dict[str, int], int, int]:
    scope = figure_scope(me)
    rows = await query(
        f"""SELECT e.flow, COALESCE(e.close_reason, ''), COUNT(*)
            {FROM_FLOWS} AND e.occurred_on >= ? AND e.occurred_on < ? AND {scope.text}
            GROUP BY e.flow, COALESCE(e.close_reason, '')""",
        month.first,
        month.end,
        *scope.args,
    )
    flows = dict.fromkeys(FLOWS, 0)
    for flow, _reason, count in rows:
        for name in (name for name, of in FLOWS.items() if of == flow):
            flows[name] += int(count)
    ends = [(reason, int(count)) for flow, reason, count in rows if flow == "CLOSED"]
    counted = sum(count for reason, count in ends if reason not in NOT_COUNTED)
    return flows, counted, sum(count for reason, count in ends if reason in SUCCESSES)
