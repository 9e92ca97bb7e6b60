"""What fills a form of the demo: the facts asked for, and the form as a browser sends it."""

from workflows.conditions import Scalar

Facts = dict[str, Scalar]


Form = dict[str, str | list[str]]


def yes(value: Scalar) -> str:
    """Write an answer as a pair of radio buttons sends it."""
    return "true" if value else "false"
