"""When two spellings of a business or a person are the same name."""

import re
from functools import lru_cache

import jellyfish
from rapidfuzz import fuzz

from services.registry.domain.search import search_key

_SPELLINGS = {
    "kripik": "keripik",
    "krupuk": "kerupuk",
    "coklat": "cokelat",
    "meubel": "mebel",
    "mebeler": "mebel",
    "rezeki": "rejeki",
    "rizki": "rejeki",
    "rizky": "rejeki",
    "konveksi": "konfeksi",
    "makmoer": "makmur",
}
_LEGAL = {"ud", "cv", "pt", "po", "pd", "ikm", "umkm", "ukm"}
_TITLES = {
    "h",
    "hj",
    "haji",
    "hajjah",
    "bpk",
    "bapak",
    "ibu",
    "sdr",
    "sdri",
    "dr",
    "drs",
    "ir",
    "spd",
    "se",
    "sh",
    "st",
    "mm",
}
_KEEP_CAPITALS = {"UD", "CV", "PT", "PO", "PD", "IKM", "KWT", "TBM", "KUB"}
_CLOSE = 90.0


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return a business name in one spelling: without legal form, with ``kripik`` as ``keripik``."""
    words = [_SPELLINGS.get(word, word) for word in search_key(name).split()]
    kept = [word for word in words if word not in _LEGAL]
    return " ".join(kept or words)


@lru_cache(maxsize=65536)
def person_key(name: str) -> str:
    """Return a person's name without titles."""
    words = re.sub(r"(?i)\bs\.\s*(pd|e|h|t)\b\.?", " ", name)
    kept = [word for word in search_key(words).split() if word not in _TITLES]
    return " ".join(kept)


def sound_key(name: str) -> str:
    """Return how a name sounds, its words run together: one key for "Fruiti Box" and "frutiboks"."""
    return jellyfish.metaphone(name_key(name).replace(" ", ""))


def same_name(left: str, right: str) -> bool:
    """Say whether two business names differ in nothing but spelling. The order of words counts."""
    one, two = name_key(left), name_key(right)
    return one == two or one.replace(" ", "") == two.replace(" ", "")


def close_name(left: str, right: str) -> bool:
    """Say whether one name may be a slip of the other: a letter or two, or the same sound."""
    if same_name(left, right):
        return True
    one, two = name_key(left), name_key(right)
    if fuzz.ratio(one, two) >= _CLOSE:
        return True
    return len(one) > 5 and sound_key(one) == sound_key(two) and fuzz.ratio(one, two) >= 70


def same_person(left: str, right: str) -> bool:
    """Say whether two persons' names differ in nothing but spelling: Ramadhani is Ramadani."""
    one, two = person_key(left).split(), person_key(right).split()
    return len(one) == len(two) and all(map(_same_word, one, two))


def compatible_person(left: str, right: str) -> bool:
    """Say whether one name may be the short form of the other: Siti of Siti Baharuddin."""
    one, two = sorted((person_key(left).split(), person_key(right).split()), key=len)
    return bool(one) and all(map(_same_word, one, two))


def is_single_word(name: str) -> bool:
    """Tell whether a person's name is one word, which many share."""
    return " " not in person_key(name)


def tidy(name: str) -> str:
    """Return a name typed in capitals as a name: ``SENTOSA MANDIRI`` becomes Sentosa Mandiri."""
    if not name.isupper() or len(name) < 4:
        return name
    return " ".join(word if word.strip(".,") in _KEEP_CAPITALS else word.capitalize() for word in name.split())


def _same_word(left: str, right: str) -> bool:
    if left == right:
        return True
    return min(len(left), len(right)) > 4 and (
        fuzz.ratio(left, right) >= _CLOSE or jellyfish.metaphone(left) == jellyfish.metaphone(right)
    )
