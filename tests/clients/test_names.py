"""Names in one form for searching and comparing."""

import pytest

from app.clients.names import initials, name_key, normalised, search_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muhammad Yusuf", "Moh. Joesoef"),
        ("Muhammad Yusuf", "M. Yusuf"),
        ("Muhammad Yusuf", "Mochamad Jusuf"),
        ("Hj. Siti Annisa", "Siti Anisa"),
        ("Djaja Soekarno", "Jaya Sukarno"),
        ("Abd. Rahman", "Abdul Rahman"),
        ("Ma'ruf", "Maruf"),
        ("Ahmad bin Sueb", "Ahmad Sueb"),
        ("Suryana, S.Sos.", "SURYANA"),
        ("Tb. Entus", "Entus"),
        ("Zaenal Arifin", "Jainal Aripin"),
        ("Achmad Syaefudin", "Ahmad Saipudin"),
        ("Khotimah", "Hotimah"),
        ("Iqbal", "Ikbal"),
    ],
)
def test_the_same_name_written_in_two_ways_has_one_form(one, other):
    assert normalised(one) == normalised(other)


def test_one_name_is_enough_and_a_title_alone_stays():
    assert normalised("Suryana") == "suryana"
    assert normalised("Tb") == "tb"


def test_different_names_stay_different():
    assert normalised("Siti Aminah") != normalised("Siti Maemunah")


def test_the_key_holds_every_name_once():
    assert name_key("Ahmad", "Amat", "AHMAD") == "ahmad | amat"


def test_a_word_may_be_the_beginning_of_another_when_searching():
    assert search_words("moh") == [("moh", "muhamad")]
    assert search_words("siti am") == [("siti",), ("am",)]


@pytest.mark.parametrize(
    ("name", "shown"), [("Ahmad Suryana", "A. S."), ("suryana", "S."), ("Sa'adah, S.H.", "S."), ("", "–")]
)
def test_initials_tell_no_more_than_letters(name, shown):
    assert initials(name) == shown
