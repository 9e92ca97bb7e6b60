"""What takes turns leaves nobody out for ever."""

import pytest

from tests import rotation

NAMES = [f"journey {number}" for number in range(19)]


def of_turn(monkeypatch: pytest.MonkeyPatch, turn: int) -> list[str]:
    monkeypatch.setenv(rotation.TURN, str(turn))
    return rotation.in_turn(NAMES)


def test_three_turns_leave_nobody_out_and_nobody_has_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(rotation.WHOLE, raising=False)
    turns = [of_turn(monkeypatch, turn) for turn in range(rotation.TURNS)]
    assert sorted(name for one in turns for name in one) == sorted(NAMES)
    assert of_turn(monkeypatch, rotation.TURNS) == turns[0]


def test_a_whole_run_has_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(rotation.WHOLE, "1")
    assert of_turn(monkeypatch, 1) == NAMES
