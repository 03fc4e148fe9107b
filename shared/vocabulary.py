"""Codes every service speaks, with their labels. Kecamatan after Kepmendagri 300.2.2-2138/2025."""

from dataclasses import dataclass

from shared.language import Message, msg


@dataclass(frozen=True)
class Kecamatan:
    """``column`` and ``row`` place it on the hexagon map, roughly as the regency lies."""

    code: str
    name: str
    column: int
    row: int


KECAMATAN: dict[str, Kecamatan] = {
    item.code: item
    for item in (
        Kecamatan("64.08.01", "Muara Ancalong", 0, 4),
        Kecamatan("64.08.02", "Muara Wahau", 1, 1),
        Kecamatan("64.08.03", "Muara Bengkal", 1, 4),
        Kecamatan("64.08.04", "Sangatta Utara", 3, 3),
        Kecamatan("64.08.05", "Sangkulirang", 4, 2),
        Kecamatan("64.08.06", "Busang", 0, 2),
        Kecamatan("64.08.07", "Telen", 1, 2),
        Kecamatan("64.08.08", "Kombeng", 2, 2),
        Kecamatan("64.08.09", "Bengalon", 2, 3),
        Kecamatan("64.08.10", "Kaliorang", 4, 3),
        Kecamatan("64.08.11", "Sandaran", 5, 1),
        Kecamatan("64.08.12", "Sangatta Selatan", 3, 4),
        Kecamatan("64.08.13", "Teluk Pandan", 3, 5),
        Kecamatan("64.08.14", "Rantau Pulung", 2, 4),
        Kecamatan("64.08.15", "Kaubun", 3, 2),
        Kecamatan("64.08.16", "Karangan", 3, 1),
        Kecamatan("64.08.17", "Batu Ampar", 1, 3),
        Kecamatan("64.08.18", "Long Mesangat", 0, 3),
    )
}

TOPICS: dict[str, Message] = {
    "PEMASARAN_DIGITAL": msg("Digital marketing"),
    "PENGEMASAN": msg("Packaging"),
    "PENGOLAHAN_PANGAN": msg("Food processing"),
    "KEAMANAN_PANGAN": msg("Food safety"),
    "SERTIFIKASI_HALAL": msg("Halal certification"),
    "SERTIFIKASI_MUTU": msg("Quality certification"),
    "IZIN_EDAR": msg("Distribution permit (P-IRT or MD)"),
    "LEGALITAS": msg("Legal standing (NIB, NPWP)"),
    "HKI_MEREK": msg("Trade mark"),
    "KEUANGAN_PEMBUKUAN": msg("Bookkeeping and finance"),
    "AKSES_PEMBIAYAAN": msg("Access to credit"),
    "MANAJEMEN_USAHA": msg("Business management"),
    "PRODUKSI_TEKNOLOGI": msg("Production and technology"),
    "EKSPOR": msg("Export"),
    "DESAIN_PRODUK": msg("Product design"),
    "KEMITRAAN_PASAR": msg("Market partnership"),
}

CLUSTERS: dict[str, Message] = {
    "PISANG": msg("Banana"),
    "KAKAO": msg("Cocoa"),
    "PANGAN_OLAHAN": msg("Processed food"),
}

MODES: dict[str, Message] = {
    "DARING": msg("Online"),
    "LURING": msg("On site"),
    "HIBRIDA": msg("Online and on site"),
}

FORMS: dict[str, Message] = {
    "PELATIHAN": msg("Training"),
    "PENDAMPINGAN": msg("Accompaniment"),
    "KONSULTASI": msg("Consultation"),
    "MENTORING": msg("Mentoring"),
    "MAGANG": msg("Apprenticeship"),
    "FASILITASI_SERTIFIKASI": msg("Help with certification"),
    "UJI_LAB": msg("Laboratory test"),
    "KUNJUNGAN_LAPANGAN": msg("Field visit"),
    "PAMERAN": msg("Exhibition"),
}

CERTIFICATES: dict[str, Message] = {
    "NIB": msg("NIB"),
    "NPWP": msg("NPWP"),
    "PIRT": msg("P-IRT"),
    "MD": msg("BPOM MD"),
    "HALAL": msg("Halal certificate"),
    "MEREK": msg("Registered trade mark"),
    "SNI": msg("SNI"),
    "TKDN": msg("TKDN"),
    "PKP": msg("PKP certificate"),
}

OUTCOME_OF_TOPIC: dict[str, str] = {
    "SERTIFIKASI_HALAL": "HALAL",
    "HKI_MEREK": "MEREK",
    "LEGALITAS": "NIB",
    "IZIN_EDAR": "PIRT",
    "KEAMANAN_PANGAN": "PKP",
}
"""The certificate a programme on a topic leads to: whoever already holds it gains nothing from the seat."""

OUTCOMES: dict[str, Message] = {
    "NIB": msg("NIB"),
    "PIRT": msg("P-IRT"),
    "MD": msg("BPOM MD"),
    "HALAL": msg("Halal certificate"),
    "MEREK": msg("Registered trade mark"),
    "PKP": msg("PKP certificate"),
    "ONLINE_SALE": msg("First online sale"),
    "NEW_MARKET": msg("New market"),
    "TURNOVER_CLASS": msg("Higher turnover class"),
    "NEW_PRODUCT": msg("New product"),
    "LOAN": msg("Loan received"),
}
"""What may come of a programme."""

AIM_OF_TOPIC: dict[str, str] = {
    **OUTCOME_OF_TOPIC,
    "SERTIFIKASI_MUTU": "MD",
    "PEMASARAN_DIGITAL": "ONLINE_SALE",
    "PENGEMASAN": "NEW_MARKET",
    "EKSPOR": "NEW_MARKET",
    "KEMITRAAN_PASAR": "NEW_MARKET",
    "PENGOLAHAN_PANGAN": "NEW_PRODUCT",
    "DESAIN_PRODUK": "NEW_PRODUCT",
    "MANAJEMEN_USAHA": "TURNOVER_CLASS",
    "PRODUKSI_TEKNOLOGI": "TURNOVER_CLASS",
    "KEUANGAN_PEMBUKUAN": "LOAN",
    "AKSES_PEMBIAYAAN": "LOAN",
}
"""The outcome a programme on a topic aims at: every topic has one."""

SIZE_CLASSES: dict[str, Message] = {
    "MIKRO": msg("Micro"),
    "KECIL": msg("Small"),
    "MENENGAH": msg("Medium"),
    "BESAR": msg("Large"),
}

INSTITUTION_KINDS: dict[str, Message] = {
    "PERGURUAN_TINGGI": msg("University"),
    "KEMENTERIAN_LPNK": msg("Ministry or national agency"),
    "PEMDA_PROVINSI": msg("Provincial agency"),
    "OPD_KABUPATEN": msg("Regency agency"),
    "DUNIA_USAHA": msg("Company"),
    "ASOSIASI": msg("Association"),
    "LEMBAGA_SERTIFIKASI": msg("Certification body"),
    "PERBANKAN_BI": msg("Bank"),
    "KELOMPOK_MENTOR": msg("Mentor group"),
    "KOMUNITAS": msg("Community"),
    "KOPERASI": msg("Cooperative"),
}


def kecamatan_name(code: str | None) -> str | None:
    """Return the official name for a Kemendagri code, or None where it is not known."""
    item = KECAMATAN.get(code or "")
    return item.name if item else None


SEVERITIES: dict[int, Message] = {1: msg("would help"), 2: msg("matters"), 3: msg("cannot sell without it")}
"""How much a need matters to the owner."""
