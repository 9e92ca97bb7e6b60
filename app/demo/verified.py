"""Holding clients' data against a source: soon after they came, a year later again, and sometimes too late or never."""

from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from app.clients.actions import Saved
from app.clients.forms import VerifyForm
from app.clients.verification.actions import verify
from app.clients.verification.rules import LISTED, NO_AID, UNCHECKED, rule
from app.db import query_one
from app.demo.stories.world import Stalled, World, office_hours
from app.scope.predicate import client_team
from app.web.http.current_user import CurrentUser
from workflows.clock import wib_day
from workflows.view import years_between

SHOWN_AT_ONCE = 0.27
"""How often somebody comes with papers, or is seen at home, when registered."""
SEEN_SOON, SEEN_AGAIN = 0.72, 0.7
"""Of all clients, how many are verified in the weeks after they came; and of those, how many in time each year."""
LOOKED_UP, IN_REGISTER = 0.88, 0.72
"""At a verification: how often the register is looked up, and how often somebody is found there."""
DECILES = (34, 25, 15, 9, 6, 4, 3, 2, 1, 1)
"""How often each welfare decile among a hundred clients of the division, who are mostly poor."""
_TOLD, _SHOWN = ("PENGAKUAN", "KELUARGA", "PELAPOR"), ("KARTU", "KUNJUNGAN", "DUKCAPIL", "SIKS_NG")
_LOOKED_UP_AT = ("SIKS_NG", "SIKS_NG", "DESA_KELURAHAN", "PUSKESOS_SLRT", "APLIKASI")
_LEAST_POOR = 5
"""Up to this decile a household may receive the national programmes."""
_AID = (("PBI_JKN", 0.6), ("SEMBAKO", 0.45), ("PKH", 0.4), ("BLT_DESA", 0.1))
_LOCAL = (("DAERAH", 0.12), ("ATENSI", 0.1))
_NOTES = (
    "",
    "",
    "",
    "Rumah ditempati bersama keluarga besar.",
    "Kartu keluarga dilihat, alamat sama.",
    "Data desa dan cerita keluarga cocok.",
    "Belum masuk kartu keluarga; desa membantu mengurus.",
)


class Found(NamedTuple):
    """What a look at the welfare register and at the household found."""

    status: str
    decile: int | None
    aid: tuple[str, ...]


def first_source(rng: Random) -> str:
    """Say where the data come from when somebody is registered: mostly from what they tell."""
    return rng.choices(_SHOWN, (6, 3, 1, 1))[0] if rng.random() < SHOWN_AT_ONCE else rng.choice(_TOLD)


def found_of(years: int, rng: Random, *, before: Found | None = None) -> Found:
    """Draw what is found; who stood in the register at an earlier verification still does."""
    if before and before.status == LISTED:
        decile = before.decile
    elif rng.random() > LOOKED_UP:
        return Found(UNCHECKED, None, () if rng.random() < 0.4 else _aid(years, None, rng))
    else:
        listed = rng.random() < IN_REGISTER
        decile = rng.choices(range(1, len(DECILES) + 1), DECILES)[0] if listed else None
    return Found(LISTED if decile else "TIDAK", decile, _aid(years, decile, rng))


def _aid(years: int, decile: int | None, rng: Random) -> tuple[str, ...]:
    national = _AID if decile and decile <= _LEAST_POOR else ()
    school = (("KIP", 0.45),) if national and 6 <= years <= 21 else ()  # the ages of school
    held = tuple(code for code, often in (*national, *school, *_LOCAL) if rng.random() < often)
    return held or (NO_AID,)


def days_of(days: int, rng: Random) -> list[int]:
    """Return how many days after the registration data are verified, of the *days* that have passed."""
    year, chosen = rule().verified_days, list[int]()
    if rng.random() < SEEN_SOON:
        chosen.append(rng.randrange(6, rule().told_days - 20))
    while chosen and chosen[-1] + year <= days and rng.random() < SEEN_AGAIN:
        chosen.append(chosen[-1] + year - rng.randrange(4, 45))
    return [day for day in chosen if day <= days]


async def keep_verified(
    world: World, number: str, born: date, *, by: CurrentUser, seed: str, now: datetime
) -> None:
    """Let one client's data be verified by whoever registered them, as long as a case is open that is theirs to see."""
    rng, came, before = Random(seed), now, None
    for day in days_of((world.end - now).days, rng):
        at = office_hours(came + timedelta(days=day), world.calendar, rng)
        now = await world.until(max(at, now))
        if not await _still_served(number, by):
            return
        before = found_of(years_between(born, wib_day(now)), rng, before=before)
        await _verify(number, before, by, rng, now)


async def _still_served(number: str, me: CurrentUser) -> bool:
    scope = client_team(me)
    row = await query_one(
        f"""SELECT 1 FROM cases c JOIN clients k ON k.id = c.client
            WHERE k.number = ? AND k.merged_into IS NULL AND c.closed_at IS NULL AND {scope.text} LIMIT 1""",
        number,
        *scope.args,
    )
    return row is not None


def form_of(seen: Found, day: date, rng: Random) -> VerifyForm:
    """Fill in the form of a verification."""
    looked_up = seen.status != UNCHECKED
    return VerifyForm(
        data_source=rng.choices(_SHOWN, (4, 6, 1, 2))[0],
        verified_on=day,
        dtsen_status=seen.status,
        dtsen_decile=seen.decile,
        dtsen_source=rng.choice(_LOOKED_UP_AT) if looked_up else None,
        dtsen_checked_on=day - timedelta(days=rng.randrange(4)) if looked_up else None,
        aid=list(seen.aid),
        note=rng.choice(_NOTES),
    )


async def _verify(number: str, seen: Found, me: CurrentUser, rng: Random, now: datetime) -> None:
    form = form_of(seen, wib_day(now), rng)
    kept = await verify(number, form, me=me, now=now, key=None, version=None)
    if not isinstance(kept, Saved):
        raise Stalled(f"{number}: {kept}")
