"""`pulih user add`, `pulih migrate`: an empty installation gets its first administrator."""

import pytest
from click.testing import CliRunner

from app.cli import main
from app.settings import settings

PASSPHRASE = "kapal berlayar pagi\n"


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.setenv("PULIH_DATABASE_URL", f"sqlite:///{tmp_path / 'new.sqlite'}")
    settings.cache_clear()
    yield CliRunner()
    settings.cache_clear()


def add(runner, *args, password=PASSPHRASE):
    return runner.invoke(main, ["user", "add", *args, "--password-stdin"], input=password)


def test_an_empty_installation_is_migrated_and_gets_an_administrator(empty):
    assert "0001-tables" in empty.invoke(main, ["migrate"]).output
    assert "up to date" in empty.invoke(main, ["migrate"]).output
    done = add(empty, "admin", "--name", "Administrator", "--role", "ADMIN")
    assert done.exit_code == 0, done.output
    assert "admin can sign in" in done.output


def test_mistakes_are_told_in_a_sentence(empty):
    before = add(empty, "admin", "--name", "A", "--role", "ADMIN")
    assert "pulih migrate" in before.output
    empty.invoke(main, ["migrate"])
    assert "at least 10" in add(empty, "admin", "--name", "A", "--role", "ADMIN", password="short\n").output
    assert (
        "no organisation" in add(empty, "rini", "--name", "A", "--role", "LKS", "--organisation", "X").output
    )
    assert (
        "no such region" in add(empty, "rini", "--name", "A", "--role", "KABKOTA", "--region", "99.99").output
    )
    add(empty, "admin", "--name", "A", "--role", "ADMIN")
    taken = add(empty, "Admin", "--name", "A", "--role", "ADMIN")
    assert "taken" in taken.output
    assert taken.exit_code != 0
    both = add(empty, "rini", "--name", "A", "--role", "ADMIN", "--role", "DPO", "--role", "KABID")
    assert "not in one account with ADMIN: DPO, KABID" in both.output


def test_sqlite_is_served_by_one_process(empty):
    refused = empty.invoke(main, ["serve", "--workers", "4"])
    assert refused.exit_code != 0
    assert "PostgreSQL" in refused.output
