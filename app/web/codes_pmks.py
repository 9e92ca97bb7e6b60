"""The 26 official groups (PMKS): numbers and order of Permensos 08/2012, never renumbered, never reused.

The division handles numbers 1 to 20 without 16 and 17, which UU 23/2014 gave to the national level. Codes,
clusters and which types are masked (`restricted`) are practice.
"""

from dataclasses import dataclass

from app.web.i18n.catalogue import Lazy, lazy


@dataclass(frozen=True)
class PmksType:
    """One official type; `cluster` is child, elderly, disability, tuna_sosial, victim or other.

    `handler` is who handles it: this division (REHSOS), the national level (PUSAT), or another division of the dinas.
    """

    number: int
    code: str
    slug: str
    label: Lazy
    cluster: str
    in_scope: bool = True
    restricted: bool = False
    handler: str = "REHSOS"


_ALL = (
    PmksType(1, "ABT", "anak_balita_terlantar", lazy("Neglected under-five"), "child", restricted=True),
    PmksType(2, "AT", "anak_terlantar", lazy("Neglected child"), "child"),
    PmksType(
        3, "ABH", "anak_berhadapan_hukum", lazy("Child in contact with the law"), "child", restricted=True
    ),
    PmksType(4, "AJ", "anak_jalanan", lazy("Street child"), "child"),
    PmksType(5, "ADK", "anak_disabilitas", lazy("Child with a disability"), "child"),
    PmksType(6, "AKTK", "anak_korban_kekerasan", lazy("Child victim of violence"), "child", restricted=True),
    PmksType(
        7,
        "AMPK",
        "anak_perlindungan_khusus",
        lazy("Child in need of special protection"),
        "child",
        restricted=True,
    ),
    PmksType(8, "LUT", "lansia_terlantar", lazy("Neglected older person"), "elderly"),
    PmksType(9, "PD", "penyandang_disabilitas", lazy("Person with a disability"), "disability"),
    PmksType(10, "TS", "tuna_susila", lazy("Person in prostitution"), "tuna_sosial", restricted=True),
    PmksType(11, "GLD", "gelandangan", lazy("Homeless person"), "tuna_sosial"),
    PmksType(12, "PGM", "pengemis", lazy("Beggar"), "tuna_sosial"),
    PmksType(13, "PML", "pemulung", lazy("Waste picker"), "tuna_sosial"),
    PmksType(14, "KM", "kelompok_minoritas", lazy("Minority group"), "tuna_sosial", restricted=True),
    PmksType(15, "BWBLP", "bekas_warga_binaan", lazy("Former prison inmate"), "tuna_sosial", restricted=True),
    PmksType(16, "ODHA", "odha", lazy("Person with HIV/AIDS"), "other", False, True, "PUSAT"),
    PmksType(17, "KPN", "korban_napza", lazy("Victim of drug abuse"), "other", False, True, "PUSAT"),
    PmksType(18, "KPO", "korban_perdagangan_orang", lazy("Trafficking victim"), "victim", restricted=True),
    PmksType(19, "KTK", "korban_kekerasan", lazy("Victim of violence"), "victim", restricted=True),
    PmksType(20, "PMBS", "pekerja_migran_bermasalah", lazy("Migrant worker with social problems"), "victim"),
    PmksType(
        21,
        "KBA",
        "korban_bencana_alam",
        lazy("Victim of a natural disaster"),
        "other",
        False,
        False,
        "LINJAMSOS",
    ),
    PmksType(
        22,
        "KBS",
        "korban_bencana_sosial",
        lazy("Victim of a social disaster"),
        "other",
        False,
        False,
        "LINJAMSOS",
    ),
    PmksType(
        23,
        "PRSE",
        "perempuan_rawan",
        lazy("Socially and economically vulnerable woman"),
        "other",
        in_scope=False,
        handler="DAYASOS",
    ),
    PmksType(24, "FM", "fakir_miskin", lazy("Person in poverty"), "other", False, False, "FAKIR_MISKIN"),
    PmksType(
        25,
        "KBSP",
        "keluarga_bermasalah",
        lazy("Family with psychosocial problems"),
        "other",
        False,
        False,
        "DAYASOS",
    ),
    PmksType(
        26,
        "KAT",
        "komunitas_adat_terpencil",
        lazy("Remote indigenous community"),
        "other",
        False,
        False,
        "DAYASOS",
    ),
)

PMKS = {kind.code: kind for kind in _ALL}
IN_SCOPE = tuple(kind.code for kind in _ALL if kind.in_scope)
RESTRICTED = frozenset(kind.code for kind in _ALL if kind.restricted)

_SHORT = {
    "ABH": lazy("Child before the law"),
    "AKTK": lazy("Child victim of violence or abuse"),
    "AMPK": lazy("Child under special protection"),
    "BWBLP": lazy("Former inmate"),
    "PMBS": lazy("Migrant worker in difficulty"),
}
"""Short names for screens, where the official one fills two lines; reports and SOPs keep the official."""

_BY_CODE = {"TS": lazy("TS")}
"""Named by the code alone in lists that others may look at over a shoulder: the word would hurt."""

_OFFICIAL = {code: kind.label for code, kind in PMKS.items()}
_SPOKEN = {**_OFFICIAL, **_SHORT}
DIVISIONS = {
    "LINJAMSOS": lazy("Social Protection and Security Division"),
    "DAYASOS": lazy("Social Empowerment Division"),
    "FAKIR_MISKIN": lazy("Poverty Division"),
}
"""The other divisions of the dinas. Which of them takes numbers 21 to 26 is practice and may change."""
CENTRE = {
    "KEMENSOS": lazy("Ministry of Social Affairs (Sentra)"),
    "KESEHATAN": lazy("Health service"),
    "PUSAT_LAIN": lazy("Another national service"),
}
"""Where the national level receives people. The words tell of nobody why they go there."""
PMKS_LISTS = {
    "division": DIVISIONS,
    "centre": CENTRE,
    "destination": {**DIVISIONS, **CENTRE},
    "pmks_handler": {
        "REHSOS": lazy("Social Rehabilitation Division"),
        "PUSAT": lazy("National level"),
        **DIVISIONS,
    },
    "adoption_row": {
        "GOOD": lazy("Good"),
        "BAD": lazy("To be mended"),
        "THERE": lazy("Taken over before"),
        "DONE": lazy("Taken over"),
        "FAILED": lazy("Not taken over"),
    },
    "outreach_kind": {"PENJANGKAUAN": lazy("Outreach"), "RAZIA": lazy("Raid")},
    "referral_kind": {"CENTRE": lazy("Referral out"), "HANDOVER": lazy("Handover")},
    "referral_status": {
        "SENT": lazy("Waiting for the answer"),
        "ACKNOWLEDGED": lazy("Received"),
        "RETURNED": lazy("Sent back"),
    },
    "return_reason": {
        "TIDAK_DATANG": lazy("The person did not arrive"),
        "BUKAN_KEWENANGAN": lazy("Not theirs to handle"),
        "PENUH": lazy("No place there at present"),
        "SURAT_KURANG": lazy("The letter or its enclosures are incomplete"),
        "LAINNYA": lazy("Another reason, as told in their letter"),
    },
    "pmks": {code: _SPOKEN[code] for code in IN_SCOPE},
    "pmks_listed": {code: _BY_CODE.get(code, _SPOKEN[code]) for code in IN_SCOPE},
    "pmks_all": _OFFICIAL,
    "pmks_type": _SPOKEN,
}
