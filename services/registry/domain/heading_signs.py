"""What stands in a heading or title beside its name: its number, a count, a year, the name of the regency."""

import re

from shared.search import search_key

_ENUMERATOR = re.compile(r"^\s*\(?(?P<sign>[IVX]{1,5}|[A-Za-z]|\d{1,3})\s*[.)]\s*(?=\S)")
_COUNT = re.compile(
    r"[(\[][^)\]]*[)\]]?|[-–,:=]?\s*\b\d+\s*(?:ikm|ukm|umkm|unit|usaha|orang|pelaku|buah|industri)\b.*$", re.IGNORECASE
)
_YEAR = re.compile(r"[,\-–]?\s*\b(?:(?:tahun|thn|th|ta|t\.a)\b\.?\s*(?:anggaran\s*)?)?((?:19|20)\d\d)"
                   r"(?:\s*[-/–]\s*(?:(?:19|20)\d\d|\d\d))?\b", re.IGNORECASE)  # fmt: skip
_REGENCY = re.compile(r"\b(?:kabupaten|kab|kota|provinsi|prov)\b\s*[.:]?\s*([a-z ]*)", re.IGNORECASE)
_ROMAN = frozenset({"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"})
_HERE = ("kutai timur", "kutim", "kalimantan timur", "kaltim")


def sign_of(words: str) -> str:
    """Return how a heading is numbered: "I" (Roman), "A", "1", or "" where it is not."""
    return without_number(words)[0]


def without_number(words: str) -> tuple[str, str]:
    """Return how words are numbered, as for :func:`sign_of`, and the words without it."""
    found = _ENUMERATOR.match(words)
    if not found:
        return "", words
    sign = found["sign"]
    kind = "1" if sign.isdigit() else "I" if sign.upper() in _ROMAN or len(sign) > 1 else "A"
    return kind, words[found.end() :]


def without_count(words: str) -> str:
    """Return words without what stands in brackets and without how many there are: "(12)", "- 5 IKM"."""
    return _COUNT.sub(" ", words)


def without_year(words: str) -> tuple[int | None, str]:
    """Return the year words speak of, and the words without it."""
    found = _YEAR.search(words)
    return (int(found[1]), _YEAR.sub(" ", words)) if found else (None, words)


def without_regency(words: str) -> tuple[bool, str]:
    """Say whether the words name a regency that is not this one, and return them without its name."""
    found = _REGENCY.search(words)
    if not found:
        return False, words
    name = search_key(found[1])
    if not name or name == "se":
        return False, words
    here = next((known for known in _HERE if name.startswith(known)), None)
    if here is None:
        # "Kota Baru" may be part of a name of a place; a regency is told from it by its own word.
        return found[0].casefold().startswith(("kab", "kota")), words
    rest = name.removeprefix(here)
    return False, f"{words[: found.start()]} {rest} {words[found.end() :]}"
