"""One nomination, with its invitations, from the IKM that has it to another that is, or was, the same."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.partners.actions import steps
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination, recount_under
from services.partners.queries.handings_over import MOVED, PARTED
from shared.among import among
from shared.audit import record
from shared.clock import now


def hand_over(session: Session, nomination: Nomination, ikm_id: UUID) -> None:
    """Let an IKM have a nomination; for whom it was made is remembered as long as that is another."""
    old, owner = nomination.ikm_id, nomination.made_for
    moved = {"ikm_id": ikm_id, "revision": Invitation.revision + 1}
    nomination.ikm_id = ikm_id
    nomination.moved_from = owner if owner != ikm_id else None
    nomination.merged_at = now() if nomination.moved_from else None
    session.flush()
    session.expire(nomination, ["profile"])
    recount_under(session, nomination.profile)
    steps.follow_outcomes(session, [nomination.offer_id])
    session.execute(update(Invitation).where(Invitation.nomination_id == nomination.id).values(moved))
    note(session, nomination, MOVED if nomination.moved_from else PARTED, old)


def note(session: Session, nomination: Nomination, action: str, old: UUID) -> None:
    """Record whose a nomination was before and whose it is now."""
    record(session, noun="nomination", noun_id=nomination.id, action=action,
           old={"ikm_id": str(old)}, new={"ikm_id": str(nomination.ikm_id)})  # fmt: skip


def reassign(session: Session, invitations: Sequence[Invitation], nomination: Nomination) -> None:
    """Let a nomination have invitations that hung on another of the same offer."""
    moved = {"nomination_id": nomination.id, "ikm_id": nomination.ikm_id}
    mine = update(Invitation).where(among(Invitation.id, [item.id for item in invitations]))
    session.execute(mine.values(moved | {"revision": Invitation.revision + 1}))
    for item in invitations:
        session.expire(item)
