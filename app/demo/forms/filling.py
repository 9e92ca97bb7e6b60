"""How workers of the demo fill in the forms of records: plausible answers, led by what the story has in store."""

from collections.abc import Callable
from datetime import timedelta

from app.demo.forms.filling_law import legal_status, level, readiness, release, risk_class
from app.demo.forms.lot import Moment
from app.demo.voices.names import KIN, MOTHERS
from app.records.assessment.basic_needs import BasicNeeds
from app.records.assessment.family_tracing import FamilyTracing
from app.records.assessment.result import Assessment
from app.records.assessment.social_functioning import ASPECTS, SocialFunctioning
from app.records.assessment.social_report import SocialReport
from app.records.consent.consent import Consent
from app.records.kind import Record
from app.records.legal.handover import Handover
from app.records.plan.conference import Conference
from app.records.plan.goal import Goal
from app.records.plan.placement import Placement
from app.records.plan.skills import Skills
from app.records.victims.safety_check import SafetyCheck


def consent(m: Moment) -> Consent:
    """Ask for consent; where the story has an exception, that comes first."""
    lot = m.lot
    if lot.excepted:
        exception, lot.excepted = lot.excepted, ""
        return Consent(
            status="DIBERIKAN",
            basis="EXCEPTION",
            exception=exception,
            repair_by=m.context.occurred_on + timedelta(days=7),
            reason="Belum ada orang tua atau wali yang dapat ditemui; anak perlu segera dilayani.",
        )
    grown = lot.kind == "BWBLP"
    basis = _basis(m)
    return Consent(
        status="DIBERIKAN",
        basis=basis,
        scope=["LAYANAN", "DATA", "BERBAGI"],
        manner="TERTULIS",
        giver_name=None if grown or basis == "STATE" else m.rng.choice(MOTHERS),
        giver_relation=None if grown or basis == "STATE" else "IBU",
        assent=True if basis == "PG_A" else None,
        reason="Orang tua tidak diketahui; dinas bertindak sambil mengurus perwalian."
        if basis == "STATE"
        else None,
    )


def _basis(m: Moment) -> str:
    if m.lot.basis in {"PG", "PG_A"} and m.context.age is not None and m.context.age >= 18:
        return "OWN"
    return m.lot.basis


def assessment(m: Moment) -> Assessment:
    """Sum the assessment up and sign it."""
    problem, needs, advice = {
        "BWBLP": (
            "Klien khawatir ditolak lingkungan dan belum punya pekerjaan setelah bebas.",
            "Dokumen kependudukan, keterampilan bersertifikat, penerimaan keluarga.",
            "Pendampingan sampai bebas, pelatihan, dan mediasi dengan keluarga.",
        ),
        "ABT": (
            "Anak kehilangan pengasuhan; gizi dan rasa aman perlu dipulihkan.",
            "Pengasuhan tetap, akta kelahiran, stimulasi, pemeriksaan kesehatan.",
            "Utamakan keluarga; panti hanya bila tidak ada pilihan lain.",
        ),
        "ABH": (
            "Anak terlibat perkara, merasa takut dan malu; pengawasan orang tua kurang.",
            "Pendampingan hukum, konseling, kelanjutan sekolah.",
            "Diversi bila memungkinkan, konseling anak, penguatan pengasuhan.",
        ),
    }[m.lot.kind]
    return Assessment(
        problem=problem,
        strengths="Ada anggota keluarga yang peduli dan bersedia terlibat.",
        needs=needs,
        recommendation=advice,
        eligible=m.lot.eligible,
        needs_residential=m.lot.residential,
        eligible_reason=None if m.lot.eligible else "Keadaan klien tidak sesuai kriteria jenis ini.",
        residential_reason="Belum ada keluarga yang dapat mengasuh dengan aman."
        if m.lot.residential
        else None,
        family_known=m.lot.kind != "ABT" or m.lot.family_found_at > 0,
        level_proposed="PROVINSI" if m.lot.residential else "KABKOTA",
        signed=True,
    )


def safety(m: Moment) -> SafetyCheck:
    """Check safety as the story has it; in the end the client is safe."""
    safe = m.lot.safe.pop(0) if m.lot.safe else True
    if safe:
        return SafetyCheck(safety="AMAN", safe_place=True, offender_near=False, informed="Supervisor")
    return SafetyCheck(
        safety="TIDAK_AMAN",
        safe_place=False,
        threat="Tidak ada orang dewasa yang menjaga; rumah dekat jalan besar.",
        actions="Dijaga bidan desa sampai petugas datang, lalu dipindahkan.",
        informed="Supervisor, UPTD PPA",
    )


