"""The demo is whole, believable, the same each time, and agrees with its own events."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from app.cases import files, projection
from app.cases.event_log import history
from app.cli import main
from app.db import query
from app.demo import load as loading
from app.demo.load import Counts
from app.demo.papers import pdf
from app.demo.people import ACCOUNTS
from app.sop import store as sop
from tests.demo import rows
from tests.demo.conftest import AS_OF, made
from workflows import engine
from workflows.case_state import CaseState
from workflows.definition import load_all
from workflows.fold import fold


def test_no_story_of_the_demo_got_stuck(demo_made: tuple[Path, Counts]) -> None:
    assert demo_made[1].stuck == ()
    assert 85 <= demo_made[1].clients <= 110
    assert demo_made[1].cases > 60


async def test_every_case_folds_from_its_events_to_what_the_tables_say(demo_db: Path) -> None:
    await every_case_folds()


async def every_case_folds() -> None:
    """Fold every case of the database at hand and hold each of its columns to the engine's answer."""
    rows = await query("SELECT id, number, state, version FROM cases")
    for row in rows:
        folded = fold(await history(row[0]))
        assert folded == msgspec.json.decode(row[2], type=CaseState), row[1]
        definition = await sop.definition(folded.journey, folded.version)
        last = max(one.recorded_at for one in await history(row[0]))
        nobody = engine.Actor("", frozenset())
        plan = engine.plan(definition, folded, actor=nobody, now=last, calendar=await sop.calendar())
        drawn = msgspec.structs.asdict(projection.columns(folded, plan))
        held = (await query(f"SELECT {', '.join(drawn)} FROM cases WHERE id = ?", row[0]))[0]
        differing = {name for name, value in zip(drawn, held, strict=True) if value != drawn[name]}
        assert not differing, (row[1], differing)
        tasks = await query('SELECT task, status, turns, due_at FROM case_tasks WHERE "case" = ?', row[0])
        wanted = [(one.task, one.status, one.turns, one.due_at) for one in projection.task_rows(folded, plan)]
        assert sorted(map(tuple, tasks), key=str) == sorted(wanted, key=str), row[1]


async def test_the_same_day_gives_the_same_database(
    demo_made: tuple[Path, Counts], sqlite_template: Path, tmp_path: Path
) -> None:
    again, _counts = made(sqlite_template, tmp_path)
    first, second = rows.of(f"sqlite:///{demo_made[0]}"), rows.of(f"sqlite:///{again}")
    assert len(first["case_events"]) > 3_000
    assert rows.differing(first, second) == {}


async def test_the_demo_shows_what_the_product_is_for(demo_db: Path) -> None:
    stages = {(row[0], row[1]) for row in await query("SELECT DISTINCT pmks_type, stage FROM cases")}
    assert {kind for kind, _ in stages} == {
        kind for journey in load_all().values() for kind in journey.meta.pmks_types
    }
    assert {stage for _, stage in stages} >= {
        "INTAKE",
        "ASESMEN",
        "RENCANA",
        "INTERVENSI",
        "KETERAMPILAN",
        "REINTEGRASI",
        "BINA_LANJUT",
        "TUNDA",
        "SELESAI",
    }
    ends = {
        row[0] for row in await query("SELECT DISTINCT close_reason FROM case_events WHERE flow IS NOT NULL")
    }
    assert ends >= {
        "TUJUAN_TERCAPAI",
        "TUJUAN_TIDAK_TERCAPAI",
        "TIDAK_DAPAT_DIHUBUNGI",
        "RUJUK_KABKOTA",
        "KLASIFIKASI_ULANG",
        "DIPIDANA_KEMBALI",
        "MENOLAK_LAYANAN",
        "MENINGGAL",
    }
    flows = {row[0] for row in await query("SELECT DISTINCT flow FROM case_events WHERE flow IS NOT NULL")}
    assert flows >= {
        "NEW",
        "REFERRED_IN",
        "RECLASSIFIED_IN",
        "REOPENED",
        "MOVED_IN",
        "CLOSED",
        "REFERRED_OUT",
        "RECLASSIFIED_OUT",
        "MOVED_OUT",
    }
    kinds = {row[0] for row in await query("SELECT DISTINCT kind FROM case_events")}
    assert kinds >= {"voided", "hold_extended", "task_excused", "task_undone", "document_removed", "redated"}


