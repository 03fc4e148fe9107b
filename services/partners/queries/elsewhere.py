"""What IKM have elsewhere, said before somebody decides: seats, places in line, and what they got on the same topic."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.domain.nomination import LIVE, WAITING
from services.partners.domain.offer import CANCELLED, RUNNING
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.queries.standings import STANDS
from shared.among import among
from shared.clock import today
from shared.language import Message, msg
from shared.words import spoken

Told = Mapping[UUID, Sequence[Message]]


def told_elsewhere(session: Session, offer: Offer, profiles: Iterable[IkmProfile]) -> Told:
    """Return what each of these IKM holds, waits for or got elsewhere, of those that have anything."""
    known = {profile.ikm_id: profile for profile in profiles}
    held: dict[UUID, list[Any]] = defaultdict(list)
    rows = (
        select(Nomination.ikm_id, Nomination.state, Offer.title, Offer.topic, Offer.starts_on, Offer.ends_on)
        .add_columns(Offer.state.label("offer_state"))
        .join(Offer, Offer.id == Nomination.offer_id)
        .where(among(Nomination.ikm_id, known), Nomination.state.in_(LIVE), STANDS)
        .where(Offer.id != offer.id, Offer.state != CANCELLED)
        .order_by(Offer.starts_on, Offer.id)
    )
    for row in session.execute(rows):
        held[row.ikm_id].append(row)
    told = {ikm_id: list(_told(offer, profile, held[ikm_id])) for ikm_id, profile in known.items()}
    return {ikm_id: sentences for ikm_id, sentences in told.items() if sentences}


def _told(offer: Offer, profile: IkmProfile, held: Sequence[Any]) -> Iterator[Message]:
    for row in held:
        if row.state == WAITING:
            if row.offer_state in RUNNING:
                yield msg("It waits for a seat in “{title}”.", title=row.title)
        elif row.ends_on >= today():
            yield msg("It has a seat in “{title}”, from {day}.", title=row.title, day=spoken(row.starts_on))
        elif row.topic == offer.topic:
            yield _had(row.title, row.starts_on)
    titles = {row.title for row in held}
    for item in profile.payload["trainings"]:
        if item["topic"] == offer.topic and item["title"] not in titles:
            yield _had(item["title"], date.fromisoformat(item["held_on"]))


def _had(title: str, day: date) -> Message:
    return msg("It already had this topic: “{title}”, {day}.", title=title, day=spoken(day))
