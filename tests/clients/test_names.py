"""Names in one form for searching and comparing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.clients.names import initials, name_key, names_in, normalised, search_words


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
        ("H. Endin Wiratama", "Endin Wiratama"),
        ("Tb. Juhaeri Langgeng", "Tubagus Juhaeri Langgeng"),
        ("Rt. Ayu Lestari", "Ratu Ayu Lestari"),
        ("Siti Maemunah, S.Pd.", "Siti Maemunah"),
        ("Siti Maemunah S.Pd.I", "Siti Maemunah"),
        ("Drs. K.H. Udin bin Sarkawi, M.Si.", "Udin Sarkawi"),
        ("Abdurrahman", "Abdul Rahman"),
        ("Abdur Rahman", "Abd. Rahman"),
        ("Abdussalam", "Abdul Salam"),
        ("Noor Aini", "Nur Aini"),
        ("Noerhayati", "Norhayati"),
        ("Khoirul Anam", "Chairul Anam"),
        ("Khoerudin", "Khairudin"),
        ("Nur-Aisyah", "Nur Aisyah"),
        ("Đurđa", "Durda"),
        ("Sholeh", "Soleh"),
        ("Dzikri Ghozali", "Zikri Gozali"),
        ("Husein", "Husain"),
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
    assert name_key("Tb. Nur Aisyah", "Icah") == "nur aisah | icah / tubagus nuraisah"
    assert names_in("nur aisah | icah / tubagus nuraisah") == (("nur", "aisah"), ("icah",))


@pytest.mark.parametrize("name", ["محمد يوسف", "王小明", "அருண்", "Ñandú Ōta"])
def test_names_of_every_script_are_names(name):
    assert normalised(name)
    assert is_found(name, stored=name)


@pytest.mark.parametrize("typed", ["zzzz", "zzz", "qqqqqqq", "aaa"])
def test_what_is_no_name_is_not_shortened_to_what_nearly_every_name_holds(typed):
    assert search_words(typed) == [(typed,)]


def test_abdullah_is_one_word():
    assert normalised("Abdullah") != normalised("Abdul Lah")


def is_found(typed, *, stored):
    """Tell whether a search for one writing finds who is stored under another: by words in the key, as SQL does."""
    key = name_key(stored)
    words = [word for part in key.split(" ") for word in [part]]

    def held(form):
        return (
            form in key
            if len(form) > 2 or not form.isascii()
            else any(word.startswith(form) for word in words)
        )

    return all(any(held(form) for form in forms) for forms in search_words(typed))


def test_a_search_for_another_name_finds_nobody():
    assert not is_found("Budi", stored="H. Ahmad Suryana, S.H.")
    assert not is_found("Ahmad Budi", stored="Ahmad Suryana")
    assert not is_found("zzz", stored="Zainal")


TITLES = (
    "",
    "H. ",
    "Hj. ",
    "Haji ",
    "Tb. ",
    "Tubagus ",
    "Rt. ",
    "Ratu ",
    "Drs. H. ",
    "K.H. ",
    "Ust. ",
    "R. ",
)
DEGREES = ("", ", S.Pd.", ", S.H., M.H.", " S.Sos.", ", A.Md.Keb", ", Lc.")
WAYS = (
    ("Muhammad", "Moh.", "M.", "Muh.", "Mochamad", "Muhamad"),
    ("Abdul Rahman", "Abdurrahman", "Abd. Rahman", "Abdur Rahman", "Abdulrahman"),
    ("Nur Aisyah", "Nuraisyah", "Noor Aisyah", "Noeraisjah", "Nur-Aisyah", "Nur'aisyah"),
    ("Khoirunnisa", "Khairun Nisa", "Choirunisa"),
    ("Djoko Soesilo", "Joko Susilo"),
    ("Yusuf", "Jusuf", "Joesoef", "Yusup"),
    ("Zaenal", "Jaenal", "Zainal"),
    ("Siti", "Sitti"),
    ("Annisa", "Anisa"),
    ("Ma'ruf", "Maruf", "Ma’ruf"),
    ("Suryana", "Surjana"),
    ("Aa", "AA"),
    ("Đurđa", "Durda"),
    ("Maemunah", "Maimunah"),
)


@st.composite
def one_name_in_two_ways(draw):
    """Give two writings of one name: each part, the title, the father's name and the degrees as they come."""
    chosen = draw(st.lists(st.sampled_from(WAYS), min_size=1, max_size=3, unique=True))
    tie = draw(st.sampled_from([" ", " bin ", " binti "])) if len(chosen) > 1 else " "

    def writing():
        first, *rest = [draw(st.sampled_from(ways)) for ways in chosen]
        tied = draw(st.sampled_from([" ", tie]))
        name = tied.join([first, *rest])
        name = name.upper() if draw(st.booleans()) else name
        return f"{draw(st.sampled_from(TITLES))}{name}{draw(st.sampled_from(DEGREES))}"

    return writing(), writing()


@given(one_name_in_two_ways())
@settings(max_examples=400)
def test_every_name_is_found_by_its_own_display_and_by_each_of_its_variants(ways):
    stored, typed = ways
    assert is_found(stored, stored=stored)
    assert is_found(typed, stored=stored)


@given(st.text(max_size=40))
@settings(max_examples=400)
def test_whatever_is_stored_is_found_by_its_own_display(name):
    if normalised(name):
        assert is_found(name, stored=name)


def test_a_word_may_be_the_beginning_of_another_when_searching():
    assert search_words("moh") == [("moh", "muhamad")]
    assert search_words("siti am") == [("siti",), ("am",)]


@pytest.mark.parametrize(
    ("name", "shown"), [("Ahmad Suryana", "A. S."), ("suryana", "S."), ("Sa'adah, S.H.", "S."), ("", "–")]
)
def test_initials_tell_no_more_than_letters(name, shown):
    assert initials(name) == shown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siti Maemunah binti H. Sarkawi", "Siti Maemunah Sarkawi"),
        ("Jamil bin Tb. Entol Suhari", "Jamil bin Suhari"),
        ("Udin (alm)", "Udin"),
        ("Iyah Rokayah, almh.", "Almh. Iyah Rokayah"),
    ],
)
def test_the_fathers_titles_and_that_somebody_died_make_nobody_another(one, other):
    assert normalised(one) == normalised(other)


def test_a_word_always_stays_of_a_name():
    assert [normalised(name) for name in ("Alm", "Bin", "Jamil bin H", "Bin H.")] == [
        "alm",
        "bin",
        "yamil h",
        "bin h",
    ]
