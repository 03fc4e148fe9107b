"""Whether the conditions are nested: then the plan is a flow, its optimum is whole and its prices are exact."""

from services.partners.domain.assignment.instance import Flags, Kind, Segment
from services.partners.domain.assignment.places import by_offer, different_rows, membership


def segments_are_nested(segments: tuple[Segment, ...], people: int) -> bool:
    """Tell whether of any two segments of an offer one holds the other or they share nobody.

    A limit around kept seats is no flow either: an empty seat is kept without counting for the limit.
    """
    for numbers in by_offer(segments).values():
        table, _ = different_rows(membership(segments, numbers, people))
        for one in range(len(numbers)):
            for other in range(one):
                if not _nest(table[:, one], table[:, other], segments[numbers[one]], segments[numbers[other]]):
                    return False
    return True


def _nest(one: Flags, other: Flags, first: Segment, second: Segment) -> bool:
    both, only_one, only_other = (one & other).any(), (one & ~other).any(), (other & ~one).any()
    if not both:
        return True
    if only_one and only_other:
        return False
    outer, inner = (first, second) if only_one else (second, first)
    strictly = bool(only_one or only_other)
    return not (strictly and outer.kind is not Kind.RESERVED and inner.kind is Kind.RESERVED)
