"""Facts partners announces: accounts, institutions, offers, nominations, invitations."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from shared.events.contract import Event, event


@dataclass(frozen=True, kw_only=True)
class OfferSummary:
    """What a mail needs to say about an offer; only one that was returned and then cancelled may lack a value.

    ``revision`` grows with the offer; 0 where it is not known. ``hours_from`` and ``hours_until`` are WITA ("08:00").
    """

    offer_id: UUID
    title: str
    topic: str
    form: str
    mode: str | None
    institution_id: UUID
    institution_name: str
    institution_email: str | None
    starts_on: date | None
    ends_on: date | None
    place: str | None
    quota: int | None
    answer_by: datetime | None
    revision: int = 0
    summary: str = ""
    hours_from: str | None = None
    hours_until: str | None = None
    map_url: str | None = None
    cost: str | None = None
    bring: str | None = None
    contact_name: str | None = None
    contact_phone: str | None = None


@dataclass(frozen=True, kw_only=True)
class SessionTime:
    session_id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str | None


@dataclass(frozen=True, kw_only=True)
class Nominee:
    """All an institution may see of an IKM, and which one it is."""

    nomination_id: UUID
    ikm_name: str
    kecamatan: str | None
    product: str | None
    ikm_id: UUID | None = None


@event("partners.account_forgotten")
class AccountForgotten(Event):
    """The history is to say nothing more of whoever had this account; ``basis``: why, naming nobody."""

    account_id: UUID
    basis: str


@event("partners.account_changed")
class AccountChanged(Event):
    """Who works here and how they are reached; sessions signed in before ``valid_from`` end."""

    account_id: UUID
    revision: int
    name: str
    email: str
    role: str
    institution_id: UUID | None
    language: str
    active: bool
    sessions_valid_from: datetime


@event("partners.institution_changed")
class InstitutionChanged(Event):
    """The whole snapshot of an institution; the highest revision wins. One that is not ``active`` is told nothing."""

    institution_id: UUID
    revision: int
    name: str
    email: str | None
    active: bool


@event("partners.office_changed")
class OfficeChanged(Event):
    """The whole of how the office presents itself; the highest revision wins, what is empty is not said.

    ``quiet_from`` and ``quiet_until`` are clock times in WITA, such as "20:00".
    """

    revision: int
    name: str = ""
    address: str = ""
    phone: str = ""
    whatsapp: str = ""
    email: str = ""
    letterhead: str = ""
    hours: str = ""
    quiet_from: str = ""
    quiet_until: str = ""


@event("partners.account_link_made")
class AccountLinkMade(Event):
    """Somebody may set the password of an account by a link that works once, until ``ends_at``.

    ``purpose``: ``invited`` or ``forgotten``. The link's secret is not here: whoever writes the mail works it out from
    ``link_id`` and the secret key, and knows it by its ``digest``.
    """

    link_id: UUID
    digest: str
    account_id: UUID
    purpose: str
    name: str
    email: str
    language: str
    ends_at: datetime


@event("partners.sign_in_ended")
class SignInEnded(Event):
    """One sign-in, of a browser or a program, no longer counts; the account's others do."""

    sign_in_id: UUID
    began_at: datetime


@event("partners.objection_remembered")
class ObjectionRemembered(Event):
    """An owner's objection that the registry forgot when it was put back from a copy."""

    ikm_id: UUID
    restricted: bool
    consent_withdrawn: bool


@event("partners.offer_submitted")
class OfferSubmitted(Event):
    offer: OfferSummary


@event("partners.offer_returned")
class OfferReturned(Event):
    offer: OfferSummary
    reason: str


@event("partners.offer_rejected")
class OfferRejected(Event):
    offer: OfferSummary
    reason: str


@event("partners.offer_opened")
class OfferOpened(Event):
    offer: OfferSummary


@event("partners.offer_closed")
class OfferClosed(Event):
    offer: OfferSummary


@event("partners.offer_cancelled")
class OfferCancelled(Event):
    """``invitations`` names those still live at that moment; each has its own ``invitation_closed``.

    ``calls`` is how many of them the office tells by phone; without it, it is for the reader to tell those in ``ikm``
    by mail. ``cancelled_by`` is the account that did it, ``by_institution`` whether that is one of the institution's.
    """

    offer: OfferSummary
    reason: str
    invitations: list[UUID] = field(default_factory=list)
    ikm: list[UUID] = field(default_factory=list)
    calls: int | None = None
    cancelled_by: UUID | None = None
    by_institution: bool = False


@event("partners.matches_suggested")
class MatchesSuggested(Event):
    offer: OfferSummary
    suggested: int
    to_confirm: int
    not_eligible: int


@event("partners.nominations_sent")
class NominationsSent(Event):
    """``to_institution``: whether the institution may be told of people at all; not while it is suspended."""

    offer: OfferSummary
    nominees: list[Nominee]
    to_institution: bool = True


@event("partners.nomination_answered")
class NominationAnswered(Event):
    offer: OfferSummary
    nominee: Nominee
    answer: str
    reason: str | None


@event("partners.waiting_began")
class WaitingBegan(Event):
    """All seats are taken; the IKM waits at this ``place`` in line.

    Its page under ``answer_path`` shows the place at any time. ``email`` is where mail tells it, if anywhere.
    ``made_for``: as in ``invitation_answered``.
    """

    nomination_id: UUID
    offer: OfferSummary
    sessions: list[SessionTime]
    ikm_id: UUID
    ikm_name: str
    recipient_name: str
    email: str | None
    language: str
    place: int
    since: datetime
    answer_path: str
    made_for: UUID | None = None


@event("partners.waiting_ended")
class WaitingEnded(Event):
    """An IKM that had been told its place in line waits no more, and has no seat.

    ``why`` is ``no_seat`` (none fell free in time), ``called_off`` (the programme is) or ``taken_out`` (by the office
    or the institution, with its ``reason``).
    """

    nomination_id: UUID
    offer: OfferSummary
    ikm_id: UUID
    ikm_name: str
    recipient_name: str
    email: str | None
    language: str
    why: str
    reason: str | None
    ended_at: datetime
    made_for: UUID | None = None


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