async def test_some_cases_are_late_some_are_nobodys_and_most_are_neither(demo_db: Path) -> None:
    now = datetime.fromisoformat(f"{AS_OF}T08:00:00+07:00")
    live = (await query("SELECT count(*) FROM cases WHERE closed_at IS NULL"))[0][0]
    late = (await query("SELECT count(*) FROM cases WHERE closed_at IS NULL AND due_at < ?", now))[0][0]
    alone = (await query("SELECT count(*) FROM cases WHERE closed_at IS NULL AND worker IS NULL"))[0][0]
    assert 4 <= late <= live // 3
    assert alone == 1


async def test_nothing_in_the_demo_lies_ahead_of_its_day(demo_db: Path) -> None:
    ahead = datetime.fromisoformat(f"{AS_OF}T00:00:00+07:00")
    rows = await query(
        "SELECT count(*) FROM case_events WHERE occurred_at >= ? OR recorded_at >= ?", ahead, ahead
    )
    assert rows[0][0] == 0
    early = await query("SELECT count(*) FROM case_events WHERE occurred_at < ?", ahead - timedelta(days=740))
    assert early[0][0] == 0


async def test_some_people_have_one_name_and_most_have_no_nik(demo_db: Path) -> None:
    people = await query("SELECT full_name, nik, birth_estimated FROM clients")
    assert sum(" " not in row[0] for row in people) >= 8
    assert sum(row[1] is None for row in people) > len(people) / 2
    assert any(row[2] for row in people)


async def test_all_eight_regions_have_cases(demo_db: Path) -> None:
    assert len(await query("SELECT DISTINCT region FROM cases")) == 8


async def test_a_second_load_is_refused(demo_db: Path) -> None:
    found = await loading.loaded()
    assert found == loading.Loaded(AS_OF, loading.SEED, complete=True)
    with pytest.raises(loading.Refused):
        await loading.load(AS_OF)


def test_papers_of_the_demo_are_real_pdf_files() -> None:
    assert files.media_type_of(pdf("Surat (contoh)")) == "application/pdf"


def test_accounts_are_printed_as_json() -> None:
    told: list[dict[str, Any]] = json.loads(CliRunner().invoke(main, ["demo", "--accounts"]).output)
    assert [set(one) for one in told] == [{"username", "password", "role", "name"}] * len(ACCOUNTS)
    assert {one["role"] for one in told} >= {
        "ADMIN",
        "PEKSOS",
        "SAKTI",
        "SUPERVISOR",
        "KASI",
        "KABID",
        "DATA",
        "KADIS",
    }


def test_another_day_moves_the_whole_demo(sqlite_template: Path, tmp_path: Path) -> None:
    _path, counts = made(sqlite_template, tmp_path, date(2026, 3, 30))
    assert counts.stuck == ()
    assert counts.clients >= 77


async def test_a_goal_is_settled_by_its_day_or_with_its_case(demo_db: Path) -> None:
    goals = await query(
        """SELECT c.closed_at, c.stage, r.due_on, r.data FROM case_records r JOIN cases c ON c.id = r."case"
           WHERE r.kind = 'goal' AND NOT EXISTS (SELECT 1 FROM case_records n WHERE n."case" = r."case"
               AND n.kind = r.kind AND n.recorded_at > r.recorded_at AND n.thing = r.thing)"""
    )
    unsettled = [one for one in goals if json.loads(one[3])["status"] in ("BELUM", "BERJALAN")]
    running = [one for one in unsettled if one[0] is None and one[1] != "TUNDA"]
    late = [one for one in running if one[2] and one[2] < AS_OF]

    assert len(goals) > len(running) > 5
    assert [one for one in unsettled if one[0] is not None] == []
    assert len(late) <= len(running) // 4, "a worker's late list does not begin with goals nobody looked at"
