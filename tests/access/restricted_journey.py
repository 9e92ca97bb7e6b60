"""A restricted case on its whole way, with everybody looking wherever they can after each step."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from litestar import Litestar

from app import clock
from app.db import query
from app.demo.forms.filled_form import Form
from tests import people
from tests.access.cast import AT, OVERSEERS, ROLES, SCOPED, Cast, cast
from tests.access.listening import NAME, NIK, TYPED, TYPED_NIK, Ears
from tests.adoption.world import row, sheet
from tests.cases.case_driver import START
from tests.intake.world import LETTER
from tests.journeys.web_case import WebCase
from tests.paper import paper, saying

EVENT = {
    "kind": "RAZIA",
    "held_at": "05/01/2026 08.30",
    "region": "36.04",
    "place": "Pasar Rau",
    "source": "SATPOL_PP",
    "organisation": "Satpol PP",
    "letter_number": "300/1",
}
LISTS = (
    "/",
    "/cases?state=all",
    f"/cases?q={TYPED}",
    "/cases?q={case}",
    "/clients",
    f"/clients?q={TYPED}",
    f"/clients?q={TYPED_NIK}",
    "/supervision/stalled",
    "/supervision/stalled/workers",
    "/verifications",
    "/referrals",
    "/outreach",
    "/adoptions",
    "/opened",
    "/reports/monthly/{month}",
    "/reports/monthly/2026-01/cases?figure=new",
    "/reports/monthly/{month}/cases?figure=served",
    "/reports/monthly/{month}/cases?figure=closed",
)
TRACES = (
    "/audit",
    "/audit?client={client}",
    "/audit.csv",
    "/rights/access",
    "/admin/holds",
    "/admin/retention?on=2099-01-01",
    "/admin/retention.csv?on=2099-01-01",
    "/admin/accounts/peksos",
)
OPENED = (
    "/cases/{case}",
    "/cases/{case}/timeline",
    "/cases/{case}/records/consent",
    "/cases/{case}/records/goal",
    "/cases/{case}/visit",
    "/cases/{case}/documents/new",
    "/cases/{case}/client",
    "/clients/{client}",
    "/clients/{client}/edit",
    "/clients/{client}/verify",
    "/clients/{client}/merge",
    "/clients/{client}/reason",
    "/cases/new?client={client}",
    "/referrals/new?client={client}",
)
SHORT = timedelta(minutes=20)
"""A session surely lasts this long."""
PARTNERS = frozenset({"house", "bapas"})
"""Who may know of the case once it is shared with them."""


@dataclass
class Sung(WebCase):
    """A case whose every answer, to whomever, is listened to."""

    ears: Ears = field(default_factory=lambda: Ears(""))
    cast: Cast | None = None
    shared: dict[str, Form] = field(default_factory=dict)
    """What the worker adds to a record's form: the partner with whom it shares the case."""
    refused: set[tuple[str, str]] = field(default_factory=set)
    since: dict[str, datetime] = field(default_factory=dict)
    """When each person signed in last."""
    made: list[str] = field(default_factory=list)
    """Addresses that came to be on the way: a referral, an event, a sheet, a pack."""

    async def move(self, trigger: str, **filled: str) -> None:
        await super().move(trigger, **filled)
        await self.everybody_looks()

    def _form(self, command: Any, state: Any, version: str) -> Any:
        path, form, files = super()._form(command, state, version)
        partner = {} if form.get("status") == "KELUAR" else self.shared.get(path, {})
        if partner:
            self.ears.allowed |= PARTNERS
        return path, form | partner, files

    async def everybody_looks(self) -> None:
        """Let everybody look at every list, and at what they may not know or may have to say why for."""
        for username in (*ROLES, *PARTNERS, "neighbour"):
            await self.looks(username)

    async def looks(self, username: str) -> None:
        """Let one person look everywhere; what refuses its kind of person is asked only once."""
        assert self.cast
        places = {"case": self.number, "client": self.cast.client, "month": f"{clock.on(self.now):%Y-%m}"}
        browser = await self.cast.browser(username)
        if self.now - self.since.get(username, START) > SHORT:
            await browser.sign_in(username)
            self.since[username] = self.now
        for place in (*LISTS, *TRACES, *OPENED, *self.made):
            if (username, place) in self.refused:
                continue
            answer = await browser.get(place.format(**places))
            assert answer.status_code < 500, (username, place, answer.status_code)
            if answer.status_code == 403:  # by its role, which no step of a case changes
                self.refused.add((username, place))


async def sung(app: Litestar, journey: str, monkeypatch: Any) -> Sung:
    """Open a case of the journey for the person whose name is listened for, among everybody."""
    ears = Ears("BTN-2026-000001", set(SCOPED - OVERSEERS))
    monkeypatch.setattr("app.clock.now", lambda: AT)
    monkeypatch.setattr("tests.access.cast.Browser", ears.browser)
    monkeypatch.setattr("tests.journeys.web_case.Browser", ears.browser)
    monkeypatch.setattr("tests.access.cast.NAME", NAME)
    made = await cast(app, journey)
    case = Sung(made.case.staff, made.case.number, now=AT, app=app, ears=ears, cast=made)
    monkeypatch.setattr("app.clock.now", lambda: case.now)
    case.shared = await _partners()
    await _written_down(case)
    return case


