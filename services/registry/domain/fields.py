"""Every field of an IKM, written down once.

Schema, form, page, import, comparison, history and snapshot follow from these rows. A plain field more is a row here, a
column of the model, its migration and its words in Indonesian.
"""

from collections.abc import Mapping

from services.registry.domain.field import Field, Group, Kind
from services.registry.domain.size import MILLIARD
from services.registry.domain.wording import (
    BESIDE_FIELDS,
    BRANCH_WORDS,
    BRANCHES,
    EDITIONS,
    HELD,
    LEGAL_FORMS,
    LEGAL_WORDS,
    SEXES,
    YES_NO,
)
from shared.language import Message, msg
from shared.vocabulary import CLUSTERS, KECAMATAN

BUSINESS = Group("business", msg("The business"))
OWNER = Group("owner", msg("Owner and contact"))
PLACE = Group("place", msg("Place"))
NUMBERS = Group("numbers", msg("Numbers"))
SIZE = Group("size", msg("Size"))
CHAIN = Group("chain", msg("What others have of it"))
OTHER = Group("other", msg("More about it"))
GROUPS = (BUSINESS, OWNER, PLACE, NUMBERS, SIZE, CHAIN, OTHER)
"""In the order of the form and of the page."""
KECAMATAN_NAMES = {code: Message(place.name) for code, place in KECAMATAN.items()}
_LEAST_RUPIAH = 100_000
"""Less buys no tool and is no year's production."""
_WORKERS = (
    "tenaga kerja", "jumlah tenaga kerja", "jml tenaga kerja", "tenaga kerja orang", "jumlah tenaga kerja orang",
    "tk", "jumlah tk", "jml tk", "naker", "jumlah naker", "pekerja", "jumlah pekerja", "karyawan", "jumlah karyawan",
    "jml karyawan", "pegawai", "jumlah pegawai", "workers", "employees",
)  # fmt: skip


def _workers(*which: str) -> tuple[str, ...]:
    return tuple(f"{workers} {who}" for workers in _WORKERS for who in which)


