"""What workers write about clients of each type: findings, goals, calls, reports. Invented, respectful, and brief.

A journey without a voice of its own speaks with the general one.
"""

from app.demo.voices.voice import Voice
from app.demo.voices.voices_grown import GROWN
from app.demo.voices.voices_victims import VICTIMS
from app.demo.voices.voices_young import YOUNG

GENERAL = Voice(
    problem="Klien menghadapi kesulitan ekonomi dan kurang dukungan dari lingkungan sekitarnya.",
    needs="Dokumen kependudukan, pendampingan keluarga, akses layanan kesehatan.",
    advice="Pendampingan rutin, penguatan keluarga, dan rujukan ke layanan setempat.",
    goals=(
        ("IDENTITAS", "Dokumen kependudukan lengkap", "KTP-el dan KK di tangan", "PEKSOS"),
        (
            "PENGASUHAN_KELUARGA",
            "Diterima dan didukung keluarga",
            "Ada keluarga yang berkunjung tiap bulan",
            "KELUARGA",
        ),
        ("KESEHATAN", "Terdaftar jaminan kesehatan", "Kartu BPJS aktif", "PEKSOS"),
    ),
    calls=(
        "Telepon dengan klien: keadaan baik, jadwal minggu depan disepakati.",
        "TKSK mengabarkan: klien sehat, lingkungan tenang.",
        "Ketua RT mengabarkan: tidak ada keluhan warga.",
        "Keluarga menelepon: menanyakan jadwal pendampingan, sudah dijelaskan.",
        "Puskesmas mengabarkan: pemeriksaan rutin sudah diikuti.",
        "Telepon dengan klien: menanyakan berkas BPJS, akan diantar ke desa.",
    ),
    lately=(
        "Klien meminta pertemuan dipindah ke sore hari karena ada keperluan keluarga.",
        "Koordinasi dengan desa: surat keterangan domisili bisa diambil hari Rabu.",
        "Klien tampak lebih tenang daripada bulan lalu dan mulai menyusun rencana sendiri.",
    ),
    openings=(
        ("TKSK_PSM", "Dilaporkan TKSK setelah kunjungan ke rumah."),
        ("DESA_KELURAHAN", "Surat dari desa: warga memerlukan pendampingan."),
        ("DINSOS_KABKOTA", "Rujukan dinas sosial setempat dengan berkas lengkap."),
    ),
)
VOICES: dict[str, Voice] = {**YOUNG, **GROWN, **VICTIMS}

