"""Who may be registered already."""

from datetime import date

import pytest

from app.clients.duplicates import WORTH_SHOWING, Person, likeness
from app.clients.names import name_key


def person(
    name="Ahmad Suryana",
    alias="",
    sex="L",
    born=date(1990, 5, 4),
    estimated=False,
    nik=None,
    region="36.04.05",
):
    return Person(name_key(name, alias), sex, born, estimated, nik, region)


@pytest.mark.parametrize(
    "other",
    [
        person(),
        person("Ahmad Suriana"),
        person("Achmad Surjana"),
        person("SURYANA AHMAD"),
        person("H. Achmad Suryana", alias="Ahmad Suryana"),
        person(born=date(1988, 7, 1), estimated=True),
        person(born=None),
        person("Ujang", alias="Ahmad Suryana"),
        person("Ahmad"),
        person("Bukan Dia", nik="3673011503900001", born=date(1950, 1, 1), sex="P", region=None),
    ],
)
def test_a_likely_person_is_worth_a_look(other):
    assert likeness(person(nik="3673011503900001"), other) >= WORTH_SHOWING


@pytest.mark.parametrize(
    "other",
    [
        person("Siti Maemunah", sex="P"),
        person("Ahmad Suryana", born=date(1955, 5, 4)),
        person("Ahmad Hidayat"),
        person("Ahmad Suryana", sex="P", region="36.74"),
        person("Budi"),
    ],
)
def test_an_unlikely_person_is_not_shown(other):
    assert likeness(person(), other) < WORTH_SHOWING
