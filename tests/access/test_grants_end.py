"""Every kind of grant ends by an event that it names: whoever had it finds no way to the person afterwards."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from app.admin import store as accounts
from app.cases.actions import perform
from app.cases.outcomes import Done
from app.db import execute, query, query_one, transaction
from app.scope import closing, grants
from app.scope.grants import ENDS, WITH_THE_RECORD
from app.scope.restriction import restrict
from tests import people
from tests.access.partners import Place, place
from tests.browser import Browser
from tests.cases.case_driver import START
from workflows import commands

NAME = "Wagiman Sutarjo"
PAGES = (
    "/cases/{case}",
    "/cases/{case}/timeline",
    "/cases/{case}/documents/new",
    "/cases/{case}/visit",
    "/clients/{client}",
    "/clients/{client}/edit",
    "/clients/{client}/verify",
)
LISTS = (
    "/",
    "/cases?state=all",
    "/cases?q={case}",
    "/clients",
    "/clients?q={client}",
    "/clients?q=Wagiman+Sutarjo",
    "/verifications",
    "/referrals",
    "/outreach",
)
WRITES = {
    "/cases/{case}/notes": {"text": "Halo"},
    "/clients/{client}/edit": {"full_name": "Diubah", "sex": "L", "safe_contact": "BEBAS", "version": "1"},
    "/clients/{client}/relations": {"name": "Siti", "relation": "IBU"},
}
Walk = Callable[[Place], Awaitable[str]]
"""Gives the grant to somebody who sees the person by it alone, or ends it; returns the username."""
WALKS: dict[tuple[str, str], tuple[str, str]] = {
    ("REGISTRATION", "OTHERS_AT_WORK"): ("registered", "given to another"),
    ("REGISTRATION", "ACCOUNT_MOVED"): ("registered", "moved to another office"),
    ("REGISTRATION", "CLOSED"): ("registered by a house", "closed"),
    ("REPORT", "CLOSED"): ("reported", "closed"),
    ("REPORT", "ROLE_CHANGED"): ("reported", "role changed"),
    ("ASSIGNMENT", "REASSIGNED"): ("assigned", "given to another"),
    ("ASSIGNMENT", "ROLE_CHANGED"): ("assigned", "role changed"),
    ("UNIT", "UNIT_CHANGED"): ("unit", "unit changed"),
    ("REGION", "RELOCATED"): ("region", "relocated"),
    ("REGION", "CLOSED"): ("region", "closed"),
    ("KECAMATAN", "HOME_MOVED"): ("neighbours", "moved home"),
    ("KECAMATAN", "RESTRICTED"): ("neighbours", "restricted"),
    ("KECAMATAN", "CLOSED"): ("neighbours", "closed"),
    ("AGREEMENT", "OFFICE_CHANGED"): ("agreement", "another office"),
    ("AGREEMENT", "CLOSED"): ("agreement", "closed"),
    ("PLACEMENT", "PLACED_ELSEWHERE"): ("placed", "placed elsewhere"),
    ("PLACEMENT", "CLOSED"): ("placed", "closed"),
    ("SHELTER", "LEFT"): ("sheltered", "left"),
    ("SHELTER", "CLOSED"): ("sheltered", "closed"),
}


@pytest.fixture
async def made(app_on_both, monkeypatch) -> Place:
    """A case of a child, not restricted, among partners who see nothing of it yet."""
    made = await place(app_on_both, "AT", name=NAME)
    monkeypatch.setattr("app.clock.now", lambda: made.case.now + timedelta(minutes=5))
    await people.worker("old", "PEKSOS")
    await people.worker("new", "PEKSOS")
    await people.worker("old_head", "SUPERVISOR", unit=await people.organisation("UPTD Lama", "UPTD"))
    await _end_all(made.client)
    return made


@transaction
async def _end_all(client: str) -> None:
    """Leave but the division's grants, so that what each person sees comes of one grant alone."""
    await execute(
        "UPDATE access SET until = ? WHERE grantee <> 'division' AND kind <> 'UNIT' AND client = (SELECT id FROM clients WHERE number = ?)",
        START,
        client,
    )


@transaction
async def _give(made: Place, grantee: str, kind: str, *, with_case: bool = True) -> None:
    case = await made.case.view()
    await grants.grant(case.client, case.id if with_case else None, grantee, kind, now=made.case.now)


async def _id(username: str) -> UUID:
    row = await query_one("SELECT id FROM workers WHERE username = ?", username)
    assert row
    return UUID(str(row[0]))


