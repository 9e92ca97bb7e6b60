"""What is kept is built once for each state of its sources, and never stale."""

from pathlib import Path

import pytest

from tests import kept


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
    """Return the folder, and once more where it was built."""
    kept.state.cache_clear()
    begun: list[Path] = []
    return [kept.built(root, "demo", ["app"], begun.append), *begun]


def test_the_same_sources_are_built_once(source: Path, tmp_path: Path) -> None:
    first, second = build(tmp_path), build(tmp_path)
    assert first == [first[0], first[0]]
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
