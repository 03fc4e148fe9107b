"""Facts about accounts: who works here, how they sign in."""

from datetime import datetime
from uuid import UUID

from shared.events.contract import Event, event


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
