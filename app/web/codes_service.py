"""Services and visits: the forms of rehabilitation of UU 11/2009 article 7, and who was there."""

from app.web.i18n.catalogue import lazy

SERVICE = {
    "BIMBINGAN_LANJUT": lazy("Aftercare guidance"),
    "BIMBINGAN_SOSIAL": lazy("Social guidance and psychosocial counselling"),
    "MOTIVASI": lazy("Motivation and psychosocial diagnosis"),
    "PERAWATAN": lazy("Care and upbringing"),
    "VOKASIONAL": lazy("Vocational training and entrepreneurship guidance"),
    "MENTAL_SPIRITUAL": lazy("Mental and spiritual guidance"),
    "FISIK": lazy("Physical guidance"),
    "AKSESIBILITAS": lazy("Accessibility"),
    "BANTUAN": lazy("Social aid and assistance"),
    "RESOSIALISASI": lazy("Resocialisation guidance"),
    "RUJUKAN": lazy("Referral"),
}

PRESENT = {
    "KLIEN": lazy("The client"),
    "KELUARGA": lazy("Family"),
    "PENGASUH": lazy("Guardian or carer"),
    "TETANGGA": lazy("Neighbour"),
    "PERANGKAT_DESA": lazy("Village official"),
    "MITRA": lazy("Officer of another body"),
}

SERVICE_LISTS = {"service": SERVICE, "present": PRESENT}
