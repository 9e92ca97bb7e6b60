"""Every journey held against the division's field reference, whose tables are typed here once more.

Nothing below is read from a journey: what stands in these tables is what the reference says of each type.
"""

from itertools import chain
from typing import NamedTuple

import msgspec
import pytest

from tests.workflows.journeys import DEFINITIONS
from workflows import conditions as c
from workflows.checks.problem import leaves
from workflows.definition import Definition, Move, Task
from workflows.lists.pmks import PMKS

UNITS = {"h": "hours", "c": "calendar", "w": "working"}

LIMITS = """
ABT   24h 10w 180c  90c 60c | 1w 1m 2m 3m 6m 9m 12m | 12 |  30
AT     3w 14w 180c  90c 30c | 1m 3m 6m 12m          | 12 |  90
ABH   24h 10w    -  60c 30c | 1m 2m 3m 6m 12m       | 12 |   -
AJ     3w 10w 120c  60c 30c | 1m 2m 3m 6m           |  6 |   -
ADK    5w 15w 365c 180c 60c | 3m 6m 12m             | 12 |  90
AKTK  24h  7w 120c  60c 30c | 1w 1m 2m 3m 6m 12m    | 12 |   -
AMPK  24h 10w 120c  60c 30c | 1m 3m 6m 12m          | 12 |   -
LUT    3w 10w 365c  90c 30c | 1m 3m 6m              |  6 | 180
PD     5w 15w 180c 120c 45c | 1m 3m 6m 12m          | 12 |  90
TS     2w  7w 120c  90c 30c | 1m 3m 6m              |  6 |   -
GLD   24h  5w  90c  30c 14c | 1m 3m 6m              |  6 |   -
PGM   24h  5w  90c  30c 14c | 1m 3m 6m              |  6 |   -
PML    5w 10w  90c  60c 30c | 3m 6m                 |  6 |   -
KM     5w 10w 120c  60c 30c | 3m 6m                 |  6 |   -
BWBLP  5w 10w  90c  60c 30c | 1m 3m 6m 12m          | 12 |   -
KPO   24h  7w  90c  60c 30c | 2w 1m 3m 6m 12m       | 12 |   -
KTK   24h  7w  90c  60c 30c | 2w 1m 3m 6m           |  6 |   -
PMBS  24h  5w  60c  30c 14c | 1m 3m 6m              |  6 |   -
"""
"""Stage limits, follow-up visits, least months of follow-up, days between reviews in intervention (table 1.2).

Of ABH the intervention is the diversion, which is a legal clock of its own.
"""

STAGES = ("INTAKE", "ASESMEN", "INTERVENSI", "KETERAMPILAN", "REINTEGRASI")
AFTER_SKILLS = {"REINTEGRASI", "BINA_LANJUT"}
LEGAL_STAGES = {("ABH", "PROGRAM_ANAK"), ("KPO", "PERLINDUNGAN")}
MONTHS = {6: 184, 12: 366}
"""Days that are no fewer than so many months, whichever months they are."""

