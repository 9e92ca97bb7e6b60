"""What workers of the demo write: notes by task, by type, and reasons by move. Invented, in the tone of the field."""

TASKS = {
    "papers": (
        "KTP hilang saat ditahan, KK masih dipegang orang tua. BPJS tidak aktif.",
        "Hanya ada surat keterangan dari Lapas. Akan diuruskan KTP-el sebelum bebas.",
    ),
    "family_contact": (
        "Bertemu istri dan orang tua di rumah. Keluarga bersedia menerima, khawatir soal pekerjaan dan omongan tetangga.",
        "Menemui kakak klien. Mau menampung sementara asalkan klien tidak kembali bergaul dengan teman lama.",
        "Ibu klien bersedia menerima. Rumah sempit, satu kamar dipakai bertiga. Hubungan dengan ayah tiri masih renggang.",
        "Keluarga belum pernah membesuk karena ongkos. Setelah dijelaskan, paman bersedia menjadi penjamin.",
    ),
    "readiness_actions": (
        (
            "Tempat tinggal: minta pernyataan tertulis dari kakak klien, paling lambat satu bulan sebelum bebas (peksos). "
            "Dokumen: rekam ulang KTP-el bersama petugas Lapas (PK Bapas)."
        ),
        (
            "Pekerjaan: hubungkan dengan bengkel binaan di Ciruas (peksos). Keluarga: mediasi dengan mertua di balai desa "
            "(TKSK), sebelum tanggal bebas."
        ),
    ),
    "BWBLP.counselling": (
        "Klien terbuka menceritakan rasa malu kepada anaknya. Disepakati menulis surat sebelum kunjungan berikutnya.",
        "Membahas rencana setelah bebas. Klien ingin membuka bengkel kecil, belum tahu modalnya dari mana.",
        "Klien mengeluh sulit tidur menjelang bebas. Dilatih cara menenangkan diri, akan dipantau.",
        "Hadir tepat waktu, mulai bisa menyebutkan pemicu marahnya. Suasana hati lebih stabil.",
        "Konseling bersama klien dan keluarga. Pembagian tanggung jawab di rumah disepakati.",
    ),
    "ABH.counselling": (
        "Anak masih menunduk dan menjawab pendek, tetapi mau menggambar keluarganya. Dilanjutkan dua minggu lagi.",
        "Anak bercerita takut diejek di sekolah. Disepakati bicara dengan wali kelas tanpa membuka perkaranya.",
        "Anak mulai menyesali tanpa disuruh, ingin minta maaf langsung. Disiapkan bersama PK Bapas.",
        "Latihan menolak ajakan teman. Anak bisa memberi dua contoh sendiri.",
    ),
    "identity_papers": (
        "KTP-el selesai direkam di Disdukcapil, KK sedang diperbarui. BPJS PBI diusulkan lewat desa.",
        "KK sudah memuat nama klien kembali. Kartu BPJS aktif mulai bulan depan.",
    ),
    "family_session": (
        "Orang tua mengakui selama ini jarang mendampingi. Sepakat makan malam bersama dan memeriksa PR setiap hari.",
        "Pertemuan dengan ibu dan nenek. Pembagian pengasuhan dan jam bermain disepakati.",
        "Ayah hadir untuk pertama kali. Masih marah, tetapi bersedia ikut pertemuan berikutnya.",
    ),
    "toolkit": (
        "Satu set kunci dan kompresor kecil diserahkan di UPTD Latihan Kerja, berita acara ditandatangani.",
        "Mesin jahit portabel diserahkan dan dicoba di tempat. Klien sudah menerima pesanan vermak.",
    ),
    "release_contact": (
        "Klien ditemui di rumah sehari setelah bebas. Sehat, disambut keluarga, masih canggung dengan tetangga.",
        "Menjemput bersama keluarga. Klien lapor diri ke Bapas pagi ini, jadwal wajib lapor sudah dicatat.",
        "Klien dihubungi dan ditemui di rumah kakaknya. Membutuhkan alas tidur dan pakaian kerja.",
    ),
    "monthly_contact": (
        "Kontak bulanan: klien bekerja harian di proyek, lapor Bapas tertib, tidak ada keluhan lingkungan.",
        "Klien sempat bertengkar dengan teman lama, menjauh sesuai rencana. Dikuatkan kembali.",
        "Bertemu di warung dekat rumah. Penghasilan belum tetap, semangat masih baik.",
    ),
    "reoffence_check": (
        "Surat keterangan Bapas: klien patuh lapor, tidak ada catatan tindak pidana baru.",
        "Konfirmasi Unit PPA Polres: tidak ada laporan baru atas nama anak.",
    ),
    "contact_attempt": (
        "Telepon tidak aktif, pesan tidak terkirim. Tetangga bilang klien merantau, alamat tidak tahu.",
        "Didatangi ke rumah, kosong. Titip pesan kepada ketua RT.",
        "Ketua RT dan TKSK belum mendapat kabar. Nomor keluarga juga sudah tidak aktif.",
        "Menelepon saudara di Jakarta, mengaku tidak tahu keberadaan klien.",
    ),
    "safe_place": (
        "Anak dibawa ke UPTD Perlindungan Sosial bersama bidan desa, tiba pukul 21.10, sudah makan dan tidur.",
        "Anak dititipkan di rumah aman sementara, didampingi pengasuh perempuan.",
    ),
    "health": (
        "Berat 9,1 kg, tinggi 76 cm, umur sekitar 19 bulan: gizi kurang. Imunisasi campak belum. Tidak ada luka.",
        "Berat 6,2 kg pada umur 8 bulan, diare ringan, sudah mendapat oralit dan zink di puskesmas.",
        "Berat 12,4 kg, tinggi 91 cm, imunisasi lengkap menurut buku KIA. Ada bekas gigitan serangga.",
        "Sehat, gigi depan karies. Imunisasi DPT lanjutan dijadwalkan minggu depan.",
    ),
    "review": (
        "Tinjauan: berat naik 400 gram, mulai mengenali pengasuh. Nenek sudah dua kali berkunjung.",
        "Tinjauan: tidur nyenyak, belum mau ditinggal. Penelusuran ayah masih berjalan melalui desa asal.",
        "Tinjauan: sudah bisa makan sendiri, kosakata bertambah. Ibu mengikuti kelas pengasuhan ketiga.",
        "Tinjauan: sempat demam dua hari, sembuh. Calon pengasuh rutin datang tiap Sabtu.",
    ),
    "development_screening": (
        "KPSP di posyandu: sesuai umur, stimulasi bicara dilanjutkan di rumah.",
        "Skrining puskesmas: bicara meragukan, diulang dua minggu lagi dengan stimulasi harian.",
    ),
    "home_readiness": (
        "Rumah nenek bersih, ada kamar sendiri dan air sumur. Kompor dijauhkan dari jangkauan anak sesuai saran.",
        "Rumah orang tua layak, atap sudah diperbaiki swadaya. Ibu sudah tidak bekerja malam.",
        "Rumah calon orang tua asuh memenuhi syarat, tetangga mendukung.",
    ),
    "panti_review": (
        "Tinjauan enam bulan: anak stabil di panti, kunjungan kerabat sebulan sekali tetap dijaga.",
    ),
    "ABT.visit": (
        "Anak riang dan dekat dengan pengasuh. Berat naik sesuai kurva, imunisasi lengkap.",
        "Kunjungan sore hari. Keluarga rukun, kebutuhan pokok cukup, bantuan sembako masih diterima.",
        "Anak tampak sehat, sempat batuk. Pengasuh mencatat jadwal posyandu dengan rapi.",
        "Anak bermain di halaman saat didatangi, tidak ada tanda kekerasan. Pengasuh meminta saran soal makan.",
    ),
    "ABH.visit": (
        "Anak sudah sekolah setiap hari, nilai membaik. Orang tua meminta saran soal telepon genggam.",
        "Bertemu anak dan neneknya. Tidak ada keluhan, jadwal mengaji dan sekolah berjalan.",
        "Anak membantu ayahnya di bengkel sepulang sekolah. Teman lama sudah tidak mendatangi.",
        "Anak bercerita lebih banyak dari biasanya, ingin masuk SMK jurusan mesin.",
    ),
    "first_meeting": (
        "Anak didampingi saat pemeriksaan di Unit PPA, didampingi ibunya. Hak-haknya dijelaskan pelan-pelan.",
        "Anak ditemui di polsek pukul 19.40, lelah dan takut. Pemeriksaan ditunda sampai keluarga datang.",
        "Bertemu anak di rumah bersama nenek. Anak mau bercerita sedikit demi sedikit.",
    ),
    "accompaniment": (
        "Musyawarah diversi pertama dihadiri keluarga kedua pihak, Bapas, dan wali kelas. Korban membuka ruang damai.",
        "Musyawarah kedua: disepakati ganti rugi bertahap dan kerja sosial di masjid selama satu bulan.",
        "Mendampingi anak saat kesepakatan diversi dibacakan. Anak meminta maaf dengan kata-katanya sendiri.",
    ),
    "accompaniment.trial": (
        "Mendampingi anak di ruang sidang anak. Anak tenang, didampingi penasihat hukum.",
        "Musyawarah diversi tidak mencapai kesepakatan; tahap berikutnya dijelaskan kepada anak dan ibunya.",
        "Mendampingi anak di kejaksaan, ditunggu di ruang ramah anak.",
    ),
    "accompaniment.witness": (
        "Mendampingi anak memberi keterangan di ruang khusus, didampingi psikolog UPTD PPA.",
        "Mendampingi anak di pengadilan lewat ruang terpisah, tidak bertemu terdakwa.",
    ),
    "protection": (
        "UPTD PPA menjadwalkan psikolog tiap Kamis. Permohonan perlindungan ke LPSK tidak diperlukan saat ini.",
    ),
    "school": (
        "Sekolah menerima kembali tanpa syarat, wali kelas menjadi pendamping. Perkara tidak dibuka kepada murid lain.",
        "Anak memilih Paket B di PKBM karena malu kembali. Mulai minggu depan.",
    ),
    "community": (
        "Bertemu ketua RT dan guru mengaji. Keluarga diminta tidak menceritakan perkara, lingkungan siap menerima.",
        "Sekolah dan keluarga menyepakati jadwal antar-jemput pada bulan pertama.",
    ),
    "near_eighteen": (
        "Anak 17 tahun: dibahas rencana kerja, KTP-el, dan kelanjutan pendampingan setelah 18.",
    ),
    "turned_six": (
        "Anak genap enam tahun. Dibahas bersama supervisor: layanan diteruskan sampai bina lanjut selesai.",
    ),
    "family_support": ("Pendampingan calon pengasuh: cara menenangkan anak dan jadwal tidur.",),
    "community_approach": ("Kepala desa mendukung, meminta klien ikut kerja bakti agar dikenal warga.",),
}

