"""Six hundred workers in the offices of the province, and who stands for whom in the copies of a case."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from random import Random
from typing import NamedTuple
from uuid import UUID

from app.accounts import passwords
from app.accounts.actions import NewWorker, insert_worker
from app.db import transaction
from app.demo import people as demo
from app.demo.voices.names import BOYS, GIRLS, MEN, WOMEN
from tests.bench.province.walking import PEOPLE, REGION, ROLES, UNIT, person

WORKERS = 600
BUSIEST = "sari"
OFFICES = {
    "36.01": "Dinas Sosial Kabupaten Pandeglang",
    "36.02": demo.LEBAK,
    "36.03": demo.TANGERANG,
    "36.04": "Dinas Sosial Kabupaten Serang",
    "36.71": "Dinas Sosial Kota Tangerang",
    "36.72": "Dinas Sosial Kota Cilegon",
    "36.73": demo.DINAS,
    "36.74": "Dinas Sosial Kota Tangerang Selatan",
}
_LEADERS = 3


class Office(NamedTuple):
    """A unit of one kabupaten or kota: its case workers, and who stands for every other role there."""

    unit: str
    region: str
    workers: tuple[str, ...]
    others: Mapping[str, str]
    """Stand-in → worker, for everybody but the case's own worker."""

    def cast(self, worker: str) -> dict[str, str]:
        """Say who stands for whom in a case of this worker."""
        return {**self.others, str(person("PEKSOS", 0)): worker, REGION: self.region, str(UNIT): self.unit}


class Staff(NamedTuple):
    """Everybody, by kabupaten or kota; and the one with the most cases."""

    offices: Mapping[str, Office]
    busiest: str
    busiest_at: str


async def settle(
    now: datetime, shares: Mapping[str, int], sections: tuple[str, ...], *, workers: int = WORKERS
) -> Staff:
    """Make the demo's own accounts, then as many case workers as there are to be, in proportion to the people."""
    known = await demo.settle(now)
    stored = await passwords.hashed(demo.PASSWORD)
    return await _settle(known, stored, now, shares=shares, sections=sections, workers=workers)


@transaction
async def _settle(
    known: demo.People,
    stored: str,
    now: datetime,
    *,
    shares: Mapping[str, int],
    sections: tuple[str, ...],
    workers: int,
) -> Staff:
    names, total, offices = _names(Random(7)), sum(shares.values()), {}

    async def add(
        username: str, role: str, unit: UUID, *, region: str | None = None, section: str = ""
    ) -> UUID:
        new = NewWorker(
            username=username,
            name=next(names),
            password=demo.PASSWORD,
            roles=[(role, section)],
            organisation=unit,
            region=region,
        )
        return await insert_worker(new, stored, by=None, now=now)

    dinas = known.organisation[demo.DINAS]
    heads = [await add(f"kasi-{section.lower()}", "KASI", dinas, section=section) for section in sections]
    for region, office in OFFICES.items():
        unit, place = known.organisation[office], region.replace(".", "")
        count = max(PEOPLE + 2, round(workers * shares[region] / total))
        own = [await add(f"p{place}-{n:03}", "PEKSOS", unit, region=region) for n in range(1, count + 1)]
        lead = [await add(f"s{place}-{n}", "SUPERVISOR", unit, region=region) for n in range(1, _LEADERS + 1)]
        offices[region] = Office(str(unit), region, tuple(map(str, own)), _others(known, heads, own, lead))
    return Staff(offices, str(known.me[BUSIEST].id), "36.73")


def _others(known: demo.People, heads: list[UUID], own: list[UUID], lead: list[UUID]) -> dict[str, str]:
    accounts = {
        role: [known.me[one.username].id for one in demo.ACCOUNTS if one.role == role] for role in ROLES
    }
    given = {**accounts, "PEKSOS": own, "SUPERVISOR": lead, "KASI": heads}
    return {
        str(person(role, number)): str((given.get(role) or lead)[number % len(given.get(role) or lead)])
        for role in (*ROLES, "")
        for number in range(PEOPLE)
    }


def _names(chance: Random) -> Iterator[str]:
    whole = [name.split() for name in (*MEN, *WOMEN, *BOYS, *GIRLS)]
    while True:
        yield f"{chance.choice(whole)[0]} {chance.choice(whole)[-1]}"
