"""Facts about single meetings of a programme that runs, each with everybody who comes."""

from dataclasses import dataclass, field
from uuid import UUID

from shared.events.contract import Event, event
from shared.events.partners.offers import OfferSummary, SessionTime


@dataclass(frozen=True, kw_only=True)
class Participant:
    """An IKM that said that it comes, or that ``delegate_name`` does.

    ``email`` is where mail tells it, None where the office does by phone; ``revision`` is the invitation's. ``former``,
    ``shared_uids``, ``made_for``: as in ``invitation_answered``.
    """

    invitation_id: UUID
    ikm_id: UUID
    ikm_name: str
    recipient_name: str
    email: str | None
    language: str
    revision: int
    answer_path: str
    delegate_name: str | None = None
    former: list[UUID] = field(default_factory=list)
    shared_uids: bool = False
    made_for: UUID | None = None


@event("partners.session_rescheduled")
class SessionRescheduled(Event):
    """A meeting has another time or place than it ``was`` to have.

    ``sessions`` are all that are planned now. ``changed_by`` is the account that did it, ``by_institution`` whether
    that is one of the institution's.
    """

    offer: OfferSummary
    session: SessionTime
    was: SessionTime
    reason: str
    sessions: list[SessionTime]
    participants: list[Participant]
    changed_by: UUID | None
    by_institution: bool


@event("partners.session_cancelled")
class SessionCancelled(Event):
    """A meeting does not take place; ``participants`` is empty where that became known after it. Else as above."""

    offer: OfferSummary
    session: SessionTime
    reason: str
    sessions: list[SessionTime]
    participants: list[Participant]
    changed_by: UUID | None
    by_institution: bool


@event("partners.session_added")
class SessionAdded(Event):
    """A programme meets also at the times in ``added``. Else as above."""

    offer: OfferSummary
    added: list[SessionTime]
    sessions: list[SessionTime]
    participants: list[Participant]
    changed_by: UUID | None
    by_institution: bool


@event("partners.session_near")
class SessionNear(Event):
    """It is the morning before these meetings: whoever comes is reminded.

    ``by_system``: as in ``invitation_issued``.
    """

    offer: OfferSummary
    near: list[SessionTime]
    participants: list[Participant]
    by_system: bool = True
