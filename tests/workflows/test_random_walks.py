"""Random histories, led by `plan` so that they get far: what holds after every step of every case.

A history folds to the state that was applied event by event; a plan's word is kept by `decide`; deadlines,
episodes and caseloads stay in order; and what was voided leaves no trace.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import rotation
from tests.workflows.driving import SUPERVISOR, Case
from tests.workflows.journeys import DEFINITIONS, arrived
from tests.workflows.walk import PEOPLE, clear, person
from workflows import commands as cmd
from workflows import events as ev
from workflows.case_state import CaseState
from workflows.engine import Decided, Fault, MoveView, Refused
from workflows.engine.walk import edges, fill
from workflows.fold import apply, fold
from workflows.fold.counting import flow
from workflows.reasons import Actor, Reason

walks = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
every_journey = pytest.mark.parametrize("name", rotation.in_turn(list(DEFINITIONS)))
STEPS = 30


class Walk:
    """A case that has come the shortest way to some arrow, and the dice that drive it on."""

    def __init__(self, name: str, draw: st.DataObject) -> None:
        self.draw = draw
        everywhere = edges(DEFINITIONS[name])
        self.case = arrived(name, everywhere[self.pick(len(everywhere) - 1)])

    def pick(self, most: int) -> int:
        return self.draw.draw(st.integers(0, most))

    def step(self) -> None:
        """Mostly make a way forward; sometimes do what cases also meet."""
        self.case.later(hours=self.pick(90))
        turn = self.pick(len(_ODD) + 11)
        (_ODD[turn] if turn < len(_ODD) else _onward)(self)

    def views(self, number: int = 0) -> list[tuple[MoveView, Actor]]:
        """Give every move out of the stage as somebody of the right role sees it."""
        found: list[tuple[MoveView, Actor]] = []
        for declared in self.case.defn.moves_from[self.case.here.stage]:
            by = person(declared.by, self.case.defn, number)
            found += [(m, by) for m in self.case.plan(by).moves if m.trigger == declared.trigger]
        return found

    def blocked(self, trigger: str, by: Actor) -> tuple[Reason, ...]:
        """Give what stands against a move now."""
        return next((m.blocked for m in self.case.plan(by).moves if m.trigger == trigger), ())


def _onward(walk: Walk) -> None:
    """Clear what blocks a move, or make it if nothing does."""
    views = walk.views(walk.pick(len(PEOPLE) - 1))
    if not views:
        return
    view, by = views[walk.pick(len(views) - 1)]
    if view.kind in {"close", "reclassify"} and walk.pick(7):
        return  # ending is easy: without this most cases would never get past assessment
    if view.allowed:
        walk.case.do(fill(view), by)
        return
    for reason in view.blocked:
        if reason in walk.blocked(view.trigger, by):  # clearing another may have changed what is asked
            clear(walk.case, reason)


def _note(walk: Walk) -> None:
    ago = min(timedelta(hours=walk.pick(48)), walk.case.now - walk.case.here.opened_at)
    walk.case.do(cmd.Note(text="Kontak.", occurred_at=walk.case.now - ago))


def _wait(walk: Walk) -> None:
    walk.case.later(days=walk.pick(120))


def _try(command: cmd.Command, by: Actor) -> Callable[[Walk], None]:
    def act(walk: Walk) -> None:
        before = walk.case.here
        if isinstance(walk.case.ask(command, by), Decided):
            walk.case.do(command, by)
        else:
            assert walk.case.here == before

    return act


def _extend(walk: Walk) -> None:
    until = walk.case.now + timedelta(days=walk.pick(60))
    _try(cmd.ExtendHold(until=until, reason="Belum selesai."), SUPERVISOR)(walk)
    _try(cmd.ExtendStage(until=until, reason="Belum selesai."), SUPERVISOR)(walk)


def _tasks(walk: Walk) -> None:
    """Add, excuse and undo what can be, in the name of a supervisor."""
    for task in walk.case.plan().tasks:
        if walk.pick(2) == 0:
            _try(cmd.AddTask(task=task.id), SUPERVISOR)(walk)
            _try(cmd.ExcuseTask(task=task.id, reason="Tidak perlu."), SUPERVISOR)(walk)
        elif task.count:
            _try(cmd.UndoTask(task=task.id, reason="Salah catat."), SUPERVISOR)(walk)


def _relocate(walk: Walk) -> None:
    region = ("36.01", "36.02", "36.04")[walk.pick(2)]
    _try(cmd.Relocate(region=region, reason="Pindah."), SUPERVISOR)(walk)


def _dates(walk: Walk) -> None:
    """Move every date the journey's clocks hang on."""
    day = (walk.case.now + timedelta(days=walk.pick(90) - 45)).date().isoformat()
    for name, fact in walk.case.defn.facts.items():
        if fact.kind == "date" and fact.set_by.startswith("record:") and walk.pick(1):
            record = fact.set_by.removeprefix("record:")
            by = person(walk.case.defn.records[record].by, walk.case.defn)
            _try(cmd.Record(record=record, record_id="r", facts={name: day}), by)(walk)


