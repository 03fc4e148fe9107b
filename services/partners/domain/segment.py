"""A part of an offer's quota: seats kept for some IKM, the least or the most that some get (product.md, 4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np

from services.partners.domain.assignment.instance import Kind
from services.partners.domain.columns import KECAMATAN_CODES, SEX_CODES, Flags, among
from services.partners.domain.offer import FOLLOWED, SUBMITTED
from services.partners.domain.roster import Roster
from shared.language import Message, msg
from shared.vocabulary import KECAMATAN

DIVIDED = FOLLOWED | {SUBMITTED}
"""In these states of an offer staff say how its seats are divided."""
MOST = 12
"""Parts of one quota."""
KINDS: dict[str, Message] = {
    Kind.RESERVED: msg("Kept: unused seats stay empty"),
    Kind.AT_LEAST: msg("At least: otherwise no plan is made"),
    Kind.AT_MOST: msg("At most"),
}
SEXES: dict[str, Message] = {"P": msg("Owned by women"), "L": msg("Owned by men")}
SAID: Mapping[Kind, Message] = {
    Kind.RESERVED: msg("{count} seats for {whom}"),
    Kind.AT_LEAST: msg("at least {count} seats for {whom}"),
    Kind.AT_MOST: msg("at most {count} seats for {whom}"),
}
OWNED_BY: Mapping[str | None, Message] = {
    "P": msg("IKM owned by women"), "L": msg("IKM owned by men"), None: msg("IKM"),
}  # fmt: skip


@dataclass(frozen=True)
class QuotaSegment:
    """``amount`` in seats, or in percent of the quota; members are IKM of one of ``kecamatan`` (none: of all), owned by
    ``sex`` (None: by anybody). ``each_desa``: a limit for every desa of them by itself.

    ``until``: from this day on it no longer holds, and unused seats are for everybody; None: to the end. Whatever is
    not recorded of an IKM makes it no member.
    """

    id: UUID
    kind: Kind
    amount: int
    percent: bool = False
    kecamatan: tuple[str, ...] = ()
    sex: str | None = None
    each_desa: bool = False
    until: date | None = None

    def limit(self, quota: int) -> int:
        """Return the number of seats: of a percentage what is kept is rounded up, what is limited down."""
        if not self.percent:
            return self.amount
        hundredths = quota * self.amount
        return hundredths // 100 if self.kind is Kind.AT_MOST else -(-hundredths // 100)

    def holds(self, day: date) -> bool:
        return self.until is None or day < self.until

    def members(self, roster: Roster) -> Flags:
        """Tell of each IKM of a roster whether it is one of those it is about."""
        flags = np.ones(len(roster), dtype=np.bool_)
        if self.kecamatan:
            flags &= among(roster.kecamatan, self.kecamatan, KECAMATAN_CODES)
        if self.sex:
            flags &= roster.sex == SEX_CODES[self.sex]
        return flags

    def said(self, quota: int, desa: str | None = None) -> Message:
        """Return it in words, of one ``desa`` where the limit of that one is meant."""
        seats = self.limit(quota)
        count = f"{seats} ({self.amount}%)" if self.percent else str(seats)
        return msg(SAID[self.kind].template, count=count, whom=self._whom(desa))

    def _whom(self, desa: str | None) -> Message:
        whom = OWNED_BY[self.sex]
        if self.kecamatan:
            places = ", ".join(KECAMATAN[one].name for one in self.kecamatan)
            whom = msg("{who} from {places}", who=whom, places=places)
        if desa:
            return msg("{who} of the desa {desa}", who=whom, desa=desa)
        return msg("{who} of one desa", who=whom) if self.each_desa else whom

    def as_json(self) -> dict[str, Any]:
        return {
            "id": str(self.id), "kind": self.kind.value, "amount": self.amount, "percent": self.percent,
            "kecamatan": list(self.kecamatan), "sex": self.sex, "each_desa": self.each_desa,
            "until": self.until and self.until.isoformat(),
        }  # fmt: skip

    def says_the_same(self, other: "QuotaSegment") -> bool:
        """Tell whether two differ in nothing but their id."""
        return {**self.as_json(), "id": None} == {**other.as_json(), "id": None}


def from_json(row: Mapping[str, Any]) -> QuotaSegment:
    """Return what :meth:`QuotaSegment.as_json` wrote."""
    return QuotaSegment(
        UUID(row["id"]), Kind(row["kind"]), row["amount"], row["percent"], tuple(row["kecamatan"]), row["sex"],
        row["each_desa"], date.fromisoformat(row["until"]) if row["until"] else None,
    )  # fmt: skip


def holding(rows: Iterable[Mapping[str, Any]], day: date) -> list[QuotaSegment]:
    """Return those stored that hold on a day."""
    return [one for one in map(from_json, rows) if one.holds(day)]