PROFILES = """
ABT    0  5 -     AT    | PG STATE         | yes | usual    | STIMULASI     | PENGASUHAN TERAPI
AT     6 17 ABT   -     | PG_A STATE       | no  | possible | PENDIDIKAN    | LIFE_SKILLS VOKASIONAL:15
ABH    0 17 -     BWBLP | PG_A STATE       | yes | possible | PENDIDIKAN    | LIFE_SKILLS VOKASIONAL:15 TERAPI
AJ     5 17 ABT   -     | PG_A STATE       | no  | possible | PENDIDIKAN    | LIFE_SKILLS VOKASIONAL:15
ADK    0 17 -     PD    | PG_A STATE       | no  | possible | ADL           | PENDIDIKAN TERAPI STIMULASI:-5 PENGASUHAN VOKASIONAL:15
AKTK   0 17 -     KTK   | PG_A STATE       | yes | possible | TERAPI        | PENDIDIKAN STIMULASI:-5 LEWATI
AMPK   6 17 ABT   KTK   | PG_A STATE       | yes | possible | PENDIDIKAN    | LIFE_SKILLS TERAPI
LUT   60  - -     -     | OWN OWN_C STATE  | no  | possible | ADL           | LIFE_SKILLS LEWATI
PD    18  - ADK   -     | OWN OWN_C STATE  | no  | possible | ADL           | VOKASIONAL KEWIRAUSAHAAN MAGANG TERAPI
TS    18  - KPO   -     | OWN              | yes | possible | VOKASIONAL    | KEWIRAUSAHAAN LIFE_SKILLS
GLD   18 59 AT    LUT   | OWN OWN_C STATE  | no  | possible | LIFE_SKILLS   | ADL VOKASIONAL KEWIRAUSAHAAN
PGM   18 59 AT    LUT   | OWN OWN_C STATE  | no  | possible | LIFE_SKILLS   | VOKASIONAL KEWIRAUSAHAAN
PML   18  - AJ    -     | OWN              | no  | none     | KEWIRAUSAHAAN | VOKASIONAL
KM    18  - AMPK  -     | OWN              | yes | none     | VOKASIONAL    | KEWIRAUSAHAAN
BWBLP 18  - ABH   -     | OWN              | yes | none     | VOKASIONAL    | KEWIRAUSAHAAN MAGANG
KPO    -  - -     -     | OWN PG_A STATE   | yes | usual    | TERAPI        | VOKASIONAL:15 KEWIRAUSAHAAN:17 PENDIDIKAN:-20 LEWATI
KTK   18  - AKTK  -     | OWN              | yes | possible | KEWIRAUSAHAAN | TERAPI VOKASIONAL LEWATI
PMBS  18  - AMPK  -     | OWN              | no  | possible | KEWIRAUSAHAAN | VOKASIONAL LEWATI
"""
"""Ages with the types suggested below and above, consent, restriction, residence, skills (the matrix of 1.5).

Newer and stronger than the reference: nobody is suggested a disability or homelessness for their age alone (AT, AJ,
LUT), and who cannot express a will is spoken for with a doctor's letter (GLD, PGM).
A dinas or court acts for any child without a safe guardian. Vocational training of a child with a disability is from
1.4; a trafficked child has the children's limits and may go to school.
"""
OVERRIDABLE = {"ABH": "above", "AMPK": "below", "GLD": "above", "PGM": "above"}

SCREENS = {
    "ABT": ("safety", "safety_on"),
    "AKTK": ("safety", "safety_on"),
    "AMPK": ("safety", "safety_on"),
    "ABH": ("safety", "safety_on"),
    "KPO": ("safety", "safety_on"),
    "KTK": ("safety", "safety_on"),
    "TS": ("trafficking", "trafficking_on"),
    "PMBS": ("trafficking", "trafficking_on"),
    "GLD": ("health_need", "health_screen_on"),
    "PGM": ("exploitation", "exploitation_on"),
}
"""What is looked at before assessment and again before reintegration, and the day of it (`safety` of 1.5)."""

CHILDREN = (
    "REUNIFIKASI PENGASUHAN_ALTERNATIF SEKOLAH PANTI_LANJUT BERFUNGSI PERBAIKAN_SEBAGIAN TIDAK_BERHASIL"
)
ADULTS = "MANDIRI BERFUNGSI REUNIFIKASI PANTI_LANJUT BEKERJA PERBAIKAN_SEBAGIAN TIDAK_BERHASIL KAMBUH"
GROWN = "BEKERJA MANDIRI"
OUTCOMES = {
    "ABT": CHILDREN,
    "AT": f"{CHILDREN} {GROWN} KAMBUH PULANG_ASAL",
    "ABH": f"{CHILDREN} {GROWN} KAMBUH AMAN TIDAK_MENGULANG",
    "AJ": f"{CHILDREN} {GROWN} KAMBUH PULANG_ASAL",
    "ADK": f"{CHILDREN} {GROWN} KAMBUH",
    "AKTK": f"{CHILDREN} {GROWN} KAMBUH AMAN",
    "AMPK": f"{CHILDREN} {GROWN} KAMBUH AMAN",
    "LUT": "BERFUNGSI REUNIFIKASI PANTI_LANJUT PERBAIKAN_SEBAGIAN TIDAK_BERHASIL PULANG_ASAL",
    "PD": ADULTS,
    "TS": f"{ADULTS} PULANG_ASAL",
    "GLD": f"{ADULTS} PULANG_ASAL",
    "PGM": f"{ADULTS} PULANG_ASAL",
    "PML": ADULTS,
    "KM": ADULTS,
    "BWBLP": f"{ADULTS} TIDAK_MENGULANG",
    "KPO": f"{ADULTS} AMAN PULANG_ASAL SEKOLAH PENGASUHAN_ALTERNATIF",
    "KTK": f"{ADULTS} AMAN",
    "PMBS": f"{ADULTS} AMAN PULANG_ASAL",
}
"""Allowed outcomes (the last paragraph of 1.5). ABT ends before 17, where BEKERJA and MANDIRI begin."""
FROM_17 = ("AT", "ABH", "AJ", "ADK", "AKTK", "AMPK", "KPO")

