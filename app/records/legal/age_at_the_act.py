"""A child's age at the act: below 14 the law knows measures only, below 12 neither diversion nor trial (UU 11/2012)."""

from app.web.i18n.bilingual import both

UNDER_14, UNDER_12 = 14, 12
"""By the child's age at the act: below the first measures only, below the second neither diversion nor trial."""
_TRIED = frozenset(
    {
        "DIVERSI_PROSES",
        "DIVERSI_BERHASIL",
        "DIVERSI_DILAKSANAKAN",
        "DIVERSI_GAGAL",
        "PENUNTUTAN",
        "SIDANG",
        "PUTUSAN_TINDAKAN",
    }
)
SENTENCED = frozenset({"PUTUSAN_PIDANA", "PIDANA_SYARAT", "PELAYANAN_MASYARAKAT", "PENGAWASAN"})
"""A sentence, served at home or not: none of it is for a child under 14."""


def refused(status: str, age: int | None) -> str:
    """Say why a status is not foreseen for a child of this age at the act; nothing where it is."""
    if age is None or age >= UNDER_14:
        return ""
    if age < UNDER_12 and status in _TRIED:
        words = both(
            "Anak berumur %(age)s tahun pada tanggal perbuatan. Di bawah 12 tahun tidak ada diversi dan tidak ada sidang.",
            "The child was %(age)s at the act. Under 12 there is neither diversion nor trial.",
            age=age,
        )
        way = both(
            "Penyidik, Bapas, dan pekerja sosial memutuskan bersama: kembali kepada orang tua, atau program.",
            "Investigator, Bapas and social worker decide together: back to the parents, or a programme.",
        )
        return f"{words} {way}"
    if status in SENTENCED:
        return both(
            "Anak berumur %(age)s tahun pada tanggal perbuatan. Di bawah 14 tahun hanya ada tindakan, bukan pidana.",
            "The child was %(age)s at the act. Under 14 the law knows measures only, no sentence.",
            age=age,
        )
    return ""
