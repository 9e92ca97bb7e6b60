"""What a worker types into each record's form so that it tells the case certain facts.

The demo puts its own words over the prose (see `telling`); the tests send these forms as they are.
"""

from datetime import date, timedelta

from app.demo.forms import any_record
from app.records import registry
from app.records.assessment import ikpb
from app.records.assessment.daily_living import ACTIVITIES
from app.records.assessment.social_functioning import ASPECTS
from app.records.screening.trafficking_screen import ACT, MEANS, PURPOSE
from app.web.i18n.lists import CODES
from workflows.case_state import CaseState
from workflows.conditions import Scalar
from workflows.definition import load_all
from workflows.view import years_between

Facts = dict[str, Scalar]
Form = dict[str, str | list[str]]


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
    flags = {name: _yes(known.get(name, True)) for name in ("eligible", "family_known")} | {
        "needs_residential": _yes(known.get("needs_residential", False))
    }
    return {
        "problem": "Kehilangan pekerjaan dan dijauhi tetangga",
        "signed": "on",
        "eligible_reason": "Sesuai kriteria",
        "residential_reason": "Tidak ada keluarga",
        "carer_known": _yes(known.get("carer_known", True)),
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
        "ready": _yes(facts.get("placement_ready", True)),
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
        "passed": _yes(not skipped),
        "done": _yes(not skipped),
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
        "willing": _yes(able != "BELUM_MAMPU"),
        "support": "Modal usaha",
        "risks": "Sakit",
        "visited_on": today.isoformat(),
    }


def _outreach(_facts: Facts, _known: Facts, _state: CaseState, _today: date) -> Form:
    return {
        "place": "Terminal",
        "street_group": "BEKERJA",
        "met": "true",
        "willing": "true",
        "next_step": "Besok",
    }


