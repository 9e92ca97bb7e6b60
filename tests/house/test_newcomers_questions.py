"""A newcomer finds the place by the names of folders and files and the first line of each module, and by nothing else."""

import ast
import re

import pytest

from tests.house.layers import ROOT

MODULES = sorted(path for part in ("app", "workflows") for path in (ROOT / part).rglob("*.py"))
FEW = 6
"""So many places are looked over at a glance."""
QUESTIONS = [
    ("where is a session ended?", r"session.*end", "app/accounts/sessions.py"),
    ("where is the wording of a refused move?", r"wording.*refus|refus.*word", "app/explain/refusals.py"),
    (
        "where would I add a filter of the list of cases?",
        r"filters of the list",
        "app/cases/listing/filters.py",
    ),
    ("where is pagination?", r"pagination:", "app/web/pages/pagination.py"),
    ("where is optimistic locking?", r"optimistic", "app/cases/locking.py"),
    ("where is deduplication?", r"dedup", "app/clients/duplicates.py"),
    ("where is the rate limit?", r"rate limit", "app/accounts/throttle.py"),
    ("where is a form's validator?", r"validator|form validation", "app/web/forms/decoding.py"),
    ("where are idempotency keys?", r"idempoten", "app/audit/idempotency.py"),
    ("where is access control?", r"access control", "app/capabilities.py"),
    ("where is a deadline reckoned?", r"deadlines in", "workflows/clock.py"),
    ("where is a CSRF token made?", r"csrf", "app/web/http/csrf.py"),
    ("where are the tables of the report?", r"tables of the monthly report", "app/reports/report_tables.py"),
    ("where are events folded?", r"event sourcing|folded", "workflows/fold/__init__.py"),
    ("where are uploads stored?", r"document storage|uploads", "app/cases/files.py"),
    ("where does the audit trail begin?", r"audit trail", "app/audit/store.py"),
    ("where are schema migrations?", r"schema migration|migration_", "app/db/migrations.py"),
    ("where is full-text search?", r"search for clients", "app/clients/finding/search.py"),
]


def places(pattern: str) -> list[str]:
    """Give the modules whose path or first line says so."""
    return [name for name, line in _first_lines() if re.search(pattern, f"{name} {line}", re.IGNORECASE)]


def _first_lines() -> list[tuple[str, str]]:
    texts = ((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in MODULES)
    return [(name, (ast.get_docstring(ast.parse(text)) or "").split("\n")[0]) for name, text in texts]


@pytest.mark.parametrize(("question", "pattern", "place"), QUESTIONS, ids=[one[0] for one in QUESTIONS])
def test_a_first_line_leads_to_the_place(question: str, pattern: str, place: str) -> None:
    found = places(pattern)

    assert place in found, question
    assert len(found) <= FEW, f"{question}: {found}"


def test_every_module_begins_with_a_line_that_says_what_it_is() -> None:
    assert [
        name for name, line in _first_lines() if len(line.split()) < 2 and name != "app/reference.py"
    ] == []
