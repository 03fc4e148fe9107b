"""What a closed list says of each: completed, not completed, never came. The offer is locked."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from services.partners.actions import enrolments
from services.partners.actions.enrolment_announcement import announce
from services.partners.domain import attendance as rules
from services.partners.domain.attendance import Standing
from services.partners.models.attendance import marks_of
from services.partners.models.enrolment import Enrolment, of_offer
from services.partners.models.offer import Offer
from shared.language import DEFAULT, msg, translate


def conclude(session: Session, offer: Offer, people: Sequence[Enrolment]) -> None:
    """Give each what its marks say, and tell how it stands, also where only the count became another."""
    marks = marks_of(session, [item.id for item in people])
    moved: dict[tuple[str, str | None], list[Enrolment]] = defaultdict(list)
    stayed: list[Enrolment] = []
    for item in people:
        standing = rules.standing(marks[item.id], offer.counting, offer.threshold)
        if item.state == rules.CONCLUDES_AS[standing.conclusion]:
            item.reason = reason_of(standing)
            flag_modified(item, "state")  # what is told has a revision of its own
            stayed.append(item)
        else:
            moved[standing.conclusion, reason_of(standing)].append(item)
    for (command, reason), some in moved.items():
        enrolments.move(session, some, command, reason)
    session.flush()
    announce(session, stayed)


def conclude_anew(session: Session, offer: Offer) -> None:
    """Conclude a closed list again whose sessions changed; where none counts any more, what it said stands."""
    if offer.list_closed_at and offer.counting:
        conclude(session, offer, of_offer(session, offer.id))


def reason_of(standing: Standing) -> str | None:
    """Return why somebody has not completed, in the language of the office."""
    if standing.conclusion != "fall_short":
        return None
    sentence = msg("Present at {attended} of {count} sessions", attended=standing.attended, count=standing.count)
    return translate(sentence, DEFAULT)
