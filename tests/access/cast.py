"""A restricted case, the people who may know of it, and those who may not."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from litestar import Litestar

from app.db import query_one
from tests import people
from tests.browser import Browser
from tests.cases.case_driver import START, Driven, case_of, staff
from tests.cases.test_files import PDF
from workflows.definition import load_all
from workflows.lists import roles as engine

NAME = "Sudirja Rahasia"
AT = START + timedelta(hours=1)
SCOPED = frozenset({"peksos", "supervisor", "kasi", "kabkota", "kabid", "data"})
"""Who may know of the case."""
OVERSEERS = frozenset({"kabkota", "kabid", "data"})
"""Those of them who are not on its team: they say why before they see more than initials."""
ROLES = {
    "peksos": "PEKSOS",
    "supervisor": "SUPERVISOR",
    "kasi": "KASI",
    "kabid": "KABID",
    "bapas_pk": "BAPAS_PK",
    "kabkota": "KABKOTA",
    "data": "DATA",
    "kadis": "KADIS",
    "auditor": "AUDITOR",
    "dpo": "DPO",
    "admin": "ADMIN",
    "sop_owner": "SOP_OWNER",
    "other_peksos": "PEKSOS",
    "colleague": "PEKSOS",
    "other_supervisor": "SUPERVISOR",
    "other_kasi": "KASI",
    "other_kabkota": "KABKOTA",
    "sakti": "SAKTI",
    "tksk": "TKSK",
    "lks": "LKS",
    "uptd": "UPTD",
}
ROLES |= {role.lower(): role for role in engine.ROLES if role not in ROLES.values()}
"""Everybody by username, with their role. Those called other_… stand outside; the first five made the case."""


@dataclass
class Cast:
    """The case, its document, and a browser for everybody."""

    app: Litestar
    case: Driven
    client: str
    document: str
    relation: str
    browsers: dict[str, Browser] = field(default_factory=dict)

    async def browser(self, username: str) -> Browser:
        """Give the person's browser; `nobody` has not signed in."""
        if username not in self.browsers:
            self.browsers[username] = Browser(self.app)
            if username == "nobody":
                await self.browsers[username].read_token("/login")
            else:
                await self.browsers[username].enter(username)
        return self.browsers[username]

    async def leave(self) -> None:
        """Close every browser."""
        for browser in self.browsers.values():
            await browser.aclose()


async def cast(app: Litestar, journey: str = "BWBLP") -> Cast:
    """Open a restricted case with a document and a relative, among many people."""
    section = load_all()[journey].meta.section
    case = await case_of(journey, staff_=await staff(section))
    await _others(section, case.staff.unit)
    client = (await case.view()).client_number
    await _named(client)
    made = Cast(app, case, client, "", "")
    worker = await made.browser("peksos")
    form = {"csrf": worker.token, "key": str(uuid4()), "kind": "other"}
    files = {"file": ("surat.pdf", PDF, "application/pdf")}
    answer = await worker.post(f"/cases/{case.number}/documents", data=form, files=files)
    assert answer.status_code == 200
    relative = {"name": "Siti Keluarga", "relation": "IBU", "is_guardian": "on"}
    answer = await worker.send_form(f"/clients/{client}/relations", relative)
    assert answer.status_code == 200, answer.text[:300]
    made.document = str(await _only_id("documents"))
    made.relation = str(await _only_id("relations"))
    return made


async def _others(section: str, unit: UUID) -> None:
    other = await people.organisation("Panti Sosial Pandeglang", "UPTD")
    another = next(
        one for one in sorted({d.meta.section for d in load_all().values()} | {"LANSIA"}) if one != section
    )
    await people.worker("leaver", "TKSK", section=another, unit=other, region="36.71")
    for username, role in list(ROLES.items())[5:]:
        own_unit = unit if username == "colleague" else other
        region = "36.04" if username == "kabkota" else "36.71"
        await people.worker(username, role, section=another, unit=own_unit, region=region)


async def _named(client: str) -> None:
    from app.db import execute, transaction

    @transaction
    async def rename() -> None:
        await execute(
            "UPDATE clients SET full_name = ?, name_key = ? WHERE number = ?", NAME, NAME.lower(), client
        )

    await rename()


async def _only_id(table: str) -> UUID:
    row = await query_one(f"SELECT id FROM {table}")
    assert row is not None
    return UUID(str(row[0]))


NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)
