"""The words for what a case file holds: records, documents, consents, legal and release status, events."""

from app.web.i18n.catalogue import lazy

RECORD = {
    "consent": lazy("Consent"),
    "assessment": lazy("Assessment result"),
    "instrument": lazy("Instrument"),
    "safety_check": lazy("Safety check"),
    "goal": lazy("Goal"),
    "conference": lazy("Case conference"),
    "placement": lazy("Placement"),
    "social_report": lazy("Social report"),
    "legal_status": lazy("Legal status"),
    "release": lazy("Release"),
    "risk_class": lazy("Risk class"),
    "handover": lazy("Handover minutes"),
    "skills": lazy("Skills training"),
    "family_tracing": lazy("Family tracing"),
    "family_capacity": lazy("Family capacity"),
    "outreach": lazy("Outreach contact"),
    "street_status": lazy("On the street or off it"),
    "protection": lazy("Safety decision"),
    "protection_group": lazy("Group of special protection"),
    "extended_care": lazy("Extended care"),
    "device": lazy("Aid"),
    "victim_process": lazy("Police, hospital and protection"),
    "review": lazy("Review of the stay"),
    "income": lazy("Income"),
    "work": lazy("Work"),
    "acceptance": lazy("Papers and acceptance"),
    "need": lazy("Need"),
    "elder_screen": lazy("First look"),
    "disability": lazy("Disability"),
    "health_referral": lazy("Health referral"),
    "trafficking_screen": lazy("Screen for trafficking"),
    "shelter": lazy("Shelter"),
    "safety_plan": lazy("Safety plan"),
    "arrival": lazy("Arrival"),
    "repatriation": lazy("Way home"),
    "identity": lazy("Identity papers"),
    "restitution": lazy("Legal process and restitution"),
    "protection_order": lazy("Protection by police and court"),
    "health_screen": lazy("First look at health"),
    "victim_service": lazy("Request and first aid"),
    "basic_needs": lazy("Basic needs (SPM)"),
    "begging_screen": lazy("For whom the client begs"),
}

INSTRUMENT = {
    "social_functioning": lazy("Social functioning"),
    "ikpb": lazy("Post-release readiness (IKPB)"),
    "daily_living": lazy("Daily living"),
}

DOCUMENT = {
    "registration_form": lazy("Registration form"),
    "consent_form": lazy("Signed consent form"),
    "referral_letter": lazy("Referral letter"),
    "outreach_minutes": lazy("Outreach minutes"),
    "assessment_report": lazy("Assessment report"),
    "social_report": lazy("Social report"),
    "conference_minutes": lazy("Case conference minutes"),
    "case_plan": lazy("Case plan"),
    "release_letter": lazy("Release letter"),
    "handover_minutes": lazy("Handover minutes"),
    "certificate": lazy("Certificate"),
    "attendance_list": lazy("Attendance list"),
    "police_report": lazy("Police report"),
    "birth_certificate": lazy("Birth certificate"),
    "adoption_application": lazy("Application for adoption"),
    "foster_permit": lazy("Foster permit"),
    "second_social_report": lazy("Second social report"),
    "adoption_permit": lazy("Adoption permit"),
    "court_order": lazy("Court order"),
    "death_certificate": lazy("Death certificate"),
    "refusal_statement": lazy("Statement of refusal"),
    "search_record": lazy("Record of search attempts"),
    "closure_letter": lazy("Closure letter"),
    "medical_note": lazy("Medical note"),
    "photo": lazy("Photo"),
    "other": lazy("Other document"),
}

CONSENT_BASIS = {
    "OWN": lazy("The client"),
    "PG": lazy("Parent or guardian"),
    "PG_A": lazy("Parent or guardian, with the child's assent"),
    "STATE": lazy("The social office or the court, for want of a safe guardian"),
    "OWN_C": lazy("The client, else a court-appointed curator or the family"),
    "EXCEPTION": lazy("No consent yet: a lawful exception"),
}

CONSENT_EXCEPTION = {
    "DARURAT": lazy("Emergency"),
    "PERINTAH_PENGADILAN": lazy("Court order"),
    "ANAK_TANPA_WALI": lazy("Child without a guardian"),
    "TIDAK_MAMPU_MENYATAKAN": lazy("Unable to express consent"),
}

