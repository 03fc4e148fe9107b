"""The question to one IKM whether it takes its seat, and the answer."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, Text, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from services.partners.domain import invitation as rules
from services.partners.domain.excuse import said
from services.partners.models.base import Base
from services.partners.models.nomination import Nomination
from shared.among import among
from shared.database import UTCDateTime, new_id

LIVE = text("state IN ('issued', 'undeliverable', 'accepted', 'delegated')")


class Invitation(Base):
    """``channel`` is ``email`` or ``phone`` (the call list); ``nonce`` is part of the signed link.

    ``shared_uids``: its meetings went into calendars under ids that other invitations to the offer used too.
    ``excuse`` is why somebody cannot come, as one of the ready choices; ``reason`` says it, or more, in own words.
    ``notice`` is what the IKM is told of an invitation that was called off; ``told_…`` who of the office told it, when
    and how, where mail does not. ``doubtful_since``: it is open since then whether the mail about it arrived.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        Index(
            "uq_invitation_live_nomination_id", "nomination_id", unique=True, sqlite_where=LIVE, postgresql_where=LIVE
        ),
        Index("ix_invitation_offer_id_state", "offer_id", "state"),
        Index("ix_invitation_state_answer_by", "state", "answer_by"),
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
    excuse: Mapped[str | None] = mapped_column(String(20))
    delegate_name: Mapped[str | None] = mapped_column(String(200))
    delegate_relation: Mapped[str | None] = mapped_column(String(100))
    source: Mapped[str | None] = mapped_column(String(10))
    recorded_by: Mapped[UUID | None]
    notice: Mapped[str | None] = mapped_column(String(20))
    told_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    told_by: Mapped[UUID | None]
    told_how: Mapped[str | None] = mapped_column(String(10))
    shared_uids: Mapped[bool] = mapped_column(default=False)
    doubtful_since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revision: Mapped[int] = mapped_column(nullable=False)

    nomination: Mapped[Nomination] = relationship(lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it once

    @property
    def made_for(self) -> UUID:
        """The IKM it was sent to: the one its nomination was made for, unless a merger had moved that before."""
        moved_at = self.nomination.merged_at
        was_sent_since = moved_at is not None and self.issued_at > moved_at
        return self.nomination.ikm_id if was_sent_since else self.nomination.made_for

    @property
    def said(self) -> str | None:
        """Why somebody cannot come, or why the invitation ended, as one text."""
        return said(self.excuse, self.reason)

    @property
    def mail_address(self) -> str | None:
        """Where mail tells the IKM what becomes of this invitation; None where the office does by phone."""
        return self.nomination.profile.mail_address if self.channel == rules.BY_MAIL else None


def locked(session: Session, invitation_id: UUID) -> Invitation:
    return session.scalars(_locked(Invitation.id == invitation_id)).one()


def _locked(condition: ColumnElement[bool]) -> Select[Invitation]:
    rows = select(Invitation).where(condition).order_by(Invitation.issued_at, Invitation.id)
    return rows.with_for_update(of=Invitation, key_share=True).execution_options(populate_existing=True)


def live(session: Session, nomination_ids: Collection[UUID]) -> Sequence[Invitation]:
    """Return the invitations that hold the seats of these nominations."""
    holding = among(Invitation.nomination_id, nomination_ids) & Invitation.state.in_(rules.HOLDS_A_SEAT)
    return session.scalars(_locked(holding)).all()


def newest_of(session: Session, nomination_id: UUID) -> Sequence[Invitation]:
    """Return the invitation that counts for this seat, or nothing where nobody was invited to it."""
    invited = select(Invitation).where(Invitation.nomination_id == nomination_id)
    return session.scalars(invited.order_by(Invitation.issued_at.desc(), Invitation.id.desc()).limit(1)).all()


def issued_until(session: Session, nomination_id: UUID, moment: datetime) -> Sequence[Invitation]:
    """Return what was sent about a nomination until a moment, the oldest first."""
    return session.scalars(
        _locked((Invitation.nomination_id == nomination_id) & (Invitation.issued_at <= moment))
    ).all()


def confirmed(session: Session, offer_id: UUID) -> Sequence[Invitation]:
    """Return the invitations of those who come, or send somebody."""
    coming = (Invitation.offer_id == offer_id) & Invitation.state.in_(rules.CONFIRMED)
    return session.scalars(_locked(coming)).all()


def latest_deadline(session: Session, offer_id: UUID) -> datetime | None:
    """Return until when somebody who has not answered may do so."""
    asked = (Invitation.offer_id == offer_id) & Invitation.state.in_(rules.UNANSWERED)
    return session.scalar(select(func.max(Invitation.answer_by)).where(asked))


def overdue(session: Session, offer_id: UUID, now: datetime) -> Sequence[Invitation]:
    """Return the offer's invitations whose deadline passed without an answer."""
    late = (Invitation.offer_id == offer_id) & Invitation.state.in_(rules.UNANSWERED) & (Invitation.answer_by < now)
    return session.scalars(_locked(late)).all()


def offers_with_overdue(session: Session, now: datetime) -> Sequence[UUID]:
    late = Invitation.state.in_(rules.UNANSWERED) & (Invitation.answer_by < now)
    return session.scalars(select(Invitation.offer_id).where(late).distinct()).all()


def set_revision(session: Session, invitation: Invitation, revision: int) -> None:
    """Let an invitation go on with a higher revision than its own changes have led to."""
    only = update(Invitation).where(Invitation.id == invitation.id).values(revision=revision)
    session.execute(only.execution_options(synchronize_session="fetch"))


def delegates_of(session: Session, nomination_ids: Collection[UUID]) -> dict[UUID, tuple[str, str | None]]:
    """Return who comes instead, by name and relation, for each of these seats whose owner said so."""
    said = among(Invitation.nomination_id, nomination_ids) & (Invitation.state == rules.DELEGATED)
    columns = select(Invitation.nomination_id, Invitation.delegate_name, Invitation.delegate_relation).where(said)
    return {key: (name, relation) for key, name, relation in session.execute(columns) if name}