EVERYWHERE = [
    "TUJUAN_TERCAPAI",
    "RUJUK_KABKOTA",
    "RUJUK_PUSAT",
    "RUJUK_LEMBAGA",
    "PINDAH_DOMISILI",
    "MENOLAK_LAYANAN",
    "TIDAK_DAPAT_DIHUBUNGI",
    "MENINGGAL",
    "TIDAK_MEMENUHI_KRITERIA",
    "DUPLIKAT",
    "KEWENANGAN_LAIN",
]
PAPERS = {
    "RUJUK_KABKOTA": "referral_letter",
    "RUJUK_PUSAT": "referral_letter",
    "RUJUK_LEMBAGA": "referral_letter",
    "MENOLAK_LAYANAN": "refusal_statement",
    "TIDAK_DAPAT_DIHUBUNGI": "search_record",
    "MELARIKAN_DIRI": "search_record",
    "MENINGGAL": "death_certificate",
    "DIPIDANA_KEMBALI": "court_order",
}
QUIET = {"ABT": 5, "ABH": 5, "AKTK": 5, "KPO": 5, "KTK": 5}
"""Working days without a note after which a case counts as stalled; ten elsewhere (4.3)."""
REPORT = {"violence_report": (72, "hours")}
"""The institution's duty of UU 12/2022 arts. 39 and 41."""
PROTECTION = {
    "sexual_protection_ends": (14, "calendar"),
    "lpsk_asked": (24, "hours"),
    "court_asked": (24, "hours"),
    "police_protection_ends": (7, "calendar"),
    "court_order": (7, "calendar"),
    "order_ends": (0, "calendar"),
}
"""Protection by police and court at home and after sexual violence, wherever that may be found (L2, L3)."""
POLICE = {"police_protection": (1, "calendar")}
"""It begins within a day of a report to the police, where the journey knows of one."""
LEGAL_CLOCKS = {
    "ABT": REPORT | PROTECTION,
    "AKTK": REPORT | PROTECTION | POLICE,
    "AMPK": REPORT | PROTECTION | POLICE,
    "ABH": {
        "social_report": (72, "hours"),
        "bapas_asked": (24, "hours"),
        "litmas": (72, "hours"),
        "diversion_begins": (7, "calendar"),
        "diversion_ends": (30, "calendar"),
        "to_court": (3, "calendar"),
        "determination": (3, "calendar"),
    },
    "KPO": REPORT | PROTECTION | POLICE | {"service_begins": (7, "calendar"), "first_aid": (7, "calendar")},
    "KTK": REPORT | PROTECTION | POLICE,
}
DISCUSSED = ("ABT", "ABH", "AKTK", "KPO")
"""Cases that a conference is held of before their plan, whatever they are like (4.3)."""
BIRTHDAYS = {
    "ABT": 6,
    "AT": 18,
    "ABH": 18,
    "AJ": 18,
    "ADK": 18,
    "AKTK": 18,
    "AMPK": 18,
    "KPO": 18,
    "GLD": 60,
    "PGM": 60,
}


