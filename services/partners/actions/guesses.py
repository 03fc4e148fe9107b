"""Guesses of a password are counted before it is compared, so that many at once are not more than one by one."""

import hashlib
import hmac
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from services.partners.domain.guessing import WINDOW, Limit
from services.partners.models import guess
from shared.clock import now
from shared.database import signing_keys
from shared.errors import TriedTooOften


@dataclass(frozen=True)
class Try:
    """One try that was counted, to be taken back if it was right."""

    who: str
    until: datetime


def count(session: Session, limits: Sequence[Limit]) -> list[Try]:
    """Count a try against each limit; raises TriedTooOften, for the caller to roll back, where one is reached."""
    at = now()
    # In one order, so that two never wait for each other.
    keys = signing_keys(session)
    bounds = sorted((fingerprint(keys, limit.counted), limit.tries) for limit in limits)
    counted = [(who, guess.count(session, who, most, at, at + WINDOW)) for who, most in bounds]
    refused = [guess.forgotten_at(session, who) or at for who, until in counted if until is None]
    if refused:
        raise TriedTooOften(math.ceil((max(refused) - at).total_seconds()))
    return [Try(who, until) for who, until in counted if until]


def take_back(session: Session, tries: Sequence[Try]) -> None:
    """Forget tries that were right."""
    for one in tries:
        guess.uncount(session, one.who, one.until)


def forget_old(session: Session) -> None:
    """Forget tries that no longer count."""
    guess.forget_old(session, now(), now() + WINDOW)


def fingerprint(keys: Sequence[str], text: str) -> str:
    """Return what stands for a text that is not to be kept, such as an address nobody here has."""
    return hmac.new(keys[0].encode(), b"guess:" + text.encode(), hashlib.sha256).hexdigest()