def tracing(m: Moment) -> FamilyTracing:
    """Look for the family once more."""
    effort = len(m.context.earlier) + 1
    method = ("DESA", "KUNJUNGAN", "DUKCAPIL", "POLRI", "TELEPON")[(effort - 1) % 5]
    if m.lot.family_found_at and effort >= m.lot.family_found_at:
        return FamilyTracing(
            method=method,
            result="DITEMUKAN",
            person=m.rng.choice(KIN),
            relation="KAKEK_NENEK",
            willing=True,
            contacted="Kepala desa dan ketua RT",
        )
    return FamilyTracing(
        method=method, result="TIDAK_DITEMUKAN", contacted="Perangkat desa, tetangga sekitar"
    )


GOALS = {
    "BWBLP": (
        ("IDENTITAS", "Mempunyai KTP-el dan BPJS yang aktif", "KTP-el dan kartu BPJS di tangan", "PEKSOS"),
        ("PEKERJAAN", "Punya penghasilan sendiri", "Bekerja paling sedikit 20 hari sebulan", "KLIEN"),
        (
            "PENGASUHAN_KELUARGA",
            "Diterima kembali di rumah",
            "Tinggal bersama keluarga tanpa pertengkaran besar",
            "KELUARGA",
        ),
        ("KETERAMPILAN", "Mahir satu keterampilan", "Sertifikat pelatihan", "KLIEN"),
    ),
    "ABT": (
        (
            "PENGASUHAN_KELUARGA",
            "Anak tinggal dengan keluarga yang tetap",
            "Diasuh keluarga yang sama enam bulan",
            "KELUARGA",
        ),
        ("KESEHATAN", "Anak tumbuh sehat", "Berat badan kembali di garis hijau", "PENGASUH"),
        ("IDENTITAS", "Anak punya akta kelahiran", "Akta terbit", "PEKSOS"),
    ),
    "ABH": (
        ("HUKUM", "Perkara anak selesai di luar pengadilan", "Penetapan diversi terbit", "BAPAS"),
        ("PENDIDIKAN", "Anak kembali sekolah", "Hadir paling sedikit 90 persen", "KLIEN"),
        ("PSIKOSOSIAL", "Anak mampu menolak ajakan berbahaya", "Dua contoh nyata dalam sebulan", "KLIEN"),
    ),
}


def goal(m: Moment) -> Goal:
    """Set the next goal of the plan."""
    list_ = GOALS[m.lot.kind]
    area, statement, indicator, owner = list_[len(m.context.earlier) % len(list_)]
    return Goal(
        area=area,
        statement=statement,
        indicator=indicator,
        owner=owner,
        owner_worker=m.context.by if owner == "PEKSOS" else None,
        baseline="Belum",
        due_on=m.context.occurred_on + timedelta(days=m.rng.choice((60, 90, 120))),
    )


def conference(m: Moment) -> Conference:
    """Hold a conference with those who matter for the type."""
    others = {
        "BWBLP": {"BAPAS": "PK Bapas", "KELUARGA": "Klien dan kakaknya"},
        "ABT": {"UPTD_LKS": "Pengasuh UPTD", "DESA": "Kepala desa, TKSK"},
        "ABH": {"BAPAS": "PK Bapas", "PENEGAK_HUKUM": "Penyidik Unit PPA", "KELUARGA": "Orang tua anak"},
    }[m.lot.kind]
    purpose = {"ASESMEN": "ASESMEN", "RENCANA": "RENCANA"}.get(m.context.state.home, "REINTEGRASI")
    purpose = {"TUTUP": "PENUTUPAN", "TEMPATKAN": "PENEMPATAN"}.get(m.lot.conference, purpose)
    return Conference(
        purpose=purpose,
        chair=m.chair,
        chair_worker=m.chair_worker,
        place="Ruang rapat dinas sosial",
        confidentiality=True,
        participants={"DINSOS_PROV": f"{m.chair}, {m.by}", **others},
        decision=m.lot.conference,
        discussion="Keadaan klien dibahas dari sisi keluarga, kesehatan, dan keselamatan.",
        decision_text={
            "TUTUP": "Kasus ditutup karena tidak ada kemajuan yang dapat dicapai lagi.",
            "TEMPATKAN": "Anak ditempatkan pada pengasuhan yang disepakati, dipantau tiap bulan.",
        }.get(m.lot.conference, "Pendampingan dilanjutkan sesuai rencana, pembagian tugas disepakati."),
        tasks="Kunjungan rumah (peksos), dua minggu lagi\nSurat ke desa (TKSK), minggu ini",
    )


