"""No journey is another one under a new name: how far each two are apart, told from their golden tables.

Only what a case lives through counts: stages with their limits, the work in them, arrows with their guards, deadlines
and how it ends. What tasks, moves and deadlines are called does not, so that a copy with other names is a copy.
"""

import re
from collections import Counter
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from tests.workflows.journeys import FILES, GOLDEN

LEAST = {"stage": 2, "task": 20, "guard": 15, "clock": 3}
"""How many lines two journeys must have that the other lacks, by what they are about."""
WHOLE = 80
"""And over all."""
NAMES = sorted(name for name in FILES if name != "example")
PAIRS = list(combinations(NAMES, 2))
ABOUT = {
    "stage": re.compile(r"stage \S+( \| (kind|sla|spine) |$)"),
    "task": re.compile(r"task \S+( \| (?!owner|waivable|once)|$)"),
    "guard": re.compile(
        r"(move \S+ \| (guards|four_eyes|max_times|hold|reopen|outcomes|close_reasons)|edge |milestone )"
    ),
    "clock": re.compile(r"clock \S+( \| |$)"),
    "end": re.compile(r"(outcomes|close_reasons|hold_reasons) \S+( \| (guards|when|min_age)|$)"),
}
NAMED = re.compile(
    r'^(task \S+/|move |milestone |clock )\S+|"(task|trigger|id)": "[^"]*"|--\S+-->|"(task|move):\S+"'
)
"""Names that somebody could change without changing the journey."""


@cache
def told(name: str) -> dict[str, Counter[str]]:
    """Give the lines of a journey's table by what they are about, without the names it gives to things."""
    lines = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return {
        about: Counter(NAMED.sub("·", x) for x in lines if rule.match(x)) for about, rule in ABOUT.items()
    }


def apart(one: str, other: str) -> Counter[str]:
    """Count the lines that only one of two journeys has."""
    here, there = told(one), told(other)
    return Counter(
        {about: ((here[about] - there[about]) + (there[about] - here[about])).total() for about in ABOUT}
    )


def examples(one: str, other: str) -> str:
    """Name what only one of two journeys has: the first lines of each kind."""
    here, there = told(one), told(other)
    return "; ".join(
        f"only {name}: "
        + ", ".join(line for about in LEAST for line in sorted(mine[about] - yours[about])[:2])
        for name, mine, yours in ((one, here, there), (other, there, here))
    )


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=["-".join(pair) for pair in PAIRS])
def test_two_journeys_are_not_the_same_under_other_names(one: str, other: str) -> None:
    count = apart(one, other)
    print(f"{one} and {other}: {dict(count)}; {examples(one, other)}")
    short = {about: count[about] for about, least in LEAST.items() if count[about] < least}
    assert not short, f"{one} and {other} hardly differ in {short}"
    assert count.total() >= WHOLE, f"{one} and {other}: {dict(count)}"


OWN = {
    "at": (
        "task LKSA/lksa_review",
        "edge RENCANA --approve_lksa--> LKSA by KASI",
        "clock extended_care_ends",
    ),
    "aj": ("task PENJANGKAUAN/contacts", "task BINA_LANJUT/street_check", "milestone three_months_off"),
    "adk": ("task INTERVENSI/device_delivery", "clock device_wait", "milestone independent"),
    "aktk": ("stage PINTU_AMAN", "clock first_follow_up", "task INTAKE/decision"),
    "ampk": (
        "stage RUJUKAN_PUSAT",
        "edge RENCANA --reunite--> REINTEGRASI by SUPERVISOR",
        "task RUJUKAN_PUSAT/weekly_safety",
    ),
    "kpo": ("stage PENYELAMATAN", "clock service_begins", "task INTERVENSI/restitution"),
    "ktk": ("task REINTEGRASI/plan_again", "milestone own_home"),
    "pmbs": ("stage TRANSIT", "clock from_arrival", "task INTERVENSI/bp3mi"),
    "gld": ("task PENAMPUNGAN/biometric", "task INTERVENSI/registry", "milestone registered"),
    "pgm": ("stage PENASIHATAN", "clock child_seen_to", "task PENAMPUNGAN/for_whom"),
    "pemulangan": ("stage TIBA", "task PULANG/provisions", "milestone received"),
}
"""What only this journey has, of those that the reference sets apart."""


@pytest.mark.parametrize("name", OWN)
def test_a_journey_has_what_the_reference_sets_it_apart_by(name: str) -> None:
    lines = {file: set((GOLDEN / f"{file}.txt").read_text(encoding="utf-8").splitlines()) for file in NAMES}
    for line in OWN[name]:
        assert [file for file in NAMES if line in lines[file]] == [name], line


def test_the_nearest_two_are_named() -> None:
    near = sorted(PAIRS, key=lambda pair: apart(*pair).total())[:3]
    print("nearest: " + ", ".join(f"{one}-{other} {apart(one, other).total()}" for one, other in near))
    assert near


def test_a_copy_with_other_names_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (GOLDEN / "at.txt").read_text(encoding="utf-8")
    (tmp_path / "at.txt").write_text(text)
    (tmp_path / "copy.txt").write_text(
        text.replace("lksa_review", "half_yearly").replace("approve_lksa", "agree")
    )
    monkeypatch.setattr(f"{__name__}.GOLDEN", tmp_path)
    monkeypatch.setattr(f"{__name__}.told", told.__wrapped__)

    assert apart("at", "copy").total() == 0
