"""What a kill has left behind: everything that was acknowledged, and nothing by halves."""

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import msgspec

from app.cases import files, projection
from tests.soak.load import Journal, Lost
from workflows import clock, engine, events
from workflows.case_state import CaseState
from workflows.definition import Definition, from_canonical
from workflows.events import DocumentAdded, Happened, Recorded
from workflows.fold import fold

NOBODY = engine.Actor("", frozenset())
_COMMUTE = {"noted", "document_added"}


def examine(folder: Path, journal: Journal, *, all_answered: bool = False) -> int:
    """Raise `Lost` unless the installation keeps its word; return how many events it holds."""
    with closing(_opened(folder)) as base:
        if (said := base.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise Lost(said)
        _all_told(base, journal, all_answered=all_answered)
        definitions = {
            row[0]: from_canonical(row[1]) for row in base.execute("SELECT journey, body FROM sop_versions")
        }
        total = 0
        for row in base.execute("SELECT id, number FROM cases").fetchall():
            total += _whole(base, UUID(str(row[0])), row[1], definitions, folder / "documents")
        return total


def _opened(folder: Path) -> sqlite3.Connection:
    base = sqlite3.connect(folder / "pulih.sqlite", detect_types=sqlite3.PARSE_DECLTYPES)
    base.row_factory = sqlite3.Row
    return base


def _all_told(base: sqlite3.Connection, journal: Journal, *, all_answered: bool) -> None:
    """Hold the journal against the log: what was answered is there, and nothing twice."""
    told_in = "SELECT data FROM case_events UNION ALL SELECT data FROM case_records UNION ALL SELECT title FROM documents"
    texts = [row[0] for row in base.execute(told_in)]
    told = Counter(mark for text in texts for mark in _marks(text))
    for sending in journal.sent if all_answered else journal.answered:
        if not told[sending.mark]:
            raise Lost(f"{sending.case}: {sending.path} was acknowledged and is gone")
    for mark, count in told.items():
        if count > 1:
            raise Lost(f"{mark} is there {count} times")


def _marks(text: str) -> list[str]:
    return [word.strip('",}') for word in text.replace('"', " ").split() if word.startswith("tanda-")]


def _whole(
    base: sqlite3.Connection, case: UUID, number: str, definitions: dict[str, Definition], folder: Path
) -> int:
    """Raise unless log, case, tasks, records, papers and audit of one case agree."""
    log = _history(base, case)
    row = base.execute("SELECT * FROM cases WHERE id = ?", (case,)).fetchone()
    if [one.ordinal for one in log] != list(range(1, len(log) + 1)):
        raise Lost(f"{number}: the events have a gap")
    state = fold(log)
    if state != msgspec.json.decode(row["state"], type=CaseState):
        raise Lost(f"{number}: the case does not fold from its events")
    plans = [_plan(definitions[state.journey], state, log[-1].recorded_at)]
    until = plans[0].turn.until if plans[0].turn else None
    if until is not None and until <= datetime.now(UTC):
        plans.append(
            _plan(definitions[state.journey], state, datetime.now(UTC))
        )  # the server may have redrawn it
    _as_drawn(number, row, [projection.columns(state, plan) for plan in plans])
    _tasks(base, case, number, [projection.task_rows(state, plan) for plan in plans])
    _audited(base, case, number, log, row["version"])
    _records_and_papers(base, case, number, log, folder)
    return len(log)


def _history(base: sqlite3.Connection, case: UUID) -> list[Happened]:
    rows = base.execute(
        'SELECT ordinal, occurred_at, recorded_at, actor, data FROM case_events WHERE "case" = ? ORDER BY ordinal',
        (case,),
    )
    return [Happened(row[0], row[1], row[2], str(row[3]), events.decode(row[4])) for row in rows]


def _plan(definition: Definition, state: CaseState, now: datetime) -> engine.Plan:
    return engine.plan(definition, state, actor=NOBODY, now=now, calendar=clock.calendar(()))


def _as_drawn(number: str, row: sqlite3.Row, drawn: list[projection.Columns]) -> None:
    """Hold the columns to what the events say, at the last of them or, where time alone changes that, by now."""
    several = [msgspec.structs.asdict(one) for one in drawn]
    for name in several[0]:
        if row[name] not in [one[name] for one in several]:
            raise Lost(f"{number}: {name} is {row[name]}, the events say {several[0][name]}")


def _tasks(base: sqlite3.Connection, case: UUID, number: str, drawn: list[list[projection.TaskRow]]) -> None:
    rows = base.execute('SELECT task, status, turns, due_at FROM case_tasks WHERE "case" = ?', (case,))
    held = sorted(map(tuple, rows), key=str)
    wanted = [[(task.task, task.status, task.turns, task.due_at) for task in tasks] for tasks in drawn]
    if held not in [sorted(one, key=str) for one in wanted]:
        raise Lost(f"{number}: the tasks are not those of its events")


def _audited(base: sqlite3.Connection, case: UUID, number: str, log: list[Happened], version: int) -> None:
    """Every event is told by exactly one act in the audit log, and every act that is no addition counted once."""
    rows = base.execute(
        """SELECT action, detail FROM audit WHERE "case" = ? AND subject = 'case' AND action <> 'read' ORDER BY seq""",
        (case,),
    ).fetchall()
    spans = [msgspec.json.decode(row[1]).get("events") for row in rows]
    opened = len([span for span in spans if span is None])
    told = [ordinal for span in spans if span for ordinal in range(span[0], span[1] + 1)]
    first = told[0] if told else len(log) + 1
    if opened != 1 or told != list(range(first, len(log) + 1)):
        raise Lost(f"{number}: the audit log tells of other events than there are")
    acts = 1 + len([row for row in rows if "events" in row[1] and row[0] not in _COMMUTE])
    if version != acts:
        raise Lost(f"{number}: version {version} after {acts} acts")


def _records_and_papers(
    base: sqlite3.Connection, case: UUID, number: str, log: list[Happened], folder: Path
) -> None:
    consents = base.execute(
        """SELECT count(*) FROM case_records WHERE kind = 'consent' AND "case" = ?""", (case,)
    ).fetchone()[0]
    if consents > len(
        [one for one in log if isinstance(one.event, Recorded) and one.event.record == "consent"]
    ):
        raise Lost(f"{number}: a consent without its event")
    rows = base.execute('SELECT id, sha256, title FROM documents WHERE "case" = ?', (case,)).fetchall()
    papers, marked = {row[1] for row in rows}, {str(row[0]) for row in rows if _marks(row[2])}
    named = [one for one in log if isinstance(one.event, DocumentAdded) and one.event.document_id in marked]
    if len(papers) != len(named):
        raise Lost(f"{number}: {len(named)} papers in the log, {len(papers)} in the table")
    for sha256 in papers:
        path = files.path_of(folder, sha256)
        if not path.exists() or files.digest(path.read_bytes()) != sha256:
            raise Lost(f"{number}: a paper's file is missing")