LATELY = {
    "BWBLP": (
        "Klien menelepon, menanyakan jadwal pelatihan las. Sudah diinformasikan.",
        "Koordinasi dengan PK Bapas: berkas PB sudah diusulkan.",
        "Klien mengeluh sulit mencari kerja karena SKCK. Dibantu surat keterangan.",
        "TKSK melaporkan klien ikut ronda dan diterima warga.",
        "Istri klien menelepon, khawatir teman lama mulai datang lagi. Dijadwalkan kunjungan.",
        "Klien mengirim foto hasil kerja pertamanya. Diberi semangat.",
        "Berkas BPJS dikembalikan desa karena nama tidak sesuai KK; diperbaiki.",
        "Klien tidak datang wajib lapor kemarin karena sakit, surat dokter sudah disampaikan ke PK.",
    ),
    "ABT": (
        "Pengasuh melaporkan anak sudah mau makan sayur.",
        "Bidan desa akan mampir untuk imunisasi susulan hari Kamis.",
        "Ibu menelepon sambil menangis, ingin segera bertemu anaknya. Dijadwalkan Sabtu.",
        "Koordinasi dengan Disdukcapil tentang akta kelahiran.",
        "Kader posyandu menitipkan vitamin dan menanyakan jadwal timbang.",
        "Nenek bertanya apakah anak boleh dibawa menginap saat Lebaran; dibahas dengan supervisor.",
        "Anak sempat rewel malam hari, pengasuh diganti jadwalnya.",
        "Paman anak datang tanpa janji; dijelaskan aturan kunjungan dengan baik.",
    ),
    "ABH": (
        "Penyidik menanyakan laporan sosial, dijanjikan besok pagi.",
        "Wali kelas mengabarkan anak masuk kembali, agak pendiam.",
        "PK Bapas meminta tambahan keterangan tentang keluarga.",
        "Ibu anak meminta pendampingan saat musyawarah.",
        "Wartawan menelepon menanyakan nama anak; ditolak, identitas anak dirahasiakan.",
        "Keluarga korban bersedia bertemu lewat penengah dari desa.",
        "Anak mengeluh sulit tidur; dihubungkan dengan psikolog puskesmas.",
        "Guru BK meminta surat keterangan tidak hadir, dibuatkan tanpa menyebut perkara.",
    ),
}

