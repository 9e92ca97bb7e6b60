"""The sixty clients of the demo: which type, where, who works on it, when it began, and how it goes."""

from typing import NamedTuple

from app.demo.stories.plots import (
    Plot,
    asleep,
    back,
    ends,
    excused,
    handed_over,
    held,
    lost,
    reclassified,
    relocated,
    renewed,
    reopened,
    returned_plan,
    straight,
    voided,
    waiting_for_approval,
    wrong_paper,
)
from app.demo.stories.turns import to_under_five


class Part(NamedTuple):
    """One client. `ago`: days before the demo's day on which the report came in."""

    kind: str
    ago: int
    region: str
    worker: str
    plot: Plot
    strength: float = 2.4
    alone: int | None = None
    """Opened by the supervisor for nobody; assigned after so many days (-1: never)."""
    special: str = ""
    registrar: str = ""
    """Who registered the client, where it was not the worker; then the supervisor opens the case."""
    journey: str = ""
    """Of the crowd: the journey by whose definition it goes."""


BWBLP = (
    Part("BWBLP", 512, "36.73", "sari", straight(0.7)),
    Part("BWBLP", 498, "36.04", "rizki", straight(0.66, skip=True), 2.9),
    Part("BWBLP", 486, "36.72", "sari", straight(0.68)),
    Part("BWBLP", 420, "36.04", "rizki", lost("BINA_LANJUT", returns_after=40, pace=0.8)),
    Part("BWBLP", 405, "36.02", "ujang", back("BINA_LANJUT", "relapse", 70)),
    Part(
        "BWBLP",
        380,
        "36.73",
        "rizki",
        ends("BINA_LANJUT", "close_early", "DIPIDANA_KEMBALI", days=60, pace=0.9),
        special="risk",
    ),
    Part("BWBLP", 361, "36.01", "sari", straight(0.9)),
    Part(
        "BWBLP",
        342,
        "36.03",
        "aini",
        ends("KETERAMPILAN", "finish_without", "TUJUAN_TIDAK_TERCAPAI", outcome="PERBAIKAN_SEBAGIAN"),
        1.6,
    ),
    Part("BWBLP", 318, "36.71", "rizki", straight(1.05), special="risk"),
    Part("BWBLP", 296, "36.04", "sari", relocated("36.01", "INTERVENSI")),
    Part("BWBLP", 265, "36.02", "ujang", excused("identity_papers", "INTERVENSI")),
    Part("BWBLP", 240, "36.73", "sari", renewed(0.95), 1.9),
    Part("BWBLP", 222, "36.74", "aini", straight(1.0)),
    Part("BWBLP", 205, "36.72", "rizki", ends("INTERVENSI", "close_early", "MENOLAK_LAYANAN", days=20)),
    Part("BWBLP", 190, "36.04", "sari", asleep("KETERAMPILAN", 1.0, steps=1), 2.0),
    Part("BWBLP", 150, "36.01", "rizki", held("INTERVENSI", "DITAHAN", days=None, pace=1.0), special="risk"),
    Part("BWBLP", 124, "36.73", "sari", straight(1.1), 2.0),
    Part("BWBLP", 96, "36.71", "sari", handed_over("rizki", "INTERVENSI")),
    Part("BWBLP", 71, "36.02", "ujang", asleep("ASESMEN", 1.0, steps=2)),
    Part("BWBLP", 47, "36.04", "rizki", waiting_for_approval(1.2)),
    Part("BWBLP", 33, "36.73", "sari", ends("INTAKE", "reject", "TIDAK_MEMENUHI_KRITERIA", days=2)),
    Part("BWBLP", 24, "36.72", "sari", straight(1.0), alone=5),
    Part("BWBLP", 19, "36.71", "rizki", asleep("INTAKE", steps=0), alone=-1),
    Part("BWBLP", 9, "36.04", "sari", straight(1.0)),
)

