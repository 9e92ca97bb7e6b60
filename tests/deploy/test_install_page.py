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

ROOT = Path(__file__).resolve().parents[2]
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