MOVES = {
    "reject": "Setelah diperiksa, kriteria jenis ini tidak terpenuhi. Keluarga diarahkan ke Puskesos desa.",
    "cancel": "Orang yang sama sudah terdaftar dari laporan lain minggu ini.",
    "return_plan": "Rencana belum menjawab masalah pengasuhan; dalami lagi kemampuan keluarga.",
    "renew": "Tujuan utama hampir tercapai, perlu tambahan waktu untuk pendampingan keluarga.",
    "relapse": "Masalah lama muncul kembali; perlu pendampingan intensif sebelum dilanjutkan.",
    "placement_failed": "Pengasuh jatuh sakit dan tidak sanggup melanjutkan; anak aman sementara di UPTD.",
    "stop_skills": "Klien berhenti pelatihan karena jadwal kerja harian.",
    "skip_skills": "Klien sudah bekerja tetap di bengkel saudaranya.",
    "skip_stimulation": "Anak segera kembali kepada ibunya, tumbuh kembang sesuai umur.",
    "skip_education": "Anak tetap bersekolah seperti biasa selama proses berjalan.",
    "refer_out": "Layanan luar panti lebih sesuai, diteruskan kepada dinas sosial setempat dengan berkas lengkap.",
    "close_lost": "Tiga kali upaya tanpa hasil, sudah dibahas dalam pembahasan kasus.",
    "finish_without": "Tujuan belum tercapai setelah seluruh layanan diberikan; diputuskan dalam pembahasan kasus.",
    "reclassify": "Hasil asesmen menunjukkan jenis lain yang lebih tepat.",
    "hold": "Menunggu hal di luar kendali kita; tenggat layanan dihentikan sementara.",
    "reopen": "Klien datang kembali dan meminta bantuan.",
    "MENOLAK_LAYANAN": "Setelah dijelaskan dua kali, klien memilih tidak melanjutkan dan menandatangani pernyataan.",
    "MENINGGAL": "Meninggal karena sakit di RSUD, keluarga sudah didampingi.",
    "DIPIDANA_KEMBALI": "Putusan pengadilan diterima dari Bapas.",
    "PINDAH_DOMISILI": "Keluarga pindah ke Lampung; surat rujukan dikirim ke dinas sosial tujuan.",
}

