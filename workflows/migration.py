"""Bringing a case from one version of its journey to the next: a total mapping, then one event per case.

The new version says how (`[migrate.<old version>]`): stages and tasks by id, equal ids mapping to
themselves. Facts, records, results and documents are the case's and stay as they are.
"""

from msgspec.structs import replace

from workflows.case_state import CaseState
from workflows.checks.problem import Problem
from workflows.clock import Calendar
from workflows.definition import Definition, Migration
from workflows.engine.clocks import redated
from workflows.events import Happened, Migrated
from workflows.fold import apply


def check(old: Definition, new: Definition) -> list[Problem]:
    """Find what of the old version has no place in the new one."""
    rule, path = new.migrate.get(str(old.meta.version)), f"migrate.{old.meta.version}"
    if rule is None:
        return [Problem(path, "no_migration", f"Nothing says how version {old.meta.version} comes over.")]
    problems = [*_stages(old, new, rule, path), *_tasks(old, new, rule, path)]
    if old.meta.id != new.meta.id or old.meta.version >= new.meta.version:
        problems.append(
            Problem(path, "other_journey", "A case comes over to a later version of its own journey.")
        )
    return sorted(problems)


def _stages(old: Definition, new: Definition, rule: Migration, path: str) -> list[Problem]:
    problems: list[Problem] = []
    for stage in old.stages:
        target = new.stage.get(rule.stages.get(stage.id, stage.id))
        if target is None:
            problems.append(
                Problem(f"{path}.stages", "unmapped", f"{stage.id} has no place in the new version.")
            )
        elif (
            stage.kind in {"hold", "final"} or target.kind in {"hold", "final"}
        ) and stage.kind != target.kind:
            sentence = f"{stage.id} is {stage.kind} and cannot become {target.id}, which is {target.kind}."
            problems.append(Problem(f"{path}.stages", "mapped_kind", sentence))
    strange = sorted(set(rule.stages) - set(old.stage))
    return problems + [
        Problem(f"{path}.stages", "unknown_stage", f"There was no stage “{s}”.") for s in strange
    ]


def _tasks(old: Definition, new: Definition, rule: Migration, path: str) -> list[Problem]:
    problems: list[Problem] = []
    for key in old.task:
        if key not in rule.drop and rule.tasks.get(key, key) not in new.task:
            sentence = f"“{key}” has no place in the new version: map it, or say that it is dropped."
            problems.append(Problem(f"{path}.tasks", "unmapped", sentence))
    targets = [rule.tasks.get(key, key) for key in old.task if key not in rule.drop]
    twice = sorted({key for key in targets if targets.count(key) > 1})
    problems += [
        Problem(f"{path}.tasks", "mapped_twice", f"Two old tasks would become “{t}”.") for t in twice
    ]
    strange = sorted({*rule.tasks, *rule.drop} - set(old.task))
    return problems + [Problem(f"{path}.tasks", "unknown_task", f"There was no task “{t}”.") for t in strange]


def migrate(old: Definition, new: Definition, state: CaseState, calendar: Calendar) -> Migrated:
    """Give the event that brings one case over; the two versions must pass `check`.

    With `sla = "restart"` the stage's deadline is worked out anew from its entry under the new limit,
    else it stays. A closed case and a hold keep theirs.
    """
    rule = new.migrate[str(old.meta.version)]
    event = Migrated(
        version=new.meta.version,
        digest=new.digest,
        stage=rule.stages.get(state.stage, state.stage),
        stages={key: rule.stages[key] for key in state.visits if key in rule.stages},
        tasks={key: rule.tasks[key] for key in state.tasks if key in rule.tasks},
        dropped=tuple(key for key in state.tasks if key in rule.drop),
        held_from=rule.stages.get(state.home, state.home) if state.held else "",
    )
    if rule.sla == "keep_start" or state.closed or state.held:
        return event
    envelope = Happened(state.ordinal + 1, state.entered_at, state.entered_at, "", event)
    due = redated(new, apply(state, envelope), calendar)
    return replace(event, due=due)