async def _partners() -> dict[str, Form]:
    house = await people.organisation("Rumah Aman Melati", "LKS")
    bapas = await people.organisation("Bapas Serang", "BAPAS")
    await people.worker("house", "LKS", unit=house)
    await people.worker("bapas", "BAPAS_PK", unit=bapas)
    await people.worker("neighbour", "TKSK", kecamatan="36.04.05", region="36.04")
    shelter = {"organisation": str(house), "confirmed": "on"}  # shared all the same
    return {
        "records/shelter": shelter,
        "records/placement": {"placement_kind": "PANTI", **shelter},
        "records/release": {"bapas_office": str(bapas), "confirmed": "on"},
    }


async def _written_down(case: Sung) -> None:
    """Let the worker write the name wherever a name can be written: data, note, document, title, referral."""
    assert case.cast
    client, worker = case.cast.client, await case.cast.browser("peksos")
    data = {
        "full_name": NAME,
        "alias": "Xenolita",
        "sex": "P",
        "nik": NIK,
        "safe_contact": "BEBAS",
        "version": "1",
        "birth_date": f"{(await case.view()).birth_date:%d/%m/%Y}",
        "home.kabkota": "36.04",
        "home.kecamatan": "36.04.05",
        "another": "on",
    }
    await _done(worker, f"/clients/{client}/edit", data)
    await _done(worker, f"/cases/{case.number}/notes", {"text": f"Bertemu {NAME}."})
    letter_file = paper("Surat", saying(NAME))
    form = {"csrf": worker.token, "key": str(uuid4()), "kind": "other", "title": f"Surat {NAME}"}
    answer = await worker.post(
        f"/cases/{case.number}/documents",
        data=form,
        files={"file": (f"{NAME}.pdf", letter_file, "application/pdf")},
    )
    assert answer.status_code == 200
    case.made += [
        f"/cases/{case.number}/documents/{row[0]}" for row in await query("SELECT id FROM documents")
    ]
    letter = {**LETTER, "letter_on": "05/01/2026", "sent_on": "05/01/2026"}
    case.made.append(await _done(worker, f"/referrals/new?client={client}&to=CENTRE", letter))
    event = (await _done(worker, "/outreach/new", EVENT)).removesuffix("/new")
    case.made += [event, f"{event}/new"]


async def say_why(case: Sung) -> None:
    """Let those who oversee the case say why they need to see more than initials."""
    assert case.cast
    case.ears.allowed |= OVERSEERS
    for username in sorted(OVERSEERS):
        browser = await case.cast.browser(username)
        await browser.sign_in(username)
        answer = await browser.say_why(case.cast.client, f"/cases/{case.number}")
        assert answer.status_code == 200


async def ask_for_everything(case: Sung) -> None:
    """Let the data protection officer enter a request for all that is kept."""
    assert case.cast
    case.ears.allowed.add("dpo")
    dpo = await case.cast.browser("dpo")
    await dpo.sign_in("dpo")
    asked = {
        "number": case.cast.client,
        "asked_by": "OWN",
        "asked_on": "05/01/2026",
        "proof": "KTP 3604050405900001",
        "present": "on",
    }
    answer = await dpo.send_form("/rights/access", asked)
    found = re.findall(r"/rights/access/[0-9a-f-]{36}/(?:pdf|json)", answer.text)
    assert len(found) == 2
    case.made += found


async def send_a_sheet(case: Sung) -> None:
    """Let the supervisor hand in a sheet that names the person; to its sender alone it gives the name back."""
    assert case.cast
    head = await case.cast.browser("supervisor")
    await head.sign_in("supervisor")
    day = clock.on(case.now)
    book = sheet([row(name=NAME, nik=NIK, born=None, about=35, note=NAME, opened=day, entered=day)])
    form = {"csrf": head.token, "key": str(uuid4()), "as_of": f"{day:%d/%m/%Y}", "unit": str(case.staff.unit)}
    answer = await head.post("/adoptions", data=form, files={"file": ("berjalan.xlsx", book)})
    assert re.fullmatch("/adoptions/[0-9a-f-]{36}", answer.url.path), answer.text[-900:]
    case.ears.own.add(("supervisor", f"{answer.url.path}/result.xlsx"))
    case.made += [answer.url.path, f"{answer.url.path}/result.xlsx"]


async def somebody_registers_the_same(case: Sung, username: str) -> None:
    """Let somebody type the name into a new registration: who is alike must not be told to everybody."""
    assert case.cast
    browser = await case.cast.browser(username)
    await browser.sign_in(username)
    person = {"full_name": TYPED, "sex": "P", "about": "35", "nik": TYPED_NIK, "safe_contact": "BEBAS"}
    answer = await browser.send_form("/clients/new", person)
    assert answer.status_code in (200, 422)


async def _done(browser: Any, place: str, form: dict[str, str]) -> str:
    answer = await browser.send_form(place, form)
    told = answer.text[answer.text.find("error-summary") :][:900]
    assert answer.status_code == 200, (place, answer.status_code, told)
    return str(answer.url.path)
