"""A definition with one thing wrong does not pass unseen."""

import tomllib
from collections import Counter

import msgspec
import pytest

from tests.workflows import golden_table
from tests.workflows.journeys import FILES, GOLDEN
from tests.workflows.mutants import mutants
from workflows.checks import check
from workflows.definition import Definition
from workflows.standard import expand


def caught_by(data: dict[str, object], golden: str) -> str:
    """Tell what notices a changed definition: decoding, a check, the golden table, or nothing."""
    try:
        defn = msgspec.convert(data, Definition)
    except msgspec.ValidationError:
        return "decoding"
    if check(defn):
        return "checks"
    told = "\n".join(golden_table.lines(data)) + "\n"
    return "golden table" if told != golden else "nothing"


@pytest.mark.parametrize("name", FILES)
def test_every_mutant_is_caught(name: str) -> None:
    data = expand(tomllib.loads(FILES[name].read_text(encoding="utf-8")))
    golden = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    found = {what: caught_by(mutant, golden) for what, mutant in mutants(data)}
    count = Counter(found.values())
    print(f"{name}: {len(found)} mutants, {dict(count)}")
    assert [what for what, by in found.items() if by == "nothing"] == []
    assert count["checks"] > len(found) / 4, "the checks themselves see much of it"


KINDS = ("dangling target", "misspelt role", "no reason", "twice", "no sla", "stage gone")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_work_is_refused_by_the_checks_alone(name: str, kind: str) -> None:
    data = expand(tomllib.loads(FILES[name].read_text(encoding="utf-8")))
    wanted = {what: mutant for what, mutant in mutants(data) if what.endswith(kind)}
    missed = [what for what, mutant in wanted.items() if caught_by(mutant, "") not in {"checks", "decoding"}]
    assert missed == []
    assert wanted
