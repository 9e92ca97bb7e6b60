"""Who may be registered already."""

from datetime import date

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
        person("Ahmad Suryana", sex="P", region="36.74"),  # name and day agree: somebody ticked the wrong sex
        person("Ahmad Hidayat"),  # the same day in the same kecamatan, with another second name
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
        person("Ahmad Hidayat", born=date(1990, 8, 9)),
        person("Ahmad Suryana", sex="P", born=date(1990, 8, 9), region="36.74"),
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
    points = duplicates.likeness(new, known)
    assert duplicates.worth(new, known) == (points if points >= WORTH_SHOWING else 0)


@given(one=WORD, place=st.integers(0, 8), letter=st.sampled_from("aiuhmnrsy"))
def test_one_letter_wrong_is_much_alike_and_two_words_that_share_little_are_not(one, place, letter):
    wrong = one[:place] + letter + one[place + 1 :]
    longest = max(len(one), len(wrong))
    if min(len(one), len(wrong)) > 1:
        assert duplicates._word(one, wrong) >= 1 - 1 / longest
        assert duplicates._word(one, "k" * longest) == 0
