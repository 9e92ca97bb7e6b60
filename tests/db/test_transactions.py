"""All or nothing, one writer, and an answer only after the commit."""

import asyncio
import contextlib
import sqlite3
from contextvars import ContextVar

import pytest

from app.db import Full, StrayAwait, Unreachable, current, execute, query, query_one, transaction
from app.db.sql import is_read, numbered

voice: ContextVar[str] = ContextVar("voice", default="nobody")


@transaction
async def count_up(name: str = "one") -> int:
    seen = await query_one("SELECT value FROM counters WHERE name = ?", name)
    if seen is None:
        await execute("INSERT INTO counters (name, value) VALUES (?, ?)", name, 1)
        return 1
    await execute("UPDATE counters SET value = ? WHERE name = ?", seen.value + 1, name)
    return seen.value + 1


async def value(name: str = "one") -> int | None:
    row = await query_one("SELECT value FROM counters WHERE name = ?", name)
    return row.value if row else None


async def test_an_exception_undoes_the_whole_action(db):
    @transaction
    async def fail_late():
        await count_up("one")
        await count_up("two")
        raise LookupError("late")

    with pytest.raises(LookupError):
        await fail_late()
    assert await value("one") is None
    assert await value("two") is None


async def test_an_action_within_an_action_is_part_of_it(db):
    @transaction
    async def outer():
        await count_up()
        with contextlib.suppress(LookupError):
            await inner()
        return await value()

    @transaction
    async def inner():
        await count_up()
        raise LookupError

    assert await outer() == 2
    assert await value() == 2


async def test_the_value_comes_after_the_commit(db):
    assert await count_up() == 1
    assert await value() == 1


async def test_a_write_outside_a_transaction_is_refused(db):
    with pytest.raises(RuntimeError, match="@transaction"):
        await execute("INSERT INTO counters (name, value) VALUES (?, ?)", "x", 1)


async def test_a_hundred_read_then_write_actions_lose_nothing_on_sqlite(sqlite_db):
    await asyncio.gather(*[count_up() for _ in range(100)])
    assert await value() == 100


async def test_the_callers_context_is_heard_inside(db):
    @transaction
    async def heard() -> str:
        return voice.get()

    voice.set("sari")
    assert await heard() == "sari"


async def test_one_failing_action_does_not_pull_down_those_that_share_its_commit(sqlite_db):
    @transaction
    async def fail():
        await count_up("lost")
        raise LookupError

    outcomes = await asyncio.gather(
        *[count_up(), fail(), count_up(), fail(), count_up()], return_exceptions=True
    )
    assert sorted(o for o in outcomes if isinstance(o, int)) == [1, 2, 3]
    assert sum(isinstance(o, LookupError) for o in outcomes) == 2
    assert await value() == 3
    assert await value("lost") is None


async def test_awaiting_anything_but_the_database_is_refused_and_undone_on_sqlite(sqlite_db):
    @transaction
    async def dawdle():
        await count_up()
        await asyncio.sleep(0)

    with pytest.raises(StrayAwait):
        await dawdle()
    assert await value() is None
    assert await count_up() == 1


async def test_a_caller_who_is_cancelled_leaves_all_or_nothing(db):
    tasks = [asyncio.create_task(count_up(f"c{n}")) for n in range(30)]
    await asyncio.sleep(0.002)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    done = await count_up("after")
    assert done == 1
    kept = {row.name for row in await query("SELECT name FROM counters")}
    finished = {f"c{n}" for n, task in enumerate(tasks) if not task.cancelled() and task.exception() is None}
    assert finished <= kept


async def test_a_rollback_by_the_database_itself_is_told_to_everyone_in_the_commit(sqlite_db):
    @transaction
    async def lose_everything():
        await execute("ROLLBACK")
        raise sqlite3.OperationalError("disk full")

    outcomes = await asyncio.gather(count_up(), lose_everything(), return_exceptions=True)
    told_so = [outcome for outcome in outcomes if isinstance(outcome, sqlite3.OperationalError)]
    kept = await value()
    assert len(told_so) == (2 if kept is None else 1)
    assert await count_up("after") == 1


async def test_a_long_read_does_not_hold_the_event_loop_up(sqlite_db):
    turns = 0

    async def turn():
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    turning = asyncio.create_task(turn())
    rows = await query(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT COUNT(*) AS c FROM n"
    )
    turning.cancel()
    assert rows[0].c == 300000
    assert turns > 1


async def test_a_reader_cannot_write_whatever_it_is_told(sqlite_db):
    reader = sqlite_db._readers
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.use(lambda connection: connection.execute("DELETE FROM counters"))


async def test_sqlite_keeps_what_it_promises(sqlite_db):
    connection = sqlite_db.writer.connection

    def pragma(name: str):
        return connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert sqlite3.sqlite_version_info >= (3, 51, 3) or pragma("journal_mode") == "delete"
    assert pragma("journal_mode") in {"wal", "delete"}
    assert pragma("synchronous") == 2
    assert pragma("foreign_keys") == 1


async def test_a_transaction_is_begun_by_actions_only(db):
    with pytest.raises(RuntimeError, match="@transaction"):
        current().transaction()


def test_arguments_are_numbered_for_postgres():
    assert numbered("a = ? AND b IN (?, ?)") == "a = $1 AND b IN ($2, $3)"
    assert numbered("""'?' || "?" || ? -- ?\n/* ? */ ?""") == """'?' || "?" || $1 -- ?\n/* ? */ $2"""


@pytest.mark.parametrize(
    ("sql", "reads"),
    [
        ("SELECT 1", True),
        ("  -- a word\n select 1", True),
        ("WITH a AS (SELECT 1) SELECT * FROM a", True),
        ("WITH a AS (SELECT 1) INSERT INTO b SELECT * FROM a", False),
        ("WITH a AS (SELECT 'DELETE') SELECT * FROM a", True),
        ("UPDATE a SET b = 1", False),
        ("INSERT INTO a VALUES (1) RETURNING id", False),
    ],
)
def test_reads_and_writes_are_told_apart(sql, reads):
    assert is_read(sql) is reads


async def test_a_full_disk_is_told_by_name_and_the_next_write_succeeds_once_there_is_room(sqlite_db):
    writing = current().writer.connection
    pages = writing.execute("PRAGMA page_count").fetchone()[0]
    writing.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Full):
        await _fill_up()
    kept = (await query_one("SELECT count(*) FROM counters"))[0]
    assert kept < 10_000
    writing.execute("PRAGMA max_page_count = 1073741823")
    await count_up("there is room again")
    assert (await query_one("SELECT count(*) FROM counters"))[0] == kept + 1


async def _fill_up() -> None:
    for n in range(10_000):
        await count_up(f"{n:05} {'x' * 40}")


async def test_a_cut_line_to_the_server_is_told_by_name_and_the_next_question_finds_another(postgres_db):
    with pytest.raises(Unreachable):
        await query("SELECT pg_terminate_backend(pg_backend_pid())")
    assert (await query_one("SELECT 1"))[0] == 1


async def test_a_server_that_is_not_there_is_told_by_name(postgres_db, tmp_path):
    pool = current().pool
    monkey = pytest.MonkeyPatch()
    monkey.setattr(type(pool), "acquire", lambda *_a, **_k: _nobody_listens(tmp_path))
    try:
        with pytest.raises(Unreachable):
            await query("SELECT 1")
        with pytest.raises(Unreachable):
            await count_up("x")
    finally:
        monkey.undo()


async def _nobody_listens(folder):
    await asyncio.open_unix_connection(folder / "no socket")
