"""What is kept is built once for each state of its sources, and never stale."""

from pathlib import Path

import pytest

from tests import in_memory, kept


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "ROOT", tmp_path)
    source = tmp_path / "app" / "rules.py"
    source.parent.mkdir()
    source.write_text("LIMIT = 1")
    kept.state.cache_clear()
    yield source
    kept.state.cache_clear()


def build(root: Path) -> list[Path]:
    """Return the folder, and where it was built first."""
    kept.state.cache_clear()
    begun: list[Path] = []
    return [kept.built(root, "demo", ["app"], begun.append), *begun]


def test_the_same_sources_are_built_once(source: Path, tmp_path: Path) -> None:
    first, second = build(tmp_path), build(tmp_path)
    assert len(first) == 2
    assert second == [first[0]]


@pytest.mark.parametrize("change", ["other words", "other name", "one more"])
def test_other_sources_are_built_anew(source: Path, tmp_path: Path, change: str) -> None:
    first = build(tmp_path)
    if change == "other words":
        source.write_text("LIMIT = 2")
    elif change == "other name":
        source.rename(source.with_name("limits.py"))
    else:
        source.with_name("more.toml").touch()
    assert len(build(tmp_path)) == 2
    assert build(tmp_path)[0] != first[0]


def test_what_was_not_finished_is_built_again(source: Path, tmp_path: Path) -> None:
    def fail(_folder: Path) -> None:
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011  our own
        kept.built(tmp_path, "demo", ["app"], fail)
    assert len(build(tmp_path)) == 2


def test_what_was_built_lies_where_it_is_kept(source: Path, tmp_path: Path) -> None:
    kept_in = kept.built(tmp_path, "demo", ["app"], lambda folder: (folder / "demo.sqlite").touch())
    assert sorted(path.name for path in kept_in.iterdir()) == ["complete", "demo.sqlite"]


def test_tests_write_into_memory_where_there_is_enough_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(in_memory.FOLDER, raising=False)
    monkeypatch.setattr(in_memory, "_ROOM", 0)
    assert in_memory.folder("/elsewhere") == ("/dev/shm" if Path("/dev/shm").exists() else "/elsewhere")  # noqa: S108
    monkeypatch.setattr(in_memory, "_ROOM", 2**60)
    assert in_memory.folder("/elsewhere") == "/elsewhere"
    monkeypatch.setenv(in_memory.FOLDER, "/chosen")
    assert in_memory.folder("/elsewhere") == "/chosen"
