"""Server and pure model side by side: the same random commands, and after every step the same case.

Each run is one seed, named when it fails; PULIH_SOAK=n walks n seeds for each journey instead of one.
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from random import Random

import msgspec
import pytest

from app.cases import actions, event_log, projection
from app.cases.actions import perform
from app.cases.outcomes import Done, Refused
from app.db import query, query_one
from app.sop import store as sop
from app.web.http.current_user import CurrentUser
from tests.cases.case_driver import Driven, case_of, staff
from tests.counts import Tell
from workflows import commands as cmd
from workflows import engine
from workflows import events as ev
from workflows.case_state import CaseState
from workflows.definition import Definition, FactKind, load_all
from workflows.engine.walk import Step, Wait, fill, remedy
from workflows.events import Happened
from workflows.fold import apply, fold
from workflows.reasons import Actor

STEPS = 26
BEGUN = 3
"""So many commands a walk gives at least."""
SEEDS = int(os.environ.get("PULIH_SOAK", "1"))
EVERY = [(journey, seed) for journey in sorted(load_all()) for seed in range(SEEDS)]


class Both:
    """A case on the server and its model, which knows nothing of the database."""

    def __init__(self, case: Driven, defn: Definition, history: list[Happened], seed: str) -> None:
        self.case, self.defn, self.history = case, defn, history
        self.state: CaseState = fold(history)
        self.rng = Random(seed)
        self.made = self.refused = 0

    async def plan(self, me: CurrentUser) -> engine.Plan:
        return engine.plan(
            self.defn, self.state, actor=me.actor, now=self.case.now, calendar=await sop.calendar()
        )

    async def give(self, command: cmd.Command, me: CurrentUser) -> None:
        """Give both the same command; they must answer the same and stand the same afterwards."""
        now = self.case.now = self.case.now + timedelta(minutes=self.rng.randrange(1, 2000))
        expected = engine.decide(
            self.defn, self.state, command, actor=me.actor, now=now, calendar=await sop.calendar()
        )
        told = (self.case.number, command, me.username)
        if isinstance(expected, engine.Fault):
            with pytest.raises(actions.Fault):
                await perform(self.case.number, command, me=me, now=now, version=None, key=None)
            return
        outcome = await perform(self.case.number, command, me=me, now=now, version=None, key=None)
        if isinstance(expected, engine.Refused):
            assert isinstance(outcome, Refused), told
            assert outcome.reasons == expected.reasons, told
            self.refused += 1
        else:
            assert isinstance(outcome, Done), (told, outcome)
            self._apply(expected, me)
            self.made += 1
        await self.compare(me)

    def _apply(self, decided: engine.Decided, me: CurrentUser) -> None:
        actor = Actor(str(me.id), frozenset())
        for each in engine.happened(decided, before=self.state, actor=actor, now=self.case.now):
            self.history.append(each)
            voided = isinstance(each.event, ev.Voided)
            self.state = fold(self.history) if voided else apply(self.state, each)

    async def compare(self, me: CurrentUser) -> None:
        """Find the stored case equal to the model: state, columns, tasks, events, and what may be done next."""
        case = await self.case.view()
        assert case.state == self.state
        assert fold(await event_log.history(case.id)) == self.state
        nobody = engine.plan(
            self.defn,
            self.state,
            actor=Actor("", frozenset()),
            now=self.case.now,
            calendar=await sop.calendar(),
        )
        drawn = msgspec.structs.asdict(projection.columns(self.state, nobody))
        row = await query_one(f"SELECT {', '.join(drawn)} FROM cases WHERE id = ?", case.id)
        if self.state.ordinal == self.history[-1].ordinal and row is not None:
            stable = {name for name in drawn if not name.endswith(("due_at", "warn_at", "turn_until"))}
            until = row["turn_until"]
            if until is not None and until <= self.case.now:  # time alone may have changed whose turn it is
                stable = {name for name in stable if not name.startswith(("turn_", "work_"))}
            assert {name: row[place] for place, name in enumerate(drawn) if name in stable} == {
                name: value for name, value in drawn.items() if name in stable
            }
        tasks = await query('SELECT task, turns, status, required FROM case_tasks WHERE "case" = ?', case.id)
        wanted = {one.task: one.turns for one in projection.task_rows(self.state, nobody)}
        assert {one.task: one.turns for one in tasks} == wanted
        left = await query_one("SELECT tasks_left FROM cases WHERE id = ?", case.id)
        assert left
        assert left[0] == len([one for one in tasks if one.status == "OPEN" and one.required])
        stored = engine.plan(
            self.defn, case.state, actor=me.actor, now=self.case.now, calendar=await sop.calendar()
        )
        assert stored == await self.plan(me)


def odd(both: Both) -> Iterator[cmd.Command]:
    """Give what cases also meet, mostly out of place."""
    rng, defn, now = both.rng, both.defn, both.case.now
    task = rng.choice(sorted(defn.task))
    record = rng.choice(sorted(defn.records))
    until = now + timedelta(days=rng.randrange(1, 60))
    yield cmd.Note(text="Kontak.", occurred_at=now - timedelta(hours=rng.randrange(100)))
    yield cmd.DoTask(task=task, note=rng.choice(("", "Dilaksanakan.")))
    yield cmd.UndoTask(task=task, reason="Salah catat.")
    yield cmd.AddTask(task=task)
    yield cmd.ExcuseTask(task=task, reason="Tidak perlu.")
    yield cmd.AddDocument(
        document=rng.choice(("other", "photo", "case_plan")), document_id=f"d{len(both.history)}"
    )
    yield cmd.Record(record=record, record_id=f"r{len(both.history)}", facts=_facts(both, record))
    yield cmd.Assign(worker=str(both.case.staff.me["PEKSOS"].id))
    yield cmd.ExtendHold(until=until, reason="Belum selesai.")
    yield cmd.ExtendStage(until=until, reason="Belum selesai.")
    yield cmd.VoidMove(reason="Keliru.")
    yield cmd.Relocate(region=rng.choice(("36.01", "36.04", "36.73")), reason="Pindah.")
    yield cmd.Move(trigger=rng.choice(sorted({move.trigger for move in defn.moves})), reason="x")


def _facts(both: Both, record: str) -> dict[str, bool | int | str]:
    named = {n: f for n, f in both.defn.facts.items() if f.set_by == f"record:{record}"}
    return {name: _value(both, fact) for name, fact in named.items() if both.rng.random() < 0.7}


def _value(both: Both, fact: FactKind) -> bool | int | str:
    rng = both.rng
    if fact.kind == "bool":
        return rng.random() < 0.5
    if fact.kind == "int":
        return rng.randrange(0, 100)
    if fact.kind == "date":
        return (both.case.now + timedelta(days=rng.randrange(-60, 60))).date().isoformat()
    if fact.kind == "choice":
        return rng.choice(sorted(fact.choices))
    return "x" if fact.kind == "text" else both.case.now.isoformat()


async def onward(both: Both) -> None:
    """Make a possible move, or clear one reason of one that is not; end the case only once it has begun."""
    people = list(both.case.staff.me.values())
    me = both.rng.choice(people)
    plan = await both.plan(me)
    moves = [
        move
        for move in plan.moves
        if move.kind not in ("close", "reclassify") or (both.made > BEGUN and both.rng.random() < 0.1)
    ]
    if not moves:
        return
    move = both.rng.choice(moves)
    if move.allowed:
        before = both.made
        await both.give(fill(move), me)
        assert both.made == before + 1, (move.trigger, "the plan allowed it")
        return
    before = both.refused
    await both.give(fill(move), me)
    assert both.refused == before + 1, (move.trigger, "the plan blocked it")
    for reason in move.blocked:
        for step in remedy(both.defn, both.state, reason, now=both.case.now)[:1]:
            if isinstance(step, Wait):
                both.case.now = max(both.case.now, both.case.now + timedelta(days=20))
            elif isinstance(step, Step):
                await both.give(step.command, both.case.staff.who(step.who))


async def side_by_side(journey: str, seed: int) -> Both:
    """Walk a case of the journey on both sides."""
    case = await case_of(journey, staff_=await staff(load_all()[journey].meta.section))
    view = await case.view()
    defn = await sop.definition(view.journey, view.journey_version)
    both = Both(case, defn, list(await event_log.history(view.id)), f"{journey}:{seed}")
    for _ in range(STEPS):
        if both.rng.random() < 0.6:
            await onward(both)
        else:
            me = both.rng.choice(list(case.staff.me.values()))
            await both.give(both.rng.choice(list(odd(both))), me)
    return both


@pytest.mark.parametrize(("journey", "seed"), EVERY)
async def test_server_and_model_answer_alike_and_stand_alike(
    sqlite_db, journey: str, seed: int, tell: Tell
) -> None:
    both = await side_by_side(journey, seed)
    assert both.made > BEGUN, "the walk did nothing"
    assert both.refused > 0, "nothing was refused"
    tell("commands given to server and model alike", made=both.made, refused=both.refused)


@pytest.mark.parametrize("journey", ["BWBLP", "ABH", "KPO"])
async def test_they_agree_on_postgresql_too(postgres_db, journey: str) -> None:
    await side_by_side(journey, 7)


async def test_a_server_that_forgets_who_did_what_is_noticed(sqlite_db, monkeypatch) -> None:
    """A mutant: events are kept, but the case's state is not brought up to date."""
    real = actions._project

    async def stale(case, state, happened, **more):
        await real(case, msgspec.structs.replace(state, doers={}), happened, **more)

    monkeypatch.setattr(actions, "_project", stale)
    with pytest.raises(AssertionError):
        await side_by_side("BWBLP", 0)


async def test_a_server_that_asks_nobody_for_their_role_is_noticed(sqlite_db, monkeypatch) -> None:
    """A mutant: whoever asks is taken for everybody."""
    real = actions._decided

    async def lax(case, command, *, actor, now):
        everybody = Actor(actor.id, frozenset({"PEKSOS", "SUPERVISOR", "KASI", "KABID"}))
        return await real(case, command, actor=everybody, now=now)

    monkeypatch.setattr(actions, "_decided", lax)
    with pytest.raises(AssertionError):
        await side_by_side("BWBLP", 0)