def _street(facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    presence = str(facts.get("street_presence") or known.get("street_presence") or "TIDAK")
    return {"street_presence": presence, "told_by": "Tim penjangkauan"}


def _extended(facts: Facts, _known: Facts, _state: CaseState, today: date) -> Form:
    until = str(facts.get("extended_care_until") or (today + timedelta(days=300)).isoformat())
    return {
        "extended_care_until": until,
        "purpose": "SEKOLAH",
        "school": "SMKN 2",
        "after": "Kos",
        "agrees": "true",
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


def _protection(_facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    suspect = str(known.get("suspect") or ("AYAH" if known.get("suspected_parent") else "DIKENAL"))
    hidden = bool(known.get("location_hidden", True))
    return {
        "suspect": suspect,
        "safe_guardian": _yes(known.get("safe_guardian", True)),
        "safe_guardian_name": "Ibu",
        "place_kind": "KERABAT",
        "location_hidden": _yes(hidden),
        "hidden_from": "Terduga",
        "informed": "UPTD PPA",
        "reasons": "Terduga mencari anak",
    }


def _group(facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    return {
        "ampk_group": str(facts.get("ampk_group") or known.get("ampk_group") or "STIGMA"),
        "needs": "Rasa aman",
        "specific_type": _yes(known.get("specific_type", False)),
        "type_reason": "Sudah ditangani",
    }


def _shelter(facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    if facts.get("sheltered") is False:
        return {"status": "KELUAR", "left_to": "KELUARGA"}
    kind = str(facts.get("shelter_kind") or known.get("shelter_kind") or "RUMAH_AMAN")
    return {"status": "MASUK", "shelter_kind": kind, "secret": "true", "place": "Jalan Melati 7"}


def _device(_facts: Facts, _known: Facts, _state: CaseState, _today: date) -> Form:
    """Request an aid; `next_device` brings the one there is a step further."""
    return {"device_kind": "KURSI_RODA", "status": "DIAJUKAN", "provider": "Sentra"}


def next_device(before: str) -> Form:
    """Give what comes after a step in an aid's history."""
    status = {"DIAJUKAN": "DITERIMA", "DITERIMA": "TERPASANG"}.get(before, before)
    return {"status": status, "trained": "true"}


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


def _screen(facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    exclusion = str(facts.get("exclusion") or known.get("exclusion") or "TIDAK_ADA")
    ill = bool(known.get("ill")) or exclusion in {"SAKIT_AKUT", "SAKIT_MENULAR"}
    return {
        "exclusion": exclusion,
        "on_street": _yes(bool(known.get("on_street"))),
        "ill": _yes(ill),
        "self_care": "true",
    }


def _disability(_facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    kind = str(known.get("disability_kind", "FISIK"))
    return {
        "kinds": {"SENSORIK": ["SENSORIK_NETRA"], "GANDA": ["FISIK", "MENTAL"]}.get(kind, [kind]),
        "long_term": _yes(known.get("disability_long_term", True)),
        "communication": "Bahasa isyarat",
        "communicates": _yes(known.get("communicates", True)),
        "treatment_first": _yes(known.get("treatment_first", False)),
    }


def _health(facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    status = str(facts.get("health_referral") or known.get("health_referral") or "DIRUJUK")
    if facts.get("in_treatment") is False:
        status = "BOLEH_LANJUT"
    first = known.get("treatment_first") or known.get("in_treatment")
    purpose = "BEROBAT_DULU" if first else "PERIKSA_SUKARELA"
    return {"purpose": purpose, "status": status, "referred_to": "RSJ_RS" if first else "PUSKESMAS"}


def _need(_facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    return {
        "wanted": _yes(known.get("need", True)),
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
        "identity_card": _yes(known.get("identity_card", True)),
        "conditions": "Tinggal bersama bibi",
        "family_acceptance": str(known.get("family_acceptance", "DITERIMA")),
    }


def _trafficking(facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    found = str(facts.get("trafficking") or known.get("trafficking") or "TIDAK_TERINDIKASI")
    answer = "YA" if found == "TERINDIKASI" else "TIDAK"
    unclear = "BELUM_JELAS" if found == "PERLU_DIDALAMI" else answer
    return {
        **dict.fromkeys((*ACT, *MEANS), answer),
        **dict.fromkeys(PURPOSE, unclear),
        "in_safety": "true",
        "words": "Gaji tidak dibayar",
        "next_on": (today + timedelta(days=14)).isoformat() if found == "PERLU_DIDALAMI" else "",
    }


def _service(_facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    return {
        "requested_on": str(known.get("service_requested_on") or today),
        "requested_by": "POLRI",
        "first_aid_on": str(known.get("first_aid_on") or ""),
        "started_on": str(known.get("service_started_on") or ""),
    }


def _look(_facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    need = str(known.get("health_need") or "TIDAK_ADA")
    fit = bool(known.get("fit_to_travel", True)) and need not in {"RUMAH_SAKIT", "RSJ"}
    return {"health_need": need, "eats_and_walks": "true", "oriented": "true", "fit_to_travel": _yes(fit)}


def _safety_plan(_facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    return {
        "contact": "TELEPON_SAJA",
        "home_contact": _yes(known.get("home_contact", False)),
        "steps": "Ke rumah bibi",
    }


def _order(_facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    return {
        "protection_order": str(known.get("protection_order") or "DITETAPKAN"),
        "domestic": "true",
        "sexual": _yes(bool(known.get("sexual_violence"))),
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


def _arrival(_facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    return {
        "arrived_at": f"{today.isoformat()} 00:05",
        "point": "BANDARA",
        "arrival_kind": "DEPORTASI",
        "papers": "SPLP",
        "home_region": "Indramayu",
        "origin_in_banten": _yes(known.get("origin_in_banten", True)),
    }


def _way_home(facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    stands = str(facts.get("return_status") or known.get("return_status") or "DIRENCANAKAN")
    if facts.get("return_acknowledged_on"):
        stands = "DITERIMA"
    day = today.isoformat()
    return {
        "return_status": stands,
        "destination": "Indramayu",
        "receiver": "DINSOS_PROV_LAIN",
        "agreed": "true",
        "letter_number": "460/1",
        "transport": "BUS",
        "escort": "PEKSOS",
        "escort_name": "Sari",
        "departed_on": day,
        "arrived_on": day,
        "acknowledged_on": day,
        "acknowledged_by": "Dinsos Indramayu",
    }


def _identity(facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    day = today.isoformat()
    return {
        "identity_status": str(facts.get("identity_status") or known.get("identity_status") or "TIDAK_ADA"),
        "biometric_on": day,
        "biometric_found": "true",
        "registered_on": day,
        "called": "Pak Min",
    }


def _basic_needs(_facts: Facts, _known: Facts, _state: CaseState, _today: date) -> Form:
    needed = ["PANGAN", "SANDANG", "KESEHATAN", "ADMINDUK"]
    place = "DALAM_PANTI"
    return {"criteria": ["TIDAK_ADA_PERAWAT"], "service_place": place, "needed": needed, "met": needed}


def _adopters(_facts: Facts, _known: Facts, _state: CaseState, today: date) -> Form:
    return {
        "names": "Bapak Darma dan Ibu Sinta",
        "single": "false",
        "first_born_on": today.replace(year=today.year - 40, day=1).isoformat(),
        "second_born_on": today.replace(year=today.year - 38, day=1).isoformat(),
        "married_on": today.replace(year=today.year - 12, day=1).isoformat(),
        "met": list(CODES["adoption_condition"]),
    }


def _begging(_facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    return {
        "exploitation": str(known.get("exploitation") or "TIDAK"),
        "takes_money": "Seorang pria",
        "with_child": _yes(known.get("with_child", False)),
        "child_safe": "Di RPSA",
        "with_disabled": "false",
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
    "legal_status": _legal,
    "release": _release,
    "risk_class": _risk,
    "handover": _handover,
    "family_capacity": _capacity,
    "outreach": _outreach,
    "street_status": _street,
    "extended_care": _extended,
    "review": _review,
    "protection": _protection,
    "protection_group": _group,
    "device": _device,
    "victim_process": _victim,
    "shelter": _shelter,
    "elder_screen": _screen,
    "disability": _disability,
    "health_referral": _health,
    "need": _need,
    "income": _income,
    "work": _work,
    "acceptance": _acceptance,
    "trafficking_screen": _trafficking,
    "victim_service": _service,
    "health_screen": _look,
    "safety_plan": _safety_plan,
    "protection_order": _order,
    "restitution": _restitution,
    "arrival": _arrival,
    "repatriation": _way_home,
    "identity": _identity,
    "begging_screen": _begging,
    "basic_needs": _basic_needs,
    "adopters": _adopters,
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


def _yes(value: Scalar) -> str:
    return "true" if value else "false"
