"""What two addresses say about being one place: little, unless both name a street."""

from rapidfuzz import fuzz

from shared.search import search_key

_STREETS = frozenset({"jl", "jln", "jalan", "gg", "gang"})
_OTHERWISE = frozenset(
    {"no", "nomor", "rt", "rw", "desa", "ds", "kel", "kelurahan", "kec", "kecamatan", "kab", "dusun", "dsn", "km",
     "blok", "kp", "kampung", "simpang", "samping", "depan", "dekat", "belakang"}
)  # fmt: skip
"""Where the name of a street ends."""
_SLIP = 80


def same_street(one: str | None, two: str | None) -> bool | None:
    """Say whether two addresses name one street or none in common; None where that cannot be told.

    "Jl. Poros" may be short for "Jl. Poros Kaliorang", and "Jl. A. Yani" is "Jl. Ahmad Yani".
    """
    pairs = [(left, right) for left in _streets(one) for right in _streets(two)]
    if not pairs:
        return None
    if any(fuzz.ratio(left, right) >= _SLIP for left, right in pairs):
        return True
    return None if any(_may_be_short(left, right) for left, right in pairs) else False


def _may_be_short(left: str, right: str) -> bool:
    words, others = ({word for word in street.split() if len(word) > 1} for street in (left, right))
    return words <= others or others <= words


def _streets(address: str | None) -> list[str]:
    streets: list[str] = []
    inside = False
    for word in search_key(address).split():
        if word in _STREETS:
            inside = True
            streets.append("")
        elif word in _OTHERWISE or word[0].isdigit():
            inside = False
        elif inside:
            streets[-1] = f"{streets[-1]} {word}".strip()
    return [street for street in streets if street]
