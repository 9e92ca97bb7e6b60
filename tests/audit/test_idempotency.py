"""A form sent twice has one effect."""

import asyncio
import itertools
from uuid import uuid4

import pytest

from app.audit import idempotency
from app.db import execute, query_one, transaction
from app.web.http.exceptions import KeyUsed

WORKER = uuid4()


@transaction
async def act(key, *, worker=WORKER, refuse=False) -> str:
    before = await idempotency.claim(key, worker=worker)
    if before is not None:
        return f"again {before}"
    if refuse:
        return "refused"
    await execute(
        "INSERT INTO counters (name, value) VALUES ('acts', 1) ON CONFLICT (name) DO UPDATE SET value = counters.value + 1"
    )
    await idempotency.finish(key, worker=worker, location="/cases/A")
    return "done"


async def acts() -> int:
    row = await query_one("SELECT value FROM counters WHERE name = 'acts'")
    return row.value if row else 0


async def test_the_second_sending_is_led_to_the_same_place(db):
    key = uuid4()
    assert await act(key) == "done"
    assert await act(key) == "again /cases/A"
    assert await acts() == 1


async def test_many_sendings_at_once_have_one_effect(db):
    key = uuid4()
    answers = await asyncio.gather(*[act(key) for _ in range(8)])
    assert sorted(answers) == ["again /cases/A"] * 7 + ["done"]
    assert await acts() == 1


async def test_a_refused_form_may_be_mended_and_sent_again(db):
    key = uuid4()
    assert await act(key, refuse=True) == "refused"
    assert await act(key) == "done"
    assert await acts() == 1


async def test_keys_of_different_forms_do_not_meet(db):
    assert await act(uuid4()) == "done"
    assert await act(uuid4()) == "done"
    assert await act(None) == "done"
    assert await acts() == 3


WORDS = ("Klien hadir.", "Klien tidak hadir.", "")
PLACES = ("/cases/A/notes", "/cases/B/notes")


def sends(monkeypatch, place: str, words: str) -> None:
    monkeypatch.setattr("app.web.http.typed.sending.content", lambda: f"{place} {words}")


@pytest.mark.parametrize("first", list(itertools.product(PLACES, WORDS)))
@pytest.mark.parametrize("second", list(itertools.product(PLACES, WORDS)))
async def test_a_key_stands_for_what_was_sent_and_to_where(db, monkeypatch, first, second):
    key = uuid4()
    sends(monkeypatch, *first)
    assert await act(key) == "done"

    sends(monkeypatch, *second)
    if first == second:
        assert await act(key) == "again /cases/A"
        assert await idempotency.result(key, worker=WORKER) == "/cases/A"
        return
    for asking in (act(key), idempotency.result(key, worker=WORKER)):
        with pytest.raises(KeyUsed):
            await asking
    assert await act(uuid4()) == "done"  # under a fresh key it is taken
    assert await acts() == 2


async def test_a_refused_form_is_mended_under_its_key_and_the_mended_one_counts(db, monkeypatch):
    key = uuid4()
    sends(monkeypatch, "/cases/A/notes", "salah")
    assert await act(key, refuse=True) == "refused"
    sends(monkeypatch, "/cases/A/notes", "benar")
    assert await act(key) == "done"
    assert await act(key) == "again /cases/A"
    sends(monkeypatch, "/cases/A/notes", "salah")
    with pytest.raises(KeyUsed):
        await act(key)
    assert await acts() == 1


@pytest.mark.parametrize("refuse", [True, False])
async def test_a_key_of_somebody_else_is_nobodys_leave_to_act_unseen(db, refuse):
    key = uuid4()
    await act(key, refuse=refuse)
    with pytest.raises(KeyUsed) as used:
        await act(key, worker=uuid4())
    assert used.value.place == ""
    assert await acts() == (0 if refuse else 1)
