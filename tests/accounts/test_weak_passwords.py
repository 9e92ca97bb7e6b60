"""What is easy to guess is no password; no kind of sign is asked for."""

from pathlib import Path

import pytest

from app.accounts import passwords

LIST = (Path(passwords.__file__).parent / "common" / "passwords.txt").read_text().split()


def test_none_of_the_ten_thousand_most_common_is_taken_however_it_is_dressed_up() -> None:
    assert len(LIST) == len(set(LIST)) == 10_000
    taken = [
        dressed
        for word in LIST
        for dressed in (word, f"{word}12345678"[: max(len(word) + 3, 10)], f"{word.upper()}!!!!!!!!")
        if passwords.weakness(dressed, username="sari") is None
    ]
    assert taken == []


@pytest.mark.parametrize(
    "password",
    [
        "katasandi123", "bismillah123", "jakarta2024", "sayangkamu", "rahasia123", "Suryana1985", "merdeka1945",
        "indonesia1", "qwertyuiop", "Siti Suryana 85", "suryana.siti1", "1234567890", "banten2026", "aaaaaaaaaaaa",
        "abcabcabcabc", "p4ssw0rd2026", "dinsosbanten", "12 Mei 1985", "0812345678", "zxcvbnm123", "alhamdulillah1",
    ],
)  # fmt: skip
def test_what_offices_choose_and_ones_own_name_are_easy_to_guess(password: str) -> None:
    said = passwords.weakness(password, username="siti85", name="Siti Suryana, S.Sos")
    assert said is not None


@pytest.mark.parametrize(
    "password",
    ["gunung biru pintu tua", "kucing makan pisang", "mangga di kebun belakang", "payungmerahtigaembun", "xk27vqmzp1lw"],
)  # fmt: skip
def test_words_alone_without_any_odd_sign_will_do(password: str) -> None:
    assert passwords.weakness(password, username="siti85", name="Siti Suryana") is None
