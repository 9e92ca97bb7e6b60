"""What is written about adults: older people, people with a disability, homeless people, waste pickers and others."""

from app.demo.voices.voice import Voice

GROWN = {
    "LUT": Voice(
        problem="Tinggal sendiri di rumah yang bocor, mulai lupa minum obat, anak-anak merantau dan jarang pulang.",
        needs="Makan teratur, obat, perbaikan atap, kunjungan, jaminan kesehatan.",
        advice="Perawatan di rumah dengan keluarga dan tetangga; panti hanya bila tidak ada yang dapat merawat.",
        goals=(
            ("KESEHATAN", "Obat diminum teratur", "Tekanan darah terkendali tiga bulan", "KELUARGA"),
            ("KEBUTUHAN_DASAR", "Makan tiga kali sehari", "Permakanan diterima setiap hari", "PEKSOS"),
            (
                "PENGASUHAN_KELUARGA",
                "Ada keluarga yang bertanggung jawab merawat",
                "Jadwal jaga dijalankan",
                "KELUARGA",
            ),
        ),
        calls=(
            "Kader lansia mengabarkan: ikut senam Jumat pagi, tekanan darah baik.",
            "Telepon dengan anak klien: akan mengirim uang tiap awal bulan.",
            "Tetangga mengabarkan: nenek sehat, pintu rumah sudah diperbaiki.",
            "TKSK mengabarkan: permakanan diantar setiap hari.",
            "Perawat desa mengabarkan: luka di kaki mulai kering.",
            "Telepon dengan menantu: obat habis, akan diambil besok di puskesmas.",
            "Bertemu klien: minta dicarikan kacamata untuk mengaji.",
        ),
        lately=(
            "Klien memasak sayur asem sendiri dan membaginya kepada tetangga.",
            "Anak sulung pulang setelah tiga tahun; klien menangis bahagia.",
            "Klien jatuh di kamar mandi, tidak ada luka berat. Pegangan tangan dipasang oleh karang taruna.",
        ),
        openings=(
            ("TKSK_PSM", "TKSK melaporkan nenek yang tinggal sendiri dan tidak ada yang mengurus."),
            ("DESA_KELURAHAN", "Surat desa: kakek tanpa keluarga, rumahnya hampir roboh."),
            (
                "RUMAH_SAKIT_PUSKESMAS",
                "RSUD: pasien lanjut usia sudah boleh pulang, tidak ada yang menjemput.",
            ),
            ("MASYARAKAT", "Warga menemukan kakek yang kebingungan di pasar."),
        ),
        course="Latihan kegiatan sehari-hari",
    ),
    "PD": Voice(
        problem="Belum bekerja sejak kecelakaan, jarang keluar rumah, bergantung pada ibu.",
        needs="Alat bantu, latihan kemandirian, keterampilan, akses kerja.",
        advice="Alat bantu yang pas, latihan, pelatihan yang dipilih sendiri, dan jejaring kerja.",
        goals=(
            ("KESEHATAN", "Alat bantu dipakai setiap hari", "Ke pasar sendiri seminggu sekali", "KLIEN"),
            ("KETERAMPILAN", "Mahir satu keterampilan", "Sertifikat pelatihan", "KLIEN"),
            ("PEKERJAAN", "Punya penghasilan sendiri", "Tiga bulan berturut-turut ada penghasilan", "KLIEN"),
            ("LINGKUNGAN", "Rumah mudah dilalui", "Jalur landai dan pegangan terpasang", "KELUARGA"),
        ),
        calls=(
            "Telepon dengan klien: latihan berjalan setiap pagi dijalankan.",
            "Ibu klien mengabarkan: klien mulai membantu di dapur.",
            "Ketua organisasi penyandang disabilitas mengabarkan: klien hadir di pertemuan.",
            "Sentra mengabarkan: alat bantu siap minggu depan.",
            "Disnaker mengabarkan: ada lowongan operator, diteruskan kepada klien.",
            "TKSK mengabarkan: jalur landai di balai desa sudah jadi.",
        ),
        lately=(
            "Klien naik angkutan umum sendiri untuk pertama kali sejak dua tahun.",
            "Pemilik bengkel bersedia menerima klien magang sebulan.",
            "Klien kesal karena alat bantu lecet; dikirim kembali untuk disesuaikan.",
        ),
        openings=(
            ("KELUARGA", "Ibu datang meminta kaki palsu dan pelatihan untuk anaknya."),
            ("PUSKESOS_SLRT", "Puskesos mencatat penyandang disabilitas yang belum menerima layanan."),
            ("DINSOS_KABKOTA", "Rujukan kota: memerlukan pelatihan dalam panti."),
            ("DATANG_SENDIRI", "Datang sendiri dengan tongkat, ingin belajar memijat."),
        ),
        course="Menjahit dan memperkecil pakaian",
    ),
    "PML": Voice(
        problem="Mengumpulkan barang bekas sejak subuh, penghasilan tidak tetap, anak bungsu putus sekolah.",
        needs="Usaha yang lebih baik, alat pelindung, sekolah anak, dokumen.",
        advice="Bergabung ke kelompok usaha, dihubungkan dengan bank sampah, anak kembali ke sekolah.",
        goals=(
            ("PEKERJAAN", "Penghasilan naik", "Naik sepertiga dalam enam bulan", "KLIEN"),
            ("PENDIDIKAN", "Anak klien bersekolah", "Terdaftar dan hadir", "KELUARGA"),
            ("KESEHATAN", "Bekerja dengan aman", "Sarung tangan dan sepatu dipakai", "KLIEN"),
        ),
        calls=(
            "Bank sampah mengabarkan: setoran klien naik bulan ini.",
            "Telepon dengan klien: harga plastik turun, pindah ke kardus.",
            "Ketua kelompok mengabarkan: arisan modal berjalan.",
            "Wali kelas anak klien mengabarkan: anak sudah masuk lagi.",
            "TKSK mengabarkan: klien ikut kerja bakti.",
        ),
        lately=(
            "Klien membeli gerobak sendiri dari tabungan kelompok.",
            "Lapak kebanjiran dua hari; kelompok saling membantu memindahkan barang.",
            "Klien belajar mencatat uang masuk dan keluar di buku kecil.",
        ),
        openings=(
            ("TKSK_PSM", "TKSK mengusulkan kelompok pemulung di dekat tempat pembuangan akhir."),
            ("DATANG_SENDIRI", "Datang sendiri menanyakan bantuan modal."),
            ("DESA_KELURAHAN", "Kelurahan mengusulkan pendampingan usaha bagi keluarga pemulung."),
        ),
        course="Kerajinan dari plastik bekas",
    ),
    "KM": Voice(
        problem="Ditolak saat melamar pekerjaan dan mengurus dokumen, keluarga menjauh.",
        needs="KTP-el, keterampilan, penerimaan keluarga, teman yang mendukung.",
        advice="Pembelaan pada layanan umum, keterampilan pilihan sendiri, pembicaraan dengan keluarga bila dikehendaki.",
        goals=(
            ("IDENTITAS", "Punya KTP-el", "Kartu di tangan", "PEKSOS"),
            ("PEKERJAAN", "Usaha sendiri berjalan", "Pelanggan tetap lima orang", "KLIEN"),
            ("LINGKUNGAN", "Diterima di lingkungan tempat tinggal", "Ikut kegiatan RT", "KLIEN"),
        ),
        calls=(
            "Telepon dengan klien: usaha salon rumahan mulai ada pelanggan.",
            "Telepon dengan klien: petugas loket ramah, berkas diterima.",
            "Kakak klien menelepon: ingin bertemu, belum siap mengajak ayah.",
            "Ketua RT mengabarkan: klien membantu merias pengantin tetangga.",
        ),
        lately=(
            "Klien ditolak mengontrak rumah; dibantu bicara dengan pemilik, akhirnya diterima.",
            "Klien ingin dipanggil dengan nama pilihannya; dicatat pada data klien.",
        ),
        openings=(
            ("DATANG_SENDIRI", "Datang sendiri setelah beberapa kali ditolak bekerja."),
            ("LKS_LKSA", "Lembaga pendamping merujuk klien yang memerlukan dokumen."),
        ),
        course="Tata rambut dan rias",
    ),
    "GLD": Voice(
        problem="Hidup berpindah di emperan toko sejak kehilangan kontrakan, terputus dari keluarga.",
        needs="Tempat tinggal, pemeriksaan kesehatan, dokumen, pekerjaan ringan, kembali ke keluarga.",
        advice="Penampungan singkat, penelusuran keluarga, latihan kerja, pulang bila keluarga menerima.",
        goals=(
            (
                "TEMPAT_TINGGAL",
                "Punya tempat tinggal tetap",
                "Kontrakan atau rumah keluarga tiga bulan",
                "KLIEN",
            ),
            ("IDENTITAS", "Identitas dipulihkan", "KTP-el terbit", "PEKSOS"),
            ("PEKERJAAN", "Bekerja harian", "Bekerja 15 hari sebulan", "KLIEN"),
        ),
        calls=(
            "Petugas penampungan mengabarkan: klien makan baik dan membantu menyapu.",
            "Dukcapil mengabarkan: data ditemukan lewat sidik jari.",
            "Adik klien menelepon dari Pandeglang: bersedia menjemput.",
            "Tim penjangkauan mengabarkan: tidak terlihat di jalan.",
            "Puskesmas mengabarkan: batuk membaik, obat dilanjutkan.",
        ),
        lately=(
            "Klien bercerita pernah menjadi tukang kayu dan memperbaiki bangku penampungan.",
            "Klien pergi semalam dan kembali pagi hari; dibicarakan baik-baik.",
        ),
        openings=(
            ("SATPOL_PP", "Diserahkan Satpol PP setelah penjangkauan malam di sekitar alun-alun."),
            ("MASYARAKAT", "Warga melaporkan orang yang tidur di depan toko dan tampak sakit."),
            ("POLRI", "Diantar Polsek, ditemukan kebingungan di terminal."),
        ),
        course="Kecakapan hidup dan kerja harian",
    ),
    "PGM": Voice(
        problem="Mengemis bersama cucu di lampu merah karena utang dan suami sakit.",
        needs="Bantuan sosial, penyelesaian utang, sekolah cucu, usaha kecil.",
        advice="Pastikan bantuan diterima, dampingi usaha, libatkan RT dan TKSK.",
        goals=(
            ("KEBUTUHAN_DASAR", "Bantuan sosial diterima", "Cair dua kali berturut-turut", "PEKSOS"),
            ("PEKERJAAN", "Berdagang kecil-kecilan", "Jualan jalan tiga bulan", "KLIEN"),
            ("LINGKUNGAN", "Tidak kembali ke jalan", "Tidak terlihat tim penjangkauan", "KLIEN"),
        ),
        calls=(
            "Ketua RT mengabarkan: klien jualan gorengan di depan rumah.",
            "Telepon dengan klien: bantuan sudah cair, utang dicicil.",
            "Tim penjangkauan mengabarkan: tidak terlihat di lampu merah.",
            "TKSK mengabarkan: cucu sudah masuk PAUD.",
        ),
        lately=(
            "Penagih utang datang ke rumah; TKSK mendampingi musyawarah di balai desa.",
            "Klien bangga menunjukkan buku catatan jualannya.",
        ),
        openings=(
            ("SATPOL_PP", "Terjaring penertiban di persimpangan, diserahkan dengan daftar nama."),
            ("MASYARAKAT", "Warga melaporkan ibu yang mengemis membawa balita setiap hari."),
        ),
        course="Usaha makanan ringan",
    ),
}
