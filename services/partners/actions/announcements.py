"""What partners tells the others about an offer and its people: the same words in every event."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.domain.timetable import Slot
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.queries import succession
from shared.clock import today
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
        revision=offer.revision,
        summary=offer.summary,
        hours_from=offer.hours_from,
        hours_until=offer.hours_until,
        map_url=offer.map_url,
        cost=offer.cost,
        bring=offer.bring,
        contact_name=offer.contact_name,
        contact_phone=offer.contact_phone,
    )


def cancelled(offer: Offer, stopped: Sequence[Invitation], calls: int) -> OfferCancelled:
    """Return the fact that an offer was called off, with the invitations that were live and the calls to make."""
    return OfferCancelled(
        offer=summary(offer),
        reason=offer.state_reason or "",
        invitations=[item.id for item in stopped],
        ikm=[item.ikm_id for item in stopped if item.notice and item.mail_address],
        calls=calls,
        cancelled_by=actor().id,
        by_institution=actor().institution_id is not None,
    )


def session_times(offer: Offer) -> list[SessionTime]:
    return [session_time(offer, slot) for slot in offer.slots]


def session_time(offer: Offer, slot: Slot) -> SessionTime:
    """Return when and where one of its meetings is."""
    return SessionTime(
        session_id=slot.id,
        title=slot.title,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        place=slot.place or offer.place,
        sequence=slot.sequence,
    )


def nominee(nomination: Nomination) -> Nominee:
    """Return all an institution may see of an IKM."""
    ikm = nomination.profile
    return Nominee(
        nomination_id=nomination.id,
        ikm_name=ikm.name,
        kecamatan=kecamatan_name(ikm.kecamatan_code),
        product=ikm.product,
        ikm_id=nomination.ikm_id,
    )


def closed(
    session: Session, stopped: Collection[Invitation], offer: Offer, *, asked_by_ikm: bool = False
) -> Iterator[InvitationClosed]:
    """Yield for each invitation the fact that it ended without, or against, its answer."""
    known = in_calendars(session, offer, stopped)
    for item in stopped:
        yield _closed(item, offer, asked_by_ikm=asked_by_ikm, **known[item.id])


def in_calendars(session: Session, offer: Offer, invitations: Collection[Invitation]) -> dict[UUID, dict[str, Any]]:
    """Return under which other ids a calendar may hold the meetings of each invitation."""
    former = succession.former_of(session, offer.id, invitations)
    alone = succession.alone_in_mailbox(session, offer.id, invitations)
    return {
        item.id: {
            "former": [other.id for other in former[item.id]],
            "shared_uids": item.id in alone and any(other.shared_uids for other in (item, *former[item.id])),
        }
        for item in invitations
    }


def _closed(invitation: Invitation, offer: Offer, *, asked_by_ikm: bool, **in_calendar: Any) -> InvitationClosed:
    profile = invitation.nomination.profile
    tells = invitation.notice or (asked_by_ikm and not offer.is_over(today()))
    return InvitationClosed(
        invitation_id=invitation.id,
        ikm_id=invitation.ikm_id,
        offer=summary(offer),
        outcome=invitation.state,
        reason=invitation.reason,
        notice=invitation.notice,
        ikm_name=profile.name,
        recipient_name=profile.contact_name,
        email=invitation.mail_address if tells else None,
        language=profile.language,
        delegate_name=invitation.delegate_name,
        sessions=session_times(offer),
        revision=invitation.revision,
        asked_by_ikm=asked_by_ikm,
        made_for=invitation.made_for,
        **in_calendar,
    )