OPENINGS = {
    "BWBLP": (
        (
            "BAPAS_LAPAS",
            "Surat Bapas: calon peserta program kesiapan pascabebas, siap bebas beberapa bulan lagi.",
        ),
        ("BAPAS_LAPAS", "Dilaporkan Bapas sebagai calon klien pembebasan bersyarat yang perlu keterampilan."),
        ("BAPAS_LAPAS", "Daftar calon dari Lapas Kelas IIA Serang, semester ini."),
        ("KELUARGA", "Istri datang ke dinas, suaminya akan bebas dan belum punya pekerjaan."),
        ("TKSK_PSM", "TKSK menyampaikan ada warga yang akan bebas, keluarga bingung menerimanya."),
    ),
    "ABT": (
        (
            "TKSK_PSM",
            "Bidan desa lewat TKSK melaporkan balita ditinggal ibunya di rumah tetangga sejak empat hari lalu.",
        ),
        (
            "DESA_KELURAHAN",
            "Nenek lanjut usia tidak sanggup lagi mengasuh, ayah tidak diketahui, ibu di luar negeri tanpa kabar.",
        ),
        ("RUMAH_SAKIT_PUSKESMAS", "RSUD melaporkan balita gizi buruk yang tidak dijemput keluarganya."),
        ("DINSOS_KABKOTA", "Rujukan kabupaten: balita tanpa pengasuhan, orang tua ditahan."),
        ("MASYARAKAT", "Tetangga melaporkan balita sering dikunci sendirian dari pagi sampai malam."),
    ),
    "ABT.found": (
        ("POLRI", "Bayi ditemukan warga di teras musala sebelum subuh, sudah diperiksa puskesmas."),
        ("POLRI", "Polsek menyerahkan balita yang ditemukan di terminal, tidak ada yang mengenali."),
        ("POLRI", "Bayi ditinggal di ruang tunggu klinik bersama selembar surat tanpa nama."),
    ),
    "ABH": (
        ("POLRI", "Unit PPA Polres meminta pendampingan anak dalam pemeriksaan."),
        ("BAPAS_LAPAS", "Bapas menyampaikan permintaan laporan sosial untuk diversi."),
        ("POLRI", "Polsek menghubungi malam hari: seorang anak diamankan bersama teman-temannya."),
        ("KELUARGA", "Orang tua meminta pendampingan, anaknya dipanggil polisi besok pagi."),
    ),
    "ABH.KORBAN": (
        ("UPTD_PPA", "UPTD PPA meminta pendampingan anak korban selama proses hukum."),
        ("POLRI", "Penyidik meminta pendampingan anak korban saat memberi keterangan."),
    ),
}

