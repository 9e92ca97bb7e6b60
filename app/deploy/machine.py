"""What the machine must offer: a private folder on a local disk with room, a clock that is right, a free port.

Every check returns sentences, each a fault and what to do about it; none when all is well.
"""

import ctypes
import os
import platform
import shutil
import socket
import stat
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from app.web.http.urls import url

LEAST_FREE = 2 * 2**30  # bytes
NETWORK = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "beegfs",
        "fuse.sshfs",
        "fuse.glusterfs",
        "fuse.s3fs",
        "fuse.rclone",
    }
)
"""File systems on which SQLite's locks and its shared memory cannot be relied upon."""
_NOT_SYNCHRONISED = 5  # TIME_ERROR of adjtimex(2)
SECRET_BYTES = 32


def owner(user: int) -> list[str]:
    """Refuse the all-powerful user."""
    return (
        ["It runs as root: run it as a user of its own, who owns the data folder only."] if user == 0 else []
    )


def privacy(folder: Path) -> list[str]:
    """Find what others on the machine could read or change in the data folder."""
    if not folder.is_dir():
        return [f"There is no data folder {folder}: make it (mkdir -m 700) and name it in PULIH_DATA."]
    faults = []
    if _mode(folder) & 0o077:
        faults.append(f"Others can get into {folder} (mode {_mode(folder):o}): chmod 700 {folder}")
    if not os.access(folder, os.W_OK | os.X_OK):
        faults.append(f"This user cannot write to {folder}: chown it to the user of the service.")
    secret = folder / "secret"
    if secret.exists() and (_mode(secret) & 0o077 or secret.stat().st_size != SECRET_BYTES):
        faults.append(
            f"{secret} is not the private file it should be: remove it, the next start makes another."
        )
    return faults


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def room(folder: Path, needed: int = LEAST_FREE) -> list[str]:
    """Find out whether the disk is nearly full; *needed* in bytes."""
    there = next((place for place in (folder, *folder.parents) if place.exists()), Path("/"))
    free = shutil.disk_usage(there).free
    if free >= needed:
        return []
    return [f"Only {free / 2**30:.1f} GB are free at {folder}, {needed / 2**30:.1f} are wanted: make room."]


def local_disk(path: Path, mounts: str | None = None) -> list[str]:
    """Refuse a database file on a network file system; *mounts* is the text of /proc/self/mountinfo."""
    if mounts is None:
        listed = Path("/proc/self/mountinfo")
        mounts = listed.read_text() if listed.exists() else ""
    kind = _file_system(path.resolve(), mounts)
    if kind not in NETWORK:
        return []
    return [f"{path} lies on {kind}, where SQLite can lose data: use a local disk, or PostgreSQL."]


def _file_system(path: Path, mounts: str) -> str:
    """Return the type of the file system with the longest mount point above *path*."""
    longest, kind = -1, ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        point = Path(before.split()[4].encode().decode("unicode_escape"))
        if path.is_relative_to(point) and len(point.parts) > longest:
            longest, kind = len(point.parts), after.split()[0]
    return kind


def clock() -> list[str]:
    """Ask the kernel whether anything keeps its clock right (Linux; elsewhere nothing is asked)."""
    if platform.system() != "Linux":
        return []
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.adjtimex(ctypes.create_string_buffer(512)) != _NOT_SYNCHRONISED:
        return []
    return ["Nothing keeps the clock right: enable time synchronisation (timedatectl set-ntp true)."]


def port(host: str, number: int) -> list[str]:
    """Find out whether the port is free, or taken by this very product."""
    if not taken(host, number) or _is_pulih(host, number):
        return []
    return [f"Port {number} of {host} is taken by another program: choose another with --port."]


def taken(host: str, number: int) -> bool:
    """Tell whether somebody listens there: two servers that share a port would answer by turns."""
    for family, kind, protocol, _, address in socket.getaddrinfo(host, number, type=socket.SOCK_STREAM):
        with closing(socket.socket(family, kind, protocol)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what just ended is no listener
            try:
                probe.bind(address)
            except OSError:
                return True
    return False


def _is_pulih(host: str, number: int) -> bool:
    try:
        with closing(HTTPConnection(host, number, timeout=2)) as asking:
            asking.request("GET", url("web:healthz"), headers={"Host": "localhost"})
            answer = asking.getresponse()
            return "content-security-policy" in answer.headers
    except (OSError, HTTPException):
        return False
