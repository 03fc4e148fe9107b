"""What notifications does when it hears of a fact."""

from services.notifications.actions import contacts, invitations, nominations, offers, recipients
from shared.events import partners, registry
from shared.messaging.consumers import Consumers

consumers = Consumers("notifications")

consumers.on(registry.IkmProfileChanged)(contacts.keep)
consumers.on(partners.AccountChanged)(recipients.keep)
consumers.on(partners.SignInEnded)(recipients.sign_out)
consumers.on(partners.OfferSubmitted)(offers.tell_of_submission)
consumers.on(partners.OfferReturned)(offers.tell_of_return)
consumers.on(partners.OfferRejected)(offers.tell_of_rejection)
consumers.on(partners.OfferOpened)(offers.tell_of_opening)
consumers.on(partners.OfferClosed)(offers.tell_of_closing)
consumers.on(partners.OfferCancelled)(offers.tell_of_cancellation)
consumers.on(partners.MatchesSuggested)(offers.tell_of_suggestions)
consumers.on(partners.NominationsSent)(nominations.tell_of_nominees)
consumers.on(partners.NominationAnswered)(nominations.tell_of_answer)
consumers.on(partners.InvitationIssued)(invitations.invite)
consumers.on(partners.InvitationAnswered)(invitations.confirm)
consumers.on(partners.InvitationClosed)(invitations.close)
