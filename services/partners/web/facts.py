"""What an owner must know of an offer, for every page and message that says it."""

from collections.abc import Iterable
from datetime import datetime

from services.partners.actions.announcements import session_times, summary
from services.partners.domain.offer import CANCELLED
from services.partners.models.offer import Offer
from shared.address import shortened
from shared.programme_facts import NAME_IT, Fact, programme_facts

MOST_OF_A_FACT = 600


def facts_of(offer: Offer, answer_by: datetime | None = None) -> list[Fact]:
    """Return the facts as mails word them, of a cancelled offer what tells which it was.

    ``answer_by`` where somebody may still answer.
    """
    if offer.state == CANCELLED:
        return called_off(offer)
    return programme_facts(summary(offer), session_times(offer), answer_by)


def called_off(offer: Offer) -> list[Fact]:
    """Return what tells which programme it was; hours still to come are promised to nobody."""
    known = programme_facts(summary(offer), session_times(offer) or None)
    return [fact for fact in known if fact.name in NAME_IT]


def written(facts: Iterable[Fact]) -> str:
    """Return them as lines of a message."""
    # A chat opens by an address, which cannot be of any length; the page behind the link says the rest.
    return "\n".join(shortened(str(fact), MOST_OF_A_FACT) for fact in facts)
