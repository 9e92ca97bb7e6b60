"""An archive is one moment of a busy installation; what comes back from it is what went in, or nothing at all."""

import asyncio
import hashlib
import io
import shutil
import tarfile
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest
from click.testing import CliRunner

from app import clock
from app import db as database
from app.backup import make, postgres, restore
from app.backup.archive import MANIFEST, unpack
from app.backup.manifest import Broken, InUse, Manifest
from app.cases import files
from app.cases.tables import Document
from app.cli import main
from app.db import current, query, transaction
from app.db.postgres import Postgres
from app.settings import Settings, settings
from tests import databases
from tests.cases.case_driver import Driven, case_of
from tests.db.test_transactions import count_up

PAPER = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def config(db, tmp_path, monkeypatch):
    """Give the settings of an installation of its own."""
    monkeypatch.setenv("PULIH_DATA", str(tmp_path / "data"))
    settings.cache_clear()
    yield settings()
    settings.cache_clear()


@pytest.fixture
def other_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("other")


@transaction
async def _two_counters() -> None:
    await count_up("left")
    await count_up("right")


async def _add_document(case: Driven, config: Settings, content: bytes) -> str:
    """Do as the product does: the file first, then its row."""
    sha256 = files.keep(config.documents, content)
    view = await case.view()

    @transaction
    async def add() -> None:
        row = Document(
            id=uuid4(),
            case=view.id,
            kind="photo",
            title="x",
            media_type="application/pdf",
            size=len(content),
            sha256=sha256,
            added_at=case.now,
            added_by=case.staff.me["PEKSOS"].id,
        )
        await Document.insert(row)

    await add()
    return sha256


@asynccontextmanager
async def somebody_writing(case: Driven, config: Settings):
    """Keep documents and counters coming for as long as the block lasts, and a little before."""
    stop, busy = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        n = 0
        while not stop.is_set():
            n += 1
            await _add_document(case, config, PAPER + f"{n}".encode())
            await _two_counters()
            if n == 20:
                busy.set()
            await asyncio.sleep(0)

    writing = asyncio.create_task(write())
    await busy.wait()
    try:
        yield
    finally:
        stop.set()
        await writing


@asynccontextmanager
async def restored(archive: Path, folder: Path, config: Settings, template: Path, *, replace: bool = False):
    """Restore into an installation of its own, in a folder that is there, and open that."""
    on_sqlite = config.database.startswith("sqlite:")
    address = await databases.new_sqlite(template, folder) if on_sqlite else await databases.new_postgres()
    other = msgspec.structs.replace(config, data=str(folder), database_url=address)
    await restore.restore(archive, other, replace=replace, now=clock.now())
    database.use(address)
    await database.start()
    try:
        yield other
    finally:
        await database.stop()
        if not on_sqlite:
            await databases.drop_postgres(address)


async def everything() -> dict[str, list[str]]:
    """Return every row of every table but the sessions."""
    found = {}
    for table in database_tables():
        rows = await query(f'SELECT * FROM "{table}"')
        found[table] = sorted(str(tuple(row)) for row in rows)
    return found


async def test_what_came_back_is_known_to_the_planner_at_once(
    postgres_db, monkeypatch, tmp_path, other_folder, sqlite_template
):
    monkeypatch.setenv("PULIH_DATA", str(tmp_path / "data"))
    settings.cache_clear()
    case = await case_of("ABT")
    await case.to_stage("ASESMEN")
    await make.make(tmp_path / "a.tar", settings(), now=clock.now())
    await database.stop()
    async with restored(tmp_path / "a.tar", other_folder, settings(), sqlite_template):
        counted = "SELECT reltuples FROM pg_class WHERE relname = 'case_events'"
        assert (await query(counted))[0][0] == len(await query("SELECT 1 FROM case_events"))
        assert await query("SELECT 1 FROM pg_stats WHERE tablename = 'case_events' LIMIT 1")
    settings.cache_clear()


def database_tables() -> list[str]:
    from app.db.schema import tables

    return [table._meta.tablename for table in tables() if table._meta.tablename != "sessions"]


