"""The province in small: every copy of a history folds, and the tables say of it what the engine says."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

import msgspec
import pytest

from app import clock, db
from app.cases import projection
from app.cases.event_log import history
from app.cases.numbers import is_number
from app.clients.verification import store
from app.clients.verification.rules import rule
from app.db import current, execute, query, transaction
from app.demo import load as demo
from app.settings import settings
from app.sop import store as sop
from app.web.http.current_user import CurrentUser
from tests import databases
from tests.bench.province import load as province
from tests.bench.province import verified
from tests.bench.province.load import Made
from tests.bench.province.planning import Size, shares_of
from tests.bench.province.register import SHARES
from tests.conftest import using
from workflows import engine
from workflows.case_state import CaseState
from workflows.definition import load_all
from workflows.fold import fold

AS_OF = date(2026, 11, 24)
SMALL = Size(clients=700, open_cases=300, events=7_000, workers=30)


async def _load(address: str) -> Made:
    db.use(address)
    await db.start()
    try:
        return await province.load(AS_OF, SMALL)
    finally:
        await db.stop()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def whole(request, tmp_path_factory):
    """Load the province once on each engine; give its address, the folder of its papers, and what was made."""
    folder = tmp_path_factory.mktemp("province")
    template = request.getfixturevalue(f"{request.param}_template")
    copied = databases.new_postgres if request.param == "postgres" else databases.new_sqlite
    given = () if request.param == "postgres" else (template, folder)
    address = databases.apart(lambda: copied(*given))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PULIH_DATA", str(folder))
        patch.setattr(province, "EACH", 2)
        settings.cache_clear()
        loaded = databases.apart(lambda: _load(address))
    settings.cache_clear()
    yield address, folder, loaded
    if request.param == "postgres":
        databases.apart(lambda: databases.drop_postgres(address))


@pytest.fixture
async def made(whole, tmp_path, monkeypatch):
    """Use a copy of it."""
    address, folder, loaded = whole
    monkeypatch.setenv("PULIH_DATA", str(folder))
    monkeypatch.setattr(province, "EACH", 2)
    if address.startswith("postgres"):
        copy = await databases.new_postgres(databases.name_of(address))
    else:
        copy = await databases.new_sqlite(Path(address.removeprefix("sqlite:///")), tmp_path)
    async for _database in using(copy):
        yield loaded
    settings.cache_clear()
    if address.startswith("postgres"):
        await databases.drop_postgres(copy)


async def count(sql: str) -> int:
    return int((await query(f"SELECT count(*) FROM {sql}"))[0][0])


async def test_the_province_is_whole_and_agrees_with_its_own_events(made):
    assert await count("clients") == 700
    assert await count("cases WHERE closed_at IS NULL") == 300
    assert await count("case_events") == made.events >= 5_000
    assert len(await query("SELECT DISTINCT journey FROM cases")) == len(load_all())
    assert len(await query("SELECT DISTINCT region FROM cases")) == 8

    await _every_case_agrees()
    await _everything_has_what_it_refers_to()


async def _every_case_agrees() -> None:
    rows = await query("SELECT id, number, state FROM cases")
    nobody = engine.Actor("", frozenset())
    for row in rows:
        assert is_number(row[1])
        log = await history(row[0])
        folded = fold(log)
        assert folded == msgspec.json.decode(row[2], type=CaseState), row[1]
        definition = await sop.definition(folded.journey, folded.version)
        plan = engine.plan(
            definition, folded, actor=nobody, now=log[-1].recorded_at, calendar=await sop.calendar()
        )
        drawn = msgspec.structs.asdict(projection.columns(folded, plan))
        held = (await query(f"SELECT {', '.join(drawn)} FROM cases WHERE id = ?", row[0]))[0]
        assert {name: held[name] for name in drawn} == drawn, row[1]
        tasks = await query('SELECT task, status, turns, due_at FROM case_tasks WHERE "case" = ?', row[0])
        wanted = [(one.task, one.status, one.turns, one.due_at) for one in projection.task_rows(folded, plan)]
        assert sorted(map(tuple, tasks), key=str) == sorted(wanted, key=str), row[1]


async def _everything_has_what_it_refers_to() -> None:
    """On PostgreSQL the loading itself would have failed; SQLite was not asked while it loaded."""
    if current().kind == "sqlite":
        assert await query("PRAGMA foreign_key_check") == []
    papers = [row[0] for row in await query("SELECT DISTINCT sha256 FROM documents")]
    assert papers
    assert all((settings().documents / sha256[:2] / sha256).exists() for sha256 in papers)
    assert await count("case_records WHERE kind = 'consent'") == await count(
        """case_events WHERE data LIKE '%"record":"consent"%'"""
    )


async def test_logs_lie_in_the_order_of_time_and_nothing_ahead(made):
    rows = await query("SELECT recorded_at FROM case_events ORDER BY seq")
    instants = [row[0] for row in rows]
    assert instants == sorted(instants)
    assert instants[-1].date() <= AS_OF


async def test_a_client_is_as_the_events_say(made):
    rows = await query("SELECT c.state, k.birth_date, k.sex FROM cases c JOIN clients k ON k.id = c.client")
    for state, born, sex in rows:
        facts = msgspec.json.decode(state, type=CaseState).facts
        assert (facts["birth_date"], facts["sex"]) == (born.isoformat(), sex)


async def test_every_case_is_found_by_the_index_of_names_that_sqlite_has(made):
    if current().kind != "sqlite":
        return
    lost = await query(
        "SELECT count(*) FROM cases c JOIN clients k ON k.id = c.client LEFT JOIN client_names n ON n.rowid = c.client_key"
        " WHERE n.client IS NULL OR n.client <> k.id"
    )

    assert lost[0][0] == 0


async def test_keys_made_for_all_at_once_are_those_that_triggers_write(made):
    tables = ["client_keys", "name_parts"] + ["client_names"] * (current().kind == "sqlite")
    kept = {table: await _rows_of(table) for table in tables}
    assert len(kept["client_keys"]) > 2_000
    assert len(kept.get("client_names", range(700))) == 700

    @transaction
    async def anew() -> None:
        for table in tables[:2]:
            await execute(f"DELETE FROM {table}")
        await execute("UPDATE clients SET name_key = name_key || ' x', place_key = place_key || ' x'")
        await execute("DELETE FROM name_parts")
        await execute(f"UPDATE clients SET name_key = {_cut('name_key')}, place_key = {_cut('place_key')}")

    await anew()
    assert {table: await _rows_of(table) for table in tables} == kept


def _cut(column: str) -> str:
    return f"substr({column}, 1, length({column}) - 2)"


async def _rows_of(table: str) -> list[tuple[str, ...]]:
    columns = "rowid, name_key, place_key, client" if table == "client_names" else "*"
    return sorted(tuple(map(str, row)) for row in await query(f"SELECT {columns} FROM {table}"))


async def test_clients_carry_what_the_latest_verification_found(made):
    found = ", ".join(verified.FOUND)
    clients = {row[0]: row for row in await query(f"SELECT id, registered_at, version, {found} FROM clients")}
    logged = await query(f"SELECT client, recorded_at, {found} FROM verifications ORDER BY recorded_at")
    assert 200 <= len(logged) <= 1200
    latest = {row[0]: row for row in logged}
    for client, row in latest.items():
        assert list(clients[client])[3:] == list(row)[2:]
        assert row.recorded_at > clients[client].registered_at
        assert row.verified_on < AS_OF
    counted = Counter(row[0] for row in logged)
    assert all(row.version == 1 + counted[client] for client, row in clients.items())
    shares = Counter(row.dtsen_status for row in clients.values())
    assert min(shares[one] for one in ("TERDAFTAR", "TIDAK", "BELUM_CEK")) > 20
    assert all((row.dtsen_decile is None) is (row.dtsen_status != "TERDAFTAR") for row in clients.values())
    wide = CurrentUser(
        id=uuid4(),
        username="kabid",
        name="",
        roles=frozenset({"KABID"}),
        grantees=("division",),
        organisation=None,
        region=None,
        lang="id",
    )
    served = {row[0] for row in await query("SELECT client FROM cases WHERE closed_at IS NULL")}
    sources = await query("SELECT id, data_source, registered_at FROM clients")
    known = {
        row[0]: clock.on(row[2]) for row in sources if row[1] in rule().verifies
    }  # the source itself verified
    known |= {client: row.verified_on for client, row in latest.items()}
    lates = []
    for days in (
        0,
        240,
        rule().verified_days,
    ):  # in so small a province hardly anybody is late on the very day
        later = AS_OF + timedelta(days=days)
        late = [one for one in served & known.keys() if known[one] < rule().old_before(later)]
        assert await store.count("old", wide, today=later) == min(len(late), store.MANY + 1), days
        lates.append(len(late))
    assert lates == sorted(lates)
    assert lates[-1] == len(served & known.keys()) > store.MANY, "a year on, everybody is to be verified anew"
    assert await count("audit WHERE action = 'verified'") == len(logged)


async def test_the_kecamatan_knows_of_its_people_unless_nobody_there_may(made):
    grants = """access a JOIN clients k ON k.id = a.client WHERE a.kind = 'KECAMATAN'
                AND a.grantee = 'region:' || substr(k.home_region, 1, 8)"""
    assert await count(f'{grants} AND a."case" IS NULL') == await count("clients k WHERE NOT k.restricted")
    assert await count(f'{grants} AND a."case" IS NOT NULL') == await count(
        "cases c JOIN clients k ON k.id = c.client WHERE NOT k.restricted"
    )


async def test_the_indexes_are_there_again(made):
    from app.db.schema import statements

    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'index'"
        if current().kind == "sqlite"
        else "SELECT indexname FROM pg_indexes"
    )
    held = {row[0] for row in await query(sql)}
    wanted = {
        said.split(" ON ")[0].split()[-1]
        for said in statements(current().kind)
        if "CREATE " in said[:8] and " INDEX " in said[:25]
    }
    assert wanted <= held


async def test_work_goes_on_in_it(made):
    """A new client gets a number of their own, and the check of the sample notices a false row."""
    from app.clients.numbers import next_number

    @transaction
    async def next_one() -> str:
        return await next_number(clock.now())

    assert not await query("SELECT 1 FROM clients WHERE number = ?", await next_one())

    @transaction
    async def falsify() -> None:
        await execute("UPDATE cases SET stage = 'TUNDA'")

    await falsify()
    with pytest.raises(province.Unlike):
        await province.check(10, Random(1))


async def test_it_goes_into_an_empty_installation_only(made):
    with pytest.raises(demo.Refused):
        await province.load(AS_OF, SMALL)


def test_the_shares_of_the_regions_add_up():
    assert sum(SHARES.values()) == 223_142
    assert shares_of(223_142) == SHARES
    assert sum(shares_of(1_000).values()) == 1_000
