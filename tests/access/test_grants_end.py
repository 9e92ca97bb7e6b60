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
from app.merging.actions import Merged, Parted, merge, undo
from app.merging.forms import MergeForm, UndoForm
from app.opening.open_case import Opened, Opening, open_case
from app.scope import closing, grants
from app.scope.break_glass import sees_case, sees_client
from app.scope.grants import ENDS, WITH_THE_RECORD
from app.scope.restriction import restrict
from tests import people
from tests.access.partners import Place, place
from tests.browser import Browser
from tests.cases.case_driver import START
from tests.clients.world import client, me_of
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
    ("REGISTRATION", "MERGED"): ("registered", "merged with a masked person"),
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
        case "merged with a masked person":
            await merge_with_masked(made, await _masked(), kept="masked")
        case "moved to another office" | "role changed":
            await _account(made, what)
        case _:
            await _within_a_record(made, what)


async def _masked() -> str:
    """Register somebody masked, whom nobody but the head sees."""
    number = await client("supervisor", NAME)
    [row] = await query("SELECT id FROM clients WHERE number = ?", number)

    @transaction
    async def restricted() -> None:
        await restrict(row[0], "SHELTER", case=None, now=START)

    await restricted()
    return number


async def merge_with_masked(made: Place, masked: str, *, kept: str) -> int:
    """Let the head merge the person with somebody masked; return the merge's number."""
    numbers = (masked, made.client) if kept == "masked" else (made.client, masked)
    versions = [
        (await query("SELECT version FROM clients WHERE number = ?", number))[0][0] for number in numbers
    ]
    form = MergeForm(
        other=numbers[1],
        reason="Orang yang sama",
        version=versions[0],
        other_version=versions[1],
        key=uuid4(),
    )
    done = await merge(numbers[0], form, me=await me_of("supervisor"), now=made.case.now)
    assert isinstance(done, Merged), done
    return int((await query("SELECT max(id) FROM client_merges"))[0][0])


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
        await closing.reopen(case.id, case.client, closed_at=at, now=at + timedelta(days=401))

    await close_then_reopen(made.case.now)
    assert await ways(made, "lks")


@transaction
async def _close(made: Place, at: datetime, *, ripe: bool = True) -> None:
    """Close the case as the log's projection does, and let the time of its partners run out."""
    case = await made.case.view()
    await execute("UPDATE cases SET closed_at = ? WHERE id = ?", at, case.id)
    await closing.close(case.id, case.client, stays=False, now=at)
    if ripe:
        await closing.end_ripe(at + timedelta(days=400))


@transaction
async def _reopen(made: Place, closed_at: datetime, at: datetime) -> None:
    case = await made.case.view()
    await execute("UPDATE cases SET closed_at = NULL WHERE id = ?", case.id)
    await closing.reopen(case.id, case.client, closed_at=closed_at, now=at)


@pytest.mark.parametrize(
    ("how", "grantee", "kind"),
    [
        ("placed", "lks", "PLACEMENT"),
        ("agreement", "bapas", "AGREEMENT"),
        ("region", "kabkota", "REGION"),
        ("sheltered", "lks", "SHELTER"),
    ],
)
@pytest.mark.parametrize("after", [["org:other"], []])
async def test_a_second_reopening_gives_back_what_its_own_close_took_and_nothing_older(
    made, how, grantee, kind, after
):
    """Seen: house one, closed and reopened, house two, closed and reopened: house one saw the child again."""
    await begin(made, how)
    case, at = await made.case.view(), made.case.now
    await _close(made, at)
    await _reopen(made, at, at + timedelta(days=500))
    assert await ways(made, grantee)

    @transaction
    async def to_another() -> None:
        await grants.end(case.id, kind, why=ENDS[kind][0], now=at + timedelta(days=501))
        for other in after:
            await grants.grant(case.client, case.id, other, kind, now=at + timedelta(days=501))

    await to_another()
    await _close(made, at + timedelta(days=600))
    await _reopen(made, at + timedelta(days=600), at + timedelta(days=1100))

    held = await query("SELECT grantee FROM access WHERE kind = ? AND until IS NULL", kind)
    assert [row[0] for row in held] == after
    assert await ways(made, grantee) == set()


async def test_a_reopening_gives_no_report_back_to_who_lost_the_role_meanwhile(made):
    await begin(made, "reported")
    await _close(made, made.case.now)

    @transaction
    async def leaves_role() -> None:
        await execute("DELETE FROM worker_roles WHERE worker = ?", await _id("tksk"))

    await leaves_role()
    await _reopen(made, made.case.now, made.case.now + timedelta(days=500))
    assert await query("SELECT 1 FROM access WHERE kind = 'REPORT' AND until IS NULL") == []


