"""The mask belongs to the person: every way to two canaries, walked by everybody, and planted leaks that must be noticed."""

import re
from collections import Counter
from urllib.parse import quote_plus

import pytest

from app.db import execute, query, transaction
from app.scope.predicate import Sql
from tests.access.persons import (
    AT,
    EVERYBODY,
    HIDDEN,
    NIKS,
    NUMBERS,
    OVERSEERS,
    SINGS,
    TEAM,
    TWO_TYPES,
    World,
    world,
)

LISTS = (
    "/",
    "/cases",
    "/cases?state=all",
    "/cases?type=AT",
    "/cases?type=AJ",
    "/clients",
    "/verifications",
    "/supervision/stalled",
    "/supervision/stalled/workers",
    "/reports/monthly/2026-01",
    "/reports/monthly/2026-01/cases?figure=new",
    "/reports/monthly/2026-01/cases?figure=served",
    "/referrals",
    "/outreach",
    "/adoptions",
    "/opened",
    "/opened/asked",
    "/types",
)
LOGS = ("/audit", "/audit.csv", "/rights/access", "/rights/masks", "/admin/holds", "/admin/retention")
OPENED = (
    "/cases/{case}",
    "/cases/{case}?history=all",
    "/cases/{case}/timeline",
    "/cases/{case}/visit",
    "/cases/{case}/documents/new",
    "/cases/{case}/records/consent",
    "/clients/{client}",
    "/clients/{client}/edit",
    "/clients/{client}/merge",
    "/clients/{client}/reason",
    "/cases/new?client={client}",
    "/referrals/new?client={client}",
)
PERSON = {
    "sex": "P",
    "about": "10",
    "safe_contact": "BEBAS",
    "home.kabkota": "36.04",
    "home.kecamatan": "36.04.05",
}


@pytest.fixture
async def made(app, monkeypatch):
    monkeypatch.setattr("app.clock.now", lambda: AT)
    made = await world(app)
    yield made
    await made.leave()


@pytest.fixture
async def made_on_both(app_on_both, monkeypatch):
    monkeypatch.setattr("app.clock.now", lambda: AT)
    made = await world(app_on_both)
    yield made
    await made.leave()


async def _reads(username: str) -> int:
    rows = await query(
        """SELECT COUNT(*) FROM audit a JOIN workers w ON w.id = a."by"
           WHERE a.action IN ('read', 'found') AND w.username = ?""",
        username,
    )
    return int(rows[0][0])


async def walked(
    made: World, username: str, count: Counter[str], told: frozenset[str] = frozenset()
) -> list[str]:
    """Ask every list, log and page about both for one person; name what should not have been sent.

    *told*: of whom this person gave a reason.
    """
    browser, wrong = await made.browser(username), list[str]()
    for place in (*LISTS, *LOGS):
        answer = await browser.get(place)
        count["cells"] += 1
        if SINGS.search(answer.text):
            wrong.append(f"{username} {place}: a list or log names them")
    for name, cases in made.cases.items():
        mine = username in TEAM[name] or name in told
        for place in OPENED:
            for case in cases:
                before = await _reads(username)
                answer = await browser.get(place.format(case=case, client=NUMBERS[name]))
                count["cells"] += 1
                read = await _reads(username) - before
                count["readings"] += read
                title = answer.text.partition("<title>")[2].partition("</title>")[0]
                if SINGS.search(title) and not place.startswith("/clients"):
                    wrong.append(f"{username} {place}: a title names them")
                if SINGS.search(answer.text) and not (mine and read):
                    wrong.append(
                        f"{username} {place}: {answer.status_code} {'unread' if mine else 'not theirs'}"
                    )
    return wrong


async def test_every_way_to_two_restricted_people_names_them_to_their_team_alone(made, tell):
    count: Counter[str] = Counter()
    wrong = [one for username in EVERYBODY for one in await walked(made, username, count)]
    assert wrong == []
    assert count["readings"] > 20
    tell("ways to restricted people", **count)


async def test_after_a_reason_every_sight_of_the_name_is_a_reading(made, tell):
    count: Counter[str] = Counter()
    wrong = []
    for username in sorted(OVERSEERS):
        browser = await made.browser(username)
        for name, number in NUMBERS.items():
            await browser.say_why(number, f"/cases/{made.cases[name][0]}")
        wrong += await walked(made, username, count, frozenset(NUMBERS))
    assert wrong == []
    assert count["readings"] > 0
    tell("ways to restricted people, reasons given", **count)


async def test_the_same_person_is_initials_under_every_type(made):
    """Seen: initials of a victim of violence directly above the full name of the same child under the other type."""
    for username in sorted(TEAM[TWO_TYPES] | OVERSEERS):
        page = (await (await made.browser(username)).get("/cases?state=all")).text
        assert not SINGS.search(page), username
    page = (await (await made.browser("kabid")).get("/cases?state=all")).text
    assert page.count("X. Q.") >= 2