async def test_what_comes_back_is_what_went_in(config, tmp_path, other_folder, sqlite_template):
    case = await case_of("ABT")
    await case.to_stage("ASESMEN")
    sha256 = await _add_document(case, config, PAPER)
    before = await everything()

    manifest = await make.make(tmp_path / "a.tar", config, now=clock.now())

    assert manifest.engine == current().kind
    assert list(manifest.documents) == [sha256]
    assert {table.name: table.rows for table in manifest.tables}["case_events"] == len(before["case_events"])
    await database.stop()
    async with restored(tmp_path / "a.tar", other_folder, config, sqlite_template) as other:
        assert await everything() == before
        assert files.path_of(other.documents, sha256).read_bytes() == PAPER
        await count_up("it can be written to")
        case_again = await case.view()
        assert case_again.stage == "ASESMEN"
        await case.to_stage("RENCANA")  # numbers of new rows go on after the old ones


async def test_an_archive_made_while_others_write_is_one_moment(
    config, tmp_path, other_folder, sqlite_template
):
    case = await case_of("ABT")

    async with somebody_writing(case, config):
        manifest = await make.make(tmp_path / "a.tar", config, now=clock.now())
        last = len(list(make.kept(config.documents)))

    assert manifest.missing == ()
    assert len(list(make.kept(config.documents))) > 20
    await database.stop()
    async with restored(tmp_path / "a.tar", other_folder, config, sqlite_template) as other:
        values = {row[0]: row[1] for row in await query("SELECT name, value FROM counters")}
        assert values["left"] == values["right"] >= 19
        named = [row[0] for row in await query("SELECT sha256 FROM documents")]
        assert 20 <= len(named) <= last
        for sha256 in named:
            content = files.path_of(other.documents, sha256).read_bytes()
            assert hashlib.sha256(content).hexdigest() == sha256


async def test_data_are_not_overwritten_unless_one_says_so(config, tmp_path):
    await case_of("ABT")
    await make.make(tmp_path / "a.tar", config, now=clock.now())
    await count_up("later")
    await database.stop()

    with pytest.raises(restore.Occupied):
        await restore.restore(tmp_path / "a.tar", config, replace=False, now=clock.now())
    await database.start()
    assert await query("SELECT 1 FROM counters WHERE name = 'later'")
    await database.stop()

    await restore.restore(tmp_path / "a.tar", config, replace=True, now=clock.now())
    await database.start()
    assert not await query("SELECT 1 FROM counters WHERE name = 'later'")
    assert len(await query("SELECT 1 FROM cases")) == 1
    if current().kind == "sqlite":
        assert list(Path(current().path).parent.glob("*.before-*"))


async def test_a_running_server_is_not_replaced(config, tmp_path):
    await case_of("ABT")
    await make.make(tmp_path / "a.tar", config, now=clock.now())
    await query("SELECT 1")

    server = Postgres(config.database) if current().kind == "postgres" else current()
    await server.start()  # a pool of its own, since the restore opens and closes the chosen one
    try:
        with pytest.raises(InUse):
            await restore.restore(tmp_path / "a.tar", config, replace=True, now=clock.now())
    finally:
        await server.stop()
    await database.start()
    assert len(await query("SELECT 1 FROM cases")) == 1


async def test_a_restore_that_fails_half_way_changes_nothing(config, tmp_path, monkeypatch):
    await case_of("ABT")
    await make.make(tmp_path / "a.tar", config, now=clock.now())
    await count_up("later")
    before = await everything()
    await database.stop()

    async def fail(*_):
        raise Broken("a byte fell over")

    monkeypatch.setattr(postgres, "_compare", fail)
    monkeypatch.setattr(restore, "_refuse_other_counts", lambda *_: (_ for _ in ()).throw(Broken("so")))
    with pytest.raises(Broken):
        await restore.restore(tmp_path / "a.tar", config, replace=True, now=clock.now())

    await database.start()
    assert await everything() == before
    assert not list(config.data_path.glob(".restore-*"))


@pytest.fixture
async def archive(sqlite_db, tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("PULIH_DATA", str(tmp_path / "data"))
    settings.cache_clear()
    case = await case_of("ABT")
    await _add_document(case, settings(), PAPER)
    await make.make(tmp_path / "a.tar", settings(), now=clock.now())
    await database.stop()
    yield tmp_path / "a.tar"
    settings.cache_clear()


def test_a_whole_archive_passes_its_check(archive):
    said = CliRunner().invoke(main, ["backup", "--check", str(archive)])
    assert said.exit_code == 0, said.output
    assert "1 documents" in said.output
    assert (archive.stat().st_mode & 0o077) == 0


def test_no_changed_byte_passes_the_check(archive, tmp_path):
    content = archive.read_bytes()
    with tarfile.open(archive) as tar:
        places = {member.name: member.offset_data + member.size // 2 for member in tar}
    assert len(places) == 3
    for name, place in places.items():
        (tmp_path / "b.tar").write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(Broken):
            restore.check(tmp_path / "b.tar")
        assert name


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_an_archive_that_broke_off_is_refused(archive, tmp_path, part):
    content = archive.read_bytes().rstrip(b"\0")
    (tmp_path / "b.tar").write_bytes(content[: int(len(content) * part)])
    with pytest.raises(Broken):
        restore.check(tmp_path / "b.tar")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "documents/../x", "tables/x.sql"])
