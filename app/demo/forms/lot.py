"""What befalls one client of the demo, drawn once, and the moment at which a form is filled in."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from app.records.kind import FormContext
from workflows.clock import wib_day


@dataclass
class Lot:
    """What is in store for one client; filling and plots read it and move it on."""

    kind: str
    rng: Random
    path: str = ""
    """What is special about it: trial, witness, found, foster …"""
    place: str = ""
    bapas: UUID | None = None
    """The Bapas with which an agreement shares the case."""
    placement: str = "ORANG_TUA"
    mode: str = "VOKASIONAL"
    role: str = "PELAKU"
    strength: float = 2.4
    """How well things stand, 0 to 4; it grows with every stage."""
    eligible: bool = True
    residential: bool = False
    safe: list[bool] = field(default_factory=list)
    """The answers of the next safety checks; then always safe."""
    family_found_at: int = 1
    """At which effort the family is found; 0: never."""
    basis: str = "OWN"
    excepted: str = ""
    """The lawful exception before the consent itself."""
    release_on: date = date.max
    released: bool = False
    risk: str = "SEDANG"
    legal: dict[str, Any] = field(default_factory=dict)
    """The legal status as it stands, by the fields of its form."""
    conference: str = "LANJUT"


@dataclass
class Moment:
    """One form about to be filled in."""

    lot: Lot
    context: FormContext
    by: str
    chair: str
    chair_worker: UUID | None = None

    @property
    def rng(self) -> Random:
        """The story's chance."""
        return self.lot.rng


def legal_day(at: datetime, days: float) -> date:
    """Give the day some days from an instant, for the dates of the legal process."""
    return wib_day(at + timedelta(days=days))
