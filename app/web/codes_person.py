"""The words for people: identity papers, sex, family, faith, how to reach someone safely, and staff roles."""

from app.web.i18n.catalogue import lazy

NIK_STATUS = {
    "VALID": lazy("Verified"),
    "BELUM_DIVERIFIKASI": lazy("Not verified yet"),
    "BELUM_PUNYA": lazy("Has none yet"),
    "TIDAK_DIKETAHUI": lazy("Unknown"),
    "PROSES_DUKCAPIL": lazy("Being registered at the civil registry"),
    "TIDAK_TERBACA": lazy("Unreadable"),
    "DITOLAK_DUKCAPIL": lazy("Rejected by the civil registry"),
    "WNA": lazy("Foreign national"),
}

SEX = {"L": lazy("Male"), "P": lazy("Female"), "TIDAK_DIKETAHUI": lazy("Unknown")}

MARITAL = {
    "BELUM_KAWIN": lazy("Single"),
    "KAWIN": lazy("Married"),
    "CERAI_HIDUP": lazy("Divorced"),
    "CERAI_MATI": lazy("Widowed"),
}

RELIGION = {
    "ISLAM": lazy("Islam"),
    "KRISTEN": lazy("Protestant"),
    "KATOLIK": lazy("Catholic"),
    "HINDU": lazy("Hindu"),
    "BUDDHA": lazy("Buddhist"),
    "KHONGHUCU": lazy("Confucian"),
    "KEPERCAYAAN": lazy("Belief in God Almighty"),
}

RELATION = {
    "AYAH": lazy("Father"),
    "IBU": lazy("Mother"),
    "WALI": lazy("Guardian"),
    "PENGAMPU": lazy("Court-appointed curator"),
    "SUAMI": lazy("Husband"),
    "ISTRI": lazy("Wife"),
    "ANAK": lazy("Child"),
    "SAUDARA": lazy("Brother or sister"),
    "KAKEK_NENEK": lazy("Grandparent"),
    "PAMAN_BIBI": lazy("Uncle or aunt"),
    "PENGASUH": lazy("Carer"),
    "LAINNYA": lazy("Other relation"),
}

SAFE_CONTACT = {
    "BEBAS": lazy("May be contacted freely"),
    "TELEPON_SAJA": lazy("By telephone only"),
    "JAM_TERTENTU": lazy("Only at agreed times"),
    "MELALUI_PERANTARA": lazy("Only through a trusted person"),
    "JANGAN_KE_RUMAH": lazy("No letters, calls or visits to the home"),
}

DISABILITY = {
    "FISIK": lazy("Physical"),
    "INTELEKTUAL": lazy("Intellectual"),
    "MENTAL": lazy("Mental"),
    "SENSORIK_NETRA": lazy("Sensory: sight"),
    "SENSORIK_RUNGU": lazy("Sensory: hearing"),
    "SENSORIK_WICARA": lazy("Sensory: speech"),
}

ADDRESS_KIND = {
    "KTP": lazy("Address on the identity card"),
    "DOMISILI": lazy("Where the client lives"),
    "DITEMUKAN": lazy("Where the client was found"),
}

ROLE = {
    "PEKSOS": lazy("Social worker"),
    "SAKTI": lazy("Ministry social worker (Sakti Peksos)"),
    "TKSK": lazy("Subdistrict social worker (TKSK)"),
    "LKS": lazy("Welfare institution staff (LKS)"),
    "UPTD": lazy("Provincial unit staff (UPTD)"),
    "KABKOTA": lazy("Regency or city officer"),
    "BAPAS_PK": lazy("Probation officer (Bapas)"),
    "SUPERVISOR": lazy("Supervisor"),
    "KASI": lazy("Section head"),
    "KABID": lazy("Division head"),
    "KADIS": lazy("Head of the social office"),
    "DATA": lazy("Data officer"),
    "AUDITOR": lazy("Auditor"),
    "DPO": lazy("Data protection officer"),
    "ADMIN": lazy("Administrator"),
    "SOP_OWNER": lazy("SOP owner"),
}

ORGANISATION_KIND = {
    "DINAS": lazy("Provincial social office"),
    "KABKOTA": lazy("Regency or city social office"),
    "UPTD": lazy("Provincial unit (UPTD)"),
    "LKS": lazy("Welfare institution (LKS)"),
    "BAPAS": lazy("Probation office (Bapas)"),
}

ACCOUNT_STATE = {
    "ACTIVE": lazy("In use"),
    "WAITING": lazy("No password yet"),
    "EXPIRED": lazy("Ended"),
    "CLOSED": lazy("Account closed"),
}

ASKED_BY = {
    "OWN": lazy("The person"),
    "PARENT": lazy("A parent"),
    "GUARDIAN": lazy("A guardian or curator"),
    "PROXY": lazy("Somebody with a power of attorney"),
}

YES_NO = {"true": lazy("Yes"), "false": lazy("No")}

PERSON_LISTS = {
    "nik_status": NIK_STATUS,
    "sex": SEX,
    "marital": MARITAL,
    "religion": RELIGION,
    "relation": RELATION,
    "safe_contact": SAFE_CONTACT,
    "disability": DISABILITY,
    "address_kind": ADDRESS_KIND,
    "role": ROLE,
    "organisation_kind": ORGANISATION_KIND,
    "account_state": ACCOUNT_STATE,
    "asked_by": ASKED_BY,
    "yes_no": YES_NO,
}
