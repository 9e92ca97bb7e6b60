"""Families, the street, aids and daily living: what counts, what is refused, what the case is told."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from app.records.assessment.daily_living import DailyLiving
from app.records.assessment.family_capacity import FamilyCapacity
from app.records.consent.outreach import Outreach
from app.records.plan.device import Device
from app.records.plan.extended_care import ExtendedCare
from app.records.screening.street_status import StreetStatus
from tests.records.context import NOW, errors, facts, filled, kept, state
from tests.workflows.field_rows import field_row

AID = UUID(int=1)
CONTACT = {"place": "Terminal Pakupatan", "street_group": "BEKERJA"}
LEVELS = ("eating", "bathing", "dressing", "toilet", "moving", "communicating")
RATED = {
    "point": "AWAL",
    "kinds": ["FISIK"],
    "device_needed": "off",
    **{f"levels__{name}": 3 for name in LEVELS},
}
CARE = {"purpose": "SEKOLAH", "school": "SMKN 2", "after": "Kos dan kerja", "agrees": "on"}


def test_a_family_is_able_only_when_somebody_is_willing() -> None:
    typed = {"family_capacity": "MAMPU", "carer_name": "Bibi"}

    assert "family_capacity" in errors(FamilyCapacity, **typed, willing="off")
    told = facts(FamilyCapacity, **typed, willing="on")
    assert told == {"family_capacity": "MAMPU", "family_capacity_on": "2026-06-10"}


def test_a_conclusion_says_what_it_rests_on() -> None:
    typed = {"carer_name": "Bibi", "willing": "on"}

    assert "support" in errors(FamilyCapacity, **typed, family_capacity="MAMPU_DUKUNGAN")
    assert "risks" in errors(FamilyCapacity, **typed, family_capacity="BELUM_MAMPU")
    assert filled(FamilyCapacity, **typed, family_capacity="MAMPU").doubts
    assert not filled(FamilyCapacity, **typed, family_capacity="MAMPU", visited_on="2026-06-09").doubts


def test_only_a_meeting_counts_as_a_contact() -> None:
    twice = state("AJ", outreach_contacts=2)

    assert facts(Outreach, twice, **CONTACT, met="on")["outreach_contacts"] == 3
    assert facts(Outreach, twice, **CONTACT, met="off")["outreach_contacts"] == 2
    assert "willing" in errors(Outreach, twice, **CONTACT, met="off", willing="on")


@field_row("W11")
def test_three_contacts_on_one_evening_are_one_day_of_meeting() -> None:
    once, earlier = state("AJ", outreach_contacts=1), ({"met": True, "occurred_at": NOW},)

    assert facts(Outreach, once, earlier=earlier, **CONTACT, met="on")["outreach_contacts"] == 1
    before = ({"met": True, "occurred_at": NOW - timedelta(days=1)},)
    assert facts(Outreach, once, earlier=before, **CONTACT, met="on")["outreach_contacts"] == 2


def test_an_adult_who_is_no_family_raises_a_question() -> None:
    assert filled(Outreach, **CONTACT, met="on", company="ORANG_LAIN").doubts


def test_time_off_the_street_begins_anew_after_a_return() -> None:
    seen = {"told_by": "Tim penjangkauan"}
    since = state("AJ", off_street_since="2026-03-01")

    assert facts(StreetStatus, **seen, street_presence="TIDAK")["off_street_since"] == "2026-06-10"
    assert facts(StreetStatus, since, **seen, street_presence="TIDAK")["off_street_since"] == "2026-03-01"
    assert facts(StreetStatus, since, **seen, street_presence="KADANG")["off_street_since"] == ""
    typed = seen | {"street_presence": "SERING", "off_street_since": "2026-03-01"}
    assert "off_street_since" in errors(StreetStatus, **typed)


def test_daily_living_needs_every_activity_and_names_the_aids() -> None:
    first = {name: value for name, value in RATED.items() if name != "levels__moving"}

    assert "levels.moving" in errors(DailyLiving, **first)
    assert "devices" in errors(DailyLiving, **RATED | {"device_needed": "on"})
    rated = kept(DailyLiving, **RATED)
    assert (rated["score"], rated["band"]) == (180, "DIBANTU")
    assert facts(DailyLiving, **RATED) == {"device_needed": False}


def _aid(status: str, number: int = 1, on: date = date(2026, 5, 4)) -> dict[str, Any]:
    return {"device": UUID(int=number), "status": status, "requested_on": on}


def test_an_aid_is_requested_then_delivered_then_fitted() -> None:
    chair = {"device_kind": "KURSI_RODA"}

    assert "status" in errors(Device, **chair, status="DITERIMA")
    requested = (_aid("DIAJUKAN"),)
    assert "status" in errors(
        Device, earlier=requested, **chair, device=str(AID), status="TERPASANG", trained="on"
    )
    told = facts(Device, earlier=requested, **chair, device=str(AID), status="DITERIMA")
    assert told == {"devices_waiting": 1, "devices_in_use": 0, "device_requested_on": "2026-05-04"}
    fitted = {"device": str(AID), "status": "TERPASANG", "trained": "on"}
    told = facts(Device, earlier=(_aid("DITERIMA"), *requested), **chair, **fitted)
    assert told == {"devices_waiting": 0, "devices_in_use": 1, "device_requested_on": ""}


def test_the_aid_that_waits_longest_counts() -> None:
    earlier = (_aid("DIAJUKAN", 2, date(2026, 6, 1)), _aid("TERPASANG", 3, date(2026, 2, 1)))

    told = facts(Device, earlier=earlier, device_kind="KRUK", status="DIAJUKAN")
    assert told == {"devices_waiting": 2, "devices_in_use": 1, "device_requested_on": "2026-06-01"}


def test_an_aid_that_was_given_up_says_why() -> None:
    typed = {"device_kind": "KRUK", "device": str(AID), "status": "BATAL"}

    assert "reason" in errors(Device, earlier=(_aid("DIAJUKAN"),), **typed)
    assert "" in errors(Device, earlier=(_aid("DIAJUKAN", 5),), **typed, reason="Pindah")


def test_care_is_extended_from_seventeen_to_the_day_of_turning_twenty_one() -> None:
    young, old = state("AT", birth_date="2010-02-01"), state("AT", birth_date="2008-08-01")

    assert "" in errors(ExtendedCare, young, **CARE, extended_care_until="2027-06-30")
    assert "extended_care_until" in errors(ExtendedCare, old, **CARE, extended_care_until="2029-08-02")
    told = facts(ExtendedCare, old, **CARE, extended_care_until="2029-08-01")
    assert told == {"extended_care_until": "2029-08-01"}
    assert "agrees" in errors(ExtendedCare, old, **CARE | {"agrees": "off"}, extended_care_until="2028-08-01")
