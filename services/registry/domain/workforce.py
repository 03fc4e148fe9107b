"""Who works in a business, as one cell says it: ``5``, ``3L 2P``, ``5 (2L/3P)``, ``2 laki-laki, 3 perempuan``."""

import re
from dataclasses import dataclass
from functools import lru_cache

from services.registry.domain.amounts import MOST_PEOPLE, quantity
from services.registry.domain.cells import Cell, Unreadable, known
from shared.language import msg
from shared.search import search_key

_MEN, _WOMEN = r"(?:laki[- ]*laki|laki2|laki|pria|lk|l|men|male)", r"(?:perempuan|wanita|pr|pi|p|women|female)"
_SEX = re.compile(rf"(?<![a-z])(?:(?P<men>{_MEN})|(?P<women>{_WOMEN}))(?![a-z])")
_PERSONS = r"(?:orang|org)?"
_COUNTED = re.compile(rf"(?P<number>\d+)\s*{_PERSONS}\s*{_SEX.pattern}")
_NAMED = re.compile(rf"{_SEX.pattern}\s*[:=.-]?\s*(?P<number>\d+)")
_IN_ALL = re.compile(rf"(?:(?:total|jumlah|jml)\s*[:=]?\s*)?(?P<number>\d+)\s*{_PERSONS}\s*[(:=,;]\s*(?=[\dlpmfw(])")
_SIDE_BY_SIDE = re.compile(rf"(\d+)\s*{_PERSONS}\s*[/+&|-]\s*(\d+)\s*{_PERSONS}")
_BETWEEN = re.compile(rf"(?:dan|{_PERSONS}|[\s,;/+&().:=|-])*")
_BOTH = {"l p": (0, 1), "lk pr": (0, 1), "laki laki perempuan": (0, 1), "pria wanita": (0, 1), "p l": (1, 0)}


@dataclass(frozen=True)
class Workforce:
    """How many men, how many women, and how many in all, as far as a cell says it."""

    men: int | None = None
    women: int | None = None
    total: int | None = None
    about: bool = False


NOBODY_SAID = Workforce()


def workforce(cell: Cell, label: str = "") -> Workforce:
    """Return whom a cell counts, in a column of this label. Raises Unreadable."""
    words = (known(cell) or "").casefold()
    if words.isalpha() or not _tells_apart(words, label):
        read = quantity(cell)
        return Workforce(total=read.whole(most=MOST_PEOPLE), about=read.about or read.aside) if read else NOBODY_SAID
    if told := _told_apart(words, label):
        return told
    raise Unreadable(msg("“{text}” is not an amount that can be read.", text=words[:60]))


def _tells_apart(words: str, label: str) -> bool:
    return bool(_SEX.search(words)) or (_order(label) is not None and bool(_SIDE_BY_SIDE.fullmatch(words)))


def _told_apart(words: str, label: str) -> Workforce | None:
    order, both = _order(label), _SIDE_BY_SIDE.fullmatch(words)
    if order and both:
        return _sane(Workforce(int(both[order[0] + 1]), int(both[order[1] + 1])))
    total, rest = None, words
    if in_all := _IN_ALL.match(words):
        total, rest = int(in_all["number"]), words[in_all.end() :]
    sex = _SEX.search(rest)
    named = sex is not None and not re.search(r"\d", rest[: sex.start()])
    pattern = _NAMED if named else _COUNTED
    men = [int(one["number"]) for one in pattern.finditer(rest) if one["men"]]
    women = [int(one["number"]) for one in pattern.finditer(rest) if one["women"]]
    if len(men) > 1 or len(women) > 1 or not (men or women) or not _BETWEEN.fullmatch(pattern.sub(" ", rest)):
        return None
    return _sane(Workforce(men[0] if men else None, women[0] if women else None, total))


def _sane(read: Workforce) -> Workforce | None:
    return read if all((number or 0) <= MOST_PEOPLE for number in (read.men, read.women, read.total)) else None


@lru_cache(maxsize=512)
def _order(label: str) -> tuple[int, int] | None:
    plain = re.sub(r" orang$", "", search_key(label))
    return next((order for ending, order in _BOTH.items() if plain.endswith(f" {ending}")), None)