TASKS: dict[str, tuple[str, ...]] = {
    "visit": (
        "Kunjungan: keadaan baik, rumah bersih, kebutuhan pokok tercukupi. Tetangga ikut memperhatikan.",
        "Ditemui di rumah, sehat dan ramah. Rencana bulan lalu sudah dijalankan sebagian.",
        "Kunjungan bersama TKSK. Ada keluhan kecil tentang biaya sehari-hari, dicatat untuk dibahas dengan keluarga.",
        "Bertemu klien dan keluarga, suasana hangat. Tidak ada masalah baru; jadwal berikutnya disepakati.",
        "Kunjungan singkat karena hujan. Klien baik, obat dan persediaan makanan cukup.",
    ),
    "contact_attempt": (
        "Telepon tidak diangkat, pesan belum dibaca. Akan dicoba lagi minggu depan.",
        "Didatangi ke alamat terakhir, kosong. Tetangga tidak tahu ke mana perginya. Titip pesan kepada RT.",
        "TKSK dan keluarga belum mendapat kabar. Nomor lama sudah tidak aktif.",
    ),
    "home_visit": (
        "Rumah semi permanen, dua kamar, air dari sumur bersama. Keluarga terbuka dan membantu memberi keterangan.",
        "Rumah sederhana dan terawat. Jalan masuk sempit, puskesmas dua kilometer dari rumah.",
    ),
    "guidance": (
        "Membahas kebiasaan sehari-hari dan cara menyelesaikan pertengkaran tanpa kekerasan. Klien aktif bertanya.",
        "Pertemuan kelompok kecil: mengatur uang harian dan membagi waktu. Klien hadir sampai selesai.",
        "Klien menceritakan kemajuannya sendiri dan membantu peserta lain.",
    ),
    "counselling": (
        "Pertemuan berjalan tenang. Klien mulai menyebutkan apa yang membuatnya cemas dan apa yang menolong.",
        "Klien tidur lebih baik. Disepakati latihan napas setiap malam dan pertemuan berikutnya dua minggu lagi.",
        "Hari ini klien banyak diam; didampingi tanpa dipaksa. Minta bertemu lagi minggu depan.",
        "Klien menyusun tiga hal yang ingin dicapainya tahun ini.",
    ),
    "papers": (
        "KTP lama hilang; surat kehilangan sudah dibuat, perekaman ulang dijadwalkan di Disdukcapil.",
        "KK sudah memuat nama klien. Berkas BPJS PBI diusulkan lewat desa.",
    ),
    "review": (
        "Tinjauan bersama keluarga: dua dari tiga tujuan berjalan, satu disesuaikan karena biaya.",
        "Rencana masih sesuai. Pembagian tugas diperbarui, keluarga diminta hadir pada pertemuan berikutnya.",
    ),
    "review_90": (
        "Tinjauan 90 hari: latihan harian berjalan, alat bantu masih sesuai, tujuan kerja disesuaikan.",
    ),
    "plan_review": (
        "Tinjauan 180 hari: kesehatan stabil, keluarga bergiliran menjaga, rencana dilanjutkan.",
    ),
    "family_support": (
        "Membahas pembagian tugas di rumah. Bibi bersedia membantu mengantar sekolah.",
        "Keluarga menerima bantuan sembako dan mulai menabung sedikit untuk seragam.",
    ),
    "home_care": (
        "Dimandikan dan diganti seprai bersama menantu. Nafsu makan baik, tekanan darah 140/80.",
        "Obat diminum teratur, kaki tidak bengkak lagi. Klien minta ditemani salat berjamaah di musala.",
        "Kuku dan rambut dirapikan. Klien senang bercerita tentang masa mudanya menjadi petani.",
    ),
    "first_contact": (
        "Anak ditemui di rumah tetangga, sehat, malu-malu. Makan dua kali sehari, tidur bertiga.",
    ),
    "first_visit": (
        "Anak digendong ibunya, tersenyum saat diajak bermain. Ibu belum pernah mendapat pelatihan merawat.",
    ),
    "health": ("Diperiksa puskesmas: gizi cukup, perlu rujukan ke dokter anak. Surat rujukan sudah terbit.",),
    "school_check": (
        "Terdaftar di kelas 5, sering tidak masuk karena membantu bekerja. Wali kelas bersedia membantu.",
    ),
    "school_return": ("Sekolah menerima kembali, tunggakan dihapus. Seragam dan sepatu dibantu Baznas.",),
    "meetings": (
        "Ditemui di perempatan sore hari bersama dua temannya. Mau diajak makan dan bercerita.",
        "Anak datang ke rumah singgah, mandi, ikut belajar membaca satu jam.",
        "Bertemu ibu anak di kontrakan; ia ingin anaknya sekolah, tetapi uang sewa menunggak.",
    ),
    "carer": (
        "Ibu merawat sendirian sejak pagi sampai malam, kelelahan. Nenek bersedia bergantian dua kali seminggu.",
    ),
    "carer_training": (
        "Ibu dan nenek dilatih memindahkan anak dan memasang penyangga kaki; dicoba sendiri dan berhasil.",
    ),
    "safe_place": (
        "Dibawa ke tempat aman, didampingi petugas perempuan. Sudah makan, membersihkan diri, dan beristirahat.",
    ),
    "ppa": ("UPTD PPA diberi tahu lewat telepon dan surat; pendamping ditunjuk hari itu juga.",),
    "psychologist": ("Psikolog menjadwalkan dua pertemuan. Hasil akan disampaikan tertutup.",),
    "medical": ("Diperiksa di RSUD oleh dokter perempuan, didampingi. Hasil disimpan di rekam medis.",),
    "clean": ("Mandi, berganti pakaian, makan, dan minum obat gatal dari puskesmas. Tidur nyenyak.",),
    "street_life": (
        "Tiga tahun berpindah dari pasar ke terminal setelah rumah kontrakan digusur. Pernah bekerja sebagai kuli.",
    ),
    "reconcile": (
        "Kakak klien mau bertemu setelah lima tahun. Keduanya menangis, sepakat saling menelepon tiap minggu.",
    ),
    "neighbours": ("Ketua RT dan TKSK bersedia mengajak klien ikut arisan dan kerja bakti.",),
    "social_aid": ("Nama klien sudah masuk DTSEN, bantuan sembako cair bulan ini.",),
    "group": ("Klien bekerja bersama delapan orang di satu lapak; hasil sekitar lima puluh ribu sehari.",),
    "business_plan": (
        "Rencana sederhana: memilah plastik jernih dan menjual langsung ke bank sampah, untung naik sepertiga.",
    ),
    "work_safety": ("Sarung tangan, sepatu bot, dan masker dibagikan. Klien mau memakainya setiap hari.",),
    "belongings": ("Surat penting dan pakaian diambil dengan aman, ada berita acara.",),
    "provisions": (
        "Bekal makan, pakaian ganti, obat, dan uang saku sesuai daftar diserahkan, ditandatangani klien.",
    ),
    "first_needs": ("Makan, pakaian, dan kartu telepon diberikan. Klien menelepon ibunya di kampung.",),
    "claims": ("Upah empat bulan belum dibayar, koper tertahan di agen. Bukti pesan disimpan.",),
    "family_contact": (
        "Anak klien menelepon dan berjanji datang pada akhir bulan.",
        "Keluarga mengirim kabar dan foto; klien meminta foto dicetak dan dipasang di kamar.",
    ),
    "check_in": (
        "Kontak lewat telepon pada jam yang disepakati: aman, bekerja, tidak ada ancaman.",
        "Bertemu di tempat yang dipilih klien. Penghasilan mulai cukup, masih menyicil utang.",
    ),
    "identity_card": ("Perekaman KTP-el selesai, petugas loket ramah. Kartu diambil minggu depan.",),
    "capital": ("Proposal modal dikirim ke BAZNAS kabupaten, jawaban dijanjikan dalam dua minggu.",),
    "residence_note": ("Penghuni sehat, ikut senam pagi dan menanam sayur. Berat badan tetap.",),
    "study_progress": ("Nilai naik, hadir 22 dari 24 hari. Guru memuji tulisan tangannya.",),
}
"""What is written about a task, by its name."""


def of(kind: str) -> Voice:
    """Return the voice for a type."""
    return VOICES.get(kind, GENERAL)


def of_task(task: str, title: str) -> tuple[str, ...]:
    """Return what may be written about a task; without words of its own its title says what was done."""
    return TASKS.get(task) or (
        f"{title}: sudah dilaksanakan bersama klien, hasilnya dibicarakan dengan supervisor.",
        f"{title}: selesai, keluarga ikut hadir dan tidak ada kendala.",
        f"{title}: sudah dibahas, langkah berikutnya disepakati.",
    )