class Limits(NamedTuple):
    stages: dict[str, tuple[int, str]]
    visits: tuple[str, ...]
    months: int
    review: int | None


def _limits() -> dict[str, Limits]:
    found = {}
    for line in LIMITS.strip().splitlines():
        head, visits, months, review = (part.strip() for part in line.split("|"))
        code, *spans = head.split()
        told = {
            stage: (int(span[:-1]), UNITS[span[-1]])
            for stage, span in zip(STAGES, spans, strict=True)
            if span != "-"
        }
        found[code] = Limits(told, tuple(visits.split()), int(months), None if review == "-" else int(review))
    return found


TABLE = _limits()
ROWS = {line.split()[0]: line for line in PROFILES.strip().splitlines()}
every_type = pytest.mark.parametrize("code", TABLE)


def defn(code: str) -> Definition:
    return DEFINITIONS[code.lower()]


def told(move: Move) -> list[c.Guard]:
    return list(chain.from_iterable(leaves(guard) for guard in move.guards))


def facts_of(move: Move) -> set[str]:
    named = {leaf.name for leaf in told(move) if isinstance(leaf, c.Fact)}
    return named | {leaf.fact for leaf in told(move) if isinstance(leaf, c.DaysSince)}


def test_the_tables_name_all_eighteen_types() -> None:
    assert len(TABLE) == 18
    assert TABLE.keys() == ROWS.keys() == OUTCOMES.keys()
    assert TABLE.keys() >= {one.meta.id for one in DEFINITIONS.values()} & PMKS.keys()


# ------------------------------------------------------------------------------------------------------- limits


def limits(definition: Definition) -> dict[str, tuple[int, str]]:
    return {s.id: (s.sla.limit, s.sla.unit) for s in definition.stages if s.sla}


@every_type
def test_each_stage_lasts_as_long_as_the_reference_says(code: str) -> None:
    assert TABLE[code].stages.items() <= limits(defn(code)).items()
    assert limits(defn(code))["RENCANA"] == (7, "working")


@every_type
def test_a_limit_that_is_off_by_one_would_be_found(code: str) -> None:
    for wrong in STAGES:
        stages = tuple(
            msgspec.structs.replace(s, sla=msgspec.structs.replace(s.sla, limit=s.sla.limit + 1))
            if s.id == wrong and s.sla
            else s
            for s in defn(code).stages
        )
        if wrong in TABLE[code].stages:
            changed = msgspec.structs.replace(defn(code), stages=stages)
            assert not TABLE[code].stages.items() <= limits(changed).items()


def test_only_the_limits_that_are_law_are_law() -> None:
    legal = {
        (one.meta.id, stage.id)
        for one in DEFINITIONS.values()
        for stage in one.stages
        if stage.sla and stage.sla.legal and one.meta.id != "CONTOH"
    }
    assert legal == LEGAL_STAGES
    clocks = {
        one.meta.id: {k.id: (k.limit, k.unit) for k in one.clocks if k.legal} for one in DEFINITIONS.values()
    }
    assert {code: rows for code, rows in clocks.items() if rows and code != "CONTOH"} == LEGAL_CLOCKS


@every_type
def test_visits_come_when_the_reference_says_and_may_be_excused(code: str) -> None:
    visits = [
        task
        for task in defn(code).stage["BINA_LANJUT"].tasks
        if task.required
        and task.applies is None
        and task.repeat
        and task.repeat.schedule == TABLE[code].visits
    ]
    assert len(visits) == 1
    assert visits[0].waivable, "visits are made or excused"


@every_type
def test_follow_up_lasts_its_least_months(code: str) -> None:
    finish = next(move for move in defn(code).moves if move.trigger == "finish")
    waits = [leaf.min for leaf in told(finish) if isinstance(leaf, c.DaysInStage)]
    assert waits == [MONTHS[TABLE[code].months]]


@pytest.mark.parametrize("code", [code for code, row in TABLE.items() if row.review])
def test_intervention_is_reviewed_as_often_as_the_reference_says(code: str) -> None:
    rhythms = {t.repeat.every_days for t in defn(code).stage["INTERVENSI"].tasks if t.repeat and t.required}
    assert TABLE[code].review in rhythms


