"""Whoever saves over what stands has seen it: a form without its version, or with an older one, changes nothing."""

import inspect
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from msgspec import structs

from app.admin.forms import Sent as OfAccounts
from app.casework import forms
from app.clients.forms import Sent
from app.db import query
from app.intake.outreach_form import EventForm
from app.intake.referral_form import AnswerForm
from app.main import create_app
from app.merging.forms import MergeForm
from tests import people
from tests.access.restricted_journey import EVENT
from tests.admin.test_accounts import filled
from tests.browser import Browser
from tests.cases.case_driver import case_of
from tests.casework.test_visits import TOLD
from tests.clients.test_verifying import FOUND
from tests.clients.world import client
from tests.intake.world import refer
from tests.paper import paper
from tests.records.test_pages import SHEET, Consent

COMMUTE = {
    "casework:note": "a note is added beside others",
    "casework:document_added": "a document is added beside others",
}
"""The version is sent and not compared: nobody overwrites anybody."""
NOTHING_STANDS = {
    "accounts:sign_in": "opens a session",
    "accounts:sign_out": "ends the own session",
    "accounts:sign_out_everywhere": "ends the own sessions",
    "accounts:password": "asks for the password that stands",
    "accounts:language": "the own choice, the last one counts",
    "accounts:activate": "a code that counts once",
    "accounts:draft_left": "the own unsent text",
    "accounts:draft_discard": "the own unsent text",
    "clients:register": "makes a new one",
    "clients:add_relation": "adds a person beside others",
    "clients:end_relation": "ends once, and ended it stays",
    "intake:send_referral": "makes a new one",
    "intake:keep_event": "makes a new one",
    "intake:add_person": "adds a person beside others",
    "adoption:adopt": "makes a new one",
    "adoption:check": "makes a new one",
    "adoption:answer": "the sheet is its sender's, and rows are judged anew",
    "adoption:take": "each row is taken once",
    "adoption:discard": "a sheet is discarded once",
    "cases:open": "makes a new one",
    "admin:create_account": "makes a new one",
    "admin:new_code": "ends the code before",
    "admin:close_account": "closes, whatever else was changed",
    "admin:reopen_account": "opens, whatever else was changed",
    "admin:create_organisation": "makes a new one",
    "admin:close_organisation": "closes, whatever else was changed",
    "admin:reopen_organisation": "opens, whatever else was changed",
    "merging:undo": "a merge is undone once",
    "break_glass:given": "adds a reason",
    "break_glass:seen": "is looked at once",
    "rights:place_hold": "makes a new one",
    "rights:end_hold": "ends once, and ended it stays",
    "rights:ask": "makes a new one",
    "rights:agree": "a pack is agreed to once",
    "rights:ask_lift": "makes a new one",
    "rights:lift": "a mask is lifted once",
    "break_glass:ask_more": "makes a new one",
    "break_glass:answered": "is answered once",
    "break_glass:release": "adds a release",
}
"""Nothing that stands is overwritten."""


def posts() -> dict[str, Any]:
    """Return the handlers of all POST routes by name."""
    found = {}
    for route in create_app().routes:
        for handler in getattr(route, "route_handlers", ()):
            if "POST" in handler.http_methods and not handler.name.startswith("web:"):
                found[handler.name] = handler
    return found


def test_every_post_route_compares_versions_or_says_why_nothing_is_overwritten(tell):
    exempt = COMMUTE.keys() | NOTHING_STANDS.keys()
    handlers = posts()
    assert exempt <= handlers.keys(), exempt - handlers.keys()
    assert set(handlers) - exempt == SENT
    tell(f"{len(handlers)} POST routes: {len(SENT)} compare what was seen, {len(exempt)} overwrite nothing")


def test_every_form_that_carries_a_version_takes_a_missing_one_as_none_seen():
    kinds = [OfAccounts, Sent, EventForm, AnswerForm, MergeForm, *(
        one for one in vars(forms).values() if inspect.isclass(one) and issubclass(one, forms.Seen)
    )]  # fmt: skip
    for kind in kinds:
        version = next(one for one in structs.fields(kind) if one.name == "version")
        assert version.default == 0, kind
        assert version.type is int, kind


