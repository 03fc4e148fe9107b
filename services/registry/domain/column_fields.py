"""What a column of a list may mean: the fields of an IKM, what belongs to it beside them, and what is none of these."""

from collections.abc import Mapping

from services.registry.domain.fields import LABELS, LISTED
from shared.language import Message

_BESIDE: dict[str, tuple[str, ...]] = {
    "npwp": ("npwp", "no npwp", "npwp usaha"),
    "pirt": ("p irt", "pirt", "no p irt", "no pirt", "nomor pirt", "izin pirt"),
    "halal": ("halal", "no halal", "sertifikat halal", "no sertifikat halal", "nomor halal"),
    "md": ("md", "bpom", "bpom md", "no bpom", "izin edar bpom"),
    "merek": ("merek terdaftar", "no merek", "hki merek", "sertifikat merek", "hki", "hki hak merek"),
    "holdings": (
        "sertifikat yang sudah dimiliki", "sertifikat yang dimiliki", "sertifikat", "izin yang dimiliki",
        "legalitas yang dimiliki", "izin",
    ),
    "needs": (
        "pelatihan yang dibutuhkan", "kebutuhan pelatihan", "kebutuhan", "pembinaan yang dibutuhkan",
    ),
    "consent": (
        "bersedia data dibagikan kepada lembaga mitra", "persetujuan", "bersedia data dibagikan", "persetujuan data",
        "setuju data dibagikan",
    ),
    "answered_at": ("timestamp", "stempel waktu", "cap waktu", "waktu pengisian", "tanggal pengisian"),
    "data_year": (
        "tahun", "tahun data", "th data", "thn data", "tahun pendataan", "tahun laporan", "tahun pelaporan",
    ),
    "training_title": (
        "judul kegiatan", "nama kegiatan", "kegiatan", "pelatihan", "judul pelatihan", "nama pelatihan", "bimtek",
        "judul bimtek",
    ),
    "training_date": (
        "tanggal", "tanggal kegiatan", "tgl", "tanggal pelaksanaan", "waktu pelaksanaan", "tanggal pelatihan",
    ),
    "training_place": ("tempat", "tempat kegiatan", "lokasi", "lokasi kegiatan", "tempat pelaksanaan"),
    "training_score": ("nilai post test", "post test", "nilai", "nilai posttest", "skor"),
}  # fmt: skip
STATED = {"has_nib": "NIB", "has_pirt": "PIRT", "has_halal": "HALAL", "has_md": "MD", "has_merek": "MEREK",
          "has_npwp": "NPWP", "has_sni": "SNI"}  # fmt: skip
"""Columns that say yes or no to a certificate, to its kind."""
COMBINED: dict[str, frozenset[str]] = {
    "name+address": frozenset({"name", "address"}),
    "name+owner": frozenset({"name", "owner_name"}),
    "owner+home": frozenset({"owner_name", "address"}),
    "owner+phone": frozenset({"owner_name", "phone"}),
    "address+phone": frozenset({"address", "phone"}),
    "phone+email": frozenset({"phone", "email"}),
    "owner+nik": frozenset({"owner_name", "nik"}),
    "men+women": frozenset({"workers_male", "workers_female"}),
    "place": frozenset({"desa", "kecamatan"}),
    "address+place": frozenset({"address", "desa", "kecamatan"}),
}
"""Columns whose cells hold several things, to the fields they are."""
_STATED_WORDINGS = {"has_sni": ("sni", "sertifikat sni")}
WORDINGS: Mapping[str, tuple[str, ...]] = (
    {name: field.headings for name, field in LISTED.items()} | _BESIDE | _STATED_WORDINGS
)
FIELDS: dict[str, Message] = {field: LABELS[field] for field in (*LISTED, *_BESIDE, *STATED, *COMBINED)}
"""What a column may mean, to what a page calls it."""
JOINED: Mapping[str, str] = {
    "owner_name": " ", "address": " ", "product": ", ", "remarks": "; ", "phone": " / ", "holdings": ", ",
    "needs": ", ",
}  # fmt: skip
"""Fields that several columns may hold together, to what stands between their words."""
HOME: Mapping[str, tuple[str, ...]] = {
    "address": ("alamat rumah", "alamat ktp", "alamat pemilik", "alamat domisili", "rumah", "alamat diri"),
    "kecamatan": ("kecamatan rumah", "kecamatan ktp", "kecamatan pemilik", "kecamatan diri"),
    "desa": ("desa rumah", "desa ktp", "desa pemilik", "desa diri"),
}
"""Headings that speak of where the owner lives; the register keeps where the business is."""
NOTHING = (
    "status laporan", "nilai pre test", "pre test", "jumlah", "l", "p", "uraian kbli",
    "nama kbli",
    "jenis kbli", "nilai bahan baku", "jumlah bahan baku", "satuan bahan baku", "uraian", "jumlah produk", "versi",
    "nama", "name", "merek produk", "nama merek", "merek dagang", "alamat sentra", "jumlah sentra",
    "ketua sentra", "nama ketua sentra", "nilai bahan baku lokal", "jumlah bahan baku lokal", "nama bahan baku lokal",
    "jenis bahan baku lokal", "rt", "rw", "rt rw", "tanggal", "uraian usaha",
)  # fmt: skip
"""Headings that are none of the fields, whatever else they seem to name."""
WEAK: Mapping[str, tuple[tuple[str, int], ...]] = {
    "jenis usaha": (("product", 88), ("branch", 70)),
    "jenis usaha pemilik": (("product", 84),),
    "merek": (("merek", 88),),
    "usaha": (("name", 72), ("product", 71)),
    "nama lengkap usaha": (("name", 94),),
    "unit usaha": (("name", 84),),
    "nama kelompok": (("name", 70),),
    "nama kelompok usaha": (("name", 80),),
    "uraian produk": (("product", 70),),
    "kegiatan usaha": (("product", 60), ("branch", 60)),
    "pelatihan diikuti": (("training_title", 70),),
}
"""Headings that may mean one thing or another: the cells decide, or a person."""