@every_type
def test_a_case_counts_as_quiet_when_the_reference_says(code: str) -> None:
    quiet = defn(code).meta.inactivity
    assert quiet is not None
    assert (quiet.limit, quiet.unit) == (QUIET.get(code, 10), "working")
    own = {s.id: (s.inactivity.limit, s.inactivity.unit) for s in defn(code).stages if s.inactivity}
    assert own == ({"HUNIAN_PANTI": (30, "calendar")} if code == "LUT" else {})


def test_an_older_person_on_the_street_or_ill_is_answered_within_a_day() -> None:
    clock = next(k for k in defn("LUT").clocks if k.id == "urgent_answer")
    assert (clock.start, clock.limit, clock.unit) == ("opened", 24, "hours")


@pytest.mark.parametrize("code", ["ABT", "AKTK", "KTK"])
def test_the_safety_check_takes_a_day_at_most(code: str) -> None:
    days = [k for k in defn(code).clocks if (k.start, k.limit, k.unit) == ("opened", 24, "hours")]
    assert days


def test_a_former_inmates_intervention_lasts_until_ninety_days_after_release() -> None:
    sla = defn("BWBLP").stage["INTERVENSI"].sla
    assert sla is not None
    assert sla.anchor is not None
    assert sla.anchor.facts[0] == "release_on"


def test_readiness_is_asked_six_three_and_one_month_before_release_and_on_that_day() -> None:
    points = {k.id: (k.start, k.ahead, k.limit) for k in defn("BWBLP").clocks if k.id.startswith("readiness")}
    assert points == {
        "readiness_t6": ("fact:release_planned_on", 182, 0),
        "readiness_t3": ("fact:release_planned_on", 91, 0),
        "readiness_t1": ("fact:release_planned_on", 30, 0),
        "readiness_t0": ("fact:release_on", 0, 3),
    }


# ----------------------------------------------------------------------------------------------------- profiles


def profile(code: str) -> list[str]:
    return [part.strip() for part in ROWS[code].split("|")]


@every_type
def test_whom_a_type_takes_and_what_is_suggested_instead(code: str) -> None:
    _name, least, most, below, above = profile(code)[0].split()
    age = defn(code).meta.age
    have = [str(age.min) if age.min is not None else "-", str(age.max) if age.max is not None else "-"]
    assert have == [least, most]
    assert (age.below or "-", age.above or "-") == (below, above)
    assert (age.overridable or "") == OVERRIDABLE.get(code, "")
    assert age.at == ("act_on" if code == "ABH" else None)


@every_type
def test_who_consents_who_is_masked_and_where_a_client_stays(code: str) -> None:
    _head, consent, restricted, residence, *_skills = profile(code)
    meta = defn(code).meta
    assert meta.consent == tuple(consent.split())
    assert meta.restricted is (restricted == "yes")
    assert meta.residential == residence


@every_type
def test_what_skills_mean(code: str) -> None:
    default, others = profile(code)[4:]
    skills = defn(code).meta.skills
    assert skills is not None
    assert skills.default == default
    wanted = {default: (None, None)}
    for other in others.split():
        mode, _sep, years = other.partition(":")
        low, high = (None, -int(years)) if years.startswith("-") else (int(years) if years else None, None)
        wanted[mode] = (low, high)
    assert {one.mode: (one.min_age, one.max_age) for one in skills.allowed} == wanted


@every_type
def test_what_may_come_of_it(code: str) -> None:
    outcomes = defn(code).outcomes
    assert outcomes.keys() == set(OUTCOMES[code].split())
    least = {name: outcomes[name].min_age for name in GROWN.split() if name in outcomes}
    assert set(least.values()) <= ({17} if code in FROM_17 else {None})
    good = {name for name, one in outcomes.items() if one.success}
    assert not good & {"PANTI_LANJUT", "PERBAIKAN_SEBAGIAN", "TIDAK_BERHASIL", "KAMBUH"}


