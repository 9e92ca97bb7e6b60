"""The words for where data on a client come from, for the welfare register DTSEN and for aid that is received."""

from app.web.i18n.catalogue import lazy

DATA_SOURCE = {
    "PENGAKUAN": lazy("Told by the client"),
    "KELUARGA": lazy("Told by family or carer"),
    "PELAPOR": lazy("Told by whoever reported or referred"),
    "KARTU": lazy("Cards or certificates seen"),
    "KUNJUNGAN": lazy("Seen at home"),
    "DUKCAPIL": lazy("Civil registry"),
    "SIKS_NG": lazy("SIKS-NG"),
}

DTSEN_STATUS = {
    "TERDAFTAR": lazy("In the register"),
    "TIDAK": lazy("Not in the register"),
    "BELUM_CEK": lazy("Not looked up yet"),
}

DTSEN_SOURCE = {
    "SIKS_NG": lazy("SIKS-NG"),
    "DESA_KELURAHAN": lazy("Village office"),
    "PUSKESOS_SLRT": lazy("Puskesos or SLRT"),
    "APLIKASI": lazy("Public website or app"),
}

AID = {
    "PKH": lazy("Family Hope Programme (PKH)"),
    "SEMBAKO": lazy("Food aid (Sembako)"),
    "PBI_JKN": lazy("Health insurance paid by the state (PBI JKN)"),
    "KIP": lazy("School aid (KIP)"),
    "ATENSI": lazy("ATENSI rehabilitation assistance"),
    "BLT_DESA": lazy("Village cash aid (BLT Desa)"),
    "DAERAH": lazy("Aid of province, regency or city"),
    "LAINNYA": lazy("Other aid"),
    "TIDAK_ADA": lazy("Receives no aid"),
}

WELFARE_LISTS = {
    "data_source": DATA_SOURCE,
    "dtsen_status": DTSEN_STATUS,
    "dtsen_source": DTSEN_SOURCE,
    "aid": AID,
}
