"""The history tells an act once and says what was decided."""

import re
from types import SimpleNamespace

import pytest

from app.casework.acts import decided
from app.records import registry
from app.web.i18n import catalogue
from tests.journeys.test_adults import on_the_web, record  # noqa: F401  a fixture is used by its name
from workflows import events
from workflows.definition import Definition, load_all


def _reader(*roles: str) -> SimpleNamespace:
    return SimpleNamespace(roles=frozenset(roles))


@pytest.mark.parametrize("defn", load_all().values(), ids=load_all())
def test_every_record_tells_its_readers_what_was_decided_and_nobody_else(defn: Definition) -> None:
    chosen = [
        (fact.set_by.removeprefix("record:"), name, code, words)
        for name, fact in defn.facts.items()
        if fact.set_by.startswith("record:")
        for code, words in fact.choices.items()
    ]
    assert chosen
    for kind, name, code, words in chosen:
        made = events.Recorded(record=kind, record_id="r", facts={name: code})
        readers = registry.kind(kind).kind.readers
        with catalogue.speaking("id"):
            assert words.id in decided(made, defn, _reader(*readers)), (kind, name)
            assert decided(made, defn, _reader("KADIS")) == "", kind


async def test_a_record_and_the_task_it_does_are_one_line_that_says_the_decision(on_the_web):  # noqa: F811
    case = await on_the_web("AKTK")
    await record(case, "safety_check", safety="TIDAK_AMAN")
    browser = await case.browser(case.staff.me["PEKSOS"])
    page = (await browser.get(f"/cases/{case.number}")).text

    entries = re.findall(
        r"<li.*?</li>", page.partition('class="timeline"')[2].partition("</ol>")[0], re.DOTALL
    )
    about = [entry for entry in entries if "afety" in entry]
    assert len(about) == 1, about
    assert "Recorded: " in about[0]
    assert "Not safe" in about[0]
    assert "Task done: " in about[0]
