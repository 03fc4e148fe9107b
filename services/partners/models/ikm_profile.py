"""The copy of what the registry says about an IKM: the newest snapshot, without NIK and turnover."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Index, String, Text, exists, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from services.partners.domain.profile import ELIGIBLE_STATUSES, Permit, Profile, Training
from services.partners.domain.score import MOST_SEVERE
from services.partners.models.base import Base
from services.partners.models.change_number import ChangeNumber, Horizon, written_since
from shared.among import among
from shared.chains import last_of, leading_to


class IkmProfile(Base):
    """``payload`` is the event as received; the columns are what lists search and sort by.

    ``search_text`` is the key of name, owner, product and phone. ``changed_in`` is the transaction that last wrote the
    row.
    """

    __tablename__ = "ikm_profile"
    __table_args__ = (Index("ix_ikm_profile_status_kecamatan_code", "status", "kecamatan_code"),)

    ikm_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int]
    name: Mapped[str] = mapped_column(String(200), index=True)
    owner_name: Mapped[str | None] = mapped_column(String(200))
    product: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    restricted: Mapped[bool] = mapped_column(default=False)
    merged_into: Mapped[UUID | None] = mapped_column(index=True)
    kecamatan_code: Mapped[str | None] = mapped_column(String(10))
    cluster: Mapped[str | None] = mapped_column(String(30))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(30))
    reachable: Mapped[bool] = mapped_column(default=True)
    registered_on: Mapped[date]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    search_text: Mapped[str] = mapped_column(Text, default="")
    changed_in: Mapped[int] = mapped_column(BigInteger, index=True, default=ChangeNumber(), onupdate=ChangeNumber())

    @property
    def may_get_seats(self) -> bool:
        """Whether an offer may be for this IKM at all; what else it lacks is for the gate to say."""
        return self.status in ELIGIBLE_STATUSES and not self.restricted

    @property
    def contact_name(self) -> str:
        return str(self.payload["contact"]["name"])

    @property
    def language(self) -> str:
        return str(self.payload["contact"]["language"])

    @property
    def counts_under(self) -> dict[str, str | None]:
        """What the ledger counts the nominations of this IKM under."""
        sex = self.payload["owner_sex"]
        return {"kecamatan_code": self.kecamatan_code, "cluster": self.cluster, "owner_sex": sex}

    @property
    def may_be_named(self) -> bool:
        """Whether partners may know at all that this IKM is meant."""
        return not self.restricted and self.payload["consent_to_share"] != "no"

    @property
    def mail_address(self) -> str | None:
        """Where mail reaches the owner and may be sent, if anywhere."""
        return self.email if self.reachable and self.may_be_named else None


FACTS = (
    IkmProfile.ikm_id, IkmProfile.status, IkmProfile.restricted, IkmProfile.registered_on, IkmProfile.kecamatan_code,
    IkmProfile.cluster, IkmProfile.email, IkmProfile.phone, IkmProfile.reachable, IkmProfile.payload,
)  # fmt: skip
PORTION = 500


def facts(row: Any) -> Profile:
    """Return what the rules look at, of an IKM or of a raw row with its ``FACTS``."""
    told = row.payload
    may_be_named = not row.restricted and told["consent_to_share"] != "no"
    return Profile(
        ikm_id=row.ikm_id,
        status=row.status,
        restricted=row.restricted,
        registered_on=row.registered_on,
        kecamatan_code=row.kecamatan_code,
        cluster=row.cluster,
        kbli=told["kbli"],
        size_class=told["size_class"],
        owner_sex=told["owner_sex"],
        desa=told["desa"],
        consent_to_share=told["consent_to_share"],
        has_email=bool(row.email) and row.reachable and may_be_named,
        has_phone=row.phone is not None,
        permits={item["kind"]: Permit(item["state"], _day(item["expires_on"])) for item in told["holdings"]},
        needs={item["topic"]: min(max(item["severity"], 1), MOST_SEVERE) for item in told["needs"]},
        trainings=tuple(
            Training(item["title"], item["topic"], date.fromisoformat(item["held_on"])) for item in told["trainings"]
        ),
        # A snapshot of before these were announced does not have them: not recorded.
        workers=told.get("workers"),
        local_material=told.get("local_material"),
        supplies_others=told.get("supplies_others"),
        in_sentra=told.get("in_sentra"),
    )


def facts_in_portions(session: Session, seen: Horizon | None = None) -> Iterator[list[Profile]]:
    """Yield what the rules look at of every IKM, or of those written since a horizon; few are in memory at once."""
    rows = select(*FACTS)
    if seen is not None:
        rows = rows.where(written_since(session, IkmProfile.changed_in, seen))
    for portion in session.execute(rows.execution_options(yield_per=PORTION)).partitions():
        yield [facts(row) for row in portion]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def known(session: Session, ikm_ids: Collection[UUID]) -> dict[UUID, IkmProfile]:
    """Return those of these IKM that are here."""
    found = session.scalars(select(IkmProfile).where(among(IkmProfile.ikm_id, ikm_ids)))
    return {profile.ikm_id: profile for profile in found}


def is_in_a_merger(session: Session, ikm_id: UUID) -> bool:
    """Tell whether an IKM lives on in another, or another in it, as far as is known."""
    itself = (IkmProfile.ikm_id == ikm_id) & IkmProfile.merged_into.is_not(None)
    return bool(session.scalar(select(exists().where(or_(itself, IkmProfile.merged_into == ikm_id)))))


def remaining_id(session: Session, ikm_id: UUID) -> UUID | None:
    """Return the IKM in which this one lives on, the last that is known here; itself where it was not merged.

    None while late snapshots say that two live on in each other.
    """
    known = select(IkmProfile.ikm_id)

    def next_of(one: UUID) -> UUID | None:
        into = select(IkmProfile.merged_into).where(IkmProfile.ikm_id == one).scalar_subquery()
        return session.scalar(known.where(IkmProfile.ikm_id == into))

    return last_of(ikm_id, next_of)


def living_on_in(session: Session, ikm_id: UUID) -> set[UUID]:
    """Return an IKM and all that live on in it."""

    def before(some: Collection[UUID]) -> Iterable[UUID]:
        return session.scalars(select(IkmProfile.ikm_id).where(among(IkmProfile.merged_into, some)))

    return leading_to(ikm_id, before)
