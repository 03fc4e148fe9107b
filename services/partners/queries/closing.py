"""What would come of closing an attendance list now: who completes, who does not, and what is not noted yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from services.partners.domain import attendance as rules
from services.partners.domain.attendance import CONCLUDES_AS, Standing
from services.partners.domain.enrolment import COMPLETED, INCOMPLETE, NO_SHOW
from services.partners.models.attendance import marks_of
from services.partners.models.enrolment import Enrolment, of_offer
from services.partners.models.offer import Offer
from services.partners.models.session import OfferSession
from shared.clock import now


@dataclass(frozen=True)
class Concluded:
    """One person, and what the list says so far."""

    enrolment: Enrolment
    standing: Standing

    @property
    def state(self) -> str:
        return CONCLUDES_AS[self.standing.conclusion]

    @property
    def pending(self) -> int:
        """At how many sessions it is not noted whether they were there."""
        return self.standing.count - self.standing.noted


@dataclass(frozen=True)
class Closing:
    people: Sequence[Concluded]
    to_come: Sequence[OfferSession]

    @property
    def counts(self) -> dict[str, int]:
        """How many would be said to have completed, not completed, never come."""
        states = [item.state for item in self.people]
        return {state: states.count(state) for state in (COMPLETED, INCOMPLETE, NO_SHOW)}

    @property
    def not_noted(self) -> Sequence[Concluded]:
        return [item for item in self.people if item.pending]

    @property
    def fingerprint(self) -> str:
        """Another one whenever something else would come of it."""
        pending = sum(item.pending for item in self.people)
        return "-".join(str(part) for part in (*self.counts.values(), pending, len(self.to_come)))


def closing_of(session: Session, offer: Offer) -> Closing:
    """Return what would come of closing the list of an offer now."""
    people = of_offer(session, offer.id)
    marks = marks_of(session, [item.id for item in people])
    concluded = [Concluded(item, rules.standing(marks[item.id], offer.counting, offer.threshold)) for item in people]
    to_come = [item for item in offer.sessions if item.id in offer.counting and item.starts_at > now()]
    return Closing(sorted(concluded, key=lambda item: item.enrolment.nomination.profile.name), to_come)