async def test_no_closed_case_is_given_to_neighbours_without_an_end(made):
    """Seen: whoever corrected a client's address gave closed cases back to the kecamatan, for good."""
    await begin(made, "neighbours")
    case = await made.case.view()
    await _close(made, made.case.now)
    assert await ways(made, "tksk") == set()

    @transaction
    async def corrected(home: str) -> None:
        await grants.follow_home(case.client, home, now=made.case.now + timedelta(days=500))

    await corrected("36.04.05.2001")
    assert await ways(made, "tksk") == set()
    for kind in (kind for kind, ends in ENDS.items() if "CLOSED" in ends):

        @transaction
        async def given(kind: str = kind) -> None:
            await grants.grant(case.client, case.id, "org:late", kind, now=made.case.now)

        await given()
    assert await query("SELECT kind FROM access WHERE grantee = 'org:late'") == []


@pytest.mark.parametrize("again", ["reopened", "new case"])
async def test_who_registered_a_client_or_lives_near_sees_them_on_while_a_case_is_open_again(made, again):
    """Seen: the time that a close set ran out although the client had come back."""
    await begin(made, "registered by a house")
    case, at = await made.case.view(), made.case.now
    await _give(made, grants.region("36.04.05"), "KECAMATAN", with_case=False)
    await _close(made, at, ripe=False)
    due = """SELECT count(*) FROM access WHERE client = ? AND "case" IS NULL AND until IS NULL AND ends_at IS NOT NULL"""
    assert (await query(due, case.client))[0][0] == 2

    if again == "reopened":
        await _reopen(made, at, at + timedelta(days=10))
    else:
        form = Opening(
            client=made.client,
            pmks_type="AT",
            source="MASYARAKAT",
            urgency="RUTIN",
            safe_now="AMAN",
            reported_at=at,
            region="36.04",
            unit=case.unit,
            override="Datang kembali.",
        )
        opened = await open_case(form, me=await me_of("supervisor"), now=at + timedelta(days=1), key=uuid4())
        assert isinstance(opened, Opened), opened

    assert (await query(due, case.client))[0][0] == 0


@pytest.mark.parametrize("kept", ["masked", "registered"])
async def test_a_merge_makes_no_registrar_part_of_a_masked_persons_team_and_its_undoing_gives_them_back(
    made, kept
):
    """Seen: whoever registered the duplicate of a masked person opened and wrote to their page after the merge."""
    await begin(made, "registered")
    masked = await _masked()
    merge_id = await merge_with_masked(made, masked, kept=kept)
    assert await ways(made, "old") == set()
    assert await writes(made, "old") == set()
    assert "supervisor" in await _registrars(made.client if kept == "registered" else masked), "theirs stays"

    number = masked if kept == "masked" else made.client
    form = UndoForm(reason="Dua orang", key=uuid4())
    parted = await undo(
        number, merge_id, form, me=await me_of("supervisor"), now=made.case.now + timedelta(hours=1)
    )
    assert isinstance(parted, Parted), parted
    assert "old" in await _registrars(made.client)
    assert "old" not in await _registrars(masked)


async def _registrars(number: str) -> set[str]:
    rows = await query(
        """SELECT w.username FROM access a JOIN clients k ON k.id = a.client
           JOIN workers w ON a.grantee = 'worker:' || CAST(w.id AS VARCHAR)
           WHERE k.number = ? AND a.kind = 'REGISTRATION' AND a.until IS NULL""",
        number,
    )
    return {str(row[0]) for row in rows}


async def test_who_reported_a_case_of_a_masked_person_is_not_on_the_team_of_the_person(made):
    """Seen: a reason given for twelve hours, then a case reported: the name stood there for good."""
    await _give(made, grants.region("36.04.05"), "REGION")
    case = await made.case.view()

    @transaction
    async def restricted() -> None:
        await restrict(case.client, "TYPE", case=case.id, now=made.case.now)

    await restricted()
    tksk = await me_of("tksk")
    assert not await sees_client(tksk, case.client)

    await _give(made, grants.worker(tksk.id), "REPORT")

    assert not await sees_client(tksk, case.client)
    assert await sees_case(tksk, case.id, case.client), "they follow the case that they reported"


async def test_who_needs_no_names_any_more_loses_what_they_registered(made):
    """Seen: a social worker who became data officer kept the names of all whom they ever registered."""
    await begin(made, "registered")
    await people.worker("admin", "ADMIN")
    admin = Browser(made.app)
    await admin.sign_in("admin")
    account = await accounts.account("old")
    assert account
    form = {
        "name": account.name,
        "roles": ["DATA"],
        "organisation": str(account.organisation or ""),
        "language": "en",
        "version": str(account.version),
        "leaves_cases": "on",
    }
    answer = await admin.send_form("/admin/accounts/old/edit", form, follow_redirects=False)
    assert answer.status_code == 303, answer.text[answer.text.find("error-summary") :][:700]
    assert "old" not in await _registrars(made.client)


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
