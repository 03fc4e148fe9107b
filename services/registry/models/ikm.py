"""A small industry as the office knows it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    String,
    Text,
    event,
    false,
    select,
    text,
)
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column, relationship

from services.registry.domain.fields import COLUMNS
from services.registry.models.base import Base, Identified
from services.registry.models.certificate import Certificate
from services.registry.models.consent import Consent
from services.registry.models.contact import Contact
from services.registry.models.enrolment import Enrolment
from services.registry.models.need import Need
from services.registry.models.participation import Participation
from shared.chains import last_of
from shared.clock import now
from shared.errors import NotFound, RuleBroken
from shared.language import msg
from shared.messaging.batch import require_own_transaction
from shared.refusals import refusing
from shared.search import search_key

UNTOLD = text("untold")
LIVE_WITH_NIB = text("nib IS NOT NULL AND status <> 'merged'")


class Ikm(Identified, Base):
    """One business. ``revision`` guards forms; ``profile_revision`` what was announced of it; 0 is nothing.

    ``untold``: a large list wrote it, and the other services have still to be told how it stands.
    """

    __tablename__ = "ikm"
    __table_args__ = (
        CheckConstraint(
            "status IN ('draft', 'registered', 'verified', 'inactive', 'merged', 'closed')",
            name="status",
        ),
        CheckConstraint("owner_sex IN ('L', 'P')", name="owner_sex"),
        CheckConstraint("workers_male >= 0 AND workers_female >= 0", name="workers"),
        CheckConstraint("investment >= 0 AND production_value >= 0", name="money"),
        CheckConstraint("(status = 'merged') = (merged_into_id IS NOT NULL)", name="merged_into"),
        Index("uq_ikm_number", "number", unique=True),
        refusing(
            Index("uq_ikm_nib", "nib", unique=True, sqlite_where=LIVE_WITH_NIB, postgresql_where=LIVE_WITH_NIB),
            msg("Another IKM already has this NIB."),
            field="nib",
        ),
        Index("ix_ikm_nik_fingerprint", "nik_fingerprint"),
        Index("ix_ikm_name_key", "name_key"),
        Index("ix_ikm_owner_key", "owner_key"),
        Index("ix_ikm_kecamatan_code", "kecamatan_code"),
        Index("ix_ikm_merged_into_id", "merged_into_id"),
        Index("ix_ikm_import_batch_id", "import_batch_id"),
        Index("ix_ikm_untold", "id", sqlite_where=UNTOLD, postgresql_where=UNTOLD),
    )

    number: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int] = mapped_column(nullable=False)
    profile_revision: Mapped[int] = mapped_column(default=0)
    untold: Mapped[bool] = mapped_column(default=False, server_default=false())

    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200))
    owner_name: Mapped[str | None] = mapped_column(String(200))
    owner_key: Mapped[str | None] = mapped_column(String(200))
    owner_sex: Mapped[str | None] = mapped_column(String(1))

    kecamatan_code: Mapped[str | None] = mapped_column(String(8))
    desa_code: Mapped[str | None] = mapped_column(String(13))
    desa: Mapped[str | None] = mapped_column(String(120))
    address: Mapped[str | None] = mapped_column(Text)

    product: Mapped[str | None] = mapped_column(String(300))
    commodity: Mapped[str | None] = mapped_column(String(120))
    branch: Mapped[str | None] = mapped_column(String(40))
    legal_form: Mapped[str | None] = mapped_column(String(40))
    cluster: Mapped[str | None] = mapped_column(String(20))
    kbli: Mapped[str | None] = mapped_column(String(5))
    kbli_version: Mapped[int | None]

    nib: Mapped[str | None] = mapped_column(String(13))
    nik_encrypted: Mapped[str | None] = mapped_column(Text)
    nik_fingerprint: Mapped[str | None] = mapped_column(String(64))
    licence_year: Mapped[int | None]

    workers_male: Mapped[int | None]
    workers_female: Mapped[int | None]
    workers_total: Mapped[int | None]
    investment: Mapped[int | None] = mapped_column(BigInteger)
    capacity: Mapped[int | None] = mapped_column(BigInteger)
    capacity_unit: Mapped[str | None] = mapped_column(String(40))
    production_value: Mapped[int | None] = mapped_column(BigInteger)

    local_material: Mapped[str | None] = mapped_column(String(3))
    supplies_others: Mapped[str | None] = mapped_column(String(3))
    in_sentra: Mapped[str | None] = mapped_column(String(3))
    sentra: Mapped[str | None] = mapped_column(String(120))
    remarks: Mapped[str | None] = mapped_column(Text)

    status: Mapped[str] = mapped_column(String(12), default="draft")
    status_reason: Mapped[str | None] = mapped_column(Text)
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("ikm.id"))
    restricted: Mapped[bool] = mapped_column(default=False)
    registered_on: Mapped[date]
    verified_at: Mapped[datetime | None]
    updated_at: Mapped[datetime] = mapped_column(default=now)
    provenance: Mapped[dict[str, Any]] = mapped_column(MutableDict.as_mutable(JSON()), default=dict)
    import_batch_id: Mapped[UUID | None]

    contacts: Mapped[list[Contact]] = relationship(order_by=Contact.kind, cascade="all, delete-orphan")
    certificates: Mapped[list[Certificate]] = relationship(order_by=Certificate.kind, cascade="all, delete-orphan")
    needs: Mapped[list[Need]] = relationship(order_by=Need.topic, cascade="all, delete-orphan")
    participations: Mapped[list[Participation]] = relationship(
        order_by=Participation.held_on.desc(), cascade="all, delete-orphan"
    )
    enrolments: Mapped[list[Enrolment]] = relationship(order_by=Enrolment.created_at.desc(), passive_deletes="all")
    consents: Mapped[list[Consent]] = relationship(order_by=Consent.recorded_at.desc(), cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it once

    @property
    def version(self) -> str:
        """Changes with every change of the IKM or of what hangs on it; ``revision`` alone knows only the former."""
        return f"{self.revision}-{self.profile_revision}"

    def data(self) -> dict[str, Any]:
        """Return what is written about the business, by column; not how the register keeps it."""
        return {name: getattr(self, name) for name in COLUMNS}

    def keep_search_keys(self) -> None:
        """Bring what is searched up to the names."""
        self.name_key = search_key(self.name)
        self.owner_key = search_key(self.owner_name) or None

    @classmethod
    def locked(cls, session: Session, ikm_id: UUID) -> "Ikm":
        """Return the row as it is now, held until the transaction ends. Raises NotFound."""
        ikm = session.get(cls, ikm_id, with_for_update=True, populate_existing=True)
        if ikm is None:
            raise NotFound(msg("There is no such IKM."))
        return ikm

    @classmethod
    def living(cls, session: Session, ikm_id: UUID) -> "Ikm":
        """Return the row, locked, unless it lives on in another, where nothing may be recorded any more.

        Raises NotFound, and RuleBroken for a merged one.
        """
        ikm = cls.locked(session, ikm_id)
        if ikm.merged_into_id is not None:
            kept = session.get_one(cls, ikm.merged_into_id)
            raise RuleBroken(msg("This record was merged into {number} {name}.", number=kept.number, name=kept.name))
        return ikm

    @classmethod
    def surviving(cls, session: Session, ikm_id: UUID) -> "Ikm":
        """Return the row that a merged one lives on in, or itself, locked as all that lie between. Raises NotFound.

        They are locked in the order in which a merger and its undoing lock them, so that nobody waits crosswise.
        """
        chain: list[UUID] = []
        while set(found := cls._chain(session, ikm_id)) - set(chain):
            chain = found
            if len(chain) > 1:
                require_own_transaction(session)
            for one in sorted(chain):
                cls.locked(session, one)
        return session.get_one(cls, found[-1])

    @classmethod
    def _chain(cls, session: Session, ikm_id: UUID) -> list[UUID]:
        """Return the IKM, and each that the one before it lives on in; itself alone where that leads round."""
        chain = [ikm_id]

        def next_of(one: UUID) -> UUID | None:
            following = session.scalar(select(cls.merged_into_id).where(cls.id == one))
            chain.extend([following] if following else [])
            return following

        return chain if last_of(ikm_id, next_of) else [ikm_id]

    @classmethod
    def live_with_nib(cls, session: Session, nib: str) -> "Ikm | None":
        return session.scalars(select(cls).where(cls.nib == nib, cls.status != "merged")).one_or_none()


@event.listens_for(Ikm, "before_insert")
@event.listens_for(Ikm, "before_update")
def _keep_search_keys(mapper: Mapper[Ikm], connection: Connection, ikm: Ikm) -> None:
    ikm.keep_search_keys()
