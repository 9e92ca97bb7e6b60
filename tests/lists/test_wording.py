"""Words are read live and no part of what a case is pinned to; codes and rules are."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from app.db import Database, execute, query_one, transaction
from app.sop import store
from app.web.i18n.catalogue import choose, word_as
from app.web.i18n.lists import code_label, options
from workflows.definition import Definition, canonical, from_canonical, in_words_of, load_all

ABT = load_all()["ABT"]


def reworded(defn: Definition, word: str) -> Definition:
    """Say every sentence of a journey differently."""
    data = msgspec.json.decode(canonical(defn))
    for label in _labels(data):
        label |= {"id": word, "en": word}
    return from_canonical(msgspec.json.encode(data))


def _labels(data: Any) -> Iterator[dict[str, str]]:
    if isinstance(data, dict) and set(data) == {"id", "en"}:
        yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _labels(part)


def ruled(defn: Definition) -> Definition:
    """Change one rule: few cases come to the first stage."""
    first, *others = defn.stages
    return msgspec.structs.replace(defn, stages=(msgspec.structs.replace(first, aside=True), *others))


@transaction
async def published_as(defn: Definition, *, digest: str) -> None:
    await execute(
        "UPDATE sop_versions SET body = ?, digest = ? WHERE journey = ?",
        canonical(defn).decode(),
        digest,
        defn.meta.id,
    )


@pytest.mark.parametrize("defn", load_all().values(), ids=load_all())
def test_no_sentence_is_part_of_what_a_case_is_pinned_to(defn: Definition) -> None:
    assert reworded(defn, "x").digest == defn.digest


def test_a_rule_is_part_of_what_a_case_is_pinned_to() -> None:
    assert ruled(ABT).digest != ABT.digest


def test_a_code_is_part_of_what_a_case_is_pinned_to() -> None:
    fewer = msgspec.structs.replace(ABT.facts["placement_kind"], choices={})
    assert msgspec.structs.replace(ABT, facts={**ABT.facts, "placement_kind": fewer}).digest != ABT.digest


def test_an_older_version_speaks_in_the_words_of_today() -> None:
    old = ruled(reworded(ABT, "old"))
    now = in_words_of(old, ABT)
    assert now.digest == old.digest
    assert (now.stages[1].title, now.moves[0].title) == (ABT.stages[1].title, ABT.moves[0].title)
    assert now.stages[0].aside


def test_what_the_file_has_no_more_keeps_the_words_that_it_had() -> None:
    old = reworded(ABT, "old")
    gone = msgspec.structs.replace(ABT, stages=ABT.stages[1:], records={})
    now = in_words_of(old, gone)
    assert now.stages[0].title.en == "old"
    assert now.records["consent"].title.en == "old"
    assert now.stages[1].title == ABT.stages[1].title


async def test_a_better_sentence_reaches_a_running_case(db: Database) -> None:
    await published_as(reworded(ABT, "old"), digest=ABT.digest)
    store.forget()
    assert await store.load() == 0
    assert (await store.definition("ABT", 1)).stages[0].title == ABT.stages[0].title


async def test_a_changed_rule_under_the_same_version_is_refused(db: Database) -> None:
    await published_as(ruled(ABT), digest=ruled(ABT).digest)
    with pytest.raises(store.RulesChanged, match="ABT 1"):
        await store.load()


async def test_a_version_published_when_words_were_hashed_is_recognised(db: Database) -> None:
    await published_as(ABT, digest="of words and rules")
    assert await store.load() == 0
    row = await query_one("SELECT digest FROM sop_versions WHERE journey = 'ABT'")
    assert row and row[0] == ABT.digest


def test_the_pages_of_a_case_ask_its_journey_first() -> None:
    one, other = (SimpleNamespace(scope={}, cookies={"pulih_lang": "en"}) for _ in range(2))
    choose(one)
    word_as(one, load_all()["KTK"].wording)
    choose(one)
    assert code_label("safety_check", "record") == "Safety decision"
    assert dict(options("record"))["consent"] == "Consent of the victim"
    assert code_label("DARURAT", "urgency").startswith("Emergency")
    choose(other)
    assert code_label("safety_check", "record") == "Safety check"
