"""Whoever waits for a seat is told the place in the line, and once what came of it. The caller holds the offer's lock.

What became of a place that led to an invitation, the invitation says itself.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.partners.actions import announcements
from services.partners.domain import line as rules
from services.partners.models import line
from services.partners.models.line_call import LineCall, drop_untold
from services.partners.models.nomination import Nomination, waiting
from services.partners.models.offer import Offer, locked
from services.partners.queries.line_links import line_path
from shared.among import among
from shared.clock import now, today
from shared.database import signing_keys
from shared.events.partners import OfferSummary, WaitingBegan, WaitingEnded
from shared.messaging.outbox import publish


def tell_places(session: Session, offer: Offer, queued: Sequence[Nomination]) -> None:
    """Tell each of these, who were put in line just now, its place."""
    if not queued:
        return
    ids = {item.id for item in queued}
    _mark(session, ids, {"in_line_since": now()})
    drop_untold(session, ids)
    summary = announcements.summary(offer)
    in_line = [item for item in waiting(session, offer.id) if item.id in ids]
    publish(session, *(_began(session, offer, item, summary) for item in in_line))
    _let_call(session, in_line, rules.IN_LINE)


def end(
    session: Session, offer: Offer, nominations: Sequence[Nomination], why: str | None, reason: str | None = None
) -> None:
    """Tell each of these ``why`` it waits no more, nothing where it lost nothing or what it waited for is over.

    Whoever was never told a place, or was invited since, is left out. Where no mail tells it, the office calls.
    """
    waited = line.still_told(session, [item.id for item in nominations])
    if not waited:
        return
    _mark(session, {item.id for item in waited}, {"in_line_since": None})
    drop_untold(session, [item.id for item in waited])
    if why is None or offer.is_over(today()):
        return
    summary = announcements.summary(offer)
    publish(session, *(_ended(item, summary, why, reason) for item in waited))
    _let_call(session, waited, why, reason)


def forget(session: Session, nominations: Sequence[Nomination]) -> None:
    """Note that these are invited now: their waiting came to something."""
    _mark(session, {item.id for item in nominations}, {"in_line_since": None})
    drop_untold(session, [item.id for item in nominations])


def end_in_vain(session: Session, offer_id: UUID) -> int:
    """Tell everybody who still waits for an offer that gives no seats any more; return how many."""
    offer = locked(session, offer_id)
    if offer is None or not rules.is_over(offer.state, started=offer.starts_at <= now()):
        return 0
    left = line.in_vain(session, offer_id)
    end(session, offer, left, rules.NO_SEAT)
    return len(left)


def _let_call(session: Session, told: Sequence[Nomination], why: str, reason: str | None = None) -> None:
    """Put those of them whom no mail tells onto the call list."""
    by_phone = [item.id for item in told if not item.profile.mail_address]
    session.add_all(LineCall(nomination_id=each, why=why, reason=reason) for each in by_phone)
    session.flush()


def _mark(session: Session, ids: set[UUID], values: dict[str, object]) -> None:
    mine = update(Nomination).where(among(Nomination.id, ids))
    session.execute(mine.values(values | {"revision": Nomination.revision + 1}))


def _began(session: Session, offer: Offer, item: Nomination, summary: OfferSummary) -> WaitingBegan:
    profile = item.profile
    return WaitingBegan(
        nomination_id=item.id,
        offer=summary,
        sessions=announcements.session_times(offer),
        ikm_id=item.ikm_id,
        ikm_name=profile.name,
        recipient_name=profile.contact_name,
        email=profile.mail_address,
        language=profile.language,
        place=item.rank or 0,
        since=item.in_line_since or now(),
        answer_path=line_path(signing_keys(session), item),
        made_for=item.made_for,
    )


def _ended(item: Nomination, summary: OfferSummary, why: str, reason: str | None) -> WaitingEnded:
    profile = item.profile
    return WaitingEnded(
        nomination_id=item.id,
        offer=summary,
        ikm_id=item.ikm_id,
        ikm_name=profile.name,
        recipient_name=profile.contact_name,
        email=profile.mail_address,
        language=profile.language,
        why=why,
        reason=reason,
        ended_at=now(),
        made_for=item.made_for,
    )