async def begin(made: Place, how: str) -> str:
    """Let somebody see the person by one grant; return their username."""
    head = await query_one("SELECT organisation FROM workers WHERE username = 'old_head'")
    assert head
    given: dict[str, tuple[str, str, str, bool]] = {
        "registered": ("old", grants.worker(await _id("old")), "REGISTRATION", False),
        "registered by a house": ("lks", grants.organisation(made.lks), "REGISTRATION", False),
        "reported": ("tksk", grants.worker(await _id("tksk")), "REPORT", True),
        "assigned": ("old", grants.worker(await _id("old")), "ASSIGNMENT", True),
        "unit": ("old_head", grants.unit(head[0]), "UNIT", True),
        "region": ("kabkota", grants.region("36.04"), "REGION", True),
        "neighbours": ("tksk", grants.region("36.04.05"), "KECAMATAN", True),
        "agreement": ("bapas", grants.organisation(made.bapas), "AGREEMENT", True),
        "placed": ("lks", grants.organisation(made.lks), "PLACEMENT", True),
        "sheltered": ("lks", grants.organisation(made.lks), "SHELTER", True),
    }
    username, grantee, kind, with_case = given[how]
    await _give(made, grantee, kind, with_case=with_case)
    return username


async def happens(made: Place, what: str) -> None:
    """Let the event happen that ends the grant, as the product's own acts do."""
    now = made.case.now = made.case.now + timedelta(minutes=1)
    case, head = await made.case.view(), made.case.staff.me["SUPERVISOR"]
    match what:
        case "given to another":
            to = commands.Assign(worker=str(await _id("new")), organisation=str(case.unit), reason="Benturan")
            done = await perform(case.number, to, me=head, now=now, version=case.version, key=uuid4())
            assert isinstance(done, Done), done
        case "unit changed":
            unit = await people.organisation("UPTD Baru", "UPTD")
            to = commands.Assign(worker=str(await _id("new")), organisation=str(unit), reason="Pindah unit")
            done = await perform(case.number, to, me=head, now=now, version=case.version, key=uuid4())
            assert isinstance(done, Done), done
        case "closed":
            await made.case.close(success=False)
        case "moved to another office" | "role changed":
            await _account(made, what)
        case _:
            await _within_a_record(made, what)


@transaction
async def _within_a_record(made: Place, what: str) -> None:
    """Do what a record's own keeping does, in the transaction of the record."""
    case, now = await made.case.view(), made.case.now
    other = await query_one("SELECT organisation FROM workers WHERE username = 'other_lks'")
    assert other
    match what:
        case "relocated":
            await grants.end(case.id, "REGION", why="RELOCATED", now=now)
            await grants.grant(case.client, case.id, grants.region("36.71"), "REGION", now=now)
        case "moved home":
            await grants.follow_home(case.client, "36.71.01.1001", now=now)
        case "restricted":
            await restrict(case.client, "SHELTER", case=case.id, now=now)
        case "another office":
            from app.records.consent.agreement import share

            await share(other[0], case, now)  # type: ignore[arg-type]
        case "placed elsewhere":
            from app.records.plan.placement import Placement

            moved = Placement(placement_kind="KERABAT", destination="Cikande")
            await moved.keep(case, now)  # type: ignore[arg-type]
        case "left":
            from app.records.plan.shelter import Shelter

            await Shelter(status="KELUAR", left_to="KELUARGA").keep(case, now)  # type: ignore[arg-type]


async def _account(made: Place, what: str) -> None:
    """Let an administrator move an account, or take the role away by which its holder sees cases."""
    await people.worker("admin", "ADMIN")
    admin = Browser(made.app)
    await admin.sign_in("admin")
    row = await query_one(
        """SELECT w.username FROM access a JOIN workers w ON a.grantee = 'worker:' || CAST(w.id AS VARCHAR)
           WHERE a.until IS NULL AND w.username IN ('old', 'tksk')"""
    )
    assert row
    account = await accounts.account(row[0])
    assert account
    elsewhere = await people.organisation("LKS Seberang", "LKS")
    roles = ["PEKSOS"] if what == "moved to another office" else ["LKS"]
    form = {
        "name": account.name,
        "roles": roles,
        "organisation": str(elsewhere),
        "language": "en",
        "version": str(account.version),
        "leaves_cases": "on",
    }
    answer = await admin.send_form(f"/admin/accounts/{row[0]}/edit", form, follow_redirects=False)
    assert answer.status_code == 303, answer.text[answer.text.find("error-summary") :][:700]


async def ways(made: Place, username: str) -> set[str]:
    """Ask every way to the person; return those that lead there."""
    browser, found = await made.browser(username), set[str]()
    where = {"case": made.case.number, "client": made.client}
    for page in PAGES:
        if (await browser.get(page.format(**where))).status_code == 200:
            found.add(page)
    for page in LISTS:
        text = (await browser.get(page.format(**where))).text
        links = (f'/clients/{made.client}"', f'/cases/{made.case.number}"')
        if any(link in text for link in links) or ("q=" not in page and NAME in text):
            found.add(page)
    return found


