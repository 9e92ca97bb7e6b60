"""A case that went to another kab/kota: what was handed on is not taken back behind the receiver's back."""

from datetime import timedelta

from tests.workflows.driving import START, SUPERVISOR, Case, at_assessment, opened
from workflows import commands as cmd


def relocated() -> Case:
    case = opened()
    case.now += timedelta(days=2)
    case.do(cmd.Relocate(region="36.71", reason="Pindah domisili"), SUPERVISOR)
    return case


def test_no_move_is_dated_before_the_case_arrived():
    case = relocated()
    early = cmd.Move(trigger="accept", occurred_at=START + timedelta(days=1))
    assert "before_last_move" in case.codes(early, SUPERVISOR)


def test_a_second_relocation_is_not_dated_before_the_first():
    case = relocated()
    early = cmd.Relocate(region="36.72", reason="Keliru", occurred_at=START + timedelta(days=1))
    assert case.codes(early, SUPERVISOR) == ["before_last_move"]


def test_a_move_made_before_the_relocation_can_no_longer_be_voided():
    case = at_assessment()
    case.now += timedelta(days=2)
    case.do(cmd.Relocate(region="36.71", reason="Pindah domisili"), SUPERVISOR)
    assert case.here.region == "36.71"
    assert "move_leaned_on" in case.codes(cmd.VoidMove(reason="Salah"), SUPERVISOR)
