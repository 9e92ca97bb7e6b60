"""What was typed is read back in words."""

from app.web.forms.readback import typed_words
from app.web.i18n import catalogue

KEY = "5b95e1a0-d730-4f49-93cc-9a829cc61621"


def test_what_was_typed_is_read_back_without_codes_and_inner_names() -> None:
    kept = {
        "key": [KEY],
        "version": ["12"],
        "worker": [KEY],
        "task": ["home_care"],
        "place": ["RUMAH"],
        "present": ["KLIEN", "KELUARGA"],
        "next_on": ["2026-12-08"],
        "text": ["Klien sehat."],
        "agrees": ["on"],
    }
    with catalogue.speaking("id"):
        words = typed_words(kept)
    assert words[0] == "8 Desember 2026"
    assert set(words) == {"Klien sehat.", "Klien sendiri", "Keluarga", "Rumah", "8 Desember 2026"}


def test_capitals_that_are_no_code_stay_as_they_were_typed() -> None:
    assert typed_words({"text": ["LUMAYAN"], "day": ["2026-99-99"]}) == ["2026-99-99", "LUMAYAN"]
