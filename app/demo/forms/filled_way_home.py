"""Forms of the demo about people found on the way: screens, a bed, papers, and the way home."""

from datetime import date, timedelta

from app.demo.forms.filled_form import Facts, Form, yes
from app.records.screening.trafficking_screen import ACT, MEANS, PURPOSE
from workflows.case_state import CaseState


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


def _shelter(facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    if facts.get("sheltered") is False:
        return {"status": "KELUAR", "left_to": "KELUARGA"}
    kind = str(facts.get("shelter_kind") or known.get("shelter_kind") or "RUMAH_AMAN")
    return {"status": "MASUK", "shelter_kind": kind, "secret": "true", "place": "Jalan Melati 7"}


def _screen(facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    exclusion = str(facts.get("exclusion") or known.get("exclusion") or "TIDAK_ADA")
    ill = bool(known.get("ill")) or exclusion in {"SAKIT_AKUT", "SAKIT_MENULAR"}
    return {
        "exclusion": exclusion,
        "on_street": yes(bool(known.get("on_street"))),
        "ill": yes(ill),
        "self_care": "true",
    }


def _health(facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    status = str(facts.get("health_referral") or known.get("health_referral") or "DIRUJUK")
    if facts.get("in_treatment") is False:
        status = "BOLEH_LANJUT"
    first = known.get("treatment_first") or known.get("in_treatment")
    purpose = "BEROBAT_DULU" if first else "PERIKSA_SUKARELA"
    return {"purpose": purpose, "status": status, "referred_to": "RSJ_RS" if first else "PUSKESMAS"}


def _trafficking(facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    outcome = str(facts.get("trafficking") or known.get("trafficking") or "TIDAK_TERINDIKASI")
    answer = "YA" if outcome == "TERINDIKASI" else "TIDAK"
    unclear = "BELUM_JELAS" if outcome == "PERLU_DIDALAMI" else answer
    return {
        **dict.fromkeys((*ACT, *MEANS), answer),
        **dict.fromkeys(PURPOSE, unclear),
        "in_safety": "true",
        "words": "Gaji tidak dibayar",
        "next_on": (today + timedelta(days=14)).isoformat() if outcome == "PERLU_DIDALAMI" else "",
    }


def _look(_facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    need = str(known.get("health_need") or "TIDAK_ADA")
    fit = bool(known.get("fit_to_travel", True)) and need not in {"RUMAH_SAKIT", "RSJ"}
    return {"health_need": need, "eats_and_walks": "true", "oriented": "true", "fit_to_travel": yes(fit)}


def _safety_plan(_facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    return {
        "contact": "TELEPON_SAJA",
        "home_contact": yes(known.get("home_contact", False)),
        "steps": "Ke rumah bibi",
    }


def _arrival(_facts: Facts, known: Facts, _state: CaseState, today: date) -> Form:
    return {
        "arrived_at": f"{today.isoformat()} 00:05",
        "point": "BANDARA",
        "arrival_kind": "DEPORTASI",
        "papers": "SPLP",
        "home_region": "Indramayu",
        "origin_in_banten": yes(known.get("origin_in_banten", True)),
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


def _begging(_facts: Facts, known: Facts, _state: CaseState, _today: date) -> Form:
    return {
        "exploitation": str(known.get("exploitation") or "TIDAK"),
        "takes_money": "Seorang pria",
        "with_child": yes(known.get("with_child", False)),
        "child_safe": "Di RPSA",
        "with_disabled": "false",
    }


WAY_HOME = {
    "outreach": _outreach,
    "street_status": _street,
    "shelter": _shelter,
    "elder_screen": _screen,
    "health_referral": _health,
    "trafficking_screen": _trafficking,
    "health_screen": _look,
    "safety_plan": _safety_plan,
    "arrival": _arrival,
    "repatriation": _way_home,
    "identity": _identity,
    "begging_screen": _begging,
    "basic_needs": _basic_needs,
}
