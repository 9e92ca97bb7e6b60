"""What a worker types into each record's form so that it tells the case certain facts.

The demo puts its own words over the prose (see `telling`); the tests send these forms as they are.
"""

from datetime import date, timedelta

from app.demo.forms import any_record
from app.demo.forms.filled_form import Facts, Form, yes
from app.demo.forms.filled_law import LAW
from app.demo.forms.filled_way_home import WAY_HOME
from app.records import registry
from app.records.assessment import ikpb
from app.records.assessment.daily_living import ACTIVITIES
from app.records.assessment.social_functioning import ASPECTS
from workflows.case_state import CaseState
from workflows.definition import load_all
from workflows.view import years_between


def record(kind: str, facts: Facts, state: CaseState, today: date) -> Form:
    """Fill the form of a record; facts not asked for stay as the case has them.

    A kind whose story has no words of its own here is filled in from the fields that it declares.
    """
    known = {**state.facts, **facts}
    if kind in FORMS:
        return FORMS[kind](facts, known, state, today)
    return any_record.form(registry.kind(kind), known, state, today)


def _consent(facts: Facts, _all: Facts, state: CaseState, today: date) -> Form:
    if facts.get("consent_exception") or facts.get("consent_basis") == "EXCEPTION":
        return {
            "status": "DIBERIKAN",
            "basis": "EXCEPTION",
            "exception": str(facts.get("consent_exception") or "DARURAT"),
            "repair_by": (today + timedelta(days=5)).isoformat(),
            "reason": "Klien belum sadar",
        }
    basis = str(facts.get("consent_basis", _basis(state, today)))
    return {
        "status": "DIBERIKAN",
        "basis": basis,
        "reason": "Orang tua belum ditemukan",
        "assent": "true",
        "manner": "TERTULIS",
        "scope": ["LAYANAN"],
        "giver_relation": "IBU" if basis in {"PG", "PG_A"} else "",
    }


def _basis(state: CaseState, today: date) -> str:
    """Give who consents for a client of this age."""
    born = date.fromisoformat(str(state.facts["birth_date"]))
    years = years_between(born, today)
    return "STATE" if years < 6 else "PG_A" if years < 18 else "OWN"


