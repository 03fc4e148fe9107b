"""Where a pair sits in its offer: two IKM in the same segments of it are one place, and have one price."""

from dataclasses import dataclass

import numpy as np

from services.partners.domain.assignment.instance import Flags, Kind, Segment, Whole


@dataclass(frozen=True, eq=False)
class Places:
    """``of_pair`` is the place of each pair; ``offer`` and ``segments`` say what each place is.

    ``kept_offer`` and ``kept_segments`` are the kinds of seats that may stay empty for reserved segments: such a seat
    counts for each of the segments that one IKM can be in together.
    """

    of_pair: Whole
    offer: Whole
    segments: tuple[tuple[int, ...], ...]
    kept_offer: Whole
    kept_segments: tuple[tuple[int, ...], ...]


def membership(segments: tuple[Segment, ...], numbers: list[int], people: int) -> Flags:
    """Return an IKM × segment table, True where the IKM is in the segment."""
    table = np.zeros((people, len(numbers)), dtype=bool)
    for column, number in enumerate(numbers):
        table[segments[number].members, column] = True
    return table


def find_places(ikm: Whole, offer: Whole, offers: int, segments: tuple[Segment, ...], people: int) -> Places:
    """Sort the pairs into places, and list the kinds of seats that may be kept."""
    of_pair, owner = offer.copy() if segments else offer, list(range(offers))
    by_offers = np.argsort(offer, kind="stable") if segments else offer
    start = np.searchsorted(offer[by_offers], np.arange(offers + 1)) if segments else offer
    inside: list[tuple[int, ...]] = [()] * offers
    kept: list[tuple[int, tuple[int, ...]]] = []
    for one, numbers in by_offer(segments).items():
        table = membership(segments, numbers, people)
        here = by_offers[start[one] : start[one + 1]]
        patterns, which = different_rows(table[ikm[here]])
        for number, pattern in enumerate(patterns):
            if pattern.any():
                of_pair[here[which == number]] = len(owner)
                owner.append(one)
                inside.append(tuple(numbers[column] for column in np.flatnonzero(pattern)))
        kept.extend((one, kind) for kind in _kept_kinds(segments, numbers, table))
    kept_offer = np.array([one for one, _ in kept], dtype=np.int64)
    return Places(of_pair, np.array(owner, dtype=np.int64), tuple(inside), kept_offer, tuple(kind for _, kind in kept))


def different_rows(table: Flags) -> tuple[Flags, Whole]:
    """Return the rows of a table that differ, in a fixed order, and which of them each row is."""
    packed = np.packbits(table, axis=1)
    _, first, which = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    return table[first], which.reshape(-1).astype(np.int64)


def by_offer(segments: tuple[Segment, ...]) -> dict[int, list[int]]:
    """Return the numbers of the segments of each offer that has any."""
    found: dict[int, list[int]] = {}
    for number, segment in enumerate(segments):
        found.setdefault(segment.offer, []).append(number)
    return found


def _kept_kinds(segments: tuple[Segment, ...], numbers: list[int], table: Flags) -> list[tuple[int, ...]]:
    columns = [column for column, number in enumerate(numbers) if segments[number].kind is Kind.RESERVED]
    if not columns:
        return []
    patterns, _ = different_rows(table[:, columns])
    kinds = {tuple(numbers[columns[at]] for at in np.flatnonzero(pattern)) for pattern in patterns}
    for column in columns:
        somebody = table[:, column].any()
        around = [o for o in columns if o == column or (somebody and not (table[:, column] & ~table[:, o]).any())]
        kinds.add(tuple(numbers[o] for o in around))
    return sorted(kinds - {()})
