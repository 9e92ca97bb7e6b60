"""The arithmetic of the instruments: the worked examples, and an independent reading over many sheets."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.records.assessment import ikpb as form_side
from app.web.i18n.lists import CODES
from workflows.definition import load_all as journeys
from workflows.instruments import instrument, load_all, mark

WEIGHTS = (10, 15, 15, 10, 15, 10, 10, 5, 5, 5)
EXAMPLE = dict(zip((f"d{n}" for n in range(1, 11)), (3, 4, 3, 2, 2, 3, 4, 4, 3, 3), strict=True))
SHEETS = st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=10, max_size=10)


def read_independently(levels: list[int | None], *, by_family: bool) -> tuple[int | None, str]:
    """Read the reference's section on IKPB once more, in decimals and without looking at the file."""
    told = [(w, level) for w, level in zip(WEIGHTS, levels, strict=True) if level is not None]
    if len(told) < 8:
        return None, "TIDAK_LENGKAP"
    whole = sum(w for w, _ in told)
    score = sum(Decimal(w) * level / 4 for w, level in told) * 100 / whole
    score = score.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if score >= 75:
        band = "SIAP"
    elif score >= 55:
        band = "SIAP_DUKUNGAN"
    else:
        band = "BELUM_SIAP" if score >= 35 else "RISIKO_TINGGI"
    d1, d2, d3, d7 = levels[0], levels[1], levels[2], levels[6]
    low = (d2 is not None and d2 <= 1) or d1 == 0 or d7 == 0 or (d3 == 0 and by_family)
    return int(score * 10), "BELUM_SIAP" if low and band.startswith("SIAP") else band


def test_the_worked_example_rounds_half_up_and_is_ready() -> None:
    assert mark(instrument("ikpb"), EXAMPLE) == mark(instrument("ikpb"), EXAMPLE, flags=["housing_by_family"])
    assert (mark(instrument("ikpb"), EXAMPLE).score, mark(instrument("ikpb"), EXAMPLE).band) == (763, "SIAP")


def test_poor_housing_holds_the_band_down_whatever_the_score() -> None:
    found = mark(instrument("ikpb"), EXAMPLE | {"d2": 1})
    assert (found.score, found.band, found.caps) == (650, "BELUM_SIAP", ("housing",))


def test_a_cap_never_lifts_a_band() -> None:
    found = mark(instrument("ikpb"), dict.fromkeys(EXAMPLE, 0))
    assert (found.score, found.band, found.caps) == (0, "RISIKO_TINGGI", ())


def test_missing_domains_are_weighted_out_and_too_many_leave_no_score() -> None:
    eight = EXAMPLE | {"d9": None, "d10": None}
    assert mark(instrument("ikpb"), eight).score == 764  # 68.75 of 90
    seven = mark(instrument("ikpb"), eight | {"d8": None})
    assert (seven.score, seven.band, seven.answered) == (None, "TIDAK_LENGKAP", 7)


@given(SHEETS, st.booleans())
@settings(max_examples=10_000, deadline=None)
def test_every_sheet_agrees_with_an_independent_reading(levels: list[int | None], by_family: bool) -> None:
    flags = ["housing_by_family"] if by_family else []
    found = mark(instrument("ikpb"), {f"d{n}": level for n, level in enumerate(levels, 1)}, flags=flags)
    assert (found.score, found.band) == read_independently(levels, by_family=by_family)


@given(SHEETS, st.booleans())
@settings(max_examples=500, deadline=None)
def test_the_form_scores_as_the_instrument_file_says(levels: list[int | None], by_family: bool) -> None:
    sheet = {f"D{n}": level for n, level in enumerate(levels, 1) if level is not None}
    scored = form_side.score(sheet, housing_by_family=by_family)
    assert (scored.score, scored.band) == read_independently(levels, by_family=by_family)


def test_an_unknown_question_or_level_is_refused() -> None:
    with pytest.raises(ValueError, match="no question d11"):
        mark(instrument("ikpb"), {"d11": 1})
    with pytest.raises(ValueError, match="rated 0 to 4"):
        mark(instrument("ikpb"), {"d1": 5})


def test_social_functioning_is_the_plain_sum_of_three() -> None:
    sheet = instrument("social_functioning")
    assert mark(sheet, {"basic_needs": 2, "social_role": 3, "problem_solving": 4}).score == 90
    assert mark(sheet, {"basic_needs": 2, "social_role": 3, "problem_solving": None}).score is None


def test_journeys_and_instruments_agree_on_range_and_bands() -> None:
    for journey in journeys().values():
        for name, use in journey.instruments.items():
            sheet = load_all()[name]
            bands = {band.code for band in sheet.bands} | ({sheet.incomplete} - {""})
            assert (use.min, use.max, set(use.bands)) == (0, sheet.most, bands)


def test_every_question_says_what_each_level_means() -> None:
    for sheet in load_all().values():
        assert all(len(question.anchors) == sheet.top + 1 for question in sheet.questions)
    assert {band.code for band in instrument("ikpb").bands} <= set(CODES["readiness_band"])
