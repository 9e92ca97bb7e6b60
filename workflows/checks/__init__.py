"""Static checks: refuse a definition that cannot work, with every fault at once.

`names` (nothing dangles), `shape` (each part makes sense), `paths` (the journey can be travelled) and
`rules` (limits, repeats and people fit together). The later ones need names that hold.
"""

from collections.abc import Iterator
from itertools import chain

from workflows.checks.names import names
from workflows.checks.paths import paths
from workflows.checks.problem import Problem
from workflows.checks.rules import rules
from workflows.checks.shape import shape
from workflows.definition import Definition

__all__ = ["Problem", "check", "problems"]


_DANGLING = {"unknown_stage", "unknown_task", "unknown_milestone", "unknown_instrument", "unknown_fact"}


def check(defn: Definition) -> list[Problem]:
    """Give every problem of a definition, none when it can be published."""
    return sorted(set(problems(defn)))


def problems(defn: Definition) -> Iterator[Problem]:
    """Find problems one by one, the quick ones first; some of them more than once."""
    dangles = False
    for problem in chain(names(defn), shape(defn)):
        dangles = dangles or problem.code in _DANGLING
        yield problem
    if not dangles:
        yield from paths(defn)
        yield from rules(defn)
