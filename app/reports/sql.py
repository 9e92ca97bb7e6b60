"""The pieces of SQL from which every figure and its list are made, so that the two cannot part ways."""

from app.capabilities import COUNT_EVERYBODY
from app.reports.figures import EVENTS, IN
from app.reports.months import Month
from app.scope.predicate import Sql, case_scope
from app.web.http.current_user import CurrentUser

STANDS = """NOT EXISTS (SELECT 1 FROM case_events v WHERE v."case" = e."case" AND v.voids = e.ordinal)"""
"""The event `e` has not been taken back."""

_INS = ", ".join(f"'{flow}'" for flow in IN.values())  # a corrected sex leaves the case in
SIGN = f"CASE WHEN e.flow IN ({_INS}) THEN 1 ELSE -1 END"
_CASES = 'JOIN cases c ON c.id = e."case"'
FROM_FLOWS = f"FROM case_events e {_CASES} WHERE e.flow IS NOT NULL AND {STANDS}"


def figure_scope(me: CurrentUser) -> Sql:
    """Say whose cases the figures count for *me*."""
    return Sql("1 = 1", ()) if me.may(COUNT_EVERYBODY) else case_scope(me)


def within(month: Month) -> Sql:
    """Restrict `e` to a month, by the day on which things happened."""
    return Sql("e.occurred_on >= ? AND e.occurred_on < ?", (month.first, month.end))


def standing(before: object, scope: Sql) -> Sql:
    """Return the last flow event of each case before a day, where it left the case in a caseload.

    This is read from each case's own last word, not added up, and so is a check on what is added up.
    """
    return Sql(
        f"""SELECT e."case", e.ordinal, e.occurred_on, e.pmks_type, e.region, NULL AS close_reason, NULL AS outcome,
                   c.client, e.sex
            FROM (SELECT e."case", MAX(e.ordinal) AS ordinal FROM case_events e
                  WHERE e.flow IS NOT NULL AND e.occurred_on < ? AND {STANDS} GROUP BY e."case") z
            JOIN case_events e ON e."case" = z."case" AND e.ordinal = z.ordinal {_CASES}
            WHERE e.flow IN ({_INS}) AND {scope.text}""",
        (before, *scope.args),
    )


def hits(figure: str, month: Month, scope: Sql) -> Sql:
    """Return the rows that make a figure: one for each event, case or (several to a person) activity."""
    if figure in ("opening", "closing", "persons"):
        return standing(month.first if figure == "opening" else month.end, scope)
    chosen, time = EVENTS[figure], within(month)
    return Sql(
        f"""SELECT e."case", e.ordinal, e.occurred_on, e.pmks_type, e.region, e.close_reason, e.outcome,
                   c.client, {_sex(figure)} AS sex
            FROM case_events e {_CASES}
            WHERE {chosen.text} AND {time.text} AND {STANDS} AND {scope.text}""",
        (*chosen.args, *time.args, *scope.args),
    )


def _sex(figure: str) -> str:
    """Name the sex as which an event counts: the one known then; a case corrected away left that known before."""
    return "e.sex_before" if figure == "corrected_out" else "e.sex"