REASON = {"reason": "Alasan yang cukup panjang"}
CASE: dict[str, tuple[str, str, dict[str, str]]] = {
    "casework:move_made": ("supervisor", "moves", {"trigger": "accept", **REASON}),
    "casework:voided": ("supervisor", "void", REASON),
    "casework:task_done": ("peksos", "tasks/family_contact", {"note": "Bertemu"}),
    "casework:task_undone": ("peksos", "tasks/family_contact/undo", REASON),
    "casework:task_excused": ("supervisor", "tasks/family_contact/excuse", REASON),
    "casework:task_added": ("peksos", "tasks/family_contact/add", REASON),
    "casework:visit": ("peksos", "visit", {**TOLD, "task": "family_contact"}),
    "casework:document_removed": ("supervisor", "documents/{document}/remove", REASON),
    "casework:assigned": ("supervisor", "assign", {"worker": "", **REASON}),
    "casework:relocated": ("supervisor", "relocate", {"region": "36.03", **REASON}),
    "casework:urgency_set": ("supervisor", "urgency", {"urgency": "DARURAT", **REASON}),
    "casework:extended": ("supervisor", "extend", {"until": "31/12/2030", **REASON}),
    "casework:time_refused": ("supervisor", "extend/refuse", REASON),
    "casework:record_made": ("peksos", "records/consent", Consent),
    "casework:assessed": ("peksos", "assessments/ikpb", SHEET),
}
"""Who sends what to which address of a case; a body that the route asks more of is refused for that first."""
OTHERS = {
    "clients:change",
    "clients:keep_verification",
    "intake:answer_referral",
    "intake:change_event",
    "admin:change_account",
    "admin:change_organisation",
    "merging:merge",
}
SENT = CASE.keys() | OTHERS

NONE, OLD = {}, {"version": "999", "other_version": "999"}


async def send(browser: Browser, address: str, body: dict[str, Any]) -> Any:
    """Send a form by hand, with nothing that its page would have said of what stands."""
    return await browser.post(address, data={"csrf": browser.token, "key": str(uuid4()), **body})


async def stands() -> dict[str, int]:
    """Count what there is and add up the versions, of all that has one."""
    found = {}
    for table in ("cases", "clients", "referrals", "outreach_events", "workers", "organisations"):
        found[table] = (await query(f"SELECT COALESCE(SUM(version), 0) FROM {table}"))[0][0]
    for table in ("case_events", "client_merges", "verifications", "services", "documents"):
        found[table] = (await query(f"SELECT COUNT(*) FROM {table}"))[0][0]
    return found


@pytest.mark.parametrize("seen", [NONE, OLD], ids=["none sent", "an older one"])
async def test_no_act_on_a_case_passes_over_what_others_did(app_on_both, monkeypatch, seen):
    case = await case_of("BWBLP")
    await case.to_stage("ASESMEN")
    monkeypatch.setattr("app.clock.now", lambda: case.now + timedelta(minutes=1))
    refused = {}
    async with Browser(app_on_both) as peksos, Browser(app_on_both) as supervisor:
        browsers = {"peksos": peksos, "supervisor": supervisor}
        for name, browser in browsers.items():
            await browser.enter(name)
        file = {"file": ("surat.pdf", paper(), "application/pdf")}
        await peksos.send_form(f"/cases/{case.number}/documents", {"kind": "photo"}, files=file)
        document = str((await query("SELECT id FROM documents WHERE kind = 'photo'"))[0][0])
        before = await stands()
        for name, (who, path, body) in CASE.items():
            address = f"/cases/{case.number}/{path.format(document=document)}"
            answer = await send(browsers[who], address, {**body, **seen})
            refused[name] = answer.status_code
            assert await stands() == before, name
    assert {name: status for name, status in refused.items() if status != 409} == {}


@pytest.mark.parametrize("seen", [NONE, OLD], ids=["none sent", "an older one"])
async def test_nothing_else_that_stands_is_written_over_unseen(app_on_both, seen):
    await people.worker("ratu", "SUPERVISOR", "PEKSOS")
    await people.worker("yusuf", "ADMIN")
    unit = await people.organisation("LKS Melati", "LKS")
    async with Browser(app_on_both) as ratu, Browser(app_on_both) as yusuf:
        await ratu.enter("ratu")
        await yusuf.enter("yusuf")
        number, other = await client("ratu", about=36), await client("ratu", "Ahmad Suriana", about=36)
        letter = (await refer(ratu, number)).url.path
        event = (await ratu.send_form("/outreach/new", EVENT)).url.path.removesuffix("/new")
        home = {"full_name": "Lain Nama", "sex": "L", "safe_contact": "BEBAS", "about": "36"}
        before = await stands()
        sent = {
            "clients:change": (ratu, f"/clients/{number}/edit", home),
            "clients:keep_verification": (ratu, f"/clients/{number}/verify", FOUND),
            "intake:answer_referral": (
                ratu,
                f"{letter}/answer",
                {"answer": "ACKNOWLEDGED", "answered_on": "11/03/2026"},
            ),
            "intake:change_event": (ratu, f"{event}/edit", {**EVENT, "place": "Lain"}),
            "admin:change_account": (yusuf, "/admin/accounts/ratu/edit", await filled(name="Lain")),
            "admin:change_organisation": (
                yusuf,
                f"/admin/organisations/{unit}",
                {"name": "LKS Lain", "kind": "LKS"},
            ),
            "merging:merge": (
                ratu,
                f"/clients/{number}/merge",
                {"other": other, "reason": "Orang yang sama"},
            ),
        }
        assert sent.keys() == OTHERS
        refused = {
            name: (await send(who, at, {**body, **seen})).status_code
            for name, (who, at, body) in sent.items()
        }
        assert {name: status for name, status in refused.items() if status != 409} == {}
        assert await stands() == before
