"""The register of the province: invented people with names as they are borne in Banten, each in their village."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from app import clock
from app.clients.finding.places import place_key
from app.clients.names import name_key
from app.demo.crowd import REGIONS as SHARES
from app.demo.voices.names import BOYS, GIRLS, HAMLETS, MEN, WOMEN
from app.regions.book import Regions
from tests.bench.province import verified
from tests.bench.province.stamps import day_number

COLUMNS = (
    "id",
    "number",
    "full_name",
    "alias",
    "preferred_name",
    "name_key",
    "place_key",
    "sex",
    "birth_date",
    "birth_estimated",
    "nik",
    "nik_status",
    "religion",
    "safe_contact",
    "home_region",
    "home_address",
    "registered_at",
    "registered_by",
    "version",
    *verified.FOUND,
)
_SURNAMES = (
    "Suryana",
    "Hidayat",
    "Ramadhan",
    "Kurniawan",
    "Setiawan",
    "Nurjanah",
    "Rahmawati",
    "Wulandari",
    "Hasanah",
    "Fatimah",
    "Sulastri",
    "Handayani",
    "Supriadi",
    "Wijaya",
    "Gunawan",
    "Mulyani",
    "Sutrisno",
    "Komalasari",
    "Permana",
    "Nugraha",
    "Saputra",
    "Lestari",
    "Marlina",
    "Yuliana",
    "Anggraeni",
    "Maulana",
    "Firdaus",
    "Hakim",
    "Syarif",
    "Basuki",
    "Hartono",
    "Iskandar",
    "Junaedi",
    "Kusnadi",
    "Latif",
    "Munawar",
    "Nasution",
    "Oktaviani",
    "Purnama",
    "Rosidah",
    "Sopandi",
    "Triyono",
    "Usman",
    "Wahyudi",
    "Yusuf",
    "Zulkarnaen",
    "Sobari",
    "Suparman",
    "Darmawan",
    "Effendi",
    "Fadilah",
    "Ghozali",
    "Herlina",
    "Indrawan",
    "Jamaludin",
    "Karyadi",
    "Lukman",
    "Misbah",
    "Nawawi",
    "Padil",
    "Rukmana",
    "Sanusi",
    "Taufik",
)
_VERSION = COLUMNS.index("version")
_FEWEST, _MOST_AGE = 1, 88


class Client(NamedTuple):
    """A person to be registered, and what the rows about them share."""

    id: str
    number: str
    birth: str
    village: str
    row: list[Any]

    def carry(self, found: tuple[Any, ...]) -> None:
        """Let the row carry what a verification found."""
        self.row[-len(found) :] = found
        self.row[_VERSION] += 1


class Register:
    """Draws people."""

    def __init__(self, chance: Random, book: Regions, fresh: Callable[[], str]) -> None:
        self._chance, self._fresh, self._book = chance, fresh, book
        self._villages = {code: _villages(book, code) for code in SHARES}
        self._first = {"L": _words((*MEN, *BOYS), 0), "P": _words((*WOMEN, *GIRLS), 0)}
        self._rest = [*_words((*MEN, *BOYS, *WOMEN, *GIRLS), -1), *_SURNAMES, *_SURNAMES]
        self._numbers: dict[int, int] = {}
        self._niks = 0

    def person(self, region: str, at: datetime, by: str, born: tuple[str, bool, str] | None) -> Client:
        """Register a person; *born* (birth date, estimated, sex) where a case has said it already."""
        chance = self._chance
        birth, estimated, sex = born or self._born(clock.on(at))
        name, village = self._name(sex), chance.choice(self._villages[region])
        nik = self._nik(village, birth, sex) if chance.random() < 0.55 else None
        year = clock.on(at).year
        self._numbers[year] = self._numbers.get(year, 0) + 1
        number, own = f"BTN-{year}-{self._numbers[year]:06d}", self._fresh()
        address = f"{chance.choice(HAMLETS)} RT {chance.randrange(1, 9):03d}/RW {chance.randrange(1, 6):03d}"
        row = [
            own,
            number,
            name,
            "",
            "",
            name_key(name),
            place_key(self._book, (village,), (address,)),
            sex,
            birth,
            int(estimated),
            nik,
            "BELUM_DIVERIFIKASI" if nik else "BELUM_PUNYA",
            "ISLAM",
            "BEBAS",
            village,
            address,
            at.isoformat(sep=" ", timespec="microseconds"),
            by,
            1,
            *verified.at_first(day_number(clock.on(at).isoformat()), chance),
        ]
        return Client(own, number, birth, village, row)

    @property
    def numbers(self) -> Mapping[int, int]:
        """The last number given out in each year."""
        return self._numbers

    def _born(self, today: date) -> tuple[str, bool, str]:
        years = self._chance.randrange(_FEWEST, _MOST_AGE)
        birth = today - timedelta(days=years * 365 + self._chance.randrange(365))
        return birth.isoformat(), self._chance.random() < 0.15, self._chance.choice("LP")

    def _name(self, sex: str) -> str:
        chance, words = self._chance, 1 + self._chance.choices((0, 1, 2), (15, 60, 25))[0]
        first = chance.choice(self._first["P" if sex == "P" else "L"])
        rest = [chance.choice(self._rest) for _ in range(words - 1)]
        return " ".join(dict.fromkeys([first, *rest]))

    def _nik(self, village: str, birth: str, sex: str) -> str:
        self._niks += 1
        day = int(birth[8:10]) + (40 if sex == "P" else 0)
        return f"{village[:8].replace('.', '')}{day:02d}{birth[5:7]}{birth[2:4]}{self._niks % 9000 + 1:04d}"


def _words(names: tuple[str, ...], place: int) -> list[str]:
    return sorted({name.split()[place] for name in names if name.split()[place][-1] != "."})


def _villages(book: Regions, region: str) -> list[str]:
    return [village for kecamatan, _ in book.children(region) for village, _ in book.children(kecamatan)]
