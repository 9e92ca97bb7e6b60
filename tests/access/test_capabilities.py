"""Roles stand in one table: nothing else in the product names one, and the table knows them all."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import capabilities
from app.capabilities import ROLES, Capability
from app.web.i18n import lists
from tests.access.test_matrix import EVERYBODY, LISTS
from workflows.lists import roles as engine

ROOT = Path(__file__).resolve().parents[2]
THE_TABLE = ROOT / "app/capabilities.py"
THE_CODES = ROOT / "workflows/lists/roles.py"
THE_CAST = ROOT / "app/demo"
KINDS_AND_LEVELS = {
    "app/admin/forms.py": {"KABKOTA", "UPTD", "LKS"},
    "app/admin/organisations.py": {"KABKOTA"},
    "app/opening/choices.py": {"KABKOTA", "UPTD", "LKS"},
    "app/records/plan/placement.py": {"UPTD", "LKS"},
    "app/records/plan/shelter.py": {"UPTD", "LKS"},
    "app/records/assessment/result.py": {"KABKOTA"},
    "app/regions/codes.py": {"KABKOTA"},
}
"""Codes that are a kind of organisation or a level of the country there, and no role."""
ALL = {name: value for name, value in vars(capabilities).items() if isinstance(value, Capability)}
QUOTED = re.compile(r"""['"]([A-Z_]+)['"]""")


def _roles_in(text: str) -> set[str]:
    """Return the roles a text names: it is one, or quotes one."""
    return ({text} | set(QUOTED.findall(text))) & set(engine.ROLES)


def named_roles(path: Path) -> Iterator[tuple[int, str]]:
    """Find (line, role) wherever a module's strings, or a template, name a role."""
    if path.suffix == ".html":
        lines = enumerate(path.read_text().splitlines(), 1)
        yield from ((line, role) for line, text in lines for role in QUOTED.findall(text) if role in ROLES)
        return
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from ((node.lineno, role) for role in _roles_in(node.value))


def _elsewhere() -> list[Path]:
    modules = [*ROOT.glob("app/**/*.py"), *ROOT.glob("workflows/**/*.py")]
    words = {path for path in modules if path.name.startswith("codes_")}
    others = [path for path in modules if path not in {THE_TABLE, THE_CODES, *words}]
    return [*(path for path in others if THE_CAST not in path.parents), *ROOT.glob("templates/**/*.html")]


def test_no_role_is_named_beside_the_table():
    astray = [
        f"{where}:{line}: {role}"
        for path in _elsewhere()
        for where in [str(path.relative_to(ROOT))]
        for line, role in named_roles(path)
        if role not in KINDS_AND_LEVELS.get(where, ())
    ]
    assert astray == []


@pytest.mark.parametrize(
    ("name", "planted"),
    [
        ("module.py", 'leads = "KASI" in me.roles'),
        ("module.py", "LEADS = \"SELECT 1 FROM worker_roles WHERE role = 'KASI'\""),
        ("module.py", "query(f\"SELECT {x} FROM worker_roles WHERE role IN ('KASI', 'SAKTI')\")"),
        ("page.html", '{% if "KASI" in me.roles %}'),
    ],
)
def test_a_planted_role_is_noticed(tmp_path, name, planted):
    path = tmp_path / name
    path.write_text(planted + "\n")
    assert "KASI" in {role for _line, role in named_roles(path)}


def test_the_table_has_every_role_once():
    assert set(ROLES) == set(engine.ROLES) == {code for code, _words in lists.options("role")}


def test_every_capability_is_asked_for_somewhere():
    texts = "\n".join(
        path.read_text() for path in [*ROOT.glob("app/**/*.py"), *ROOT.glob("templates/**/*.html")]
    )
    unused = [name for name in ALL if len(re.findall(rf"\b{name}\b", texts)) < 2]
    assert unused == []


def test_templates_name_capabilities_that_there_are():
    asked = {
        name
        for path in ROOT.glob("templates/**/*.html")
        for name in re.findall(r"\bcan\.([A-Z_]+)", path.read_text())
    }
    assert asked
    assert asked <= set(ALL)


def test_a_role_without_cases_has_no_capability_that_leads_to_one():
    leading = ["SEE_CASES", "SEE_CLIENTS", "WORK_CASE", "TAKE_IN", "OPEN_FIGURES", "SEE_STALLED"]
    blind = {role for role in ROLES if not capabilities.sees_cases(role)}
    assert blind == EVERYBODY - LISTS
    assert not any(ALL[name].roles & blind for name in leading)


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("WORK_CASE", "SEE_CASES"),
        ("TAKE_IN", "OPEN_CASE"),
        ("WRITE_CLIENTS", "SEE_CLIENTS"),
        ("REGISTER_CLIENTS", "WRITE_CLIENTS"),
        ("MERGE_TWO_NIKS", "MERGE_CLIENTS"),
        ("READ_WHOLE_CASE", "READ_CARE_RECORDS"),
        ("READ_CARE_RECORDS", "READ_SHARED_RECORDS"),
        ("READ_LEGAL_RECORDS", "READ_SHARED_RECORDS"),
        ("OPEN_FIGURES", "READ_REPORTS"),
        ("SUPERVISE", "SEE_STALLED"),
        ("STEER_CASE", "WORK_CASE"),
        ("DO_TASKS", "WORK_CASE"),
    ],
)
def test_the_narrower_capability_implies_the_wider(narrow, wide):
    assert ALL[narrow].roles <= ALL[wide].roles
