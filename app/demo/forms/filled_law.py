"""Forms of the demo about law and protection: where a process stands, who protects whom."""

from datetime import date, timedelta

from app.demo.forms.filled_form import Facts, Form, yes
from app.web.i18n.lists import CODES
from workflows.case_state import CaseState


def _legal(_facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    day = today.isoformat()
    form: Form = {
        "legal_status": str(known.get("legal_status", "SELESAI")),
        "abh_role": str(known.get("abh_role", "PELAKU")),
        "litmas_received": "on",
        "litmas_received_on": day,
    }
    for name in (
        "act_on",
        "investigation_started_on",
        "diversion_started_on",
        "diversion_ended_on",
        "court_received_on",
        "court_order_on",
    ):
        form[name] = str(known.get(name) or day)
    return form


def _release(facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    released = str(known.get("release_on") or "")
    status = str(known.get("release_status") or ("PB" if released else "NAPI"))
    planned = str(known.get("release_planned_on") or (today + timedelta(days=30)).isoformat())
    if released and status in ("NAPI", "ASIMILASI"):
        status = "PB"
    if facts.get("recent_release") is False:
        return {"release_status": "BEBAS_MURNI"}
    return {
        "release_status": status,
        "planned_on": planned,
        "actual_on": released,
        "change_reason": "KEPUTUSAN",
    }


def _risk(facts: Facts, _known: Facts, _state: CaseState, today: date) -> Form:
    return {
        "rri_class": str(facts.get("rri_class", "SEDANG")),
        "assessed_on": today.isoformat(),
        "instrument": "RRI",
    }


def _extended(facts: Facts, _known: Facts, _state: CaseState, today: date) -> Form:
    until = str(facts.get("extended_care_until") or (today + timedelta(days=300)).isoformat())
    return {
        "extended_care_until": until,
        "purpose": "SEKOLAH",
        "school": "SMKN 2",
        "after": "Kos",
        "agrees": "true",
    }


def _protection(_facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    suspect = str(known.get("suspect") or ("AYAH" if known.get("suspected_parent") else "DIKENAL"))
    hidden = bool(known.get("location_hidden", True))
    return {
        "suspect": suspect,
        "safe_guardian": yes(known.get("safe_guardian", True)),
        "safe_guardian_name": "Ibu",
        "place_kind": "KERABAT",
        "location_hidden": yes(hidden),
        "hidden_from": "Terduga",
        "informed": "UPTD PPA",
        "reasons": "Terduga mencari anak",
    }


def _group(facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    return {
        "ampk_group": str(facts.get("ampk_group") or known.get("ampk_group") or "STIGMA"),
        "needs": "Rasa aman",
        "specific_type": yes(known.get("specific_type", False)),
        "type_reason": "Sudah ditangani",
    }


def _victim(facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    day = today.isoformat()
    return {
        "violence": ["FISIK"],
        "police_status": str(known.get("police_status") or "DILAPORKAN"),
        "visum_status": str(facts.get("visum_status") or "SELESAI"),
        "police_report_on": day,
        "visum_on": day,
        "ppa_informed_on": day,
        "settlement": "false",
        "not_reported_reason": "Belum siap",
    }


def _service(_facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    return {
        "requested_on": str(known.get("service_requested_on") or today),
        "requested_by": "POLRI",
        "first_aid_on": str(known.get("first_aid_on") or ""),
        "started_on": str(known.get("service_started_on") or ""),
    }


def _order(_facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    return {
        "protection_order": str(known.get("protection_order") or "DITETAPKAN"),
        "domestic": "true",
        "sexual": yes(bool(known.get("sexual_violence"))),
        "requested_on": today.isoformat(),
        "ordered_on": today.isoformat(),
        "reason": "Tidak terbukti",
        "valid_until": (today + timedelta(days=365)).isoformat(),
        "police_protection_on": str(known.get("police_protection_on") or ""),
    }


def _restitution(facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    return {
        "review_on": (today + timedelta(days=30)).isoformat(),
        "criminal_status": str(known.get("criminal_status") or "SIDANG"),
        "no_claim_reason": "Tidak ingin",
        "restitution": str(facts.get("restitution") or known.get("restitution") or "DIAJUKAN"),
        "awarded": "5000000",
        "paid": "5000000",
        "decided_on": today.isoformat(),
    }


def _adopters(_facts: Facts, _known: Facts, _state: CaseState, today: date) -> Form:
    return {
        "names": "Bapak Darma dan Ibu Sinta",
        "single": "false",
        "first_born_on": today.replace(year=today.year - 40, day=1).isoformat(),
        "second_born_on": today.replace(year=today.year - 38, day=1).isoformat(),
        "married_on": today.replace(year=today.year - 12, day=1).isoformat(),
        "met": list(CODES["adoption_condition"]),
    }


LAW = {
    "legal_status": _legal,
    "release": _release,
    "risk_class": _risk,
    "extended_care": _extended,
    "protection": _protection,
    "protection_group": _group,
    "victim_process": _victim,
    "victim_service": _service,
    "protection_order": _order,
    "restitution": _restitution,
    "adopters": _adopters,
}
