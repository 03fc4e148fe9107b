"""What a column of somebody's table means: labels in every wording offices use, mapped to the register's fields."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz

from services.registry.domain.fields import LABELS, LISTED
from shared.language import Message
from shared.search import search_key

_BESIDE: dict[str, tuple[str, ...]] = {
    "npwp": ("npwp", "no npwp", "npwp usaha"),
    "pirt": ("p irt", "pirt", "no p irt", "no pirt", "nomor pirt", "izin pirt"),
    "halal": ("halal", "no halal", "sertifikat halal", "no sertifikat halal", "nomor halal"),
    "md": ("md", "bpom", "bpom md", "no bpom", "izin edar bpom"),
    "merek": ("merek terdaftar", "no merek", "hki merek", "sertifikat merek", "hki"),
    "holdings": (
        "sertifikat yang sudah dimiliki", "sertifikat yang dimiliki", "sertifikat", "izin yang dimiliki",
        "legalitas yang dimiliki",
    ),
    "needs": ("pelatihan yang dibutuhkan", "kebutuhan pelatihan", "kebutuhan", "pembinaan yang dibutuhkan"),
    "consent": (
        "bersedia data dibagikan kepada lembaga mitra", "persetujuan", "bersedia data dibagikan", "persetujuan data",
    ),
    "answered_at": ("timestamp", "stempel waktu", "waktu pengisian", "tanggal pengisian"),
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
"""Columns of what belongs to an IKM but is no field of its own."""
_LABELS = {name: field.headings for name, field in LISTED.items()} | _BESIDE
FIELDS: dict[str, Message] = {field: LABELS[field] for field in _LABELS}
_EXACT = {label: field for field, labels in _LABELS.items() for label in labels}
_IGNORED = {
    "no",
    "nomor",
    "no urut",
    "status laporan",
    "nilai pre test",
    "pre test",
    "jumlah",
    "l",
    "p",
    "paraf",
    "ttd",
}
_NEAR = 88.0
SURE = 100.0


@lru_cache(maxsize=2048)
def recognise(label: str) -> tuple[str, float] | None:
    """Return the field a label means and how sure that is (100: a known wording), or None."""
    wanted = search_key(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label))
    if not wanted or wanted in _IGNORED:
        return None
    if wanted in _EXACT:
        return _EXACT[wanted], SURE
    score, field = max((_likeness(wanted, known), name) for known, name in _EXACT.items())
    return (field, score) if score >= _NEAR else None


def guess_mapping(labels: Iterable[str]) -> dict[str, str]:
    """Return label to field, each field once: the surest label wins, the first one among equals."""
    listed = list(dict.fromkeys(labels))
    found = [(recognise(label), position, label) for position, label in enumerate(listed)]
    ranked = sorted((-guess[1], position, label, guess[0]) for guess, position, label in found if guess)
    mapping: dict[str, str] = {}
    for _, _, label, field in ranked:
        if field not in mapping.values():
            mapping[label] = field
    if "name" not in mapping.values():
        bare = next((label for label in listed if search_key(label) in ("nama", "name")), None)
        if bare:
            mapping[bare] = "name"
    return {label: mapping[label] for label in listed if label in mapping}


def has_name(mapping: Mapping[str, str]) -> bool:
    """Tell whether a column holds the name of the business."""
    return "name" in mapping.values()


def _likeness(wanted: str, known: str) -> float:
    if len(known) < 4:
        return 99.0 if known in wanted.split() and len(wanted.split()) <= 3 else 0.0
    plain = fuzz.ratio(wanted, known)
    inside = known in wanted and len(known.split()) >= 2
    return max(plain, 90.0 + min(9.0, len(known) / 10) if inside else 0.0)
