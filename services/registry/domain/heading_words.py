"""The words of headings by what they speak of, whichever language, shortening or slip they are written in.

A concept is called by one of its words. ``_`` joins the words of a phrase.
"""

import re
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from shared.search import search_key

_WORDS = """
nama: nm name names
usaha: perusahaan perush ikm umkm ukm umk industri toko business company enterprise firm produsen firma pabrik
  workshop tempat_usaha shop store kantor outlet gerai
pemilik: owner pengusaha pelaku_usaha pelaku_umkm pelaku_ikm penanggung_jawab penanggungjawab pimpinan direktur
  ketua peserta responden narahubung pengelola pengrajin perajin proprietor wirausaha wirausahawan pic pj
  contact_person participant respondent pengurus kepala_keluarga
diri: identitas data_diri pribadi profil biodata
rumah: tempat_tinggal domisili home residence residential rmh
lengkap: full
alamat: address almt alamt jalan jln jl dusun dsn street
lokasi: location
kecamatan: kec kcm district subdistrict sub_district kecmatan
desa: kelurahan kel ds village keldesa desakel des_kel kalurahan
rt: rt
rw: rw
hp: handphone telepon telp tlp telpon telephone tel phone mobile wa whatsapp whatsap ponsel seluler kontak contact
  cellphone no_hp telfon nohp notelp nowa
email: surel e_mail mail
nik: ktp nomor_induk_kependudukan e_ktp id_card_number national_id no_ktp noktp
nib: nomor_induk_berusaha business_identification_number business_id
npwp: tax_number tax_id
pirt: p_irt spp_irt sppirt p_irt
halal: halal
md: bpom
hki: haki trademark
merek: merk brand
sni: sni
sertifikat: sertifikasi certificate certificates certification izin ijin legalitas perizinan perijinan legality
  permit permits licence license licences licenses surat_izin dokumen_legalitas
kbli: kbli
uraian: judul_kbli deskripsi description
versi: version
produk: product products goods hasil_produksi barang
jenis: kind type tipe macam
bidang: field_of sector
komoditi: komoditas komoditinya
bahan_baku: bb bp bahan_penolong raw_material raw_materials bahan_mentah baku
tk: tenaga_kerja naker pekerja karyawan workers worker employees employee staff buruh pegawai
l: lk laki laki_laki pria male men man cowok
p: pr perempuan wanita female women woman
kode: code
jumlah: jml total sum count
nilai: value amount besaran
investasi: invest
modal: capital
omzet: omset revenue turnover sales penjualan pendapatan
produksi: production output
kapasitas: kap
satuan: unit uom
tahun: thn th year
berdiri: established founded mulai_usaha memulai_usaha mulai_berusaha
ket: keterangan catatan remark remarks note notes
butuh: dibutuhkan kebutuhan membutuhkan needed needs need diinginkan
pelatihan: training diklat bimtek pembinaan
kegiatan: event
kelamin: jenis_kelamin gender sex jk jns_kelamin
tanggal: tgl date
judul: title
nilai_tes: post_test posttest nilai_post_test skor score
setuju: persetujuan consent menyetujui
bersedia: willing agree
lokal: local
asal: origin
pasok: memasok pemasok pasokan supplier suppliers supply supplies menyuplai suplai penyuplai
sentra: sentra
bagi: dibagikan membagikan shared share dibagi
waktu: jam
+: per_tahun per_thn per_th tiap_tahun dalam_setahun a_year
"""
_NOTHING = """
lahir birth born ttl usia umur age pendidikan education agama religion suku jabatan position luas kabupaten kab
provinsi prov propinsi kota_kabupaten province regency kodepos kode_pos postal zip website web situs instagram ig
facebook fb tiktok shopee tokopedia medsos media_sosial sosial_media marketplace latitude longitude koordinat gps
lintang bujur titik aset asset assets kendala masalah mesin alat peralatan bank rekening foto photo gambar
tanda_tangan ttd paraf signature nip pangkat golongan instansi kk kartu_keluarga suami istri anak ibu_kandung
pelanggan pasar pemasaran ekspor hambatan harga price laba keuntungan untung biaya upah gaji pinjaman hutang kredit
pendamping penyuluh petugas enumerator surveyor tenaga_pendamping sumber skala kerja lama sejak berlaku kadaluarsa
expired pembeli distribusi bantuan hibah rangking peringkat verifikator hobi tetap harian musiman difabel
disabilitas
"""
"""What the register has no place for: a heading that speaks of it is none of its fields, whatever else it names."""
_FILLERS = """
jalankan dijalankan kelola dikelola hasilkan dijual terjual unggulan andalan awal held miliki jual buat dibuat currently
harap diisikan lengkapi masukkan pilih pilihlah cantumkan contoh misal misalnya optional opsional required
no nomor nomer number nmr num nr apa apakah siapa siapakah di mana dimana dimanakah berapa berapakah bapak ibu anda
saudara sdr kamu yang bisa dapat dihubungi sesuai saja sudah telah dimiliki memiliki punya mempunyai dihasilkan
menghasilkan diproduksi berada terletak dan atau mohon isi isikan tuliskan sebutkan silakan tulis your you what is
are the of in a an which do does have and or to for who where how many much please utama main aktif active kami kita
ini untuk dengan pada dari ke kepada lembaga mitra data wajib diisi jika ada rp rupiah idr dalam orang org oleh
tersebut produk_anda nya per hari bulan bln month hari_ini tahunan setahun annual yearly monthly field group tolong
sekarang saat primary kita adalah partners partner with be may saya i my me their his her no1 sebagai merupakan
daftar jadwal bidang_usaha_anda jasa terpasang ya s kecil menengah mikro laporan pelaporan pendataan
"""
_STOP = frozenset(_FILLERS.split())
_LEAST_FOR_SLIPS, _NEAR = 5, 84


