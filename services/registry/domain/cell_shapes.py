"""What the text of one cell looks like, whatever stands above it."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from services.registry.domain.cells import Unreadable
from services.registry.domain.desa import DESA
from services.registry.domain.permit_numbers import numbers_in
from services.registry.domain.phones import e164
from services.registry.domain.places import kecamatan
from services.registry.domain.silence import listed_words
from services.registry.domain.wording import BRANCH_WORDS, LEGAL_FORMS
from shared.nik import is_region
from shared.search import search_key

_PROVINCE = "64"
_LONGEST_PLACE = 40
"""Where an old P-IRT, 13 digits as a NIB, has the region of its maker."""
_BETWEEN_DIGITS = re.compile(r"[\s.'’\-()]")
_MAIL = re.compile(r"^\S+@\S+\.\S+$")
_DATE = re.compile(r"^\d{1,4}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2,4}(?:[T ].*)?$")
_YEAR = re.compile(r"^(?:19[5-9]\d|20[0-4]\d)$")
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(
    r"\b(?:jln?|jalan|gg|gang|rt|rw|dusun|dsn|ds|blok|perum\w*|kp|kampung|km|simpang|poros|lorong)\b", re.IGNORECASE
)
_YES = listed_words("ya y yes ada punya sudah v true 1 iya memiliki mempunyai sdh bersedia setuju")
_NO = listed_words("tidak tdk no n belum blm false 0 t tidak_ada belum_ada tidak_punya belum_punya x")
_MEN = listed_words("l lk laki laki_laki pria male m cowok")
_WOMEN = listed_words("p pr perempuan wanita female f w cewek")
_TITLED = re.compile(
    r"\b(?:ud|cv|pt|po|kub|kwt|umkm|ikm|toko|tk|warung|wr|kios|kelompok|koperasi|rumah|dapur|kedai|cafe|catering|katering"
    r"|tailor|bakery|snack|food|collection|craft|galeri|jaya|mandiri|berkah|barokah|sejahtera|makmur|abadi|sentosa|maju"
    r"|bersama|utama|lestari|raya|sukses|group|mart|pak|bu|mbak|mas)\b",
    re.IGNORECASE,
)
"""Words that stand in names of businesses rather than in names of persons or of what is made."""
_MADE = re.compile(
    r"\b(?:bengkel|usaha|industri|konveksi|penjahit|mebel|meubel|percetakan|keripik|kripik|amplang|kue|tahu|tempe|batik|anyaman"
    r"|sambal|kopi|roti|abon|las|jual\w*|dagang|ternak|jahit|menjahit|pembuatan|produksi)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:h|hj|haji|hajjah|bpk|bapak|ibu|pak|bu|sdr|sdri|drs?|ir|m|moh|muh|abd|st|muhammad|mohammad|mohamad|ahmad|achmad|abdul"
    r"|siti|sitti|sri|nur|dewi|andi|agus|budi|hendra|eko|dwi|tri|rini|rina|yuli\w*|kartini|fitri\w*|ratna|sumi\w*|suri?yan\w*"
    r"|wahyu\w*|rahma\w*|hasan\w*|kasma\w*|umar|usman|ali|ibrahim|yusuf|rustam|joko|bambang|slamet|sugeng|tumi\w*|suk(?!ses|a\b)\w+|su[dgkmnprstwy]\w+o"
    r"|iwan|herman|darma\w*|mari?a|maryam|aminah|fatimah|halimah|hamid\w*|jumri\w*|yohan\w*|paulus|petrus|markus|lukas)\b\.?"
    r"|\b(?:bin|binti|s\.?pd|s\.?e|s\.?h|s\.?t|s\.?sos|s\.?kom|a\.?md)\b\.?",
    re.IGNORECASE,
)
_DESA_NAMES = frozenset(search_key(name).replace(" ", "") for listed in DESA.values() for name in listed.values())
_FORMS = frozenset(form.casefold() for form in LEGAL_FORMS)
_HELD = re.compile(r"\b(?:nib|p-?\s?irt|halal|md|bpom|merek|merk|hki|sni|npwp|pkp|siup|iumk|tdp|haki)\b", re.IGNORECASE)


def is_yes(words: str) -> bool | None:
    """Return whether a cell says yes or no; None where it says something else."""
    said = "1" if words == "✓" or words == "√" else search_key(words).replace(" ", "_")
    return True if said in _YES else False if said in _NO else None


def sex(words: str) -> str | None:
    """Return "L" for a man, "P" for a woman, None where a cell says neither."""
    said = search_key(words).replace(" ", "_")
    return "L" if said in _MEN else "P" if said in _WOMEN else None


def _digits(words: str) -> str:
    return _BETWEEN_DIGITS.sub("", words)


def _is_nik(words: str) -> bool:
    digits = _digits(words)
    return len(digits) == 16 and digits.isdigit() and is_region(digits) and digits[8:10] <= "12"


def _is_nib(words: str) -> bool:
    digits = _digits(words)
    return len(digits) == 13 and digits.isdigit() and not digits.startswith(("62", "08")) and digits[3:5] != _PROVINCE


def _is_phone(words: str) -> bool:
    first = re.split(r"[/;,|]", words)[0]
    if not 9 <= len(_digits(first).lstrip("+")) <= 14 or not _digits(first).lstrip("+").isdigit():
        return False
    return (_digits(first).lstrip("+0").startswith(("8", "62"))) and e164(first) is not None


def _is_kecamatan(words: str) -> bool:
    if len(words) >= _LONGEST_PLACE or not (words[:2] == "64" or words[:1].isalpha()):
        return False
    try:
        place = kecamatan(words)
    except Unreadable:
        return False
    return place is not None and not place.guess


def _is_desa(words: str) -> bool:
    return re.sub(r"^(?:desa|ds|kel|kelurahan) ", "", search_key(words)).replace(" ", "") in _DESA_NAMES


def _is_permit(words: str, kind: str) -> bool:
    return any(found.permit.kind == kind for found in numbers_in(words))


def _is_amount(words: str) -> bool:
    digits = re.sub(r"[^\d]", "", words)
    return words[:2].casefold() == "rp" or (
        len(digits) >= 5 and words[:1].isdigit() and not re.search(r"[a-z]{4}", words, re.I)
    )


SHAPES: Mapping[str, Callable[[str], bool]] = {
    "nik": _is_nik,
    "nib": _is_nib,
    "phone": _is_phone,
    "email": lambda words: bool(_MAIL.match(words)),
    "kecamatan": _is_kecamatan,
    "desa": _is_desa,
    "pirt": lambda words: _is_permit(words, "PIRT"),
    "halal": lambda words: _is_permit(words, "HALAL"),
    "md": lambda words: _is_permit(words, "MD"),
    "merek": lambda words: _is_permit(words, "MEREK"),
    "yes": lambda words: is_yes(words) is not None,
    "sex": lambda words: sex(words) is not None,
    "date": lambda words: bool(_DATE.match(words)),
    "year": lambda words: bool(_YEAR.match(words)),
    "code": lambda words: len(_digits(words)) == 5 and _digits(words).isdigit() and "10" <= words[:2] <= "33",
    "amount": _is_amount,
    "digits": lambda words: bool(_DIGIT.search(words)),
    "number": lambda words: words.replace(".", "").replace(",", "").isdigit(),
    "long": lambda words: len(re.sub(r"\D", "", words)) >= 9,
    "letters": lambda words: sum(map(str.isalpha, words)) >= 2,
    "address": lambda words: bool(_ADDRESS.search(words)),
    "titled": lambda words: bool(_TITLED.search(words)),
    "business": lambda words: bool(_TITLED.search(words) or _MADE.search(words)),
    "person": lambda words: bool(_PERSON.search(words)),
    "branch": lambda words: any(word in search_key(words) for word in BRANCH_WORDS),
    "form": lambda words: search_key(words).partition(" ")[0] in _FORMS,
    "held": lambda words: bool(_HELD.search(words)),
}


@lru_cache(maxsize=16384)
def shapes_of(words: str) -> frozenset[str]:
    """Return everything a text looks like."""
    return frozenset(name for name, looks in SHAPES.items() if looks(words))