SAFETY = {"AMAN": lazy("Safe"), "TIDAK_AMAN": lazy("Not safe")}

PLACEMENT_KIND = {
    "ORANG_TUA": lazy("Parents"),
    "KERABAT": lazy("Kin"),
    "ORANG_TUA_ASUH": lazy("Foster parents"),
    "WALI": lazy("Guardian"),
    "ADOPSI": lazy("Adoption"),
    "PANTI": lazy("Institution"),
    "MANDIRI": lazy("Living independently"),
}

LEGAL_STATUS = {
    "PENYIDIKAN": lazy("Investigation"),
    "DIVERSI_PROSES": lazy("Diversion under way"),
    "DIVERSI_BERHASIL": lazy("Diversion agreed"),
    "DIVERSI_GAGAL": lazy("Diversion failed"),
    "PENUNTUTAN": lazy("Prosecution"),
    "SIDANG": lazy("On trial"),
    "PUTUSAN_TINDAKAN": lazy("Decision: measure"),
    "PUTUSAN_PIDANA": lazy("Decision: sentence"),
    "MENJALANI": lazy("Serving (LPKS or LPKA)"),
    "SELESAI": lazy("Legal process ended"),
}

ABH_ROLE = {
    "PELAKU": lazy("Child in conflict with the law"),
    "KORBAN": lazy("Child victim"),
    "SAKSI": lazy("Child witness"),
}

RELEASE_STATUS = {
    "NAPI": lazy("Still serving"),
    "ASIMILASI": lazy("Assimilation"),
    "CMB": lazy("Leave before release (CMB)"),
    "CB": lazy("Conditional leave (CB)"),
    "PB": lazy("Conditional release (PB)"),
    "BEBAS_MURNI": lazy("Full release"),
}

RISK_CLASS = {"RENDAH": lazy("Low"), "SEDANG": lazy("Medium"), "TINGGI": lazy("High")}

READINESS_BAND = {
    "SIAP": lazy("Ready"),
    "SIAP_DUKUNGAN": lazy("Ready with support"),
    "BELUM_SIAP": lazy("Not ready yet"),
    "RISIKO_TINGGI": lazy("High risk"),
    "TIDAK_LENGKAP": lazy("Incomplete"),
}

EVENT = {
    "opened": lazy("Case opened"),
    "adopted": lazy("Running case taken over"),
    "moved": lazy("Stage changed"),
    "task_done": lazy("Task done"),
    "task_undone": lazy("Task reopened"),
    "task_added": lazy("Task added"),
    "task_excused": lazy("Task excused"),
    "recorded": lazy("Record added"),
    "scored": lazy("Instrument scored"),
    "document_added": lazy("Document added"),
    "document_removed": lazy("Document removed"),
    "noted": lazy("Note"),
    "assigned": lazy("Worker assigned"),
    "milestone_reached": lazy("Milestone reached"),
    "redated": lazy("Due date changed"),
    "hold_extended": lazy("Hold extended"),
    "facts_changed": lazy("Details changed"),
    "voided": lazy("Last move undone"),
    "relocated_out": lazy("Moved to another region"),
    "relocated_in": lazy("Received from another region"),
}

FLOW = {
    "NEW": lazy("New"),
    "REFERRED_IN": lazy("Received by referral"),
    "RECLASSIFIED_IN": lazy("Reclassified from another type"),
    "REOPENED": lazy("Reopened"),
    "MOVED_IN": lazy("Moved in from another region"),
    "CLOSED": lazy("Closed"),
    "REFERRED_OUT": lazy("Referred out"),
    "RECLASSIFIED_OUT": lazy("Reclassified to another type"),
    "MOVED_OUT": lazy("Moved out to another region"),
}

RECORD_LISTS = {
    "record": RECORD,
    "instrument": INSTRUMENT,
    "document": DOCUMENT,
    "consent_basis": CONSENT_BASIS,
    "consent_exception": CONSENT_EXCEPTION,
    "safety": SAFETY,
    "placement_kind": PLACEMENT_KIND,
    "legal_status": LEGAL_STATUS,
    "abh_role": ABH_ROLE,
    "release_status": RELEASE_STATUS,
    "risk_class": RISK_CLASS,
    "readiness_band": READINESS_BAND,
    "event": EVENT,
    "flow": FLOW,
}
