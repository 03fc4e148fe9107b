"""What notifications does when it hears of a fact."""

from typing import Any

from sqlalchemy.orm import Session

from services.notifications.actions import (
    account_links,
    contacts,
    endings,
    forgetting,
    institutions,
    invitations,
    offers,
    outcome_questions,
    participation_certificates,
    recipients,
    sessions,
    waiting_lists,
)
from services.notifications.actions.letters import tell
from shared.events import partners, registry
from shared.messaging.consumers import Consumers, Handler
from shared.office import keep_copy

consumers = Consumers("notifications")


def of_a_running_offer(act: Handler) -> Handler:
    """Return what answers a fact that shows that its offer had not ended."""

    def handle(session: Session, event: Any) -> None:
        endings.lift(session, event.offer)
        act(session, event)

    return handle


consumers.on(registry.IkmProfileChanged)(contacts.keep)
consumers.on(registry.IkmForgotten)(forgetting.forget_ikm)
consumers.on(registry.OutcomesDue)(outcome_questions.ask)
consumers.on(partners.AccountForgotten)(forgetting.forget_account)
consumers.on(partners.AccountChanged)(recipients.keep)
consumers.on(partners.InstitutionChanged)(institutions.keep)
consumers.on(partners.OfficeChanged)(keep_copy)
consumers.on(partners.AccountLinkMade)(account_links.write)
consumers.on(partners.SignInEnded)(recipients.sign_out)
consumers.on(partners.OfferSubmitted)(of_a_running_offer(tell))
consumers.on(partners.OfferReturned)(of_a_running_offer(tell))
consumers.on(partners.OfferRejected)(of_a_running_offer(tell))
consumers.on(partners.OfferOpened)(of_a_running_offer(tell))
consumers.on(partners.OfferClosed)(of_a_running_offer(tell))
consumers.on(partners.OfferCancelled)(offers.cancel)
consumers.on(partners.SessionRescheduled)(of_a_running_offer(sessions.change))
consumers.on(partners.SessionCancelled)(of_a_running_offer(sessions.change))
consumers.on(partners.SessionAdded)(of_a_running_offer(sessions.add))
consumers.on(partners.SessionNear)(of_a_running_offer(tell))
consumers.on(partners.MatchesSuggested)(of_a_running_offer(tell))
consumers.on(partners.NominationsSent)(of_a_running_offer(tell))
consumers.on(partners.NominationAnswered)(of_a_running_offer(tell))
consumers.on(partners.AttendanceCorrected)(tell)
consumers.on(partners.WaitingBegan)(of_a_running_offer(waiting_lists.begin))
consumers.on(partners.WaitingEnded)(waiting_lists.end)
consumers.on(partners.InvitationIssued)(of_a_running_offer(invitations.invite))
consumers.on(partners.InvitationAnswered)(of_a_running_offer(invitations.confirm))
consumers.on(partners.InvitationClosed)(invitations.close)
consumers.on(partners.ParticipationCertificateIssued)(tell)
consumers.on(partners.ParticipationCertificateRevoked)(participation_certificates.revoke)