def _phrases() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in re.sub(r"\n\s+", " ", _WORDS).strip().splitlines():
        concept, _, words = line.partition(":")
        found |= dict.fromkeys((concept, *words.split()), concept)
    return found | dict.fromkeys(_NOTHING.split(), "-")


_CONCEPTS = _phrases()
_LONGEST = max(phrase.count("_") for phrase in _CONCEPTS) + 1
_SPELLED = [word for word in _CONCEPTS if len(word) >= _LEAST_FOR_SLIPS and "_" not in word]
_SAID_ELSEWHERE = "+"
"""The concept of the period of an amount, which is no field of its own."""
FOREIGN = "-"
"""The concept of what the register has no place for."""


@lru_cache(maxsize=8192)
def concepts(words: str) -> tuple[frozenset[str], int, int]:
    """Return what a plain text speaks of, how many of its words nobody knows and how many are misspelt."""
    found: set[str] = set()
    parts, unknown, slips, at = words.split(), 0, 0, 0
    while at < len(parts):
        for length in range(min(_LONGEST, len(parts) - at), 0, -1):
            if concept := _CONCEPTS.get("_".join(parts[at : at + length])):
                found |= {concept} - {_SAID_ELSEWHERE}
                break
        else:
            length, word = 1, parts[at]
            if word not in _STOP and word.removesuffix("nya") not in _STOP and not word.isdigit():
                slip = _slip_of(word)
                found.add(slip or f"?{word}")
                slips, unknown = slips + bool(slip), unknown + (not slip)
        at += length
    return frozenset(found), unknown, slips


@lru_cache(maxsize=8192)
def _slip_of(word: str) -> str | None:
    if len(word) < _LEAST_FOR_SLIPS:
        return None
    if stem := _CONCEPTS.get(word.removesuffix("nya")):
        return stem
    near = process.extractOne(word, _SPELLED, scorer=fuzz.ratio, score_cutoff=_NEAR)
    if near is None and (swapped := process.extractOne(word, _SPELLED, scorer=OSA.distance, score_cutoff=1)):
        near = swapped if sorted(swapped[0]) == sorted(word) else None
    return _CONCEPTS[near[0]] if near else None


def plain(label: str) -> str:
    """Return a label's words in lower case, one space between them: ``TK_L`` and ``namaUsaha`` are two words each."""
    return search_key(label if " " in label else re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label))
