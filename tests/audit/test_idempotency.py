"""A form sent twice has one effect."""

import asyncio
from uuid import uuid4

from app.audit import idempotency
from app.db import execute, query_one, transaction

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