FIELDS = (
    Field("name", Kind.NAME, BUSINESS, msg("Business name"), most=200, key=True, fixed=True, vouched=True,
          shared=True,
          headings=("nama perusahaan ikm", "nama perusahaan", "nama ikm", "nama usaha", "nama umkm",
                    "nama industri", "nama unit usaha", "nama badan usaha", "nama toko", "merk usaha", "ikm",
                    "perusahaan", "nama produsen", "nama ikm perusahaan", "nama usaha ikm", "business name",
                    "company name", "nama usaha dagang", "company", "enterprise", "firm", "nama merek usaha")),
    Field("product", Kind.LINE, BUSINESS, msg("Product"), most=300, key=True, shared=True,
          headings=("jenis produk", "produk", "produk utama", "nama produk", "hasil produksi", "jenis produksi",
                    "product", "jenis barang")),
    Field("commodity", Kind.LINE, BUSINESS, msg("Commodity"), most=120,
          headings=("komoditi", "komoditas", "bahan baku", "bahan baku utama", "commodity")),
    Field("cluster", Kind.CHOICE, BUSINESS, msg("Cluster"), choices=CLUSTERS, shared=True,
          blank=msg("None, or suggest one"), first_hint=msg("Left open, product and KBLI suggest one.")),
    Field("branch", Kind.CHOICE, BUSINESS, msg("Branch of industry"), choices=BRANCHES, spoken=BRANCH_WORDS,
          headings=("cabang industri", "cabang", "jenis industri", "kelompok industri", "sektor", "bidang usaha")),
    Field("legal_form", Kind.CHOICE, BUSINESS, msg("Legal form"), choices=LEGAL_FORMS,
          spoken=LEGAL_WORDS,
          headings=("badan usaha", "bentuk badan usaha", "bentuk usaha", "badan hukum", "bentuk badan hukum")),
    Field("owner_name", Kind.PERSON, OWNER, msg("Owner"), most=200, key=True, fixed=True, vouched=True, shared=True,
          headings=("nama pemilik", "pemilik", "pemilik usaha", "nama penanggung jawab", "penanggung jawab",
                    "nama lengkap", "nama peserta", "nama anggota", "nama pengusaha", "pimpinan", "nama pimpinan",
                    "nama pelaku usaha", "owner", "narahubung", "nama pemilik usaha",
                    "nama sesuai ktp", "nama diri", "nama lengkap pemilik usaha",
                    "nama depan", "nama belakang", "first name", "last name")),
    Field("owner_sex", Kind.CHOICE, OWNER, msg("Owner's sex"), choices=SEXES, fixed=True, shared=True,
          headings=("jenis kelamin", "l p", "jk", "kelamin", "sex")),
    Field("phone", Kind.PHONE, OWNER, msg("Phone (WhatsApp)"), of_contact=True, key=True,
          headings=("no telp hp", "no hp", "no telp", "telepon", "telp", "hp", "no whatsapp aktif", "whatsapp",
                    "no wa", "nomor telepon", "nomor hp", "no handphone", "kontak", "telp hp", "no telepon",
                    "no hp wa", "phone")),
    Field("phone_other", Kind.PHONE, OWNER, msg("Other phone"), of_contact=True, key=True),
    Field("email", Kind.EMAIL, OWNER, msg("Email"), of_contact=True, key=True,
          headings=("email", "alamat email", "e mail", "surel", "email address")),
    Field("kecamatan_code", Kind.KECAMATAN, PLACE, msg("Kecamatan"), choices=KECAMATAN_NAMES, listed_as="kecamatan",
          key=True, fixed=True, vouched=True, shared=True,
          headings=("kecamatan", "kec", "kode wilayah", "kode kecamatan", "wilayah", "nama kecamatan", "district")),
    Field("desa", Kind.DESA, PLACE, msg("Desa"), most=120, silent="desa_code", key=True, shared=True,
          headings=("desa kel", "desa", "kelurahan", "desa kelurahan", "kel desa", "keldesa", "kode desa", "village")),
    Field("address", Kind.ADDRESS, PLACE, msg("Address"), most=500, key=True,
          headings=("alamat", "alamat usaha", "alamat lengkap", "lokasi usaha", "alamat pabrik", "address")),
    Field("nib", Kind.NIB, NUMBERS, msg("NIB"), key=True, fixed=True, vouched=True,
          headings=("nib", "no nib", "nomor induk berusaha", "nomor nib", "nib oss")),
    Field("nik", Kind.NIK, NUMBERS, msg("NIK"), kept_as="nik_fingerprint", silent="nik_encrypted", key=True,
          fixed=True, vouched=True, specific=True, first_hint=msg("Kept encrypted and never shown again."),
          hint=msg("Kept encrypted and never shown again. Leave empty to keep what is recorded."),
          headings=("nik", "nik penanggung jawab", "nik pemilik", "no ktp", "nomor induk kependudukan", "nomor ktp")),
    Field("kbli", Kind.KBLI, NUMBERS, msg("KBLI"), key=True, vouched=True, shared=True,
          headings=("kbli", "kode kbli", "no kbli", "kbli 2020")),
    Field("kbli_version", Kind.EDITION, NUMBERS, msg("KBLI version"), choices=EDITIONS, beside="kbli",
          headings=("versi kbli", "tahun kbli")),
    Field("licence_year", Kind.YEAR, NUMBERS, msg("Year of licence"), key=True,
          headings=("th izin", "tahun izin", "tahun ijin", "thn izin", "tahun berdiri", "tahun perizinan",
                    "tahun nib")),
    Field("workers_male", Kind.PEOPLE, SIZE, msg("Workers, men"), key=True,
          headings=("tkl", "tki l", "male workers", "male employees", "men workers",
                    *_workers("l", "lk", "laki", "laki laki", "pria", "male"))),
    Field("workers_female", Kind.PEOPLE, SIZE, msg("Workers, women"), key=True,
          headings=("tkp", "tki p", "female workers", "female employees", "women workers",
                    *_workers("p", "pr", "perempuan", "wanita", "female"))),
    Field("workers_total", Kind.PEOPLE, SIZE, msg("Workers, in all"), key=True,
          hint=msg("Where it is not known how many are men and how many women."),
          headings=("tkt", "total tenaga kerja", "total tk", "total pekerja", "total karyawan", "total workers",
                    "total employees", "number of workers", "number of employees",
                    *_WORKERS, *_workers("jml", "jumlah", "total", "seluruhnya"))),
    Field("investment", Kind.RUPIAH, SIZE, msg("Investment without land and buildings"), key=True, specific=True,
          usual=(_LEAST_RUPIAH, 15 * MILLIARD),  # Permenperin 64/2016
          headings=("nilai investasi rp", "nilai investasi", "investasi", "investasi non tanah", "modal",
                    "modal usaha", "investment", "investment value")),
    Field("capacity", Kind.COUNT, SIZE, msg("Capacity a year"), key=True, yearly=True,
          headings=("kapasitas produksi jumlah", "kapasitas produksi", "kapasitas", "produksi", "jumlah produksi",
                    "kapasitas terpasang", "volume produksi", "capacity",
                    "production capacity")),
    Field("capacity_unit", Kind.UNIT, SIZE, msg("Unit of the capacity"), most=40, beside="capacity",
          headings=("kapasitas produksi satuan", "satuan", "satuan produksi", "unit")),
    Field("production_value", Kind.RUPIAH, SIZE, msg("Production value a year"), key=True, specific=True, adds_up=True,
          yearly=True, usual=(_LEAST_RUPIAH, 50 * MILLIARD),  # PP 7/2021, article 35
          headings=("nilai produksi rp", "nilai produksi", "omzet", "omset", "omzet tahunan", "nilai jual",
                    "nilai penjualan", "production value")),
    Field("local_material", Kind.CHOICE, CHAIN, msg("Local raw material"), choices=YES_NO, shared=True,
          blank=HELD["unknown"], hint=msg("Most of it comes from this regency."),
          headings=("bahan baku lokal", "asal bahan baku", "sumber bahan baku", "sumber bahan baku utama",
                    "lokasi bahan baku", "local raw material", "origin of raw material")),
    Field("supplies_others", Kind.CHOICE, CHAIN, msg("Supplies other IKM"), choices=YES_NO, shared=True,
          blank=HELD["unknown"],
          headings=("memasok ikm lain", "memasok ke ikm lain", "memasok usaha lain", "rantai pasok",
                    "rantai pasok industri", "supplies other ikm")),
    Field("in_sentra", Kind.CHOICE, CHAIN, msg("Belongs to a sentra"), choices=YES_NO, shared=True,
          blank=HELD["unknown"],
          headings=("sentra", "sentra ikm", "sentra industri", "nama sentra", "nama sentra ikm", "anggota sentra",
                    "anggota sentra ikm", "tergabung dalam sentra")),
    Field("sentra", Kind.LINE, CHAIN, msg("Name of the sentra"), most=120, beside="in_sentra"),
    Field("remarks", Kind.PARAGRAPH, OTHER, msg("Remarks"), most=2000,
          headings=("ket", "keterangan", "catatan", "ket lain", "remarks")),
)  # fmt: skip

