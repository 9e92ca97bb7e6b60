"""Who an invented client is beside the name: the form that registers them, and the people around them."""

from datetime import date
from random import Random
from typing import Any

from app.clients.forms import ClientForm, RelationForm
from app.demo.voices.names import FATHERS, GROWN, HAMLETS, KIN, MOTHERS, Born
from app.regions.book import Regions
from app.regions.choice import parts_of
from app.regions.codes import lineage
from app.scope.grants import KECAMATAN


def client_form(
    born: Born, kind: str, *, region: str, book: Regions, rng: Random, today: date, source: str | None = None
) -> ClientForm:
    """Fill in the registration of an invented client; *region* may be a kecamatan, *source* whence the data come."""
    village = _village(region, book, rng)
    grown = born.birth <= today.replace(year=today.year - GROWN, day=min(today.day, 28))
    held = _nik(born, rng) if grown and rng.random() < 0.45 else ""
    missing = rng.choice(("BELUM_PUNYA", "TIDAK_DIKETAHUI", "PROSES_DUKCAPIL"))
    contact, how = _contact(kind, rng, grown=grown)
    return ClientForm(
        full_name=born.name,
        alias=born.name.split()[-1].lower().capitalize() if grown and rng.random() < 0.2 else "",
        sex=born.sex,
        birth_date=None if born.estimated else born.birth,
        about=(today.year - born.birth.year) if born.estimated else None,
        nik=held,
        nik_status="BELUM_DIVERIFIKASI" if held else missing,
        religion="ISLAM" if rng.random() < 0.93 else "KRISTEN",
        marital=rng.choice(("BELUM_KAWIN", "KAWIN", "KAWIN", "CERAI_HIDUP")) if grown else "",
        phone=f"08{rng.choice(('12', '13', '57', '77', '95'))}-0000-{rng.randrange(10_000):04d}"
        if grown
        else "",
        safe_contact=contact,
        safe_contact_note=how,
        home=parts_of(village),
        home_address=rng.choice(HAMLETS),
        home_rt=f"{rng.randrange(1, 9):03d}",
        home_rw=f"{rng.randrange(1, 6):03d}",
        data_source=source,
        **_as_registered(born, grown=grown),
    )


BIRTHPLACES = ("Serang", "Pandeglang", "Lebak", "Tangerang", "Cilegon", "Jakarta", "Bogor", "Lampung")


SCHOOLED = ("TIDAK_SEKOLAH", "BELUM_TAMAT_SD", "TAMAT_SD", "TAMAT_SD", "SLTP", "SLTP", "SLTA")


OCCUPATIONS = (
    "BELUM_TIDAK_BEKERJA",
    "BURUH_HARIAN_LEPAS",
    "PEDAGANG",
    "MENGURUS_RUMAH_TANGGA",
    "WIRASWASTA",
    "BURUH_TANI_PERKEBUNAN",
)


def _as_registered(born: Born, *, grown: bool) -> dict[str, Any]:
    """Fill in what the family card says, of two in three; the same person always gets the same."""
    rng = Random(f"{born.name} {born.birth}")
    if rng.random() > 2 / 3:
        return {}
    return {
        "birth_place": rng.choice(BIRTHPLACES),
        "nationality": "WNI",
        "education": rng.choice(SCHOOLED) if grown else "BELUM_TAMAT_SD",
        "occupation": rng.choice(OCCUPATIONS) if grown else "PELAJAR_MAHASISWA",
        "mother_name": rng.choice(MOTHERS),
        "birth_order": rng.randrange(1, 6),
        "home_postcode": f"42{rng.randrange(100, 199)}",
    }


def _village(region: str, book: Regions, rng: Random) -> str:
    kecamatan = rng.choice(book.children(region))[0] if len(lineage(region)) <= KECAMATAN else region
    return rng.choice(book.children(kecamatan) or [(kecamatan, "")])[0]


def _nik(born: Born, rng: Random) -> str:
    """Make up a number of the right form; the region stands for where it was registered, years ago."""
    day = born.birth.day + (40 if born.sex == "P" else 0)
    place = rng.choice(("360114", "360219", "360410", "367306", "360329"))
    return f"{place}{day:02d}{born.birth:%m%y}{rng.randrange(1, 90):04d}"


def _contact(kind: str, rng: Random, *, grown: bool) -> tuple[str, str]:
    if kind in GUARDED:
        return rng.choice(_GUARDED)
    if grown:
        return (
            ("BEBAS", "")
            if rng.random() < 0.8
            else ("JAM_TERTENTU", "Setelah pukul 17.00, jangan ke tempat kerja.")
        )
    if rng.random() < 0.6:
        return "BEBAS", ""
    return rng.choice(
        (
            ("MELALUI_PERANTARA", "Melalui TKSK atau kader posyandu setempat."),
            ("TELEPON_SAJA", "Hubungi ibu atau nenek lebih dulu, jangan datang tanpa janji."),
            ("JANGAN_KE_RUMAH", "Jangan datang ke rumah; temui di sekolah atau balai desa."),
        )
    )


GUARDED = frozenset({"KTK", "KPO", "TS", "AKTK"})
"""Types whose clients somebody may look for: contact goes a safe way."""


_GUARDED = (
    ("TELEPON_SAJA", "Hanya telepon, antara pukul 09.00 dan 11.00. Jangan tinggalkan pesan."),
    ("MELALUI_PERANTARA", "Melalui pendamping; jangan menyebut dinas sosial."),
    ("JANGAN_KE_RUMAH", "Jangan ke rumah. Bertemu di kantor atau puskesmas."),
)


def relations(kind: str, rng: Random, *, grown: bool) -> list[RelationForm]:
    """Invent who is around the client."""
    if grown and kind == "LUT":
        return [RelationForm(name=rng.choice(KIN), relation=rng.choice(("ANAK", "SAUDARA", "LAINNYA")))]
    if grown:
        return [RelationForm(name=rng.choice(MOTHERS), relation=rng.choice(("ISTRI", "IBU", "SAUDARA")))]
    mother = RelationForm(name=rng.choice(MOTHERS), relation="IBU", is_guardian=True)
    kin = RelationForm(name=rng.choice(KIN), relation=rng.choice(("KAKEK_NENEK", "PAMAN_BIBI")))
    father = RelationForm(name=rng.choice(FATHERS), relation="AYAH", is_guardian=True)
    return rng.choice(([mother], [mother, kin], [kin], [mother, father]))
