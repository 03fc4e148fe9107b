"""Invented lists, column by column: heading | field it means ("" for none) | values. Every list is of another hand."""

LISTS = """
No | | 1 ; 2 ; 3
Nm. Usaha | name | Keripik Bu Ani ; Mebel Jati Indah ; Dapur Etam
Nm. Pemilik | owner_name | Ani Suryani ; Jatmiko ; Rahmawati
Almt Usaha | address | Jl. Poros RT 3 ; Gg. Damai No. 2 ; Dusun Karya
Ds/Kel | desa | Sepaso ; Kaliorang ; Maloy
Kec. | kecamatan | Bengalon ; Kaliorang ; Sangkulirang
Tlp | phone | 081250001111 ; 0813-4000-2222 ; 85250003333
Prod. | | Keripik ; Mebel ; Katering
TK Lk | workers_male | 1 ; 2 ; 0
TK Pr | workers_female | 2 ; 0 ; 4
Jumlah Naker | workers_total | 3 ; 2 ; 4

Cap waktu | answered_at? | 01/09/2026 08:00:00 ; 02/09/2026 09:10:00 ; 13/09/2026 10:00:00
Mohon tuliskan nama lengkap Anda | owner_name | Siti Aminah ; Rudi Hartono ; Yuliana
Apa nama usaha yang Anda jalankan? | name? | Kue Siti ; Las Rudi ; Kopi Yuli
Nomor WhatsApp yang aktif | phone | 081350001111 ; 081350001112 ; 081350001113
Usaha Anda berada di kecamatan apa? | kecamatan | Kaubun ; Karangan ; Telen
Di desa/kelurahan mana? | desa | Bumi Etam ; Pengadan ; Lung Melah
Apa produk yang Anda hasilkan? | product | Kue basah ; Pagar besi ; Kopi bubuk
Apakah sudah memiliki NIB? | has_nib | Ya ; Belum ; Ya
Apakah sudah memiliki sertifikat halal? | has_halal | Tidak ; Tidak ; Ya
Berapa orang tenaga kerja perempuan? | workers_female | 3 ; 0 ; 2
Berapa modal awal usaha Anda? | investment? | 5000000 ; 20000000 ; 3500000
Pelatihan apa yang Anda inginkan? | needs | Pengemasan ; Merek ; Halal
Bersedia datanya dibagikan ke mitra? | consent | Ya ; Ya ; Tidak
Kendala yang dihadapi | | modal ; pasar ; alat

identitas_nama | owner_name | Markus Lahang ; Dewi Ngau ; Petrus
identitas_nik | nik | 6408045708900001 ; 6408041204850002 ; 6408041708900003
identitas_jenis_kelamin | owner_sex | P ; L ; L
identitas_hp | phone | 081250001234 ; 081250001235 ; 081250001236
usaha_nama | name | Anyaman Lahang ; Kripik Dewi ; Tahu Petrus
usaha_alamat | address | Jl. Masjid ; RT. 05 ; Jl. Pasar
usaha_kecamatan | kecamatan | busang ; telen ; muara_wahau
usaha_jumlah_pekerja_pria | workers_male | 1 ; 2 ; 3
usaha_omzet_tahunan | production_value | 20000000 ; 15000000 ; 30000000
legalitas/nib | has_nib | 1 ; 0 ; 1
legalitas/spp_irt | has_pirt | 0 ; 0 ; 1
legalitas/halal | has_halal | 1 ; 1 ; 0
_index | | 1 ; 2 ; 3
_submission_time | | 2026-10-01T10:00:00 ; 2026-10-01T11:00:00 ; 2026-10-02T10:00:00

Company | name | Borneo Craft ; Etam Food ; Kutim Wood
Contact name | owner_name? | Hendra ; Fitriani ; Bambang
Mobile | phone | +62 812-5000-1111 ; +62 813-5000-2222 ; +62 852-5000-3333
E-mail address | email | a@contoh.id ; b@contoh.id ; c@contoh.id
Sub-district | kecamatan | Bengalon ; Sandaran ; Kombeng
Main product | product | Rattan basket ; Banana chips ; Chairs
Number of male employees | workers_male | 3 ; 1 ; 5
Number of female employees | workers_female | 2 ; 6 ; 0
Annual revenue | production_value | 100000000 ; 50000000 ; 75000000
Date of birth | | 1980-01-02 ; 1990-03-04 ; 1975-05-06
Remarks | remarks | active ; new ; -

NAMA | owner_name | Sumiati ; Abdul Rahman ; Hj. Maryam
NO KTP | nik | 6408045708900001 ; 6408041204850002 ; 6408041708900003
TEMPAT/TGL LAHIR | | Sangatta, 01-02-1980 ; Bontang, 03-04-1975 ; Bone, 05-06-1969
ALAMAT RUMAH | | Jl. Kenanga ; Jl. Melati ; Jl. Mawar
USAHA | product? | Jual sayur ; Bengkel ; Menjahit
ALAMAT USAHA | address | Pasar Induk ; Jl. Yos Sudarso ; Jl. Kabo
HP | phone | 085250001111 ; 085250002222 ; 085250003333

NAMA USAHA/PEMILIK | name+owner | UD Jaya / Bahtiar ; Toko Ali / Ali ; Kue Ria / Maria
ALAMAT & TELP | address+phone | Jl. A. Yani 2, 081250001111 ; RT 3 HP 081250002222 ; Jl. Diponegoro - 081250003333
DESA/KEC | place | Sepaso/Bengalon ; Maloy/Sangkulirang ; Bumi Etam/Kaubun
NO. IZIN (NIB/PIRT) | holdings | NIB 9120001112223 ; PIRT 2066408010401-28 ; NIB 0220001112224
KODE_WILAYAH | kecamatan | 64.08.10 ; 64.08.04 ; 64.08.02
Kode Kec | kecamatan | 64.08.16 ; 64.08.09 ; 64.08.13
JML TK L/P | men+women | 2/3 ; 1/0 ; 4/4
NILAI BAHAN BAKU | | 1000000 ; 2000000 ; 3000000
NILAI PRODUKSI | production_value | 5000000 ; 6000000 ; 7000000

Data 1 | nik | 6408045708900001 ; 6408041204850002 ; 6408041708900003
Data 2 | nib | 9120001112223 ; 0220001112224 ; 1234000456789
Data 3 | phone | 081250001111 ; 081250002222 ; 081250003333
Data 4 | kecamatan | Bengalon ; Kaubun ; Telen
Data 5 | email | x@contoh.id ; y@contoh.id ; z@contoh.id
Nama UMKM | name | Warung Etam ; Kedai Kopi ; Dapur Ibu

Nama Kelompok | name? | KUB Melati ; KWT Mawar ; Kelompok Tani Maju
Ketua | owner_name | Sri Rahayu ; Nurhayati ; Slamet
Sekretaris | | Wati ; Ningsih ; Tukijo
Kontak Ketua | phone | 081250001111 ; 081250002222 ; 081250003333
Komoditas | commodity | Pisang ; Singkong ; Ikan
Kapasitas/bulan | capacity | 100 ; 200 ; 50
Satuan | capacity_unit | kg ; kg ; bks
Tahun Pembentukan | | 2015 ; 2018 ; 2020

NAMA PESERTA | owner_name | Rina ; Joko ; Dewi
NAMA USAHA | name | Kue Rina ; Sablon Joko ; Batik Dewi
TEMPAT LAHIR | | Sangatta ; Bontang ; Malang
TANGGAL LAHIR | | 01/02/1990 ; 03/04/1988 ; 05/06/1979
PENDIDIKAN | | SMA ; SMP ; S1
PELATIHAN YANG DIIKUTI | training_title? | Bimtek Halal ; Bimtek Merek ; Bimtek Kemasan
TANGGAL PELATIHAN | training_date | 12/03/2025 ; 14/03/2025 ; 20/04/2025
NILAI | training_score | 80 ; 75 ; 90
TANDA TANGAN | | ttd ; ttd ; ttd

Merk/Brand | | Sari Rasa ; Cap Jempol ; Kutim Snack
Nama Produsen | name | Dapur Sari ; CV Jempol ; Kutim Boga
Nama Produk | product | Amplang ; Kecap ; Keripik
No. P-IRT | pirt | 2066408010401-28 ; 2066408010402-28 ; 2066408010403-28
No. Sertifikat Halal | halal | ID64110000123450123 ; ID64110000123450124 ; ID64110000123450125
Tgl. Terbit Halal | | 2024-01-01 ; 2024-02-01 ; 2024-03-01
Berat Bersih | | 100 gr ; 200 gr ; 50 gr
Harga Satuan | | 10000 ; 15000 ; 20000
Kode Produksi | | A1 ; A2 ; A3

nama_usaha | name | Toko A ; Toko B ; Toko C
nama_pengusaha | owner_name | Amir ; Budi ; Cici
nib | nib | 9120001112223 ; 0220001112224 ; 1234000456789
tgl_nib | | 2021-01-02 ; 2022-03-04 ; 2023-05-06
kbli | kbli | 10794 ; 14111 ; 31001
judul_kbli | | Kerupuk ; Pakaian ; Furnitur
skala_usaha | | Mikro ; Mikro ; Kecil
jenis_badan_usaha | legal_form | Perorangan ; CV ; PT
jumlah_investasi | investment | 5000000 ; 7500000 ; 100000000
luas_tanah | | 100 ; 200 ; 300
latitude | | 0.51 ; 0.52 ; 0.53
kelurahan_usaha | desa | Teluk Lingga ; Singa Geweh ; Sepaso
kecamatan_usaha | kecamatan | Sangatta Utara ; Sangatta Selatan ; Bengalon
email_user | email | a@contoh.id ; b@contoh.id ; c@contoh.id
nomor_telp | phone | 081250001111 ; 081250002222 ; 081250003333

NAMA | owner_name | Darmawati ; Suparno ; Hasnah
L/P | owner_sex | P ; L ; P
UMUR | | 40 ; 52 ; 33
JENIS USAHA | product | Keripik ; Mebel ; Jahit
NO HP / WA | phone | 081250001111 ; 081250002222 ; 081250003333
DUSUN | address? | Karya ; Mekar ; Maju
RT | address? | 1 ; 2 ; 3
PENDAPATAN PER BULAN | production_value | 2000000 ; 3000000 ; 1500000
JUMLAH ANGGOTA KELUARGA | | 4 ; 5 ; 2
BANTUAN YANG PERNAH DITERIMA | | mesin jahit ; - ; oven

Nama Perusahaan | name | PT Kutim Jaya ; CV Etam ; UD Makmur
Direktur/Pemilik | owner_name | Bambang ; Sulastri ; Andi
Bidang Usaha | branch | Pangan ; Sandang ; Kerajinan
Alamat Kantor | address | Jl. Soekarno Hatta ; Jl. APT Pranoto ; Jl. Yos Sudarso
No. Telepon Kantor | phone | 0549-21234 ; 0549-22345 ; 0549-23456
NPWP Perusahaan | npwp | 01.234.567.8-728.000 ; 02.234.567.8-728.000 ; 03.234.567.8-728.000
Th. Berdiri | licence_year | 2010 ; 2015 ; 2018
Jumlah Karyawan Laki-laki | workers_male | 10 ; 4 ; 3
Jumlah Karyawan Wanita | workers_female | 5 ; 6 ; 2
Total Investasi (Rp) | investment | 100000000 ; 50000000 ; 25000000
Bahan Baku | commodity | Kayu ; Kain ; Rotan
Jumlah Bahan Baku | | 10 ; 20 ; 30
Tujuan Pemasaran | | Lokal ; Lokal ; Ekspor
Ket. | remarks | aktif ; aktif ; baru

Nama Pelaku Usaha | owner_name | Rahmad ; Sitti ; Paulus
Perusahan | name? | Toko Rahmad ; Kue Sitti ; Las Paulus
Kecmatan | kecamatan | Bengalon ; Kaubun ; Telen
No Telpn | phone | 081250001111 ; 081250002222 ; 081250003333
Prodak | product? | Kue ; Roti ; Pagar
Invetasi | investment? | 5000000 ; 7500000 ; 100000000
Nomor Pokok Wajib Pajak | npwp? | 01.234.567.8-728.000 ; 02.234.567.8-728.000 ; 03.234.567.8-728.000
Nama Pendamping | | Agus ; Agus ; Lina
HP Pendamping | | 081259990001 ; 081259990001 ; 081259990002
Foto Produk | | a.jpg ; b.jpg ; c.jpg
Link Instagram | | @a ; @b ; @c

NO. URUT | | 1 ; 2 ; 3
NAMA DAN ALAMAT USAHA | name+address | Toko Jaya, Jl. Poros 3 ; Kue Ani, RT 2 Sepaso ; Las Budi, Gg. Damai
NAMA PEMILIK & NO. HP | owner+phone | Ani / 081250001111 ; Budi 081250002222 ; Cica (081250003333)
PRODUKSI PER TAHUN | capacity | 1000 ; 2000 ; 300
NILAI JUAL | production_value | 5000000 ; 6000000 ; 7000000
TENAGA KERJA LAKI-LAKI | workers_male | 2 ; 3 ; 1
TENAGA KERJA PEREMPUAN | workers_female | 1 ; 0 ; 5
TENAGA KERJA TOTAL | workers_total | 3 ; 3 ; 6
MULAI BERUSAHA | | 2001 ; 2010 ; 2020
SUMBER MODAL | | sendiri ; bank ; KUR
LUAS TEMPAT USAHA | | 12 ; 20 ; 40
STATUS TEMPAT USAHA | | milik ; sewa ; milik

KETERANGAN | phone? | 081250001111 ; 081250002222 ; 081250003333
WILAYAH BINAAN | kecamatan | Bengalon ; Kaubun ; Telen
UNIT USAHA | name? | Toko Jaya ; Kue Ani ; Las Budi
JENIS KOMODITI | commodity | Kayu ; Pangan lokal ; Ikan
PENANGGUNG JAWAB | owner_name | Ani ; Budi ; Cica
JABATAN | | Ketua ; Direktur ; Pemilik
NIB | has_nib | v ; - ; v
P-IRT | has_pirt | ada ; tidak ; ada
HALAL | has_halal | sudah ; belum ; sudah

Nama Lengkap | owner_name | Ani ; Budi ; Cica
Nama Panggilan | | Ani ; Bud ; Ca
Nama Ibu Kandung | | Sri ; Tuti ; Nur
NIK Suami | | 6408045708900001 ; 6408041204850002 ; 6408041708900003
Nomor KK | | 6408045708900011 ; 6408041204850012 ; 6408041708900013
Nama Usaha | name | Toko Jaya ; Kue Ani ; Las Budi
Nama Bank | | BRI ; BNI ; Kaltimtara
No Rekening | | 1234567890123 ; 2234567890123 ; 3234567890123
Alamat Domisili | | Jl. Kenanga ; Jl. Melati ; Jl. Mawar
Alamat Tempat Usaha | address | Pasar Induk ; Jl. Yos Sudarso ; Jl. Kabo
Akun Facebook | | ani ; budi ; cica
Jumlah Pelanggan | | 10 ; 20 ; 30
Omzet per Hari | production_value | 100000 ; 200000 ; 300000

data/profil/nama_lengkap | owner_name | Ani ; Budi ; Cica
data/profil/tgl_lahir | | 1980-01-01 ; 1981-01-01 ; 1982-01-01
data/usaha/nama | name | Toko Jaya ; Kue Ani ; Las Budi
data/usaha/jenis_produk | product | Kue ; Roti ; Pagar
data/usaha/alamat | address | Jl. A ; Jl. B ; Jl. C
data/lokasi/kecamatan | kecamatan | bengalon ; kaubun ; telen
data/lokasi/desa | desa | sepaso ; bumi_etam ; lung_melah
data/kontak/no_wa | phone | 6281250001111 ; 6281250002222 ; 6281250003333
data/sertifikat | holdings | nib halal ; pirt ; nib
data/sertifikat/nib | has_nib | 1 ; 0 ; 1
data/sertifikat/pirt | has_pirt | 0 ; 1 ; 0
data/foto | | a.jpg ; b.jpg ; c.jpg
meta/instanceID | | uuid:1 ; uuid:2 ; uuid:3

NAMA PERUSAHAAN | name | CV A ; UD B ; PT C
ALAMAT PERUSAHAAN JALAN | address | Jl. A ; Jl. B ; Jl. C
ALAMAT PERUSAHAAN DESA | desa | Sepaso ; Maloy ; Bumi Etam
ALAMAT PERUSAHAAN KECAMATAN | kecamatan | Bengalon ; Sangkulirang ; Kaubun
PEMILIK NAMA | owner_name | Ani ; Budi ; Cica
PEMILIK NIK | nik | 6408045708900001 ; 6408041204850002 ; 6408041708900003
PEMILIK NO HP | phone | 081250001111 ; 081250002222 ; 081250003333
LEGALITAS NIB | nib | 9120001112223 ; 0220001112224 ; 8234000456789
LEGALITAS PIRT | pirt | 2066408010401-28 ; 2066408010402-28 ; 2066408010403-28
TENAGA KERJA L | workers_male | 1 ; 2 ; 3
TENAGA KERJA P | workers_female | 1 ; 2 ; 3
TENAGA KERJA JUMLAH | workers_total | 2 ; 4 ; 6
NILAI (Rp.000) INVESTASI | investment | 1000 ; 2000 ; 3000
NILAI (Rp.000) PRODUKSI | production_value | 1000 ; 2000 ; 3000
NILAI (Rp.000) BB/BP | | 100 ; 200 ; 300

Enterprise Name | name | Toko A ; Toko B ; Toko C
Proprietor | owner_name | Ani ; Budi ; Cica
Gender | owner_sex | Female ; Male ; Female
Full Address | address | Jl. A ; Jl. B ; Jl. C
Village/Kelurahan | desa | Sepaso ; Maloy ; Bumi Etam
District (Kecamatan) | kecamatan | Bengalon ; Sangkulirang ; Kaubun
WhatsApp No. | phone | 081250001111 ; 081250002222 ; 081250003333
Business License Number (NIB) | nib | 9120001112223 ; 0220001112224 ; 8234000456789
Total Employees | workers_total | 3 ; 4 ; 5
Training needed | needs | Pengemasan ; Merek ; Halal
Production capacity | capacity | 100 ; 200 ; 300
Unit | capacity_unit | kg ; pcs ; kg
Years in business | | 3 ; 5 ; 8
Notes | remarks | ok ; baru ; -

No. | | 1 ; 2 ; 3
Nama Pelaku IKM | owner_name | Ani ; Budi ; Cica
Nama/Merek Usaha | name | Kue Ani ; Las Budi ; Tahu Cica
Jenis Produksi | product | Kue ; Pagar ; Tahu
Alamat Produksi | address | Jl. A ; Jl. B ; Jl. C
Nilai Omzet/Tahun (Rp) | production_value | 1000000 ; 2000000 ; 3000000
Jml Tenaga Kerja Lk | workers_male | 1 ; 2 ; 3
Jml Tenaga Kerja Pr | workers_female | 1 ; 2 ; 3
No Izin P-IRT | pirt | 2066408010401-28 ; 2066408010402-28 ; 2066408010403-28
Tgl Berakhir PIRT | | 2028-01-01 ; 2028-01-02 ; 2028-01-03
Sertifikat Halal (Ada/Tidak) | has_halal | Ada ; Tidak ; Ada
Tahun Bantuan | | 2020 ; 2021 ; 2022
Jenis Bantuan | | mesin ; oven ; uang
Volume Ekspor | | 10 ; 20 ; 30

Responden | owner_name? | Ani ; Budi ; Cica
Nama Usaha/Toko | name | Kue Ani ; Las Budi ; Tahu Cica
Lokasi | address? | Jl. A RT 1 ; Jl. B RT 2 ; Jl. C RT 3
Kec/Desa | place | Bengalon/Sepaso ; Kaubun/Bumi Etam ; Sangkulirang/Maloy
Telp/WA | phone | 081250001111 ; 081250002222 ; 081250003333
Surat Izin yang dimiliki | holdings | NIB, PIRT ; NIB ; Halal
Kebutuhan Pelatihan | needs | Pengemasan ; Merek ; Halal
Kebutuhan Alat | | oven ; mesin ; -
Kebutuhan Modal | | 5000000 ; 6000000 ; 7000000
Modal Sendiri | investment? | 5000000 ; 6000000 ; 7000000
Pinjaman Bank | | 5000000 ; 0 ; 7000000
Hari Kerja per Minggu | | 5 ; 6 ; 7

Nama Ketua Kelompok | owner_name | Ani ; Budi ; Cica
Nama KUB | name? | KUB Melati ; KUB Mawar ; KUB Seroja
Jumlah Anggota | | 10 ; 12 ; 15
Anggota L | | 5 ; 6 ; 7
Anggota P | | 5 ; 6 ; 8
Produk Unggulan | product | Kue ; Anyaman ; Tahu
Nomor Telepon Ketua | phone | 081250001111 ; 081250002222 ; 081250003333
Tahun Berdiri | licence_year | 2010 ; 2012 ; 2014

Name of business | name | Kue Ani ; Las Budi ; Tahu Cica
Name of owner | owner_name | Ani ; Budi ; Cica
Place of birth | | Bontang ; Malang ; Bone
Home address | | Jl. R1 ; Jl. R2 ; Jl. R3
Business address | address | Jl. A ; Jl. B ; Jl. C
Telephone | phone | 081250001111 ; 081250002222 ; 081250003333
Capital (IDR) | investment | 5000000 ; 6000000 ; 7000000
Annual sales (IDR) | production_value | 15000000 ; 16000000 ; 17000000
Employees (male) | workers_male | 1 ; 2 ; 3
Employees (female) | workers_female | 1 ; 2 ; 3
Certificates held | holdings | NIB, Halal ; NIB ; PIRT
Halal certified | has_halal | Yes ; No ; Yes
Last training attended | | Halal 2023 ; - ; Merek 2024
Raw material value | | 100 ; 200 ; 300

Nama IKM | name | Kue Ani ; Las Budi ; Tahu Cica
Nama PJ | owner_name | Ani ; Budi ; Cica
Jabatan PJ | | Pemilik ; Ketua ; Direktur
No HP PJ | phone | 081250001111 ; 081250002222 ; 081250003333
Alamat KTP PJ | | Jl. R1 ; Jl. R2 ; Jl. R3
Kecamatan KTP | | Samarinda Ulu ; Bengalon ; Kaubun
Kecamatan Usaha | kecamatan | Telen ; Bengalon ; Kaubun
Cabang Industri | branch | Pangan ; Sandang ; Kerajinan
Kode KBLI | kbli | 10794 ; 14111 ; 31001
Nama KBLI | | Kerupuk ; Pakaian ; Furnitur
Investasi Mesin | investment? | 5000000 ; 6000000 ; 7000000
Investasi Bangunan | | 5000000 ; 6000000 ; 7000000
Nilai Investasi Total | investment? | 5000000 ; 6000000 ; 7000000
Kapasitas Terpasang | capacity | 100 ; 200 ; 300
Satuan Kapasitas | capacity_unit | kg ; pcs ; kg
Nilai Bahan Baku dan Penolong | | 100 ; 200 ; 300
Asal Bahan Baku | local_material | lokal ; lokal ; impor
Harga Jual | | 1000 ; 2000 ; 3000
Nama Mitra | | PT A ; CV B ; -
Tanggal Kunjungan | | 2026-01-01 ; 2026-01-02 ; 2026-01-03
Petugas | | Agus ; Lina ; Agus
NIP | | 197001011995031001 ; 198002022005012002 ; 198003032005012003
Keterangan Lain | remarks? | aktif ; baru ; -
Status | | aktif ; aktif ; tutup

Nama Perusahaan | name | Kue Ani ; Las Budi ; Tahu Cica
Nama Pemilik | owner_name | Ani ; Budi ; Cica
Alamat Dusun/Jalan | address | Jl. A ; Jl. B ; Jl. C
Alamat Desa | desa | Sepaso ; Maloy ; Bumi Etam
Alamat Kecamatan | kecamatan | Bengalon ; Sangkulirang ; Kaubun
Tenaga Kerja (orang) L | workers_male | 1 ; 2 ; 3
Tenaga Kerja (orang) P | workers_female | 1 ; 2 ; 3
Tenaga Kerja (orang) Jml | workers_total | 2 ; 4 ; 6
Kapasitas Produksi Jumlah | capacity | 100 ; 200 ; 300
Kapasitas Produksi Satuan | capacity_unit | kg ; pcs ; kg
Nilai (Rp. Juta) Investasi | investment | 10 ; 20 ; 30
Nilai (Rp. Juta) Produksi | production_value | 15 ; 25 ; 35
Izin Usaha NIB | nib | 9120001112223 ; 0220001112224 ; 8234000456789
Izin Usaha Tahun | licence_year? | 2021 ; 2022 ; 2023

NAMA PEMILIK/USAHA | name+owner | Ani / Kue Ani ; Budi / Las Budi ; Cica / Tahu Cica
ALAMAT LENGKAP (DESA/KEC) | address+place | Jl. A, Sepaso, Bengalon ; Maloy, Sangkulirang ; Jl. C, Bumi Etam, Kaubun
TELP./HP | phone | 081250001111 ; 081250002222 ; 081250003333
PRODUK/KOMODITI | product | Kue ; Pagar ; Tahu
NO. NIB / P-IRT | holdings | NIB 9120001112223 ; 0220001112224 ; P-IRT 2066408010401-28
OMZET/BLN | production_value | 100000 ; 200000 ; 300000

1. Nama Lengkap (sesuai KTP) | owner_name | Ani ; Budi ; Cica
2. Nomor Induk Kependudukan (NIK) | nik | 6408045708900001 ; 6408041204850002 ; 6408041708900003
3. Nama Usaha | name | Kue Ani ; Las Budi ; Tahu Cica
4. Alamat Usaha (Jalan/RT) | address | Jl. A RT 1 ; Jl. B RT 2 ; Jl. C RT 3
5. Produk yang dijual | product | Kue ; Pagar ; Tahu
6. Sudah punya NIB? | has_nib | Ya ; Belum ; Ya
7. Nomor NIB (jika ada) | nib | 9120001112223 ;  ; 8234000456789
8. Apa kesulitan usaha Anda? | | modal ; pasar ; alat

Nama IKM | name | Kue Ani ; Las Budi ; Tahu Cica
Bahan Baku | commodity | Kayu ; Kain ; Rotan
Bahan Baku Lokal (Ya/Tidak) | local_material? | Ya ; Tidak ; Ya
Memasok IKM lain? | supplies_others | Ya ; Belum ; Tidak
Nama Sentra | in_sentra | Sentra Rotan ; Tidak ; Sentra Amplang
Alamat Sentra | | Jl. A 1 ; - ; Jl. C 3
Jumlah Bahan Baku | | 10 ; 20 ; 30

Nama Usaha | name | Kue Ani ; Las Budi ; Tahu Cica
Sumber Bahan Baku | local_material | Kaliorang ; Samarinda ; lokal
Rantai Pasok Industri | supplies_others | ya ; tidak ; ya
Sentra IKM | in_sentra | Ya ; Tidak ; Ya
Apakah tergabung dalam sentra IKM? | in_sentra? | Ya ; Tidak ; Ya
Pelanggan | | PT A ; CV B ; Toko C
Pemasok Bahan Baku | | Toko A ; Pak B ; Toko C
Nilai Bahan Baku Lokal | | 1000000 ; 2000000 ; 3000000
Persentase Bahan Baku Lokal (%) | | 80 ; 100 ; 50
Tenaga Kerja Lokal | | 1 ; 2 ; 3
Penjualan Lokal | | 1000000 ; 2000000 ; 3000000

NAMA | owner_name | Wagiman ; Yatini ; Zulkifli
ALAMAT | address | Jl. A 1 ; Jl. B 2 ; Jl. C 3
HP | phone | 081250001111 ; 081250002222 ; 081250003333
JENIS USAHA | product | Tahu ; Tempe ; Jahit
"""


def lists() -> list[dict[str, tuple[str, list[str]]]]:
    """Return each list as heading to the field it means and its values. A field with "?" may also be left or asked."""
    return [_columns(block) for block in LISTS.strip().split("\n\n")]


def _columns(block: str) -> dict[str, tuple[str, list[str]]]:
    rows = (line.split("|", 2) for line in block.splitlines())
    return {
        label.strip(): (field.strip(), [value.strip() for value in values.split(" ; ")])
        for label, field, values in rows
    }