def _assessment(_facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    flags = {name: yes(known.get(name, True)) for name in ("eligible", "family_known")} | {
        "needs_residential": yes(known.get("needs_residential", False))
    }
    return {
        "problem": "Kehilangan pekerjaan dan dijauhi tetangga",
        "signed": "on",
        "eligible_reason": "Sesuai kriteria",
        "residential_reason": "Tidak ada keluarga",
        "carer_known": yes(known.get("carer_known", True)),
        **flags,
    }


def _goal(_facts: Facts, _known: Facts, _state: CaseState, today: date) -> Form:
    return {
        "area": "PSIKOSOSIAL",
        "statement": "Diterima kembali oleh keluarga",
        "indicator": "Kunjungan tiap minggu",
        "owner": "PEKSOS",
        "due_on": (today + timedelta(days=60)).isoformat(),
        "status": "BELUM",
    }


def _conference(facts: Facts, _known: Facts, _state: CaseState, _today: date) -> Form:
    return {
        "purpose": "RENCANA",
        "chair": "Ibu Penyelia",
        "decision": str(facts.get("conference_decision", "LANJUT")),
        "decision_text": "Dilanjutkan sesuai rencana",
        "participants.DINSOS_PROV": "Sari",
        "participants.BAPAS": "Anto",
        "confidentiality": "on",
    }


def _placement(facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    return {
        "placement_kind": str(known.get("placement_kind", "ORANG_TUA")),
        "destination": "Rumah ibu di Baros",
        "ready": yes(facts.get("placement_ready", True)),
        "carer_name": "Ibu klien",
        "carer_agrees": "true",
        "carer_relation": "IBU",
        "visited_on": today.isoformat(),
        "findings": "Layak",
        "why_not_nearer": "Tidak ada",
    }


def _skills(facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    skills = load_all()[_state.journey].meta.skills
    mode = str(known.get("skills_mode") or (skills.default if skills else "LEWATI"))
    skipped = mode == "LEWATI"
    return {
        "mode": mode,
        "attendance": str(facts.get("skills_attendance", 90)),
        "passed": yes(not skipped),
        "done": yes(not skipped),
        "started_on": (today - timedelta(days=100)).isoformat() if not skipped else "",
        "reason": "Sudah bekerja",
        "course": "Las",
    }


def _safety(facts: Facts, _known: Facts, _state: CaseState, today: date) -> Form:
    return {
        "plan": "Dijaga bibi, nomor polisi tersimpan",
        "next_check_on": (today + timedelta(days=7)).isoformat(),
        "safety": str(facts.get("safety", "AMAN")),
        "safe_place": "true",
        "threat": "-",
        "actions": "Ditemani",
    }


def _report(_facts: Facts, _known: Facts, _state: CaseState, _today: date) -> Form:
    return {"done": "on", "recommendation": "Kembali kepada orang tua dengan pendampingan"}


def _tracing(_facts: Facts, _known: Facts, _state: CaseState, _today: date) -> Form:
    return {"method": "KUNJUNGAN", "result": "DITEMUKAN", "person": "Bibi klien", "relation": "PAMAN_BIBI"}


def _handover(_facts: Facts, _known: Facts, _state: CaseState, _today: date) -> Form:
    return {
        "direction": "MASUK",
        "partner": "Bapas Kelas II Serang",
        "signed": "true",
        "signers": ["PK", "PEKSOS"],
    }


def _capacity(_facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    able = str(known.get("family_capacity", "MAMPU"))
    return {
        "family_capacity": able,
        "carer_name": "Bibi",
        "willing": yes(able != "BELUM_MAMPU"),
        "support": "Modal usaha",
        "risks": "Sakit",
        "visited_on": today.isoformat(),
    }


def _review(facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    decision = str(facts.get("review_decision") or known.get("review_decision") or "TETAP")
    leaves = decision == "KELUAR"
    return {
        "condition": "Sehat",
        "wish": "Pulang",
        "decision": decision,
        "family_asked": "true",
        "reason": "Sesuai rencana",
        "next_on": "" if leaves else (today + timedelta(days=180)).isoformat(),
    }


def _device(_facts: Facts, _known: Facts, _state: CaseState, _today: date) -> Form:
    """Request an aid; `next_device` brings the one there is a step further."""
    return {"device_kind": "KURSI_RODA", "status": "DIAJUKAN", "provider": "Sentra"}


def next_device(before: str) -> Form:
    """Give what comes after a step in an aid's history."""
    status = {"DIAJUKAN": "DITERIMA", "DITERIMA": "TERPASANG"}.get(before, before)
    return {"status": status, "trained": "true"}


def _disability(_facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    kind = str(known.get("disability_kind", "FISIK"))
    return {
        "kinds": {"SENSORIK": ["SENSORIK_NETRA"], "GANDA": ["FISIK", "MENTAL"]}.get(kind, [kind]),
        "long_term": yes(known.get("disability_long_term", True)),
        "communication": "Bahasa isyarat",
        "communicates": yes(known.get("communicates", True)),
        "treatment_first": yes(known.get("treatment_first", False)),
    }


def _need(_facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    return {
        "wanted": yes(known.get("need", True)),
        "areas": ["PEKERJAAN", "IDENTITAS"],
        "grounds": ["DISKRIMINASI"],
        "words": "Ingin usaha sendiri",
    }


def _income(facts: Facts, _known: Facts, _state: CaseState, _today: date) -> Form:
    if "income_baseline" not in _state.facts:
        return {"point": "AWAL", "monthly": "1.000.000", "supports": "4"}
    people = "9" if facts.get("above_poverty_line") is False else "1"
    monthly = str(10_000 * (100 + int(facts.get("income_change", 40))))
    return {"point": "LANJUT", "monthly": monthly, "supports": people}


def _work(facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    status = str(facts.get("work_status") or known.get("work_status") or "BEKERJA_FORMAL")
    quota = "SWASTA" if status == "BEKERJA_FORMAL" else ""
    return {"work_status": status, "occupation": "Menjahit", "started_on": today.isoformat(), "quota": quota}


def _acceptance(_facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    return {
        "identity_card": yes(known.get("identity_card", True)),
        "conditions": "Tinggal bersama bibi",
        "family_acceptance": str(known.get("family_acceptance", "DITERIMA")),
    }


FORMS = {
    "consent": _consent,
    "assessment": _assessment,
    "goal": _goal,
    "conference": _conference,
    "placement": _placement,
    "skills": _skills,
    "safety_check": _safety,
    "social_report": _report,
    "family_tracing": _tracing,
    "handover": _handover,
    "family_capacity": _capacity,
    "review": _review,
    "device": _device,
    "disability": _disability,
    "need": _need,
    "income": _income,
    "work": _work,
    "acceptance": _acceptance,
    **LAW,
    **WAY_HOME,
}


def assessment(instrument: str, state: CaseState, today: date) -> Form:
    """Fill an instrument with the best answers, at a point that fits the day."""
    if instrument == "social_functioning":
        return {"point": "AWAL", **{f"levels.{item.code}": "4" for item in ASPECTS}}
    if instrument == "daily_living":
        levels = {f"levels.{item.code}": "4" for item in ACTIVITIES}
        return {"point": "AWAL", "kinds": ["FISIK"], "device_needed": "false", **levels}
    if instrument != "ikpb":
        return any_record.form(registry.kind(instrument), dict(state.facts), state, today)
    released = str(state.facts.get("release_on") or "")
    point = "T+1" if released and released <= today.isoformat() else "T-3"
    levels = {f"levels.{item.code}": "4" for item in ikpb.ITEMS}
    return {"point": point, "sources": ["KLIEN", "KELUARGA"], "housing_by_family": "true", **levels}
