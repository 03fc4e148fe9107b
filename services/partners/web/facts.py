"""What an owner must know of an offer, for every page and message that says it."""

from datetime import datetime

from services.partners.actions.announcements import session_times, summary
from services.partners.models.offer import Offer
from shared.programme_facts import Fact, programme_facts


def facts_of(offer: Offer, answer_by: datetime | None = None) -> list[Fact]:
    """Return the facts as mails word them; ``answer_by`` where somebody may still answer."""
    return programme_facts(summary(offer), session_times(offer), answer_by)


def called_off(offer: Offer) -> list[Fact]:
    """Return what tells which programme it was; hours still to come are promised to nobody."""
    return programme_facts(summary(offer), session_times(offer) or None)
