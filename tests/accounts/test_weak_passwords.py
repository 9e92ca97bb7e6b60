"""What is easy to guess is no password; no kind of sign is asked for."""

import time
from pathlib import Path

import pytest

from app.accounts import passwords
from tests import people
from tests.browser import PASSWORD, Browser

PASSED = "mangga di kebun belakang"
LIST = (Path(passwords.__file__).parent / "common" / "passwords.txt").read_text().split()


async def test_none_of_the_ten_thousand_most_common_is_taken_however_it_is_dressed_up() -> None:
    assert len(LIST) == len(set(LIST)) == 10_000
    taken = [
        dressed
        for word in LIST
        for dressed in (word, f"{word}12345678"[: max(len(word) + 3, 10)], f"{word.upper()}!!!!!!!!")
        if await passwords.weakness(dressed, username="sari") is None
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
async def test_what_offices_choose_and_ones_own_name_are_easy_to_guess(password: str) -> None:
    said = await passwords.weakness(password, username="siti85", name="Siti Suryana, S.Sos")
    assert said is not None


@pytest.mark.parametrize(
    "password",
    ["gunung biru pintu tua", "kucing makan pisang", "mangga di kebun belakang", "payungmerahtigaembun", "xk27vqmzp1lw"],
)  # fmt: skip
async def test_words_alone_without_any_odd_sign_will_do(password: str) -> None:
    assert await passwords.weakness(password, username="siti85", name="Siti Suryana") is None


async def test_the_strength_of_a_password_is_reckoned_only_for_who_has_proven_who_they_are(
    app, signed_in, monkeypatch
):
    await people.worker("sari", "PEKSOS")
    reckoned = []
    monkeypatch.setattr(passwords, "_is_easy", lambda *asked: bool(reckoned.append(asked)))
    new = {"new_password": PASSED, "new_password_again": PASSED}
    async with Browser(app) as stranger:
        await stranger.read_token("/activate")
        await stranger.send_form("/activate", {"username": "sari", "code": "ABCD-EFGH-JKLM-NPQR", **new})
    sari = await signed_in("sari")
    await sari.send_form("/account/password", {"password": "a guess", **new})
    assert reckoned == []
    await sari.send_form("/account/password", {"password": PASSWORD, **new})
    assert len(reckoned) == 1


def test_reckoning_the_worst_password_takes_no_longer_than_reading_a_page_of_it() -> None:
    worst = "('4@8({[<3€6913|1!0$57+7%2'" * 7
    began = time.process_time()
    passwords._is_easy(worst[:200], "sari")
    assert time.process_time() - began < 1.5  # the whole of it takes many times as long
