"""Whom the seats of an offer reach: by kecamatan, sex, cluster, size, and whether it is their first time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from services.partners.domain.columns import (
    CLUSTER_CODES,
    KECAMATAN_CODES,
    NOT_RECORDED,
    OTHER,
    SEX_CODES,
    SIZE_CODES,
    Codes,
    Flags,
    words,
)
from services.partners.domain.matching import Weighed
from services.partners.domain.roster import Rows
from shared.language import Message, msg
from shared.vocabulary import CLUSTERS, KECAMATAN, SIZE_CLASSES

KECAMATAN_PART, SEX, CLUSTER, SIZE, FIRST = "kecamatan", "sex", "cluster", "size", "first"
FIRST_CODES = {"yes": 1, "no": 2}

DIVISIONS: Mapping[str, Message] = {
    KECAMATAN_PART: msg("Kecamatan"),
    SEX: msg("Owner's sex"),
    CLUSTER: msg("Cluster"),
    SIZE: msg("Size class"),
    FIRST: msg("First training"),
}
LABELS: Mapping[str, Mapping[str, str | Message]] = {
    KECAMATAN_PART: {code: item.name for code, item in KECAMATAN.items()},
    SEX: {"P": msg("Women"), "L": msg("Men")},
    CLUSTER: CLUSTERS,
    SIZE: SIZE_CLASSES,
    FIRST: {"yes": msg("Never served before"), "no": msg("Served before")},
}
_CODES = {
    KECAMATAN_PART: KECAMATAN_CODES, SEX: SEX_CODES, CLUSTER: CLUSTER_CODES, SIZE: SIZE_CODES, FIRST: FIRST_CODES,
}  # fmt: skip
_WORDS = {name: {**words(codes), NOT_RECORDED: "", OTHER: "other"} for name, codes in _CODES.items()}
_BESIDES: Mapping[str, Message] = {"": msg("Not recorded"), "other": msg("Something else")}


@dataclass(frozen=True)
class Part:
    """How many ``given`` seats, ``chosen`` IKM and IKM ``of`` the register are in one part of a division.

    The shares are in percent of all given and chosen, and of the register, in the same division.
    """

    name: str
    word: str
    label: str | Message
    given: int
    chosen: int
    of: int
    given_share: float = 0
    chosen_share: float = 0
    of_share: float = 0

    @property
    def key(self) -> str:
        return f"{self.name}:{self.word}"


@dataclass(frozen=True)
class Coverage:
    """``divisions`` has the parts that have anybody in them, by the name of the division."""

    divisions: Mapping[str, Sequence[Part]]

    @property
    def on_the_map(self) -> Mapping[str, int]:
        """How many have a seat or are chosen, by kecamatan."""
        return {part.word: part.given + part.chosen for part in self.divisions[KECAMATAN_PART]}

    @property
    def of_the_map(self) -> Mapping[str, int]:
        """How many the register holds, by kecamatan."""
        return {part.word: part.of for part in self.divisions[KECAMATAN_PART]}


@dataclass(frozen=True)
class Divided:
    """The IKM of a weighed roster, divided; ``columns`` has the code of each IKM by division."""

    weighed: Weighed

    @cached_property
    def columns(self) -> Mapping[str, Codes]:
        roster, served = self.weighed.roster, self.weighed.offer.last_served > 0
        first = np.where(served, FIRST_CODES["no"], FIRST_CODES["yes"]).astype(np.uint8)
        return {
            KECAMATAN_PART: roster.kecamatan,
            SEX: roster.sex,
            CLUSTER: roster.cluster,
            SIZE: roster.size,
            FIRST: first,
        }

    def keys(self, row: int) -> str:
        """Return the parts one IKM belongs to, as words with blanks between."""
        return " ".join(f"{name}:{_WORDS[name][int(column[row])]}" for name, column in self.columns.items())

    def coverage(self, given: Rows, chosen: Rows, everybody: Flags) -> Coverage:
        """Count each part that has anybody in it: those with a seat, those chosen, and all that could be."""
        return Coverage({name: _parts(name, column, given, chosen, everybody) for name, column in self.columns.items()})


def _parts(name: str, column: Codes, given: Rows, chosen: Rows, everybody: Flags) -> Sequence[Part]:
    seats, picked, every = (np.bincount(column[rows], minlength=OTHER + 1) for rows in (given, chosen, everybody))
    whole, register = max(len(given) + len(chosen), 1), max(int(every.sum()), 1)
    labels = {**LABELS[name], **_BESIDES}
    return [
        Part(
            name=name,
            word=word,
            label=labels[word],
            given=int(seats[code]),
            chosen=int(picked[code]),
            of=int(every[code]),
            given_share=round(100 * int(seats[code]) / whole, 1),
            chosen_share=round(100 * int(picked[code]) / whole, 1),
            of_share=round(100 * int(every[code]) / register, 1),
        )
        for code, word in sorted(_WORDS[name].items(), key=lambda item: item[0] or OTHER + 1)
        if seats[code] or picked[code] or every[code]
    ]
