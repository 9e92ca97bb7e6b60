"""The words for what the forms of records ask. Codes of practice, not of law."""

from app.web.i18n.catalogue import lazy

CONSENT_STATUS = {"DIBERIKAN": lazy("Given"), "DITOLAK": lazy("Refused"), "DICABUT": lazy("Withdrawn")}

CONSENT_SCOPE = {
    "LAYANAN": lazy("Rehabilitation services"),
    "DATA": lazy("Keeping the client's data"),
    "BERBAGI": lazy("Sharing data with referral partners"),
    "FOTO": lazy("Photos for the case file"),
}

CONSENT_MANNER = {
    "TERTULIS": lazy("In writing"),
    "CAP_JEMPOL": lazy("By thumbprint"),
    "LISAN": lazy("In words, before a witness"),
    "ISYARAT": lazy("By sign language or other means"),
}

HANDLING_LEVEL = {
    "PROVINSI": lazy("Province (needs an institution)"),
    "KABKOTA": lazy("Regency or city (outside an institution)"),
    "PUSAT": lazy("National level"),
}

READINESS_POINT = {
    "T-6": lazy("T−6: six months before release"),
    "T-3": lazy("T−3: three months before release"),
    "T-1": lazy("T−1: one month before release"),
    "T0": lazy("T0: release day"),
    "T+1": lazy("T+1: one month after release"),
    "T+3": lazy("T+3: three months after release"),
    "T+6": lazy("T+6: six months after release"),
    "T+12": lazy("T+12: twelve months after release"),
}

READINESS_SOURCE = {
    "KLIEN": lazy("The client"),
    "KELUARGA": lazy("Family"),
    "PETUGAS": lazy("Prison or Bapas officer"),
    "LINGKUNGAN": lazy("Village office or neighbours"),
    "DOKUMEN": lazy("Documents"),
}

FUNCTIONING_POINT = {
    "AWAL": lazy("At assessment"),
    "TINJAUAN": lazy("At a plan review"),
    "PENUTUPAN": lazy("At closing"),
    "BINA_LANJUT": lazy("At the last follow-up visit"),
}

FUNCTIONING_BAND = {"RENDAH": lazy("Low"), "SEDANG": lazy("Medium"), "TINGGI": lazy("High")}

CRIMINOGENIC_NEED = {
    "RIWAYAT": lazy("Offence history"),
    "PENDIDIKAN_KERJA": lazy("Education and work"),
    "KELUARGA": lazy("Family and marriage"),
    "PERGAULAN": lazy("Peers and surroundings"),
    "ZAT": lazy("Substance use"),
    "EMOSI": lazy("Emotional and mental state"),
    "SIKAP": lazy("Attitude to crime"),
}

TRACING_METHOD = {
    "KUNJUNGAN": lazy("Visit"),
    "TELEPON": lazy("Telephone or message"),
    "DESA": lazy("Through the village office"),
    "DUKCAPIL": lazy("Through the civil registry"),
    "POLRI": lazy("Through the police"),
    "RUMAH_SAKIT": lazy("Through a hospital or health centre"),
    "MEDIA": lazy("Public announcement"),
    "LAINNYA": lazy("Another way"),
}

TRACING_RESULT = {
    "TIDAK_DITEMUKAN": lazy("Nobody found"),
    "PETUNJUK": lazy("A lead to follow"),
    "DITEMUKAN": lazy("Family found"),
}

GOAL_OWNER = {
    "KLIEN": lazy("The client"),
    "KELUARGA": lazy("Family"),
    "PEKSOS": lazy("Social worker"),
    "PENGASUH": lazy("Carer or institution"),
    "BAPAS": lazy("Probation office (Bapas)"),
    "MITRA": lazy("Another partner"),
}

