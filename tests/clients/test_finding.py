"""Finding clients: by any part of a name, by number, by NIK; within reach only."""

import pytest

from app.clients import store
from tests import people
from tests.clients.world import client, me_of


@pytest.fixture
async def registered(db):
    await people.worker("sari", "PEKSOS")
    await people.worker("budi", "PEKSOS")
    names = ("Muhammad Yusuf", "Siti Aminah", "Aminudin", "Jaya")
    numbers = [await client("sari", name) for name in names]
    await client("budi", "Siti Milik Budi", nik="3673014405910001")
    return dict(zip(names, numbers, strict=True))


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("joesoef", ["Muhammad Yusuf"]),
        ("moh", ["Muhammad Yusuf"]),
        ("amin", ["Aminudin", "Siti Aminah"]),
        ("AMINAH siti", ["Siti Aminah"]),
        ("si am", ["Siti Aminah"]),
        ("djaja", ["Jaya"]),
        ("milik", []),
        ("3673014405910001", []),
        ("' OR 1=1 --", []),
        ('"', []),
    ],
)
async def test_a_part_of_the_name_is_enough(registered, typed, names):
    found = await store.search(typed, await me_of("sari"))
    assert [line.full_name for line in found.rows] == names


async def test_a_number_is_found_however_it_is_typed(registered):
    number = registered["Aminudin"]
    for typed in (number, number.lower(), number.replace("-", " "), number[4:]):
        found = await store.search(typed, await me_of("sari"))
        assert [line.number for line in found.rows] == [number]


async def test_a_whole_nik_finds_its_client(registered):
    found = await store.search("3673 0144 0591 0001", await me_of("budi"))
    assert [line.full_name for line in found.rows] == ["Siti Milik Budi"]


async def test_a_changed_name_is_found_under_the_new_one(registered):
    from uuid import uuid4

    from app import clock
    from app.clients.actions import edit_client
    from app.clients.forms import ClientForm

    form = ClientForm(full_name="Rahmat", sex="L", safe_contact="BEBAS")
    me = await me_of("sari")
    await edit_client(registered["Jaya"], form, me=me, now=clock.now(), key=uuid4(), version=1)
    assert [line.full_name for line in (await store.search("rahmat", me)).rows] == ["Rahmat"]
    assert (await store.search("djaja", me)).rows == []


async def test_pages_of_fifty_follow_each_other_without_gap_or_repeat(db):
    await people.worker("sari", "PEKSOS")
    numbers = [await client("sari", f"Orang {n}") for n in range(60)]
    me = await me_of("sari")
    first = await store.search("orang", me)
    second = await store.search("orang", me, after=first.next)
    assert (len(first.rows), len(second.rows), second.next) == (50, 10, None)
    assert [line.number for line in (*first.rows, *second.rows)] == sorted(numbers, reverse=True)
    assert len((await store.search("", me)).rows) == 50


async def test_the_list_page_shows_cards_and_offers_to_register_who_is_not_there(app, signed_in):
    await people.worker("sari", "PEKSOS")
    await client("sari", "Siti Aminah")
    sari = await signed_in("sari")
    assert "Siti Aminah" in (await sari.get("/clients?q=amin")).text
    nobody = await sari.get("/clients", params={"q": "Tidak <Ada>"})
    assert "Tidak &lt;Ada&gt;" in nobody.text
    assert "/clients/new?name=" in nobody.text
    assert (await sari.get("/clients?after=rubbish")).status_code == 200
