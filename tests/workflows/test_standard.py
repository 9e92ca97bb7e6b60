"""The dictionary of what many journeys share, and how a definition takes it over."""

import pytest

from workflows.definition import Unreadable, canonical, decode, from_canonical
from workflows.lists import codes
from workflows.standard import dictionary

FILE = """
[meta]
id = "ABT"
title = { id = "a", en = "a" }
version = 1
effective_from = 2026-01-01
initial = "INTAKE"
pmks_types = ["ABT"]
workers = ["PEKSOS"]
section = "ANAK"
"""
STAGES = """
[[stages]]
id = "INTAKE"
title = { id = "a", en = "a" }
[[moves]]
trigger = "go"
title = { id = "a", en = "a" }
from = ["INTAKE"]
to = "INTAKE"
by = ["PEKSOS"]
"""
FACT = '[facts.sex]\nkind = "choice"\nset_by = "opening"\ntitle = { id = "a", en = "a" }\n'


def read(text: str):
    return decode((FILE + text + STAGES).encode())


def test_a_definition_takes_over_what_it_names():
    found = read('[standard]\nfacts = ["goals"]\nhold_reasons = ["RAWAT_MEDIS"]\n')

    assert found.facts["goals"].title.en == dictionary()["facts"]["goals"]["title"]["en"]
    assert list(found.facts) == ["goals"]
    assert found.hold_reasons["RAWAT_MEDIS"] == codes("hold_reason")["RAWAT_MEDIS"].label


def test_an_entry_of_its_own_wins():
    found = read(
        '[standard]\nhold_reasons = ["RAWAT_MEDIS"]\n[hold_reasons]\nRAWAT_MEDIS = { id = "x", en = "y" }\n'
    )

    assert found.hold_reasons["RAWAT_MEDIS"].en == "y"


def test_what_is_stored_is_the_whole_and_needs_no_dictionary(monkeypatch):
    stored = canonical(read('[standard]\nfacts = ["goals"]\n'))
    monkeypatch.setattr("workflows.standard.dictionary", dict)

    assert "goals" in from_canonical(stored).facts
    assert b"standard" not in stored


def test_what_says_no_words_of_its_own_takes_those_of_the_lists():
    found = read('[standard]\nrecords = ["consent"]\n')

    assert found.records["consent"].title == codes("record")["consent"].label
    assert found.meta.restricted  # as the official list says of the type


def test_a_fact_names_the_list_of_its_choices():
    found = read(FACT + 'choices = "sex"\n')

    assert {code: label.en for code, label in found.facts["sex"].choices.items()} == {
        code: one.en for code, one in codes("sex").items()
    }


def test_a_journey_may_limit_a_list_and_call_a_code_by_its_own_words():
    found = read(
        FACT + 'choices = { list = "sex", only = ["P", "L"], words.P = { id = "Ibu", en = "Mother" } }\n'
    )

    assert list(found.facts["sex"].choices) == ["L", "P"]
    assert found.wording["sex"]["P"].en == "Mother"
    assert found.wording["sex"]["L"] == codes("sex")["L"].label


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (FACT + 'choices = "nothing_such"\n', "facts.sex.choices"),
        (FACT + 'choices = { list = "sex", only = ["X"] }\n', "facts.sex.choices"),
        ('[standard]\nfacts = ["goals", "nothing_such"]\n', "standard.facts[1]"),
        ('[standard]\nmoves = ["hold"]\n', "standard.moves"),
        ('[standard]\nfacts = "goals"\n', "standard.facts"),
        ('[standard]\nfacts = [["goals"]]\n', "standard.facts[0]"),
        ("standard = 1\n", "standard"),
    ],
)
def test_a_wrong_wish_is_refused_with_its_place(text: str, path: str):
    with pytest.raises(Unreadable) as refused:
        decode(((text + FILE) if text.startswith("standard") else (FILE + text) + STAGES).encode())
    assert refused.value.path == path
