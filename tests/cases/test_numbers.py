"""Case numbers: read out, misheard, mistyped."""

from hypothesis import given
from hypothesis import strategies as st

from app.cases.numbers import ALPHABET, is_number, new_number, normalise

plain = st.text(ALPHABET, min_size=7, max_size=7)


def test_a_new_number_is_well_formed_and_tells_nothing():
    numbers = {new_number() for _ in range(500)}
    assert len(numbers) == 500
    assert all(is_number(number) and len(number) == 9 for number in numbers)


@given(plain, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(body, place, wrong):
    from app.cases.numbers import check_character

    right = body + check_character(body)
    mistyped = right[:place] + wrong + right[place + 1 :]
    assert is_number(mistyped) == (mistyped == right)


@given(plain, st.integers(0, 6))
def test_two_neighbours_swapped_are_always_found(body, place):
    from app.cases.numbers import check_character

    right = body + check_character(body)
    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert is_number(swapped) == (swapped == right)


def test_small_letters_and_spaces_are_read_as_they_are_meant():
    number = new_number()
    assert normalise(number.lower().replace("-", " ")) == number
