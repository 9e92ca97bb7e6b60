"""A child victim's protection: nobody suspected is asked, the place stays hidden, the law is told."""

from app.records.consent.consent import Consent
from app.records.fields import traits
from app.records.screening.protection_group import ProtectionGroup
from app.records.victims.protection import Protection
from app.records.victims.victim_process import VictimProcess
from tests.records.context import errors, facts, filled, state

DECIDED = {
    "suspect": "AYAH",
    "place_kind": "RUMAH_AMAN",
    "informed": "Supervisor, UPTD PPA",
    "reasons": "Ayah di rumah",
    "safe_guardian": "on",
    "safe_guardian_name": "Ibu",
    "location_hidden": "on",
    "hidden_from": "Ayah",
}
AGREED = {"status": "DIBERIKAN", "basis": "PG", "manner": "TERTULIS", "scope": ["LAYANAN"]}
REPORT = {
    "violence": ["FISIK"],
    "police_status": "DILAPORKAN",
    "visum_status": "DIMINTA",
    "police_report_on": "2026-06-09",
    "settlement": "off",
}


def test_a_suspected_parent_does_not_learn_where_the_child_is() -> None:
    assert "location_hidden" in errors(Protection, **DECIDED | {"location_hidden": "off"})
    assert "hidden_from" in errors(Protection, **DECIDED | {"hidden_from": ""})
    assert facts(Protection, **DECIDED) == {
        "suspect": "AYAH",
        "suspected_parent": True,
        "safe_guardian": True,
        "location_hidden": True,
        "protection_on": "2026-06-10",
    }


def test_a_stranger_is_no_parent_and_the_place_may_be_known() -> None:
    typed = DECIDED | {"suspect": "TIDAK_DIKENAL", "location_hidden": "off", "hidden_from": ""}

    assert facts(Protection, **typed)["suspected_parent"] is False


def test_a_child_who_stays_with_a_suspected_carer_is_asked_about() -> None:
    assert filled(Protection, **DECIDED | {"place_kind": "DI_RUMAH"}).doubts


def test_a_suspected_parent_never_consents() -> None:
    suspected = state("AKTK", birth_date="2018-01-01", suspect="AYAH")

    assert "giver_relation" in errors(Consent, suspected, **AGREED, giver_relation="AYAH")
    assert "giver_relation" in errors(Consent, suspected, **AGREED)
    assert facts(Consent, suspected, **AGREED, giver_relation="IBU")["consent_valid"] is True
    both = state("AKTK", birth_date="2018-01-01", suspect="KEDUA_ORANG_TUA")
    assert "giver_relation" in errors(Consent, both, **AGREED, giver_relation="IBU")
    acts = AGREED | {"basis": "STATE", "reason": "Kedua orang tua diduga"}
    assert facts(Consent, both, **acts)["consent_basis"] == "STATE"


def test_a_refusal_of_a_suspected_parent_can_be_written_down() -> None:
    suspected = state("AKTK", birth_date="2018-01-01", suspect="AYAH")
    typed = AGREED | {"status": "DITOLAK", "reason": "Tidak mau", "giver_relation": "AYAH"}

    assert facts(Consent, suspected, **typed)["consent_valid"] is False


def test_a_report_has_its_day_and_a_silence_its_reason() -> None:
    assert "police_report_on" in errors(VictimProcess, **REPORT | {"police_report_on": ""})
    assert "not_reported_reason" in errors(VictimProcess, **REPORT | {"police_status": "TIDAK_MELAPOR"})
    assert "visum_on" in errors(VictimProcess, **REPORT | {"visum_status": "SELESAI"})
    assert facts(VictimProcess, **REPORT) == {
        "sexual_violence": False,
        "violence_reported_at": "",
        "police_status": "DILAPORKAN",
        "police_report_on": "2026-06-09",
        "visum_status": "DIMINTA",
        "ppa_informed_on": "",
    }


def test_sexual_violence_is_not_settled() -> None:
    proposed = REPORT | {"settlement": "on", "settlement_answer": "Ditolak keluarga"}

    assert "settlement_answer" in errors(VictimProcess, **REPORT | {"settlement": "on"})
    assert filled(VictimProcess, **proposed | {"violence": ["SEKSUAL"]}).doubts
    assert not filled(VictimProcess, **proposed).doubts


def test_a_group_with_a_type_of_its_own_says_why_it_is_handled_here() -> None:
    typed = {"ampk_group": "KEKERASAN", "needs": "Rasa aman", "specific_type": "off"}

    assert "violence" in errors(ProtectionGroup, **typed)["type_reason"].lower()
    told = facts(ProtectionGroup, **typed, type_reason="Kekerasan di sekolah, sudah ditangani")
    assert told == {"ampk_group": "KEKERASAN", "specific_type": False}
    assert facts(ProtectionGroup, **typed | {"ampk_group": "STIGMA"})["ampk_group"] == "STIGMA"


def test_drugs_and_hiv_share_one_group_so_that_no_diagnosis_is_kept() -> None:
    kept = set(traits(ProtectionGroup))

    assert not {"diagnosis", "result", "drug", "hiv"} & kept
    assert facts(ProtectionGroup, ampk_group="LAYANAN_PUSAT", needs="Rujukan", specific_type="off")
