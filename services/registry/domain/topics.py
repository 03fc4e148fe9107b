"""What a training was about, or what an owner asks for, in the words of the vocabulary."""

import re

from shared.vocabulary import TOPICS

_WORDS: tuple[tuple[str, str], ...] = (
    ("KEAMANAN_PANGAN", r"keamanan pangan|\bpkp\b|cppb|haccp pangan|sanitasi|higiene"),
    ("SERTIFIKASI_HALAL", r"halal|\bpph\b|sehati"),
    ("IZIN_EDAR", r"p-?irt|\bmd\b|bpom|izin edar"),
    ("HKI_MEREK", r"merek|merk|\bhki\b|\bhaki\b|paten"),
    ("SERTIFIKASI_MUTU", r"mutu|\bsni\b|haccp|\biso\b|tkdn"),
    ("LEGALITAS", r"\bnib\b|legalitas|perizinan|\boss\b|npwp|siinas"),
    ("EKSPOR", r"ekspor|export"),
    ("PENGEMASAN", r"(?:k|ng)emas|label|packaging"),
    ("DESAIN_PRODUK", r"desain|design|diversifikasi"),
    ("PEMASARAN_DIGITAL", r"digital|marketplace|e-?commerce|medsos|media sosial|foto produk|online"),
    ("AKSES_PEMBIAYAAN", r"pembiayaan|modal|\bkur\b|kredit|pinjaman"),
    ("KEUANGAN_PEMBUKUAN", r"pembukuan|keuangan|akuntansi|laporan keu"),
    ("KEMITRAAN_PASAR", r"kemitraan|pameran|business matching|temu usaha|pemasaran"),
    ("PENGOLAHAN_PANGAN", r"pengolahan|olahan|kuliner|pangan"),
    ("PRODUKSI_TEKNOLOGI", r"mesin|teknologi|produksi|alat"),
    ("MANAJEMEN_USAHA", r"manajemen|kewirausahaan|wirausaha|usaha"),
)
_BETWEEN = re.compile(r"[,;\n]|\s+(?:dan|serta|&|\+)\s+|(?<=\w)\s*/\s*(?=[A-Z])")
_DENIED = re.compile(r"\b(?:tidak|tdk|tak|bukan|belum|blm|sudah|sdh|pernah|kecuali|selain|tanpa)\b", re.IGNORECASE)
"""Whoever writes that a training is not needed, or was had, asks for none."""
_MATCHERS = tuple((topic, re.compile(pattern, re.IGNORECASE)) for topic, pattern in _WORDS)


def topic(words: str) -> str | None:
    """Return the code of the first topic named in a title, the more special before the more general."""
    return next((code for code, matcher in _MATCHERS if matcher.search(words)), None)


def topics(words: str) -> tuple[list[str], list[str]]:
    """Return the topics of a list ("Merek, Pembukuan") and the entries that name none, or that deny one."""
    codes: list[str] = []
    unknown: list[str] = []
    for part in filter(None, (piece.strip() for piece in _BETWEEN.split(words))):
        code = None if _DENIED.search(part) else topic(part)
        if code is None:
            unknown.append(part)
        elif code not in codes:
            codes.append(code)
    return [code for code in TOPICS if code in codes], unknown
