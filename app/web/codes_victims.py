"""The words for victims and people far from home: screens, shelters, restitution, the way back. Codes of practice."""

from app.web.i18n.catalogue import lazy

SCREEN_ANSWER = {"YA": lazy("Yes"), "TIDAK": lazy("No"), "BELUM_JELAS": lazy("Not clear yet")}

TRAFFICKING = {
    "TIDAK_TERINDIKASI": lazy("No signs of trafficking"),
    "PERLU_DIDALAMI": lazy("Not clear, ask again"),
    "TERINDIKASI": lazy("Signs of trafficking"),
}

SHELTER_STATUS = {"MASUK": lazy("Comes in"), "KELUAR": lazy("Leaves")}

SHELTER_KIND = {
    "RPTC": lazy("Trauma and protection centre (RPTC)"),
    "RUMAH_AMAN": lazy("Safe house"),
    "RPSA": lazy("Child protection home (RPSA)"),
    "UPTD": lazy("Provincial unit (UPTD)"),
    "LKS": lazy("Welfare institution (LKS)"),
    "RUMAH_SINGGAH": lazy("Regency or city halfway house"),
    "RUMAH_SAKIT": lazy("Hospital"),
    "KERABAT": lazy("With safe relatives"),
}

SHELTER_LEFT_TO = {
    "KELUARGA": lazy("To family"),
    "RUMAH_SENDIRI": lazy("To a home of their own"),
    "DAERAH_ASAL": lazy("To the region of origin"),
    "PANTI": lazy("To an institution for longer"),
    "RUMAH_SAKIT": lazy("To a hospital"),
    "PERGI_SENDIRI": lazy("Left without telling"),
}

ARRIVAL_POINT = {"BANDARA": lazy("Airport"), "PELABUHAN": lazy("Seaport"), "DARAT": lazy("Overland")}

ARRIVAL_KIND = {
    "DEPORTASI": lazy("Deported"),
    "REPATRIASI": lazy("Brought home by the state"),
    "PULANG_SENDIRI": lazy("Came back on their own"),
    "SAKIT": lazy("Came back ill or with a disability"),
    "GAGAL_BERANGKAT": lazy("Stopped before leaving"),
}

TRAVEL_PAPERS = {
    "PASPOR": lazy("Passport"),
    "SPLP": lazy("Emergency travel paper (SPLP)"),
    "TANPA": lazy("None"),
}

RETURN_STATUS = {
    "DIRENCANAKAN": lazy("Planned"),
    "BERANGKAT": lazy("Departed"),
    "TIBA": lazy("Arrived"),
    "DITERIMA": lazy("Received and acknowledged"),
    "BATAL": lazy("Called off"),
}

TRANSPORT = {
    "BUS": lazy("Bus"),
    "KERETA": lazy("Train"),
    "KAPAL": lazy("Ship"),
    "PESAWAT": lazy("Aeroplane"),
    "MOBIL_DINAS": lazy("Office car"),
    "DIJEMPUT": lazy("Fetched by family"),
}

ESCORT = {
    "TANPA": lazy("Travels alone"),
    "PEKSOS": lazy("Social worker"),
    "TKSK": lazy("Subdistrict social worker (TKSK)"),
    "BP3MI": lazy("Migrant worker protection office (BP3MI)"),
    "POLISI": lazy("Police"),
    "KELUARGA": lazy("Family"),
}

IDENTITY_STATUS = {
    "ADA": lazy("Has papers"),
    "TIDAK_ADA": lazy("Has none"),
    "BIOMETRIK": lazy("Biometric check made"),
    "DIDAFTARKAN": lazy("Entered as a vulnerable resident"),
    "TERBIT": lazy("Identity card issued"),
}

CRIMINAL_STATUS = {
    "BELUM": lazy("Not reported yet"),
    "PENYIDIKAN": lazy("Investigation"),
    "PENUNTUTAN": lazy("Prosecution"),
    "SIDANG": lazy("On trial"),
    "PUTUS": lazy("Judgement given"),
    "DIHENTIKAN": lazy("Discontinued"),
}

RESTITUTION = {
    "DIJELASKAN": lazy("Explained to the client"),
    "TIDAK_DIMINTA": lazy("Not asked for"),
    "DIAJUKAN": lazy("Claimed"),
    "DIPUTUS": lazy("Awarded"),
    "DIBAYAR_SEBAGIAN": lazy("Partly paid"),
    "DIBAYAR": lazy("Paid"),
    "DITOLAK": lazy("Refused by the court"),
}

PROTECTION_ORDER = {
    "BELUM_DIMINTA": lazy("Not asked for yet"),
    "TIDAK_DIPERLUKAN": lazy("Not needed"),
    "DIMINTA": lazy("Asked for"),
    "DITETAPKAN": lazy("Issued by the court"),
    "DITOLAK": lazy("Refused by the court"),
    "BERAKHIR": lazy("Ended"),
}

HEALTH_NEED = {
    "TIDAK_ADA": lazy("Nobody for now"),
    "PUSKESMAS": lazy("Health centre"),
    "RUMAH_SAKIT": lazy("Hospital"),
    "RSJ": lazy("Psychiatric hospital"),
}

SERVICE_REQUESTER = {
    "KORBAN": lazy("The victim"),
    "KELUARGA": lazy("Family"),
    "TEMAN": lazy("Friend of the victim"),
    "POLRI": lazy("Police"),
    "PENDAMPING": lazy("Volunteer companion"),
    "PEKSOS": lazy("Social worker"),
}

BEGGING_EXPLOITATION = {
    "TIDAK": lazy("For themselves"),
    "DISURUH": lazy("Made to by somebody"),
    "SETORAN": lazy("Pays a share to somebody"),
    "MEMANFAATKAN": lazy("Uses others to arouse pity"),
}

VICTIM_LISTS = {
    "arrival_point": ARRIVAL_POINT,
    "arrival_kind": ARRIVAL_KIND,
    "travel_papers": TRAVEL_PAPERS,
    "return_status": RETURN_STATUS,
    "transport": TRANSPORT,
    "escort": ESCORT,
    "identity_status": IDENTITY_STATUS,
    "criminal_status": CRIMINAL_STATUS,
    "restitution": RESTITUTION,
    "protection_order": PROTECTION_ORDER,
    "health_need": HEALTH_NEED,
    "service_requester": SERVICE_REQUESTER,
    "begging_exploitation": BEGGING_EXPLOITATION,
    "shelter_status": SHELTER_STATUS,
    "shelter_kind": SHELTER_KIND,
    "shelter_left_to": SHELTER_LEFT_TO,
    "screen_answer": SCREEN_ANSWER,
    "trafficking": TRAFFICKING,
}
