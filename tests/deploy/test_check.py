"""`pulih check` finds what is unsafe, says what to do, and is content with an installation that is in order."""

import os
import re
import socket
from contextlib import closing
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import msgspec
import pytest
from click.testing import CliRunner

from app import clock
from app.accounts import passwords
from app.accounts.tables import Setting
from app.audit import record
from app.cli import main
from app.db import execute, query, transaction
from app.db.sqlite.connection import open_writer
from app.demo.people import PASSWORD
from app.deploy import choices, cli, contents, machine
from app.settings import Settings, settings
from tests import databases, people

IN_ORDER = Settings(
    env="production",
    hosts="pulih.example.go.id",
    proxies=1,
    database_url="postgresql://pulih@/pulih",
    security_contact="mailto:keamanan@example.go.id",
)


def changed(**other: object) -> list[str]:
    return choices.all_of(msgspec.structs.replace(IN_ORDER, **other))


@pytest.fixture
def in_production(monkeypatch):
    monkeypatch.setenv("PULIH_ENV", "production")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.usefixtures("in_production")
def test_good_choices_pass():
    assert choices.all_of(IN_ORDER) == []
    assert changed(database_url="") == []
    assert changed(database_url="postgresql://pulih@db.example/pulih?sslmode=verify-full") == []


@pytest.mark.usefixtures("in_production")
@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"env": "dev"}, "PULIH_ENV=production"),
        ({"hosts": "*"}, "PULIH_HOSTS"),
        ({"hosts": "localhost,127.0.0.1"}, "PULIH_HOSTS"),
        ({"hosts": "https://pulih.example.go.id"}, "without https"),
        ({"hosts": "admin@pulih.example.go.id"}, "without https"),
        ({"security_contact": ""}, "PULIH_SECURITY_CONTACT"),
        ({"limits": 100}, "PULIH_LIMITS"),
        ({"proxies": 0}, "PULIH_PROXIES"),
        ({"session_hours": 25}, "PULIH_SESSION_HOURS"),
        ({"session_idle_minutes": 481}, "PULIH_SESSION_IDLE_MINUTES"),
        ({"database_url": "postgresql://pulih@db.example/pulih"}, "sslmode"),
    ],
)
def test_each_unsafe_choice_is_told_with_its_remedy(other, told):
    faults = changed(**other)
    assert len(faults) == 1
    assert told in faults[0]


def test_a_misspelt_setting_is_told_with_the_nearest_that_exists():
    told = choices.misspelt(["PULIH_DATABSE_URL", "PULIH_DATA", "PATH", "PULIH_TEA"])
    assert len(told) == 2
    assert "PULIH_DATABASE_URL" in told[0]
    assert "PULIH_HOSTS" in told[1]  # nothing is near, so all are named


@pytest.mark.parametrize("address", ["mysql://x/y", "postgresql://pulih@/pulih?host=/no/socket/here"])
def test_a_database_that_cannot_be_opened_is_a_line_and_no_traceback(monkeypatch, address):
    monkeypatch.setenv("PULIH_DATABASE_URL", address)
    settings.cache_clear()
    said = CliRunner().invoke(main, ["check"])
    settings.cache_clear()
    assert said.exit_code == 1
    assert said.output.startswith("- The database cannot be opened")


async def test_a_database_that_is_missing_on_the_server_is_a_line(postgres_db):
    other = settings().database.replace(databases.name_of(settings().database), "no_such_database")
    told, _files = await cli._database(msgspec.structs.replace(IN_ORDER, database_url=other), deploy=False)
    assert "no_such_database" in told[0]


def test_the_file_of_the_database_is_for_its_owner_alone(tmp_path):
    umask = os.umask(0o022)
    try:
        open_writer(tmp_path / "x.sqlite").close()
    finally:
        os.umask(umask)
    assert (tmp_path / "x.sqlite").stat().st_mode & 0o077 == 0


def test_cookies_that_any_page_could_read_are_told():
    settings.cache_clear()  # the environment of the tests is that of development
    assert any("cookie" in fault for fault in choices.all_of(IN_ORDER))


def test_a_data_folder_is_for_its_owner_alone(tmp_path):
    folder = tmp_path / "data"
    assert "make it" in machine.privacy(folder)[0]
    folder.mkdir(mode=0o700)
    assert machine.privacy(folder) == []
    folder.chmod(0o750)
    assert "chmod 700" in machine.privacy(folder)[0]


@pytest.mark.parametrize(("mode", "content"), [(0o644, b"x" * 32), (0o600, b"short")])
def test_a_secret_that_others_may_know_is_told(tmp_path, mode, content):
    tmp_path.chmod(0o700)
    secret = tmp_path / "secret"
    secret.write_bytes(content)
    secret.chmod(mode)
    assert "secret" in machine.privacy(tmp_path)[0]


MOUNTS = """
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
60 22 0:50 / /srv/far rw,relatime shared:30 - nfs4 server:/x rw
61 60 0:51 / /srv/far/near rw - ext4 /dev/vdb rw
62 22 0:52 / /srv/with\\040space rw - cifs //server/x rw
""".strip()


@pytest.mark.parametrize(
    ("path", "fine"),
    [
        ("/srv/pulih.sqlite", True),
        ("/srv/far/pulih.sqlite", False),
        ("/srv/far/near/pulih.sqlite", True),
        ("/srv/farther/pulih.sqlite", True),
        ("/srv/with space/pulih.sqlite", False),
    ],
)
def test_sqlite_on_a_network_disk_is_refused(path, fine):
    from pathlib import Path

    assert (machine.local_disk(Path(path), MOUNTS) == []) is fine


