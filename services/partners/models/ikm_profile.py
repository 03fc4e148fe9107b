"""The copy of what the registry says about an IKM: the newest snapshot, without NIK and turnover."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.models.base import Base


class IkmProfile(Base):
    """``payload`` is the event as received; the columns are what lists search and sort by."""

    __tablename__ = "ikm_profile"
    __table_args__ = (Index("ix_ikm_profile_status_kecamatan_code", "status", "kecamatan_code"),)

    ikm_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int]
    name: Mapped[str] = mapped_column(String(200), index=True)
    owner_name: Mapped[str | None] = mapped_column(String(200))
    product: Mapped[str | None] = mapped_column(String(300))
    status: Mapped[str] = mapped_column(String(20))
    restricted: Mapped[bool] = mapped_column(default=False)
    merged_into: Mapped[UUID | None]
    kecamatan_code: Mapped[str | None] = mapped_column(String(10))
    cluster: Mapped[str | None] = mapped_column(String(30))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(30))
    reachable: Mapped[bool] = mapped_column(default=True)
    registered_on: Mapped[date]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)

    @property
    def contact_name(self) -> str:
        return str(self.payload["contact"]["name"])

    @property
    def language(self) -> str:
        return str(self.payload["contact"]["language"])

    @property
    def mail_address(self) -> str | None:
        """Where an invitation may be sent by mail, if anywhere."""
        return self.email if self.reachable and not self.restricted else None
