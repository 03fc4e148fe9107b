"""Who receives what, on one screen. ``python -m local.event_map`` writes the README's event map from this."""

from shared.events import notifications as notifications
from shared.events import partners as partners
from shared.events import registry as registry
from shared.events.contract import Event

REGISTRY, PARTNERS, NOTIFICATIONS = "registry", "partners", "notifications"
SERVICES = (REGISTRY, PARTNERS, NOTIFICATIONS)

CONSUMERS: dict[type[Event], tuple[str, ...]] = {
    registry.IkmProfileChanged: (PARTNERS, NOTIFICATIONS),
    registry.WaitingCounted: (PARTNERS,),
    registry.IkmForgotten: (PARTNERS, NOTIFICATIONS),
    registry.AnswerSettled: (PARTNERS,),
    registry.OutcomeChanged: (PARTNERS,),
    registry.OutcomesDue: (NOTIFICATIONS,),
    partners.AccountChanged: (REGISTRY, NOTIFICATIONS),
    partners.InstitutionChanged: (NOTIFICATIONS,),
    partners.AccountForgotten: (REGISTRY, NOTIFICATIONS),
    partners.OfficeChanged: (REGISTRY, NOTIFICATIONS),
    partners.AccountLinkMade: (NOTIFICATIONS,),
    partners.SignInEnded: (REGISTRY, NOTIFICATIONS),
    partners.ObjectionRemembered: (REGISTRY,),
    partners.IkmAnswered: (REGISTRY,),
    partners.OfferSubmitted: (NOTIFICATIONS,),
    partners.OfferReturned: (NOTIFICATIONS,),
    partners.OfferRejected: (NOTIFICATIONS,),
    partners.OfferOpened: (PARTNERS, NOTIFICATIONS),
    partners.OfferClosed: (NOTIFICATIONS,),
    partners.OfferCancelled: (NOTIFICATIONS,),
    partners.SessionRescheduled: (NOTIFICATIONS,),
    partners.SessionCancelled: (NOTIFICATIONS,),
    partners.SessionAdded: (NOTIFICATIONS,),
    partners.SessionNear: (NOTIFICATIONS,),
    partners.MatchesSuggested: (NOTIFICATIONS,),
    partners.NominationsSent: (NOTIFICATIONS,),
    partners.NominationAnswered: (NOTIFICATIONS,),
    partners.WaitingBegan: (NOTIFICATIONS,),
    partners.WaitingEnded: (NOTIFICATIONS,),
    partners.InvitationIssued: (NOTIFICATIONS,),
    partners.InvitationAnswered: (REGISTRY, NOTIFICATIONS),
    partners.InvitationClosed: (REGISTRY, NOTIFICATIONS),
    partners.EnrolmentChanged: (REGISTRY,),
    partners.AttendanceCorrected: (NOTIFICATIONS,),
    partners.ParticipationCertificateIssued: (NOTIFICATIONS,),
    partners.ParticipationCertificateRevoked: (NOTIFICATIONS,),
    notifications.EmailFailed: (REGISTRY, PARTNERS),
    notifications.EmailTriedAgain: (REGISTRY, PARTNERS),
    notifications.EmailDoubtful: (PARTNERS,),
    notifications.EmailArrived: (PARTNERS,),
    notifications.MailFlowChanged: (PARTNERS,),
    notifications.OutgoingMailChanged: (REGISTRY, PARTNERS),
    notifications.WaitingCounted: (PARTNERS,),
}


def producer_of(contract: type[Event]) -> str:
    """Return the service that announces a fact: the part of its name before the dot."""
    return contract.event_name.partition(".")[0]


def producers_for(consumer: str) -> list[str]:
    """Return the services whose facts a consumer hears."""
    return [producer for producer, hearer in streams() if hearer == consumer]


def streams() -> list[tuple[str, str]]:
    """Return every (producer, consumer) pair between which events travel."""
    return sorted({(producer_of(fact), consumer) for fact, consumers in CONSUMERS.items() for consumer in consumers})
