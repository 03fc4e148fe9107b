"""Who answers by a link: the invited, or the office where its staff are signed in."""

from contextlib import AbstractContextManager, nullcontext

from services.partners.models.nomination import Nomination
from shared.context import Actor, acting_as, correlation_id
from shared.errors import Forbidden
from shared.language import msg
from shared.rights import Right
from shared.web.auth import current_user, may

ONLY_READS = msg("You are signed in with an account that only reads. It cannot answer for others.")


def reader(nomination: Nomination) -> AbstractContextManager[None]:
    """Act as the invited, whoever else is signed in on this device, except the office, whose answers are its own.

    Raises Forbidden for whoever may read in the office but record nothing.
    """
    if not may_answer():
        raise Forbidden(ONLY_READS)
    if is_office():
        return nullcontext()
    return acting_as(Actor(None, nomination.profile.contact_name, "invited"), correlation_id())


def is_office() -> bool:
    """Tell whether whoever holds the link is signed in as staff, who record answers in their own name."""
    return may(Right.ANSWERS_RECORD)


def may_answer() -> bool:
    """Tell whether whoever holds the link may answer."""
    user = current_user()
    return user is None or user.institution_id is not None or is_office()
