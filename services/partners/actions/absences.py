"""Two absences in a row: the office is asked to call. The offer is locked."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.domain.absence import latest_pair
from services.partners.domain.line import ABSENT_TWICE
from services.partners.models import line_call
from services.partners.models.attendance import marks_of
from services.partners.models.enrolment import Enrolment
from services.partners.models.line_call import LineCall
from services.partners.models.offer import Offer


def follow(session: Session, offer: Offer, people: Sequence[Enrolment]) -> None:
    """Ask the office to call whoever was absent twice in a row, once for these two; no longer, where that was wrong."""
    marks = marks_of(session, [item.id for item in people])
    planned = sorted((item.starts_at, item.id) for item in offer.sessions if item.id in offer.counting)
    since = {item.nomination_id: latest_pair(planned, marks[item.id]) for item in people}
    _drop(session, [key for key, began in since.items() if began is None])
    _ask(session, {key: began for key, began in since.items() if began is not None})


def _drop(session: Session, nomination_ids: Sequence[UUID]) -> None:
    line_call.drop_untold(session, nomination_ids, why=ABSENT_TWICE)


def _ask(session: Session, since: dict[UUID, datetime]) -> None:
    called = line_call.newest_about(session, since, ABSENT_TWICE)
    waiting = line_call.untold_of(session, since)
    session.add_all(
        LineCall(nomination_id=key, why=ABSENT_TWICE)
        for key, began in sorted(since.items())
        if key not in waiting and (key not in called or called[key] < began)
    )
    session.flush()
