"""Which invitation followed which: one IKM may be invited anew, or be found to be another that was invited too."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.domain.invitation import HOLDS_A_SEAT
from services.partners.domain.nomination import LIVE
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.invitation import Invitation, newest_of
from services.partners.models.nomination import Nomination
from shared.address import normal
from shared.among import among
from shared.chains import last_of


def current_of(session: Session, invitation: Invitation) -> Invitation:
    """Return the invitation that counts for the seat this one was for, itself where none followed."""
    return next(iter(newest_of(session, _remaining(session, invitation.nomination_id))), invitation)


def awaits_another(session: Session, invitation: Invitation) -> bool:
    """Tell whether this one has ended while its IKM is still considered: another will follow with its seat."""
    if invitation.state in HOLDS_A_SEAT or current_of(session, invitation).id != invitation.id:
        return False
    standing = select(Nomination.state).where(Nomination.id == _remaining(session, invitation.nomination_id))
    return session.scalar(standing) in LIVE


def former_of(session: Session, offer_id: UUID, invitations: Collection[Invitation]) -> dict[UUID, list[Invitation]]:
    """Return for each invitation those to the same seat that went before it, also of IKM merged into its own."""
    heirs = _heirs(session, offer_id, {item.nomination_id for item in invitations})
    of_all = (
        select(Invitation).where(among(Invitation.nomination_id, heirs)).order_by(Invitation.issued_at, Invitation.id)
    )
    found = session.scalars(of_all).all()
    return {
        item.id: [other for other in found if heirs[other.nomination_id] == item.nomination_id and other is not item]
        for item in invitations
    }


def alone_in_mailbox(session: Session, offer_id: UUID, invitations: Collection[Invitation]) -> set[UUID]:
    """Return which of these have no neighbour: an IKM with the same mailbox or phone whose seat has shared UIDs too."""
    holding = (
        select(IkmProfile.email, IkmProfile.phone)
        .join(Nomination, Nomination.ikm_id == IkmProfile.ikm_id)
        .join(Invitation, Invitation.nomination_id == Nomination.id)
        .where(Invitation.offer_id == offer_id, Invitation.state.in_(HOLDS_A_SEAT), Invitation.shared_uids)
        .where(~among(Invitation.id, [item.id for item in invitations]))
    )
    needed = {way for row in session.execute(holding) for way in _ways(row.email, row.phone)}
    profiles = {item.id: item.nomination.profile for item in invitations}
    return {key for key, profile in profiles.items() if needed.isdisjoint(_ways(profile.email, profile.phone))}


def _ways(email: str | None, phone: str | None) -> Iterable[str]:
    return [way for way in (email and normal(email), phone) if way]


def _remaining(session: Session, nomination_id: UUID) -> UUID:
    # Read anew: between the page and the offer's lock an IKM may have become another.
    def heir_of(one: UUID) -> UUID | None:
        return session.scalar(select(Nomination.superseded_by).where(Nomination.id == one))

    return last_of(nomination_id, heir_of) or nomination_id


def _heirs(session: Session, offer_id: UUID, nomination_ids: Collection[UUID]) -> Mapping[UUID, UUID]:
    """Return for each of these nominations, and for those superseded by it, which of these it is."""
    heirs = {nomination_id: nomination_id for nomination_id in nomination_ids}
    latest = set(nomination_ids)
    while latest:
        superseded = select(Nomination.id, Nomination.superseded_by).where(
            Nomination.offer_id == offer_id, among(Nomination.superseded_by, latest)
        )
        rows = session.execute(superseded).all()
        latest = {row.id for row in rows} - set(heirs)
        heirs |= {row.id: heirs[row.superseded_by] for row in rows if row.id in latest}
    return heirs
