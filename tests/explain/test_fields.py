"""What the engine has against a form stands beside the field that it is about."""

from uuid import uuid4

from app.casework.forms import MoveForm, NoteForm
from app.explain.fields import field_errors
from app.explain.reasons import Said, said
from app.web.i18n.catalogue import speaking
from tests.workflows.driving import example
from workflows.reasons import Reason

MOVE = MoveForm(key=uuid4(), trigger="stop")


def _say(reason: Reason) -> Said:
    return said(reason, example(), number="AB", roles=frozenset())


def _split(*reasons: Reason, form: MoveForm | NoteForm = MOVE) -> tuple[dict[str, str], list[str]]:
    with speaking("en"):
        by_field, others = field_errors(reasons, _say, form)
    return by_field, [one.text for one in others]


def test_a_field_left_empty_says_so_beside_its_label() -> None:
    by_field, others = _split(
        Reason("reason_missing", {"field": "reason"}), Reason("outcome_missing", {"field": "outcome"})
    )
    assert by_field == {"reason": "This is needed.", "outcome": "Choose the outcome."}
    assert not others


def test_a_day_that_cannot_be_stands_beside_the_day() -> None:
    by_field, _others = _split(Reason("in_future"))
    assert by_field == {"occurred_on": "The day lies in the future."}


def test_of_two_reasons_about_one_field_the_first_is_said() -> None:
    by_field, _others = _split(Reason("in_future"), Reason("before_last_move", {"last": "2026-03-01"}))
    assert list(by_field) == ["occurred_on"]
    assert "future" in by_field["occurred_on"]


def test_what_is_about_no_field_of_the_form_is_said_above_it() -> None:
    note = NoteForm(key=uuid4(), text="Halo")
    by_field, others = _split(
        Reason("case_closed"), Reason("outcome_missing", {"field": "outcome"}), form=note
    )
    assert not by_field
    assert others == ["The case is closed; reopen it first.", "Choose the outcome."]
