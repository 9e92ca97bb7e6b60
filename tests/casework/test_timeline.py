"""The timeline speaks of a result by the words of its own instrument."""

import pytest

from app.casework import timeline
from app.web.i18n import catalogue
from workflows import events
from workflows.definition import load_all


@pytest.mark.parametrize(
    ("instrument", "band", "words"),
    [
        ("social_functioning", "SEDANG", "Medium"),
        ("ikpb", "SIAP", "Ready"),
        ("daily_living", "DIBANTU", "Partly helped"),
    ],
)
def test_a_band_is_named_as_its_instrument_names_it(instrument, band, words):
    event = events.Scored(instrument=instrument, version=1, assessment_id="a1", score=76, band=band)

    with catalogue.speaking("en"):
        _title, text, _tone = timeline.event_words(event, load_all()["BWBLP"])

    assert text == f"7.6 · {words}"