def test_a_full_disk_is_told(tmp_path):
    assert machine.room(tmp_path, needed=1) == []
    assert "make room" in machine.room(tmp_path / "not yet there", needed=2**60)[0]


def test_root_is_told():
    assert machine.owner(0)
    assert machine.owner(1000) == []


def test_a_taken_port_is_told_and_not_served():
    with closing(socket.create_server(("127.0.0.1", 0), reuse_port=True)) as other:
        number = other.getsockname()[1]
        assert machine.taken("127.0.0.1", number)
        said = CliRunner().invoke(main, ["serve", "--port", str(number)])
        assert said.exit_code == 1
        assert "taken" in said.output
    assert not machine.taken("127.0.0.1", number)


@pytest.mark.parametrize(("ours", "faults"), [(True, 0), (False, 1)])
def test_the_running_product_itself_is_no_stranger_on_its_port(ours, faults):
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            if ours:
                self.send_header("Content-Security-Policy", "default-src 'none'")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        assert len(machine.port("127.0.0.1", server.server_port)) == faults
        server.shutdown()


@transaction
async def say(sql: str, *args: object) -> None:
    await execute(sql, *args)


async def found() -> list[str]:
    return await contents.all_of(clock.now(), deploy=True)


async def test_a_database_in_order_passes(db):
    await people.worker("yusuf", "ADMIN")
    durability = "PostgreSQL may lose"  # the tests' own server is made to forget
    assert [fault for fault in await found() if durability not in fault] == []


async def test_a_server_that_forgets_is_told(postgres_db):
    assert sum("PostgreSQL may lose" in fault for fault in await found()) == 3


async def test_missing_migrations_are_told(db):
    await say("DELETE FROM migration WHERE name LIKE '0002%'")
    assert "0002" in (await found())[0]


async def test_the_published_password_is_found(sqlite_db):
    await people.worker("yusuf", "ADMIN")
    await people.worker("sari", "PEKSOS")
    assert await found() == []
    stored = await passwords.hashed(PASSWORD)
    await say("UPDATE workers SET password = ? WHERE username = 'sari'", stored)
    assert "sari" in (await found())[0]
    await say("UPDATE workers SET active = ? WHERE username = 'sari'", False)
    assert await found() == []


async def test_the_demo_and_a_missing_administrator_are_told(sqlite_db):
    @transaction
    async def claim() -> None:
        await Setting.insert(Setting(name="demo", value="{}"))

    await claim()
    told = " ".join(await found())
    assert "demo" in told
    assert "ADMIN" in told
    assert await contents.all_of(clock.now(), deploy=False) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("body = '{\"meta\": 1}'", "cannot be read"),
        ("body = replace(body, 'INTAKE', 'INTAKA')", "not what was published"),
        ("digest = 'x'", "not what was published"),
    ],
)
async def test_a_journey_that_is_not_as_published_is_told(sqlite_db, change, told):
    await people.worker("yusuf", "ADMIN")
    await say(f"UPDATE sop_versions SET {change} WHERE journey = 'ABT'")
    faults = await found()
    assert len(faults) == 1
    assert "ABT" in faults[0]
    assert told in faults[0]


async def test_no_journey_at_all_is_told(sqlite_db):
    await say("DELETE FROM sop_versions")
    assert any("pulih migrate" in fault for fault in await found())


async def test_a_clock_that_went_back_is_told(db):
    @transaction
    async def later() -> None:
        at = clock.now() + timedelta(hours=1)
        await record("tried", by=None, at=at, subject="test", subject_id=1)

    await later()
    assert any("clock is behind" in fault for fault in await found())
    assert await query("SELECT 1 FROM audit")


def test_the_command_tells_line_by_line_and_fails(tmp_path, monkeypatch):
    monkeypatch.setenv("PULIH_DATA", str(tmp_path / "none"))
    monkeypatch.delenv("PULIH_DATABASE_URL", raising=False)
    settings.cache_clear()
    run = CliRunner()
    said = run.invoke(main, ["check", "--deploy"])
    assert said.exit_code == 1
    assert re.search(r"^- There is no database at .*: pulih migrate$", said.output, re.MULTILINE)
    assert "PULIH_ENV=production" in said.output
    run.invoke(main, ["migrate"])
    fine = run.invoke(main, ["check"])
    assert fine.exit_code == 0, fine.output
    settings.cache_clear()


def test_a_setting_that_cannot_be_read_is_told(monkeypatch):
    monkeypatch.setenv("PULIH_PROXIES", "one")
    settings.cache_clear()
    said = CliRunner().invoke(main, ["check"])
    assert said.exit_code == 1
    assert "PULIH_" in said.output
    settings.cache_clear()


async def test_an_administrator_who_also_sees_cases_is_told(db):
    await people.worker("yusuf", "ADMIN", "SOP_OWNER")
    await people.worker("rini", "ADMIN", "AUDITOR", "KABID")
    told = [fault for fault in await found() if "administers" in fault]
    assert told == ["rini administers accounts and is also AUDITOR, KABID: give that to another account."]
    await say("UPDATE workers SET active = ? WHERE username = ?", False, "rini")
    assert [fault for fault in await found() if "administers" in fault] == []
