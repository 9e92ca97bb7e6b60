"""`pulih sop`: what holds is said in one line, what is broken with its place and a sentence."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from workflows.definition import SOP, load_all


def _run(*words: str) -> Result:
    return CliRunner().invoke(main, ["sop", *words])


def test_every_journey_that_comes_with_the_product_holds() -> None:
    result = _run("check")
    assert result.exit_code == 0
    told = [line.split(":")[0] for line in result.output.splitlines()]
    assert told == sorted(path.name for path in SOP.glob("*.toml"))
    assert len(told) >= 3
    assert all("holds" in line for line in result.output.splitlines())


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ('to = "ASESMEN"', 'to = "ASESMENT"', "moves.accept.to: There is no stage “ASESMENT”."),
        ('by = ["KABID"]', 'by = ["KEPALA"]', "moves.close_lost.by: There is no role “KEPALA”."),
        ("reason = true\n", "reasons = true\n", "Object contains unknown field `reasons`"),
        ("limit = 180", 'limit = "lama"', "stages[4].sla.limit: Expected `int`, got `str`"),
        ("[meta]", "[meta", "file: "),
    ],
)
def test_a_broken_file_is_told_where_and_why(tmp_path: Path, wrong: str, right: str, told: str) -> None:
    path = tmp_path / "abt.toml"
    path.write_text((SOP / "abt.toml").read_text().replace(wrong, right))
    result = _run("check", str(path))
    assert result.exit_code == 1
    assert told in result.output


def test_journeys_are_listed_and_shown() -> None:
    listed = _run("list", "--language", "en").output
    assert all(defn.meta.title.en in listed for defn in load_all().values())
    shown = _run("show", "bwblp", "--language", "en").output
    assert "Assess post-release readiness (IKPB): Required; instrument" in shown
    assert "one of these:" in shown


def test_a_diagram_is_mermaid_or_svg() -> None:
    assert _run("diagram", "ABT").output.startswith("stateDiagram-v2")
    assert _run("diagram", "ABT", "--svg").output.startswith("<svg ")


def test_an_unknown_type_is_answered_with_those_there_are() -> None:
    result = _run("show", "XX")
    assert result.exit_code == 1
    assert f"there is: {', '.join(sorted(load_all()))}" in result.output
