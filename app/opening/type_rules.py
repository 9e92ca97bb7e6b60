"""Which type a case gets: the age band of each, and which type goes first when several fit.

Bands and suggestions are the seed matrix of the division's field reference; the limits are those of Permensos 08/2012
where it names any. Of a type with a published journey the journey's own band counts instead. Pure.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from workflows.definition import load_all
from workflows.lists.pmks import BESIDE, IN_SCOPE, PMKS, PRECEDENCE, journey_of

NEAR = 2
"""Years: an estimated age this close to a limit only warns."""


class Band(NamedTuple):
    """Whole years, both included; who is younger or older belongs to the types named."""

    least: int | None = None
    most: int | None = None
    younger: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    overridable: bool | Literal["below", "above"] = False  # by a reason, on that side or both
    at_the_act: bool = False  # the age that counts is that at the act, not today's


def _usual(code: str) -> Band:
    """Give the limits of the type's own journey, and the types that the official list suggests beyond them."""
    kind, own = (PMKS | BESIDE)[code], load_all().get(journey_of(code))
    if own is None:
        return Band(younger=kind.younger, older=kind.older)
    age = own.meta.age
    return Band(age.min, age.max, kind.younger, kind.older, age.overridable, bool(age.at))


BANDS: dict[str, Band] = {code: _usual(code) for code in (*IN_SCOPE, *BESIDE)}

Verdict = Literal["fits", "near", "act", "reason", "stop", "unknown"]
"""It fits; an estimate lies near a limit (warns); the day of the act has to be known; it takes a reason; it stops; it
stops because no age is known."""


class Judged(NamedTuple):
    """What the age says of one type, and which types are suggested instead."""

    verdict: Verdict
    suggested: tuple[str, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether a case may be opened without more ado."""
        return self.verdict in ("fits", "near")


def judge(band: Band, age: int | None, *, estimated: bool) -> Judged:
    """Hold an age, in whole years, against a band."""
    if band.least in (None, 0) and band.most is None:
        return Judged("fits")
    if age is None:
        return Judged("unknown")
    limit = _passed(band, age)
    if limit is None:
        return Judged("fits")
    suggested = band.younger if limit == band.least else band.older
    return Judged(_outside(band, age, limit, estimated=estimated), suggested)


def _passed(band: Band, age: int) -> int | None:
    """Return the limit that *age* lies beyond."""
    if band.least is not None and age < band.least:
        return band.least
    return band.most if band.most is not None and age > band.most else None


def _outside(band: Band, age: int, limit: int, *, estimated: bool) -> Verdict:
    if estimated and abs(age - limit) <= NEAR:
        return "near"
    if band.at_the_act and age > limit:
        return "act"
    side = "below" if limit == band.least and age < limit else "above"
    return "reason" if band.overridable in (True, side) else "stop"


def suggestions(
    judged: Judged, bands: dict[str, Band], age: int | None, *, estimated: bool
) -> tuple[str, ...]:
    """Return the suggested types that take the client's age, so that one stop does not lead to the next."""
    return tuple(code for code in judged.suggested if judge(bands[code], age, estimated=estimated).opens)


def before(chosen: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return those of the other types that go before the chosen one, first things first."""
    rank = {code: place for place, code in enumerate(PRECEDENCE)}
    known = (code for code in set(others) if code in rank and rank[code] < rank.get(chosen, len(rank)))
    return tuple(sorted(known, key=rank.__getitem__))


class Suggestion(NamedTuple):
    """The type that goes first. `why`: it goes before the `others` that fit as well, or the age points to it."""

    code: str
    why: Literal["precedence", "only", "age"]
    others: tuple[str, ...] = ()


BY_AGE = tuple(code for code in PRECEDENCE if PMKS[code].by_age)
"""Types that an age alone points to, where no protection, disability or occupation says otherwise (practice)."""


def suggest(
    fitting: Iterable[str], bands: dict[str, Band], age: int | None, *, estimated: bool
) -> Suggestion | None:
    """Suggest a type: the first by precedence of those said to fit, or the one that the age points to."""
    takes = [
        code
        for code in PRECEDENCE
        if code in bands and judge(bands[code], age, estimated=estimated).verdict in ("fits", "near", "act")
    ]
    matching = [code for code in takes if code in set(fitting)]
    if matching:
        return Suggestion(matching[0], "precedence" if matching[1:] else "only", tuple(matching[1:]))
    pointed = [code for code in takes if code in BY_AGE and age is not None] if not set(fitting) else []
    return Suggestion(pointed[0], "age") if pointed else None
