"""Invented clients: names as they are borne in Banten, one-name people among them, addresses that exist."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

MEN = (
    "Asep Saepudin",
    "Ahmad Fauzi",
    "Jaenal Arifin",
    "Suhendi",
    "Rohman",
    "Tb. Iwan Setiawan",
    "Mulyadi",
    "Sarmin",
    "Dadang Hermawan",
    "Encep Rahmat",
    "Kosasih",
    "Herman Susanto",
    "Yayan Mulyana",
    "Maman Sulaeman",
    "Rusdi",
    "Ade Supriatna",
    "Nana Sutisna",
    "Wawan Kurniawan",
    "Juhdi",
    "Samsul Bahri",
    "Eko Prasetyo",
    "Hasan Basri",
    "Tarmidi",
    "Andri Firmansyah",
    "Solihin",
    "Iyan Sopian",
    "Madsuki",
    "Dian Permana",
    "Apip",
    "Usep Ruhiyat",
)


WOMEN = (
    "Siti Maesaroh",
    "Nunung Nurhayati",
    "Rohayati",
    "Sunarti",
    "Ipah",
    "Ratna Komala",
    "Yeni Marlina",
    "Tuti Alawiyah",
)


BOYS = (
    "Muhamad Rafli",
    "Aditya Saputra",
    "Fahri",
    "Rendi Pratama",
    "Ilham Maulana",
    "Dimas Ardiansyah",
    "Galih",
    "Rifki",
    "Agil Ramadan",
    "Sandi Wijaya",
    "Ikbal",
    "Rehan Alfarizi",
    "Bayu Nugraha",
    "Zaki",
    "Alif Firdaus",
    "Gibran",
    "Arka",
    "Rasya Putra",
    "Daffa",
    "Abdul Hadi",
    "Fajar Sidik",
    "Rizal",
    "Yoga Pratama",
    "Nanda Saputra",
    "Ardi",
    "Hafiz Ramadhan",
    "Wildan",
    "Tegar",
    "Riski Aditia",
    "Raihan",
)


GIRLS = (
    "Siti Aisyah",
    "Nabila Putri",
    "Keisya",
    "Aulia Rahma",
    "Salsabila",
    "Intan Permatasari",
    "Zahra",
    "Nayla Azzahra",
    "Melati",
    "Putri Rahayu",
    "Syifa",
    "Naura",
    "Anisa Fitri",
    "Kanaya",
    "Hilda",
    "Adinda Safitri",
    "Cahaya",
    "Lestari",
    "Khaira",
    "Nadia Safira",
)


MOTHERS = (
    "Sumiati",
    "Rohanah",
    "Neneng Hasanah",
    "Iis Komariah",
    "Marnah",
    "Titin Sumarni",
    "Acih",
    "Yuyun Yuningsih",
)


FATHERS = (
    "Sarip",
    "Komarudin",
    "Ujang Mahpud",
    "Jumadi",
    "Ahmad Sanusi",
    "Encu Samsudin",
    "Rasim",
    "Mukhlis",
)


KIN = ("Hj. Aminah", "Sarnah", "Ma Icih", "Bi Ening", "H. Mukti", "Mang Udin", "Uwa Juju", "Ceu Elis")


HAMLETS = (
    "Kp. Cikoneng",
    "Kp. Pasir Angin",
    "Kp. Sawah Lega",
    "Kp. Kaduhejo",
    "Kp. Babakan",
    "Kp. Cibogo",
    "Kp. Sukamaju",
)


class Born(NamedTuple):
    """Who comes: sex, name, birth date and whether it is a guess."""

    sex: str
    name: str
    birth: date
    estimated: bool


class Names:
    """Draws names without giving one twice."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[str] = set()
        self._left = {key: self._shuffled(names) for key, names in _LISTS.items()}

    def _shuffled(self, names: tuple[str, ...]) -> list[str]:
        left = list(names)
        self._rng.shuffle(left)
        return left

    def person(self, kind: str, today: date) -> Born:
        """Draw a person for a type: a grown-up for BWBLP, an under-five for ABT, a child of 10 to 17 for ABH."""
        rng = self._rng
        sex = "P" if rng.random() < {"BWBLP": 0.15, "ABT": 0.5, "ABH": 0.25}[kind] else "L"
        grown = kind == "BWBLP"
        names = (
            self._left["women" if sex == "P" else "men"]
            if grown
            else self._left["girls" if sex == "P" else "boys"]
        )
        months = {"BWBLP": (20 * 12, 55 * 12), "ABT": (2, 58), "ABH": (12 * 12 + 4, 16 * 12 + 10)}[kind]
        birth = today - timedelta(days=int(rng.randrange(*months) * 30.44) + rng.randrange(28))
        return Born(sex, names.pop(), birth, rng.random() < {"BWBLP": 0.1, "ABT": 0.35, "ABH": 0.1}[kind])

    def somebody(self, kind: str, least: int | None, most: int | None, today: date) -> Born:
        """Draw a person of any type, with a name put together; `least` and `most` are the type's years of age."""
        rng = self._rng
        sex = "P" if rng.random() < WOMEN_AMONG.get(kind, 0.5) else "L"
        youngest = least if least is not None else GROWN
        oldest = most if most is not None else (84 if youngest >= OLD else 58)
        months = rng.randrange(youngest * 12 + 6, max(youngest * 12 + 9, oldest * 12 - 20))
        birth = today - timedelta(days=int(months * 30.44) + rng.randrange(28))
        return Born(
            sex, self._made_up(sex, youngest), birth, rng.random() < (0.3 if youngest >= OLD else 0.15)
        )

    def _made_up(self, sex: str, years: int) -> str:
        rng = self._rng
        first = [name.split()[0] for name in _FIRST[sex, years >= GROWN] if not name.startswith("Tb.")]
        while True:
            name = (
                rng.choice(first)
                if rng.random() < 0.14
                else f"{rng.choice(first)} {rng.choice(_SECOND[sex])}"
            )
            if name not in self._given:
                self._given.add(name)
                return name