_ODD: tuple[Callable[[Walk], None], ...] = (
    _note,
    _wait,
    _extend,
    _tasks,
    _relocate,
    _dates,
    _try(cmd.VoidMove(reason="Keliru."), SUPERVISOR),
    _try(cmd.Assign(worker="peksos-satu"), SUPERVISOR),
)


def walked(name: str, draw: st.DataObject, after: Callable[[Walk], None], steps: int = STEPS) -> Case:
    walk = Walk(name, draw)
    for _ in range(steps):
        walk.step()
        after(walk)
    return walk.case


@every_journey
@walks
@given(draw=st.data())
def test_a_history_folds_to_the_state_it_made(name: str, draw: st.DataObject) -> None:
    def folds(walk: Walk) -> None:
        assert fold(walk.case.history) == walk.case.here

    case = walked(name, draw, folds)
    stored = [(h, ev.decode(ev.encode(h.event))) for h in case.history]
    assert fold(msgspec.structs.replace(h, event=event) for h, event in stored) == case.here
    assert msgspec.json.decode(msgspec.json.encode(case.here), type=CaseState) == case.here


@every_journey
@walks
@given(draw=st.data())
def test_what_a_plan_allows_is_decided_and_what_it_blocks_is_refused(name: str, draw: st.DataObject) -> None:
    def agree(walk: Walk) -> None:
        for view, by in walk.views():
            answer = walk.case.ask(fill(view), by)
            assert not isinstance(answer, Fault), answer
            assert isinstance(answer, Decided) == view.allowed, (view, answer)
            if isinstance(answer, Refused):
                assert set(map(repr, view.blocked)) <= set(map(repr, answer.reasons))
            if isinstance(answer, Decided):
                moved = answer.events[0]
                assert isinstance(moved, ev.Moved)
                assert moved.to == view.to

    walked(name, draw, agree, steps=15)


@every_journey
@walks
@given(draw=st.data())
def test_a_case_is_in_one_caseload_at_most_and_its_moves_in_order(name: str, draw: st.DataObject) -> None:
    def nothing(_: Walk) -> None: ...

    case = walked(name, draw, nothing, steps=45)
    void = {
        n for h in case.history if isinstance(h.event, ev.Voided) for n in (h.event.ordinal, *h.event.also)
    }
    told = [h for h in case.history if h.ordinal not in void]
    assert [h.ordinal for h in case.history] == list(range(1, len(case.history) + 1))
    moves = [h for h in told if isinstance(h.event, ev.Moved)]
    assert all(one.occurred_at <= two.occurred_at for one, two in pairwise(moves))
    assert all(h.occurred_at <= h.recorded_at for h in case.history)
    open_cases, state = 0, None
    for each in told:
        open_cases += _effect(flow(each.event, state))
        state = state if state and isinstance(each.event, ev.Voided) else apply(state, each)
        assert open_cases in {0, 1} or isinstance(each.event, ev.RelocatedOut)
        assert open_cases == (0 if state.closed else 1) or isinstance(each.event, ev.RelocatedOut)
    assert case.here.episode == 1 + sum(
        m.event.sort == "reopen" for m in moves if isinstance(m.event, ev.Moved)
    )


