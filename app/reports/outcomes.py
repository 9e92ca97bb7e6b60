"""Table C from its counts: how cases ended, and the success rate with its denominator. Pure."""

from collections.abc import Iterable

import msgspec

from app.reports.figures import FEWEST, NOT_ACCEPTED, NOT_COUNTED, SEXES, SUCCESSES
from app.reports.sheet import Choice, Group
from app.reports.store import Ended
from app.web.i18n.lists import CODES

NONE = "-"
"""Stands for no outcome or no reason, in addresses and columns."""


class Ends(msgspec.Struct, frozen=True):
    """How the cases of one cell or sum ended."""

    type: str | None
    region: str | None
    sex: str | None
    ended: int
    not_accepted: int
    counted: int
    succeeded: int
    by_reason: dict[str, int]
    by_outcome: dict[str, int]

    @property
    def rate(self) -> float | None:
        """Return the share of successes, or None where too few count."""
        return self.succeeded / self.counted if self.counted >= FEWEST else None


class Outcomes(msgspec.Struct, frozen=True):
    """Table C: rows, their total, and the columns that have a figure in it."""

    groups: tuple[Group[Ends], ...]
    total: Group[Ends]
    reasons: tuple[str, ...]
    outcomes: tuple[str, ...]


def counts_for_rate(one: Ended) -> bool:
    """Tell whether an end enters the success rate: not who was not accepted, deaths, mistakes, moves and transfers."""
    return one.flow == "CLOSED" and one.close_reason not in NOT_COUNTED


def outcomes(
    ended: Iterable[Ended], choice: Choice, *, types: Iterable[str], regions: Iterable[str]
) -> Outcomes:
    """Lay out table C in the same rows as table A; both together (`full`) go by type here."""
    inside = [one for one in ended if _inside(one, choice.type, choice.region, None)]
    places: list[tuple[str | None, str | None]]
    if choice.rows == "region":
        places = [(choice.type, region) for region in regions if choice.region in (None, region)]
    else:
        places = [(type_, choice.region) for type_ in types if choice.type in (None, type_)]
    return Outcomes(
        tuple(_group(inside, *place) for place in places),
        _group(inside, choice.type, choice.region),
        _columns("close_reason", {one.close_reason or NONE for one in inside}),
        _columns("outcome", {one.outcome or NONE for one in inside}),
    )


def _group(ended: list[Ended], type_: str | None, region: str | None) -> Group[Ends]:
    rows = (_ends(ended, type_, region, sex) for sex in SEXES)
    return Group(_ends(ended, type_, region, None), tuple(row for row in rows if row.ended))


def _ends(every: list[Ended], type_: str | None, region: str | None, sex: str | None) -> Ends:
    own = [one for one in every if _inside(one, type_, region, sex)]
    reasons: dict[str, int] = {}
    results: dict[str, int] = {}
    for one in own:
        reasons[one.close_reason or NONE] = reasons.get(one.close_reason or NONE, 0) + one.count
        results[one.outcome or NONE] = results.get(one.outcome or NONE, 0) + one.count
    return Ends(
        type_,
        region,
        sex,
        ended=sum(one.count for one in own),
        not_accepted=sum(
            one.count for one in own if one.flow == "CLOSED" and one.close_reason in NOT_ACCEPTED
        ),
        counted=sum(one.count for one in own if counts_for_rate(one)),
        succeeded=sum(one.count for one in own if counts_for_rate(one) and one.close_reason in SUCCESSES),
        by_reason=reasons,
        by_outcome=results,
    )


def _columns(group: str, used: set[str]) -> tuple[str, ...]:
    """Return the codes in use in the order of their list, those it does not know after them."""
    known = [code for code in CODES[group] if code in used]
    return (*known, *sorted(used - set(known)))


def _inside(one: Ended, type_: str | None, region: str | None, sex: str | None) -> bool:
    kind, place, of = one.key
    return type_ in (None, kind) and region in (None, place) and sex in (None, of)
