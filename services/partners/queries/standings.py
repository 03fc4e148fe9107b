"""Where nominations stand: one predicate a standing, used for the figure and for the rows behind it alike."""

from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, exists, or_
from sqlalchemy.orm import aliased

from services.partners.domain import invitation, nomination, offer, step
from services.partners.models.invitation import Invitation
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from shared.clock import today
from shared.language import Message, msg

GRANTED = frozenset({offer.OPEN, offer.PAUSED, offer.CLOSED, offer.COMPLETED})
"""States of offers whose seats count in the ledger over all offers."""

NOMINATED, CONFIRMED, ATTENDED, COMPLETED, OUTCOME = "nominated", "confirmed", "attended", "completed", "outcome"
UNANSWERED, DECLINED = "unanswered", "declined"
EXPIRED, TO_DECIDE, WAITING, REJECTED, PARTED = "expired", "to_decide", "waiting", "rejected", "parted"

STANDINGS: dict[str, Message] = {
    NOMINATED: msg("Nominated"),
    CONFIRMED: msg("Confirmed"),
    ATTENDED: msg("Attended"),
    COMPLETED: msg("Completed the programme"),
    OUTCOME: msg("With an outcome"),
    UNANSWERED: msg("No answer yet"),
    DECLINED: msg("Cannot come"),
    EXPIRED: msg("No answer in time"),
    TO_DECIDE: msg("Waiting for the institution"),
    WAITING: msg("On the waiting list"),
    REJECTED: msg("Rejected by the institution"),
    PARTED: msg("Merger undone"),
}

STANDS: ColumnElement[bool] = Nomination.superseded_by.is_(None)
"""Of two nominations of IKM that became one, only the one that had come further counts."""

DECIDED: ColumnElement[bool] = and_(
    STANDS, or_(Nomination.nominated_at.is_not(None), Nomination.state == nomination.WAITING)
)
"""Every nomination a person has decided on: what the list of nominees shows without a filter."""

_newer = aliased(Invitation)
_is_newest = ~exists().where(
    _newer.ikm_id == Invitation.ikm_id,
    _newer.nomination_id == Invitation.nomination_id,
    _newer.issued_at > Invitation.issued_at,
)


def with_invitation(statement: Select[Any]) -> Select[Any]:
    """Join the newest invitation of each nomination, where there is one."""
    return statement.outerjoin(
        Invitation,
        and_(Invitation.ikm_id == Nomination.ikm_id, Invitation.nomination_id == Nomination.id, _is_newest),
    )


def condition(standing: str) -> ColumnElement[bool]:
    """Return the predicate of a standing over nomination, offer and newest invitation."""
    return and_(_CONDITIONS[standing], STANDS)


_CONDITIONS: dict[str, ColumnElement[bool]] = {
    NOMINATED: Nomination.nominated_at.is_not(None),
    CONFIRMED: Nomination.step >= step.CONFIRMED,
    ATTENDED: Nomination.step >= step.ATTENDED,
    COMPLETED: Nomination.step >= step.COMPLETED,
    OUTCOME: and_(Nomination.nominated_at.is_not(None), Nomination.bore_fruit),
    UNANSWERED: Invitation.state.in_(invitation.UNANSWERED),
    DECLINED: Invitation.state == invitation.DECLINED,
    EXPIRED: Invitation.state == invitation.EXPIRED,
    TO_DECIDE: and_(Nomination.state == nomination.NOMINATED, Offer.selects),
    WAITING: Nomination.state == nomination.WAITING,
    REJECTED: Nomination.state == nomination.REJECTED,
    PARTED: and_(
        Nomination.parted_at.is_not(None),
        Nomination.state == nomination.WITHDRAWN,
        Offer.state.in_(offer.RUNNING),
        Offer.ends_on >= bindparam("today", callable_=today, type_=Date, unique=True),
    ),
}