CALLS = {
    "BWBLP": (
        ("Telepon dengan klien", "keadaan baik, jadwal minggu depan disepakati"),
        ("Telepon dengan klien", "sudah punya jadwal harian dan mengikutinya"),
        ("Telepon dengan klien", "agak murung setelah kunjungan keluarga batal, akan ditemui"),
        ("Pesan dari PK Bapas", "klien sehat dan ikut kegiatan pembinaan"),
        ("Pesan dari PK Bapas", "berkas pembebasan tinggal menunggu tanda tangan"),
        ("Pesan dari PK Bapas", "jadwal wajib lapor tidak berubah"),
        ("Istri klien menelepon", "menanyakan syarat surat keterangan kerja, sudah dijelaskan"),
        ("Istri klien menelepon", "anak-anak mulai bertanya kapan ayahnya pulang"),
        ("Kakak klien datang ke kantor", "utang lama ditagih lagi, disarankan bermusyawarah di desa"),
        ("Kakak klien datang ke kantor", "membawa fotokopi KK untuk pengurusan BPJS"),
        ("TKSK mengabarkan", "lingkungan tenang, ketua RT tidak keberatan"),
        ("TKSK mengabarkan", "ada lowongan harian di gudang beras, diteruskan kepada klien"),
    ),
    "ABT": (
        ("Telepon dengan pengasuh", "anak sehat, makan habis, tidur siang dua jam"),
        ("Telepon dengan pengasuh", "anak menangis saat malam, ditenangkan dengan digendong"),
        ("Telepon dengan pengasuh", "perlengkapan mandi dan susu masih cukup"),
        ("Kader posyandu mengabarkan", "berat badan naik sedikit, jadwal timbang minggu depan"),
        ("Kader posyandu mengabarkan", "batuk ringan, sudah diperiksa, tidak perlu obat"),
        ("Bidan desa menyampaikan", "imunisasi susulan sudah diberikan"),
        ("Bidan desa menyampaikan", "buku KIA baru sudah diisi lengkap"),
        ("Kunjungan singkat", "anak mulai menyebut beberapa kata"),
        ("Kunjungan singkat", "anak senang bermain bola dengan anak lain"),
        ("Kunjungan singkat", "anak mau dipangku, tersenyum saat diajak bicara"),
        ("Nenek menelepon", "menanyakan kabar cucunya, diceritakan dengan tenang"),
        ("Nenek menelepon", "minta jadwal kunjungan dipindah ke hari Minggu"),
    ),
    "ABH": (
        ("Telepon dengan ibu anak", "anak di rumah, sekolah seperti biasa"),
        ("Telepon dengan ibu anak", "anak tidur larut karena cemas, dibicarakan cara menenangkannya"),
        ("Telepon dengan ibu anak", "ayah berjanji hadir pada pertemuan berikutnya"),
        ("Wali kelas mengabarkan", "anak mengikuti pelajaran, duduk di depan"),
        ("Wali kelas mengabarkan", "ulangan susulan sudah dijadwalkan"),
        ("PK Bapas menyampaikan", "jadwal berikutnya masih menunggu surat"),
        ("PK Bapas menyampaikan", "keterangan keluarga sudah cukup"),
        ("Penasihat hukum menelepon", "berkas lengkap, identitas anak tetap dirahasiakan"),
        ("Bertemu anak sebentar", "mulai mau mengaji lagi di kampungnya"),
        ("Bertemu anak sebentar", "tidak ada teman lama yang mendatangi"),
        ("Bertemu anak sebentar", "bertanya kapan semua ini selesai, dijelaskan tahap demi tahap"),
        ("Nenek anak menelepon", "keluarga minta penjelasan tahapan, sudah dijelaskan pelan-pelan"),
    ),
}
"""Short contacts between the tasks: who called, and what about."""
