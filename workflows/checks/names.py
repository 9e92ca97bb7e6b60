"""Every name that is used is declared, and declared once."""

from collections.abc import Container, Iterable, Iterator

from workflows import conditions as c
from workflows.checks.problem import Problem, guards_of, leaves
from workflows.conditions import Guard
from workflows.definition import HISTORY, ROLES, SAME, Definition, FactKind
from workflows.lists import codes


def names(defn: Definition) -> Iterator[Problem]:
    """Find names that dangle, that are given twice, and that nothing uses."""
    yield from _twice(defn)
    yield from _stages(defn)
    yield from _roles(defn)
    yield from _codes(defn)
    yield from _sources(defn)
    yield from _dates(defn)
    for path, guard in guards_of(defn):
        for leaf in leaves(guard):
            yield from _leaf(path, leaf, defn)


def _twice(defn: Definition) -> Iterator[Problem]:
    groups: dict[str, Iterable[str]] = {
        "stages": (s.id for s in defn.stages),
        "tasks": (t.id for s in defn.stages for t in s.tasks),
        "milestones": (m.id for m in defn.milestones),
        "clocks": (clock.id for clock in defn.clocks),
    }
    for group, ids in groups.items():
        seen: set[str] = set()
        for key in ids:
            if key in seen:
                yield Problem(f"{group}.{key}", "duplicate", f"“{key}” is declared more than once.")
            seen.add(key)
    taken: set[tuple[str, str]] = set()
    for move in defn.moves:
        for stage in move.source:
            if (move.trigger, stage) in taken:
                sentence = f"Two moves answer to “{move.trigger}” in {stage}; which is meant?"
                yield Problem(f"moves.{move.trigger}", "two_moves", sentence)
            taken.add((move.trigger, stage))


def _stages(defn: Definition) -> Iterator[Problem]:
    known = defn.stage
    used = [("meta.initial", defn.meta.initial)]
    for move in defn.moves:
        used += [(f"moves.{move.trigger}.from", stage) for stage in move.source]
        used += [(f"moves.{move.trigger}.to", move.to)] if move.to not in {HISTORY, SAME} else []
    for task in defn.task.values():
        used += [(f"tasks.{task.id}.early_from", stage) for stage in task.early_from]
    used += [(f"milestones.{m.id}.stage", m.stage) for m in defn.milestones if m.stage]
    for clock in defn.clocks:
        sort, _, name = clock.start.partition(":")
        used += [(f"clocks.{clock.id}.start", name)] if sort == "stage" else []
    yield from (
        Problem(path, "unknown_stage", f"There is no stage “{s}”.") for path, s in used if s not in known
    )


def _roles(defn: Definition) -> Iterator[Problem]:
    used: list[tuple[str, Iterable[str]]] = [("meta.workers", defn.meta.workers)]
    used += [(f"roles.{role}", (role, *stand_ins)) for role, stand_ins in defn.roles.items()]
    used += [(f"records.{key}.by", record.by) for key, record in defn.records.items()]
    used += [(f"instruments.{key}.by", use.by) for key, use in defn.instruments.items()]
    for stage in defn.stages:
        used += [(f"stages.{stage.id}.sla.escalate", stage.sla.escalate)] if stage.sla else []
        used += [(f"tasks.{task.id}.owner", task.owner) for task in stage.tasks]
    for move in defn.moves:
        used.append((f"moves.{move.trigger}.by", move.by))
        used += [(f"moves.{move.trigger}.hold.renew_by", move.hold.renew_by)] if move.hold else []
    used += [(f"clocks.{clock.id}.escalate", clock.escalate) for clock in defn.clocks]
    for path, roles in used:
        yield from (
            Problem(path, "unknown_role", f"There is no role “{r}”.") for r in roles if r not in ROLES
        )
    yield from _nobody(defn)


def _nobody(defn: Definition) -> Iterator[Problem]:
    for task in defn.task.values():
        if not task.owner:
            yield Problem(f"tasks.{task.id}.owner", "nobody", "Nobody may do this task.")
    for move in defn.moves:
        if not move.by:
            yield Problem(f"moves.{move.trigger}.by", "nobody", "Nobody may make this move.")
    if not defn.meta.workers:
        yield Problem("meta.workers", "nobody", "Nobody works these cases.")


def _codes(defn: Definition) -> Iterator[Problem]:
    """Match outcomes, close reasons and hold reasons: each used one declared, each declared one used."""
    tables: list[tuple[str, Iterable[str], set[str]]] = [
        ("outcomes", defn.outcomes, {c for m in defn.moves for c in m.outcomes}),
        ("close_reasons", defn.close_reasons, {c for m in defn.moves for c in m.close_reasons}),
        ("hold_reasons", defn.hold_reasons, {c for m in defn.moves if m.hold for c in m.hold.reasons}),
    ]
    for table, declared, used in tables:
        for code in sorted(used - set(declared)):
            yield Problem(f"{table}.{code}", "unknown_code", f"“{code}” is used by a move but not declared.")
        for code in sorted(set(declared) - used):
            yield Problem(f"{table}.{code}", "unused_code", f"No move uses “{code}”.")
    for clock in defn.clocks:
        if clock.theirs and clock.theirs not in codes("deadline_owner"):
            sentence = f"“{clock.theirs}” is no office that has deadlines of its own."
            yield Problem(f"clocks.{clock.id}.theirs", "unknown_code", sentence)
    for move in defn.moves:
        for code in move.reopen.close_reasons if move.reopen else ():
            if code not in defn.close_reasons:
                sentence = f"“{code}” is no close reason of this journey."
                yield Problem(f"moves.{move.trigger}.reopen", "unknown_code", sentence)


