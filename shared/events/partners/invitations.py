"""Facts about invitations: issued, answered, ended."""

from dataclasses import field
from datetime import datetime
from uuid import UUID

from shared.events.contract import Event, event
from shared.events.partners.offers import OfferSummary, SessionTime


@event("partners.invitation_issued")
class InvitationIssued(Event):
    """``answer_path`` is the signed link's path on the site; ``promoted`` marks a move up from the waiting list.

    ``by_system``: no person's act led to it, so that nobody waits for the mail.
    """

    invitation_id: UUID
    offer: OfferSummary
    sessions: list[SessionTime]
    ikm_id: UUID
    ikm_name: str
    recipient_name: str
    email: str | None
    phone: str | None
    language: str
    answer_path: str
    answer_by: datetime
    promoted: bool
    revision: int = 0
    by_system: bool = False


@event("partners.invitation_answered")
class InvitationAnswered(Event):
    """``answer`` is ``accepted``, ``declined`` or ``delegated``; ``source`` is ``link``, ``phone`` or ``office``.

    ``answer_by`` is until when it may be changed, where that is not the offer's deadline.
    ``former`` are earlier invitations to the same seat whose meetings a calendar may still hold; ``shared_uids`` says
    whether it may hold them under ids of no invitation, which nobody else with that mailbox or phone needs.
    ``to_institution``: whether the institution may be told: it is no partner at the moment, or the IKM does not share.
    ``made_for``: the IKM it was meant for, where it may be merged into ``ikm_id`` at the moment.
    """

    invitation_id: UUID
    offer: OfferSummary
    sessions: list[SessionTime]
    ikm_id: UUID
    ikm_name: str
    recipient_name: str
    email: str | None
    language: str
    answer: str
    reason: str | None
    delegate_name: str | None
    delegate_relation: str | None
    source: str
    answered_at: datetime
    revision: int
    answer_path: str
    answer_by: datetime | None = None
    former: list[UUID] = field(default_factory=list)
    shared_uids: bool = False
    to_institution: bool = True
    made_for: UUID | None = None


@event("partners.invitation_closed")
class InvitationClosed(Event):
    """An invitation that ended without, or against, its answer: ``outcome`` is ``expired`` or ``cancelled``.

    ``notice`` is what the IKM is told of it: ``offer_cancelled``, ``seat_withdrawn``, or nothing where it asked for it
    itself or has lost nothing. ``email`` is where mail tells it, None where the office does by phone. What the IKM
    asked for itself (``asked_by_ikm``) is confirmed there. ``former``, ``shared_uids``, ``made_for``: as in
    ``invitation_answered``.
    """

    invitation_id: UUID
    ikm_id: UUID
    offer: OfferSummary
    outcome: str
    reason: str | None
    notice: str | None = None
    ikm_name: str = ""
    recipient_name: str = ""
    email: str | None = None
    language: str = "id"
    delegate_name: str | None = None
    sessions: list[SessionTime] = field(default_factory=list)
    revision: int = 0
    asked_by_ikm: bool = False
    former: list[UUID] = field(default_factory=list)
    shared_uids: bool = False
    made_for: UUID | None = None
