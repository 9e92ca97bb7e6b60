"""Every reason of the engine reads as a sentence, in both languages, whatever it carries."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from app.explain.reasons import MET, OPEN, said, sentence
from app.web.i18n.catalogue import LANGUAGES, speaking
from tests.explain.engine_codes import READ_OTHERWISE, engine_codes, worked_out
from tests.explain.real_reasons import Told, told, told_of
from tests.workflows.driving import example
from workflows.definition import load_all
from workflows.reasons import Reason

APP = Path(__file__).resolve().parents[2] / "app"
RAW = re.compile(
    r"%\(|%s|\b[a-z]+_[a-z_]+\b|\b[A-Z_]{4,}\b|\d{4}-\d\d|\b(None(?! of)|True|False)\b|(?<!\S)[?–](?!\S)|  "
)
"""What no reader may see: an unfilled argument, a code, an ISO date, a Python word, a missing number."""
CODE = re.compile(r"%\(|\b[a-z]+_[a-z_]+\b|\b[A-Z]+_[A-Z_]+\b|\b[A-Z]{6,}\b|\d{4}-\d\d")
"""The same among the titles of real journeys, which hold abbreviations."""


@cache
def real() -> tuple[Told, ...]:
    return tuple(told())


def _words(reason: Reason, *, met: bool, language: str) -> str:
    with speaking(language):
        return said(reason, example(), number="AB", roles=frozenset({"PEKSOS"}), met=met).text


def test_every_reason_of_the_engine_has_a_sentence() -> None:
    assert not engine_codes() - OPEN.keys()


def test_no_reason_is_made_in_a_way_that_escapes_the_count() -> None:
    assert worked_out() == READ_OTHERWISE


def test_no_sentence_is_kept_for_a_reason_that_the_engine_no_longer_gives() -> None:
    assert not (OPEN.keys() | MET.keys()) - engine_codes()


def test_every_reason_is_tried_with_what_the_engine_gives() -> None:
    assert not engine_codes() - {reason.code for reason, _met in real()}


def test_every_condition_that_holds_says_so() -> None:
    assert not {reason.code for reason, met in real() if met} - MET.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_real_reasons_read_without_codes_or_holes(language: str) -> None:
    spoken = {_words(reason, met=met, language=language) for reason, met in real()}
    assert not {text for text in spoken if RAW.search(text)}
    assert not {text for text in spoken if text[-1] not in ".:"}


def test_every_sentence_is_said_in_indonesian() -> None:
    same = {
        reason.code
        for reason, met in real()
        if _words(reason, met=met, language="id") == _words(reason, met=met, language="en")
    }
    assert not same


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_without_its_arguments_still_opens_the_page(language: str) -> None:
    for code in OPEN.keys() | MET.keys():
        for met in (False, True):
            assert "%(" not in _words(Reason(code), met=met, language=language)


def test_a_reason_nobody_has_words_for_is_not_shown_as_its_code() -> None:
    assert "from_tomorrow" not in sentence(Reason("from_tomorrow"), example())


@pytest.mark.parametrize(
    ("reason", "met", "words"),
    [
        (
            Reason("task", {"task": "consent", "count": 0, "least": 1}),
            False,
            "“Minta persetujuan” belum selesai.",
        ),
        (
            Reason("task", {"task": "visit", "count": 1, "least": 3}),
            False,
            "“Kunjungan bina lanjut” baru dikerjakan 1 dari 3 kali.",
        ),
        (
            Reason("task", {"task": "consent", "count": 1, "least": 1}),
            True,
            "“Minta persetujuan” sudah selesai.",
        ),
        (
            Reason("fact_compare", {"fact": "goals", "op": ">=", "want": 1, "have": 0}),
            False,
            "“Jumlah tujuan” tercatat 0. Langkah ini terbuka bila isinya minimal 1.",
        ),
        (
            Reason("fact_missing", {"fact": "placement_kind", "rule": "fact_is_not", "want": "PANTI"}),
            False,
            "“Jenis penempatan” belum dicatat. Langkah ini terbuka bila isinya selain Panti.",
        ),
        (
            Reason("until_not_later", {"until": "2026-03-01T16:59:00+00:00"}),
            False,
            "Batas waktu baru harus sesudah 1 Maret 2026.",
        ),
        (
            Reason("before_last_move", {"last": "2026-03-01T17:30:00+00:00"}),
            False,
            "Tanggalnya tidak boleh sebelum langkah terakhir pada 2 Maret 2026.",
        ),
    ],
)
def test_conditions_read_as_an_office_writes_them(reason: Reason, met: bool, words: str) -> None:
    assert _words(reason, met=met, language="id") == words


def _catalogue(slice_: str) -> dict[str, str]:
    with (APP / slice_ / "id.po").open("rb") as file:
        entries = [message for message in read_po(file, locale="id") if message.id]
    return {_first(message.id): _first(message.string) for message in entries}


def _first(text: object) -> str:
    return str(text[0] if isinstance(text, tuple | list) else text)


def test_a_translation_fills_in_the_same_arguments() -> None:
    arguments = re.compile(r"%\((\w+)\)s")
    wrong = {
        english
        for english, indonesian in _catalogue("explain").items()
        if set(arguments.findall(english)) != set(arguments.findall(indonesian))
    }
    assert not wrong


def test_catalogues_agree_on_the_sentences_they_share() -> None:
    own = _catalogue("explain")
    others = (path.parent.name for path in APP.glob("*/id.po") if path.parent.name != "explain")
    differ = {
        (other, english)
        for other in others
        for english, indonesian in _catalogue(other).items()
        if own.get(english, indonesian) != indonesian
    }
    assert not differ


@pytest.mark.parametrize("journey", load_all())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_move_of_a_real_journey_reads_without_codes(journey: str, language: str) -> None:
    definition = load_all()[journey]
    with speaking(language):
        spoken = {sentence(reason, definition, met=met) for reason, met in told_of(definition)}
    assert not {text for text in spoken if CODE.search(text)}


@pytest.mark.parametrize("code", ["days_since", "days_since_over"])
@pytest.mark.parametrize(("least", "most"), [(1, 30), (-227, -137), (-60, 0)])
def test_a_day_that_lies_ahead_is_never_said_to_be_long_ago(code: str, least: int, most: int) -> None:
    args = {"fact": "consent_on", "have": -250, "min": least, "max": most, "on": "2026-03-01"}
    for met in (False, True):
        words = _words(Reason(code, args), met=met, language="id")
        assert "-" not in words
        assert "yang lalu" not in words