def test_a_trafficked_adult_has_no_childs_outcome() -> None:
    for name in ("SEKOLAH", "PENGASUHAN_ALTERNATIF"):
        when = defn("KPO").outcomes[name].when
        assert when is not None
        ages = [leaf for leaf in leaves(when) if isinstance(leaf, c.Age)]
        assert [(leaf.min, leaf.max) for leaf in ages] == [(None, 17)]


@pytest.mark.parametrize(("code", "name"), [("ABH", "AMAN"), ("ABH", "TIDAK_MENGULANG")])
def test_a_childs_part_limits_its_outcomes(code: str, name: str) -> None:
    when = defn(code).outcomes[name].when
    assert when is not None
    roles = next(leaf for leaf in leaves(when) if isinstance(leaf, c.Fact) and leaf.name == "abh_role")
    assert (roles.one_of or (roles.eq,)) == (("KORBAN", "SAKSI") if name == "AMAN" else ("PELAKU",))


# ------------------------------------------------------------------------------------- gates, screens, conferences


def entering(code: str, stage: str) -> list[Move]:
    return [m for m in defn(code).moves if m.to == stage and m.kind == "forward" and stage not in m.source]


@pytest.mark.parametrize("code", SCREENS)
def test_safety_is_looked_at_before_assessment(code: str) -> None:
    fact, _on = SCREENS[code]
    before = {m.trigger for m in entering(code, "ASESMEN") if fact not in facts_of(m)}
    required = {
        t.record for s in defn(code).stages for t in s.tasks if s.spine == 1 and t.required and not t.applies
    }
    kinds = {defn(code).facts[fact].set_by.partition(":")[2]}
    assert not before or kinds <= required, before


@pytest.mark.parametrize("code", SCREENS)
def test_safety_is_looked_at_anew_before_reintegration(code: str) -> None:
    fact, on = SCREENS[code]
    ways = {"AKTK": ["sign_off"], "KPO": ["go_home", "stay_here", "settle"]}.get(code)
    moves = [m for m in defn(code).moves if m.trigger in ways] if ways else entering(code, "REINTEGRASI")
    moves = [
        m
        for m in moves
        if "PROGRAM_ANAK" not in m.source and m.trigger not in {"return_to_parents", "reunite"}
    ]
    assert moves
    for move in moves:
        assert {fact, on} <= facts_of(move), move.trigger


@pytest.mark.parametrize("code", [code for code, screen in SCREENS.items() if screen[0] == "safety"])
def test_a_case_that_comes_back_passes_the_safety_gate_anew(code: str) -> None:
    reopened = next(m.to for m in defn(code).moves if m.kind == "reopen")
    gates = {"ASESMEN": ["conclude_assessment"], "INTAKE": ["accept"], "PERLINDUNGAN": ["begin_assessment"]}
    for move in defn(code).moves:
        if move.trigger in gates[reopened]:
            assert "safety_on" in facts_of(move), move.trigger


@pytest.mark.parametrize("code", DISCUSSED)
def test_a_conference_comes_before_the_plan(code: str) -> None:
    moves = [m for m in defn(code).moves if m.trigger == "conclude_assessment"]
    assert all("conference_on" in facts_of(m) for m in moves)
    assert any(t.record == "conference" and t.required for t in defn(code).stage["ASESMEN"].tasks)


def conferred(task: Task) -> bool:
    return task.record == "conference" and task.required and task.applies is not None


@pytest.mark.parametrize("code", ["ABT", "AT", "ABH", "AJ", "ADK", "AKTK", "AMPK", "KPO"])
def test_a_child_goes_to_an_institution_only_after_a_conference(code: str) -> None:
    tasks = [t for t in defn(code).task.values() if conferred(t)]
    panti = [
        t
        for t in tasks
        if t.applies
        and any(isinstance(x, c.Fact) and "PANTI" in (x.eq, *(x.one_of or ())) for x in leaves(t.applies))
    ]
    moves = [m for m in defn(code).moves if {"placement_kind", "conference_on"} <= facts_of(m)]
    lksa = [m for m in defn(code).moves if m.to == "LKSA" and "conference_on" in facts_of(m)]
    assert panti or moves or lksa


