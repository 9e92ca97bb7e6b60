"""What an installation may choose, and the secret it makes for itself."""

import stat

import msgspec
import pytest

from app.settings import Settings, read, secret


def test_without_any_choice_it_is_an_sqlite_file_in_the_data_folder():
    chosen = read({"PULIH_DATA": "/srv/pulih"})
    assert chosen.database == "sqlite:////srv/pulih/pulih.sqlite"
    assert str(chosen.documents) == "/srv/pulih/documents"
    assert not chosen.production


def test_choices_come_from_the_environment():
    chosen = read(
        {
            "PULIH_ENV": "production",
            "PULIH_DATABASE_URL": "postgresql://db/pulih",
            "PULIH_HOSTS": "a.id, b.id",
        }
    )
    assert chosen.production
    assert chosen.database == "postgresql://db/pulih"
    assert chosen.allowed_hosts == ["a.id", "b.id"]
    assert read({"PULIH_SESSION_IDLE_MINUTES": "15"}).session_idle_minutes == 15


@pytest.mark.parametrize("wrong", [{"PULIH_ENV": "prod"}, {"PULIH_PROXIES": "one"}])
def test_a_wrong_choice_stops_the_start(wrong):
    with pytest.raises(msgspec.ValidationError):
        read(wrong)


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    made = secret(tmp_path / "data")
    secret.cache_clear()
    assert secret(tmp_path / "data") == made
    assert len(made) == 32
    assert stat.S_IMODE((tmp_path / "data" / "secret").stat().st_mode) == 0o600


def test_cookies_insist_on_https_and_this_host_in_production(monkeypatch):
    from app.accounts import sessions
    from app.web.http import csrf

    for module in (sessions, csrf):
        monkeypatch.setattr(module, "settings", lambda: Settings(env="production"))
    assert sessions.cookie_name() == "__Host-pulih"
    assert csrf.seed_cookie() == "__Host-pulih-door"
    assert sessions.cookie("x").secure is True
    assert sessions.cookie("x").domain is None
