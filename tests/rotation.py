"""What is too much for every run takes turns: a third each day in `make test`, all of it in `make soak`."""

import os
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

T = TypeVar("T")
WHOLE = "PULIH_TEST_WHOLE"
TURN = "PULIH_TEST_TURN"
TURNS = 3


def choose() -> None:
    """In the process that leads the run, choose whose turn it is; others find it in the environment."""
    os.environ.setdefault(TURN, str(date.today().toordinal() % TURNS))  # noqa: DTZ011  any day will do


def is_whole() -> bool:
    """Tell whether this run leaves nothing out."""
    return bool(os.environ.get(WHOLE))


def turn() -> int:
    """Return whose turn it is: 0, 1 or 2."""
    return int(os.environ.get(TURN, "0")) % TURNS


def in_turn(names: Sequence[T]) -> list[T]:
    """Return those whose turn it is; three turns leave nobody out."""
    return list(names) if is_whole() else list(names)[turn() :: TURNS]


def told() -> str:
    """Say what was left out, and how to have it."""
    if is_whole():
        return "random walks, mutants and journeys of restricted people: all"
    return f"random walks, mutants and journeys of restricted people: a third, turn {turn()} ({TURN}=0, 1 or 2; {WHOLE}=1 or `make soak` for all)"
