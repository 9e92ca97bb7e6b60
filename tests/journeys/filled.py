"""What a worker types into each record's form so that it tells the case certain facts."""

from datetime import date, timedelta

from app.assessments import ikpb
from app.assessments.social_functioning import ASPECTS
from workflows.conditions import Scalar
from workflows.standing import CaseState

Facts = dict[str, Scalar]
Form = dict[str, str | list[str]]


def record(kind: str, facts: Facts, state: CaseState, today: date) -> Form:
    """Fill the form of a record; facts not asked for stay as the case has them."""
    return FORMS[kind](facts, {**state.facts, **facts}, state, today)


def _consent(facts: Facts, _all: Facts, state: CaseState, today: date) -> Form:
    if facts.get("consent_exception"):
        return {
            "status": "DIBERIKAN", "basis": "EXCEPTION", "exception": str(facts["consent_exception"]),
            "repair_by": (today + timedelta(days=5)).isoformat(), "reason": "Klien belum sadar",
        }  # fmt: skip
    basis = {"ABT": "STATE", "ABH": "PG_A"}.get(state.pmks_type, "OWN")
    return {
        "status": "DIBERIKAN", "basis": str(facts.get("consent_basis", basis)), "reason": "Orang tua belum ditemukan",
        "assent": "true", "manner": "TERTULIS", "scope": ["LAYANAN"],
    }  # fmt: skip


def _assessment(facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    flags = {name: _yes(known.get(name, True)) for name in ("eligible", "family_known")} | {
        "needs_residential": _yes(known.get("needs_residential", False))
    }
    return {
        "problem": "Kehilangan pekerjaan dan dijauhi tetangga", "signed": "on", "eligible_reason": "Sesuai kriteria",
        "residential_reason": "Tidak ada keluarga", **flags,
    }  # fmt: skip


def _goal(_facts: Facts, _known: Facts, _state: CaseState, today: date) -> Form:
    return {
        "area": "PSIKOSOSIAL", "statement": "Diterima kembali oleh keluarga", "indicator": "Kunjungan tiap minggu",
        "owner": "PEKSOS", "due_on": (today + timedelta(days=60)).isoformat(), "status": "BELUM",
    }  # fmt: skip


def _conference(facts: Facts, _known: Facts, _state: CaseState, _today: date) -> Form:
    return {
        "purpose": "RENCANA", "chair": "Ibu Penyelia", "decision": str(facts.get("conference_decision", "LANJUT")),
        "decision_text": "Dilanjutkan sesuai rencana", "participants.DINSOS_PROV": "Sari", "participants.BAPAS": "Anto",
        "confidentiality": "on",
    }  # fmt: skip


def _placement(facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    return {
        "placement_kind": str(known.get("placement_kind", "ORANG_TUA")), "destination": "Rumah ibu di Baros",
        "ready": _yes(facts.get("placement_ready", True)), "carer_name": "Ibu klien", "carer_agrees": "true",
        "carer_relation": "IBU", "visited_on": today.isoformat(), "findings": "Layak", "why_not_nearer": "Tidak ada",
    }  # fmt: skip


def _skills(facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    usual = {"ABT": "STIMULASI", "ABH": "PENDIDIKAN"}.get(_state.pmks_type, "VOKASIONAL")
    mode = str(known.get("skills_mode") or usual)
    skipped = mode == "LEWATI"
    return {
        "mode": mode, "attendance": str(facts.get("skills_attendance", 90)), "passed": _yes(not skipped),
        "done": _yes(not skipped), "reason": "Sudah bekerja", "course": "Las",
    }  # fmt: skip


def _safety(facts: Facts, _known: Facts, _state: CaseState, _today: date) -> Form:
    return {
        "safety": str(facts.get("safety", "AMAN")),
        "safe_place": "true",
        "threat": "-",
        "actions": "Ditemani",
    }


def _report(_facts: Facts, _known: Facts, _state: CaseState, _today: date) -> Form:
    return {"done": "on", "recommendation": "Kembali kepada orang tua dengan pendampingan"}


def _tracing(_facts: Facts, _known: Facts, _state: CaseState, _today: date) -> Form:
    return {"method": "KUNJUNGAN", "result": "DITEMUKAN", "person": "Bibi klien", "relation": "PAMAN_BIBI"}


def _legal(_facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    day = today.isoformat()
    form: Form = {
        "legal_status": str(known.get("legal_status", "SELESAI")), "abh_role": str(known.get("abh_role", "PELAKU")),
        "litmas_received": "on", "litmas_received_on": day,
    }  # fmt: skip
    for name in (
        "act_on",
        "investigation_started_on",
        "diversion_started_on",
        "diversion_ended_on",
        "court_order_on",
    ):
        form[name] = str(known.get(name) or day)
    return form


def _release(_facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    released = str(known.get("release_on") or "")
    status = str(known.get("release_status") or ("PB" if released else "NAPI"))
    planned = str(known.get("release_planned_on") or (today + timedelta(days=30)).isoformat())
    if released and status in ("NAPI", "ASIMILASI"):
        status = "PB"
    return {
        "release_status": status, "planned_on": planned, "actual_on": released, "change_reason": "KEPUTUSAN",
    }  # fmt: skip


def _risk(facts: Facts, _known: Facts, _state: CaseState, today: date) -> Form:
    return {
        "rri_class": str(facts.get("rri_class", "SEDANG")),
        "assessed_on": today.isoformat(),
        "instrument": "RRI",
    }


def _handover(_facts: Facts, _known: Facts, _state: CaseState, _today: date) -> Form:
    return {
        "direction": "MASUK",
        "partner": "Bapas Kelas II Serang",
        "signed": "true",
        "signers": ["PK", "PEKSOS"],
    }


FORMS = {
    "consent": _consent, "assessment": _assessment, "goal": _goal, "conference": _conference,
    "placement": _placement, "skills": _skills, "safety_check": _safety, "social_report": _report,
    "family_tracing": _tracing, "legal_status": _legal, "release": _release, "risk_class": _risk,
    "handover": _handover,
}  # fmt: skip


def assessment(instrument: str, state: CaseState, today: date) -> Form:
    """Fill an instrument with the best answers, at a point that fits the day."""
    if instrument == "social_functioning":
        return {"point": "AWAL", **{f"levels.{item.code}": "4" for item in ASPECTS}}
    released = str(state.facts.get("release_on") or "")
    point = "T+1" if released and released <= today.isoformat() else "T-3"
    levels = {f"levels.{item.code}": "4" for item in ikpb.ITEMS}
    return {"point": point, "sources": ["KLIEN", "KELUARGA"], "housing_by_family": "true", **levels}


def _yes(value: Scalar) -> str:
    return "true" if value else "false"
