"""On whose behalf an invitation is answered."""

from contextlib import AbstractContextManager

from services.partners.models.invitation import Invitation
from shared.context import Actor, acting_as, correlation_id


def reader(invitation: Invitation) -> AbstractContextManager[None]:
    """Act as the invited: whoever holds the link answers, not who happens to be signed in on this device."""
    return acting_as(Actor(None, invitation.nomination.profile.contact_name, "invited"), correlation_id())