SPM_SERVICE = {
    "PANGAN": lazy("Food"),
    "SANDANG": lazy("Clothing"),
    "ASRAMA": lazy("Accessible dormitory"),
    "ALAT_BANTU": lazy("Aids"),
    "PERBEKALAN_KESEHATAN": lazy("Health supplies"),
    "BIMBINGAN": lazy("Physical, mental, spiritual and social guidance"),
    "KEGIATAN_HARIAN": lazy("Training in daily living"),
    "ADMINDUK": lazy("Help with identity papers and certificates"),
    "PENDIDIKAN": lazy("Access to education"),
    "KESEHATAN": lazy("Access to basic health care"),
    "PENELUSURAN": lazy("Tracing of the family"),
    "REUNIFIKASI": lazy("Reunification with the family"),
    "PENGASUHAN": lazy("Care and upbringing"),
    "KETERAMPILAN_DASAR": lazy("Basic skills"),
    "PEMULANGAN": lazy("Return to the home region"),
    "PEMULASARAAN": lazy("Funeral care"),
}

CONFERENCE_PURPOSE = {
    "ASESMEN": lazy("Result of the assessment"),
    "RENCANA": lazy("Case plan"),
    "PENEMPATAN": lazy("Placement or permanency"),
    "REINTEGRASI": lazy("Return to family and community"),
    "PENUTUPAN": lazy("Closing or transfer"),
    "MACET": lazy("A case that is stuck"),
    "LAINNYA": lazy("Something else"),
}

CONFERENCE_PARTY = {
    "DINSOS_PROV": lazy("Provincial social office"),
    "DINSOS_KABKOTA": lazy("Regency or city social office"),
    "UPTD_LKS": lazy("Provincial unit, LKS or LKSA"),
    "UPTD_PPA": lazy("Women and child protection unit (UPTD PPA)"),
    "BAPAS": lazy("Probation office (Bapas)"),
    "PENEGAK_HUKUM": lazy("Police, prosecutor or court"),
    "KESEHATAN": lazy("Hospital or health centre"),
    "DESA": lazy("Village office or TKSK"),
    "KELUARGA": lazy("Client, family or guardian"),
    "LAINNYA": lazy("Others"),
}

CONFERENCE_DECISION = {
    "LANJUT": lazy("Go on as planned"),
    "UBAH_RENCANA": lazy("Change the plan"),
    "TEMPATKAN": lazy("Place the client"),
    "REINTEGRASI": lazy("Begin reintegration"),
    "RUJUK": lazy("Refer to another body"),
    "TUNDA": lazy("Wait"),
    "TUTUP": lazy("Close the case"),
}

RELEASE_CHANGE = {
    "REMISI": lazy("Remission"),
    "KEPUTUSAN": lazy("New decision or decree"),
    "LITMAS": lazy("Social inquiry report (litmas) not ready"),
    "PELANGGARAN": lazy("Breach of discipline"),
    "PERBAIKAN": lazy("Correction of a mistake"),
    "LAINNYA": lazy("Another reason"),
}

HANDOVER_DIRECTION = {"MASUK": lazy("To the division"), "KELUAR": lazy("From the division")}

HANDOVER_SIGNER = {
    "PK": lazy("Probation officer (PK)"),
    "PEKSOS": lazy("Social worker"),
    "KLIEN": lazy("The client"),
    "KELUARGA": lazy("Family"),
    "LEMBAGA": lazy("Receiving body"),
}

FORM_LISTS = {
    "consent_status": CONSENT_STATUS,
    "consent_scope": CONSENT_SCOPE,
    "consent_manner": CONSENT_MANNER,
    "handling_level": HANDLING_LEVEL,
    "readiness_point": READINESS_POINT,
    "readiness_source": READINESS_SOURCE,
    "functioning_point": FUNCTIONING_POINT,
    "functioning_band": FUNCTIONING_BAND,
    "criminogenic_need": CRIMINOGENIC_NEED,
    "tracing_method": TRACING_METHOD,
    "tracing_result": TRACING_RESULT,
    "goal_owner": GOAL_OWNER,
    "spm_service": SPM_SERVICE,
    "conference_purpose": CONFERENCE_PURPOSE,
    "conference_party": CONFERENCE_PARTY,
    "conference_decision": CONFERENCE_DECISION,
    "release_change": RELEASE_CHANGE,
    "handover_direction": HANDOVER_DIRECTION,
    "handover_signer": HANDOVER_SIGNER,
}
