"""The same problem in one fixed order, whatever order it was handed in, with what follows from its conditions."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from services.partners.domain.assignment.clashes import Clashes, find_clashes
from services.partners.domain.assignment.instance import Flags, Instance, Segment, Whole
from services.partners.domain.assignment.keys import is_among
from services.partners.domain.assignment.nesting import segments_are_nested
from services.partners.domain.assignment.places import Places, find_places

PORTION = 1 << 16
"""Pairs of one slice."""


@dataclass(frozen=True, eq=False)
class Problem:
    """IKM and offers are numbered by precedence, pairs by IKM, then offer; ``ikm_was`` and the like lead back.

    ``worth``: points of a pair as the IKM's next seat. ``room``: seats an IKM may still get. ``floor_of``: number of
    the floor an IKM counts for, -1 for none. ``nested``: the plan is a flow.
    """

    ikm: Whole
    offer: Whole
    worth: Whole
    start: Whole
    room: Whole
    free: Whole
    step: int
    pinned: Flags
    before: Flags
    segments: tuple[Segment, ...]
    places: Places
    clashes: Clashes
    floor_of: Whole
    floor_least: Whole
    nested: bool
    ikm_was: Whole
    offer_was: Whole
    segment_was: Whole
    floor_code: Whole

    @property
    def people(self) -> int:
        """Return how many IKM there are."""
        return len(self.room)

    @property
    def offers(self) -> int:
        """Return how many offers there are."""
        return len(self.free)

    def portions(self) -> Iterator[slice]:
        """Yield all pairs in slices that end with an IKM: what is worked out of one stays near the processor."""
        ends = np.searchsorted(self.start, np.arange(PORTION, len(self.ikm) + PORTION, PORTION))
        first = 0
        for end in self.start[np.minimum(ends, self.people)].tolist():
            if end > first:
                yield slice(first, end)
            first = end


def arrange(given: Instance) -> Problem:
    """Return the checked instance in its fixed order; pairs that can never be taken are left out."""
    ikm_was, offer_was = np.argsort(given.precedence), np.argsort(given.offer_precedence)
    ikm_now, offer_now = np.argsort(ikm_was), np.argsort(offer_was)
    ikm, offer, score, pinned = _pairs(given, ikm_now, offer_now)
    had = given.had[ikm_was]
    room = np.maximum(np.minimum(given.cap[ikm_was] - had, np.bincount(ikm, minlength=given.people)), 0)
    segments, segment_was = _segments(given, ikm_now, offer_now)
    places = find_places(ikm, offer, given.offers, segments, given.people)
    clashes = find_clashes(ikm, offer, room, given.offers, offer_now[given.clashes])
    floor_of, floor_least, floor_code = _floors(given, ikm_was, room)
    worth = score - given.step * had[ikm] if given.step else score
    before = _before(given, ikm, offer, _renumbered(given.before, given, ikm_now, offer_now))
    return Problem(
        ikm, offer, worth, np.searchsorted(ikm, np.arange(given.people + 1)), room,
        np.minimum(given.free[offer_was], 1 + len(ikm) + sum(one.seats for one in segments)), given.step, pinned,
        before, segments, places, clashes, floor_of,
        floor_least, clashes.nested and segments_are_nested(segments, given.people), ikm_was, offer_was, segment_was,
        floor_code,
    )  # fmt: skip


def _numbered(now: Whole, was: Whole) -> Whole:
    """Return the new numbers; where they are the old ones, without another copy of them."""
    return was if (now == np.arange(len(now))).all() else now[was]


def _renumbered(table: Whole, given: Instance, ikm_now: Whole, offer_now: Whole) -> Whole:
    keys: Whole = ikm_now[table[:, 0]] * given.offers + offer_now[table[:, 1]]
    return keys


def _before(given: Instance, ikm: Whole, offer: Whole, keys: Whole) -> Flags:
    return is_among(ikm * given.offers + offer, keys) if len(keys) else np.zeros(len(ikm), dtype=bool)


def _pairs(given: Instance, ikm_now: Whole, offer_now: Whole) -> tuple[Whole, Whole, Whole, Flags]:
    ikm, offer = _numbered(ikm_now, given.ikm), _numbered(offer_now, given.offer)
    keys = ikm * given.offers + offer
    pinned = is_among(keys, _renumbered(given.pins, given, ikm_now, offer_now))
    excluded = is_among(keys, _renumbered(given.exclusions, given, ikm_now, offer_now))
    wanted = (given.cap > given.had)[given.ikm] & ~excluded | pinned
    if wanted.all() and (keys[1:] > keys[:-1]).all():
        return ikm, offer, given.score.astype(np.int64, copy=False), pinned
    order = np.flatnonzero(wanted)
    order = order[np.argsort(keys[order])]
    return ikm[order], offer[order], given.score[order].astype(np.int64), pinned[order]


def _segments(given: Instance, ikm_now: Whole, offer_now: Whole) -> tuple[tuple[Segment, ...], Whole]:
    found = [
        Segment(int(offer_now[one.offer]), one.kind, one.seats, np.unique(ikm_now[one.members]))
        for one in given.segments
    ]
    order = sorted(
        range(len(found)), key=lambda k: (found[k].offer, found[k].kind, found[k].seats, found[k].members.tobytes())
    )
    return tuple(found[number] for number in order), np.array(order, dtype=np.int64)


def _floors(given: Instance, ikm_was: Whole, room: Whole) -> tuple[Whole, Whole, Whole]:
    floor_of = np.full(len(room), -1, dtype=np.int64)
    if given.area is None:
        return floor_of, np.empty(0, np.int64), np.empty(0, np.int64)
    floors = given.floors[np.argsort(given.floors[:, 0])]
    area = given.area[ikm_was]
    least = np.array(
        [min(wanted, int(((area == code) & (room > 0)).sum())) for code, wanted in floors.tolist()], np.int64
    )
    code = floors[:, 0][least > 0]
    for number, one in enumerate(code):
        floor_of[area == one] = number
    return floor_of, least[least > 0], code
