"""The lines of the ledger: what was granted, and how far it came, by whatever it is divided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from services.partners.domain.coverage import LABELS, SEX
from shared.language import Message, msg
from shared.vocabulary import CLUSTERS, FORMS, INSTITUTION_KINDS, KECAMATAN, TOPICS

OFFER, INSTITUTION, KIND, TOPIC, FORM = "offer", "institution", "kind", "topic", "form"
AREA, CLUSTER, OWNER, MONTH, YEAR = "kecamatan", "cluster", "sex", "month", "year"

DIVISIONS: dict[str, Message] = {
    KIND: msg("Kind of institution"),
    INSTITUTION: msg("Institution"),
    OFFER: msg("Offer"),
    TOPIC: msg("Topic"),
    FORM: msg("Form"),
    AREA: msg("Kecamatan"),
    CLUSTER: msg("Cluster"),
    OWNER: msg("Owner's sex"),
    MONTH: msg("Month"),
    YEAR: msg("Year"),
}
OF_IKM = frozenset({AREA, CLUSTER, OWNER})
"""Seats are granted to nobody in particular: divided like this, no quota can be had, and none can lapse."""

_WORDS: Mapping[str, Mapping[str, str | Message]] = {
    KIND: INSTITUTION_KINDS,
    TOPIC: TOPICS,
    FORM: FORMS,
    AREA: {code: item.name for code, item in KECAMATAN.items()},
    CLUSTER: CLUSTERS,
    OWNER: LABELS[SEX],
}
NOT_RECORDED = msg("Not recorded")


@dataclass(frozen=True)
class Figures:
    """Counts of seats and people; ``granted`` and ``lapsed`` are None where a quota cannot be divided like this.

    ``cost`` is what the office would have paid for those who attended, in whole rupiah; of ``unvalued`` of them nobody
    has said what their seat is worth.
    """

    granted: int | None = 0
    nominated: int = 0
    confirmed: int = 0
    attended: int = 0
    completed: int = 0
    outcome: int = 0
    lapsed: int | None = 0
    cost: int = 0
    unvalued: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        both: dict[str, Any] = {name: _sum(getattr(self, name), getattr(other, name)) for name in COUNTED}
        return Figures(**both)


COUNTED = tuple(field.name for field in fields(Figures))


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


@dataclass(frozen=True)
class Line:
    """``key`` is what the line is about: an id, a code, a month ("2026-03"); "" where it is not recorded."""

    key: str
    label: str | Message
    figures: Figures


Cell = tuple[str | date | None, str | None, Figures]
"""What figures are about, and its name where that is in no vocabulary."""


def folded(division: str, cells: Iterable[Cell]) -> list[Line]:
    """Return one line for each key of a division."""
    found: dict[str, Line] = {}
    for about, name, figures in cells:
        key = _key(division, about)
        before = found.get(key)
        total = before.figures + figures if before else figures
        found[key] = Line(key, name or _WORDS.get(division, {}).get(key) or key or NOT_RECORDED, total)
    return list(found.values())


def _key(division: str, about: str | date | None) -> str:
    if isinstance(about, date):
        return f"{about:%Y-%m}" if division == MONTH else f"{about:%Y}"
    return "" if about is None else str(about)
