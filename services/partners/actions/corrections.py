"""What is changed in a list that was closed: with a reason, and staff hear of it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.actions import announcements, conclusions
from services.partners.domain.mark import Mark
from services.partners.models.enrolment import Enrolment
from services.partners.models.offer import Offer
from shared.context import actor
from shared.events.partners import AttendanceCorrected, Correction
from shared.language import msg
from shared.messaging.outbox import publish
from shared.states import require_reason as require

WHY = msg("The list is closed. Say why it is corrected: the office reads it.")


def require_reason(offer: Offer, changed: Sequence[Mark], reason: str | None) -> None:
    """Raise InvalidInput where something changes in a closed list and nobody says why."""
    if offer.list_closed_at and changed:
        require(reason, WHY)


def follow(
    session: Session,
    offer: Offer,
    changed: Sequence[Mark],
    before: Mapping[tuple[UUID, UUID], str],
    people: Mapping[UUID, Enrolment],
    reason: str | None,
) -> None:
    """Conclude anew what the closed list says of these people, and tell staff."""
    if not offer.list_closed_at or not changed:
        return
    conclusions.conclude(session, offer, [people[key] for key in dict.fromkeys(item.enrolment_id for item in changed)])
    titles = {item.id: item.title for item in offer.sessions}
    publish(
        session,
        AttendanceCorrected(
            offer=announcements.summary(offer),
            corrections=[
                Correction(
                    enrolment_id=item.enrolment_id,
                    ikm_name=people[item.enrolment_id].nomination.profile.name,
                    session_title=titles[item.session_id],
                    before=before[item.place],
                    after=item.state,
                    enrolment_state=people[item.enrolment_id].state,
                )
                for item in changed
            ],
            reason=(reason or "").strip(),
            corrected_by=actor().id,
            by_institution=actor().institution_id is not None,
        ),
    )