ABT = (
    Part("ABT", 505, "36.73", "dewi", straight(0.6), special="found"),
    Part("ABT", 480, "36.04", "dewi", straight(0.55, skip=True)),
    Part("ABT", 431, "36.01", "dewi", back("BINA_LANJUT", "placement_failed", 75, 0.8), special="foster"),
    Part("ABT", 390, "36.02", "ujang", straight(0.85)),
    Part("ABT", 352, "36.73", "dewi", ends("ASESMEN", "refer_out", "RUJUK_KABKOTA", days=7)),
    Part("ABT", 330, "36.03", "aini", straight(0.9), special="unsafe"),
    Part("ABT", 285, "36.04", "dewi", straight(1.0), special="foster"),
    Part(
        "ABT",
        251,
        "36.71",
        "dewi",
        held("REINTEGRASI", "MENUNGGU_PENGADILAN", days=40, renewed=True, pace=0.9),
        special="guardian",
    ),
    Part("ABT", 214, "36.02", "ujang", ends("INTERVENSI", "close_early", "MENINGGAL", days=30)),
    Part("ABT", 183, "36.73", "dewi", asleep("KETERAMPILAN", 1.0, steps=0)),
    Part("ABT", 160, "36.04", "dewi", returned_plan(1.0)),
    Part("ABT", 133, "36.74", "aini", excused("birth_certificate", "INTERVENSI"), special="found"),
    Part("ABT", 104, "36.01", "dewi", asleep("INTERVENSI", 1.1, steps=1)),
    Part("ABT", 78, "36.72", "dewi", straight(1.0), special="exception"),
    Part("ABT", 49, "36.73", "dewi", voided(1.0)),
    Part("ABT", 28, "36.02", "ujang", straight(1.3), special="unsafe"),
    Part("ABT", 12, "36.04", "dewi", asleep("ASESMEN", 0.9, steps=1), special="found"),
    Part("ABT", 3, "36.73", "dewi", straight(1.0)),
)

ABH = (
    Part("ABH", 496, "36.03", "aini", straight(0.75)),
    Part("ABH", 472, "36.73", "sari", straight(0.8, skip=True)),
    Part(
        "ABH",
        415,
        "36.02",
        "ujang",
        reopened(ends("INTERVENSI", "close_early", "PINDAH_DOMISILI", days=25), 90),
    ),
    Part(
        "ABH",
        377,
        "36.04",
        "sari",
        ends("BINA_LANJUT", "finish_without", "TUJUAN_TIDAK_TERCAPAI", days=50, outcome="KAMBUH"),
        special="trial",
    ),
    Part("ABH", 338, "36.03", "aini", straight(1.0), special="witness"),
    Part("ABH", 301, "36.71", "aini", straight(0.95)),
    Part("ABH", 262, "36.73", "rizki", ends("INTAKE", "refer_out", "RUJUK_KABKOTA", days=1)),
    Part("ABH", 230, "36.04", "sari", lost("INTERVENSI", pace=1.0)),
    Part("ABH", 199, "36.02", "ujang", back("KETERAMPILAN", "relapse", 20)),
    Part("ABH", 171, "36.03", "aini", wrong_paper(1.0), special="witness"),
    Part("ABH", 142, "36.74", "aini", asleep("REINTEGRASI", 1.1, steps=1)),
    Part("ABH", 118, "36.73", "sari", reclassified("ASESMEN", "ABT", to_under_five), special="toddler"),
    Part("ABH", 90, "36.72", "rizki", held("INTERVENSI", "MENUNGGU_PENGADILAN", days=None), special="trial"),
    Part("ABH", 63, "36.03", "aini", straight(1.2), special="late"),
    Part("ABH", 39, "36.04", "rizki", straight(1.1)),
    Part("ABH", 21, "36.02", "ujang", waiting_for_approval(1.0)),
    Part("ABH", 8, "36.73", "sari", asleep("ASESMEN", 1.0, steps=1), special="late"),
    Part("ABH", 2, "36.03", "aini", straight(1.0)),
)

PARTS = (*BWBLP, *ABT, *ABH)
