"""Seats: who has one, who is next. A seat is taken from nomination until it is freed (product.md, 4: 1 to 7)."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from services.partners.domain import offer
from shared.errors import RuleBroken
from shared.language import msg

T = TypeVar("T")


def free(quota: int, seats_taken: int) -> int:
    """Return how many seats may still be given; never below 0."""
    return max(quota - seats_taken, 0)


def split(selection: Sequence[T], free_seats: int) -> tuple[Sequence[T], Sequence[T]]:
    """Return those of an ordered selection who get a seat, and those who wait."""
    return selection[:free_seats], selection[free_seats:]


def may_promote(offer_state: str, *, started: bool) -> bool:
    """Tell whether the next in line may move up: only while the offer is open and has not begun."""
    return offer_state == offer.OPEN and not started


def next_in_line(waiting: Sequence[T], free_seats: int, barred: Collection[T] = ()) -> tuple[Sequence[T], Sequence[T]]:
    """Return those who move up, in the order of the waiting list, and those passed over because something bars them."""
    promoted: list[T] = []
    passed: list[T] = []
    for item in waiting:
        if len(promoted) == free_seats:
            break
        (passed if item in barred else promoted).append(item)
    return promoted, passed


def require_quota(quota: int, seats_taken: int) -> None:
    """Raise RuleBroken where a new quota would take seats away from people."""
    if quota < seats_taken:
        message = msg("The quota cannot go below the {seats} seats already taken.", seats=seats_taken)
        raise RuleBroken(message, field="quota")
