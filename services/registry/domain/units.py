"""What the words above a column, a table's title or the rest of a cell say of its figures: in what, and over what time.

``(Rp. 000)``, ``dalam jutaan rupiah``, ``Omset/bln``, ``Kapasitas (kg) per minggu``, ``Rp Jt``.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from services.registry.domain.silence import listed_words
from shared.language import Message, msg

DAY, WEEK, MONTH, QUARTER, HALF, YEAR, OTHER = "day", "week", "month", "quarter", "half", "year", "other"
IN_A_YEAR = {WEEK: 52, MONTH: 12, QUARTER: 4, HALF: 2, YEAR: 1}
"""How often a time comes in a year. Nobody knows on how many days there is work, nor how many harvests there are."""
PERIODS = {
    DAY: msg("day"), WEEK: msg("week"), MONTH: msg("month"), QUARTER: msg("quarter"), HALF: msg("half a year"),
    YEAR: msg("year"), OTHER: msg("time of another length"),
}  # fmt: skip
_TIMES = {
    DAY: "hari kerja|hari|hr|day|harian|daily",
    WEEK: "minggu|mgg|mg|pekan|week|mingguan|weekly",
    MONTH: "bulan|bln|bl|month|bulanan|monthly",
    QUARTER: "triwulan|tri wulan|tw|kuartal|quarter|triwulanan",
    HALF: "semester|smt|semesteran",
    YEAR: "tahun|thn|th|year|annum|tahunan|yearly|annual",
    OTHER: "jam|hour|panen|musim|musiman|siklus|produksi|proses|pesanan|order|batch|kali|shift|event|hari pasar",
}
_NAMED = "|".join(f"(?P<{period}>{words})" for period, words in _TIMES.items())
_PER = r"(?:/\s*|@\s*|\bper[- ]?|\bse(?=[a-z])|\b(?:se)?tiap\s+|\bdalam\s+(?=1\b|satu\b|se))(?:(?:1|satu|se)\s*)?"
_TIME = re.compile(rf"{_PER}(?:{_NAMED})\b\.?")
_BARE = re.compile(rf"\b(?:{_NAMED})\b")
_WORD_OF_TIME = (
    r"bulanan|bulan|bln|tahunan|tahun|thn|mingguan|minggu|mgg|harian|hari|monthly|weekly|daily|yearly|annual"
)
_ONE_MONTH = re.compile(
    r"\b(?:bulan|bln|month)\s+(?:jan|feb|peb|mar|apr|mei|may|jun|jul|ag|aug|sep|okt|oct|no[pv]|des|dec|ini)"
)
_ALONE = re.compile(rf"\b(?:{_WORD_OF_TIME})\b")
_ZEROS = re.compile(r"(?<!\d)(?<!\d[.,])(?:1[.,]?)?000(?P<more>[.,]?000)?(?!\d)(?![.,]\d)")
_THOUSANDS = re.compile(r"(?<!\d)(?<!\d )\b(?:ribuan|ribu|rb|thousands?)\b")
_MILLIONS = re.compile(r"(?<!\d)(?<!\d )\b(?:jutaan|juta|jt|jta|millions?|mio)\b")
_MILLIARDS = re.compile(r"(?<!\d)(?<!\d )\b(?:miliaran|milyaran|miliar|milyar|mlr)\b|\brp\.?\s*m\b")
_NOT_SO = re.compile(r"\b(?:bukan|jangan|tanpa|tidak|misal\w*|contoh|cth|mis)\b.*")
_PLAIN = re.compile(r"\b(?:rp|rupiah|idr)(?:\b|(?=\d))")
_FOREIGN = re.compile(r"\$|€|£|¥|\b(?:usd?|us dollar|dollars?|dolar|euro?|sgd|myr|rm|ringgit|yen)\b")
_IN_TITLE = re.compile(
    r"\b(?:dalam|dlm|in|satuan|x|nilai)\b[^()]{0,20}\b(?:rib\w+|rb|jut\w+|jt|mil[iy]ar\w*|000)|\([^)]*\)"
)


MEASURES = listed_words(
    "kg kilo kilogram kgs gram gr g ons ton kwintal kuintal kw liter ltr lt l ml cc bks bungkus pcs pc pieces"
    " piece buah bh biji bj unit pak pack pck pax dus dos doos karton lembar lbr helai meter mtr m m2 m3 m² m³"
    " kubik kubikasi stel setel set pasang psg botol btl toples tpls karung krg potong ptg butir ikat kaleng klg"
    " cup box boks kotak ktk sak zak ekor batang btg rit ret kodi lusin gros bal ball slop porsi loyang papan"
    " keping gelas gls jerigen jrigen galon sachet saset renteng rol roll tabung mangkok ember plastik paket pkt"
    " tandan sisir tray besek nampan bata lonjor cm"
)


@dataclass(frozen=True)
class Unit:
    """``factor``: by what the figures are multiplied, None where nothing is said. ``rupiah``: that they are rupiah.

    ``period``: over what time they are, OTHER where more than one is named. ``measure``: in what they are counted.
    """

    factor: int | None = None
    rupiah: bool = False
    foreign: bool = False
    period: str | None = None
    measure: str | None = None


NOTHING_SAID = Unit()


@lru_cache(maxsize=4096)
def said_above(label: str) -> Unit:
    """Return what the label of a column says of the figures below it."""
    words = _NOT_SO.sub("", " ".join(label.casefold().replace("_", " ").split()))
    return Unit(_factor(words), _PLAIN.search(words) is not None, _FOREIGN.search(words) is not None,
                _period(words), _measure(label))  # fmt: skip


@lru_cache(maxsize=4096)
def said_in_title(title: str) -> int | None:
    """Return by what amounts are multiplied, where a title says it: "(dalam ribuan rupiah)", "Dalam Rp. 000"."""
    words = _NOT_SO.sub("", title.casefold())
    factors = [_factor(found[0]) for found in _IN_TITLE.finditer(words)]
    said = {factor for factor in factors if factor}
    return said.pop() if len(said) == 1 else None


def without_period(words: str) -> tuple[str, str | None]:
    """Return a cell's words, in lower case, without the time they name ("/bln", "per minggu"), and that time."""
    found = _TIME.search(words)
    if not found:
        return words, None
    rest = f"{words[: found.start()]} {words[found.end() :]}"
    left, again = without_period(rest)
    return left.strip(), OTHER if again and again != found.lastgroup else found.lastgroup


