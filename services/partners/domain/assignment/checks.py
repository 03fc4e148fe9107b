"""Numbers that mean nothing are refused before anything is worked out."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, TypeAlias

import numpy as np

from services.partners.domain.assignment.instance import Flags, Instance, Whole
from services.partners.domain.assignment.keys import is_among
from services.partners.domain.assignment.refusals import BadInstance

SEGMENTS = 1000
"""Segments of one offer: a limit for each desa of a regency is one of some hundred and forty."""
LARGEST = 10**9
EXACT = 2**52
"""Sums of costs stay below what a double holds exactly, so that the solver's floats are whole numbers."""


Wrong: TypeAlias = Flags | list[bool] | np.bool_


def widened(given: Instance) -> Instance:
    """Return the instance with all its whole numbers in 64 bits; what is no whole number is left for the check."""
    named = {field.name: getattr(given, field.name) for field in fields(given)}
    arrays: dict[str, Any] = {name: _wide(value) for name, value in named.items() if isinstance(value, np.ndarray)}
    segments = tuple(replace(segment, members=_wide(segment.members)) for segment in given.segments)
    return replace(given, segments=segments, **arrays)


def _wide(array: Whole) -> Whole:
    return array.astype(np.int64, copy=False) if array.dtype.kind in "iu" or not array.size else array


def check(instance: Instance) -> None:
    """Raise BadInstance with the code of the first rule that the numbers break."""
    for code, wrong in _rules(instance):
        if np.any(wrong):
            raise BadInstance(code, tuple(int(place) for place in np.flatnonzero(wrong)))


def _rules(given: Instance) -> Iterator[tuple[str, Wrong]]:
    yield from _shapes(given)
    yield "score_negative", given.score < 0
    yield "free_seats_negative", given.free < 0
    yield "cap_negative", (given.cap < 0) | (given.had < 0)
    yield "step_negative", [given.step < 0]
    yield "number_too_large", [_largest(given) > LARGEST]
    yield "unknown_ikm", _outside(given.ikm, given.people)
    yield "unknown_offer", _outside(given.offer, given.offers)
    yield "pair_twice", _repeated(given.ikm * given.offers + given.offer)
    yield "precedence_twice", _repeated(given.precedence)
    yield "offer_precedence_twice", _repeated(given.offer_precedence)
    yield from _conditions(given)
    yield "costs_too_large", [_largest_sum(given) > EXACT]


def _shapes(given: Instance) -> Iterator[tuple[str, Wrong]]:
    named = {
        "ikm": given.ikm, "offer": given.offer, "score": given.score, "free": given.free, "cap": given.cap,
        "had": given.had, "precedence": given.precedence, "offer_precedence": given.offer_precedence,
    }  # fmt: skip
    yield "not_whole_numbers", [array.dtype.kind not in "iu" for array in (*named.values(), *_tables(given))]
    tables = (given.clashes, given.pins, given.exclusions, given.floors, given.before)
    yield "not_a_table", [table.ndim != 2 or table.shape[1] != 2 for table in tables]
    yield "not_a_row", [array.ndim != 1 for array in (*named.values(), *_per_ikm(given))]
    yield "pairs_differ_in_length", [not len(given.ikm) == len(given.offer) == len(given.score)]
    yield "ikm_differ_in_length", [any(len(array) != given.people for array in _per_ikm(given))]
    yield "offers_differ_in_length", [len(given.offer_precedence) != given.offers]


def _per_ikm(given: Instance) -> tuple[Whole, ...]:
    area = () if given.area is None else (given.area,)
    return given.had, given.precedence, *area


def _tables(given: Instance) -> tuple[Whole, ...]:
    area = () if given.area is None else (given.area,)
    members = tuple(segment.members for segment in given.segments)
    return given.clashes, given.pins, given.exclusions, given.floors, given.before, *area, *members


def _conditions(given: Instance) -> Iterator[tuple[str, Wrong]]:
    for name, table in {"pin": given.pins, "exclusion": given.exclusions, "before": given.before}.items():
        yield f"{name}_unknown", _outside(table[:, 0], given.people) | _outside(table[:, 1], given.offers)
        yield f"{name}_twice", _repeated(table[:, 0] * given.offers + table[:, 1])
    yield "clash_unknown", _outside(given.clashes, given.offers).any(axis=1)
    yield "clash_with_itself", given.clashes[:, 0] == given.clashes[:, 1]
    yield "floor_negative", given.floors[:, 1] < 0
    yield "floor_twice", _repeated(given.floors[:, 0])
    yield "floors_without_areas", [len(given.floors) > 0 and given.area is None]
    yield "segment_unknown_offer", [not 0 <= segment.offer < given.offers for segment in given.segments]
    yield "too_many_segments", np.bincount([segment.offer for segment in given.segments], minlength=1) > SEGMENTS
    yield "segment_negative", [segment.seats < 0 for segment in given.segments]
    yield "segment_unknown_ikm", [bool(_outside(segment.members, given.people).any()) for segment in given.segments]
    if not len(given.pins):
        return
    keys = given.ikm * given.offers + given.offer
    yield "pin_not_eligible", ~is_among(_keys(given.pins, given), keys[is_among(keys, _keys(given.pins, given))])
    yield "pin_excluded", is_among(_keys(given.pins, given), _keys(given.exclusions, given))


def _largest(given: Instance) -> int:
    arrays = (given.score, given.free, given.cap, given.had, given.floors[:, 1])
    largest = [int(array.max(initial=0)) for array in arrays]
    return max(given.step, *largest, *(segment.seats for segment in given.segments))


def _keys(table: Whole, given: Instance) -> Whole:
    return table[:, 0] * given.offers + table[:, 1]


def _outside(places: Whole, size: int) -> Flags:
    return (places < 0) | (places >= size)


def _repeated(values: Whole) -> Wrong:
    if len(values) < 2 or (values[1:] > values[:-1]).all():
        return [False]
    order = np.argsort(values, kind="stable")
    again = np.zeros(len(values), dtype=bool)
    again[order[1:]] = values[order[1:]] == values[order[:-1]]
    return again


def _largest_sum(given: Instance) -> int:
    """Return what no sum of costs of one goal exceeds: all seats at the dearest, in the dearest chain of moves."""
    seats = int(min(int(given.free.sum(dtype=object)), int(given.cap.sum(dtype=object)), len(given.ikm))) + 1
    dearest = int(given.score.max(initial=0)) + given.step * int((given.cap + given.had).max(initial=0)) + 1
    conditions = given.offers + len(given.segments) + len(given.floors) + 2
    return max(dearest * conditions * seats, seats * (seats + 1), given.people * seats)
