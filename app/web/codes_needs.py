"""The words for what adults need and reach: health, residence, work, income, acceptance. Codes of practice."""

from app.web.i18n.catalogue import lazy

NEED_GROUND = {
    "DISFUNGSI": lazy("Social dysfunction: daily roles cannot be filled"),
    "DISKRIMINASI": lazy("Discrimination: refused where others are served"),
    "MARGINALISASI": lazy("Marginalisation: kept out of family, work or neighbourhood"),
}

EXCLUSION = {
    "TIDAK_ADA": lazy("Nothing speaks against it"),
    "SAKIT_AKUT": lazy("Ill, needs a doctor now: hospital"),
    "SAKIT_MENULAR": lazy("Contagious illness: hospital or health centre"),
    "TIRAH_BARING": lazy("Bedridden: a home with nursing care (LKS)"),
    "GANGGUAN_JIWA": lazy("Acute mental disorder: psychiatric hospital"),
    "BERPENGHASILAN": lazy("Adequate income of their own: regency or city"),
}

HEALTH_PURPOSE = {
    "PERIKSA_SUKARELA": lazy("Voluntary check-up"),
    "BEROBAT_DULU": lazy("Treatment before the service"),
    "BEROBAT_RUTIN": lazy("Regular treatment beside the service"),
}

HEALTH_REFERRAL = {
    "DITAWARKAN": lazy("Offered, declined by the client"),
    "DIRUJUK": lazy("Referred"),
    "DIRAWAT": lazy("Under treatment"),
    "BOLEH_LANJUT": lazy("The health service says the social service may go on"),
}

DISABILITY_KIND = {
    "FISIK": lazy("Physical"),
    "INTELEKTUAL": lazy("Intellectual"),
    "MENTAL": lazy("Mental"),
    "SENSORIK": lazy("Sensory"),
    "GANDA": lazy("Multiple"),
}

REVIEW_DECISION = {
    "TETAP": lazy("Stay"),
    "KELUAR": lazy("Leave: to family, kin or an own home"),
    "UBAH": lazy("Stay, with another kind of care"),
}

INCOME_POINT = {"AWAL": lazy("Baseline, before the service"), "LANJUT": lazy("Later measurement")}

INCOME_PROOF = {
    "CATATAN": lazy("Client's own records or sales notes"),
    "PENGEPUL": lazy("Buyer or employer"),
    "KUNJUNGAN": lazy("Seen at a visit"),
    "PERKIRAAN": lazy("Client's own estimate"),
}

WORK_STATUS = {
    "BEKERJA_FORMAL": lazy("Employed, formal"),
    "BEKERJA_INFORMAL": lazy("Working, informal"),
    "WIRAUSAHA": lazy("Own business"),
    "MENCARI_KERJA": lazy("Looking for work"),
    "TIDAK_BEKERJA": lazy("Not working"),
}

JOB_QUOTA = {
    "PEMERINTAH": lazy("Government quota (at least 2 percent)"),
    "SWASTA": lazy("Private quota (at least 1 percent)"),
    "BUKAN": lazy("Outside the quota"),
}

FAMILY_ACCEPTANCE = {
    "DITERIMA": lazy("Accepted"),
    "BERSYARAT": lazy("Accepted with conditions"),
    "DITOLAK": lazy("Rejected"),
    "TIDAK_ADA": lazy("No family"),
}

COMMUNITY_ACCEPTANCE = {"DITERIMA": lazy("Accepted"), "RAGU": lazy("Hesitant"), "DITOLAK": lazy("Rejected")}

NEEDS_LISTS = {
    "need_ground": NEED_GROUND,
    "exclusion": EXCLUSION,
    "health_purpose": HEALTH_PURPOSE,
    "health_referral": HEALTH_REFERRAL,
    "disability_kind": DISABILITY_KIND,
    "review_decision": REVIEW_DECISION,
    "income_point": INCOME_POINT,
    "income_proof": INCOME_PROOF,
    "work_status": WORK_STATUS,
    "job_quota": JOB_QUOTA,
    "family_acceptance": FAMILY_ACCEPTANCE,
    "community_acceptance": COMMUNITY_ACCEPTANCE,
}
