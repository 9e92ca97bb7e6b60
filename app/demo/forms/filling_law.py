"""Typed records of a story about law: release, risk class, legal status, readiness for life outside."""

from datetime import timedelta
from random import Random

from app.demo.forms.lot import Moment
from app.records.assessment.readiness import Readiness
from app.records.legal.legal_status import LegalStatus
from app.records.legal.release import Release
from app.records.legal.risk_class import RiskClass


def release(m: Moment) -> Release:
    """Record what corrections said: a plan at first, the release once it has happened."""
    lot, today = m.lot, m.context.occurred_on
    before = m.context.earlier[0]["planned_on"] if m.context.earlier else None
    out = lot.release_on <= today
    lot.released = out
    planned = before or lot.release_on
    moved = not out and before is not None and lot.release_on != before
    status = m.rng.choice(("PB", "PB", "CB", "CMB", "BEBAS_MURNI")) if out else "NAPI"
    return Release(
        release_status=status,
        planned_on=lot.release_on if moved or not before else planned,
        actual_on=lot.release_on if out else None,
        change_reason="REMISI" if moved else None,
        two_thirds_on=lot.release_on - timedelta(days=20),
        institution="Lapas Kelas IIA Serang",
        bapas="Bapas Kelas II Serang",
        bapas_office=lot.bapas,
        decree_number=f"PAS-{m.rng.randrange(100, 999)}.PK.01.04" if out else None,
    )


def risk_class(m: Moment) -> RiskClass:
    """Copy the class that Bapas found."""
    return RiskClass(
        rri_class=m.lot.risk,
        assessed_on=m.context.occurred_on,
        instrument="RRI",
        instrument_version="02",
        issued_by="Bapas Kelas II Serang",
        needs=m.rng.sample(["PENDIDIKAN_KERJA", "KELUARGA", "PERGAULAN", "ZAT", "EMOSI"], k=2),
    )


def legal_status(m: Moment) -> LegalStatus:
    """Record the legal status as the story has it by now."""
    office = m.lot.bapas if m.lot.role == "PELAKU" else None
    return LegalStatus(abh_role=m.lot.role, bapas_office=office, **m.lot.legal)


def readiness(m: Moment) -> Readiness:
    """Fill in an IKPB sheet."""
    released = m.context.day("release_on")
    planned = released or m.context.day("release_planned_on") or m.context.occurred_on
    points = {"T0": 0, "T+1": 30, "T+3": 91, "T+6": 182, "T+12": 365}
    if not released or m.context.occurred_on < released:
        points = {"T-6": -182, "T-3": -91, "T-1": -30}
    day = (m.context.occurred_on - planned).days
    levels = {f"D{n}": level(m.lot.strength, m.rng) for n in range(1, 11)}
    levels["D2"] = max(levels["D2"], 2) if m.lot.strength >= 2.4 else levels["D2"]
    return Readiness(
        point=min(points, key=lambda point: abs(points[point] - day)),
        sources=["KLIEN", "KELUARGA"],
        levels=levels,
        housing_by_family=m.lot.placement != "MANDIRI",
        manner="RUMAH" if released else "LAPAS",
        note="Klien bekerja lepas, keluarga mendukung." if released else "Wawancara di ruang kunjungan.",
    )


def level(mean: float, rng: Random) -> int:
    """Draw the answer to an item around a mean."""
    return max(0, min(4, round(rng.gauss(mean, 0.7))))
