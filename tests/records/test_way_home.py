"""Arrival, health, identity and the way home; protection, restitution and safety of victims."""

from typing import Any

import pytest

from app.records.consent.identity import Identity
from app.records.legal.arrival import Arrival
from app.records.legal.protection_order import ProtectionOrder
from app.records.legal.repatriation import Repatriation
from app.records.legal.restitution import Restitution
from app.records.plan.safety_plan import SafetyPlan
from app.records.screening.begging_screen import BeggingScreen
from app.records.screening.health_screen import HealthScreen
from app.records.victims.victim_service import VictimService
from app.web.forms.fields import fields_of
from tests.records.context import errors, facts, filled, state
from tests.workflows.field_rows import field_row

PLANNED: dict[str, Any] = {"return_status": "DIRENCANAKAN", "destination": "Indramayu, Jawa Barat"}
LEFT = PLANNED | {
    "return_status": "BERANGKAT",
    "receiver": "DINSOS_PROV_LAIN",
    "agreed": "on",
    "letter_number": "460/12",
    "transport": "BUS",
    "escort": "TANPA",
    "departed_on": "2026-06-08",
}
THERE = LEFT | {"return_status": "TIBA", "arrived_on": "2026-06-09"}
RECEIVED = THERE | {
    "return_status": "DITERIMA",
    "acknowledged_on": "2026-06-10",
    "acknowledged_by": "Dinsos Indramayu",
}


def test_a_planned_way_home_needs_only_where_it_leads() -> None:
    assert facts(Repatriation, **PLANNED) == {
        "return_status": "DIRENCANAKAN",
        "return_party": 1,
        "return_agreed": False,
        "return_to": "Indramayu, Jawa Barat",
        "departed_on": "",
        "arrived_home_on": "",
        "return_acknowledged_on": "",
    }


@field_row("W17")
def test_a_family_goes_home_with_its_head_and_is_named() -> None:
    family = PLANNED | {"members": 3, "children": 2}
    assert "member_names" in errors(Repatriation, **family)
    assert facts(Repatriation, **family, member_names="Istri, dua anak")["return_party"] == 4
    assert "children" in errors(Repatriation, **PLANNED, members=1, children=2, member_names="Anak")


def test_nobody_is_sent_where_nobody_agreed() -> None:
    assert "agreed" in errors(Repatriation, **LEFT | {"agreed": "off"})
    assert "agreed" in errors(Repatriation, **{k: v for k, v in LEFT.items() if k != "agreed"})


@pytest.mark.parametrize(
    ("step", "needs"), [(LEFT, "letter_number"), (THERE, "departed_on"), (RECEIVED, "acknowledged_by")]
)
def test_each_step_home_needs_what_it_and_the_steps_before_it_say(step: dict[str, Any], needs: str) -> None:
    assert needs in errors(Repatriation, **step | {needs: ""})
    assert facts(Repatriation, **step)["return_status"] == step["return_status"]


def test_days_on_the_way_home_follow_each_other() -> None:
    assert "arrived_on" in errors(Repatriation, **THERE | {"arrived_on": "2026-06-07"})
    assert "arrived_on" in errors(Repatriation, **THERE | {"arrived_on": "2026-06-11"})


def test_an_escort_has_a_name_and_the_weak_or_young_do_not_travel_alone() -> None:
    assert "escort_name" in errors(Repatriation, **LEFT | {"escort": "TKSK"})
    assert filled(Repatriation, state("GLD", fit_to_travel=False), **LEFT).doubts
    assert filled(Repatriation, state("KPO", birth_date="2012-01-01"), **LEFT).doubts
    assert not filled(Repatriation, state("PMBS", birth_date="1990-01-01"), **LEFT).doubts


def test_an_arrival_has_happened_and_says_whether_home_is_near() -> None:
    typed = {
        "arrived_at": "2026-06-10 08:00",
        "point": "BANDARA",
        "arrival_kind": "DEPORTASI",
        "papers": "SPLP",
        "home_region": "Indramayu",
        "origin_in_banten": "off",
    }

    told = facts(Arrival, **typed)
    assert told["arrived_at"] == "2026-06-10T01:00:00+00:00"
    assert told["origin_in_banten"] is False
    assert "arrived_at" in errors(Arrival, **typed | {"arrived_at": "2026-06-11 08:00"})


