"""What journeys rest on stands in one register, with a status that somebody looked at or says that nobody has."""

import pytest

from tests.workflows.field_rows import field_row
from tests.workflows.journeys import DEFINITIONS
from workflows.lists import codes
from workflows.regulations import CITATION, REVOKED, UNCHECKED, cited, read, register

SOPS = {name: defn for name, defn in DEFINITIONS.items() if name != "example"}


@field_row("L8")
@pytest.mark.parametrize("name", SOPS)
def test_every_regulation_a_journey_cites_stands_in_the_register(name: str) -> None:
    for line in SOPS[name].meta.legal_basis:
        assert CITATION.findall(line), line
        assert [reg for reg, found in cited(line) if found is None] == []


@field_row("L8")
def test_a_status_says_when_and_by_whom_it_was_looked_at_and_none_other_does() -> None:
    assert {one.status for one in register().values()} <= set(codes("regulation_status"))
    assert {REVOKED, UNCHECKED} <= set(codes("regulation_status"))
    with pytest.raises(ValueError, match="UU 1/1999"):
        read('["UU 1/1999"]\ntitle = "x"\nstatus = "BERLAKU"\n')
    with pytest.raises(ValueError, match="UU 1/1999"):
        read(
            '["UU 1/1999"]\ntitle = "x"\nstatus = "BELUM_DIPERIKSA"\nchecked_on = 2026-01-01\nchecked_by = "y"\n'
        )


@field_row("L8")
def test_nothing_stands_in_the_register_that_no_journey_rests_on() -> None:
    used = {reg for defn in SOPS.values() for line in defn.meta.legal_basis for reg, _found in cited(line)}
    assert set(register()) - used == set()


@field_row("L8")
def test_every_journey_rests_on_the_rule_of_rehabilitation_assistance() -> None:
    for name, defn in SOPS.items():
        assert "Permensos 15/2025" in " ".join(defn.meta.legal_basis), name


@field_row("L7")
@pytest.mark.parametrize("name", ["abh", "aktk", "kpo", "ktk"])
def test_criminal_matters_cite_the_codes_in_force_since_2026(name: str) -> None:
    basis = " ".join(SOPS[name].meta.legal_basis)
    assert "UU 1/2023" in basis
    assert "UU 20/2025" in basis
    assert register()["UU 20/2025"].status == "BERLAKU"
