"""Definitions with one thing wrong: each must be caught by a check or by the golden table."""

import pickle
from collections.abc import Callable, Iterator
from typing import Any

Table = dict[str, Any]
Mutant = tuple[str, Table]


def mutants(data: Table) -> Iterator[Mutant]:
    """Give many definitions, each with one thing changed, and what it is."""
    for make in (_moves, _lists, _guards, _stages, _tasks, _clocks, _codes):
        yield from make(data)


def _changed(data: Table, change: Callable[[Table], object]) -> Table:
    other = pickle.loads(pickle.dumps(data))  # noqa: S301  our own bytes: a fast deep copy
    change(other)
    return other


def _moves(data: Table) -> Iterator[Mutant]:
    for n, move in enumerate(data["moves"]):
        name = f"{move['trigger']}[{n}]"
        yield f"{name} dangling target", _changed(data, lambda d, n=n: d["moves"][n].update(to="ANTAH"))
        yield f"{name} other target", _changed(data, lambda d, n=n: d["moves"][n].update(to=_other(d, n)))
        yield f"{name} wrong role", _changed(data, lambda d, n=n: d["moves"][n].update(by=["AUDITOR"]))
        yield f"{name} misspelt role", _changed(data, lambda d, n=n: d["moves"][n].update(by=["PEKSO"]))
        yield f"{name} gone", _changed(data, lambda d, n=n: d["moves"].pop(n))
        yield f"{name} twice", _changed(data, lambda d, n=n: d["moves"].append(d["moves"][n]))
        if move.get("reason"):
            yield f"{name} no reason", _changed(data, lambda d, n=n: d["moves"][n].pop("reason"))
        skips = not move.get("skip_required", False)
        yield (
            f"{name} skip turned",
            _changed(data, lambda d, n=n, s=skips: d["moves"][n].update(skip_required=s)),
        )


def _other(data: Table, n: int) -> str:
    return next(s["id"] for s in data["stages"] if s["id"] != data["moves"][n]["to"])


def _lists(data: Table) -> Iterator[Mutant]:
    for n, move in enumerate(data["moves"]):
        for key in ("from", "four_eyes", "close_reasons", "outcomes"):
            for k, value in enumerate(move.get(key, ())):
                name = f"{move['trigger']}[{n}] {key} without {value}"
                yield name, _changed(data, lambda d, n=n, key=key, k=k: d["moves"][n][key].pop(k))


def _guards(data: Table) -> Iterator[Mutant]:
    for n, move in enumerate(data["moves"]):
        for k, guard in enumerate(move.get("guards", ())):
            name = f"{move['trigger']}[{n}] guard {k}"
            yield f"{name} lost", _changed(data, lambda d, n=n, k=k: d["moves"][n]["guards"].pop(k))
            turned = {"kind": "not", "of": guard}
            yield (
                f"{name} turned",
                _changed(data, lambda d, n=n, k=k, g=turned: d["moves"][n]["guards"].__setitem__(k, g)),
            )


def _stages(data: Table) -> Iterator[Mutant]:
    for n, stage in enumerate(data["stages"]):
        yield f"{stage['id']} stage gone", _changed(data, lambda d, n=n: d["stages"].pop(n))
        if "sla" in stage:
            longer = stage["sla"]["limit"] + 1
            yield (
                f"{stage['id']} longer",
                _changed(data, lambda d, n=n, v=longer: d["stages"][n]["sla"].update(limit=v)),
            )
            yield f"{stage['id']} no sla", _changed(data, lambda d, n=n: d["stages"][n].pop("sla"))
            legal = not stage["sla"].get("legal", False)
            yield (
                f"{stage['id']} legal turned",
                _changed(data, lambda d, n=n, v=legal: d["stages"][n]["sla"].update(legal=v)),
            )


def _tasks(data: Table) -> Iterator[Mutant]:
    for n, stage in enumerate(data["stages"]):
        for k, task in enumerate(stage.get("tasks", ())):
            yield f"{task['id']} dropped", _changed(data, lambda d, n=n, k=k: d["stages"][n]["tasks"].pop(k))
            needed = not task.get("required", True)
            yield (
                f"{task['id']} required turned",
                _changed(data, lambda d, n=n, k=k, v=needed: d["stages"][n]["tasks"][k].update(required=v)),
            )
            for key in ("record", "instrument", "evidence", "repeat", "applies"):
                if key in task:
                    yield (
                        f"{task['id']} without {key}",
                        _changed(data, lambda d, n=n, k=k, key=key: d["stages"][n]["tasks"][k].pop(key)),
                    )


def _clocks(data: Table) -> Iterator[Mutant]:
    for n, clock in enumerate(data.get("clocks", ())):
        yield f"{clock['id']} gone", _changed(data, lambda d, n=n: d["clocks"].pop(n))
        longer, legal = clock["limit"] + 1, not clock.get("legal", False)
        yield f"{clock['id']} longer", _changed(data, lambda d, n=n, v=longer: d["clocks"][n].update(limit=v))
        yield (
            f"{clock['id']} legal turned",
            _changed(data, lambda d, n=n, v=legal: d["clocks"][n].update(legal=v)),
        )


def _codes(data: Table) -> Iterator[Mutant]:
    for group in ("facts", "records", "instruments", "outcomes", "close_reasons", "hold_reasons"):
        for key in data.get(group, {}):
            yield f"{group} {key} gone", _changed(data, lambda d, group=group, key=key: d[group].pop(key))
