"""Records of victims and people far from home: the screen for trafficking."""

from typing import Any

import pytest

from app.assessments.trafficking_screen import MEANS, PURPOSE, TRAFFICKING_SCREEN
from app.assessments.trafficking_screen import facts as screen_facts
from app.cases.record_entries import shown
from tests.records.context import errors, facts, filled, state
from workflows.state import CaseState

ADULT = state("PMBS", birth_date="1996-01-01")
CHILD = state("KPO", birth_date="2012-01-01")
UNKNOWN = state("GLD")
ASKED: dict[str, Any] = {"moved": "TIDAK", "in_safety": "on"} | dict.fromkeys((*MEANS, *PURPOSE), "TIDAK")
TOLD = {"words": "The agent kept my passport."}


def _screened(of: CaseState, **answers: str) -> object:
    return facts(TRAFFICKING_SCREEN, of, **ASKED | TOLD | answers)["trafficking"]


def test_no_question_of_the_screen_may_be_left_out() -> None:
    for name in ("moved", *MEANS, *PURPOSE, "in_safety"):
        assert name in errors(TRAFFICKING_SCREEN, ADULT, **{k: v for k, v in ASKED.items() if k != name})


@pytest.mark.parametrize("means", MEANS)
@pytest.mark.parametrize("purpose", PURPOSE)
def test_of_an_adult_act_means_and_purpose_together_are_signs_of_trafficking(
    means: str, purpose: str
) -> None:
    assert _screened(ADULT, **{"moved": "YA", means: "YA", purpose: "YA"}) == "TERINDIKASI"
    assert _screened(ADULT, **{"moved": "YA", purpose: "YA"}) == "PERLU_DIDALAMI"
    assert _screened(ADULT, **{means: "YA", purpose: "YA"}) == "PERLU_DIDALAMI"


@pytest.mark.parametrize("of", [CHILD, UNKNOWN])
def test_of_a_child_or_somebody_of_unknown_age_no_means_are_asked_for(of: CaseState) -> None:
    assert _screened(of, moved="YA", begging="YA") == "TERINDIKASI"
    assert _screened(of, moved="YA") == "TIDAK_TERINDIKASI"


def test_nothing_found_is_no_sign_unless_something_stays_unclear() -> None:
    assert _screened(ADULT) == "TIDAK_TERINDIKASI"
    assert _screened(ADULT, moved="YA") == "TIDAK_TERINDIKASI"
    assert _screened(ADULT, papers="BELUM_JELAS") == "PERLU_DIDALAMI"
    assert _screened(ADULT, forced_work="BELUM_JELAS") == "PERLU_DIDALAMI"


def test_a_suspicion_raises_the_result_and_never_lowers_it() -> None:
    found = {"moved": "YA", "debt": "YA", "forced_work": "YA"}

    assert _screened(ADULT, suspicion="on") == "PERLU_DIDALAMI"
    assert _screened(ADULT, **found, suspicion="off") == "TERINDIKASI"


def test_a_client_who_could_not_speak_freely_is_never_cleared() -> None:
    unsafe = ASKED | {"in_safety": "off"}

    assert filled(TRAFFICKING_SCREEN, ADULT, **unsafe).doubts
    read = filled(TRAFFICKING_SCREEN, ADULT, **unsafe, confirmed="on")
    assert screen_facts(read.form, read.context)["trafficking"] == "PERLU_DIDALAMI"


def test_signs_ask_for_the_clients_words() -> None:
    assert "words" in errors(TRAFFICKING_SCREEN, ADULT, **ASKED | {"debt": "YA"})
    assert "words" in errors(TRAFFICKING_SCREEN, ADULT, **ASKED | {"suspicion": "on"})


def test_the_result_of_a_screen_is_said_first() -> None:
    read = filled(TRAFFICKING_SCREEN, ADULT, **ASKED)
    assert TRAFFICKING_SCREEN.columns
    row = {**ASKED, "in_safety": True, "words": "", **TRAFFICKING_SCREEN.columns(read.form, read.context)}

    assert shown(TRAFFICKING_SCREEN, row)[0] == ("Result", "No signs of trafficking")
