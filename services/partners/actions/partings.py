"""What a merger moved or took back, once it is undone: nobody is invited twice, and no seat is lost unseen."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions import losses
from services.partners.actions.handing_over import hand_over, note, reassign
from services.partners.domain import nomination as rules
from services.partners.models.base import known
from services.partners.models.ikm_profile import remaining_id
from services.partners.models.invitation import Invitation, issued_until, live, newest_of
from services.partners.models.nomination import Nomination, of_ikm
from services.partners.models.offer import Offer
from services.partners.queries.handings_over import PARTED
from shared.clock import now
from shared.language import DEFAULT, translate


def was_given_since(session: Session, nomination: Nomination) -> bool:
    """Tell whether a moved nomination got its newest invitation, or its place in line, after it was moved.

    An answer to an invitation of before is no such thing: its link was sent to the IKM it was made for.
    """
    moved_at = nomination.merged_at
    if nomination.moved_from is None or moved_at is None:
        return False
    if any(item.issued_at > moved_at for item in newest_of(session, nomination.id)):
        return True
    unasked = nomination.state in rules.LIVE and not live(session, [nomination.id])
    return unasked and nomination.decided_at is not None and nomination.decided_at > moved_at


def leave_with(session: Session, nomination: Nomination) -> None:
    """Let the IKM that was asked keep the seat as its own; the first one has what it was asked before.

    Its links go with the invitations: by none of them does somebody see, or answer, what was sent to the other.
    """
    former = issued_until(session, nomination.id, known(nomination.merged_at))
    trace = Nomination(
        offer_id=nomination.offer_id,
        ikm_id=nomination.made_for,
        state=rules.WITHDRAWN,
        policy_version=nomination.policy_version,
        suggested_at=nomination.suggested_at,
        nominated_at=_nominated_before(nomination, former),
        reason=translate(rules.MERGED, DEFAULT),
        superseded_by=nomination.id,
        lost_to=nomination.ikm_id,
    )
    session.add(trace)
    nomination.moved_from = nomination.merged_at = None
    session.flush()
    note(session, nomination, PARTED, trace.ikm_id)
    reassign(session, former, trace)


def _nominated_before(nomination: Nomination, former: Sequence[Invitation]) -> datetime | None:
    """Return since when the first one counted as nominated, None where that came only after the merger."""
    since = [nomination.nominated_at, *(item.issued_at for item in former)]
    return min((at for at in since if at and at <= known(nomination.merged_at)), default=None)


def set_free(session: Session, nomination: Nomination) -> None:
    """Let a nomination count again that gave way to one of another IKM."""
    place = remaining_id(session, nomination.made_for)
    if place is None:
        return
    nomination.superseded_by = _in_the_way(session, nomination.offer_id, place)
    if nomination.superseded_by is None:
        hand_over(session, nomination, place)


def put_before_staff(session: Session, offer: Offer, nomination: Nomination) -> None:
    """Note that what a nomination lost, it lost to another IKM after all; or that the two are one once more.

    What it had was given to the other, or to the next in line: it is not given again by itself.
    """
    if nomination.parted_at is not None:
        nomination.parted_at, nomination.reason = None, translate(rules.MERGED, DEFAULT)
    elif not losses.still_lost(session, offer, nomination):
        nomination.parted_at, nomination.reason = now(), translate(rules.PARTED, DEFAULT)
    session.flush()


def _in_the_way(session: Session, offer_id: UUID, ikm_id: UUID) -> UUID | None:
    """Return the nomination that counts for an IKM already."""
    other = of_ikm(session, offer_id, ikm_id)
    return other.id if other else None
