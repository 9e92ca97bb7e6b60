"""A scratch copy of the product, in which something is added and proven, and which then is thrown away."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROOFS = Path(__file__).parent / "proofs"


class Misplaced(Exception):
    """The place where something is to be added is not there, or not there once: the house has changed."""


class Scratch:
    """A copy of all files that git knows or would know; it remembers which of them somebody had to touch."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.touched: list[str] = []
        for name in _files():
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)

    def write(self, name: str, text: str) -> None:
        """Write a new file."""
        if (self.root / name).exists():
            raise Misplaced(f"{name} is there already")
        self._put(name, text)

    def copy(self, old: str, new: str, *changes: tuple[str, str]) -> None:
        """Write a new file as the copy of an old one with something replaced."""
        text = (self.root / old).read_text(encoding="utf-8")
        for before, after in changes:
            text = text.replace(before, after)
        self.write(new, text)

    def add(self, name: str, text: str, *, after: str = "", before: str = "") -> None:
        """Add text behind (or before) the one place that says *after* (or *before*), else at the end of the file."""
        if place := after or before:
            self.replace(name, place, f"{text}{before}" if before else f"{after}{text}")
        else:
            self._put(name, (self.root / name).read_text(encoding="utf-8") + text)

    def replace(self, name: str, old: str, new: str, *, times: int = 1) -> None:
        """Say something else at the one place (or the places) that says *old*."""
        text = (self.root / name).read_text(encoding="utf-8")
        if text.count(old) != times:
            raise Misplaced(f"{name} says {text.count(old)} times: {old}")
        self._put(name, text.replace(old, new))

    def generated(self, name: str, text: str) -> None:
        """Write a file that a command of the house writes; nobody has to touch it."""
        (self.root / name).write_text(text, encoding="utf-8")

    def prove(self, name: str) -> str:
        """Let a proof be found by the tests of the copy; return where it stands."""
        place = f"tests/house/test_{name}"
        shutil.copyfile(PROOFS / name, self.root / place)
        return place

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the copy."""
        return subprocess.run(
            [sys.executable, *arguments], cwd=self.root, capture_output=True, text=True, check=False
        )

    def _put(self, name: str, text: str) -> None:
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        if name not in self.touched:
            self.touched.append(name)


def _files() -> list[str]:
    known = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(known, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]
