"""How facts become numbers: a small code for what is one of a few, a day as the days since the year 1, KBLI as a range.

0 always means *not recorded*, never *no*.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from services.partners.domain.chain import EFFECTS
from shared.vocabulary import CERTIFICATES, CLUSTERS, KECAMATAN, SIZE_CLASSES, TOPICS

Flags = NDArray[np.bool_]
Codes = NDArray[np.uint8]
Days = NDArray[np.int32]
Whole = NDArray[np.int32]
Halves = NDArray[np.uint64]
Numbers = NDArray[np.int64]

NOT_RECORDED, OTHER = 0, 255
"""``OTHER`` is something that the vocabulary does not name."""
NEVER = int(np.iinfo(np.int32).max)
"""The day on which what does not expire expires."""


def _numbered(vocabulary: Iterable[str]) -> Mapping[str, int]:
    return {word: number for number, word in enumerate(vocabulary, start=1)}


KECAMATAN_CODES, CLUSTER_CODES = _numbered(KECAMATAN), _numbered(CLUSTERS)
SIZE_CODES = _numbered(SIZE_CLASSES)
YES_NO_CODES = _numbered(("yes", "no"))
SEX_CODES = _numbered(("P", "L"))
TOPIC_COLUMNS = {topic: column for column, topic in enumerate(TOPICS)}
EFFECT_COLUMNS = {effect: column for column, effect in enumerate(EFFECTS)}
PERMIT_COLUMNS = {kind: column for column, kind in enumerate(CERTIFICATES)}
_DIGITS = {digit: number for number, digit in enumerate("0123456789", start=1)}
_KBLI_DIGITS = 5


def code(word: str | None, codes: Mapping[str, int]) -> int:
    """Return the number of a word, ``OTHER`` for one that has none, ``NOT_RECORDED`` for None or an empty one."""
    return codes.get(word, OTHER) if word else NOT_RECORDED


def words(codes: Mapping[str, int]) -> Mapping[int, str]:
    """Return the word of each number."""
    return {number: word for word, number in codes.items()}


def among(column: Codes, chosen: Iterable[str], codes: Mapping[str, int]) -> Flags:
    """Tell of each entry whether it is one of the chosen words."""
    table = np.zeros(OTHER + 1, dtype=np.bool_)
    table[[codes[word] for word in chosen if word in codes]] = True
    return table[column]


@cache
def kbli_number(kbli: str | None) -> int:
    """Return a KBLI as a number in whose order it stands, 0 where it is not recorded. A place left out counts 0."""
    number = 0
    for place in range(_KBLI_DIGITS if kbli else 0):
        number = number * 11 + _DIGITS.get((kbli or "")[place : place + 1], 0)
    return number


@cache
def kbli_range(prefix: str) -> tuple[int, int]:
    """Return the smallest and the largest number of a KBLI that begins like this."""
    return kbli_number(prefix), kbli_number(prefix.ljust(_KBLI_DIGITS, "9"))


def halves_of(text: str) -> Halves:
    """Return the two halves of each of many ids that are written one after the other in hexadecimal digits."""
    return np.frombuffer(bytes.fromhex(text), dtype=">u8").astype(np.uint64).reshape(-1, 2)


@cache
def desa_number(kecamatan_code: str | None, desa: str | None) -> int:
    """Return a number for a desa of a kecamatan, however its name is spaced and capitalised; 0 where not recorded.

    It is drawn from the name, so that every process and every roster has the same.
    """
    words = " ".join((desa or "").casefold().split())
    if not words:
        return NOT_RECORDED
    drawn = blake2b(f"{kecamatan_code or ''} {words}".encode(), digest_size=8).digest()
    return 1 + int.from_bytes(drawn) % (2**63 - 1)


def day_of(number: int) -> date:
    """Return the day a number stands for."""
    return date.fromordinal(int(number))
