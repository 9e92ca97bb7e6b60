"""Conditions in words: none is left out, whatever a definition may ask."""

import re
from typing import Any

import msgspec
import pytest

from app.explain.reasons import Said
from app.explain.rules import often, rule
from app.explain.terms import ages, length
from app.web.i18n.catalogue import speaking
from workflows import conditions as c
from workflows.checks.problem import guards_of, leaves
from workflows.definition import AgeBand, Repeat, load_all

BWBLP = load_all()["BWBLP"]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", list(load_all()))
def test_every_condition_of_every_journey_has_words(name: str, language: str) -> None:
    defn = load_all()[name]
    with speaking(language):
        for path, guard in guards_of(defn):
            for text in _texts(rule(guard, defn)):
                assert text.strip(), path
                assert "%(" not in text, path


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", list(load_all()))
def test_every_bound_of_a_condition_is_said_and_none_is_negative(name: str, language: str) -> None:
    defn = load_all()[name]
    with speaking(language):
        for path, guard in guards_of(defn):
            for leaf in leaves(guard):
                said = " ".join(_texts(rule(leaf, defn)))
                assert not re.search(r"(?<![\w.])-\d", said), (path, said)
                for bound in ("min", "max", "times", "over_days", "max_age_days"):
                    number = getattr(leaf, bound, None) or 0
                    assert number in (0, 1) or str(abs(number)) in re.findall(r"\d+", said), (
                        path,
                        bound,
                        said,
                    )


def _texts(one: Said) -> list[str]:
    return [one.text, *(text for part in one.parts for text in _texts(part))]


@pytest.mark.parametrize(
    ("guard", "words"),
    [
        ({"kind": "fact", "name": "eligible", "eq": True}, "Meets the criteria: yes"),
        ({"kind": "fact", "name": "release_status", "ne": "NAPI"}, "Release status: not Still serving"),
        (
            {"kind": "fact", "name": "goals", "op": ">=", "value": 2},
            "Goals with an indicator and an owner ≥ 2",
        ),
        ({"kind": "fact", "name": "rri_class", "known": False}, "“Risk class (RRI)” is not recorded"),
        (
            {"kind": "score", "instrument": "ikpb", "op": "<", "value": 555},
            "Post-release readiness instrument (IKPB) < 55.5",
        ),
        (
            {"kind": "band", "instrument": "ikpb", "in": ["SIAP", "BELUM_SIAP"]},
            "Post-release readiness instrument (IKPB): Ready or Not ready yet",
        ),
        (
            {"kind": "scored", "instrument": "ikpb"},
            "Post-release readiness instrument (IKPB) has been filled in",
        ),
        ({"kind": "days_since", "fact": "release_on", "min": 0}, "Release date: the day has come"),
        ({"kind": "days_since", "fact": "release_on", "min": 3}, "Release date: at least 3 days ago"),
        ({"kind": "days_since", "fact": "release_on", "max": 9}, "Release date: at most 9 days ago"),
        (
            {"kind": "days_since", "fact": "release_on", "min": -60, "max": 0},
            "Release date: from 60 days before it to the day itself",
        ),
        ({"kind": "days_since", "fact": "release_on", "max": -1}, "Release date: until 1 day before it"),
        ({"kind": "days_since", "fact": "release_on", "min": -9}, "Release date: from 9 days before it on"),
        ({"kind": "age", "min": 17, "max": 21}, "age: 17 to 21 years"),
        ({"kind": "moved", "trigger": "skip_skills"}, "“Skip skills, prepare reintegration” was made before"),
        ({"kind": "task", "task": "papers"}, "“Check which identity papers there are” is done"),
        ({"kind": "document", "document": "certificate"}, "the document “Certificate” is there"),
    ],
)
def test_a_condition_reads_as_a_sentence(guard: dict[str, Any], words: str) -> None:
    with speaking("en"):
        assert rule(msgspec.convert(guard, c.Guard), BWBLP).text == words


def test_ages_lengths_and_rhythms_read_as_people_say_them() -> None:
    with speaking("id"):
        assert ages(AgeBand(min=0, max=5)) == "sampai 5 tahun"
        assert ages(AgeBand(min=18)) == "mulai 18 tahun"
        assert ages(AgeBand()) == "semua umur"
        assert length(24, "hours") == "24 jam"
        assert length(10, "working") == "10 hari kerja"
        assert often(Repeat(schedule=("1w", "3m"))) == "pada minggu ke-1, bulan ke-3"
        assert often(Repeat(min=2, every_days=30)) == "setiap 30 hari, paling sedikit 2 kali"
        assert often(None) == ""
