"""The IKPB as its form scores it, against the instrument's own description."""

import random
from decimal import ROUND_HALF_UP, Decimal

from app.records.assessment import ikpb
from app.records.assessment.readiness import Readiness
from tests.records.context import context, state
from workflows.instruments import Mark

DOMAINS = tuple(f"D{n}" for n in range(1, 11))
WORKED = dict(zip(DOMAINS, (3, 4, 3, 2, 2, 3, 4, 4, 3, 3), strict=True))


def test_the_worked_example_is_ready_with_76_3() -> None:
    assert ikpb.score(WORKED, housing_by_family=False) == Mark(763, "SIAP", 10)


def test_with_housing_at_1_the_worked_example_is_held_down() -> None:
    scored = ikpb.score(WORKED | {"D2": 1}, housing_by_family=False)

    assert scored == Mark(650, "BELUM_SIAP", 10, ("housing",))


def test_rejection_by_the_family_counts_only_where_the_housing_hangs_on_it() -> None:
    rejected = WORKED | {"D3": 0}

    assert ikpb.score(rejected, housing_by_family=True).caps == ("family",)
    assert ikpb.score(rejected, housing_by_family=False).caps == ()


def test_a_cap_never_lifts_a_band() -> None:
    assert ikpb.score(dict.fromkeys(DOMAINS, 0), housing_by_family=True).band == "RISIKO_TINGGI"


def test_seven_answers_give_no_band() -> None:
    seven = dict.fromkeys(DOMAINS[:7], 4)

    assert ikpb.score(seven, housing_by_family=False) == Mark(None, "TIDAK_LENGKAP", 7)


def test_unanswered_domains_are_left_out_and_the_rest_weighs_100() -> None:
    without_two = {code: 4 for code in DOMAINS if code not in {"D8", "D9"}}

    assert ikpb.score(without_two, housing_by_family=False) == Mark(1000, "SIAP", 8)


def test_ten_thousand_sheets_agree_with_an_independent_reading() -> None:
    draw = random.Random(20260610)
    for _ in range(10_000):
        levels = {code: draw.randint(0, 4) for code in DOMAINS if draw.random() > 0.08}
        by_family = draw.random() < 0.5
        scored = ikpb.score(levels, housing_by_family=by_family)
        assert (scored.score, scored.band) == _by_decimals(levels, by_family=by_family), levels


def _by_decimals(levels: dict[str, int], *, by_family: bool) -> tuple[int | None, str]:
    weights = (10, 15, 15, 10, 15, 10, 10, 5, 5, 5)
    if len(levels) < 8:
        return None, "TIDAK_LENGKAP"
    pairs = [(Decimal(w), levels[f"D{n}"]) for n, w in enumerate(weights, 1) if f"D{n}" in levels]
    exact = sum(w * level / 4 for w, level in pairs) * 100 / sum(w for w, _ in pairs)
    points = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    band = "RISIKO_TINGGI"
    for least, name in ((35, "BELUM_SIAP"), (55, "SIAP_DUKUNGAN"), (75, "SIAP")):
        if points >= least:
            band = name
    held = levels.get("D2", 9) <= 1 or levels.get("D1") == 0 or levels.get("D7") == 0
    held = held or (levels.get("D3") == 0 and by_family)
    if held and band.startswith("SIAP"):
        band = "BELUM_SIAP"
    return int(points * 10), band


def test_the_form_proposes_the_point_that_lies_nearest_and_none_where_no_release_is_known() -> None:
    known = context(state(release_planned_on="2026-09-12"))

    assert Readiness.begin(known) == {"point": "T-3"}
    assert Readiness.begin(context(state(release_planned_on="2026-09-12", release_on="2026-06-05"))) == {
        "point": "T0"
    }
    assert Readiness.begin(context(state())) == {}
