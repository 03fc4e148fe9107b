"""When two spellings of a business or a person are the same name."""

import re
from functools import lru_cache

import jellyfish
from rapidfuzz import fuzz

from shared.search import search_key

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
_GROUPS = {"kub", "kwt", "kelompok", "poktan", "gapoktan", "koperasi", "kop", "uppks", "paguyuban", "dasawisma"}
_SAME, _SLIP = 90.0, 80.0
_NUMBER = re.compile(r"\b(?:\d+|ii|iii|iv|vi{0,3}|ix)\b")
_SOUNDS = (("oe", "u"), ("oo", "u"), ("dj", "j"), ("tj", "c"), ("sy", "s"), ("sj", "s"), ("kh", "k"), ("dh", "d"),
           ("th", "t"), ("ph", "f"), ("v", "f"), ("z", "s"), ("y", "i"))  # fmt: skip


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
    """Say whether one name may be a slip of the other: a letter or two, or the same sound, but no other number."""
    if same_name(left, right):
        return True
    one, two = name_key(left), name_key(right)
    if _NUMBER.findall(one) != _NUMBER.findall(two):
        return False
    if fuzz.ratio(one, two) >= _SAME:
        return True
    return len(one) > 5 and sound_key(one) == sound_key(two) and fuzz.ratio(one, two) >= 70


def is_group(name: str) -> bool:
    """Tell whether a name is that of a group, whose members may be listed one by one under it."""
    return not _GROUPS.isdisjoint(name_key(name).split())


def same_person(left: str, right: str) -> bool:
    """Say whether two persons' names differ in nothing but spelling, or order: Ramadhani is Ramadani."""
    one, two = person_key(left).split(), person_key(right).split()
    return len(one) == len(two) and (sorted(one) == sorted(two) or all(map(_same_word, one, two)))


def close_person(left: str, right: str) -> bool:
    """Say whether one name may be a slip of the other, or of its short form: Wulamdari, but not Susanti, of Susanto."""
    one, two = sorted((person_key(left).split(), person_key(right).split()), key=len)
    return bool(one) and all(map(_close_word, one, two))


def compatible_person(left: str, right: str) -> bool:
    """Say whether one name may be the short form of the other: Siti of Siti Baharuddin."""
    one, two = sorted((person_key(left).split(), person_key(right).split()), key=len)
    return bool(one) and all(map(_same_word, one, two))


def may_be_one_person(left: str, right: str) -> bool:
    """Say at a glance whether two names could be the same, short or slips of each other, or one of them says nothing.

    What is said no to here is neither :func:`same_person`, :func:`compatible_person` nor :func:`close_person`.
    """
    one, two = person_key(left), person_key(right)
    if not one or not two:
        return True
    first, other = _spelled(one.partition(" ")[0]), _spelled(two.partition(" ")[0])
    if _ends_alike(first, other) and (first[0] == other[0] or fuzz.ratio(first, other) >= _SAME):
        return True
    return sorted(one.split()) == sorted(two.split())


def is_single_word(name: str) -> bool:
    """Tell whether a person's name is one word, which many share."""
    return " " not in person_key(name)


def tidy(name: str) -> str:
    """Return a name typed in capitals as a name: ``SENTOSA MANDIRI`` becomes Sentosa Mandiri."""
    if not name.isupper() or len(name) < 4:
        return name
    return " ".join(word if word.strip(".,") in _KEEP_CAPITALS else word.capitalize() for word in name.split())


def _same_word(left: str, right: str) -> bool:
    one, two = _spelled(left), _spelled(right)
    return one == two or (min(len(one), len(two)) > 4 and _ends_alike(one, two) and fuzz.ratio(one, two) >= _SAME)


def _close_word(left: str, right: str) -> bool:
    one, two = _spelled(left), _spelled(right)
    if one == two:
        return True
    return min(len(one), len(two)) > 3 and one[0] == two[0] and _ends_alike(one, two) and fuzz.ratio(one, two) >= _SLIP


def _ends_alike(one: str, two: str) -> bool:
    """The last letter tells a man from a woman: Susanto, Susanti; Rahmat, Rahma; Ramadhan, Ramadhani."""
    return one[-1] == two[-1]


@lru_cache(maxsize=65536)
def _spelled(word: str) -> str:
    """Return a word as it is spelled today: Soesanto is Susanto, Ramadhani is Ramadani."""
    for old, new in _SOUNDS:
        word = word.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", word)
