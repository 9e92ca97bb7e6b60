"""Files that take long are worked on one after another, and nobody waits for them but who sent one."""

import asyncio
from threading import Event
from uuid import uuid4

import pytest
from litestar.exceptions import TooManyRequestsException

from app.web.files.turns import Turns
from app.web.i18n import catalogue


@pytest.fixture
def held():
    """Keep work going until the test ends."""
    event = Event()
    yield event
    event.set()


async def test_many_long_files_take_no_thread_from_anything_else(held):
    turns = Turns("files")
    sent = [asyncio.create_task(turns.work(uuid4(), held.wait)) for _ in range(40)]
    await asyncio.sleep(0.05)
    assert await asyncio.wait_for(asyncio.to_thread(lambda: "read"), 5) == "read"
    held.set()
    assert all(await asyncio.gather(*sent))


@pytest.mark.parametrize(("language", "word"), [("en", "still being read"), ("id", "masih dibaca")])
async def test_one_file_of_an_account_may_wait_and_the_next_is_refused_in_words(held, language, word):
    turns, me = Turns("files"), uuid4()
    token = catalogue._language.set(language)
    first = asyncio.create_task(turns.work(me, held.wait))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(turns.work(me, held.wait))
    await asyncio.sleep(0.05)
    with pytest.raises(TooManyRequestsException, match=word):
        await turns.work(me, held.wait)
    catalogue._language.reset(token)
    held.set()
    assert await asyncio.gather(first, second, turns.work(uuid4(), held.wait)) == [True] * 3
    assert await turns.work(me, held.wait)


async def test_who_goes_away_while_waiting_leaves_the_line(held):
    turns, me = Turns("files"), uuid4()
    first = asyncio.create_task(turns.work(uuid4(), held.wait))
    gone = asyncio.create_task(turns.work(me, held.wait))
    await asyncio.sleep(0.05)
    gone.cancel()
    await asyncio.wait([gone])
    again = asyncio.create_task(turns.work(me, held.wait))
    await asyncio.sleep(0.05)
    held.set()
    assert await asyncio.gather(first, again) == [True, True]


async def test_the_words_of_a_refusal_are_in_the_language_of_who_sent_the_file():
    token = catalogue._language.set("en")
    spoken = await Turns("files").work(uuid4(), catalogue._language.get)
    catalogue._language.reset(token)
    assert spoken == "en"