def test_a_member_with_a_foreign_name_is_refused(archive, tmp_path, name):
    _rewrite(archive, tmp_path / "b.tar", extra={name: b"x"})
    with pytest.raises(Broken, match="no business"):
        unpack(tmp_path / "b.tar", tmp_path / "scratch")


def test_a_document_that_the_manifest_does_not_know_is_refused(archive, tmp_path):
    _rewrite(archive, tmp_path / "b.tar", extra={"documents/" + "a" * 64: b"x"})
    with pytest.raises(Broken, match="not in the manifest"):
        restore.check(tmp_path / "b.tar")


def test_an_archive_of_a_newer_version_is_refused(archive, tmp_path):
    def newer(manifest: Manifest) -> Manifest:
        return msgspec.structs.replace(manifest, migrations=(*manifest.migrations, "2999-unknown"))

    _rewrite(archive, tmp_path / "b.tar", change=newer)
    with pytest.raises(Broken, match="2999-unknown"):
        restore.check(tmp_path / "b.tar")


def _rewrite(source: Path, target: Path, *, extra: dict[str, bytes] | None = None, change=None) -> None:
    """Copy an archive with further members, or with another manifest."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old:
            content = old.extractfile(member).read()
            if member.name == MANIFEST:
                for name, added in (extra or {}).items():
                    entry = tarfile.TarInfo(name)
                    entry.size = len(added)
                    new.addfile(entry, io.BytesIO(added))
                if change:
                    content = msgspec.json.encode(change(msgspec.json.decode(content, type=Manifest)))
                    member.size = len(content)
            new.addfile(member, io.BytesIO(content))


def test_from_the_command_line_and_back(archive, tmp_path, monkeypatch):
    """An empty machine gets everything from the archive; its second restore has to be meant."""
    monkeypatch.setenv("PULIH_DATA", str(tmp_path / "new machine"))
    monkeypatch.delenv("PULIH_DATABASE_URL")
    settings.cache_clear()
    run = CliRunner().invoke

    first = run(main, ["restore", str(archive)])
    assert first.exit_code == 0, first.output
    second = run(main, ["restore", str(archive)])
    assert second.exit_code == 1
    assert "--replace" in second.output
    backups = tmp_path / "backups"
    backups.mkdir()
    for stamp in ("20260101T000000", "20260102T000000"):
        shutil.copy(archive, backups / f"pulih-{stamp}.tar")
    made = run(main, ["backup", str(backups), "--keep", "2"])
    assert made.exit_code == 0, made.output
    assert "1 documents" in made.output
    left = sorted(path.name for path in backups.iterdir())
    assert len(left) == 2
    assert left[0] == "pulih-20260102T000000.tar"


def test_a_lost_document_is_told_and_the_archive_made_all_the_same(archive, tmp_path):
    lost = next(make.kept(settings().documents))
    files.path_of(settings().documents, lost).unlink()
    said = CliRunner().invoke(main, ["backup", str(tmp_path / "b.tar")])
    assert said.exit_code == 1
    assert lost in said.output
    assert restore.check(tmp_path / "b.tar").missing == (lost,)


async def test_nobody_stays_signed_in_and_the_log_tells_of_the_restore(app_on_both, config, tmp_path):
    from tests import people
    from tests.browser import Browser

    await people.worker("sari", "PEKSOS")
    async with Browser(app_on_both) as browser:
        await browser.sign_in("sari")
    assert await query("SELECT 1 FROM sessions")
    manifest = await make.make(tmp_path / "a.tar", config, now=clock.now())
    await current().stop()

    await restore.restore(tmp_path / "a.tar", config, replace=True, now=clock.now())

    await current().start()
    assert await query("SELECT 1 FROM sessions") == []
    await restore.welcome(manifest, now=clock.now())
    assert [row[0] for row in await query("SELECT action FROM audit ORDER BY seq DESC LIMIT 1")] == [
        "restored"
    ]
