"""A problem for the plan as JSON, with names instead of positions, and the plan back. See docs/assignment.md."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from marshmallow import Schema, ValidationError, fields, post_load, validate

from services.partners.domain.assignment.instance import Instance, Kind, Segment, Whole
from services.partners.domain.assignment.plan import Plan
from services.partners.domain.assignment.refusals import Condition
from shared.web.text import Line

NAME = validate.Length(1, 100)
REPEATED, UNKNOWN, NOT_A_ROW = (
    "named twice: {}",
    "not among those listed: {}",
    "not a row of the form that is asked: {}",
)


class OfferSchema(Schema):
    """An offer."""

    id = Line(required=True, validate=NAME)
    free = fields.Integer(required=True, strict=True)
    precedence = fields.Integer(required=True, strict=True)


class IkmSchema(Schema):
    """An IKM."""

    id = Line(required=True, validate=NAME)
    cap = fields.Integer(strict=True, load_default=1)
    had = fields.Integer(strict=True, load_default=0)
    area = Line(load_default=None, allow_none=True, says_something=True, validate=NAME)
    precedence = fields.Integer(required=True, strict=True)


class SegmentSchema(Schema):
    """A condition on seats of an offer."""

    name = Line(required=True, validate=NAME)
    offer = Line(required=True)
    kind = fields.Enum(Kind, by_value=True, required=True)
    seats = fields.Integer(required=True, strict=True)
    members = fields.List(Line(), required=True)


class FloorSchema(Schema):
    """The least number of seats of an area."""

    area = Line(required=True, validate=NAME)
    seats = fields.Integer(required=True, strict=True)


@dataclass(frozen=True)
class Named:
    """An instance, and the names of its positions: of IKM, offers, segments and areas."""

    instance: Instance
    ikm: list[str]
    offers: list[str]
    segments: list[str]
    areas: list[str]

    def plan(self, plan: Plan) -> dict[str, Any]:
        """Return a plan with names, ready for JSON."""
        prices = plan.prices
        return {
            "points": plan.points, "bound": plan.bound, "gap": plan.gap, "way": plan.way, "settled": plan.settled,
            "served": plan.served, "kept": plan.kept, "floors_cost": plan.floors_cost,
            "greedy": {"points": plan.greedy, "seats": plan.greedy_seats, "complete": plan.greedy_complete},
            "seats": [{"ikm": self.ikm[ikm], "offer": self.offers[offer]}
                      for ikm, offer in zip(plan.ikm.tolist(), plan.offer.tolist(), strict=True)],
            "prices_are": "exact" if prices.exact else "limits",
            "offers": [{"offer": name, "give_up": _known(prices.give_up[at]), "one_more": int(prices.one_more[at]),
                        "newcomer": _name(self.ikm, prices.newcomer[at]),
                        "exact": bool(prices.give_up_exact[at] and prices.one_more_exact[at])}
                       for at, name in enumerate(self.offers)],
            "without_seat": [
                {"ikm": name, "missing": int(prices.missing[at]), "exact": bool(prices.missing_exact[at]),
                 "offer": _name(self.offers, prices.nearest[at]), "taken_by": _name(self.ikm, prices.taken_by[at])}
                for at, name in enumerate(self.ikm) if prices.missing[at] >= 0],
        }  # fmt: skip

    def condition(self, one: Condition) -> str:
        """Return a condition of a contradiction in names."""
        names = {
            "pin": (self.ikm, self.offers), "yearly_cap": (self.ikm,), "clash": (self.offers, self.offers),
            "free_seats": (self.offers,), "floor": (self.areas,),
        }.get(one.code, (self.segments,))  # fmt: skip
        return " ".join([one.code, *(listed[at] for listed, at in zip(names, one.subject, strict=False))])


def _known(price: int) -> int | None:
    return int(price) if price >= 0 else None


def _name(names: list[str], position: int) -> str | None:
    return names[position] if position >= 0 else None


class InstanceSchema(Schema):
    """A whole problem; loads to Named."""

    step = fields.Integer(strict=True, load_default=0)
    offers = fields.List(fields.Nested(OfferSchema), required=True)
    ikm = fields.List(fields.Nested(IkmSchema), required=True)
    pairs = fields.List(fields.Raw(), required=True)
    segments = fields.List(fields.Nested(SegmentSchema), load_default=list)
    floors = fields.List(fields.Nested(FloorSchema), load_default=list)
    clashes = fields.List(fields.Raw(), load_default=list)
    pins = fields.List(fields.Raw(), load_default=list)
    exclusions = fields.List(fields.Raw(), load_default=list)
    before = fields.List(fields.Raw(), load_default=list)

    @post_load
    def as_arrays(self, data: dict[str, Any], **_: Any) -> Named:
        """Put positions in the place of names."""
        ikm, offers = _positions("ikm", data["ikm"]), _positions("offers", data["offers"])
        areas = sorted({row["area"] for row in [*data["ikm"], *data["floors"]]} - {None})
        code = {None: -1, **{area: number for number, area in enumerate(areas)}}
        pairs = _rows("pairs", data["pairs"], ikm, offers, points=True)
        instance = Instance(
            pairs[:, 0], pairs[:, 1], pairs[:, 2], _column(data["offers"], "free"), _column(data["ikm"], "cap"),
            _column(data["ikm"], "had"), _column(data["ikm"], "precedence"), _column(data["offers"], "precedence"),
            step=data["step"], segments=tuple(_segment(row, ikm, offers) for row in data["segments"]),
            clashes=_rows("clashes", data["clashes"], offers, offers),
            area=np.array([code[row["area"]] for row in data["ikm"]], dtype=np.int64),
            floors=np.stack([np.array([code[row["area"]] for row in data["floors"]], np.int64),
                             _column(data["floors"], "seats")], axis=1),
            **{name: _rows(name, data[name], ikm, offers) for name in ("pins", "exclusions", "before")},
        )  # fmt: skip
        return Named(instance, list(ikm), list(offers), [row["name"] for row in data["segments"]], areas)


def _positions(field: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        if row["id"] in found:
            raise ValidationError(REPEATED.format(row["id"]), field)
        found[row["id"]] = len(found)
    return found


def _column(rows: Iterable[Mapping[str, Any]], name: str) -> Whole:
    try:
        return np.array([row[name] for row in rows], dtype=np.int64)
    except OverflowError:
        raise ValidationError(NOT_A_ROW.format(name), name) from None


def _rows(field: str, rows: list[Any], first: dict[str, int], second: dict[str, int], *, points: bool = False) -> Whole:
    width = 3 if points else 2
    found = np.empty((len(rows), width), dtype=np.int64)
    for at, row in enumerate(rows):
        if not isinstance(row, list) or len(row) != width or not _is_points(row[2:]):
            raise ValidationError(NOT_A_ROW.format(row), field)
        found[at] = _position(field, first, row[0]), _position(field, second, row[1]), *row[2:]
    return found


def _is_points(rest: list[Any]) -> bool:
    return all(type(value) is int and abs(value) < 2**62 for value in rest)


def _position(field: str, positions: dict[str, int], name: Any) -> int:
    if not isinstance(name, str) or name not in positions:
        raise ValidationError(UNKNOWN.format(name), field)
    return positions[name]


def _segment(row: Mapping[str, Any], ikm: dict[str, int], offers: dict[str, int]) -> Segment:
    members = [_position("segments", ikm, name) for name in row["members"]]
    return Segment(_position("segments", offers, row["offer"]), row["kind"], row["seats"], np.array(members, np.int64))
