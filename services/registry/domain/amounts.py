"""Amounts of money and counts as offices type them: ``Rp 25.000.000,-``, ``12 jt``, ``± 1,5 M``, ``1.000 bks/bln``."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite

from services.registry.domain.cells import Cell, Unreadable, known, text
from services.registry.domain.units import is_measure, without_period
from shared.clock import today
from shared.language import msg

_ABOUT = (
    r"(?:±|\+\s*/\s*-|\+-|~|≈|kurang lebih|krg lbh|l/k|k/l|lk|kl|sekitar|sktr|kira[- ]?kira|kira2|kisaran|perkiraan"
    r"|estimasi|est|rata[- ]?rata|rata2|rerata|hampir|approx|about|ca)\.?\s*"
)
_RUPIAH = r"(?:rp|idr|rupiah)(?![a-z])"
_FIGURE = re.compile(
    rf"^(?P<about>{_ABOUT})?(?P<rupiah>{_RUPIAH}\s*[.:,]?\s*)?(?P<near>{_ABOUT})?"
    r"(?P<digits>\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)*|\d[\d.,]*)(?:e\+?(?P<power>\d{1,2})(?!\d))?\s*(?P<rest>.*)$"
)
_UNITS = {
    "rb": 10**3, "ribu": 10**3, "k": 10**3, "jt": 10**6, "jta": 10**6, "juta": 10**6, "m": 10**9, "mil": 10**9,
    "mlr": 10**9, "miliar": 10**9, "milyar": 10**9, "t": 10**12, "triliun": 10**12, "trilyun": 10**12,
}  # fmt: skip
_UNIT = re.compile(rf"^(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?P<about>\s?-?an)?(?![a-z])\.?\s*")
_ROUGHLY = re.compile(r"^-?\s?an(?![a-z])\s*")
_OF_RUPIAH = re.compile(rf"^{_RUPIAH}\.?\s*")
_PERSONS = re.compile(r"^(?:orang|org|unit|buah|jiwa|pekerja|karyawan|tenaga kerja)(?![a-z])\.?\s*")
_ASIDE = re.compile(r"\([^()]*\)")
_WRITTEN_OUT = re.compile(
    r"(?:\(|\b)(?:nol|se|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|puluh|belas|ratus|ribu|juta|rupiah|orang"
    r"|sepuluh|sebelas|seratus|seribu|\s)+\)"
)
_EMPTY = re.compile(rf"^{_RUPIAH}[\s.:,_=-]*$")
_BETWEEN = re.compile(r"\d[^\d]*(?:-|–|—|s\s*[/.]?\s*d\b|sampai|hingga|\bto\b)\s*(?:rp\.?\s*)?\d")
_BOUND = re.compile(
    r"^\W*(?:[<>≤≥]|(?:di)?\s?(?:atas|bawah)\b|(?:lebih|kurang) dari|min\b|mak?s\b|(?:mini|maksi)mal|paling|up to)"
    r"|(?:ke\s?(?:atas|bawah)|lebih|\+)\W*$"
)
_CLOSING = " \t;:=.,_-–—*'’\"`"
SMALL_CHANGE = 1000
MOST_RUPIAH = 10**15
MOST_PEOPLE = 100_000
_EARLIEST_YEAR = 1950
SAID_BEFORE = msg("“{text}” is not the year of a licence; it was not kept.")
"""Rows that were read before say this in their remarks."""


@dataclass(frozen=True)
class Amount:
    """What one cell says. ``factor``: by what it multiplies its number itself ("jt"), None where it does not say.

    ``about``: that it is not exact. ``aside``: that something else stands in it. ``period``, ``measure``: as in Unit.
    ``exact``: a part of one counts; of an amount of money the parts of a rupiah do not.
    """

    number: Decimal
    words: str
    factor: int | None = None
    rupiah: bool = False
    about: bool = False
    aside: bool = False
    period: str | None = None
    measure: str | None = None
    exact: bool = False

    def whole(self, factor: int = 1, most: int = MOST_RUPIAH) -> int:
        """Return the number multiplied, as a whole one. Raises Unreadable where it is none, or larger than ``most``."""
        product = self.number * factor
        if product > most:
            raise Unreadable(msg("“{text}” is larger than any such figure; it was not kept.", text=self.words))
        if product != int(product) and (self.exact or product < SMALL_CHANGE):
            raise _unreadable(self.words)
        return round(product)


def amount(cell: Cell, *, parts: bool = False) -> Amount | None:
    """Return the amount of money in a cell, or None where nothing is known. Raises Unreadable for anything else.

    ``parts``: the heading says thousands or millions, so that 2,5 is a number without a unit behind it too.
    """
    return _read(cell, money=True, parts=parts)


def quantity(cell: Cell, *, parts: bool = False) -> Amount | None:
    """Return how much or how many a cell says, with its measure, or None. Raises Unreadable for anything else."""
    return _read(cell, money=False, parts=parts)


def is_past_year(year: int) -> bool:
    """Say whether something an office writes down may have happened in this year."""
    return _EARLIEST_YEAR <= year <= today().year


def is_rounded(rough: int, exact: int) -> bool:
    """Say whether one amount is the other with its last digits cut or rounded off: ``228 jt`` of 228.185.661."""
    for unit in (10**9, 10**6, 10**3):
        if rough % unit == 0:
            return abs(rough - exact) < unit
    return rough == exact


def _read(cell: Cell, *, money: bool, parts: bool) -> Amount | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not isfinite(cell) or cell < 0:
            raise _unreadable(text(cell) if isfinite(cell) else str(cell))
        return Amount(Decimal(str(cell)), text(cell), exact=not money)
    words = known(cell)
    if words is None:
        return None
    plain = words.casefold()
    if plain.isdigit() and plain.isascii():
        return Amount(Decimal(plain), words[:60])
    return None if _EMPTY.match(plain) else _parsed(plain, words, money=money, parts=parts)


def _parsed(plain: str, words: str, *, money: bool, parts: bool) -> Amount:
    rest, period = without_period(_WRITTEN_OUT.sub(" ", plain))
    bare = _ASIDE.sub(" ", rest)
    if _BETWEEN.search(bare) or _BOUND.search(bare.strip()):
        raise Unreadable(msg("“{text}” says from where to where, not how much; it was not taken.", text=words[:60]))
    found = _FIGURE.match(" ".join(bare.split()).strip("'’\"` "))
    if not found:
        raise _unreadable(words)
    left = _Rest(found["rest"])
    factor = left.factor() if money or _UNITS.get(left.words.split(" ")[0], 0) in (10**3, 10**6) else None
    left.drop(_OF_RUPIAH if money else _PERSONS)
    measure = None if money else left.measure()
    if left.words.strip(_CLOSING):
        raise _unreadable(words)
    number = _number(found["digits"].replace(" ", "").rstrip(".,"), words, has_unit=parts or bool(factor))
    return Amount(
        number * 10 ** int(found["power"] or 0),
        words[:60],
        factor,
        rupiah=found["rupiah"] is not None,
        about=left.about or any(found[name] for name in ("about", "near", "power")),
        aside=bare != rest,
        period=period,
        measure=measure and _as_written(measure, words),
        exact=not money,
    )


def _as_written(measure: str, words: str) -> str:
    begin = words.casefold().find(measure)
    return words[begin : begin + len(measure)] if begin >= 0 else measure


@dataclass
class _Rest:
    """What stands behind the digits, as far as nobody understood it yet."""

    words: str
    about: bool = field(default=False)

    def factor(self) -> int | None:
        self.about = bool(_ROUGHLY.match(self.words))
        self.drop(_ROUGHLY)
        unit = _UNIT.match(self.words)
        if not unit:
            return None
        # K is short for a thousand only among the young.
        self.about = self.about or unit["about"] is not None or unit["unit"] == "k"
        self.words = self.words[unit.end() :]
        if _ROUGHLY.match(self.words):
            self.about = True
            self.drop(_ROUGHLY)
        return _UNITS[unit["unit"]]

    def drop(self, known_words: re.Pattern[str]) -> None:
        self.words = known_words.sub("", self.words)

    def measure(self) -> str | None:
        first, _, rest = self.words.strip(_CLOSING).partition(" ")
        if rest or not is_measure(first):
            return None
        self.words = ""
        return first


def _number(digits: str, words: str, *, has_unit: bool) -> Decimal:
    if re.fullmatch(r"\d{1,3}([.,]\d{3})*", digits) and len(set(digits) & {".", ","}) <= 1:
        return Decimal(re.sub(r"[.,]", "", digits))
    if re.fullmatch(r"\d{1,3}(\.\d{3})*,\d{1,2}", digits) or re.fullmatch(r"\d{1,3}(,\d{3})*\.\d{1,2}", digits):
        whole, _, part = digits.replace(",", ".").rpartition(".")
        if not has_unit and part.strip("0") and "." not in whole:
            raise _unreadable(words)
        return Decimal(f"{whole.replace('.', '')}.{part}")
    if digits.isdigit():
        return Decimal(digits)
    # A program writes a whole number with ".0" behind it.
    if re.fullmatch(r"\d+\.0{1,2}", digits):
        return Decimal(digits)
    raise _unreadable(words)


def _unreadable(words: str) -> Unreadable:
    return Unreadable(msg("“{text}” is not an amount that can be read.", text=words[:60]))
