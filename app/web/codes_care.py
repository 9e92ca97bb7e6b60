"""The words for care and protection: families, the street, aids, reports of violence. Codes of practice, not of law."""

from app.web.i18n.catalogue import lazy

FAMILY_CAPACITY = {
    "MAMPU": lazy("Able to care for the child"),
    "MAMPU_DUKUNGAN": lazy("Able with support"),
    "BELUM_MAMPU": lazy("Not able now"),
}

EXTENDED_CARE = {
    "SEKOLAH": lazy("Finishing school"),
    "PELATIHAN": lazy("Finishing a training"),
    "KULIAH": lazy("Finishing college"),
}

STREET_GROUP = {
    "RENTAN": lazy("At risk of going to the street"),
    "BEKERJA": lazy("Works on the street, goes home"),
    "HIDUP": lazy("Lives on the street"),
}

STREET_COMPANY = {
    "SENDIRI": lazy("Alone"),
    "TEMAN": lazy("With friends"),
    "KELUARGA": lazy("With family"),
    "ORANG_LAIN": lazy("With an adult who is no family"),
}

STREET_PRESENCE = {
    "TIDAK": lazy("Not seen there any more"),
    "KADANG": lazy("Now and then"),
    "SERING": lazy("Most days"),
}

DAILY_LIVING_BAND = {
    "MANDIRI": lazy("Independent"),
    "DIBANTU": lazy("Partly helped"),
    "BERGANTUNG": lazy("Dependent on others"),
}

DEVICE = {
    "KURSI_RODA": lazy("Wheelchair"),
    "KRUK": lazy("Crutches or walking frame"),
    "ALAT_BANTU_DENGAR": lazy("Hearing aid"),
    "TONGKAT": lazy("Cane"),
    "KAKI_TANGAN_PALSU": lazy("Artificial leg or arm"),
    "KACAMATA": lazy("Glasses"),
    "PENYANGGA": lazy("Brace or special shoes"),
    "ALAT_KOMUNIKASI": lazy("Communication aid"),
    "LAINNYA": lazy("Another aid"),
}

DEVICE_STATUS = {
    "DIAJUKAN": lazy("Requested"),
    "DITERIMA": lazy("Delivered"),
    "TERPASANG": lazy("Fitted and in use"),
    "TIDAK_DIPAKAI": lazy("Not used any more"),
    "BATAL": lazy("Refused or withdrawn"),
}

VIOLENCE = {
    "FISIK": lazy("Physical"),
    "PSIKIS": lazy("Psychological"),
    "SEKSUAL": lazy("Sexual"),
    "PENELANTARAN": lazy("Neglect"),
    "EKSPLOITASI": lazy("Exploitation"),
}

POLICE_STATUS = {
    "DILAPORKAN": lazy("Reported"),
    "DIDAMPINGI": lazy("Being supported to decide"),
    "TIDAK_MELAPOR": lazy("Decided not to report for now"),
}

VISUM_STATUS = {
    "DIMINTA": lazy("Requested by the police"),
    "SELESAI": lazy("Done"),
    "TIDAK_PERLU": lazy("Not needed"),
}

SUSPECT = {
    "AYAH": lazy("Father"),
    "IBU": lazy("Mother"),
    "KEDUA_ORANG_TUA": lazy("Both parents"),
    "WALI": lazy("Guardian or carer"),
    "KELUARGA_LAIN": lazy("Another relative"),
    "DIKENAL": lazy("Somebody known, no relative"),
    "TIDAK_DIKENAL": lazy("A stranger"),
    "BELUM_DIKETAHUI": lazy("Not known yet"),
}

PROTECTION_PLACE = {
    "DI_RUMAH": lazy("Stays at home, the suspect does not live there"),
    "KERABAT": lazy("With safe relatives"),
    "RUMAH_AMAN": lazy("In a safe house or child protection home (RPSA)"),
    "RUMAH_SAKIT": lazy("In a hospital"),
    "PANTI": lazy("In a provincial unit or LKSA"),
}

AMPK_GROUP = {
    "DARURAT": lazy("In an emergency or disaster"),
    "MINORITAS": lazy("Of a minority or an isolated community"),
    "EKSPLOITASI": lazy("Exploited economically or sexually"),
    "PERDAGANGAN": lazy("Abducted, sold or trafficked"),
    "PORNOGRAFI": lazy("Victim of pornography"),
    "KEKERASAN": lazy("Victim of violence"),
    "TERORISME": lazy("Victim of a terrorism network"),
    "DISABILITAS": lazy("With a disability"),
    "PENELANTARAN": lazy("Maltreated or neglected"),
    "PERILAKU_MENYIMPANG": lazy("With behaviour that needs guidance"),
    "STIGMA": lazy("Labelled because of the parents' condition"),
    "BERHADAPAN_HUKUM": lazy("In contact with the law"),
    "LAYANAN_PUSAT": lazy("Of the groups that the national level handles"),
}

CARE_LISTS = {
    "family_capacity": FAMILY_CAPACITY,
    "extended_care": EXTENDED_CARE,
    "street_group": STREET_GROUP,
    "street_company": STREET_COMPANY,
    "street_presence": STREET_PRESENCE,
    "daily_living_band": DAILY_LIVING_BAND,
    "device": DEVICE,
    "device_status": DEVICE_STATUS,
    "violence": VIOLENCE,
    "police_status": POLICE_STATUS,
    "visum_status": VISUM_STATUS,
    "suspect": SUSPECT,
    "protection_place": PROTECTION_PLACE,
    "ampk_group": AMPK_GROUP,
}