@every_type
@pytest.mark.parametrize("reason", ["RUJUK_KABKOTA", "RUJUK_PUSAT", "TIDAK_DAPAT_DIHUBUNGI"])
def test_a_transfer_between_levels_and_a_lost_client_are_discussed_first(code: str, reason: str) -> None:
    guards = list(chain.from_iterable(leaves(g) for g in defn(code).close_reasons[reason].guards))
    assert c.DaysSince("conference_on", max=60) in guards
    lost = [guard for guard in guards if isinstance(guard, c.Attempts)]
    assert [(one.times, one.over_days) for one in lost] == (
        [(3, 30)] if reason == "TIDAK_DAPAT_DIHUBUNGI" else []
    )


@pytest.mark.parametrize("code", ["AT", "ADK", "AMPK", "LUT", "PD", "GLD", "PGM", "BWBLP", "KTK"])
def test_what_is_done_by_order_of_a_court_is_discussed_first(code: str) -> None:
    asked = [t for t in defn(code).stage["ASESMEN"].tasks if conferred(t) and t.id == "proxy_conference"]
    assert asked


# -------------------------------------------------------------------------------------------- ends and comings back


@every_type
def test_why_a_case_may_end_and_with_which_papers(code: str) -> None:
    reasons = defn(code).close_reasons
    assert set(EVERYWHERE) <= reasons.keys()
    if defn(code).meta.residential != "none" and code != "ABT":
        assert "MELARIKAN_DIRI" in reasons
    if code in {"AT", "ABH", "AJ", "AKTK", "AMPK", "ABT"}:
        assert "BATAS_USIA" in reasons
    for name, paper in PAPERS.items():
        assert name not in reasons or paper in reasons[name].documents, name
    assert {name for name, one in reasons.items() if one.success} == {"TUJUAN_TERCAPAI"}


SPM = {
    "ABT": "anak_terlantar",
    "AT": "anak_terlantar",
    "ADK": "disabilitas_terlantar",
    "PD": "disabilitas_terlantar",
    "LUT": "lanjut_usia_terlantar",
    "GLD": "gelandangan_pengemis",
    "PGM": "gelandangan_pengemis",
}
"""Types of the four groups of the minimum service standard (1.1)."""


@every_type
def test_the_four_groups_of_the_standard_close_with_a_list_of_needs(code: str) -> None:
    assert defn(code).meta.spm_group == SPM.get(code, "")
    listed = [t for t in defn(code).stage["BINA_LANJUT"].tasks if t.record == "basic_needs" and t.required]
    assert len(listed) == (1 if code in SPM else 0)


@every_type
def test_only_supervisors_and_heads_close(code: str) -> None:
    for move in defn(code).moves:
        if move.close_reasons:
            assert set(move.by) <= {"SUPERVISOR", "KASI", "KABID"}, move.trigger


@every_type
def test_a_closed_case_comes_back_within_a_year_and_nobody_from_the_dead(code: str) -> None:
    rule = next(m.reopen for m in defn(code).moves if m.reopen)
    assert rule.within_months == 12
    assert rule.close_reasons
    assert not {"MENINGGAL", "DUPLIKAT", "BATAL", "KLASIFIKASI_ULANG", "BATAS_USIA"} & set(rule.close_reasons)


@pytest.mark.parametrize("code", ["GLD", "PGM"])
def test_who_is_found_on_the_street_again_is_reopened_also_after_mere_advice(code: str) -> None:
    rule = next(m.reopen for m in defn(code).moves if m.reopen)
    assert {"TUJUAN_TERCAPAI", "TIDAK_MEMENUHI_KRITERIA"} <= set(rule.close_reasons)


@every_type
def test_a_hold_lasts_thirty_days_before_it_is_renewed(code: str) -> None:
    assert [m.hold.max_days for m in defn(code).moves if m.hold] == [30]


@every_type
def test_only_supervisors_let_the_skills_be_left_out(code: str) -> None:
    for move in defn(code).moves:
        if move.kind == "forward" and "INTERVENSI" in move.source and move.to in AFTER_SKILLS:
            assert not set(move.by) & {"PEKSOS", "SAKTI"}, move.trigger


