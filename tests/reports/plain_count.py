"""An independent reading of the event log: plain Python over the events' JSON, case by case.

It knows nothing of the report's SQL nor of the `flow` column: what a case is in, it works out by following the case.
"""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product

SERVING_RECORDS = {
    *(
        [
            "consent",
            "safety_check",
            "goal",
            "placement",
            "handover",
            "skills",
            "family_tracing",
            "family_capacity",
            "outreach",
        ]
    ),
    *(
        [
            "street_status",
            "shelter",
            "safety_plan",
            "arrival",
            "repatriation",
            "identity",
            "device",
            "health_referral",
        ]
    ),
    *(
        [
            "victim_service",
            "basic_needs",
            "funeral",
            "elder_screen",
            "trafficking_screen",
            "health_screen",
            "begging_screen",
        ]
    ),
    *(["work", "acceptance", "income", "need", "disability"]),
}
"""Records of contact or service, as docs/report-rules.md names them."""
ALL = None


@dataclass
class Entry:
    """One line of a case's log."""

    ordinal: int
    day: date
    told: dict


@dataclass
class Told:
    """One case: whose it is and all that happened."""

    client: str
    log: list[Entry]


def cases_from(rows) -> list[Told]:
    """Gather (case, client, ordinal, occurred_at, data) rows into cases."""
    found: dict = {}
    for case, client, ordinal, at, data in rows:
        told = found.setdefault(str(case), Told(str(client), []))
        told.log.append(Entry(ordinal, jakarta(at), json.loads(data)))
    for told in found.values():
        told.log.sort(key=lambda entry: entry.ordinal)
    return list(found.values())


def jakarta(at: datetime) -> date:
    """Return the day in Banten, seven hours ahead of UTC."""
    return (at.replace(tzinfo=None) - at.utcoffset() + timedelta(hours=7)).date()


@dataclass
class Count:
    """A month's figures by (type, region, sex); of persons also over all types or all regions."""

    opening: Counter
    flows: dict[str, Counter]
    closing: Counter
    persons: Counter
    served: Counter
    ended: Counter


def count(cases: list[Told], year: int, month: int) -> Count:
    """Count one month."""
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    result = Count(Counter(), defaultdict(Counter), Counter(), Counter(), Counter(), Counter())
    persons, served = defaultdict(set), defaultdict(set)
    for case in cases:
        taken_back = {entry.told["ordinal"] for entry in case.log if entry.told["kind"] == "voided"}
        log = [entry for entry in case.log if entry.ordinal not in taken_back]
        if before := where([entry for entry in log if entry.day < first]):
            result.opening[before] += 1
        if now := where([entry for entry in log if entry.day < after]):
            result.closing[now] += 1
            _note(persons, now, case)
        _follow(case, log, first=first, after=after, result=result, served=served)
    result.persons = Counter({key: len(people) for key, people in persons.items()})
    result.served = Counter({key: len(people) for key, people in served.items()})
    return result


def sex_in(told: dict, known: str) -> str:
    """Return the client's sex after an entry, as far as it tells of it."""
    facts = told.get("facts") or {}
    return (facts["sex"] or "TIDAK_DIKETAHUI") if "sex" in facts else known


def is_service(told: dict) -> bool:
    """Tell whether an entry is of contact with the client or a service to them."""
    match told:
        case {"kind": "noted"}:
            return bool(told.get("category"))
        case {"kind": "scored"}:
            return True
        case {"kind": "task_done"}:
            return not (told.get("via") or told.get("document") or told.get("attempt"))
        case {"kind": "recorded"}:
            return told["record"] in SERVING_RECORDS
    return False


def where(log: list[Entry]) -> tuple[str, str, str] | None:
    """Return the (type, region, sex) in whose caseload a case is after these entries, or None."""
    kind = region = None
    counts_as = sex = "TIDAK_DIKETAHUI"
    is_in = False
    for entry in log:
        sex = sex_in(entry.told, sex)
        if is_in or entry.told["kind"] in ("opened", "adopted"):
            counts_as = sex
        match entry.told:
            case {"kind": "opened" | "adopted", "pmks_type": kind, "region": region}:
                is_in = True
            case {"kind": "relocated_in", "region": region}:
                pass
            case {"kind": "moved", "sort": "close" | "reclassify"}:
                is_in = False
            case {"kind": "moved", "sort": "reopen"}:
                is_in, counts_as = True, sex
    return (kind, region, counts_as) if is_in else None


def _follow(case: Told, log: list[Entry], *, first: date, after: date, result: Count, served) -> None:
    """Go through what happened, and count what falls into the month."""
    kind = region = ""
    sex = "TIDAK_DIKETAHUI"
    is_in = False
    for entry in log:
        told, inside = entry.told, first <= entry.day < after
        column, ends = "", False
        known, sex = sex, sex_in(entry.told, sex)
        if told["kind"] == "facts_changed" and is_in and known != sex and inside:
            result.flows["corrected_out"][kind, region, known] += 1
            result.flows["corrected_in"][kind, region, sex] += 1
        match told:
            case {"kind": "opened"}:
                kind, region, is_in = told["pmks_type"], told["region"], True
                column = told.get("flow", "NEW").lower()
            case {"kind": "adopted"}:
                kind, region, is_in = told["pmks_type"], told["region"], True
                column = "adopted"
            case {"kind": "moved", "sort": "close" | "reclassify"}:
                is_in, ends = False, True
                column = told["flow"].lower()
            case {"kind": "moved", "sort": "reopen"}:
                is_in, column = True, "reopened"
            case {"kind": "relocated_out"}:
                column = "moved_out" if is_in else ""
            case {"kind": "relocated_in"}:
                region = told["region"]
                column = "moved_in" if is_in else ""
        if inside and column:
            result.flows[column][kind, region, sex] += 1
        if inside and ends:
            how = (told["flow"], told.get("close_reason", ""), told.get("outcome", ""))
            result.ended[kind, region, sex, *how] += 1
        if inside and is_service(told):
            _note(served, (kind, region, sex), case)


def _note(people, place: tuple[str, str, str], case: Told) -> None:
    for kind, region, sex in product((place[0], ALL), (place[1], ALL), (place[2], ALL)):
        people[kind, region, sex].add(case.client)
