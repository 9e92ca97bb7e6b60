"""A case with a partner of each kind beside it: institution, kecamatan, kabupaten, Bapas."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from litestar import Litestar

from app.cases.actions import perform
from app.cases.outcomes import Done
from app.db import execute, query_one, transaction
from app.scope import grants
from tests import people
from tests.browser import Browser
from tests.cases.case_driver import Driven, case_of, staff
from tests.journeys import filled
from workflows import commands
from workflows.definition import load_all

NARRATIVE = "Klien bercerita tentang masa kecilnya di Rangkasbitung."
KECAMATAN = "36.04.05"


@dataclass
class Place:
    """A case and the houses around it."""

    app: Litestar
    case: Driven
    client: str
    lks: UUID
    bapas: UUID

    async def browser(self, username: str) -> Browser:
        browser = Browser(self.app)
        await browser.enter(username)
        return browser

    async def record(self, kind: str, facts: dict[str, object] | None = None, **more: str) -> None:
        """Fill a record's form as the case worker."""
        worker = await self.browser("peksos")
        view = await self.case.view()
        form = filled.record(kind, facts or {}, view.state, self.case.now.date())
        sent = {**form, "version": str(view.version), **more}
        answer = await worker.send_form(
            f"/cases/{self.case.number}/records/{kind}", sent, follow_redirects=False
        )
        assert answer.status_code == 303, answer.text[-1500:]

    async def note(self, text: str) -> None:
        """Write a note as the case worker."""
        me = self.case.staff.me["PEKSOS"]
        outcome = await perform(
            self.case.number, commands.Note(text=text), me=me, now=self.case.now, version=None, key=uuid4()
        )
        assert isinstance(outcome, Done)


async def place(app: Litestar, journey: str, *, name: str = "Wagiman Sutarjo") -> Place:
    """Open a case for a client who lives in a kecamatan, among partners who see nothing of it yet."""
    definition = load_all()[journey]
    case = await case_of(journey, number="BTN-2026-000500", staff_=await staff(definition.meta.section))
    client = (await case.view()).client_number
    await _lives(client, name)
    lks = await people.organisation("LKSA Harapan Bunda", "LKS")
    bapas = await people.organisation("Bapas Serang", "BAPAS")
    await people.worker("lks", "LKS", unit=lks)
    await people.worker("other_lks", "LKS", unit=await people.organisation("LKS Lain", "LKS"))
    await people.worker("bapas", "BAPAS_PK", unit=bapas)
    await people.worker("tksk", "TKSK", kecamatan=KECAMATAN, region="36.04")
    await people.worker("kabkota", "KABKOTA", region="36.04")
    await people.worker("data", "DATA")
    return Place(app, case, client, lks, bapas)


@transaction
async def _lives(client: str, name: str) -> None:
    await execute(
        "UPDATE clients SET full_name = ?, name_key = ?, home_region = ?, home_address = ?, phone = ? WHERE number = ?",
        name,
        name.lower(),
        f"{KECAMATAN}.2001",
        "Kampung Cikande RT 03",
        "081234567890",
        client,
    )
    row = await query_one("SELECT id FROM clients WHERE number = ?", client)
    assert row is not None
    await grants.follow_home(row[0], f"{KECAMATAN}.2001", now=people.SINCE + timedelta(hours=2))
