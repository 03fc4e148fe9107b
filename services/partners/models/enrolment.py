"""A seat that was said yes to: how it goes on, and what became of it."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from string import ascii_uppercase, digits
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from services.partners.domain import enrolment as rules
from services.partners.models.base import Base
from services.partners.models.nomination import Nomination
from shared.among import among
from shared.clock import now
from shared.database import UTCDateTime, new_id

LETTERS = "".join(sorted({*ascii_uppercase, *digits} - set("01IO")))
"""What a code consists of: nothing that is read or typed wrongly for another."""


def new_pass_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(8))


class Enrolment(Base):
    """``pass_code`` is what the pass shows and the door reads: a number of its own that tells nothing of a person.

    Whose it is follows from the nomination, so that it goes where a merger takes that. ``walk_in``: came uninvited
    to the door and was given a free seat.
    """

    __tablename__ = "enrolment"
    __table_args__ = (Index("ix_enrolment_offer_id_state", "offer_id", "state"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    nomination_id: Mapped[UUID] = mapped_column(ForeignKey("nomination.id"), unique=True)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"))
    state: Mapped[str] = mapped_column(String(20), default=rules.ENROLLED)
    reason: Mapped[str | None] = mapped_column(Text)
    walk_in: Mapped[bool] = mapped_column(default=False)
    pass_code: Mapped[str] = mapped_column(String(12), unique=True, default=new_pass_code)
    began_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revision: Mapped[int] = mapped_column(nullable=False)

    nomination: Mapped[Nomination] = relationship(lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it once


def of_nominations(session: Session, nomination_ids: Collection[UUID]) -> Sequence[Enrolment]:
    """Return the enrolments that hang on these nominations, as they stand now."""
    mine = select(Enrolment).where(among(Enrolment.nomination_id, nomination_ids)).order_by(Enrolment.id)
    return session.scalars(mine.execution_options(populate_existing=True)).all()


def of_offer(session: Session, offer_id: UUID) -> Sequence[Enrolment]:
    """Return everybody who takes part in an offer or took part; exact for whoever holds the offer's lock."""
    mine = select(Enrolment).where(Enrolment.offer_id == offer_id, Enrolment.state.in_(rules.TAKES_PART))
    return session.scalars(mine.order_by(Enrolment.id).execution_options(populate_existing=True)).all()


def some_of(session: Session, offer_id: UUID, ids: Collection[UUID]) -> dict[UUID, Enrolment]:
    """Return those of these enrolments that are of an offer, as they stand now, whatever became of them."""
    mine = select(Enrolment).where(among(Enrolment.id, ids), Enrolment.offer_id == offer_id)
    return {item.id: item for item in session.scalars(mine.execution_options(populate_existing=True))}
