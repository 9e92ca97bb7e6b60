"""Everybody beside the clients whose stories are written by hand: some of every published type, plots by the seed."""

from collections.abc import Callable, Mapping
from random import Random

from app.demo.people import ACCOUNTS, DINAS, UPTD, Account
from app.demo.stories import paths
from app.demo.stories.cast import PARTS, Part
from app.demo.stories.plots import WAYS, Plot
from workflows.definition import Definition

CLIENTS, MONTHS = 400, 24
REGIONS: Mapping[str, int] = {
    "36.01": 25_256,
    "36.02": 26_269,
    "36.03": 56_305,
    "36.04": 30_841,
    "36.71": 35_492,
    "36.72": 8_692,
    "36.73": 13_547,
    "36.74": 26_740,
}
"""Clients by kabupaten and kota, in proportion to the population: 223,142 together."""
SHARES = {
    "AT": 22,
    "LUT": 18,
    "PD": 20,
    "ADK": 8,
    "GLD": 5,
    "PGM": 5,
    "PML": 5,
    "ABT": 2,
    "ABH": 3,
    "AJ": 3,
    "AKTK": 2,
    "AMPK": 1,
    "TS": 1.5,
    "KM": 0.5,
    "BWBLP": 1,
    "KPO": 0.5,
    "KTK": 1.5,
    "PMBS": 1,
}
"""Percent of open cases by type (the division's estimate)."""
_FEW, _OTHER = 3, 5
_PAST, _LATELY, _JUST_NOW = (4, MONTHS * 30), (18, 200), (18, 80)
_NOBODYS = 5
"""So many cases wait for a worker."""
_TKSK = "tksk"
_TURNS = {"AJ": "AT", "GLD": "PGM", "PGM": "GLD", "PML": "PGM", "TS": "KTK", "AT": "ADK", "AMPK": "AKTK"}
"""Which type a client may turn out to belong to instead."""


def crowd(definitions: Mapping[str, Definition], *, seed: int, small: bool) -> tuple[Part, ...]:
    """Return the parts of the crowd; *small*: one or two of each type only."""
    rng = Random(f"{seed}:crowd")
    wanted = [
        (journey, kinds[n % len(kinds)])
        for journey, kinds in sorted(_others(definitions).items())
        for n in range(_count(journey, small=small))
    ]
    rng.shuffle(wanted)
    parts = [_part(kind, journey, rng) for journey, kind in wanted]
    if not small:
        parts[:_NOBODYS] = [
            one._replace(ago=rng.randrange(2, 13), alone=-1, registrar="") for one in parts[:_NOBODYS]
        ]
    return tuple(parts)


def _others(definitions: Mapping[str, Definition]) -> dict[str, tuple[str, ...]]:
    """Return the journeys without stories written by hand, and the types each is for.

    What no other journey serves comes first, three times, so that the whole demo shows it often enough.
    """
    others = {}
    for name, defn in definitions.items():
        kinds = defn.meta.pmks_types
        alone = [kind for kind in kinds if kind not in definitions and len(kinds) > 1]
        if name not in WAYS:
            others[name] = (*alone * 3, *(kind for kind in kinds if kind not in alone))
    return others


def _count(journey: str, *, small: bool) -> int:
    """Return how many clients of a journey there are."""
    share = SHARES.get(journey)
    if small:
        return 2 if (share or 0) >= _FEW else 1
    if share is None:
        return _OTHER
    rest = sum(one for kind, one in SHARES.items() if kind not in WAYS)
    return max(_FEW, round((CLIENTS - len(PARTS) - _OTHER) * share / rest))


def _part(kind: str, journey: str, rng: Random) -> Part:
    region = rng.choices(list(REGIONS), [share**0.6 for share in REGIONS.values()])[0]
    make, when = rng.choices([one for one, _ in _PLOTS], [weight for _, weight in _PLOTS])[0]
    worker = _worker(region, rng)
    part = Part(
        kind,
        rng.randrange(*when),
        region,
        worker,
        make(kind, rng),
        strength=rng.uniform(1.8, 2.9),
        journey=journey,
    )
    brought = worker == "ujang" and rng.random() < 0.5
    return part._replace(registrar=_TKSK, alone=rng.randrange(1, 4)) if brought else part


def _worker(region: str, rng: Random) -> str:
    """Choose who works on it: somebody of that kabupaten or kota, or of the province."""
    here = [one for one in ACCOUNTS if one.role == "SAKTI" and one.region == region]
    province = [one for one in ACCOUNTS if one.role == "PEKSOS" and one.organisation in {DINAS, UPTD}]
    chosen: list[Account] = here if here and rng.random() < 0.45 else province
    return rng.choice(chosen).username


def _straight(_kind: str, rng: Random) -> Plot:
    return paths.straight(rng.uniform(0.7, 1.1))


def _asleep(_kind: str, rng: Random) -> Plot:
    return paths.asleep(rng.randrange(0, 5), rng.uniform(0.7, 1.0))


def _waiting(_kind: str, rng: Random) -> Plot:
    return paths.waiting(rng.uniform(0.7, 1.0))


def _held(_kind: str, rng: Random) -> Plot:
    return paths.held(rng.randrange(1, 5), rng.uniform(0.7, 1.0), None)


def _was_held(_kind: str, rng: Random) -> Plot:
    return paths.held(rng.randrange(1, 5), rng.uniform(0.7, 1.0), rng.randrange(12, 26))


def _ends(_kind: str, rng: Random) -> Plot:
    return paths.ends(rng.randrange(1, 6), rng.uniform(0.7, 1.0))


def _comes_back(_kind: str, rng: Random) -> Plot:
    return paths.ends(rng.randrange(1, 5), rng.uniform(0.6, 0.9), reopens_after=rng.randrange(20, 120))


def _back(_kind: str, rng: Random) -> Plot:
    return paths.back(rng.randrange(1, 6), rng.uniform(0.6, 0.9))


def _turns_out(kind: str, rng: Random) -> Plot:
    to = _TURNS.get(kind)
    return paths.reclassified(1, to) if to else _straight(kind, rng)


_PLOTS: tuple[tuple[tuple[Callable[[str, Random], Plot], tuple[int, int]], float], ...] = (
    ((_straight, _PAST), 48),
    ((_asleep, _LATELY), 9),
    ((_waiting, _JUST_NOW), 5),
    ((_held, _LATELY), 5),
    ((_was_held, _PAST), 6),
    ((_ends, _PAST), 12),
    ((_comes_back, _PAST), 5),
    ((_back, _PAST), 6),
    ((_turns_out, _PAST), 4),
)
"""How a story goes, how many days ago it may begin, and how often of a hundred."""