def period_name(period: str) -> Message:
    """Return what a time is called."""
    return PERIODS[period]


def is_measure(words: str) -> bool:
    """Tell whether a word says in what something is counted."""
    return words.casefold().strip(".") in MEASURES


def _factor(words: str) -> int | None:
    if _MILLIARDS.search(words):
        return 10**9
    if _MILLIONS.search(words):
        return 10**6
    if _THOUSANDS.search(words):
        return 10**3
    zeros = _ZEROS.search(words)
    return None if zeros is None else 10**6 if zeros["more"] else 10**3


def _period(words: str) -> str | None:
    if _ONE_MONTH.search(words):
        return OTHER
    named = {str(found.lastgroup) for found in _TIME.finditer(words) if not _is_path(found)}
    if not named:
        named = {str(found.lastgroup) for word in _ALONE.findall(words) if (found := _BARE.match(word))}
    if len(named) > 1:
        return OTHER
    return next(iter(named), None)


def _is_path(found: re.Match[str]) -> bool:
    """Programs and offices join two words by a stroke: usaha/produksi, omset/produksi."""
    return found.lastgroup == OTHER and found[0].startswith("/")


def _measure(label: str) -> str | None:
    plain = _TIME.sub(" ", label.casefold())
    words: list[str] = re.findall(r"[^\W_]+", label)
    begin = next((word for word in re.findall(r"[^\W_]+", plain) if word in MEASURES - {"m", "l", "g", "unit"}), None)
    if begin is None:
        return None
    return next(word for word in words if word.casefold() == begin)
