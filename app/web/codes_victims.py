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

VICTIM_LISTS = {
    "screen_answer": SCREEN_ANSWER,
    "trafficking": TRAFFICKING,
}
