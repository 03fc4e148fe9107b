"""By which rules an IKM rises (naik kelas): versioned data. A version that was in force is never changed again.

Size classes: Permenperin 64/2016, PP 7/2021 (domain/size). Aspects: the six of Permenkp 2/2026.
"""

from dataclasses import dataclass
from datetime import date

from shared.language import Message, msg

CLASS, FIRST, ASPECT = "class", "first", "aspect"
CLASSES = ("MIKRO", "KECIL", "MENENGAH", "BESAR")
ASPECTS: dict[str, Message] = {
    "legalitas": msg("Legal standing"),
    "produksi": msg("Production"),
    "keuangan": msg("Finance"),
    "sdm": msg("People"),
    "pemasaran": msg("Marketing"),
    "operasional": msg("Operation"),
}
SCORES = range(1, 6)


@dataclass(frozen=True)
class Rule:
    """``how``: a class goes up, a certificate is the first of its kind, or the score of an aspect goes up."""

    code: str
    how: str
    of: str
    label: Message


@dataclass(frozen=True)
class RuleBook:
    version: int
    since: date
    rules: tuple[Rule, ...]


_FIRST = RuleBook(
    1,
    date(2026, 11, 28),
    (
        Rule("size", CLASS, "size", msg("Size class up, by workers and investment")),
        Rule("sales", CLASS, "sales", msg("Size class up, by yearly sales")),
        Rule("nib", FIRST, "NIB", msg("First NIB")),
        Rule("pirt", FIRST, "PIRT", msg("First P-IRT")),
        Rule("md", FIRST, "MD", msg("First BPOM MD")),
        Rule("halal", FIRST, "HALAL", msg("First halal certificate")),
        Rule("merek", FIRST, "MEREK", msg("First registered trade mark")),
        Rule("aspect", ASPECT, "aspects", msg("Score of an aspect up")),
    ),
)
BOOKS = {book.version: book for book in (_FIRST,)}
IN_FORCE = max(BOOKS.values(), key=lambda book: book.version)


def label_of(code: str, version: int) -> Message:
    """Return what a rule of a version is called."""
    return next(rule.label for rule in BOOKS[version].rules if rule.code == code)
