"""Which type a case may have, and which goes first."""

import pytest

from app.opening.type_rules import BANDS, PRECEDENCE, Suggestion, before, judge, suggest, suggestions
from app.web.i18n.lists import CODES
from workflows.lists.pmks import BESIDE


def verdict(code, age, *, estimated=False):
    return judge(BANDS[code], age, estimated=estimated).verdict


def test_every_handled_type_has_a_band_and_a_place():
    assert set(BANDS) == set(CODES["pmks"]) == {*PRECEDENCE, *BESIDE}
    assert len(PRECEDENCE) == 18


@pytest.mark.parametrize(
    ("code", "age", "said"),
    [
        ("ABT", 0, "fits"),
        ("ABT", 5, "fits"),
        ("ABT", 6, "stop"),
        ("AT", 5, "stop"),
        ("AT", 6, "fits"),
        ("AT", 17, "fits"),
        ("AT", 18, "stop"),
        ("ABH", 12, "fits"),
        ("ABH", 18, "act"),
        ("LUT", 59, "stop"),
        ("LUT", 60, "fits"),
        ("GLD", 17, "stop"),
        ("GLD", 60, "reason"),
        ("PGM", 17, "stop"),
        ("PGM", 60, "reason"),
        ("AMPK", 5, "reason"),
        ("AMPK", 18, "stop"),
        ("TS", 17, "stop"),
        ("BWBLP", 18, "fits"),
        ("BWBLP", 17, "stop"),
        ("KPO", None, "fits"),
        ("KPO", 3, "fits"),
        ("BWBLP", None, "unknown"),
        ("ABT", None, "unknown"),
    ],
)
def test_the_age_band_of_the_type_decides(code, age, said):
    assert verdict(code, age) == said


@pytest.mark.parametrize(
    ("code", "age", "said"),
    [
        ("BWBLP", 17, "near"),
        ("BWBLP", 16, "near"),
        ("BWBLP", 15, "stop"),
        ("ABT", 7, "near"),
        ("ABT", 8, "stop"),
    ],
)
def test_an_estimate_within_two_years_of_a_limit_only_warns(code, age, said):
    assert verdict(code, age, estimated=True) == said


@pytest.mark.parametrize(
    ("code", "age", "types"),
    [
        ("ABT", 7, ("AT",)),
        ("TS", 15, ("KPO", "AKTK", "AMPK")),
        ("GLD", 70, ("LUT",)),
        ("GLD", 4, ()),
        ("AT", 3, ("ABT",)),
    ],
)
def test_only_types_that_take_the_age_are_suggested(code, age, types):
    judged = judge(BANDS[code], age, estimated=False)
    assert suggestions(judged, BANDS, age, estimated=False) in (types, tuple(t for t in types if t))


def test_protection_and_legal_deadlines_go_first():
    assert before("PMBS", ["KPO", "KM", "PD"]) == ("KPO",)
    assert before("KM", ["PML", "ABH"]) == ("ABH", "PML")
    assert before("KPO", PRECEDENCE) == ()


def test_of_several_types_the_first_by_precedence_is_suggested():
    assert suggest(("AT", "AKTK"), BANDS, 9, estimated=False) == Suggestion("AKTK", "precedence", ("AT",))


def test_a_type_that_the_age_rules_out_is_not_suggested():
    assert suggest(("KTK", "AT"), BANDS, 9, estimated=False) == Suggestion("AT", "only")


@pytest.mark.parametrize(("age", "code"), [(3, "ABT"), (9, "AT"), (70, "LUT")])
def test_an_age_alone_points_to_a_type(age, code):
    assert suggest((), BANDS, age, estimated=False) == Suggestion(code, "age")


@pytest.mark.parametrize("age", [30, None])
def test_some_ages_point_nowhere(age):
    assert suggest((), BANDS, age, estimated=False) is None