def _effect(flow: str | None) -> int:
    if flow is None:
        return 0
    return 1 if flow in {"NEW", "REFERRED_IN", "RECLASSIFIED_IN", "REOPENED", "MOVED_IN"} else -1


@every_journey
@walks
@given(draw=st.data())
def test_deadlines_stand_in_order_and_law_is_never_paused(name: str, draw: st.DataObject) -> None:
    def check(walk: Walk) -> None:
        case, state = walk.case, walk.case.here
        told = case.plan()
        for clock in told.clocks:
            assert clock.warn_at <= clock.due_at
            assert not (clock.legal and clock.paused)
            # A hold stops the clocks that are ours, never those of law. What can be late while it lasts is the hold
            # itself, by a clock of its own that nothing pauses; without a hold every clock runs.
            assert clock.overdue == (case.now > clock.due_at and not clock.paused)
            assert clock.paused <= (state.held is not None and clock.id != "hold")
            assert not (clock.warning and clock.overdue)
            assert clock.used >= 0
        running = [clock.due_at for clock in told.clocks if not clock.paused and clock.ours]
        if told.next_due is not None:
            assert all(told.next_due.due_at <= due for due in running)
        else:
            assert running == []
        assert all(pause.end is not None for pause in state.pauses[:-1])
        assert (state.held is not None) == bool(state.pauses and state.pauses[-1].end is None)
        assert (state.held is not None) == (case.defn.stage[state.stage].kind == "hold")
        assert not told.faults

    walked(name, draw, check)


@every_journey
@walks
@given(draw=st.data())
def test_a_voided_move_leaves_no_trace(name: str, draw: st.DataObject) -> None:
    def void(walk: Walk) -> None:
        case = walk.case
        for view, by in walk.views():
            if not view.allowed or view.kind == "reclassify":
                continue
            before, told = case.here, list(case.history)
            case.do(fill(view), by)
            case.do(cmd.Note(text="Sesudahnya."))
            case.do(cmd.VoidMove(reason="Keliru."), SUPERVISOR)
            assert msgspec.structs.replace(case.here, ordinal=before.ordinal) == before
            case.history, case.state = told, before

    walked(name, draw, void, steps=12)


@every_journey
@walks
@given(draw=st.data(), days=st.integers(0, 29))
def test_a_hold_gives_back_what_it_took(name: str, draw: st.DataObject, days: int) -> None:
    """Held and resumed at once, nothing changes; held longer, a default deadline is later, a legal one is not."""

    def hold(walk: Walk) -> None:
        case = walk.case
        for view, by in walk.views():
            if view.kind != "hold" or not view.allowed:
                continue
            before, told, now = case.here, list(case.history), case.now
            case.do(fill(view), by)
            case.later(days=days)
            back = next(m for m in case.defn.moves_from[case.here.stage] if m.kind == "resume")
            case.do(cmd.Move(trigger=back.trigger), person(back.by, case.defn))
            after, sla = case.here, case.defn.stage[before.stage].sla
            assert (after.stage, after.entered_at, after.tasks) == (
                before.stage,
                before.entered_at,
                before.tasks,
            )
            assert sla is not None
            assert before.due is not None
            assert after.due is not None
            if sla.legal or days == 0:
                assert after.due.due_at == before.due.due_at
            elif sla.unit == "calendar":
                assert after.due.due_at == before.due.due_at + timedelta(days=days)
            else:
                assert after.due.due_at >= before.due.due_at
            case.history, case.state, case.now = told, before, now

    walked(name, draw, hold, steps=10)
