"""The personal number of a person (NIK) in running text, in whatever notation: found, and masked as it may be shown.

Its 16 digits are province, regency, district, birthday (a woman's day plus 40) and a serial number (Perpres 104/2022).
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from shared.digit_runs import JOINT, LENGTH, LONGEST_GAP, WORD, runs, shape_of, starts

PROVINCES = {
    *range(11, 20),
    21,
    *range(31, 37),
    *range(51, 54),
    *range(61, 66),
    *range(71, 77),
    81,
    82,
    *range(91, 98),
}
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_TIME = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_OTHERS = re.compile(
    "|".join(
        (
            rf"(?<!\d){_DAY}[./ -]{_MONTH}[./ -](?:19|20)\d\d(?!\d)",
            rf"(?<!\d)20\d\d-{_MONTH}-{_DAY}(?!\d)",
            rf"(?<![\d.:]){_TIME} ?- ?{_TIME}(?![\d.:])",
            r"(?<![\d.-])(?:\+?62|0)[ .-]?8(?:[ .-]?\d){8,11}(?![ .-]?\d)",
        )
    )
)
"""Days, hours and telephone numbers, whose digits side by side can be those of a NIK."""
_GAP = rf"[{JOINT} .:/+-]{{1,{LONGEST_GAP}}}"
_NEXT_PAIR, _PAIR_BEHIND = rf"{_GAP}(\d\d)", rf"(?:{_GAP})?(\d\d)"
_IN_PAIRS = re.compile(rf"(?<!\d)(?<!\d[-/.])(\d\d){_NEXT_PAIR * 5}(?:{_GAP})?(?!(?:19|20)\d\d)(\d{{4}})(?!\d)")
_WITH_CENTURY = re.compile(
    rf"(?<!\d)(\d\d){_PAIR_BEHIND * 2}{_GAP}([0-7]\d)(?:{_GAP})?(\d\d)(?:{_GAP})?"
    rf"(?:19|20(?=[01]))(\d\d){_GAP}(\d{{4}})(?!\d)"
)
"""What looks like days and hours within a NIK: 64 08.04-17.08 90 0123, and 640804-17-08-1990-0123."""


def is_nik(digits: str) -> bool:
    """Tell whether 16 digits can be a NIK: a province, a regency, a district, a birthday and a serial number."""
    return (
        len(digits) == LENGTH
        and is_region(digits)
        and digits[12:] != "0000"
        and _is_birthday(int(digits[6:8]), int(digits[8:10]), int(digits[10:12]))
    )


def is_region(digits: str) -> bool:
    """Tell whether a number begins as a NIK does: with a province, a regency and a district there can be."""
    return int(digits[:2]) in PROVINCES and "00" not in (digits[2:4], digits[4:6])


def mask_nik(digits: str) -> str:
    """Return the 16 digits of a NIK as they may be shown: region and serial, never the birth date (domain 1.2)."""
    return f"{digits[:6]}******{digits[-4:]}"


def holds_nik(text: str) -> bool:
    """Tell whether a NIK stands in the text, whatever stands around, before and between its digits."""
    return next(_found(text, is_nik), None) is not None


def without_nik(text: str) -> str:
    """Return the text with every NIK in it masked."""
    return _masked(text, is_nik)


def holds_likely_nik(text: str) -> bool:
    """Tell whether 16 digits stand there that may be a NIK, also a mistyped one; a company's NPWP begins with 0."""
    return next(_found(text, _has_its_length), None) is not None


def without_likely_nik(text: str) -> str:
    """Return the text with all masked that has the length of a NIK, also a mistyped one."""
    return _masked(text, _has_its_length)


def _masked(text: str, wanted: Callable[[str], bool]) -> str:
    kept, begin = [], 0
    for start, end, digits in _found(text, wanted):
        kept += [text[begin:start], mask_nik(digits)]
        begin = end
    return "".join(kept) + text[begin:] if kept else text


def _found(text: str, wanted: Callable[[str], bool]) -> Iterator[tuple[int, int, str]]:
    """Yield beginning, end and digits of each number that is wanted, none of them within another."""
    if len(text) < LENGTH or sum(map(str.isdigit, text)) < LENGTH:
        return
    shape = shape_of(text)
    written_out = list(_written_out(shape))
    for start, end, _ in written_out:
        shape = shape[:start] + WORD * (end - start) + shape[end:]
    yield from sorted([*written_out, *_in_runs(_OTHERS.sub(lambda other: WORD * len(other[0]), shape), wanted)])


def _written_out(shape: str) -> Iterator[tuple[int, int, str]]:
    """Yield each NIK whose parts show for themselves, though days or hours seem to stand in them."""
    for pattern in (_WITH_CENTURY, _IN_PAIRS):
        for found in pattern.finditer(shape):
            digits = "".join(found.groups())
            if is_nik(digits):
                yield *found.span(), digits


def _in_runs(shape: str, wanted: Callable[[str], bool]) -> Iterator[tuple[int, int, str]]:
    for groups in runs(shape):
        places = [place for group, _ in groups for place in group]
        last = 0
        for start in starts(groups):
            digits = "".join(shape[place] for place in places[start : start + LENGTH])
            if start >= last and wanted(digits):
                last = start + LENGTH
                yield places[start], places[last - 1] + 1, digits


def _has_its_length(digits: str) -> bool:
    return digits[0] != "0"


def _is_birthday(day: int, month: int, year: int) -> bool:
    """The century is not in the number; 29 February is a birthday in one of the two if it is in any."""
    try:
        date(2000 + year, month, day - 40 if day > 40 else day)
    except ValueError:
        return False
    return True
