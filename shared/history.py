"""Is the history whole? Its chain and its seals, followed from the first change to the last."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from shared import seals
from shared.audit import Change, ChangeHead, fingerprint, sealing_keys


@dataclass
class Verdict:
    """``broken``: the first change that does not fit, 0 where all are gone.

    ``unsealed_to``, ``unsealed_until``: the last change from before there was a key, and when it was; neither ever
    grows. ``foreign``: how many bear the seal of a key that is not at hand. For both, the next seal of ours vouches.
    """

    broken: int | None = None
    unsealed_to: int = 0
    unsealed_until: datetime | None = None
    foreign: int = 0


def verify(session: Session) -> Verdict:
    """Follow the chain from its first change to its head, and look at every seal."""
    keys, verdict, previous, last, vouched = sealing_keys(session), Verdict(), "", 0, None
    history = select(*Change.__table__.columns).order_by(Change.id).execution_options(yield_per=1000)
    with session.execute(history) as changes:
        for change in map(Row._asdict, changes):
            fit = seals.fits(keys, change["hash"], change["seal"]) if change["seal"] else None
            stripped = change["seal"] is None and last > verdict.unsealed_to
            linked = change["previous_hash"] == previous and change["hash"] == fingerprint(change)
            if fit is False or stripped or not linked:
                verdict.broken = int(change["id"])
                return verdict
            previous, last, vouched = change["hash"], change["id"], fit
            if change["seal"] is None:
                verdict.unsealed_to, verdict.unsealed_until = last, change["at"]
            verdict.foreign += change["seal"] is not None and fit is None
    head = session.scalars(select(ChangeHead.hash)).one()
    if head != previous or (last and not vouched):
        verdict.broken = last
    return verdict


def first_broken_link(session: Session) -> int | None:
    """Return the id of the first change that does not fit the chain, or None where all is whole.

    Where the newest changes are gone, that is the id of the last one left, or 0.
    """
    return verify(session).broken