GROWN, OLD = 18, 60


WOMEN_AMONG = {
    "KTK": 0.9,
    "KPO": 0.85,
    "TS": 0.85,
    "PMBS": 0.75,
    "AKTK": 0.65,
    "LUT": 0.6,
    "GLD": 0.25,
    "AJ": 0.3,
}


_LISTS = {"men": MEN, "women": WOMEN, "boys": BOYS, "girls": GIRLS}


_MORE_MEN = (
    "Endang",
    "Oman",
    "Sarta",
    "Kardi",
    "Wahid",
    "Amin",
    "Toto",
    "Edi",
    "Yanto",
    "Sukri",
    "Aceng",
    "Jamhari",
)


_MORE_WOMEN = (
    "Enok",
    "Imas",
    "Cucu",
    "Eti",
    "Nani",
    "Onah",
    "Sarmi",
    "Wati",
    "Tati",
    "Yoyoh",
    "Kokom",
    "Elah",
    "Dedeh",
    "Juju",
)


_FIRST = {
    ("L", True): (*MEN, *_MORE_MEN),
    ("L", False): BOYS,
    ("P", True): (*WOMEN, *_MORE_WOMEN),
    ("P", False): GIRLS,
}


_SECOND = {
    "L": (
        "Supriyadi",
        "Maulana",
        "Hidayat",
        "Sanusi",
        "Nurdin",
        "Ismail",
        "Wahyudi",
        "Sopandi",
        "Ramdani",
        "Subagja",
        "Kusuma",
        "Abdurahman",
        "Marzuki",
        "Sobari",
        "Junaedi",
        "Gunawan",
        "Santoso",
        "Sutardi",
        "Wibowo",
        "Yusuf",
    ),
    "P": (
        "Rahmawati",
        "Nurjanah",
        "Suryani",
        "Hasanah",
        "Kurniasih",
        "Mulyani",
        "Sulastri",
        "Handayani",
        "Fatimah",
        "Juariah",
        "Kartini",
        "Rosita",
        "Susanti",
        "Maryati",
        "Wahyuni",
        "Khodijah",
        "Herawati",
        "Saadah",
        "Yuliani",
        "Rukmini",
    ),
}
