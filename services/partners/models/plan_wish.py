"""What staff want of every plan: an IKM always in an offer, or never."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base
from shared.among import among
from shared.database import insert_those_absent

PIN, EXCLUDE = "pin", "exclude"


class PlanWish(Base):
    """``kind``: ``pin`` (always) or ``exclude`` (never)."""

    __tablename__ = "plan_wish"
    __table_args__ = (CheckConstraint("kind IN ('pin', 'exclude')", name="kind"),)

    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"), primary_key=True)
    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm_profile.ikm_id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
    made_by: Mapped[UUID | None]


def put(session: Session, offer_id: UUID, ikm_ids: Collection[UUID], values: Mapping[str, object]) -> None:
    """Keep the wish for each of these IKM, in the place of an earlier one."""
    rows = [{"offer_id": offer_id, "ikm_id": ikm_id, **values} for ikm_id in ikm_ids]
    insert_those_absent(session, PlanWish, rows)
    theirs = (PlanWish.offer_id == offer_id) & among(PlanWish.ikm_id, ikm_ids)
    session.execute(update(PlanWish).where(theirs).values(**values))


def as_said(session: Session, offer_id: UUID, kind: str, reason: str) -> set[UUID]:
    """Return the IKM for which exactly this is wanted already."""
    same = (PlanWish.offer_id == offer_id) & (PlanWish.kind == kind) & (PlanWish.reason == reason)
    return set(session.scalars(select(PlanWish.ikm_id).where(same)))


def take(session: Session, offer_id: UUID, ikm_id: UUID) -> bool:
    """Drop a wish; tell whether there was one."""
    mine = (PlanWish.offer_id == offer_id) & (PlanWish.ikm_id == ikm_id)
    return session.scalar(delete(PlanWish).where(mine).returning(PlanWish.kind)) is not None


def every(session: Session) -> Sequence[PlanWish]:
    return session.scalars(select(PlanWish).order_by(PlanWish.offer_id, PlanWish.ikm_id)).all()
