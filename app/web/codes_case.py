"""The words for a case: why it came, how urgent, what was agreed, how it ended. Codes of practice, not of law."""

from app.web.i18n.catalogue import lazy

OUTCOME = {
    "MANDIRI": lazy("Socially and economically independent"),
    "BERFUNGSI": lazy("Functioning socially with family support"),
    "REUNIFIKASI": lazy("Back with the family"),
    "PENGASUHAN_ALTERNATIF": lazy("Alternative care (kin, foster parents, guardian, adoption)"),
    "PANTI_LANJUT": lazy("Long-term care in an institution"),
    "BEKERJA": lazy("Working or self-employed"),
    "SEKOLAH": lazy("Back in or continuing education"),
    "AMAN": lazy("Safe from violence or exploitation"),
    "TIDAK_MENGULANG": lazy("No new offence"),
    "PULANG_ASAL": lazy("Returned to the region of origin"),
    "PERBAIKAN_SEBAGIAN": lazy("Partly improved"),
    "TIDAK_BERHASIL": lazy("Goals not reached"),
    "KAMBUH": lazy("Back to the earlier condition"),
}

CLOSE_REASON = {
    "TUJUAN_TERCAPAI": lazy("Goals reached"),
    "TUJUAN_TIDAK_TERCAPAI": lazy("Service ended, goals not reached"),
    "RUJUK_KABKOTA": lazy("Referred to a regency or city"),
    "RUJUK_PUSAT": lazy("Referred to the national level"),
    "RUJUK_LEMBAGA": lazy("Referred to another body"),
    "PINDAH_DOMISILI": lazy("Moved away"),
    "MENOLAK_LAYANAN": lazy("Declined the service"),
    "TIDAK_DAPAT_DIHUBUNGI": lazy("Cannot be reached"),
    "MELARIKAN_DIRI": lazy("Left the institution without leave"),
    "MENINGGAL": lazy("Died"),
    "DIPIDANA_KEMBALI": lazy("Sentenced again"),
    "BATAS_USIA": lazy("Reached the age limit"),
    "TIDAK_MEMENUHI_KRITERIA": lazy("Does not meet the criteria"),
    "DUPLIKAT": lazy("Duplicate"),
    "BATAL": lazy("Opened by mistake"),
    "KEWENANGAN_LAIN": lazy("Another body is responsible"),
    "KLASIFIKASI_ULANG": lazy("Reclassified"),
    "PERLU_LAYANAN": lazy("Needs the full service"),
    "PERGI_SENDIRI": lazy("Left before being sent home"),
    "BERANGKAT_LAGI": lazy("Left to work again"),
}

SKILLS_MODE = {
    "VOKASIONAL": lazy("Vocational training"),
    "KEWIRAUSAHAAN": lazy("Entrepreneurship"),
    "MAGANG": lazy("Work placement"),
    "ADL": lazy("Daily living skills"),
    "STIMULASI": lazy("Early childhood stimulation"),
    "PENDIDIKAN": lazy("School or equivalency education"),
    "LIFE_SKILLS": lazy("Life skills"),
    "TERAPI": lazy("Therapy in place of training"),
    "PENGASUHAN": lazy("Parenting skills of the carer"),
    "LEWATI": lazy("Skipped, with a reason"),
}

SOURCE = {
    "DATANG_SENDIRI": lazy("Came by themselves"),
    "KELUARGA": lazy("Family"),
    "MASYARAKAT": lazy("Community"),
    "DESA_KELURAHAN": lazy("Village office"),
    "TKSK_PSM": lazy("Subdistrict social worker or volunteer (TKSK/PSM)"),
    "PUSKESOS_SLRT": lazy("Integrated referral desk (Puskesos/SLRT)"),
    "SATPOL_PP": lazy("Public order police (Satpol PP)"),
    "POLRI": lazy("Police"),
    "KEJAKSAAN_PENGADILAN": lazy("Prosecutor or court"),
    "BAPAS_LAPAS": lazy("Probation office or prison (Bapas/Lapas)"),
    "RUMAH_SAKIT_PUSKESMAS": lazy("Hospital or health centre"),
    "SEKOLAH": lazy("School"),
    "LKS_LKSA": lazy("Welfare institution (LKS/LKSA)"),
    "UPTD_PPA": lazy("Women and child protection unit (UPTD PPA)"),
    "BP3MI_IMIGRASI": lazy("Migrant worker protection or immigration (BP3MI)"),
    "DINSOS_KABKOTA": lazy("Regency or city social office"),
    "DINSOS_LAIN": lazy("Social office of another province"),
    "KEMENSOS": lazy("Ministry of Social Affairs"),
    "HOTLINE_DARING": lazy("Hotline or online report"),
}

URGENCY = {
    "DARURAT": lazy("Emergency: life or safety, within 24 hours"),
    "SEGERA": lazy("Urgent: within 3 working days"),
    "BIASA": lazy("Ordinary: within 5 working days"),
}

SAFE_NOW = {"AMAN": lazy("Safe"), "TIDAK_AMAN": lazy("Not safe"), "TIDAK_DIKETAHUI": lazy("Unknown")}