def test_the_registry_tells_when_it_looked_and_what_it_found() -> None:
    assert set(errors(Identity, identity_status="BIOMETRIK")) == {"biometric_on", "biometric_found"}
    assert "registered_on" in errors(
        Identity, identity_status="DIDAFTARKAN", biometric_on="2026-06-01", biometric_found="off"
    )
    assert facts(Identity, identity_status="TIDAK_ADA") == {
        "identity_status": "TIDAK_ADA",
        "identity_on": "2026-06-10",
    }


SEEN: dict[str, Any] = {
    "eats_and_walks": "on",
    "oriented": "on",
    "fit_to_travel": "on",
    "health_need": "TIDAK_ADA",
}


def test_who_needs_a_hospital_does_not_travel_yet() -> None:
    assert "fit_to_travel" in errors(HealthScreen, **SEEN | {"health_need": "RSJ"})
    assert (
        facts(HealthScreen, **SEEN | {"health_need": "RSJ", "fit_to_travel": "off"})["health_need"] == "RSJ"
    )


def test_a_confused_client_whom_nobody_shall_see_is_asked_about() -> None:
    assert filled(HealthScreen, **SEEN | {"oriented": "off"}).doubts
    assert not filled(HealthScreen, **SEEN).doubts


def test_no_field_of_the_look_at_health_takes_a_finding() -> None:
    texts = {typed.name for typed in fields_of(HealthScreen) if typed.kind is str and not typed.code}

    assert texts == {"screened_by"}


def test_who_sends_the_client_begging_is_asked_and_a_child_is_seen_to() -> None:
    typed = {"exploitation": "TIDAK", "with_child": "off", "with_disabled": "off"}

    assert facts(BeggingScreen, **typed) == {
        "exploitation": "TIDAK",
        "exploitation_on": "2026-06-10",
        "with_child": False,
    }
    assert "takes_money" in errors(BeggingScreen, **typed | {"exploitation": "SETORAN"})
    assert "child_safe" in errors(BeggingScreen, **typed | {"with_child": "on"})


def test_the_law_counts_from_the_request_for_rehabilitation() -> None:
    asked = {"requested_on": "2026-06-05", "requested_by": "POLRI"}

    assert facts(VictimService, **asked, first_aid_on="2026-06-06") == {
        "service_requested_on": "2026-06-05",
        "first_aid_on": "2026-06-06",
        "service_started_on": "",
    }
    assert "started_on" in errors(VictimService, **asked, started_on="2026-06-04")
    assert "requested_on" in errors(VictimService, **asked | {"requested_on": "2026-06-11"})


def test_the_polices_protection_lasts_seven_days_at_most() -> None:
    typed = {
        "domestic": "on",
        "sexual": "off",
        "protection_order": "BELUM_DIMINTA",
        "police_protection_on": "2026-06-08",
    }

    assert "police_protection_until" in errors(ProtectionOrder, **typed, police_protection_until="2026-06-16")
    assert facts(ProtectionOrder, **typed, police_protection_until="2026-06-15")["police_protection_on"]


def test_an_order_says_when_it_was_asked_for_and_until_when_it_holds() -> None:
    typed = {"domestic": "on", "sexual": "off", "protection_order": "DITETAPKAN"}

    assert set(errors(ProtectionOrder, **typed)) == {"requested_on", "ordered_on", "valid_until"}
    assert "reason" in errors(
        ProtectionOrder, domestic="off", sexual="off", protection_order="TIDAK_DIPERLUKAN"
    )


def test_restitution_that_is_paid_is_paid_in_full() -> None:
    typed = {
        "criminal_status": "PUTUS",
        "restitution": "DIBAYAR",
        "decided_on": "2026-06-01",
        "awarded": "5.000.000",
    }

    assert "paid" in errors(Restitution, **typed, paid="4.000.000")
    assert facts(Restitution, **typed, paid="5.000.000") == {
        "criminal_status": "PUTUS",
        "restitution": "DIBAYAR",
        "restitution_review_on": "",
        "restitution_on": "2026-06-10",
    }
    assert "no_claim_reason" in errors(Restitution, criminal_status="BELUM", restitution="TIDAK_DIMINTA")


def test_a_home_that_must_not_be_contacted_is_no_place_to_be_reached_at() -> None:
    typed = {"contact": "JANGAN_KE_RUMAH", "steps": "Go to the neighbour"}

    assert "home_contact" in errors(SafetyPlan, **typed, home_contact="on")
    assert facts(SafetyPlan, **typed, home_contact="off") == {
        "safety_plan_on": "2026-06-10",
        "home_contact": False,
    }
    assert "trusted" in errors(SafetyPlan, **typed | {"contact": "MELALUI_PERANTARA"}, home_contact="off")
