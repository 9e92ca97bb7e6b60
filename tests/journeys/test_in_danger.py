"""An unsafe child is on top of three people's first pages in the next request, whichever server process answers it."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from app import clock
from app.db import execute, transaction
from tests import chromium, people
from tests.browser import PASSWORD, Browser
from tests.cases.world import case
from workflows.lists.contact import contact

_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
BAND = 'class="in-danger"'
STAFF = ("peksos", "penyelia", "kasi")


async def staff() -> None:
    """Make a worker, the supervisor of the unit and the head of the section of children."""
    await people.worker("peksos", "PEKSOS", name="Sari Wulandari")
    await people.worker("penyelia", "SUPERVISOR", name="Ratu Komalasari")
    await people.worker("kasi", "KASI", section="ANAK", name="Fitri Handayani")
    await people.worker("lain", "PEKSOS", name="Orang Lain")


async def child(**more: object) -> str:
    """Open the case of a girl of nine."""
    return await case("peksos", "Mawar Sekar", pmks_type="AKTK", about=9, source="SEKOLAH", **more)


_VERSION = re.compile(r'name="version" value="(\d+)"')


class Caller(httpx.Client):
    """A browser at one server process."""

    def __init__(self, address: str, username: str) -> None:
        super().__init__(base_url=address, follow_redirects=True, timeout=30)
        self.token = ""
        self._read("/login")
        self.send_form("/login", {"username": username, "password": PASSWORD})
        self._read("/account")

    def _read(self, place: str) -> None:
        found = _TOKEN.search(self.get(place).text)
        assert found, place
        self.token = found[1]

    def send_form(self, place: str, data: dict[str, str]) -> httpx.Response:
        headers = {"Origin": str(self.base_url).rstrip("/")}
        shown = {} if place == "/login" else {"version": _VERSION.search(self.get(place).text)[1]}  # type: ignore[index]
        sent = {"csrf": self.token, "key": str(uuid4()), **shown, **data}
        return self.post(place, data=sent, headers=headers)

    def top(self) -> str:
        """Return what the first page begins with, up to the end of the band."""
        main = self.get("/").text.split('<main id="main"')[1]
        return main.split("</section>")[0] if BAND in main else ""


@pytest.fixture
def two_servers(postgres_db: object, data_folder: Path) -> Iterator[tuple[str, str]]:
    """Serve one PostgreSQL database from two processes."""
    import os

    address = os.environ["PULIH_DATABASE_URL"]
    with ExitStack() as both:
        yield (
            both.enter_context(chromium.served(data_folder, PULIH_DATABASE_URL=address)),
            both.enter_context(chromium.served(data_folder, PULIH_DATABASE_URL=address)),
        )


UNSAFE = {
    "safety": "TIDAK_AMAN",
    "safe_place": "off",
    "offender_near": "on",
    "threat": "Terduga pelaku tinggal serumah.",
    "actions": "Anak dibawa guru ke kantor sekolah.",
}


async def test_an_unsafe_child_is_on_top_of_three_first_pages_of_another_process_in_the_next_request(
    two_servers,
):
    await staff()
    number = await child()
    here, there = two_servers
    worker = Caller(here, "peksos")
    others = {name: Caller(there, name) for name in STAFF}
    assert [one.top() for one in others.values()] == ["", "", ""]  # whatever is counted is counted by now

    saved = worker.send_form(f"/cases/{number}/records/safety_check", UNSAFE)
    tops = {name: one.top() for name, one in others.items()}

    assert saved.status_code == 200, saved.text
    for name, top in tops.items():
        assert "M. S. · BTN-" in top, name
        assert "AKTK" in top, name
        assert f'href="/cases/{number}/records/safety_check"' in top, name
        assert "serumah" not in top, "no sentence about who threatens"
    assert Caller(there, "lain").top() == "", "nobody outside the scope is told"

    worker.send_form(f"/cases/{number}/records/safety_check", {"safety": "AMAN", "safe_place": "on"})
    assert [one.top() for one in others.values()] == ["", "", ""]


async def test_a_case_that_nobody_has_stands_with_the_supervisor_and_the_head_of_section(app_on_both):
    await staff()
    number = await child(worker=None, safe_now="TIDAK_AMAN", urgency="DARURAT")

    for name in ("penyelia", "kasi"):
        async with Browser(app_on_both) as reader:
            await reader.enter(name)
            main = (await reader.get("/")).text.split('<main id="main"')[1]
            band = main[main.index(BAND) :].split("</section>")[0]
            assert main.index(BAND) < main.index('class="panel'), "before all else"
            assert "Nobody is assigned" in band
            assert f'href="/cases/{number}/assign"' in band
            assert "24 hours left" in band or "23 hours left" in band


async def test_the_case_page_shows_urgency_and_safety_and_who_knows_of_the_danger(app, signed_in):
    await staff()
    number = await child(safe_now="TIDAK_AMAN", urgency="DARURAT")
    supervisor = await signed_in("penyelia")

    page = (await supervisor.get(f"/cases/{number}")).text
    again = (await (await signed_in("peksos")).get(f"/cases/{number}")).text

    head = page.split('id="standing"')[1].split("</header>")[0]
    assert BAND in head
    assert head.index(BAND) < head.index('class="facts"')
    assert "Emergency" in head
    assert "Not safe" in head
    assert "Once safe" in page
    knowers = again.split('id="knowers"')[1].split("</section>")[0]
    assert knowers.index("Sari Wulandari") < knowers.index("Ratu Komalasari")
    assert knowers.count("<b>not yet</b>") == 1
    assert "Fitri Handayani" in knowers.split("<b>not yet</b>")[0].rsplit("<li>", 1)[1]


@pytest.mark.parametrize(
    ("way", "calls"),
    [("BEBAS", True), ("TELEPON_SAJA", True), ("MELALUI_PERANTARA", False), ("BELUM_DITANYAKAN", None)],
)
async def test_the_red_band_calls_by_telephone_where_the_safe_contact_leaves_that_open(
    app, signed_in, way, calls
):
    await staff()
    number = await child(safe_now="TIDAK_AMAN", urgency="DARURAT")
    await _reached(way, "0812-3456-7890")
    if calls is None:
        calls = contact(way).telephone
    worker = await signed_in("peksos")

    for place in ("/", f"/cases/{number}"):
        band = (await worker.get(place)).text.split(BAND)[1].split("</section>")[0]
        assert ('href="tel:081234567890"' in band) == calls, place
        assert ("Safe contact:" in band) == (way != "BEBAS"), place
        assert band.index("/records/") < band.index("tel:") if calls else True, (
            "the one next act stays the first"
        )

    others = (await (await signed_in("penyelia")).get("/")).text.split(BAND)[1].split("</section>")[0]
    assert "tel:" not in others, "a number says who a masked client is"


@transaction
async def _reached(way: str, phone: str) -> None:
    await execute("UPDATE clients SET safe_contact = ?, phone = ?", way, phone)


async def test_a_case_without_danger_shows_no_empty_band(app, signed_in):
    await staff()
    number = await child()
    page = (await (await signed_in("peksos")).get(f"/cases/{number}")).text

    assert BAND not in page
    assert 'id="knowers"' not in page
    assert "Tasks of this stage" in page


async def test_a_reasoned_downgrade_ends_an_emergency_and_stands_in_the_history(app, signed_in):
    await staff()
    number = await child(urgency="DARURAT")
    sari = await signed_in("peksos")
    assert BAND in (await sari.get("/")).text

    place = f"/cases/{number}/urgency"
    without = await sari.send_form(place, {"urgency": "SEGERA", "reason": ""})
    still = (await sari.get("/")).text
    done = await sari.send_form(place, {"urgency": "SEGERA", "reason": "Anak sudah bersama neneknya."})

    assert without.status_code == 422
    assert BAND in still
    assert "Anak sudah bersama neneknya." in done.text
    assert BAND not in (await sari.get("/")).text
    row = await _urgency(number)
    assert row == "SEGERA"


async def _urgency(number: str) -> str:
    from app.db import query

    return str((await query("SELECT urgency FROM cases WHERE number = ?", number))[0][0])


@pytest.mark.parametrize(("journey", "age"), [("PD", 40), ("LUT", 70), ("GLD", 40), ("KM", 40)])
async def test_safety_can_be_recorded_in_a_journey_that_has_no_rule_about_it(app, signed_in, journey, age):
    await staff()
    number = await case("peksos", "Udin", pmks_type=journey, about=age, safe_now="TIDAK_AMAN")
    sari = await signed_in("peksos")
    assert BAND in (await sari.get("/")).text

    await sari.send_form(f"/cases/{number}/records/safety_check", {"safety": "AMAN", "safe_place": "on"})

    assert BAND not in (await sari.get("/")).text


async def test_a_planned_release_is_asked_about_on_its_day_and_each_answer_ends_the_question(app, signed_in):
    await staff()
    today = clock.today()
    answers = {
        "Released": {"actual_on": str(today), "release_status": "PB", "planned_on": str(today)},
        "The date has changed": {
            "planned_on": str(today + timedelta(days=20)),
            "release_status": "NAPI",
            "change_reason": "REMISI",
        },
        "Not known yet": {"asked_on": str(today), "release_status": "NAPI", "planned_on": str(today)},
    }
    sari = await signed_in("peksos")
    for n, (words, answer) in enumerate(answers.items()):
        number = await case("peksos", f"Bekas Warga {n}", about=30 + n)
        place = f"/cases/{number}/records/release"
        planned = {"release_status": "NAPI", "planned_on": str(today)}
        assert (await sari.send_form(place, planned)).status_code == 200
        band = (await sari.get("/")).text.split(BAND)[1].split("</section>")[0]
        assert "Released today?" in band
        [asked] = re.findall(rf'href="({place}\?[^"]+)">{words}<', band)
        form = (await sari.get(asked)).text
        shown = form.split('id="f-actual_on"')[1].split(">")[0]
        assert (f"{today:%d/%m/%Y}" in shown or str(today) in shown) == (words == "Released")
        sent = await sari.send_form(place, answer)
        assert sent.status_code == 200, sent.text.split("error-summary")[-1][:600]
        assert BAND not in (await sari.get("/")).text, words
