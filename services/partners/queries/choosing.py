"""What staff should know before they choose: who is reached by mail, and where equal points leave the choice open."""

from dataclasses import dataclass

from services.partners.domain.nomination import SUGGESTED
from services.partners.domain.tie import Tie
from services.partners.queries.review import Review


@dataclass(frozen=True)
class Reach:
    """How many of some IKM mail reaches, and how many must be called."""

    by_mail: int = 0
    to_call: int = 0


def reach_of(review: Review, group: str, best: int | None = None) -> Reach:
    """Return how those of a group are reached, or the ``best`` of them."""
    rows = review.rows(group)
    if rows is None or review.ranked is None:
        return Reach()
    chosen = rows[:best]
    by_mail = int(review.ranked.roster.email[chosen].sum())
    return Reach(by_mail, len(chosen) - by_mail)


def tie_of(review: Review, free: int) -> Tie | None:
    """Return the equal points that the free seats end in, None where the last seat is not in doubt."""
    rows = review.rows(SUGGESTED)
    return None if rows is None or review.ranked is None else review.ranked.tie(rows, free)