async def writes(made: Place, username: str) -> set[str]:
    """Send every form about the person; return those that were taken."""
    browser, taken = await made.browser(username), set[str]()
    for page, form in WRITES.items():
        place = page.format(case=made.case.number, client=made.client)
        if (await browser.send_form(place, form)).status_code not in (403, 404):
            taken.add(page)
    return taken


def test_every_kind_of_grant_names_what_ends_it_and_each_end_is_walked():
    named = {(kind, event) for kind, events in ENDS.items() for event in events}
    assert {pair for pair in named if pair[1] != WITH_THE_RECORD} == set(WALKS)
    assert all(ENDS.values())


def test_no_grant_is_given_of_a_kind_without_an_end():
    """Kinds are written in the code as words: each stands in the table of ends."""
    import re

    code = "\n".join(path.read_text() for path in Path("app").rglob("*.py"))
    told = set(re.findall(r'grant\((?:[^()]|\([^()]*\))*?"([A-Z]{3,})"', code))
    assert told <= set(ENDS)
    assert len(told) >= len(ENDS) - 1


@pytest.mark.parametrize(("kind", "event"), sorted(WALKS))
async def test_after_the_event_that_ends_a_grant_no_way_leads_to_the_person(made, kind, event):
    how, what = WALKS[kind, event]
    username = await begin(made, how)
    assert await ways(made, username), "the grant shows something"

    await happens(made, what)

    if event == "CLOSED" and closing.after_close().days[kind]:
        assert await ways(made, username), "a partner has the time that the agreement gives"
        later = made.case.now = made.case.now + timedelta(days=closing.after_close().days[kind] + 1)
        assert await closing.end_ripe(later)
    assert await ways(made, username) == set()
    assert await writes(made, username) == set()
    rows = await query("SELECT kind, ended_for FROM access WHERE ended_for <> ''")
    assert (kind, event) in {tuple(row) for row in rows}


@pytest.mark.parametrize("how", ["reported", "region", "agreement", "placed", "sheltered"])
async def test_at_the_close_of_a_restricted_case_a_partners_grant_ends_at_once(app, monkeypatch, how):
    made = await place(app, "BWBLP", name=NAME)
    monkeypatch.setattr("app.clock.now", lambda: made.case.now + timedelta(minutes=5))
    await people.worker("old", "PEKSOS")
    await people.worker("old_head", "SUPERVISOR", unit=await people.organisation("UPTD Lama", "UPTD"))
    await _end_all(made.client)
    username = await begin(made, how)
    assert await ways(made, username)

    await happens(made, "closed")

    assert await ways(made, username) == set()
    assert await writes(made, username) == set()


async def test_a_child_who_lives_on_in_the_house_stays_seen_there_until_they_are_placed_elsewhere(made):
    await begin(made, "placed")
    case = await made.case.view()

    @transaction
    async def ends() -> None:
        await closing.close(case.id, case.client, stays=True, now=made.case.now)

    await ends()
    assert not await closing.end_ripe(made.case.now + timedelta(days=3650))
    assert await ways(made, "lks")
    await _within_a_record(made, "placed elsewhere")
    assert await ways(made, "lks") == set()


async def test_what_a_close_takes_a_reopening_gives_back(made):
    await begin(made, "placed")
    case = await made.case.view()

    @transaction
    async def close_then_reopen(at: datetime) -> None:
        await closing.close(case.id, case.client, stays=False, now=at)
        await closing.end_ripe(at + timedelta(days=400))
        await closing.reopen(case.id, now=at + timedelta(days=401))

    await close_then_reopen(made.case.now)
    assert await ways(made, "lks")


async def test_who_registers_a_person_and_gives_the_case_to_another_has_no_way_left(made):
    """The finding: after a reassignment the old worker opened and wrote to the client's page as who registered them."""
    await begin(made, "registered")
    await begin(made, "assigned")
    assert "/clients/{client}" in await ways(made, "old")
    assert await writes(made, "old")

    await happens(made, "given to another")

    assert await ways(made, "old") == set()
    assert await writes(made, "old") == set()


async def test_a_grant_that_does_not_end_is_noticed(made, monkeypatch):
    """A mutant: a reassignment leaves the old worker's grants."""

    async def nothing(*_asked: object, **_named: object) -> int:
        return 0

    await begin(made, "registered")
    monkeypatch.setattr(grants, "_end", nothing)
    await happens(made, "given to another")
    assert await ways(made, "old")
