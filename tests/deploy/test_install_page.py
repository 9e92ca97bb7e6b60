"""What docs/install.md tells people to type exists; its units and its proxy keep what they promise."""

import re
import shutil
import subprocess
from pathlib import Path

import click
import msgspec
import pytest

from app.cli import main
from app.settings import Settings
from app.web.http.bodies.room import MAX_BODY

ROOT = Path(__file__).resolve().parents[2]
MOST_EXPOSED = 2.5
"""By systemd's own reckoning, of 10."""
PAGE = (ROOT / "docs" / "install.md").read_text()


def blocks() -> list[str]:
    """Return the indented blocks of the page, each without its indent."""
    found = re.findall(r"(?:^    .*\n|^\n(?=    ))+", PAGE, re.MULTILINE)
    return [re.sub(r"^    ", "", block, flags=re.MULTILINE).strip() + "\n" for block in found]


def unit(start: str) -> str:
    return next(block for block in blocks() if block.startswith("[Unit]") and start in block)


def test_every_command_exists_with_its_options():
    told = re.findall(r"(?:^|[`$/ ])pulih ([a-z]+(?: [a-z]+)?(?: [^`\n|]*)?)", PAGE, re.MULTILINE)
    known = 0
    for line in told:
        words = line.split()
        command = main.commands.get(words[0])
        if command is None:
            continue
        if isinstance(command, click.Group):
            command = command.commands[words[1]]
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options, line
        known += 1
    assert known > 10


def test_every_setting_exists():
    fields = {f"PULIH_{field.name.upper()}" for field in msgspec.structs.fields(Settings)}
    told = set(re.findall(r"PULIH_[A-Z_]+", PAGE))
    assert told <= fields
    assert {"PULIH_ENV", "PULIH_HOSTS", "PULIH_PROXIES", "PULIH_DATA"} <= told


def test_the_service_checks_before_it_starts_and_listens_here_only():
    service = unit("pulih serve")
    assert "ExecStartPre=/usr/local/bin/pulih check --deploy" in service
    assert "--host 127.0.0.1" in service
    assert "UMask=0077" in service


@pytest.mark.parametrize("start", ["pulih serve", "pulih backup"])
def test_a_forbidden_system_call_is_refused_and_kills_nobody(start):
    walls = unit(start)
    assert "SystemCallFilter=" in walls
    assert (
        "SystemCallErrorNumber=EPERM" in walls
    )  # `pulih check` asks for the clock's state, which is not allowed


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
@pytest.mark.parametrize("start", ["pulih serve", "pulih backup"])
def test_the_services_have_walls(tmp_path, start):
    assert _exposure(tmp_path, unit(start)) <= MOST_EXPOSED
    bare = re.sub(r"^(Protect|Private|Restrict|System|Capab|NoNew).*\n", "", unit(start), flags=re.MULTILINE)
    assert _exposure(tmp_path, bare) > MOST_EXPOSED


def _exposure(folder: Path, text: str) -> float:
    (folder / "x.service").write_text(text)
    said = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(folder / "x.service")],
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"exposure level for x\.service: ([0-9.]+)", said.stdout)
    assert found, said.stderr
    return float(found[1])


def test_the_proxies_let_through_what_the_product_answers_itself_and_log_no_names():
    nginx = next(block for block in blocks() if "proxy_pass" in block)
    caddy = next(block for block in blocks() if "reverse_proxy" in block)
    assert int(re.search(r"client_max_body_size (\d+)m;", nginx)[1]) * 2**20 > 2 * MAX_BODY
    assert int(re.search(r"max_size (\d+)MB", caddy)[1]) * 10**6 > 2 * MAX_BODY
    assert "access_log" in nginx.split("server {")[1]
    assert "access_log off;" in nginx.split("server {")[2]
    assert not re.search(
        r"\$(request|request_uri|args|query_string|http_referer)\b", nginx.split("listen 80")[0]
    )
    assert "log" not in caddy


def test_the_page_shown_while_the_server_is_down_exists_and_needs_nothing_from_it():
    nginx = next(block for block in blocks() if "proxy_pass" in block)
    name = re.search(r"error_page 502 504 /(\S+);", nginx)[1]
    assert PAGE.count(name) >= 3
    page = (ROOT / "static" / name).read_text()
    assert 'lang="id"' in page
    assert 'lang="en"' in page
    assert not re.search(r"src=|<link|<script|<style|style=", page)


def test_the_proxy_names_the_caller_and_the_host_itself():
    nginx = next(block for block in blocks() if "proxy_pass" in block)
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in nginx  # what the caller sent is not believed
    assert "proxy_set_header Host $host;" in nginx


def test_the_proxys_log_holds_no_query():
    """Names, NIKs and the codes of new accounts stand in queries."""
    nginx = next(block for block in blocks() if "proxy_pass" in block)
    named = re.search(r"access_log \S+ (\w+);", nginx)
    assert named
    shape = re.search(rf"log_format {named[1]} '([^']*)';", nginx)
    assert shape
    assert "$uri" in shape[1]
    assert not re.search(r"\$request\b|\$request_uri|\$args|\$query_string|\$http_referer|\$arg_", shape[1])


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("pulih.service", "pulih serve"),
        ("pulih-backup.service", "pulih backup"),
        ("pulih-backup.timer", "[Timer]"),
    ],
)
def test_systemd_understands_the_units(tmp_path, name, start):
    for other, its in (("pulih.service", "pulih serve"), ("pulih-backup.service", "pulih backup")):
        (tmp_path / other).write_text(unit(its).replace("/usr/local/bin/pulih", "/bin/true"))
    if name.endswith(".timer"):
        (tmp_path / name).write_text(unit(start))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / name)],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [
        line for line in (done.stdout + done.stderr).splitlines() if str(tmp_path) in line or name in line
    ]
    assert ours == []
