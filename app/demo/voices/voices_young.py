"""What is written about children: neglected, on the street, with a disability, victims, under special protection."""

from app.demo.voices.voice import Voice

YOUNG = {
    "AT": Voice(
        problem="Ibu bekerja di luar negeri tanpa kabar, ayah sakit; anak diasuh nenek yang sudah lanjut usia.",
        needs="Biaya sekolah, akta kelahiran, pendampingan nenek, perhatian orang dewasa yang tetap.",
        advice="Utamakan keluarga dengan dukungan; LKSA hanya sementara bila keluarga belum mampu.",
        goals=(
            (
                "PENDIDIKAN",
                "Anak hadir di sekolah setiap hari",
                "Kehadiran paling sedikit 90 persen",
                "KELUARGA",
            ),
            (
                "PENGASUHAN_KELUARGA",
                "Ada satu pengasuh yang tetap",
                "Bibi hadir setiap sore selama tiga bulan",
                "KELUARGA",
            ),
            ("IDENTITAS", "Anak punya akta kelahiran dan masuk KK", "Akta terbit", "PEKSOS"),
        ),
        calls=(
            "Wali kelas mengabarkan: anak masuk terus minggu ini, sudah mau menjawab di kelas.",
            "Telepon dengan nenek: anak sehat, membantu menyapu sebelum berangkat sekolah.",
            "Bibi menelepon: sepatu anak sudah sempit, akan dicarikan.",
            "TKSK mengabarkan: bantuan beras diterima keluarga.",
            "Pengasuh LKSA mengabarkan: anak ikut lomba mewarnai.",
            "Bertemu anak sepulang sekolah: senang pelajaran olahraga, masih takut gelap.",
        ),
        lately=(
            "Ibu menelepon dari luar negeri untuk pertama kali sejak setahun. Anak bercerita sambil tertawa.",
            "Guru BK menyarankan bimbingan membaca dua kali seminggu di perpustakaan desa.",
            "Nenek masuk puskesmas dua hari; tetangga menjaga anak.",
        ),
        openings=(
            (
                "SEKOLAH",
                "Kepala sekolah melaporkan murid yang sering tidak masuk karena tidak ada yang mengurus.",
            ),
            ("TKSK_PSM", "TKSK menemukan dua bersaudara tinggal berdua saja sejak ayahnya merantau."),
            ("LKS_LKSA", "LKSA meminta penilaian keluarga sebelum menerima anak."),
            ("DESA_KELURAHAN", "Surat desa: anak yatim diasuh nenek yang sakit-sakitan."),
        ),
        course="Bimbingan belajar dan kembali ke sekolah",
    ),
    "ADK": Voice(
        problem="Anak dengan hambatan gerak dan bicara jarang keluar rumah, belum sekolah, ibu merawat sendirian.",
        needs="Kursi roda yang pas, terapi, sekolah, pelatihan pengasuh, jaminan kesehatan.",
        advice="Perawatan di rumah dengan keluarga terlatih, alat bantu, dan sekolah yang menerima.",
        goals=(
            ("KESEHATAN", "Terapi berjalan teratur", "Hadir dua kali sebulan di RSUD", "KELUARGA"),
            ("PENDIDIKAN", "Anak bersekolah di SLB atau sekolah inklusif", "Terdaftar dan hadir", "PEKSOS"),
            (
                "KEBUTUHAN_DASAR",
                "Anak makan dan berpakaian dengan bantuan ringan",
                "Skor ADL naik satu tingkat",
                "PENGASUH",
            ),
        ),
        calls=(
            "Ibu mengabarkan: anak sudah bisa duduk lima menit tanpa bersandar.",
            "Terapis menelepon: latihan di rumah dijalankan dengan baik.",
            "Kader posyandu mengabarkan: berat badan naik, jadwal vitamin bulan depan.",
            "Kepala SLB mengabarkan: anak boleh mencoba kelas satu hari dulu.",
            "Telepon dengan ayah: akan membuat jalur landai di teras.",
            "Sentra mengabarkan: ukuran kursi roda sudah diterima.",
        ),
        lately=(
            "Anak tertawa saat pertama kali didorong keliling kampung dengan kursi roda pinjaman.",
            "Ibu bergabung dengan kelompok orang tua anak dengan disabilitas dan tidak lagi merasa sendiri.",
            "Jadwal terapi diundur karena dokter cuti; latihan di rumah diteruskan.",
        ),
        openings=(
            ("KELUARGA", "Ibu datang meminta kursi roda dan keterangan tentang sekolah."),
            ("PUSKESOS_SLRT", "Puskesos mencatat anak dengan hambatan bicara yang belum pernah diperiksa."),
            ("RUMAH_SAKIT_PUSKESMAS", "Puskesmas merujuk anak dengan keterlambatan perkembangan."),
        ),
        course="Latihan kegiatan sehari-hari bersama pengasuh",
    ),
    "AJ": Voice(
        problem="Anak mengamen setelah sekolah sampai malam untuk membantu sewa rumah; mulai sering membolos.",
        needs="Penghasilan keluarga, kembali ke sekolah, teman sebaya yang baik, jam tidur.",
        advice="Dampingi keluarga menambah penghasilan, kembalikan ke sekolah, sepakati kabar bila turun lagi.",
        goals=(
            ("PENDIDIKAN", "Anak kembali bersekolah", "Hadir paling sedikit 85 persen", "KLIEN"),
            (
                "PEKERJAAN",
                "Ibu punya penghasilan tanpa anak bekerja",
                "Warung kecil berjalan tiga bulan",
                "KELUARGA",
            ),
            (
                "LINGKUNGAN",
                "Anak tidak berada di jalan malam hari",
                "Tidak terlihat tim penjangkauan",
                "KELUARGA",
            ),
        ),
        calls=(
            "Tim penjangkauan mengabarkan: anak tidak terlihat di perempatan minggu ini.",
            "Wali kelas mengabarkan: anak masuk lagi, duduk dengan teman lamanya.",
            "Telepon dengan ibu: warung mulai ramai pagi hari.",
            "Ketua RT mengabarkan: anak ikut mengaji di musala.",
            "Anak datang ke rumah singgah: membaca dua buku, minta bola.",
            "Ayah menelepon: bekerja di proyek, berjanji tidak menyuruh anak turun.",
        ),
        lately=(
            "Anak sempat terlihat lagi di terminal Jumat malam; dijemput kakaknya, dibicarakan tanpa marah.",
            "Kakak anak diterima bekerja di toko, membantu biaya rumah.",
            "Anak memperlihatkan rapor sementara dengan bangga.",
        ),
        openings=(
            ("SATPOL_PP", "Diserahkan Satpol PP setelah patroli perempatan, orang tua belum ditemukan."),
            ("MASYARAKAT", "Warga melaporkan anak mengamen sampai larut malam di lampu merah."),
            ("TKSK_PSM", "Ditemui tim penjangkauan di terminal bersama adiknya."),
        ),
        course="Kejar Paket A dan kecakapan hidup",
    ),
    "AKTK": Voice(
        problem="Anak mengalami kekerasan di lingkungan terdekat dan takut pulang.",
        needs="Tempat aman, pemulihan psikologis, wali yang aman, kerahasiaan di sekolah.",
        advice="Keselamatan lebih dulu; terapi dengan psikolog; pulang hanya bila dinyatakan aman bersama.",
        goals=(
            (
                "PSIKOSOSIAL",
                "Anak tidur tenang dan mau bermain lagi",
                "Tiga minggu tanpa mimpi buruk",
                "PENGASUH",
            ),
            ("HUKUM", "Proses hukum berjalan dengan pendampingan", "Setiap pemeriksaan didampingi", "MITRA"),
            (
                "PENGASUHAN_KELUARGA",
                "Anak diasuh orang dewasa yang aman",
                "Wali mengikuti kelas pengasuhan",
                "KELUARGA",
            ),
        ),
        calls=(
            "Psikolog UPTD PPA mengabarkan: pertemuan berjalan, anak mulai menggambar.",
            "Wali menelepon pada jam yang disepakati: anak makan baik.",
            "Bertemu anak di tempat aman: mau bercerita tentang kucingnya.",
            "Pendamping hukum mengabarkan: jadwal pemeriksaan minggu depan, ruang khusus disiapkan.",
            "Guru kepercayaan mengabarkan: anak belajar lewat tugas, nama kasus tidak disebut.",
            "UPTD PPA mengabarkan: tidak ada yang mendekati tempat anak.",
        ),
        lately=(
            "Anak bertanya kapan boleh sekolah lagi. Dijelaskan tahap demi tahap, ia mengangguk.",
            "Wali yang aman menyelesaikan kelas pengasuhan kedua.",
            "Keluarga terduga mencoba menelepon; nomor dilaporkan ke pendamping.",
        ),
        openings=(
            ("UPTD_PPA", "UPTD PPA meminta pendampingan anak setelah laporan keluarga."),
            ("RUMAH_SAKIT_PUSKESMAS", "RSUD menghubungi: anak dirawat, ada tanda yang perlu didalami."),
            ("SEKOLAH", "Guru melihat perubahan perilaku dan luka, menghubungi dinas dengan hati-hati."),
        ),
        course="Terapi bermain dengan psikolog",
    ),
    "AMPK": Voice(
        problem="Anak menanggung stigma dan dijauhi teman; sekolah bingung bersikap.",
        needs="Rasa aman, pendampingan psikologis, sekolah yang menerima, keluarga yang menguatkan.",
        advice="Bimbingan bersama keluarga, kerja sama dengan sekolah, rujukan ke pusat bila perlu.",
        goals=(
            ("PSIKOSOSIAL", "Anak percaya diri kembali", "Mau ikut satu kegiatan teman sebaya", "KLIEN"),
            (
                "PENDIDIKAN",
                "Anak bersekolah tanpa diganggu",
                "Satu semester tanpa laporan perundungan",
                "MITRA",
            ),
            (
                "PENGASUHAN_KELUARGA",
                "Orang tua mendampingi dengan tenang",
                "Hadir di empat pertemuan keluarga",
                "KELUARGA",
            ),
        ),
        calls=(
            "Ibu mengabarkan: anak mau keluar rumah sore hari.",
            "Guru BK mengabarkan: teman sebangkunya baik, tidak ada ejekan minggu ini.",
            "Psikolog mengabarkan: jadwal berikutnya tetap.",
            "Bertemu anak: bercerita tentang lomba futsal.",
            "Ketua RT mengabarkan: warga sudah diberi penjelasan dengan baik.",
        ),
        lately=(
            "Anak memilih pindah tempat duduk ke depan dan mulai bertanya di kelas.",
            "Gambar yang beredar sudah dihapus pengelola; tangkapan layar disimpan penyidik.",
            "Kakek menolak bertemu petugas; ibu akan menjelaskan pelan-pelan.",
        ),
        openings=(
            ("SEKOLAH", "Sekolah meminta pendampingan bagi murid yang dijauhi teman-temannya."),
            ("POLRI", "Polres meminta pendampingan anak dari keluarga yang terlibat perkara."),
            ("HOTLINE_DARING", "Laporan daring: gambar anak beredar tanpa izin."),
        ),
        course="Pendampingan belajar dan percaya diri",
    ),
}
