"""Who works in the demo: organisations and accounts. All names are invented."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from app.accounts import passwords
from app.accounts.actions import NewWorker, add_organisation, insert_worker
from app.accounts.roles import Standing, grantees
from app.web.http.current_user import CurrentUser

PASSWORD = "banten-pulih-2026"  # noqa: S105  of the demo only, and printed for everyone
DINAS, UPTD, LKSA = "Dinas Sosial Provinsi Banten", "UPTD Perlindungan Sosial", "LKSA Cahaya Ibu Serang"
PANDEGLANG, LEBAK = "Dinas Sosial Kabupaten Pandeglang", "Dinas Sosial Kabupaten Lebak"
TANGERANG, SERANG = "Dinas Sosial Kabupaten Tangerang", "Dinas Sosial Kabupaten Serang"
KOTA_TANGERANG, CILEGON = "Dinas Sosial Kota Tangerang", "Dinas Sosial Kota Cilegon"
KOTA_SERANG, TANGSEL = "Dinas Sosial Kota Serang", "Dinas Sosial Kota Tangerang Selatan"

ORGANISATIONS = (
    ("DINAS", DINAS, "36.73"),
    ("UPTD", UPTD, "36.73"),
    ("LKS", LKSA, "36.73"),
    ("KABKOTA", PANDEGLANG, "36.01"),
    ("KABKOTA", LEBAK, "36.02"),
    ("KABKOTA", TANGERANG, "36.03"),
    ("KABKOTA", SERANG, "36.04"),
    ("KABKOTA", KOTA_TANGERANG, "36.71"),
    ("KABKOTA", CILEGON, "36.72"),
    ("KABKOTA", KOTA_SERANG, "36.73"),
    ("KABKOTA", TANGSEL, "36.74"),
    ("BAPAS", "Bapas Kelas II Serang", "36.73"),
    ("BAPAS", "Bapas Kelas I Tangerang", "36.71"),
    ("BAPAS", "Bapas Kelas II Ciangir", "36.03"),
)
BAPAS = {
    "36.01": "Bapas Kelas II Serang",
    "36.02": "Bapas Kelas II Serang",
    "36.04": "Bapas Kelas II Serang",
    "36.72": "Bapas Kelas II Serang",
    "36.73": "Bapas Kelas II Serang",
    "36.71": "Bapas Kelas I Tangerang",
    "36.74": "Bapas Kelas I Tangerang",
}
"""The Bapas with an agreement, by kabupaten and kota; that of Kabupaten Tangerang has none yet."""


class Account(NamedTuple):
    """One account; a KASI heads a section, a TKSK has a kecamatan."""

    username: str
    name: str
    role: str
    organisation: str
    section: str = ""
    region: str | None = None
    kecamatan: str | None = None


ACCOUNTS = (
    Account("admin", "Administrator Pulih", "ADMIN", DINAS),
    Account("sari", "Sari Wulandari, S.Tr.Sos.", "PEKSOS", DINAS),
    Account("rizki", "Rizki Hidayat, S.Sos.", "PEKSOS", DINAS),
    Account("dewi", "Dewi Lestari, S.Tr.Sos.", "PEKSOS", UPTD),
    Account("ujang", "Ujang Suhendar", "SAKTI", LEBAK, region="36.02"),
    Account("aini", "Nur Aini", "SAKTI", TANGERANG, region="36.03"),
    Account("nina", "Nina Marlina, S.Tr.Sos.", "PEKSOS", DINAS),
    Account("fajar", "Fajar Nugraha, S.Sos.", "PEKSOS", DINAS),
    Account("yanti", "Yanti Rosmala, S.Tr.Sos.", "PEKSOS", UPTD),
    Account("wawan", "Wawan Hernawan", "SAKTI", PANDEGLANG, region="36.01"),
    Account("lia", "Lia Amalia", "SAKTI", SERANG, region="36.04"),
    Account("doni", "Doni Saputra", "SAKTI", KOTA_TANGERANG, region="36.71"),
    Account("maya", "Maya Puspita", "SAKTI", CILEGON, region="36.72"),
    Account("hilman", "Hilman Fauzi", "SAKTI", KOTA_SERANG, region="36.73"),
    Account("rara", "Rara Anindita", "SAKTI", TANGSEL, region="36.74"),
    Account("ratu", "Hj. Ratu Komalasari, M.Si.", "SUPERVISOR", DINAS),
    Account("agus", "Agus Permana, S.Sos.", "SUPERVISOR", UPTD),
    Account("euis", "Euis Kartika, S.Sos.", "SUPERVISOR", LEBAK, region="36.02"),
    Account("bambang", "Bambang Setiawan, A.KS.", "SUPERVISOR", TANGERANG, region="36.03"),
    Account("entin", "Entin Suhartini, S.Sos.", "SUPERVISOR", PANDEGLANG, region="36.01"),
    Account("sofyan", "Sofyan Hadi, S.Sos.", "SUPERVISOR", SERANG, region="36.04"),
    Account("linda", "Linda Kusuma, M.Si.", "SUPERVISOR", KOTA_TANGERANG, region="36.71"),
    Account("taufik", "Taufik Rahman, A.KS.", "SUPERVISOR", CILEGON, region="36.72"),
    Account("neni", "Neni Sukaesih, S.Sos.", "SUPERVISOR", KOTA_SERANG, region="36.73"),
    Account("yudi", "Yudi Prasetya, M.Si.", "SUPERVISOR", TANGSEL, region="36.74"),
    Account("fitri", "Fitri Handayani, M.Si.", "KASI", DINAS, section="ANAK"),
    Account("hendra", "Hendra Gunawan, S.H.", "KASI", DINAS, section="TUNA_SOSIAL"),
    Account("yayah", "Yayah Rukiyah, M.Si.", "KASI", DINAS, section="LANSIA_DISABILITAS"),
    Account("kabid", "Drs. Tb. Mulyana, M.Si.", "KABID", DINAS),
    Account("kadis", "Dr. Hj. Nurhasanah", "KADIS", DINAS),
    Account("data", "Yusuf Maulana", "DATA", DINAS),
    Account("pandeglang", "Iis Suryani", "KABKOTA", PANDEGLANG, region="36.01"),
    Account("lebak", "Ade Rohmana", "KABKOTA", LEBAK, region="36.02"),
    Account("tangerang", "Sri Mulyati", "KABKOTA", TANGERANG, region="36.03"),
    Account("serang", "Jajang Nurjaman", "KABKOTA", SERANG, region="36.04"),
    Account("kotatangerang", "Vera Oktavia", "KABKOTA", KOTA_TANGERANG, region="36.71"),
    Account("cilegon", "Deden Kurniawan", "KABKOTA", CILEGON, region="36.72"),
    Account("kotaserang", "Dede Ruhimat", "KABKOTA", KOTA_SERANG, region="36.73"),
    Account("tangsel", "Hani Wijayanti", "KABKOTA", TANGSEL, region="36.74"),
    Account("upt", "Mimin Aminah", "UPTD", UPTD),
    Account("lksa", "Siti Rohmah", "LKS", LKSA),
    Account("tksk", "Oman Abdurahman", "TKSK", LEBAK, region="36.02", kecamatan="36.02.14"),
    Account("bapas", "Wahyu Prasetyo, S.H.", "BAPAS_PK", "Bapas Kelas II Serang"),
    Account("audit", "Inspektorat Banten", "AUDITOR", DINAS),
    Account("dpo", "Rini Astuti, S.H.", "DPO", DINAS),
    Account("sop", "Lilis Suryati, M.Kesos.", "SOP_OWNER", DINAS),
)


class People(NamedTuple):
    """The accounts of the demo as the actions see them, and the organisations' ids."""

    me: dict[str, CurrentUser]
    organisation: dict[str, UUID]

    def supervisor_of(self, worker: str) -> CurrentUser:
        """Return who supervises a worker's unit."""
        unit = self.me[worker].organisation
        return next(one for one in self.me.values() if "SUPERVISOR" in one.roles and one.organisation == unit)

    def head_of(self, section: str) -> CurrentUser:
        """Return who heads a section."""
        return self.me[next(one.username for one in ACCOUNTS if one.section == section)]


