"""Numbers on products and businesses, known by their shape wherever they stand: P-IRT, BPOM, halal, trade mark, NIB."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_JOINT = r"[ .]?"
_PIRT = re.compile(
    rf"(?<![\d.,])([1-8]){_JOINT}(\d\d){_JOINT}(\d{{4}}){_JOINT}(\d\d){_JOINT}(\d{{4}})(?:\s?[-–/]?\s?(\d\d))?(?![\d])"
)
_MD = re.compile(r"(?<![a-z])(MD|ML)[ .:-]*((?:\d[ .-]?){11}\d(?:[ .-]?\d{3})?)(?!\d)", re.IGNORECASE)
_HALAL = re.compile(r"(?<![a-z])ID[ .:-]?((?:\d[ .-]?){15,17}\d)(?!\d)", re.IGNORECASE)
_MEREK = re.compile(r"(?<![a-z])(IDM ?\d{9}|[DJ]ID ?\d{10})(?!\d)", re.IGNORECASE)
_NIB = re.compile(r"(?<![\d.,])\d(?:[ .'’-]?\d){12}(?![ .'’-]?\d)")
_NAMED = re.compile(r"(?P<PIRT>p[ .-]?irt)|(?P<NIB>nib|induk berusaha)", re.IGNORECASE)
_ONLY_NIB = re.compile(r"9|0(?!8)")
"""No P-IRT and no telephone begins so; of other numbers of 13 digits the word before them tells what they are."""


@dataclass(frozen=True)
class Permit:
    """A number on a product, or of the business itself."""

    kind: str
    number: str
    expires_on: date | None = None


@dataclass(frozen=True)
class Found:
    """A number and where it stands in its text."""

    permit: Permit
    start: int
    end: int


def numbers_in(words: str) -> list[Found]:
    """Return the numbers a text holds, in its order, none of them within another."""
    if not any(sign.isdigit() for sign in words):
        return []
    found: list[Found] = []
    for one in (*_of_products(words), *_nibs(words)):
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _of_products(words: str) -> Iterator[Found]:
    for found in _HALAL.finditer(words):
        yield Found(Permit("HALAL", f"ID{_digits(found[1])}"), *found.span())
    for found in _MEREK.finditer(words):
        yield Found(Permit("MEREK", found[1].upper().replace(" ", "")), *found.span())
    for found in _MD.finditer(words):
        yield Found(Permit("MD", f"{found[1].upper()} {_digits(found[2])}"), *found.span())
    for found in _PIRT.finditer(words):
        number, year = "".join(found.groups()[:5]), found[6]
        if year:
            yield Found(Permit("PIRT", f"{number}-{year}", date(2000 + int(year), 12, 31)), *found.span())
        elif _named_before(words, found.start()) == "PIRT":
            yield Found(Permit("PIRT", number), *found.span())


def _nibs(words: str) -> Iterator[Found]:
    for found in _NIB.finditer(words):
        if _ONLY_NIB.match(found[0]) or _named_before(words, found.start()) == "NIB":
            yield Found(Permit("NIB", _digits(found[0])), *found.span())


def _named_before(words: str, place: int) -> str | None:
    named = [str(found.lastgroup) for found in _NAMED.finditer(words[:place])]
    return named[-1] if named else None


def _digits(words: str) -> str:
    return re.sub(r"\D", "", words)
