"""What is written about victims and migrants: as little of what was done to them as the work needs."""

from app.demo.voices.voice import Voice

VICTIMS = {
    "TS": Voice(
        problem="Terjerat utang dan bekerja karena terpaksa; ingin berhenti, takut tidak mampu membiayai anak.",
        needs="Penyelesaian utang, keterampilan, pengasuhan anak yang aman, dokumen.",
        advice="Pelatihan pilihan sendiri, bantuan hukum untuk utang, kontak yang aman sesuai kehendak klien.",
        goals=(
            ("KETERAMPILAN", "Mahir satu keterampilan", "Sertifikat menjahit", "KLIEN"),
            ("PEKERJAAN", "Penghasilan yang cukup dan aman", "Tiga bulan tanpa meminjam", "KLIEN"),
            (
                "PENGASUHAN_KELUARGA",
                "Anak diasuh dengan baik",
                "Anak tinggal bersama nenek dan sekolah",
                "KELUARGA",
            ),
        ),
        calls=(
            "Telepon pada jam yang disepakati: klien baik, latihan berjalan.",
            "Pengasuh panti mengabarkan: klien membantu di dapur.",
            "Telepon dengan klien: anak sehat bersama neneknya.",
            "Instruktur mengabarkan: jahitan klien rapi, boleh ikut pesanan.",
        ),
        lately=(
            "Klien menyelesaikan pesanan pertamanya dan menabung separuhnya.",
            "Penagih utang mencari klien; dilaporkan ke pendamping hukum.",
        ),
        openings=(
            ("SATPOL_PP", "Diserahkan setelah penertiban; klien bersedia mengikuti pelatihan."),
            ("DATANG_SENDIRI", "Datang sendiri, meminta pertemuan tertutup."),
            ("LKS_LKSA", "Dirujuk lembaga pendamping atas persetujuan klien."),
        ),
        course="Menjahit pakaian",
    ),
    "KPO": Voice(
        problem="Dijanjikan pekerjaan, dokumen ditahan dan gerak dibatasi; klien selamat, masih takut.",
        needs="Perlindungan, pemulihan, dokumen, pendampingan hukum, pulang dengan aman.",
        advice="Rumah aman, terapi, restitusi bersama LPSK, pulang setelah keadaan rumah diperiksa.",
        goals=(
            ("PSIKOSOSIAL", "Klien merasa aman", "Tidur cukup selama sebulan", "KLIEN"),
            ("HUKUM", "Hak klien diperjuangkan", "Permohonan restitusi diajukan", "MITRA"),
            ("PEKERJAAN", "Pekerjaan yang aman di daerah asal", "Bekerja atau berusaha tiga bulan", "KLIEN"),
        ),
        calls=(
            "Pendamping rumah aman mengabarkan: klien tenang, ikut memasak.",
            "LPSK mengabarkan: permohonan sedang diperiksa.",
            "Telepon dengan klien pada jam yang disepakati: baik.",
            "Penyidik mengabarkan: pemeriksaan berikutnya didampingi.",
        ),
        lately=(
            "Klien mulai tidur tanpa lampu dan menyanyi di dapur.",
            "Ibu klien menelepon melalui pendamping; keduanya menangis lega.",
        ),
        openings=(
            ("POLRI", "Unit PPA menyerahkan korban yang diselamatkan, memerlukan perlindungan."),
            ("BP3MI_IMIGRASI", "BP3MI merujuk korban yang baru dipulangkan."),
            ("UPTD_PPA", "UPTD PPA meminta tempat aman."),
        ),
        course="Terapi pemulihan",
    ),
    "KTK": Voice(
        problem="Mengalami kekerasan dalam rumah tangga, meninggalkan rumah bersama anak.",
        needs="Tempat aman, pemulihan, penghasilan sendiri, pendampingan hukum, sekolah anak.",
        advice="Keselamatan dan pilihan klien lebih dulu; pendampingan hukum; usaha atas nama sendiri.",
        goals=(
            ("HUKUM", "Perlindungan hukum diperoleh", "Penetapan atau kesepakatan tertulis", "MITRA"),
            ("PEKERJAAN", "Penghasilan sendiri", "Rekening sendiri terisi tiap bulan", "KLIEN"),
            (
                "PSIKOSOSIAL",
                "Klien mengambil keputusan dengan tenang",
                "Menyelesaikan enam konseling",
                "KLIEN",
            ),
        ),
        calls=(
            "Telepon pada jam yang aman: klien dan anak baik.",
            "UPTD PPA mengabarkan: konseling kedua selesai.",
            "Pendamping hukum mengabarkan: jadwal sidang berikutnya.",
            "Kakak klien mengabarkan lewat perantara: anak sudah sekolah di tempat baru.",
        ),
        lately=(
            "Klien menerima pesanan kue pertama dan tersenyum lama.",
            "Pelaku mencoba menghubungi; nomor diblokir dan dilaporkan.",
        ),
        openings=(
            ("UPTD_PPA", "UPTD PPA merujuk ibu dengan dua anak yang memerlukan tempat aman."),
            ("DATANG_SENDIRI", "Datang sendiri pada malam hari bersama anaknya."),
            ("POLRI", "Polres meminta pendampingan korban."),
        ),
        course="Membuat kue dan mengatur usaha",
    ),
    "PMBS": Voice(
        problem="Dipulangkan sebelum kontrak selesai, upah belum dibayar, malu pulang tanpa uang.",
        needs="Pemeriksaan kesehatan, tuntutan upah, keluarga yang menerima, modal kecil.",
        advice="Dampingi tuntutan melalui BP3MI, siapkan keluarga, usaha di kampung.",
        goals=(
            ("HUKUM", "Upah yang tertahan dituntut", "Tuntutan tercatat di BP3MI", "MITRA"),
            ("PEKERJAAN", "Usaha di kampung", "Warung berjalan tiga bulan", "KLIEN"),
            ("PENGASUHAN_KELUARGA", "Keluarga menerima dengan baik", "Tinggal bersama keluarga", "KELUARGA"),
        ),
        calls=(
            "BP3MI mengabarkan: berkas tuntutan diterima.",
            "Telepon dengan klien: sehat, membantu suami di sawah.",
            "TKSK mengabarkan: klien diterima baik oleh tetangga.",
            "Agen menelepon: berjanji mengirim koper, dicatat.",
        ),
        lately=(
            "Sebagian upah diterima lewat transfer; klien membeli etalase warung.",
            "Anak klien awalnya tidak mengenali ibunya; sekarang tidur bersama.",
        ),
        openings=(
            (
                "BP3MI_IMIGRASI",
                "Tiba di bandara, dipulangkan karena sakit; memerlukan pendampingan sampai rumah.",
            ),
            ("KEMENSOS", "Kementerian menyerahkan pekerja migran asal Banten."),
        ),
        course="Usaha warung dan pembukuan",
    ),
}