GOAL_AREA = {
    "IDENTITAS": lazy("Identity papers"),
    "KEBUTUHAN_DASAR": lazy("Basic needs"),
    "KESEHATAN": lazy("Health"),
    "PENDIDIKAN": lazy("Education"),
    "PENGASUHAN_KELUARGA": lazy("Care and family"),
    "PSIKOSOSIAL": lazy("Psychosocial"),
    "HUKUM": lazy("Legal matters"),
    "KETERAMPILAN": lazy("Skills"),
    "PEKERJAAN": lazy("Work and income"),
    "TEMPAT_TINGGAL": lazy("Housing"),
    "LINGKUNGAN": lazy("Community"),
}

GOAL_STATUS = {
    "BELUM": lazy("Not started"),
    "BERJALAN": lazy("Under way"),
    "TERCAPAI": lazy("Reached"),
    "TIDAK_TERCAPAI": lazy("Not reached"),
    "DIGANTI": lazy("Replaced"),
}

REFERRAL_TARGET = {
    "KEMENSOS_SENTRA": lazy("National rehabilitation centre (Sentra Kemensos)"),
    "BNN_IPWL": lazy("Narcotics agency or reporting institution (BNN/IPWL)"),
    "DINSOS_KABKOTA": lazy("Regency or city social office"),
    "DINSOS_PROV_LAIN": lazy("Social office of another province"),
    "RSJ_RS": lazy("Hospital or psychiatric hospital"),
    "PUSKESMAS": lazy("Health centre"),
    "UPTD_PPA": lazy("Women and child protection unit (UPTD PPA)"),
    "RPSA": lazy("Child protection home (RPSA)"),
    "RPTC": lazy("Trauma and protection centre (RPTC)"),
    "LKS_LKSA": lazy("Welfare institution (LKS/LKSA)"),
    "LPKS": lazy("Child welfare institution for justice cases (LPKS)"),
    "BAPAS": lazy("Probation office (Bapas)"),
    "LPSK": lazy("Witness and victim protection agency (LPSK)"),
    "BP3MI": lazy("Migrant worker protection office (BP3MI)"),
    "DUKCAPIL": lazy("Civil registry (Dukcapil)"),
    "BPJS": lazy("Health insurance (BPJS)"),
    "UPTD_LATIHAN_KERJA": lazy("Provincial job training unit"),
    "SEKOLAH_SLB": lazy("School or special school"),
    "BIDANG_LAIN": lazy("Another division of the office"),
}

HOLD_REASON = {
    "MENUNGGU_PENGADILAN": lazy("Waiting for the court"),
    "RAWAT_MEDIS": lazy("In hospital"),
    "KELUARGA_LUAR_NEGERI": lazy("Family abroad"),
    "MENUNGGU_BEBAS": lazy("The release was put off"),
    "DITAHAN": lazy("Detained"),
    "MENUNGGU_PIHAK_LAIN": lazy("Waiting for another body"),
    "LAINNYA": lazy("Another reason"),
}

SERVICE_PLACE = {
    "PANTI": lazy("Institution"),
    "RUMAH": lazy("Home"),
    "KANTOR": lazy("Office"),
    "JALAN": lazy("Street"),
    "LAPAS": lazy("Prison"),
    "TELEPON": lazy("By telephone"),
    "LAINNYA": lazy("Elsewhere"),
}

STAGE = {
    "INTAKE": lazy("Intake"),
    "ASESMEN": lazy("Assessment"),
    "RENCANA": lazy("Plan"),
    "INTERVENSI": lazy("Intervention"),
    "KETERAMPILAN": lazy("Skills"),
    "REINTEGRASI": lazy("Reintegration"),
    "BINA_LANJUT": lazy("Follow-up"),
    "TUNDA": lazy("On hold"),
    "SELESAI": lazy("Closed"),
    # Stages of some journeys only; a journey's own pages say them in its own words.
    "PENJANGKAUAN": lazy("Outreach"),
    "PENYELAMATAN": lazy("Rescue with the police"),
    "PERLINDUNGAN": lazy("Protection"),
    "PENAMPUNGAN": lazy("Emergency shelter"),
    "RSJ": lazy("Treatment in hospital first"),
    "LKSA": lazy("Temporary care in an LKSA"),
    "DIPERPANJANG": lazy("Extended care (18 to 21)"),
    "HUNIAN_PANTI": lazy("Long-term residence"),
    "PENASIHATAN": lazy("Advice and help to an income"),
    "PINTU_AMAN": lazy("Safety sign-off"),
    "RUJUKAN_PUSAT": lazy("Mandatory referral to the centre"),
    "TRANSIT": lazy("In transit to a home outside Banten"),
    "PEMULANGAN": lazy("Repatriation"),
    "PULANG": lazy("On the way home"),
    "TIBA": lazy("Arrival confirmed"),
    "PEMULASARAAN": lazy("Death care"),
    "PROGRAM_ANAK": lazy("Programme of a child under 12"),
    "ASUHAN_ADOPSI": lazy("Foster period before adoption"),
}

CASE_LISTS = {
    "outcome": OUTCOME,
    "close_reason": CLOSE_REASON,
    "skills_mode": SKILLS_MODE,
    "source": SOURCE,
    "urgency": URGENCY,
    "safe_now": SAFE_NOW,
    "goal_area": GOAL_AREA,
    "goal_status": GOAL_STATUS,
    "referral_target": REFERRAL_TARGET,
    "hold_reason": HOLD_REASON,
    "service_place": SERVICE_PLACE,
    "stage": STAGE,
}
