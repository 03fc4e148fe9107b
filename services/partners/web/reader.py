"""Who holds an invitation's link, and how often links may be guessed."""

from contextlib import AbstractContextManager
from http import HTTPStatus

from services.partners.models.invitation import Invitation
from shared.context import Actor, acting_as, correlation_id
from shared.web.limits import limiter

no_guessing = limiter.shared_limit(
    "30 per minute", scope="invitation-links", deduct_when=lambda response: response.status_code == HTTPStatus.NOT_FOUND
)
"""Only wrong links count: a whole village may answer from one address."""


def reader(invitation: Invitation) -> AbstractContextManager[None]:
    """Act as the invited: whoever holds the link answers, not who happens to be signed in on this device."""
    return acting_as(Actor(None, invitation.nomination.profile.contact_name, "invited"), correlation_id())
