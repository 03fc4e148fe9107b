"""An IKM in relation to an offer: from the machine's suggestion to the institution's yes or no."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    SmallInteger,
    String,
    Text,
    and_,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, contains_eager, mapped_column, relationship

from services.partners.domain import nomination as rules
from services.partners.domain.programme import Engagement
from services.partners.domain.step import NOMINATED
from services.partners.models.base import Base, together, undashed
from services.partners.models.ikm_profile import IkmProfile
from services.partners.models.offer import Offer, engagements_of
from services.partners.models.offer import locked as lock_offer
from services.partners.models.seat_lock import hold_seats
from shared.among import among
from shared.database import UTCDateTime, new_id
from shared.errors import NotFound

SINGLE, SUPERSEDED = text("superseded_by IS NULL"), text("superseded_by IS NOT NULL")
MOVED, LOST = text("moved_from IS NOT NULL"), text("lost_to IS NOT NULL")
IN_LINE = text("in_line_since IS NOT NULL")
COUNTS = text("nominated_at IS NOT NULL AND superseded_by IS NULL")


class Nomination(Base):
    """A row is what a person, a plan or an institution decided; what the machine thinks is worked out when looked at.

    ``breakdown`` is a list of {criterion, points, of, message}, ``gate`` of {check, verdict, message}: what was said at
    the moment of the decision, under ``policy_version``, weighed ``suggested_at``.
    Order of equal scores: longest unserved (``last_served_on``, never first), registered first, smallest id.
    ``superseded_by``: two IKM became one, and the other nomination had come further. ``moved_from``: the IKM it was
    made for, where that lives on in this one. ``merged_at``: when a merger moved it.
    ``lost_to``: the other IKM, taken for the same, because of which it was withdrawn. ``parted_at``: they were two
    again then, and what it had is not given again unless somebody says so.
    ``rank`` is the place on the waiting list. ``in_line_since``: it was told that place, and not yet what came of it.
    ``nominated_at`` marks the rows the ledger counts as nominated,
    whatever became of them; ``step`` is how far they came (``domain/step``), ``bore_fruit`` whether the programme
    began an outcome that was reached, both kept by ``actions/steps``; what the IKM counts under there by
    ``IkmProfile.counts_under``.
    """

    __tablename__ = "nomination"
    __table_args__ = (
        Index(
            "uq_nomination_offer_id_ikm_id",
            "offer_id",
            "ikm_id",
            unique=True,
            sqlite_where=SINGLE,
            postgresql_where=SINGLE,
        ),
        Index("ix_nomination_offer_id_state_score", "offer_id", "state", "score"),
        Index("ix_nomination_ikm_id_state", "ikm_id", "state"),
        Index("ix_nomination_moved_from", "moved_from", sqlite_where=MOVED, postgresql_where=MOVED),
        Index("ix_nomination_superseded_by", "superseded_by", sqlite_where=SUPERSEDED, postgresql_where=SUPERSEDED),
        Index("ix_nomination_lost_to", "lost_to", sqlite_where=LOST, postgresql_where=LOST),
        Index("ix_nomination_in_line_since", "offer_id", sqlite_where=IN_LINE, postgresql_where=IN_LINE),
        Index(
            "ix_nomination_ledger",
            "offer_id",
            "kecamatan_code",
            "cluster",
            "owner_sex",
            "step",
            "bore_fruit",
            sqlite_where=COUNTS,
            postgresql_where=COUNTS,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"))
    ikm_id: Mapped[UUID] = mapped_column(ForeignKey("ikm_profile.ikm_id"))
    state: Mapped[str] = mapped_column(String(20))
    rank: Mapped[int | None]
    score: Mapped[int] = mapped_column(default=0)
    last_served_on: Mapped[date | None]
    breakdown: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    gate: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    policy_version: Mapped[int] = mapped_column(ForeignKey("policy.version"))
    reason: Mapped[str | None] = mapped_column(Text)
    superseded_by: Mapped[UUID | None]
    moved_from: Mapped[UUID | None]
    merged_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    lost_to: Mapped[UUID | None]
    parted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    in_line_since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    suggested_at: Mapped[datetime] = mapped_column(UTCDateTime)
    nominated_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    step: Mapped[int] = mapped_column(SmallInteger, default=NOMINATED)
    bore_fruit: Mapped[bool] = mapped_column(default=False)
    kecamatan_code: Mapped[str | None] = mapped_column(String(10))
    cluster: Mapped[str | None] = mapped_column(String(30))
    owner_sex: Mapped[str | None] = mapped_column(String(1))
    revision: Mapped[int] = mapped_column(nullable=False)

    profile: Mapped[IkmProfile] = relationship(lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it once

    @property
    def made_for(self) -> UUID:
        """The IKM it was made for, whichever has it now."""
        return self.moved_from or self.ikm_id


def recount_under(session: Session, profile: IkmProfile) -> None:
    """Let the ledger count what an IKM has under what is known of it now; rows that say so already are not written."""
    known = profile.counts_under
    differs = or_(*(getattr(Nomination, name).is_distinct_from(value) for name, value in known.items()))
    session.execute(update(Nomination).where(Nomination.ikm_id == profile.ikm_id, differs).values(known))


PRECEDENCE = (
    Nomination.score.desc(),
    Nomination.last_served_on.asc().nulls_first(),
    IkmProfile.registered_on,
    Nomination.ikm_id,
)


def best_first(nominations: Iterable[Nomination]) -> list[Nomination]:
    """Return nominations in the order of precedence."""
    return sorted(
        nominations,
        key=lambda item: (
            -item.score,
            item.last_served_on or date.min,
            item.profile.registered_on,
            str(item.ikm_id),
        ),
    )


def seats_taken(session: Session, offer_id: UUID) -> int:
    """Count the seats given; exact for whoever holds the offer's lock."""
    taking = select(func.count()).where(Nomination.offer_id == offer_id, Nomination.state.in_(rules.TAKES_A_SEAT))
    return session.scalar(taking) or 0


