"""One word for one thing: every Indonesian sentence speaks by the glossary."""

import re
import tomllib
from pathlib import Path

import pytest

from app.records.fields import asked
from app.records.registry import kinds
from tests.lists.sentences import ROOT, sentences
from workflows.definition import load_all

WORDS = tomllib.loads(Path(__file__).with_name("glossary.toml").read_text())["word"]


def retired_in(text: str, word: dict) -> str:
    """Give what a sentence still says of a word that is retired, nothing where it means something else."""
    if text.strip().lower() == "hari ini" and word.get("alone"):
        return ""
    for piece in word.get("allowed", {}):
        text = re.sub(re.escape(piece), "", text, flags=re.IGNORECASE)
    still = re.search(word["retired"], text, re.IGNORECASE)
    return still[0] if still else ""


@pytest.mark.parametrize("word", WORDS, ids=[word["say"] for word in WORDS])
def test_no_sentence_says_a_word_that_the_glossary_retires(word: dict) -> None:
    still = [f"{one.place}: {one.text}" for one in sentences() if retired_in(one.text, word)]
    assert not still, f"say “{word['say']}”:\n" + "\n".join(still)


@pytest.mark.parametrize("word", WORDS, ids=[word["say"] for word in WORDS])
def test_every_exception_is_still_needed(word: dict) -> None:
    said = "\n".join(one.text.lower() for one in sentences())
    assert [piece for piece in word.get("allowed", {}) if piece.lower() not in said] == []


def test_the_sentences_of_every_kind_of_file_are_read() -> None:
    kinds = {
        "app/casework/id.po",
        "app/records/legal/legal_status.py",
        "app/capabilities.py",
        "app/adoption/sheets/columns.py",
        "workflows/lists/case.toml",
        "workflows/standard.toml",
        "workflows/sop/abh.toml",
        "workflows/instruments/ikpb.toml",
    }
    assert kinds <= {one.place.split(":")[0] for one in sentences()}
    assert len(sentences()) > 6000


def test_a_retired_word_is_seen_and_an_exception_is_not() -> None:
    by_word = {word["say"]: word for word in WORDS}
    assert retired_in("Tenggat dihitung dari hari ini.", by_word["tanggal ini"]) == "hari ini"
    assert not retired_in("Kunjungan hari ini", by_word["tanggal ini"])
    assert retired_in("Hari asesmen", by_word["tanggal"]) == "Hari "
    assert retired_in("Anak yang terlantar", by_word["telantar"]) == "terlantar"
    assert not retired_in("Ganti jenis ke anak terlantar", by_word["telantar"])


def test_the_glossary_page_explains_every_word_that_is_to_be_said() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text().lower()
    assert [word["say"] for word in WORDS if word["say"] not in page] == []


def test_no_word_is_wider_than_a_phone() -> None:
    """Twenty-two letters fill a label at 320 px; what is longer cannot be broken."""
    too_wide = [
        (one, part)
        for one in sentences()
        for part in re.split(r"[\s/–—-]+", re.sub(r"%\(\w+\)s", "", one.text))
        if len(part) > 22
    ]
    assert too_wide == []


def _dated() -> list[str]:
    """Name every day that is asked for or shown: fields of records and forms, facts of journeys."""
    in_records = [
        field.label.indonesian
        for record in kinds()
        for field in asked(record)
        if field.widget in {"date", "datetime"}
    ]
    in_journeys = [
        fact.title.id
        for journey in load_all().values()
        for fact in journey.facts.values()
        if fact.kind in {"date", "instant"}
    ]
    return in_records + in_journeys + [record.kind.when.indonesian for record in kinds() if record.kind.when]


def test_no_label_of_a_date_begins_with_hari() -> None:
    dated = _dated()
    assert len(dated) > 100
    assert [label for label in dated if label.startswith("Hari")] == []


def test_no_title_of_a_move_or_a_task_needs_more_than_three_lines_of_a_phone() -> None:
    titles = [
        one.title.id
        for journey in load_all().values()
        for one in (*journey.moves, *(task for stage in journey.stages for task in stage.tasks))
    ]
    assert [title for title in titles if len(title) > 64] == []


def test_no_label_of_a_record_needs_more_than_three_lines_of_a_phone() -> None:
    labels = {
        field.label.indonesian for record in kinds() for field in asked(record) if field.widget != "checkbox"
    }
    assert [label for label in labels if len(label) > 96] == []
