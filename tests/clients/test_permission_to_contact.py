"""No form gives a permission to reach a client that nobody asked for; a home that is forbidden is warned about."""

import re
from types import SimpleNamespace

import pytest

from app.adoption.sheets.row_checks import client_form as taken_over
from app.db import execute, query, transaction
from app.intake.outreach_form import PersonForm
from app.intake.outreach_form import client_form as met
from app.records.controls import first_values
from app.records.fields import asked
from app.records.registry import kinds, record
from tests import people
from tests.adoption.test_one_person import told as a_row
from tests.cases.world import case
from tests.records.context import context, state
from workflows.lists import whole

_CHOICE = re.compile(r'<select[^>]*name="([\w.]+)".*?</select>', re.DOTALL)
_CHOSEN = re.compile(r'<option value="([^"]*)"\s+selected')
_TICKED = re.compile(r'<input type="(?:radio|checkbox)"[^>]*name="([\w.]+)" value="([^"]*)"\s+checked')
PERMISSION = {"safe_contact": "BEBAS", "contact": "BEBAS", "home_contact": "on"}
"""What a permission would be, by the name of its field."""


def preselected(page: str) -> list[tuple[str, str]]:
    """Return every choice of a page that is made before anybody has touched it."""
    selects = [(one[1], code) for one in _CHOICE.finditer(page) for code in _CHOSEN.findall(one[0])]
    return [*selects, *_TICKED.findall(page)]


def permissions(page: str) -> list[tuple[str, str]]:
    """Return those that permit to reach a client."""
    return [(name, code) for name, code in preselected(page) if PERMISSION.get(name) == code]


def test_a_permission_that_was_preselected_would_be_found():
    page = '<select id="f" name="safe_contact"><option value="BEBAS" selected>Boleh</option></select>'
    ticked = '<input type="radio" id="x" name="home_contact" value="on" checked>'

    assert permissions(page + ticked) == [("safe_contact", "BEBAS"), ("home_contact", "on")]


def test_every_field_about_contact_is_looked_at():
    """A list about reaching somebody that is asked in a record under another name would be missed."""
    named = {
        field.name
        for kind in kinds()
        for field in asked(kind)
        if field.codes == "safe_contact" or "contact" in field.name
    }

    assert named <= {*PERMISSION, "contacted"}
    assert "BELUM_DITANYAKAN" in whole()["safe_contact"]


async def test_no_form_preselects_a_permission_to_contact(app, signed_in):
    await people.worker("sari", "PEKSOS")
    number = await case("sari", pmks_type="KTK", about=30, person={"sex": "P"})
    sari = await signed_in("sari")
    row = (await query("SELECT k.number FROM clients k"))[0]
    places = ["/clients/new", f"/cases/new?client={row[0]}", f"/cases/{number}/visit"]
    places += [f"/cases/{number}/records/{kind.kind.name}" for kind in kinds()]

    found = {place: await sari.get(place) for place in places}

    assert sum(one.status_code == 200 for one in found.values()) > 10
    assert {place: permissions(one.text) for place, one in found.items() if permissions(one.text)} == {}


async def test_a_new_client_is_not_registered_before_somebody_asked(app, signed_in):
    await people.worker("sari", "PEKSOS")
    answer = await (await signed_in("sari")).send_form("/clients/new", {"full_name": "Udin", "sex": "L"})

    assert answer.status_code == 422
    assert 'href="#f-safe_contact"' in answer.text


async def test_an_earlier_permission_is_asked_for_again_and_not_carried_on():
    plan = record("safety_plan")
    assert plan
    told = {"contact": "BEBAS", "home_contact": True, "steps": "Lari", "trusted": "Bibi"}
    values = first_values(plan, context(state("KTK"), earlier=(told,)))

    assert (values["contact"], values["home_contact"]) == ("", "")
    assert values["steps"] == "Lari"


@transaction
async def _contact(way: str, note: str = "") -> None:
    await execute("UPDATE clients SET safe_contact = ?, safe_contact_note = ?", way, note)


@pytest.mark.parametrize(
    ("way", "note", "home"),
    [
        ("BEBAS", "", True),
        ("BEBAS", "Hanya lewat guru kelas.", False),
        ("BELUM_DITANYAKAN", "", False),
        ("JANGAN_KE_RUMAH", "", False),
        ("MELALUI_PERANTARA", "", False),
        ("TELEPON_SAJA", "", False),
        ("JAM_TERTENTU", "", False),
    ],
)
async def test_a_visit_proposes_the_home_only_where_nothing_speaks_against_it(
    app, signed_in, way, note, home
):
    await people.worker("sari", "PEKSOS")
    number = await case("sari")
    await _contact(way, note)

    page = (await (await signed_in("sari")).get(f"/cases/{number}/visit")).text

    assert (("place", "RUMAH") in preselected(page)) == home


VISIT = {"text": "Bicara dengan klien di teras.", "service": "BIMBINGAN_SOSIAL", "place": "RUMAH"}


async def test_a_visit_to_a_forbidden_home_is_asked_about_and_keeps_what_was_typed(app, signed_in):
    await people.worker("sari", "PEKSOS")
    number = await case("sari")
    await _contact("JANGAN_KE_RUMAH")
    sari = await signed_in("sari")
    place = f"/cases/{number}/visit"

    asked_again = await sari.send_form(place, VISIT)
    kept = await query("SELECT COUNT(*) FROM services")
    done = await sari.send_form(place, {**VISIT, "confirmed": "on"})

    assert asked_again.status_code == 422
    assert "Bicara dengan klien di teras." in asked_again.text
    assert ("place", "RUMAH") in preselected(asked_again.text)
    assert kept[0][0] == 0
    assert done.status_code == 200
    assert (await query("SELECT COUNT(*) FROM services"))[0][0] == 1


def test_somebody_met_in_the_field_or_taken_over_by_a_sheet_was_not_asked():
    person = PersonForm(sex="P", full_name="Siti")
    event = SimpleNamespace(region="36.04", place="Pasar Rau")

    assert met(person, event).safe_contact == "BELUM_DITANYAKAN"
    assert taken_over(a_row(name="Siti")).safe_contact == "BELUM_DITANYAKAN"