def _locked(rows: Select[Nomination]) -> Select[Nomination]:
    # Locked, so that two people who decide about one IKM do so one after the other.
    return rows.with_for_update(of=Nomination, key_share=True).execution_options(populate_existing=True)


def selected(session: Session, offer_id: UUID, ids: Collection[UUID]) -> Sequence[Nomination]:
    """Return these nominations of the offer, best first. Raises NotFound where one is not among its nominations."""
    chosen = (
        select(Nomination)
        .join(Nomination.profile)
        .where(Nomination.offer_id == offer_id, among(Nomination.id, ids))
        .order_by(*PRECEDENCE)
        .options(contains_eager(Nomination.profile))
    )
    found = session.scalars(_locked(chosen)).all()
    if len(found) != len(set(ids)):
        raise NotFound
    return found


def decided(session: Session, offer_id: UUID, ikm_ids: Collection[UUID]) -> Sequence[Nomination]:
    """Return the nominations of these IKM for an offer, of those that have one."""
    standing = (
        select(Nomination)
        .join(Nomination.profile)
        .where(Nomination.offer_id == offer_id, among(Nomination.ikm_id, ikm_ids), Nomination.superseded_by.is_(None))
        .options(contains_eager(Nomination.profile))
    )
    return session.scalars(_locked(standing)).all()


def live(session: Session, offer_id: UUID) -> Sequence[Nomination]:
    """Return those that have a seat or wait for one."""
    standing = select(Nomination).where(Nomination.offer_id == offer_id, Nomination.state.in_(rules.LIVE))
    return session.scalars(_locked(standing)).all()


def current_of(session: Session, ikm_id: UUID, day: date) -> Sequence[Nomination]:
    """Return the nominations of an IKM for what is not over, whatever became of them."""
    current = select(Nomination).join(Offer, Offer.id == Nomination.offer_id).order_by(Nomination.offer_id)
    mine = current.where(Nomination.ikm_id == ikm_id, Offer.ends_on >= day)
    return session.scalars(mine.execution_options(populate_existing=True)).all()


