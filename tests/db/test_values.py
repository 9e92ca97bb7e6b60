"""Values go in and come back the same on both engines."""

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest

from app.accounts.tables import Session
from app.db import (
    Duplicate,
    IntegrityError,
    execute,
    execute_many,
    marks,
    query,
    query_one,
    savepoint,
    transaction,
)
from tests import people

WIB = timezone(timedelta(hours=7))


@transaction
async def attempt(at: datetime, *, username: str = "sari", succeeded: bool = False) -> None:
    await execute(
        "INSERT INTO login_attempts (username, address, at, succeeded) VALUES (?, ?, ?, ?)",
        username,
        "",
        at,
        succeeded,
    )


async def test_an_instant_comes_back_aware_and_in_utc(db):
    at = datetime(2026, 3, 22, 14, 30, tzinfo=WIB)
    await attempt(at)
    row = await query_one("SELECT at FROM login_attempts")
    assert row.at == at
    assert row.at.utcoffset() == timedelta(0)
    assert row.at.hour == 7


async def test_instants_sort_and_compare_as_instants_whatever_zone_they_came_in(db):
    noon = datetime(2026, 3, 22, 5, 0, tzinfo=UTC)
    instants = [
        noon,
        noon + timedelta(microseconds=1),
        noon + timedelta(milliseconds=500),
        noon + timedelta(days=300),
    ]
    for at in reversed(instants):
        await attempt(at.astimezone(WIB))
    assert [row.at for row in await query("SELECT at FROM login_attempts ORDER BY at")] == instants
    later = await query("SELECT at FROM login_attempts WHERE at > ? ORDER BY at", noon.astimezone(WIB))
    assert [row.at for row in later] == instants[1:]


async def test_booleans_dates_identities_integers_and_nothing_keep_their_types(db):
    worker = await people.worker("sari", "PEKSOS")
    row = await query_one("SELECT id, active, organisation, region FROM workers WHERE active = ?", True)
    assert (row.id, row.active, row.region) == (worker, True, None)
    assert type(row.id) is UUID or isinstance(row.id, UUID)
    assert isinstance(row.organisation, UUID)

    @transaction
    async def add_holiday():
        await execute(
            "INSERT INTO holiday_overrides (day, name, kind, decree) VALUES (?, ?, ?, ?)",
            date(2026, 8, 17),
            "Merdeka",
            "LIBUR",
            "",
        )

    await add_holiday()
    holiday = await query_one("SELECT day FROM holiday_overrides WHERE day >= ?", date(2026, 8, 1))
    assert holiday.day == date(2026, 8, 17)
    count = await query_one("SELECT COUNT(*) AS n FROM workers")
    assert count.n == 1


async def test_a_row_answers_by_name_by_key_and_by_place(db):
    await attempt(datetime(2026, 1, 1, tzinfo=UTC))
    row = await query_one('SELECT username, at AS "from", succeeded AS "count" FROM login_attempts')
    assert row.username == row["username"] == row[0] == "sari"
    assert row["from"].year == 2026
    assert row.count is False
    username, _, _ = row
    assert username == "sari"
    assert set(row.as_dict()) == {"username", "from", "count"}
    with pytest.raises(AttributeError, match="no column 'nama'"):
        _ = row.nama


async def test_question_marks_inside_strings_are_not_arguments(db):
    row = await query_one("SELECT 'apa?' AS asked, CAST(? AS TEXT) AS answer -- really?\n", "ya")
    assert tuple(row) == ("apa?", "ya")


async def test_an_in_list_of_any_length_works(db):
    for n in range(3):
        await attempt(datetime(2026, 1, 1 + n, tzinfo=UTC), username=f"u{n}")
    names = ["u0", "u2"]
    rows = await query(
        f"SELECT username FROM login_attempts WHERE username IN ({marks(names)}) ORDER BY 1", *names
    )
    assert [row.username for row in rows] == names
    assert await query(f"SELECT 1 AS one FROM login_attempts WHERE username IN ({marks([])})") == []


async def test_a_duplicate_has_one_name_on_both_engines_and_can_be_survived(db):
    await people.worker("sari", "PEKSOS")

    @transaction
    async def twice():
        try:
            async with savepoint():
                await people.worker("sari", "PEKSOS")
        except Duplicate:
            await people.worker("sari2", "PEKSOS")

    await twice()
    names = [row.username for row in await query("SELECT username FROM workers ORDER BY username")]
    assert names == ["sari", "sari2"]


async def test_a_broken_reference_is_refused(db):
    with pytest.raises(IntegrityError):
        await people.worker("sari", "PEKSOS", unit=uuid4())


async def test_piccolo_and_plain_sql_see_the_same_rows(db):
    worker = await people.worker("sari", "PEKSOS")
    at = datetime(2026, 3, 22, 7, 30, tzinfo=UTC)

    @transaction
    async def through_piccolo():
        await Session(
            token_hash="x", worker=worker, csrf_secret="y", created_at=at, seen_at=at, address="", agent=""
        ).save()

    await through_piccolo()
    row = await query_one("SELECT worker, seen_at FROM sessions")
    assert tuple(row) == (worker, at)
    found = await Session.select(Session.worker, Session.seen_at).where(Session.seen_at == at).first()
    assert found == {"worker": worker, "seen_at": at}


async def test_execute_tells_how_many_rows_it_touched(db):
    @transaction
    async def touch():
        await execute_many(
            "INSERT INTO counters (name, value) VALUES (?, ?)", [("one", 1), ("two", 2), ("three", 3)]
        )
        return [
            await execute("UPDATE counters SET value = value + 1 WHERE value > ?", 1),
            await execute("UPDATE counters SET value = 0 WHERE name = ?", "four"),
        ]

    assert await touch() == [2, 0]


async def test_plans_on_postgres_do_not_hang_on_how_the_server_is_set_up(postgres_db):
    found = [
        (await query_one("SELECT current_setting(?)", name))[0]
        for name in ("jit", "random_page_cost", "timezone")
    ]
    assert found == ["off", "1.1", "UTC"]


async def test_a_connection_to_postgres_carries_nothing_over_to_whoever_gets_it_next(postgres_db):
    @transaction
    async def fail() -> None:
        await execute("SET LOCAL statement_timeout = 4321")
        await execute("SELECT pg_advisory_xact_lock(42)")
        raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        await fail()
    left = await query_one(
        """SELECT current_setting('statement_timeout'),
                  (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 42),
                  (SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in%' AND datname = current_database())"""
    )
    assert tuple(left) == ("0", 0, 0)