OWN = tuple(field for field in FIELDS if not field.of_contact)
CONTACT = tuple(field.name for field in FIELDS if field.of_contact)
COLUMNS = tuple(column for field in OWN for column in (field.column, field.silent) if column)
"""Where the register keeps what it knows of a business itself."""
SILENT = frozenset(field.silent for field in FIELDS if field.silent)
LISTED = {field.heading: field for field in FIELDS if field.headings}
"""What a list may have a column for, as its mapping calls it."""
PAIRS = tuple((field.beside, field.name) for field in FIELDS if field.beside)
"""What says nothing alone, or says it of the other."""
SHARED = tuple(field for field in OWN if field.shared)
FIXED = frozenset(field.column for field in FIELDS if field.fixed)
VOUCHED = frozenset(field.name for field in FIELDS if field.vouched)
FIGURES = tuple(field.name for field in FIELDS if field.key and field.is_figure)
"""What of the figures tells a business from others."""

_CALLED = {name: field for field in FIELDS for name in (field.name, field.column, field.heading)}
LABELS: Mapping[str, Message] = BESIDE_FIELDS | {name: field.label for name, field in _CALLED.items()}


def field_called(name: str) -> Field | None:
    """Return the field that is called so, or kept or listed under this name; None for what is no field of an IKM."""
    return _CALLED.get(name)


def kind_of(name: str) -> Kind | None:
    """Return what a value under this name is, where it is a field's."""
    field = field_called(name)
    return field.kind if field else None


def beside(field: Field) -> tuple[Field, ...]:
    """Return the fields that say something of this one, and are written behind its value."""
    return tuple(other for other in FIELDS if other.beside == field.name)
