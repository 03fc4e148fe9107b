"""After a return from a copy: revisions that nobody has heard, and every IKM announced again."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.registry.actions.announcements import announce_many
from services.registry.models.ikm import Ikm
from shared.messaging.restoration import Recovery, lifted


def lift_revisions(session: Session) -> None:
    """Lift what orders the snapshots above all that the lost database gave out."""
    values = {"profile_revision": lifted(Ikm.profile_revision)}
    session.execute(update(Ikm).values(values).execution_options(synchronize_session=False))


def tell_all(session: Session) -> None:
    """Announce every IKM as it stands."""
    announce_many(session, session.scalars(select(Ikm.id).order_by(Ikm.number)).all())


recovery = Recovery(make_good=lift_revisions, tell_all=tell_all)
