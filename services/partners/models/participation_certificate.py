"""A certificate of participation: what stands on the paper, and what became of it."""

import secrets
from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from services.partners.domain import participation_certificate as rules
from services.partners.models.base import Base
from services.partners.models.enrolment import LETTERS, Enrolment
from shared.among import among
from shared.database import UTCDateTime, new_id

LIVE = text("revoked_at IS NULL")


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(12))


class ParticipationCertificate(Base):
    """The names are as they were printed, whatever they become later; ``minutes`` is the programme's whole length.

    ``code`` leads to the public page and is on the paper: it tells nothing of a person.
    """

    __tablename__ = "participation_certificate"
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        Index("uq_participation_certificate_live_enrolment_id", "enrolment_id", unique=True, sqlite_where=LIVE,
              postgresql_where=LIVE),
        Index("ix_participation_certificate_enrolment_id", "enrolment_id"),
        Index("ix_participation_certificate_offer_id", "offer_id"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"))
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"))
    year: Mapped[int]
    serial: Mapped[int]
    code: Mapped[str] = mapped_column(String(16), unique=True, default=new_code)
    person_name: Mapped[str] = mapped_column(String(200))
    ikm_name: Mapped[str] = mapped_column(String(200))
    programme: Mapped[str] = mapped_column(String(200))
    institution_name: Mapped[str] = mapped_column(String(200))
    office_name: Mapped[str] = mapped_column(String(200))
    began_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    minutes: Mapped[int]
    attended: Mapped[int]
    sessions: Mapped[int]
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime)
    issued_by: Mapped[UUID | None]
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revoked_by: Mapped[UUID | None]
    revoke_reason: Mapped[str | None] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(nullable=False)

    enrolment: Mapped[Enrolment] = relationship(lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it once

    @property
    def number(self) -> str:
        return rules.number(self.year, self.serial)

    @property
    def is_genuine(self) -> bool:
        """Whether it was not revoked."""
        return self.revoked_at is None


def with_code(session: Session, code: str) -> Sequence[ParticipationCertificate]:
    """Return the certificate that bears a code, or nothing."""
    found = select(ParticipationCertificate).where(ParticipationCertificate.code == code)
    return session.scalars(found).all()


def of_enrolments(session: Session, enrolment_ids: Collection[UUID]) -> Sequence[ParticipationCertificate]:
    """Return every certificate of these, revoked ones as well."""
    mine = select(ParticipationCertificate).where(among(ParticipationCertificate.enrolment_id, enrolment_ids))
    return session.scalars(mine.execution_options(populate_existing=True)).all()


def ids_of_nominations(nomination_ids: Collection[UUID]) -> Select[UUID]:
    """Select the certificates that hang on these nominations."""
    mine = select(ParticipationCertificate.id).join(ParticipationCertificate.enrolment)
    return mine.where(among(Enrolment.nomination_id, nomination_ids)).order_by(ParticipationCertificate.id)
