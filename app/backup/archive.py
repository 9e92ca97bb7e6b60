"""The archive: one tar file that holds the database (packed), the documents as they are, and the manifest at its end.

It gets its real name only when it is complete and on the disk.
"""

import gzip
import hashlib
import io
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from app.backup.manifest import Broken, Manifest, read
from app.cases.files import path_of

MANIFEST = "manifest.json"
_CHUNK = 1 << 20
_DATABASE = re.compile(r"database\.sqlite\.gz|tables/[a-z_]+\.copy\.gz")
_DOCUMENT = re.compile(r"documents/([0-9a-f]{64})")
_MANIFEST_MOST = 64 << 20  # bytes; a province's manifest has about 20


class _Hashing:
    """A file being read whose bytes are counted and hashed on their way."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.size, self._hash = file, 0, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        content = self._file.read(size)
        self.size += len(content)
        self._hash.update(content)
        return content

    @property
    def digest(self) -> str:
        """The SHA-256 of what was read."""
        return self._hash.hexdigest()


class Writer:
    """An archive in the making."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def document(self, path: Path) -> tuple[str, int]:
        """Add a document; return the SHA-256 of the bytes that went in, and how many they were."""
        with path.open("rb") as file:
            entry = tarfile.TarInfo(f"documents/{path.name}")
            entry.size, entry.mode = os.fstat(file.fileno()).st_size, 0o600
            source = _Hashing(file)
            self._tar.addfile(entry, source)
        return source.digest, source.size

    def packed(self, name: str, path: Path) -> None:
        """Add a file that `pack` made."""
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = path.stat().st_size, 0o600
        with path.open("rb") as file:
            self._tar.addfile(entry, file)

    def finish(self, manifest: Manifest) -> None:
        """Add the manifest, after which nothing follows."""
        content = msgspec.json.encode(manifest)
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode = len(content), 0o600
        with io.BytesIO(content) as file:
            self._tar.addfile(entry, file)


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Write an archive beside its real name; on leaving the block whole, it is synced and takes that name."""
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    draft = path.with_name(f"{path.name}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def pack(source: IO[bytes], target: Path) -> str:
    """Pack a stream into a file; return the SHA-256 of the stream."""
    hashing = _Hashing(source)
    with gzip.open(target, "wb", compresslevel=1) as packed:
        while content := hashing.read(_CHUNK):
            packed.write(content)
    return hashing.digest


class Found(NamedTuple):
    """What lies unpacked: the manifest, and where the parts of the database are, by member."""

    manifest: Manifest
    parts: dict[str, Path]


def unpack(archive: Path, folder: Path | None) -> Found:
    """Check every byte of an archive, unpacking into *folder* unless that is None; `Broken` if anything is amiss."""
    hashes: dict[str, str] = {}
    sizes: dict[str, int] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(archive, mode="r|") as tar:
            for entry in tar:
                if manifest is not None:
                    raise Broken(f"{entry.name} follows the manifest")
                source = tar.extractfile(entry)
                if source is None or not entry.isfile():
                    raise Broken(f"{entry.name} is no file")
                if entry.name == MANIFEST:
                    manifest = read(source.read(_MANIFEST_MOST))
                else:
                    hashes[entry.name], sizes[entry.name] = _take(entry.name, source, folder)
    except (tarfile.TarError, OSError, EOFError) as problem:
        raise Broken(f"the archive cannot be read to its end: {problem}") from problem
    if manifest is None:
        raise Broken("the archive is incomplete: it has no manifest")
    _compare(manifest, hashes, sizes)
    return Found(manifest, {name: folder / _place(name) for name in manifest.files} if folder else {})


def _place(name: str) -> str:
    """Say where a member goes below the folder; only names that we would write ourselves are let in."""
    if found := _DOCUMENT.fullmatch(name):
        return str(path_of(Path("documents"), found[1]))
    if _DATABASE.fullmatch(name):
        return name.removesuffix(".gz")
    raise Broken(f"{name!r} has no business in an archive")


def _take(name: str, source: IO[bytes], folder: Path | None) -> tuple[str, int]:
    place = _place(name)
    plain: IO[bytes] = gzip.open(source) if name.endswith(".gz") else source  # type: ignore[assignment]  # noqa: SIM115
    hashing = _Hashing(plain)
    if folder is None:
        while hashing.read(_CHUNK):
            pass
        return hashing.digest, hashing.size
    target = folder / place
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while content := hashing.read(_CHUNK):
            file.write(content)
    return hashing.digest, hashing.size


def _compare(manifest: Manifest, hashes: dict[str, str], sizes: dict[str, int]) -> None:
    expected = {f"documents/{sha256}": sha256 for sha256 in manifest.documents} | manifest.files
    for name, sha256 in expected.items():
        if name not in hashes:
            raise Broken(f"{name} is in the manifest but not in the archive")
        if hashes[name] != sha256:
            raise Broken(f"{name} is damaged: its SHA-256 is not the manifest's")
        if name.startswith("documents/") and sizes[name] != manifest.documents[sha256]:
            raise Broken(f"{name} has another size than the manifest says")
    damaged = {f"documents/{sha256}" for sha256 in manifest.missing}  # packed as it was found
    if foreign := hashes.keys() - expected.keys() - damaged:
        raise Broken(f"{min(foreign)} is in the archive but not in the manifest")


def sync_folder(folder: Path) -> None:
    """Make the names in *folder* durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