def placement(m: Moment) -> Placement:
    """Say where the client goes; ready once the case is in reintegration."""
    lot, there = m.lot, m.context.state.home == "REINTEGRASI"
    far = lot.kind != "BWBLP" and lot.placement not in {"ORANG_TUA", "KERABAT"}
    return Placement(
        placement_kind=lot.placement,
        destination=lot.place,
        carer_name=None if lot.placement == "MANDIRI" else m.rng.choice(KIN),
        carer_agrees=True,
        visited_on=m.context.occurred_on if there else None,
        findings="Rumah layak, penerima siap." if there else None,
        ready=there,
        not_ready_reason=None if there else "Masih dalam persiapan keluarga.",
        why_not_nearer="Orang tua tidak diketahui dan kerabat tidak sanggup." if far else None,
    )


COURSES = {
    "VOKASIONAL": ("Teknik sepeda motor", "UPTD Latihan Kerja", 24),
    "KEWIRAUSAHAAN": ("Usaha jajanan dan keripik", "Dinas Sosial Provinsi Banten", 12),
    "MAGANG": ("Magang bengkel las", "CV Karya Mandiri Ciruas", 30),
    "STIMULASI": ("Stimulasi tumbuh kembang", "Posyandu dan UPTD", 10),
    "PENGASUHAN": ("Kelas pengasuhan", "UPTD Perlindungan Sosial", 8),
    "TERAPI": ("Terapi bermain", "Psikolog UPTD PPA", 8),
    "PENDIDIKAN": ("Kembali ke sekolah", "Sekolah asal", 40),
    "LIFE_SKILLS": ("Kecakapan hidup", "Dinas sosial", 8),
}


def skills(m: Moment) -> Skills:
    """Complete the course or its substitute."""
    course, provider, sessions = COURSES[m.lot.mode]
    came = sessions - m.rng.randrange(0, max(1, sessions // 6))
    return Skills(
        mode=m.lot.mode,
        course=course,
        provider=provider,
        sessions=sessions,
        attended=came,
        passed=True,
        done=True,
        started_on=m.context.occurred_on - timedelta(days=100) if m.lot.mode == "PENDIDIKAN" else None,
        ended_on=m.context.occurred_on,
        certificate_number=f"{m.rng.randrange(100, 999)}/PLT/{m.context.occurred_on.year}",
    )


def social_report(m: Moment) -> SocialReport:
    """Finish the report."""
    return SocialReport(
        requested_by="Unit PPA Polres",
        requested_at=m.context.now - timedelta(days=1, hours=2),
        family="Anak kedua dari tiga bersaudara, ayah bekerja di luar kota.",
        recommendation="Anak dikembalikan kepada orang tua dengan pendampingan pekerja sosial.",
        done=True,
        number=f"{m.rng.randrange(10, 99)}/LapSos/{m.context.occurred_on.year}",
        submitted_to="Unit PPA Polres",
        submitted_on=m.context.occurred_on,
    )


def handover(m: Moment) -> Handover:
    """Sign the minutes."""
    prison = m.lot.kind == "BWBLP"
    return Handover(
        direction="MASUK" if prison else "KELUAR",
        partner="Bapas Kelas II Serang" if prison else "Keluarga penerima",
        number=f"BA-{m.rng.randrange(10, 99)}/{m.context.occurred_on.year}",
        place="Serang",
        signers=["PK", "PEKSOS", "KLIEN", "KELUARGA"] if prison else ["PEKSOS", "KELUARGA"],
        on_paper=True,
        signed=True,
    )


def basic_needs(m: Moment) -> BasicNeeds:
    """List what a small child needs; now and then a paper is still missing."""
    needed = ["PANGAN", "SANDANG", "KESEHATAN", "ADMINDUK", "PENGASUHAN"]
    met = [code for code in needed if code != "ADMINDUK" or m.rng.random() < 0.8]
    place = "DALAM_PANTI" if m.lot.residential else "LUAR_PANTI"
    return BasicNeeds(criteria=["TIDAK_ADA_PERAWAT"], service_place=place, needed=needed, met=met)


def functioning(m: Moment) -> SocialFunctioning:
    """Rate what the story's strength allows."""
    point = "AWAL" if m.context.state.home == "ASESMEN" else "BINA_LANJUT"
    levels = {item.code: level(m.lot.strength + (0.7 if point != "AWAL" else 0), m.rng) for item in ASPECTS}
    return SocialFunctioning(point=point, levels=levels)


FILL: dict[str, Callable[[Moment], Record]] = {
    "record:consent": consent,
    "record:assessment": assessment,
    "record:safety_check": safety,
    "record:family_tracing": tracing,
    "record:goal": goal,
    "record:conference": conference,
    "record:placement": placement,
    "record:skills": skills,
    "record:release": release,
    "record:risk_class": risk_class,
    "record:legal_status": legal_status,
    "record:social_report": social_report,
    "record:handover": handover,
    "record:basic_needs": basic_needs,
    "instrument:social_functioning": functioning,
    "instrument:ikpb": readiness,
}