def made_for(ikm_ids: Collection[UUID], table: Any = Nomination) -> ColumnElement[bool]:
    """Return the condition that a nomination was made for one of these IKM, whichever has it now; never NULL."""
    unmoved = and_(table.moved_from.is_(None), among(table.ikm_id, ikm_ids))
    return or_(unmoved, and_(table.moved_from.is_not(None), among(table.moved_from, ikm_ids)))


def lock_offers(
    session: Session,
    nominations: Sequence[Nomination],
    ikm_ids: Collection[UUID] = (),
    besides: Collection[UUID] = (),
) -> dict[UUID, Offer]:
    """Lock the offers of these nominations, and those ``besides``, and return them.

    The seats of the IKM that have the nominations by then, of ``ikm_ids`` and of all who wait for these offers are held
    too: whoever moves up in one is nobody to wait for in the next.
    """
    concerned = sorted({*besides, *(item.offer_id for item in nominations)})
    offers = {offer_id: lock_offer(session, offer_id) for offer_id in concerned}
    chosen = among(Nomination.id, [item.id for item in nominations])
    in_line = among(Nomination.offer_id, offers) & (Nomination.state == rules.WAITING)
    hold_seats(session, {*ikm_ids, *session.scalars(select(Nomination.ikm_id).where(chosen | in_line))})
    return {offer_id: offer for offer_id, offer in offers.items() if offer}


def with_offers_locked(session: Session, nominations: Sequence[Nomination]) -> list[tuple[Nomination, Offer]]:
    """Return each nomination as it stands once its offer is locked, offer by offer."""
    offers = lock_offers(session, nominations)
    chosen = among(Nomination.id, [item.id for item in nominations])
    standing = select(Nomination).where(chosen).order_by(Nomination.offer_id)
    found = session.scalars(standing.execution_options(populate_existing=True))
    return [(item, offers[item.offer_id]) for item in found if item.offer_id in offers]


def of_ikm(session: Session, offer_id: UUID, ikm_id: UUID) -> Nomination | None:
    """Return the one nomination of an IKM for an offer."""
    only = select(Nomination).where(
        Nomination.offer_id == offer_id, Nomination.ikm_id == ikm_id, Nomination.superseded_by.is_(None)
    )
    return session.scalars(only.execution_options(populate_existing=True)).one_or_none()


def last_rank(session: Session, offer_id: UUID) -> int:
    """Return the last place on the waiting list, 0 where nobody waits."""
    return session.scalar(select(func.max(Nomination.rank)).where(Nomination.offer_id == offer_id)) or 0


def waiting(session: Session, offer_id: UUID) -> Sequence[Nomination]:
    """Return the waiting list in the order of its ranks."""
    line = select(Nomination).where(Nomination.offer_id == offer_id, Nomination.state == rules.WAITING)
    return session.scalars(_locked(line.order_by(Nomination.rank))).all()


def holders_of_seats(session: Session) -> dict[UUID, str]:
    """Return of each offer the ids of all who have a seat in it, written one after the other in hexadecimal digits."""
    ids = together(Nomination.ikm_id)
    seats = select(Nomination.offer_id, ids).where(Nomination.state.in_(rules.TAKES_A_SEAT))
    rows = session.execute(seats.group_by(Nomination.offer_id))
    return {offer_id: undashed(written) for offer_id, written in rows}


def engagements(session: Session, ikm_ids: Collection[UUID] | None = None) -> dict[UUID, list[Engagement]]:
    """Return the seats each IKM holds (all IKM where none are named), in offers that were not cancelled."""
    seats = select(Nomination.ikm_id, Nomination.offer_id).where(Nomination.state.in_(rules.TAKES_A_SEAT))
    if ikm_ids is not None:
        seats = seats.where(among(Nomination.ikm_id, ikm_ids))
    rows = session.execute(seats).all()
    known = engagements_of(session, {row.offer_id for row in rows})
    held: dict[UUID, list[Engagement]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: str(row.offer_id)):
        held[row.ikm_id].append(known[row.offer_id])
    return held
