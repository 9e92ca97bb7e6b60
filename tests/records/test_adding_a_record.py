"""One class is a whole record: declared here alone, it is drawn, kept, shown, given out, merged and filled in the demo."""

from datetime import date, timedelta
from typing import Annotated

import pytest
from msgspec import Meta
from msgspec.structs import replace

from app.db import query
from app.demo.forms import any_record
from app.records import registry, submission
from app.records.kind import WITH_CARE, Facts, FormContext, Record, withdraw
from app.records.marks import Ask
from app.rights.pack import pack
from app.sop import store as sop
from app.web.forms.decoding import Code
from app.web.i18n import lists
from app.web.i18n.bilingual import both
from app.web.i18n.catalogue import LANGUAGES
from tests.browser import Browser
from tests.cases.case_driver import case_of
from tests.clients.world import client
from tests.records.context import NOW, TODAY, state
from workflows.definition import load_all
from workflows.parts import Label, RecordKind

NAME, FIRST = "home_repair", "BTN-2026-000900"


@pytest.fixture
def home_repair(monkeypatch):
    """Declare a kind of three fields, as its file would, and name it as `standard.toml` would."""
    for spoken in LANGUAGES:
        monkeypatch.setitem(lists._words(spoken)["record"], NAME, "Home repair")

    class HomeRepair(Record, name=NAME, readers=WITH_CARE, carries=True):
        """Home repair record: what is mended, by when, and what has to be known of it."""

        status: Annotated[str, Code("device_status"), Ask("Keadaan", "How it stands", "radios")]
        ready_on: Annotated[date | None, Ask("Selesai pada", "Ready on")] = None
        remarks: Annotated[
            str | None, Meta(max_length=500), Ask("Catatan tukang", "The builder's remarks")
        ] = None

        def check(self, _context: FormContext) -> dict[str, str]:
            if self.status == "TERPASANG" and not self.ready_on:
                return {"ready_on": both("Isi kapan selesai.", "Fill in when it was ready.")}
            return {}

        def facts(self, context: FormContext) -> Facts:
            return {"home_repair_on": str(context.occurred_on)}

    yield HomeRepair
    withdraw(HomeRepair)


@pytest.fixture
async def at_work(app_on_both, home_repair, monkeypatch):
    """A case whose journey asks for the kind, its worker, and the supervisor of the unit."""
    case = await case_of("BWBLP", number=FIRST)
    known = await sop.definition("BWBLP", 1)
    asked = RecordKind(title=Label("Perbaikan rumah", "Home repair"))
    with_it = replace(known, records={**known.records, NAME: asked})
    monkeypatch.setitem(sop._here().definitions, ("BWBLP", 1), with_it)
    monkeypatch.setattr("app.clock.now", lambda: case.now + timedelta(minutes=1))
    async with Browser(app_on_both) as worker, Browser(app_on_both) as supervisor:
        await worker.enter("peksos")
        await supervisor.enter("supervisor")
        yield case, worker, supervisor


async def _send(case, worker, **typed):
    version = str((await case.view()).version)
    return await worker.send_form(f"/cases/{case.number}/records/{NAME}", {"version": version, **typed})


async def test_its_form_is_drawn_and_says_what_is_wrong(at_work):
    case, worker, _supervisor = at_work

    page = (await worker.get(f"/cases/{case.number}/records/{NAME}")).text
    refused = await _send(case, worker, status="TERPASANG", remarks="Atap")

    assert "The builder&#39;s remarks" in page and 'name="ready_on"' in page and 'value="DITERIMA"' in page
    assert refused.status_code == 422
    assert "Fill in when it was ready." in refused.text and "Atap" in refused.text


async def test_it_is_kept_beside_its_event_and_shown_on_its_page_and_the_case(at_work):
    case, worker, _supervisor = at_work

    answer = await _send(case, worker, status="TERPASANG", ready_on="2026-01-05", remarks="Atap baru")
    page = (await worker.get(f"/cases/{case.number}/records/{NAME}")).text
    earlier = page.partition('id="earlier"')[2]

    assert answer.status_code == 200
    assert "Atap baru" in earlier and "5 January 2026" in earlier
    assert NAME in (await case.view()).state.records
    assert f"/records/{NAME}" in (await worker.get(f"/cases/{case.number}")).text
    (row,) = await query("SELECT kind, data FROM case_records")
    assert row.kind == NAME and '"status":"TERPASANG"' in row.data


async def test_the_access_pack_gives_its_codes_and_days_and_nobodys_words(at_work):
    case, worker, _supervisor = at_work
    await _send(case, worker, status="TERPASANG", ready_on="2026-01-05", remarks="Kata tukang")
    (owner,) = await query("SELECT client FROM cases")

    made = await pack(owner[0], now=case.now)
    (section,) = [one for one in made.sections if one.title.endswith(": Home repair")]

    assert "Ready on: 5 January 2026" in section.lines[0][1]
    assert not any("Kata tukang" in content for one in made.sections for _what, content in one.lines)


async def test_it_goes_with_its_case_to_the_client_that_stands_for_both(at_work):
    case, worker, supervisor = at_work
    await _send(case, worker, status="DITERIMA")
    kept = await client("supervisor", "Sudirja", about=45)
    form = {"other": FIRST, "reason": "Orang yang sama", "version": "1", "other_version": "1"}

    answer = await supervisor.send_form(f"/clients/{kept}/merge", form)
    (owner,) = await query("SELECT id FROM clients WHERE number = ?", kept)
    made = await pack(owner[0], now=case.now)

    assert answer.status_code == 200, answer.text
    assert any(one.title.endswith(": Home repair") for one in made.sections)


def test_the_demo_fills_it_in_from_its_fields(home_repair):
    sent = any_record.form(home_repair, {"status": "TERPASANG"}, state(), TODAY)
    context_on = submission.context_for(state=state(), now=NOW, by=any_record.NOBODY)
    read = submission.decode(home_repair, any_record.as_lists(sent), context_on)

    assert isinstance(read, submission.Filled), read
    assert (read.form.status, read.form.ready_on) == ("TERPASANG", TODAY)


@pytest.mark.parametrize("journey", sorted(load_all()))
def test_the_demo_can_fill_in_every_record_of_a_journey_from_its_fields(journey):
    definition = load_all()[journey]
    born = "1980-01-01" if "OWN" in definition.meta.consent else "2012-01-01"
    of = state(journey, birth_date=born)
    on = submission.context_for(state=of, now=NOW, by=any_record.NOBODY, definition=definition)

    for name in {*definition.records, *definition.instruments} - {"extended_care"}:  # only shortly before 18
        sent = any_record.form(registry.kind(name), dict(of.facts), of, TODAY)
        read = submission.decode(registry.kind(name), any_record.as_lists(sent), on)
        assert isinstance(read, submission.Filled), (name, read)
