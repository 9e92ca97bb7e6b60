"""The words of records: what a form of the demo says where it is free to say something. See `filled` for the rest."""

from random import Random

from app.demo.forms.filled_form import Form
from app.demo.forms.lot import Lot
from app.demo.voices import everybody
from app.demo.voices.names import KIN
from app.records.kind import FormContext

Texts = dict[str, tuple[str, ...]]

TEXTS: dict[str, Texts] = {
    "consent": {"reason": ("Orang tua tidak diketahui; dinas bertindak sambil mengurus perwalian.",)},
    "placement": {
        "carer_name": KIN,
        "findings": ("Rumah layak, penerima siap.", "Kamar sendiri sudah disiapkan, lingkungan tenang."),
        "why_not_nearer": ("Keluarga terdekat tidak sanggup; sudah dibahas.",),
    },
    "skills": {"reason": ("Klien sudah bekerja atau bersekolah tetap.",)},
    "safety_check": {
        "threat": ("Tidak ada orang dewasa yang menjaga.", "Ada yang mencari klien di rumah lama."),
        "actions": ("Dipindahkan ke tempat aman, supervisor diberi tahu.",),
    },
    "family_tracing": {"person": KIN, "contacted": ("Kepala desa dan ketua RT", "Kader dan tetangga lama")},
    "family_capacity": {
        "carer_name": KIN,
        "support": ("Modal usaha kecil dan biaya sekolah", "Pelatihan pengasuhan"),
        "risks": ("Penghasilan tidak tetap", "Pengasuh sering sakit"),
    },
    "outreach": {
        "place": ("Terminal Pakupatan", "Perempatan Ciceri", "Pasar Rau", "Stasiun Rangkasbitung"),
        "next_step": ("Ditemui lagi besok sore di tempat yang sama", "Dijemput ke rumah singgah"),
    },
    "street_status": {"told_by": ("Tim penjangkauan", "Ketua RT", "Wali kelas")},
    "review": {
        "condition": (
            "Sehat, lebih percaya diri, dekat dengan satu pengasuh.",
            "Stabil, ikut kegiatan setiap pagi.",
        ),
        "wish": ("Ingin pulang saat Lebaran.", "Ingin tetap bersama teman-temannya sampai ujian."),
        "reason": ("Rencana berjalan, keluarga belum siap sepenuhnya.",),
    },
    "protection": {
        "safe_guardian_name": KIN,
        "hidden_from": ("Pihak yang diduga",),
        "informed": ("UPTD PPA, supervisor",),
        "reasons": ("Pihak yang diduga masih mencari anak.",),
    },
    "protection_group": {"needs": ("Rasa aman, teman sebaya, pendampingan sekolah",)},
    "shelter": {
        "place": ("Rumah aman yang disepakati", "Rumah pendamping"),
        "contact": ("Pendamping rumah aman",),
    },
    "device": {"provider": ("Sentra Kementerian Sosial", "BPJS Kesehatan", "Baznas Provinsi")},
    "victim_process": {"not_reported_reason": ("Klien belum siap melapor; dijelaskan haknya.",)},
    "disability": {
        "communication": ("Lisan, pelan-pelan", "Bahasa isyarat sederhana", "Gambar dan isyarat tangan")
    },
    "need": {
        "words": ("Ingin usaha sendiri supaya anak bisa sekolah.", "Ingin punya KTP dan pekerjaan tetap.")
    },
    "work": {
        "occupation": (
            "Menjahit",
            "Warung kelontong",
            "Karyawan toko",
            "Bengkel las",
            "Pijat",
            "Salon rumahan",
        )
    },
    "acceptance": {"conditions": ("Tinggal bersama bibi dulu", "Pulang sekali sebulan")},
    "trafficking_screen": {"words": ("Dijanjikan upah lebih besar daripada yang diterima.",)},
    "safety_plan": {"steps": ("Tas darurat disimpan di rumah bibi; hubungi pendamping bila terancam.",)},
    "restitution": {"no_claim_reason": ("Klien tidak ingin menuntut; haknya sudah dijelaskan.",)},
    "repatriation": {
        "escort_name": ("Sari Wulandari", "Rizki Hidayat"),
        "letter_number": ("460/118", "460/207", "460/341"),
    },
    "begging_screen": {"takes_money": ('Seorang laki-laki yang disebut "bos"',)},
    "extended_care": {
        "after": ("Kos dekat tempat kerja",),
        "school": ("SMKN 2 Kota Serang", "SMAN 1 Pandeglang"),
    },
}
"""Kind of record, field, and what it may say. Only fields that the form holds are spoken for."""


def tell(sent: Form, kind: str, lot: Lot, *, by: str, chair: str, context: FormContext) -> None:
    """Put believable words into a form that is filled in already."""
    rng, voice = lot.rng, everybody.of(lot.kind)
    _choose(sent, TEXTS.get(kind, {}), rng)
    if kind == "assessment":
        sent |= {
            "problem": voice.problem,
            "needs": voice.needs,
            "recommendation": voice.advice,
            "strengths": "Ada keluarga atau tetangga yang peduli dan bersedia terlibat.",
            "residential_reason": "Belum ada keluarga yang dapat merawat dengan aman.",
        }
        if sent.get("eligible") == "true":
            sent["eligible_reason"] = ""
    elif kind == "goal":
        area, statement, indicator, owner = voice.goals[len(context.earlier) % len(voice.goals)]
        sent |= {
            "area": area,
            "statement": statement,
            "indicator": indicator,
            "owner": owner,
            "baseline": "Belum",
        }
    elif kind == "conference":
        sent |= _conference(sent, by=by, chair=chair)
    elif kind == "placement":
        sent["destination"] = lot.place
    elif kind == "skills":
        sent["course"] = voice.course


def _choose(sent: Form, texts: Texts, rng: Random) -> None:
    for field, choices in texts.items():
        if sent.get(field):
            sent[field] = rng.choice(choices)


def _conference(sent: Form, *, by: str, chair: str) -> Form:
    closing = sent.get("decision") == "TUTUP"
    return {
        "chair": chair,
        "participants.DINSOS_PROV": f"{chair}, {by}",
        "participants.KELUARGA": "Keluarga klien",
        "place": "Ruang rapat dinas sosial",
        "discussion": "Keadaan klien dibahas dari sisi keluarga, kesehatan, dan keselamatan.",
        "decision_text": "Kasus ditutup karena tidak ada kemajuan yang dapat dicapai lagi."
        if closing
        else "Pendampingan dilanjutkan sesuai rencana, pembagian tugas disepakati.",
        "tasks": "Kunjungan rumah (peksos), dua minggu lagi\nSurat ke desa (TKSK), minggu ini",
    }
