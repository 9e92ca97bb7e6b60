"""Who may be registered already."""

from datetime import date
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clients import duplicates
from app.clients.duplicates import WORTH_SHOWING, Person, likeness
from app.clients.names import name_key


def person(
    name="Ahmad Suryana",
    alias="",
    sex="L",
    born=date(1990, 5, 4),
    estimated=False,
    nik=None,
    region="36.04.05",
):
    return Person(name_key(name, alias), sex, born, estimated, nik, region)


@pytest.mark.parametrize(
    "other",
    [
        person(),
        person("Ahmad Suriana"),
        person("Achmad Surjana"),
        person("SURYANA AHMAD"),
        person("H. Achmad Suryana", alias="Ahmad Suryana"),
        person(born=date(1988, 7, 1), estimated=True),
        person(born=None),
        person("Ujang", alias="Ahmad Suryana"),
        person("Ahmad"),
        person("Bukan Dia", nik="3673011503900001", born=date(1950, 1, 1), sex="P", region=None),
    ],
)
def test_a_likely_person_is_worth_a_look(other):
    assert likeness(person(nik="3673011503900001"), other) >= WORTH_SHOWING


@pytest.mark.parametrize(
    "other",
    [
        person("Siti Maemunah", sex="P"),
        person("Ahmad Suryana", born=date(1955, 5, 4)),
        person("Ahmad Hidayat"),
        person("Ahmad Suryana", sex="P", region="36.74"),
        person("Budi"),
    ],
)
def test_an_unlikely_person_is_not_shown(other):
    assert likeness(person(), other) < WORTH_SHOWING


WORD = st.text("aiuhmnrsy", min_size=1, max_size=9)
PEOPLE = st.builds(
    person,
    st.sampled_from(["Ahmad Suryana", "Ahmad", "Siti"]),
    st.just(""),
    st.sampled_from(["L", "P"]),
    st.none() | st.dates(date(1980, 1, 1), date(1995, 12, 31)),
    st.booleans(),
    st.sampled_from([None, "3673011503900001"]),
    st.sampled_from([None, "36.04.05", "36.04.06", "36.73"]),
)


@given(new=PEOPLE, known=PEOPLE)
def test_who_is_not_worth_comparing_would_not_have_been_shown(new, known):
    if not duplicates.worth_comparing(new, known):
        assert duplicates.likeness(new, known) < duplicates.WORTH_SHOWING


@given(one=WORD, other=WORD)
def test_a_quick_look_at_two_words_never_takes_away_what_a_close_one_finds(one, other):
    close = SequenceMatcher(None, one, other).ratio()
    if one != other and min(len(one), len(other)) > 1:
        assert duplicates._word(one, other) == (close if close >= duplicates._ALIKE else 0.0)