def _sources(defn: Definition) -> Iterator[Problem]:
    """Follow records, instruments and doers that are named outside guards."""
    for name, fact in defn.facts.items():
        yield from _source(f"facts.{name}.set_by", fact.set_by, defn)
        if (fact.kind == "choice") != bool(fact.choices):
            yield Problem(f"facts.{name}", "choices", "A choice needs choices, and only a choice has them.")
    for task in defn.task.values():
        for sort, key in (("record", task.record), ("instrument", task.instrument)):
            if key:
                yield from _source(f"tasks.{task.id}.{sort}", f"{sort}:{key}", defn)
    for move in defn.moves:
        for doer in move.four_eyes:
            yield from _source(f"moves.{move.trigger}.four_eyes", doer, defn)
    yield from _milestones_lost(defn)


def _dates(defn: Definition) -> Iterator[Problem]:
    """Follow the facts that clocks and age bands start from."""
    for clock in defn.clocks:
        if clock.start.startswith("fact:"):
            yield from _date(f"clocks.{clock.id}.start", clock.start[5:], defn)
        if clock.birthday is not None:
            yield from _date(f"clocks.{clock.id}.start", "birth_date", defn)
    for stage in defn.stages:
        for name in stage.sla.anchor.facts if stage.sla and stage.sla.anchor else ():
            yield from _date(f"stages.{stage.id}.sla.anchor", name, defn)
    if defn.meta.age.at:
        yield from _date("meta.age.at", defn.meta.age.at, defn)


def _milestones_lost(defn: Definition) -> Iterator[Problem]:
    for milestone in defn.milestones:
        for trigger in milestone.lost_on:
            if all(move.trigger != trigger for move in defn.moves):
                path = f"milestones.{milestone.id}.lost_on"
                yield Problem(path, "unknown_move", f"There is no move “{trigger}”.")


def _source(path: str, source: str, defn: Definition) -> Iterator[Problem]:
    sort, _, key = source.partition(":")
    known: dict[str, Container[str]] = {
        "record": defn.records,
        "instrument": defn.instruments,
        "task": defn.task,
        "move": {move.trigger for move in defn.moves},
    }
    if sort in known and key not in known[sort]:
        yield Problem(path, f"unknown_{sort}", f"There is no {sort} “{key}”.")


def _date(path: str, name: str, defn: Definition) -> Iterator[Problem]:
    fact = defn.facts.get(name)
    if fact is None:
        yield Problem(path, "unknown_fact", f"The fact “{name}” is not declared.")
    elif fact.kind not in {"date", "instant"}:
        yield Problem(path, "fact_kind", f"A clock cannot start from “{name}”: it is no date.")


def _leaf(path: str, leaf: Guard, defn: Definition) -> Iterator[Problem]:
    match leaf:
        case c.TaskDone() | c.Attempts() if leaf.task not in defn.task:
            yield Problem(path, "unknown_task", f"There is no task “{leaf.task}”.")
        case c.MilestoneReached() if leaf.id not in defn.milestone:
            yield Problem(path, "unknown_milestone", f"There is no milestone “{leaf.id}”.")
        case c.Scored() | c.Score() | c.Band() if leaf.instrument not in defn.instruments:
            yield Problem(path, "unknown_instrument", f"There is no instrument “{leaf.instrument}”.")
        case c.Band():
            strange = [band for band in leaf.one_of if band not in defn.instruments[leaf.instrument].bands]
            if strange:
                sentence = f"{leaf.instrument} has no band {', '.join(strange)}."
                yield Problem(path, "unknown_band", sentence)
        case c.Moved() if all(move.trigger != leaf.trigger for move in defn.moves):
            yield Problem(path, "unknown_move", f"There is no move “{leaf.trigger}”.")
        case c.DaysSince():
            yield from _date(path, leaf.fact, defn)
        case c.Age():
            yield from _date(path, "birth_date", defn)
            yield from _date(path, leaf.at, defn) if leaf.at else ()
        case c.Fact():
            yield from _fact(path, leaf, defn)


def _fact(path: str, leaf: c.Fact, defn: Definition) -> Iterator[Problem]:
    ways = [leaf.eq, leaf.ne, leaf.one_of, leaf.op, leaf.known]
    if sum(way is not None for way in ways) != 1 or (leaf.op is None) != (leaf.value is None):
        sentence = "A fact is compared in exactly one way: eq, ne, in, op with value, or known."
        yield Problem(path, "empty_guard", sentence)
        return
    fact = defn.facts.get(leaf.name)
    if leaf.name == "age":
        yield from _date(path, "birth_date", defn)
    elif fact is None:
        yield Problem(path, "unknown_fact", f"The fact “{leaf.name}” is not declared.")
    else:
        yield from _fact_kind(path, leaf, fact)


def _fact_kind(path: str, leaf: c.Fact, fact: FactKind) -> Iterator[Problem]:
    """Refuse a comparison that could only ever fault or fail."""
    values = [v for v in (leaf.eq, leaf.ne, leaf.value, *(leaf.one_of or ())) if v is not None]
    wanted = {"bool": bool, "int": int}.get(fact.kind, str)
    for value in values:
        wrong = type(value) is not wanted
        if wrong or (fact.kind == "choice" and value not in fact.choices):
            yield Problem(path, "fact_kind", f"“{leaf.name}” is {fact.kind}: it can never be “{value}”.")
    if leaf.op is not None and fact.kind in {"bool", "choice", "text"}:
        yield Problem(path, "fact_kind", f"“{leaf.name}” is {fact.kind}: it has no order to compare by.")
