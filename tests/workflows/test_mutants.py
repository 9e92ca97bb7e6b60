"""A definition with one thing wrong does not pass unseen."""

import tomllib
from collections import Counter
from functools import cache

import msgspec
import pytest

from tests import rotation
from tests.counts import Tell
from tests.workflows import golden_table
from tests.workflows.journeys import FILES, GOLDEN
from tests.workflows.mutants import mutants
from workflows.checks import problems
from workflows.definition import Definition
from workflows.standard import expand


def caught_by(data: dict[str, object], golden: str) -> str:
    """Tell what notices a changed definition: decoding, a check, the golden table, or nothing."""
    try:
        defn = msgspec.convert(data, Definition)
    except msgspec.ValidationError:
        return "decoding"
    if next(problems(defn), None):
        return "checks"
    told = "\n".join(golden_table.lines(data)) + "\n"
    return "golden table" if told != golden else "nothing"


@cache
def caught(name: str) -> dict[str, str]:
    """Tell of every mutant of a file what notices it."""
    data = expand(tomllib.loads(FILES[name].read_text(encoding="utf-8")))
    golden = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    return {what: caught_by(mutant, golden) for what, mutant in mutants(data)}


@pytest.mark.parametrize("name", rotation.in_turn(list(FILES)))
def test_every_mutant_is_caught(name: str, tell: Tell) -> None:
    found = caught(name)
    count = Counter(found.values())
    by = {where.replace(" ", "_"): number for where, number in sorted(count.items())}
    tell("mutants of the journeys, and what caught them", made=len(found), **by)
    assert [what for what, by in found.items() if by == "nothing"] == []
    assert count["checks"] > len(found) / 4, "the checks themselves see much of it"


KINDS = ("dangling target", "misspelt role", "no reason", "twice", "no sla", "stage gone")


@pytest.mark.parametrize("name", rotation.in_turn(list(FILES)))
@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_work_is_refused_by_the_checks_alone(name: str, kind: str) -> None:
    wanted = {what: by for what, by in caught(name).items() if what.endswith(kind)}
    assert [what for what, by in wanted.items() if by not in {"checks", "decoding"}] == []
    assert wanted
