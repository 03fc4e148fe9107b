"""The question to one IKM whether it takes its seat, and the answer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.partners.models.base import Base
from services.partners.models.nomination import Nomination
from shared.database import UTCDateTime, new_id

LIVE = text("state IN ('issued', 'undeliverable', 'accepted', 'delegated')")
UNSETTLED = text("rematch")


class Invitation(Base):
    """``channel`` is ``email`` or ``phone`` (the call list); ``nonce`` is part of the signed link.

    ``rematch`` marks a change that may make the IKM more or less eligible for other offers; the clock sweeps it.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        Index("uq_invitation_live_nomination_id", "nomination_id", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
        Index("ix_invitation_offer_id_state", "offer_id", "state"),
        Index("ix_invitation_state_answer_by", "state", "answer_by"),
        Index("ix_invitation_rematch", "rematch", sqlite_where=UNSETTLED, postgresql_where=UNSETTLED),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    nomination_id: Mapped[UUID] = mapped_column(ForeignKey("nomination.id"))
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"))
    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm_profile.ikm_id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default="issued")
    channel: Mapped[str] = mapped_column(String(10))
    nonce: Mapped[str] = mapped_column(String(40))
    promoted: Mapped[bool] = mapped_column(default=False)
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime)
    answer_by: Mapped[datetime] = mapped_column(UTCDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reason: Mapped[str | None] = mapped_column(Text)
    delegate_name: Mapped[str | None] = mapped_column(String(200))
    delegate_relation: Mapped[str | None] = mapped_column(String(100))
    source: Mapped[str | None] = mapped_column(String(10))
    recorded_by: Mapped[UUID | None]
    rematch: Mapped[bool] = mapped_column(default=True)
    revision: Mapped[int] = mapped_column(nullable=False)

    nomination: Mapped[Nomination] = relationship(lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": revision}
