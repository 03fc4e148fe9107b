"""What partners tells the others about an offer and its people: the same words in every event."""

from collections.abc import Sequence

from services.partners.domain.account import INSTITUTION
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from shared.context import actor
from shared.events.partners import InvitationClosed, Nominee, OfferCancelled, OfferSummary, SessionTime
from shared.vocabulary import kecamatan_name


def summary(offer: Offer) -> OfferSummary:
    """Return what a mail needs to say about an offer that was submitted at least once."""
    return OfferSummary(
        offer_id=offer.id,
        title=offer.title,
        topic=offer.topic,
        form=offer.form,
        mode=offer.mode,
        institution_id=offer.institution_id,
        institution_name=offer.institution.name,
        institution_email=offer.institution.email,
        starts_on=offer.starts_on,
        ends_on=offer.ends_on,
        place=offer.place,
        quota=offer.quota,
        answer_by=offer.answer_by,
    )


def cancelled(offer: Offer, stopped: Sequence[Invitation]) -> OfferCancelled:
    """Return the fact that an offer was called off, with the invitations that were live."""
    told = [item for item in stopped if item.notice]
    return OfferCancelled(
        offer=summary(offer),
        reason=offer.state_reason or "",
        invitations=[item.id for item in stopped],
        ikm=[item.ikm_id for item in told if item.mail_address],
        calls=len([item for item in told if not item.mail_address]),
        cancelled_by=actor().id,
        by_institution=actor().role == INSTITUTION,
    )


def session_times(offer: Offer) -> list[SessionTime]:
    return [
        SessionTime(
            session_id=item.id,
            title=item.title,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            place=item.place or offer.place,
        )
        for item in offer.sessions
        if item.state == "planned"
    ]


def nominee(nomination: Nomination) -> Nominee:
    """Return all an institution may see of an IKM."""
    ikm = nomination.profile
    return Nominee(
        nomination_id=nomination.id,
        ikm_name=ikm.name,
        kecamatan=kecamatan_name(ikm.kecamatan_code),
        product=ikm.product,
    )


def closed(invitation: Invitation, offer: Offer) -> InvitationClosed:
    """Return the fact that an invitation ended without, or against, its answer."""
    profile = invitation.nomination.profile
    return InvitationClosed(
        invitation_id=invitation.id,
        ikm_id=invitation.ikm_id,
        offer=summary(offer),
        outcome=invitation.state,
        reason=invitation.reason,
        notice=invitation.notice,
        ikm_name=profile.name,
        recipient_name=profile.contact_name,
        email=invitation.mail_address if invitation.notice else None,
        language=profile.language,
        delegate_name=invitation.delegate_name,
        sessions=session_times(offer),
        revision=invitation.revision,
    )
