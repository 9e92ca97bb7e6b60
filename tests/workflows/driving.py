"""A case driven by commands in a test: every event is applied, folded and compared on the way."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from workflows import commands as cmd
from workflows import events as ev
from workflows.case_state import CaseState
from workflows.clock import WIB, calendar
from workflows.conditions import Scalar
from workflows.definition import Definition, decode
from workflows.engine import Actor, Decided, Fault, MoveView, Plan, Refused, decide, happened, plan
from workflows.events import Happened
from workflows.fold import apply, fold
from workflows.reasons import Reason

PEKSOS = Actor("peksos-1", frozenset({"PEKSOS"}))
OTHER = Actor("peksos-2", frozenset({"PEKSOS"}))
SUPERVISOR = Actor("penyelia-1", frozenset({"SUPERVISOR"}))
KASI = Actor("kasi-1", frozenset({"KASI"}))
STRANGER = Actor("auditor-1", frozenset({"AUDITOR"}))

EXAMPLE = Path(__file__).parent / "example.toml"


@cache
def example() -> Definition:
    return decode(EXAMPLE.read_bytes())


def wib(day: str, hour: int = 9, minute: int = 0) -> datetime:
    """Give a moment in Banten on an ISO date, in UTC."""
    on = date.fromisoformat(day)
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=WIB).astimezone(UTC)


START = wib("2026-01-05")


@dataclass
class Case:
    """`now` moves on by hand; `do` decides, applies, and checks that the fold of the history agrees."""

    defn: Definition
    now: datetime = START
    history: list[Happened] = field(default_factory=list)
    state: CaseState | None = None

    @property
    def here(self) -> CaseState:
        assert self.state is not None
        return self.state

    def ask(self, command: cmd.Command, by: Actor = PEKSOS) -> Decided | Refused | Fault:
        return decide(self.defn, self.state, command, actor=by, now=self.now, calendar=calendar())

    def do(self, command: cmd.Command, by: Actor = PEKSOS) -> tuple[ev.Event, ...]:
        decided = self.ask(command, by)
        assert isinstance(decided, Decided), decided
        for each in happened(decided, before=self.state, actor=by, now=self.now):
            self.history.append(each)
            if isinstance(each.event, ev.Voided):
                self.state = fold(self.history)
            else:
                self.state = apply(self.state, each)
        return decided.events

    def refused(self, command: cmd.Command, by: Actor = PEKSOS) -> tuple[Reason, ...]:
        answer = self.ask(command, by)
        assert isinstance(answer, Refused), answer
        return answer.reasons

    def codes(self, command: cmd.Command, by: Actor = PEKSOS) -> list[str]:
        return [reason.code for reason in self.refused(command, by)]

    def plan(self, by: Actor = PEKSOS) -> Plan:
        return plan(self.defn, self.here, actor=by, now=self.now, calendar=calendar())

    def move(self, trigger: str, by: Actor = PEKSOS) -> MoveView:
        return next(m for m in self.plan(by).moves if m.trigger == trigger)

    def later(self, **span: float) -> "Case":
        self.now += timedelta(**span)
        return self

    def facts(self, record: str, by: Actor = PEKSOS, **facts: Scalar) -> tuple[ev.Event, ...]:
        return self.do(cmd.Record(record=record, record_id=f"{record}-{len(self.history)}", facts=facts), by)

    def document(self, kind: str) -> tuple[ev.Event, ...]:
        return self.do(cmd.AddDocument(document=kind, document_id=f"{kind}-{len(self.history)}"))


def opened(defn: Definition | None = None, now: datetime = START, **facts: Scalar) -> Case:
    """Open a case of the example journey: a client of 36."""
    case = Case(defn or example(), now)
    facts = {"birth_date": "1990-01-01", **facts}
    meta = case.defn.meta
    case.do(cmd.Open(pmks_type=meta.pmks_types[0], region="36.04", facts=facts))
    return case


def at_assessment() -> Case:
    case = opened()
    case.do(cmd.DoTask(task="identify"))
    case.facts("consent", consent_valid=True)
    case.do(cmd.Move(trigger="accept"))
    return case


def at_plan() -> Case:
    case = at_assessment()
    case.facts("assessment", assessment_signed=True, eligible=True, family_known=False)
    case.do(cmd.Score(instrument="social_functioning", assessment_id="a1", score=60, band="SEDANG"))
    case.do(cmd.Move(trigger="conclude"))
    return case


def at_intervention() -> Case:
    case = at_plan()
    case.facts("goal", goals=2)
    case.do(cmd.Move(trigger="approve_plan"), SUPERVISOR)
    return case
