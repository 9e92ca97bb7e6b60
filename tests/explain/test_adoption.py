"""Everything the engine can have against taking a case over is said in words, in both languages."""

import re

import pytest

from app.explain.adoption import sentence
from app.web.i18n.catalogue import LANGUAGES, speaking
from tests.explain.engine_codes import adopting_codes
from workflows.definition import load_all
from workflows.reasons import Reason

ARGS: dict[str, str | int] = {
    "what": "entered_on",
    "on": "2026-01-05",
    "as_of": "2026-01-04",
    "opened": "2026-01-06",
    "stage": "ASESMEN",
    "task": "consent",
    "milestone": "plan_ready",
    "code": "LAIN",
    "field": "held_on",
    "age": 17,
}
RAW = re.compile(r"%\(|\b[a-z]+_[a-z_]+\b|\d{4}-\d\d")


@pytest.mark.parametrize("code", sorted(adopting_codes()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_reads_as_a_sentence(code: str, language: str) -> None:
    with speaking(language):
        told = sentence(Reason(code, ARGS), load_all()["BWBLP"])
    assert told.endswith(".")
    if code not in {"no_such_milestone", "no_such_task"}:  # which quote what the sheet says
        assert not RAW.search(told)
