"""A closed case is done: what leads on is its main button, opening it again stands among the other options."""

from types import SimpleNamespace

import pytest

from app.casework.panels.moves import is_ahead
from workflows.definition import Definition, load_all


@pytest.mark.parametrize("defn", load_all().values(), ids=load_all())
def test_opening_a_closed_case_again_is_never_its_main_button(defn: Definition) -> None:
    again = [
        (stage, move) for stage, moves in defn.moves_from.items() for move in moves if move.kind == "reopen"
    ]
    assert again
    for stage, move in again:
        shown = SimpleNamespace(trigger=move.trigger, kind=move.kind, to=move.to, close_reasons=())
        context = SimpleNamespace(definition=defn, case=SimpleNamespace(stage=stage))
        assert not is_ahead(context, shown)
