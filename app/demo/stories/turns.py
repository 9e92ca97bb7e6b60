"""What is in store for a client by type and by the part it plays."""

from collections.abc import Callable
from datetime import timedelta

from app.demo.forms.lot import Lot
from app.demo.stories import background
from app.demo.stories.player import Player
from workflows.clock import wib_day

Begin = Callable[[Player], None]


def lot_of(p_kind: str, special: str, lot: Lot) -> Lot:
    """Set what is in store by type and part."""
    rng = lot.rng
    if p_kind == "BWBLP":
        lot.placement = rng.choice(("ORANG_TUA", "KERABAT", "KERABAT", "MANDIRI"))
        lot.mode = rng.choice(("VOKASIONAL", "VOKASIONAL", "KEWIRAUSAHAAN", "MAGANG"))
        lot.risk = "TINGGI" if special == "risk" else rng.choice(("RENDAH", "SEDANG", "SEDANG"))
    elif p_kind == "ABT":
        _under_five(lot, special)
    else:
        lot.basis, lot.mode = "PG_A", rng.choice(("PENDIDIKAN", "PENDIDIKAN", "LIFE_SKILLS"))
        lot.role = {"witness": "KORBAN", "toddler": "KORBAN"}.get(special, "PELAKU")
        lot.mode = "TERAPI" if lot.role == "KORBAN" else lot.mode
    return lot


def _under_five(lot: Lot, special: str) -> None:
    lot.basis, lot.mode = "PG", lot.rng.choice(("STIMULASI", "STIMULASI", "PENGASUHAN"))
    lot.residential = special in {"found", "unsafe", "foster", "guardian"}
    if special == "found":
        lot.basis, lot.family_found_at, lot.placement = "STATE", 0, "ORANG_TUA_ASUH"
    if special in {"foster", "guardian"}:
        lot.placement, lot.family_found_at = ("ORANG_TUA_ASUH" if special == "foster" else "WALI"), 3
    if special == "unsafe":
        lot.safe, lot.family_found_at, lot.placement = [False], 2, "KERABAT"
    if special == "exception":
        lot.excepted = "DARURAT"


def begin(p: Player, special: str) -> None:
    """Start what runs beside the stages."""
    if p.lot.kind == "BWBLP":
        _prison(p, special)
    if p.lot.kind == "ABH" and p.lot.role == "PELAKU":
        background.diversion(
            p, agreed=special != "trial", late_litmas=special == "late", late_start=special == "late"
        )
    if p.lot.kind == "ABH" and p.lot.role != "PELAKU":
        background.witness(p)


def _prison(p: Player, special: str) -> None:
    rng = p.rng
    p.lot.release_on = wib_day(p.now) + timedelta(days=rng.randrange(45, 110))
    background.comes_free(p)
    if special == "risk" or rng.random() < 0.5:
        background.risk_comes(p, rng.uniform(6, 20))
    if rng.random() < 0.25:
        background.release_moves(p, rng.randrange(20, 35), by=rng.choice((-9, 12, 21)))


def to_under_five(p: Player) -> Lot:
    """Say what is in store for a child who turns out to be neglected rather than a party to a case."""
    lot = Lot(
        "ABT", p.rng, place=p.lot.place, placement="KERABAT", mode="STIMULASI", basis="PG", family_found_at=1
    )
    lot.residential = True
    return lot
