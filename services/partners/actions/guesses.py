"""Guesses of a password are counted before it is compared, so that many at once are not more than one by one."""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from services.partners.domain.guessing import FROM_EVERYWHERE, WINDOW, Limits, fingerprint
from services.partners.models import guess
from services.partners.models.guess import Try
from shared.clock import now
from shared.database import signing_keys
from shared.errors import TriedTooOften

PATIENCE = timedelta(seconds=3)
"""How long a try waits for others that are compared: longer than a full house takes, shorter than anybody waits."""


class OthersFirst(TriedTooOften):
    """What fills the limit is still compared, and free again where that was right."""

    def __init__(self) -> None:
        super().__init__(math.ceil(PATIENCE.total_seconds()))


def count(session: Session, limits: Limits) -> list[Try]:
    """Count a try against each limit; raises TriedTooOften, for the caller to roll back, where one is reached."""
    at, until, keys = now(), now() + WINDOW, signing_keys(session)
    # In one order, so that two never wait for each other: the account, then the rest.
    everywhere = [guess.count(session, fingerprint(keys, name), at, until) for name in limits.everywhere]
    many = any(one and one.tries > FROM_EVERYWHERE for one in everywhere)
    most = {fingerprint(keys, bound.counted): bound.few if many else bound.tries for bound in limits.bounds}
    counted = {who: guess.count(session, who, at, until, most[who]) for who in sorted(most)}
    full = {who: most[who] for who, one in counted.items() if one is None}
    if full:
        raise _refusal(session, full, at)
    return [*filter(None, (*everywhere, *counted.values()))]


def settle(session: Session, tries: Sequence[Try], *, wrong: bool) -> None:
    """Note how a password that was counted turned out; one that was not wrong counts no more."""
    for one in tries:
        guess.settle(session, one, wrong=wrong)


def forget_old(session: Session) -> None:
    """Forget tries that no longer count."""
    guess.forget_old(session, now(), now() + WINDOW)


def _refusal(session: Session, full: Mapping[str, int], at: datetime) -> TriedTooOften:
    until = guess.closed_until(session, full)
    return TriedTooOften(math.ceil((until - at).total_seconds())) if until else OthersFirst()
