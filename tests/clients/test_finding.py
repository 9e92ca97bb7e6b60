"""Finding clients: by any part of a name, by number, by NIK; within reach only."""

import re
from datetime import date
from uuid import uuid4

import pytest

from app.clients import store
from app.clients.forms import ClientForm
from tests import people
from tests.browser import seen_by_a_merge
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


NIK, KK = "3604055202540099", "3604051203100001"
ENDIN = {
    "nik": NIK,
    "kk": KK,
    "phone": "0812-3456 7890",
    "birth_date": date(1954, 2, 12),
    "home": {"1": "36.04", "2": "36.04.05", "3": "36.04.05.2001"},
    "home_address": "Kp. Cikuluwung RT 003/RW 002",
}


@pytest.fixture
async def endin(db):
    await people.worker("sari", "PEKSOS")
    await people.worker("ratu", "SUPERVISOR", "PEKSOS")
    for name in ("Siti Aminah", "Jaja", "王小明", "محمد يوسف"):
        await client("sari", name, birth_date=date(1990, 5, 4), phone="021 555 0101")
    return await client("sari", "H. Endin Wiratama, S.Pd.", alias="Nur Aisyah", **ENDIN)


async def names_for(typed, username="sari"):
    return [line.full_name for line in (await store.search(typed, await me_of(username))).rows]


@pytest.mark.parametrize(
    "typed",
    [
        "H. Endin Wiratama",
        "Haji Endin",
        "haji",
        "ENDIN WIRATAMA, S.Pd.",
        "endin\u200b\u00a0wiratama",
        "nuraisyah",
        "Noor-Aisyah",
        KK,
        "3604 0512 0310 0001",
        "\u200b3604055202540099\u202d",
        "081234567890",
        "+62 812-3456-7890",
        "0812 3456",
        "12/02/1954",
        "12-2-1954",
        "1954-02-12",
        "12021954",
        "12 Februari 1954",
        "12 Pebruari 1954",
        "cikuluwung",
        "Kp. Cikuluwung",
        "endin cikuluwung",
    ],
)
async def test_a_client_is_found_by_whatever_is_known_of_them(endin, typed):
    assert await names_for(typed) == ["H. Endin Wiratama, S.Pd."]


async def test_a_client_is_found_by_the_digits_of_the_number_and_by_the_village(endin):
    from app.regions.store import regions

    digits = endin.rpartition("-")[2]
    village = (await regions()).name("36.04.05.2001")
    for typed in (
        digits,
        endin.lower().replace("-", " "),
        f"{endin[:8]}\u2011{digits}",
        village,
        f"Desa {village}",
    ):
        assert await names_for(typed) == ["H. Endin Wiratama, S.Pd."], typed


async def test_names_of_other_scripts_are_found(endin):
    assert await names_for("王小明") == await names_for("小明") == ["王小明"]
    assert await names_for("يوسف") == ["محمد يوسف"]


@pytest.mark.parametrize(
    "typed", ["zzzz", "zzz", "qq", "%", "_", "---", "...", "٪", "0000000", "99/99/9999", "@", "*"]
)
async def test_what_is_not_understood_finds_nobody(endin, typed):
    assert await names_for(typed) == []


async def test_merged_records_are_found_by_either_name_and_no_alias_pushes_one_out(endin):
    from app import clock
    from app.clients.actions import edit_client
    from app.merging import actions
    from app.merging import store as merging
    from app.merging.forms import MergeForm, UndoForm

    me = await me_of("ratu")
    kept = await client("ratu", "Kartubi", alias="Abah " * 39, nik="3604051202540001")
    for name, phone in (("Sarmada", "0877 1111 2222"), ("Rohaeti", "")):
        gone = await client("ratu", name, phone=phone, birth_date=date(1960, 3, 3))
        seen = await seen_by_a_merge(kept, gone)
        form = MergeForm(
            other=gone, reason="Satu orang", take={"full_name": "kept", "phone": "kept"}, key=uuid4(), **seen
        )
        assert await actions.merge(kept, form, me=me, now=clock.now()) == actions.Merged(kept)
    for typed in ("kartubi", "Sarmada", "rohaeti", "087711112222"):
        assert await names_for(typed, "ratu") == ["Kartubi"], typed
    changed = ClientForm(full_name="Kartubi Haris", sex="L", safe_contact="BEBAS")
    await edit_client(kept, changed, me=me, now=clock.now(), key=uuid4(), version=None)
    assert await names_for("sarmada", "ratu") == ["Kartubi Haris"]
    made = (await merging.merges(kept, me))[0]
    await actions.undo(kept, made.id, UndoForm(reason="Keliru"), me=me, now=clock.now())
    assert await names_for("rohaeti", "ratu") == ["Rohaeti"]
    assert await names_for("sarmada", "ratu") == ["Kartubi Haris"]


SOUGHT = {  # what somebody types about Endin, and the word by which the box says that it is searched
    "wiratama": ("name", "nama"),
    NIK: ("NIK", "NIK"),
    KK: ("KK", "KK"),
    "081234567890": ("telephone", "telepon"),
    "12/02/1954": ("birth date", "tanggal lahir"),
    "cikuluwung": ("address", "alamat"),
}


async def test_every_search_box_names_all_that_it_searches_in_both_languages(app, endin, signed_in):
    sought = [*SOUGHT.items(), (endin, ("number", "nomor"))]
    ratu = await signed_in("ratu")
    for place in ("/clients", "/cases", "/referrals"):
        for tongue in (0, 1):
            await ratu.send_form("/account/language", {"language": ("en", "id")[tongue]})
            label = re.search(r'<label for="(?:f-)?q">(.*?)</label>', (await ratu.get(place)).text)
            assert label, place
            for typed, words in sought:
                assert await names_for(typed) == ["H. Endin Wiratama, S.Pd."], typed
                assert words[tongue].lower() in label[1].lower(), (place, words)
