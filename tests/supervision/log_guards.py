"""Guards of a journey's file answered over what the log says: yes, no, or not known. Shares nothing with the engine."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

WIB = timezone(timedelta(hours=7))
OPS = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
}
Maybe = bool | None


def day_of(at: datetime) -> date:
    return at.astimezone(WIB).date()


def moment(value: str) -> datetime:
    """Read a date (its first minute in Banten) or an instant."""
    if len(value) == 10:
        return datetime.combine(date.fromisoformat(value), datetime.min.time(), WIB)
    read = datetime.fromisoformat(value)
    return read if read.tzinfo else read.replace(tzinfo=WIB)


def every(answers: list[Maybe]) -> Maybe:
    return False if False in answers else None if None in answers else True


def some(answers: list[Maybe]) -> Maybe:
    return True if True in answers else None if None in answers else False


def negated(answer: Maybe) -> Maybe:
    return None if answer is None else not answer


def answered(guard: dict[str, Any], case: Any) -> Maybe:
    """Answer a guard; *case* is a `log_reading.Told`."""
    return globals()[f"_{guard['kind']}"](guard, case)


def _any(guard, case):
    return some([answered(one, case) for one in guard["of"]])


def _all(guard, case):
    return every([answered(one, case) for one in guard["of"]])


def _not(guard, case):
    return negated(answered(guard["of"], case))


def _task(guard, case):
    key = guard["task"]
    return len(case.deeds(key)) >= case.least(key) or case.excused(key)


def _milestone(guard, case):
    return guard["id"] in case.milestones or answered(case.journey.milestones[guard["id"]]["when"], case)


def _scored(guard, case):
    result = case.results.get(guard["instrument"])
    if result is None:
        return False
    most = guard.get("max_age_days")
    return most is None or (case.today - day_of(result[0])).days <= most


def _score(guard, case):
    result = case.results.get(guard["instrument"])
    return None if result is None or result[1] is None else OPS[guard["op"]](result[1], guard["value"])


def _band(guard, case):
    result = case.results.get(guard["instrument"])
    return None if result is None or not result[2] else result[2] in guard["in"]


def _fact(guard, case):
    have = case.age(None) if guard["name"] == "age" else case.facts.get(guard["name"])
    have = None if have == "" else have
    if "known" in guard:
        return (have is not None) == guard["known"]
    if have is None:
        return None
    if "eq" in guard:
        return have == guard["eq"]
    if "ne" in guard:
        return have != guard["ne"]
    return have in guard["in"] if "in" in guard else OPS[guard["op"]](have, guard["value"])


def _document(guard, case):
    return guard["document"] in case.documents.values()


def _days_in_stage(guard, case):
    return (case.today - day_of(case.entered)).days - case.rested(case.entered) >= guard["min"]


def _days_since(guard, case):
    value = case.facts.get(guard["fact"])
    if not value:
        return None
    days = (case.today - day_of(moment(value))).days
    if "max" in guard and days > guard["max"]:
        return False
    return "min" not in guard or days >= guard["min"]


def _attempts(guard, case):
    days = sorted(day_of(at) for at in case.deeds(guard["task"]))
    spread = (days[-1] - days[0]).days if days else 0
    return len(days) >= guard["times"] and spread >= guard.get("over_days", 0)


def _age(guard, case):
    have = case.age(guard.get("at"))
    if have is None:
        return None
    return guard.get("min", 0) <= have <= guard.get("max", 999)


def _moved(guard, case):
    return case.moved.get(guard["trigger"], 0) >= guard.get("times", 1)
