"""Facts partners announces, each beside its noun."""

from shared.events.partners.accounts import AccountChanged, AccountForgotten, AccountLinkMade, SignInEnded
from shared.events.partners.attendance import AttendanceCorrected, Correction
from shared.events.partners.certificates import ParticipationCertificateIssued, ParticipationCertificateRevoked
from shared.events.partners.enrolments import EnrolmentChanged
from shared.events.partners.ikm import IkmAnswered, ObjectionRemembered
from shared.events.partners.institutions import InstitutionChanged
from shared.events.partners.invitations import InvitationAnswered, InvitationClosed, InvitationIssued
from shared.events.partners.nominations import MatchesSuggested, NominationAnswered, NominationsSent, Nominee
from shared.events.partners.offers import (
    OfferCancelled,
    OfferClosed,
    OfferOpened,
    OfferRejected,
    OfferReturned,
    OfferSubmitted,
    OfferSummary,
    SessionTime,
)
from shared.events.partners.office import OfficeChanged
from shared.events.partners.sessions import (
    Participant,
    SessionAdded,
    SessionCancelled,
    SessionNear,
    SessionRescheduled,
)
from shared.events.partners.waiting_lists import WaitingBegan, WaitingEnded

__all__ = [
    "AccountChanged",
    "AccountForgotten",
    "AccountLinkMade",
    "AttendanceCorrected",
    "Correction",
    "EnrolmentChanged",
    "IkmAnswered",
    "InstitutionChanged",
    "InvitationAnswered",
    "InvitationClosed",
    "InvitationIssued",
    "MatchesSuggested",
    "NominationAnswered",
    "NominationsSent",
    "Nominee",
    "ObjectionRemembered",
    "OfferCancelled",
    "OfferClosed",
    "OfferOpened",
    "OfferRejected",
    "OfferReturned",
    "OfferSubmitted",
    "OfferSummary",
    "OfficeChanged",
    "Participant",
    "ParticipationCertificateIssued",
    "ParticipationCertificateRevoked",
    "SessionAdded",
    "SessionCancelled",
    "SessionNear",
    "SessionRescheduled",
    "SessionTime",
    "SignInEnded",
    "WaitingBegan",
    "WaitingEnded",
]
