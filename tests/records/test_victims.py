"""The screen for trafficking, and a shelter whose place is nobody's business."""

from typing import Any
from uuid import UUID

import pytest

from app.records import submission
from app.records.history import shown
from app.records.kind import Reader
from app.records.plan.shelter import Shelter
from app.records.screening.trafficking_screen import MEANS, PURPOSE, TraffickingScreen
from app.scope.need_to_know import may_know_place
from app.web.forms.decoding import Invalid
from app.web.http.current_user import CurrentUser
from tests.records.context import ME, NOW, errors, facts, filled, kept, state
from workflows.case_state import CaseState

ADULT = state("PMBS", birth_date="1996-01-01")
CHILD = state("KPO", birth_date="2012-01-01")
UNKNOWN = state("GLD")
ASKED: dict[str, Any] = {"moved": "TIDAK", "in_safety": "on"} | dict.fromkeys((*MEANS, *PURPOSE), "TIDAK")
TOLD = {"words": "The agent kept my passport."}


def _screened(of: CaseState, **answers: str) -> object:
    return facts(TraffickingScreen, of, **ASKED | TOLD | answers)["trafficking"]


def test_no_question_of_the_screen_may_be_left_out() -> None:
    for name in ("moved", *MEANS, *PURPOSE, "in_safety"):
        assert name in errors(TraffickingScreen, ADULT, **{k: v for k, v in ASKED.items() if k != name})


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

    assert filled(TraffickingScreen, ADULT, **unsafe).doubts
    read = filled(TraffickingScreen, ADULT, **unsafe, confirmed="on")
    assert read.form.facts(read.context)["trafficking"] == "PERLU_DIDALAMI"


def test_signs_ask_for_the_clients_words() -> None:
    assert "words" in errors(TraffickingScreen, ADULT, **ASKED | {"debt": "YA"})
    assert "words" in errors(TraffickingScreen, ADULT, **ASKED | {"suspicion": "on"})


def test_the_result_of_a_screen_is_said_first() -> None:
    row = kept(TraffickingScreen, ADULT, **ASKED)

    assert shown(TraffickingScreen, row)[0] == ("Result", "No signs of trafficking")


PLACE = "Jalan Melati 7"
COMES_IN: dict[str, Any] = {"status": "MASUK", "shelter_kind": "RUMAH_AMAN", "secret": "on", "place": PLACE}
HOUSE, UNIT, WORKER = UUID(int=11), UUID(int=12), UUID(int=13)


def _me(who: UUID, role: str, organisation: UUID | None = None) -> CurrentUser:
    return CurrentUser(
        id=who,
        username="x",
        name="X",
        roles=frozenset({role}),
        grantees=("division",),
        organisation=organisation,
        region=None,
        lang="en",
    )


KNOWING = [
    _me(WORKER, "PEKSOS", UNIT),
    _me(ME, "SUPERVISOR", UNIT),
    _me(ME, "LKS", HOUSE),
    _me(ME, "UPTD", HOUSE),
]
OTHERS = [
    _me(ME, "PEKSOS", UNIT),
    _me(ME, "SUPERVISOR", UUID(int=99)),
    _me(ME, "SUPERVISOR"),
    _me(ME, "KASI", UNIT),
    _me(ME, "KABID", UNIT),
    _me(ME, "DATA", UNIT),
    _me(ME, "LKS", UNIT),
    _me(ME, "KABKOTA", HOUSE),
    _me(ME, "ADMIN", HOUSE),
]


def _seen(me: CurrentUser, row: dict[str, Any]) -> dict[str, str]:
    return dict(shown(Shelter, Shelter.redact(row, Reader(me, WORKER, UNIT))))


def _row(*, secret: bool = True) -> dict[str, Any]:
    return {
        "status": "MASUK",
        "shelter_kind": "RUMAH_AMAN",
        "secret": secret,
        "place": PLACE,
        "contact": "Ibu Rini",
        "organisation": HOUSE,
        "until": None,
        "left_to": "",
        "note": "",
    }


@pytest.mark.parametrize("me", KNOWING)
def test_the_worker_their_supervisor_and_the_shelters_staff_see_where_it_is(me: CurrentUser) -> None:
    assert _seen(me, _row())["Name or address"] == PLACE


@pytest.mark.parametrize("me", OTHERS)
def test_everybody_else_is_told_of_a_safe_place(me: CurrentUser) -> None:
    told = _seen(me, _row())

    assert told["Name or address"] == "A safe place"
    assert PLACE not in str(told)
    assert "Ibu Rini" not in str(told)


def test_a_place_that_is_not_secret_is_seen_by_all_readers() -> None:
    assert {_seen(me, _row(secret=False))["Name or address"] for me in OTHERS} == {PLACE}


def test_a_case_without_a_worker_opens_the_place_to_nobody_more() -> None:
    nobody = _me(ME, "PEKSOS")

    assert not may_know_place(nobody, worker=None, unit=UNIT, shelter=None)


def test_the_case_learns_that_the_client_is_sheltered_but_never_where() -> None:
    told = facts(Shelter, ADULT, **COMES_IN, until="2026-06-20")

    assert told == {
        "sheltered": True,
        "shelter_kind": "RUMAH_AMAN",
        "shelter_secret": True,
        "sheltered_on": "2026-06-10",
        "shelter_until": "2026-06-20",
        "shelter_left_on": "",
    }


def test_moving_to_another_shelter_does_not_begin_the_stay_anew() -> None:
    stays = state("GLD", sheltered=True, sheltered_on="2026-06-05")
    back = state("GLD", sheltered=False, sheltered_on="2026-06-05")

    assert facts(Shelter, stays, **COMES_IN)["sheltered_on"] == "2026-06-05"
    assert facts(Shelter, back, **COMES_IN)["sheltered_on"] == "2026-06-10"


def test_a_safe_house_is_always_secret_and_no_place_is_left_out() -> None:
    assert "secret" in errors(Shelter, ADULT, **COMES_IN | {"secret": "off"})
    assert "place" in errors(Shelter, ADULT, **COMES_IN | {"place": ""})
    assert "secret" in errors(Shelter, ADULT, status="MASUK", shelter_kind="LKS", place="LKS Kasih")


def test_who_leaves_a_shelter_was_in_one_and_goes_somewhere() -> None:
    stays = state("GLD", sheltered=True, sheltered_on="2026-06-05")

    assert "status" in errors(Shelter, ADULT, status="KELUAR", left_to="KELUARGA")
    assert set(errors(Shelter, stays, **COMES_IN | {"status": "KELUAR"})) == {
        "left_to",
        "shelter_kind",
        "secret",
        "place",
    }
    assert facts(Shelter, stays, status="KELUAR", left_to="KELUARGA") == {
        "sheltered": False,
        "shelter_until": "",
        "shelter_left_on": "2026-06-10",
    }


def test_an_institution_that_was_not_offered_is_not_taken() -> None:
    offered = {"organisation": ((str(HOUSE), "LKS Kasih"),)}
    on = submission.context_for(state=ADULT, now=NOW, by=ME, options=offered)
    texts = {name: [str(value)] for name, value in COMES_IN.items()}

    assert isinstance(
        submission.decode(Shelter, texts | {"organisation": [str(HOUSE)]}, on), submission.Filled
    )
    refused = submission.decode(Shelter, texts | {"organisation": [str(UNIT)]}, on)
    assert isinstance(refused, Invalid)
    assert "organisation" in refused.errors