@pytest.mark.parametrize("code", BIRTHDAYS)
def test_growing_older_is_announced_and_becomes_work(code: str) -> None:
    (clock,) = [k for k in defn(code).clocks if k.birthday]
    assert clock.birthday == BIRTHDAYS[code]
    assert clock.warn_before == (90 if clock.birthday == 18 else 30)
    done = [leaf.task for leaf in leaves(clock.stops) if isinstance(leaf, c.TaskDone)]
    for name in done:
        task = defn(code).task[name]
        normal = {s.id for s in defn(code).stages if s.kind not in {"hold", "final"} and s.spine != 1}
        missing = normal - {*task.early_from, defn(code).task_stage[name], "RENCANA"}
        assert not missing or code == "ABH", (name, missing)


def test_care_may_be_extended_until_twenty_one() -> None:
    extend = next(m for m in defn("AT").moves if m.trigger == "extend_care")
    assert c.Age(min=17, max=20) in told(extend)


# ------------------------------------------------------------------------------------------- stages that differ


def test_the_way_home_has_three_stages() -> None:
    home = DEFINITIONS["pemulangan"]
    assert [s.id for s in home.stages if s.kind == "normal"] == ["INTAKE", "PULANG", "TIBA"]


@pytest.mark.parametrize("code", ["GLD", "PGM"])
def test_who_has_a_known_family_goes_home_within_seven_days(code: str) -> None:
    quick = next(m for m in defn(code).moves if m.trigger == "quick_return")
    assert "INTAKE" in quick.source
    assert "family_found" in facts_of(quick)
    sla = defn(code).stage[quick.to].sla
    assert sla is not None
    assert (sla.limit, sla.unit) == (7, "calendar")


def test_long_term_care_is_a_loop_of_six_month_reviews() -> None:
    again = next(m for m in defn("LUT").moves if m.trigger == "continue_residence")
    assert (again.source, again.to, again.max_times) == (("HUNIAN_PANTI",), "@same", None)
    assert {"review_decision", "review_on"} <= facts_of(again)
    review = defn("LUT").task["residence_review"].repeat
    assert review is not None
    assert review.every_days == 180


def test_adoption_goes_through_six_months_of_foster_care() -> None:
    abt = defn("ABT")
    begin = next(m for m in abt.moves if m.trigger == "begin_foster_period")
    papers = {leaf.document for leaf in told(begin) if isinstance(leaf, c.Document)}
    assert papers == {"adoption_application", "foster_permit"}
    assert "social_report_done" in facts_of(begin)
    granted = next(m for m in abt.moves if m.trigger == "adoption_granted")
    assert [leaf.min for leaf in told(granted) if isinstance(leaf, c.DaysInStage)] == [MONTHS[6]]
    asked = {task.evidence for task in abt.stage["ASUHAN_ADOPSI"].tasks}
    assert {"document:adoption_permit", "document:court_order"} <= asked
    for other in entering("ABT", "REINTEGRASI"):
        kinds = [x for x in told(other) if isinstance(x, c.Fact) and x.name == "placement_kind"]
        assert all("ADOPSI" not in (x.one_of or (x.eq,)) for x in kinds), other.trigger


def test_a_child_under_twelve_goes_home_or_into_a_programme_extended_once() -> None:
    abh = defn("ABH")
    young = [m for m in abh.moves if c.Age(max=11, at="act_on") in told(m) and m.kind == "forward"]
    assert {m.trigger for m in young} == {"return_to_parents", "join_programme"}
    older = next(m for m in abh.moves if m.trigger == "approve_plan")
    assert c.Age(min=12, at="act_on") in told(older)
    sla = abh.stage["PROGRAM_ANAK"].sla
    assert sla is not None
    assert (sla.limit, sla.unit) == (180, "calendar")
    again = next(m for m in abh.moves if m.trigger == "extend_programme")
    assert again.max_times == 1
    assert c.TaskDone("programme_evaluation") in told(again)
