"""Digits that may belong to one number, in whatever notation, and where in them a number may begin."""

import re
import unicodedata
from collections.abc import Iterator

LENGTH = 16
LONGEST_GAP = 8
JOINT, WORD = "\0", "a"
_GROUP = re.compile(rf"\d(?:{JOINT}*\d)*")
_SPACE = re.compile(r"&(?:nbsp|emsp|ensp|thinsp|#0*160|#xa0);", re.IGNORECASE)


def shape_of(text: str) -> str:
    """Return as many signs: digits of every script as 0 to 9, what nobody sees as a joint, letters as one letter."""
    return "".join(map(_sign, _SPACE.sub(lambda space: " " * len(space[0]), text)))


def _sign(sign: str) -> str:
    if sign.isdigit():
        return str(unicodedata.digit(sign))
    kind = unicodedata.category(sign)
    if kind in ("Cf", "Mn", "Me"):
        return JOINT
    if kind[0] == "L":
        return WORD
    return "-" if kind == "Pd" else sign if sign in ".:/+-" else " "


Group = tuple[list[int], int]
"""The places of digits that nothing visible parts, and how many zeros they begin with."""


def runs(shape: str) -> Iterator[list[Group]]:
    """Yield groups of digits that no word and no wide gap parts, where they are 16 digits or more."""
    run: list[Group] = []
    end = 0
    for group in _GROUP.finditer(shape):
        gap = shape[end : group.start()].replace(JOINT, "")
        if run and (WORD in gap or len(gap) > LONGEST_GAP):
            yield from _long_enough(run)
            run = []
        digits = group[0].replace(JOINT, "")
        places = [place for place in range(*group.span()) if shape[place] != JOINT]
        run.append((places, len(digits) - len(digits.lstrip("0"))))
        end = group.end()
    yield from _long_enough(run)


def _long_enough(run: list[Group]) -> Iterator[list[Group]]:
    if sum(len(places) for places, _ in run) >= LENGTH:
        yield run


def starts(groups: list[Group]) -> list[int]:
    """Return after how many digits of a run 16 may begin that are one number: whole groups, or a part of one group.

    Zeros may stand before a number; it is not made of the end of one group and the beginning of the next.
    """
    begins: set[int] = set()
    ends: set[int] = set()
    inner: set[int] = set()
    begin = 0
    for group, zeros in groups:
        end = begin + len(group)
        begins.update(range(begin, begin + zeros + 1))
        ends.add(end)
        inner.update(range(begin, end - LENGTH + 1))
        begin = end
    return sorted(inner | {start for start in begins if start + LENGTH in ends})
