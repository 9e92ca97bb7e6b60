"""Whose turn it is in a case, and when time alone changes that."""

from workflows.engine.turns.turn import is_workers, onward, turn

__all__ = ["is_workers", "onward", "turn"]
