"""Static checks: refuse a definition that cannot work, with every fault at once.

`names` (nothing dangles), `shape` (each part makes sense), `paths` (the journey can be travelled) and
`rules` (limits, repeats and people fit together). The later ones need names that hold.
"""

from workflows.checks.names import names
from workflows.checks.paths import paths
from workflows.checks.problem import Problem
from workflows.checks.rules import rules
from workflows.checks.shape import shape
from workflows.definition import Definition

__all__ = ["Problem", "check"]


def check(defn: Definition) -> list[Problem]:
    """Give every problem of a definition, none when it can be published."""
    found = [*names(defn), *shape(defn)]
    dangling = {"unknown_stage", "unknown_task", "unknown_milestone", "unknown_instrument", "unknown_fact"}
    if not dangling & {problem.code for problem in found}:
        found += [*paths(defn), *rules(defn)]
    return sorted(set(found))