async def settle(now: datetime) -> People:
    """Make organisations and accounts; one hash serves all, since hashing is slow on purpose."""
    places = {name: await add_organisation(kind, name, region=region) for kind, name, region in ORGANISATIONS}
    stored = await passwords.hashed(PASSWORD)
    workers = {one.username: await _worker(one, places[one.organisation], stored, now) for one in ACCOUNTS}
    return People(workers, places)


async def _worker(account: Account, organisation: UUID, stored: str, now: datetime) -> CurrentUser:
    roles = [(account.role, account.section)]
    new = NewWorker(
        username=account.username,
        name=account.name,
        password=PASSWORD,
        roles=roles,
        organisation=organisation,
        region=account.region,
        kecamatan=account.kecamatan,
    )
    worker = await insert_worker(new, stored, by=None, now=now)
    standing = Standing(worker, organisation, account.region, account.kecamatan)
    return CurrentUser(
        id=worker,
        username=account.username,
        name=account.name,
        roles=frozenset({account.role}),
        grantees=grantees(standing, roles),
        organisation=organisation,
        region=account.region,
        lang="id",
    )


def listed() -> list[dict[str, str]]:
    """List the accounts for whoever wants to try them."""
    return [
        {"username": one.username, "password": PASSWORD, "role": one.role, "name": one.name}
        for one in ACCOUNTS
    ]