async def test_parts_of_a_name_find_nobody_masked_and_whole_names_are_logged(made_on_both, tell):
    asked = Counter[str]()
    for username in sorted(OVERSEERS):
        browser = await made_on_both.browser(username)
        for name, number in NUMBERS.items():
            parts = {
                word[at : at + size]
                for word in name.split()
                for size in (3, 4, 5)
                for at in range(len(word) - size)
            }
            typed = [*sorted(parts), *name.split(), NIKS[name][:8], "15/06/2016"]
            for text in typed:
                for page in (f"/clients?q={quote_plus(text)}", f"/cases?state=all&q={quote_plus(text)}"):
                    answer = await browser.get(page)
                    asked["searches"] += 1
                    assert number not in answer.text, (username, text, page)
                    assert not any(f'/cases/{case}"' in answer.text for case in made_on_both.cases[name]), (
                        username,
                        text,
                    )
            before = await _reads(username)
            for text in (name.upper(), NIKS[name]):
                assert f"/clients/{number}" in (await browser.get(f"/clients?q={quote_plus(text)}")).text, (
                    username
                )
            assert await _reads(username) == before + 2, "each find is in the log"
    tell("searches for parts of masked names", **asked)


async def test_the_team_finds_its_own_people_by_a_part_of_the_name(made_on_both):
    page = (await (await made_on_both.browser("peksos")).get("/clients?q=xenol")).text
    assert f"/clients/{NUMBERS[TWO_TYPES]}" in page


@pytest.mark.parametrize("name", sorted(NUMBERS))
async def test_the_duplicate_check_answers_out_of_scope_only_to_ask_the_data_officer(made_on_both, name):
    for form in (
        {"full_name": name.upper()},
        {"full_name": "Orang Lain", "nik": NIKS[name]},
        {"full_name": name.lower(), "nik": NIKS[name]},
    ):
        answer = await (await made_on_both.browser("colleague")).send_form("/clients/new", {**PERSON, **form})
        assert "Ask the data officer" in answer.text, answer.text[-600:]
        assert NUMBERS[name] not in answer.text
        for told in ("X. Q.", "Z. W.", "Kenanga", "UPTD", "2016", "Same NIK", "Registered outside"):
            assert told not in answer.text, told
    audited = await query("SELECT client FROM audit WHERE action = 'sent to the data officer'")
    assert len(audited) == 3
    assert len(await query("SELECT 1 FROM duplicate_questions WHERE seen_at IS NULL")) == 1

    officer = await made_on_both.browser("data")
    assert "waits for you" in (await officer.get("/")).text
    page = (await officer.get("/opened/asked")).text
    assert NUMBERS[name] in page
    assert not SINGS.search(page)
    [question] = await query("SELECT id FROM duplicate_questions")
    await officer.send_form(f"/opened/asked/{question[0]}/answered")
    assert NUMBERS[name] not in (await officer.get("/opened/asked")).text


async def test_neighbours_know_of_neither(made):
    tksk = await made.browser("tksk")
    for name, number in NUMBERS.items():
        assert (await tksk.get(f"/clients/{number}")).status_code == 404
        for case in made.cases[name]:
            assert (await tksk.get(f"/cases/{case}")).status_code == 404


async def test_the_mask_outlives_the_close_of_the_case_that_caused_it(made):
    await _close_all()
    for username in ("peksos", "kabid"):
        page = (await (await made.browser(username)).get("/cases?state=all")).text
        assert not SINGS.search(page)
    assert {bool(row[0]) for row in await query("SELECT restricted FROM clients")} == {True}


@transaction
async def _close_all() -> None:
    await execute("UPDATE cases SET closed_at = ?, outcome = 'MANDIRI'", AT)


async def test_masks_that_follow_the_type_of_the_case_are_noticed(made):
    """A mutant: the state before, in which the type of a case alone masked."""

    @transaction
    async def forget() -> None:
        await execute("UPDATE clients SET restricted = ?", False)

    await forget()
    assert await walked(made, "peksos", Counter())


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("app.cases.masking.hides", lambda **_asked: False),
        ("app.cases.store.noticed", lambda _reading: None),
        ("app.clients.store.noticed", lambda _reading: None),
    ],
)
async def test_a_planted_leak_of_a_page_is_noticed(made, monkeypatch, place, value):
    monkeypatch.setattr(place, value)
    assert await walked(made, "peksos", Counter())


async def test_a_mask_that_asks_nobody_is_noticed(made, monkeypatch):
    """A mutant: whoever is in scope sees everything."""

    async def always(*_asked: object) -> bool:
        return True

    monkeypatch.setattr("app.cases.store.sees_case", always)
    assert await walked(made, "kabkota", Counter())


async def test_a_search_that_finds_parts_is_noticed(made, monkeypatch):
    """A mutant: the masked are searched like everybody else."""
    monkeypatch.setattr("app.clients.finding.masked._unmasked_or_whole", lambda *_asked: Sql("1 = 1", ()))
    page = (await (await made.browser("kabkota")).get("/clients?q=xenol")).text
    assert NUMBERS[TWO_TYPES] in page


async def test_a_duplicate_check_that_tells_more_is_noticed(made, monkeypatch):
    """A mutant: nobody is held back."""
    real = query

    async def unrestricted(sql: str, *args: object) -> list[object]:
        return list(await real(re.sub(r"k\.restricted,", "FALSE AS restricted,", sql), *args))

    monkeypatch.setattr("app.clients.finding.lookalikes.query", unrestricted)
    answer = await (await made.browser("colleague")).send_form(
        "/clients/new", {**PERSON, "full_name": HIDDEN}
    )
    assert "Z. W." in answer.text
