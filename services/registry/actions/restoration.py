"""After a return from a copy: revisions that nobody has heard, and every IKM announced again."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.registry.actions.announcements import announce_many
from services.registry.actions.outcome_announcement import tell
from services.registry.models.ikm import Ikm
from services.registry.models.outcome import Outcome
from shared.messaging.restoration import Recovery, lifted


def make_good(session: Session) -> None:
    """Lift what orders the snapshots above all that the lost database gave out, and tell all as they stand now."""
    values = {"profile_revision": lifted(Ikm.profile_revision)}
    session.execute(update(Ikm).values(values).execution_options(synchronize_session=False))
    announce_many(session, _all(session), retold=True)
    session.execute(
        update(Outcome).values(revision=lifted(Outcome.revision)).execution_options(synchronize_session=False)
    )
    _tell_outcomes(session)


def tell_all(session: Session) -> None:
    """Announce every IKM as it stands."""
    announce_many(session, _all(session))
    _tell_outcomes(session)


def _tell_outcomes(session: Session) -> None:
    for outcome in session.scalars(select(Outcome).order_by(Outcome.id).execution_options(populate_existing=True)):
        tell(session, outcome)


def _all(session: Session) -> Sequence[UUID]:
    return session.scalars(select(Ikm.id).order_by(Ikm.number)).all()


recovery = Recovery(make_good=make_good, tell_all=tell_all)
