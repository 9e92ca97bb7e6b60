"""The words for victims and people far from home: screens, shelters, restitution, the way back. Codes of practice."""

from app.web.i18n import lazy

SCREEN_ANSWER = {
    "YA": lazy("Yes"),
    "TIDAK": lazy("No"),
    "BELUM_JELAS": lazy("Not clear yet"),
}

TRAFFICKING = {
    "TIDAK_TERINDIKASI": lazy("No signs of trafficking"),
    "PERLU_DIDALAMI": lazy("Not clear, ask again"),
    "TERINDIKASI": lazy("Signs of trafficking"),
}

SHELTER_STATUS = {
    "MASUK": lazy("Comes in"),
    "KELUAR": lazy("Leaves"),
}

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

VICTIM_LISTS = {
    "shelter_status": SHELTER_STATUS,
    "shelter_kind": SHELTER_KIND,
    "shelter_left_to": SHELTER_LEFT_TO,
    "screen_answer": SCREEN_ANSWER,
    "trafficking": TRAFFICKING,
}
