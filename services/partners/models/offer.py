"""What an institution offers: a programme with a period, a quota and conditions."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Table, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from services.partners.domain import offer as rules
from services.partners.domain.programme import Engagement, Meeting, Programme
from services.partners.domain.session import PLANNED
from services.partners.domain.timetable import Slot, daily
from services.partners.models.base import Base, known
from services.partners.models.institution import Institution
from services.partners.models.session import OfferSession
from shared.among import among
from shared.database import UTCDateTime, new_id
from shared.errors import NotFound
from shared.language import msg
from shared.messaging.batch import require_own_transaction
from shared.refusals import refusing


class Offer(Base):
    """A draft may lack anything but title, topic and form; submitting needs the rest.

    ``segments``: conditions on parts of the quota (``domain/segment``). ``takes_unconfirmed``: the plan may
    also propose IKM about whom something is still to be asked. ``threshold``: of so many percent of its sessions one
    must be part to complete it. ``list_closed_at``: who was there is final since then, but for corrections.
    """

    __tablename__ = "offer"
    __table_args__ = (
        refusing(
            CheckConstraint("quota IS NULL OR quota >= 1", name="quota_positive"),
            msg("Say how many seats there are: at least 1."),
            field="quota",
        ),
        refusing(
            CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="period_ordered"),
            msg("The last day lies before the first."),
            field="ends_on",
        ),
        Index("ix_offer_state_starts_on", "state", "starts_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    institution_id: Mapped[UUID] = mapped_column(ForeignKey("institution.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    topic: Mapped[str] = mapped_column(String(40))
    form: Mapped[str] = mapped_column(String(40))
    mode: Mapped[str | None] = mapped_column(String(20))
    place: Mapped[str | None] = mapped_column(String(200))
    map_url: Mapped[str | None] = mapped_column(String(500))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    hours_from: Mapped[str | None] = mapped_column(String(5))
    hours_until: Mapped[str | None] = mapped_column(String(5))
    schedule_follows: Mapped[bool] = mapped_column(default=False)
    cost: Mapped[str | None] = mapped_column(String(200))
    bring: Mapped[str | None] = mapped_column(String(500))
    contact_name: Mapped[str | None] = mapped_column(String(200))
    contact_phone: Mapped[str | None] = mapped_column(String(30))
    quota: Mapped[int | None]
    eligibility: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    selects: Mapped[bool] = mapped_column(default=False)
    segments: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    takes_unconfirmed: Mapped[bool] = mapped_column(default=False)
    answer_by: Mapped[datetime | None] = mapped_column(UTCDateTime)
    state: Mapped[str] = mapped_column(String(20), default="draft")
    state_reason: Mapped[str | None] = mapped_column(Text)
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    threshold: Mapped[int | None]
    list_closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    list_closed_by: Mapped[UUID | None]
    seat_value: Mapped[int | None]
    seat_value_source: Mapped[str | None] = mapped_column(String(200))
    revision: Mapped[int] = mapped_column(nullable=False)

    institution: Mapped[Institution] = relationship(lazy="joined", innerjoin=True)
    sessions: Mapped[list[OfferSession]] = relationship(
        order_by=OfferSession.number, cascade="all, delete-orphan", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it once

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        return tuple(Meeting(slot.starts_at, slot.ends_at) for slot in self.slots)

    @property
    def slots(self) -> list[Slot]:
        """When it meets, the earliest first: its planned sessions; before it has any, its days at its hours."""
        return _slots(self, self.sessions)

    @property
    def counting(self) -> frozenset[UUID]:
        """The sessions by which attendance is counted: all that were not cancelled."""
        return frozenset(item.id for item in self.sessions if item.state == "planned")

    @property
    def first_session(self) -> datetime | None:
        return min((meeting.starts_at for meeting in self.meetings), default=None)

    @property
    def starts_at(self) -> datetime:
        """The instant it begins; like what follows, asked only of offers whose period is known."""
        return rules.starts_at(known(self.starts_on), self.first_session)

    def is_over(self, day: date) -> bool:
        """Tell whether its last day has passed."""
        return self.ends_on is not None and self.ends_on < day

    def plan(self) -> rules.Plan:
        """Return what submitting and opening look at."""
        return rules.Plan(
            quota=self.quota,
            mode=self.mode,
            has_place=bool(self.place) or (bool(self.slots) and all(slot.place for slot in self.slots)),
            has_hours=bool(self.hours_from and self.hours_until),
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            first_session=self.first_session,
            schedule_follows=self.schedule_follows,
            answer_by=self.answer_by,
            institution_state=self.institution.state,
        )

    def programme(self) -> Programme:
        """Return what matching looks at."""
        return Programme(
            offer_id=self.id,
            title=self.title,
            topic=self.topic,
            mode=known(self.mode),
            starts_on=known(self.starts_on),
            ends_on=known(self.ends_on),
            meetings=self.meetings,
            clusters=frozenset(self.eligibility.get("clusters", ())),
            kbli_prefixes=tuple(self.eligibility.get("kbli_prefixes", ())),
            kecamatan=frozenset(self.eligibility.get("kecamatan", ())),
            size_classes=frozenset(self.eligibility.get("size_classes", ())),
            required_certificates=tuple(self.eligibility.get("required_certificates", ())),
        )


def _slots(offer: Any, sessions: Sequence[Any]) -> list[Slot]:
    if not sessions:
        return list(daily(offer.id, offer.starts_on, offer.ends_on, (offer.hours_from, offer.hours_until)))
    planned = [
        Slot(item.id, item.title, item.starts_at, item.ends_at, item.place, item.sequence)
        for item in sessions
        if item.state == PLANNED
    ]
    return sorted(planned, key=lambda slot: slot.starts_at)


TIMES = Offer.id, Offer.title, Offer.starts_on, Offer.ends_on, Offer.hours_from, Offer.hours_until


def engagements_of(
    session: Session, offer_ids: Collection[UUID], during: tuple[date, date] | None = None
) -> dict[UUID, Engagement]:
    """Return what having a seat in each of these offers means for others, read as raw rows: they may be many.

    When they meet is told of those alone that share a day with ``during``, the first and the last, where it is given.
    """
    offers = session.execute(select(*TIMES).where(among(Offer.id, offer_ids))).all()
    first, last = during or (date.min, date.max)
    near = {row.id: row for row in offers if known(row.starts_on) <= last and first <= known(row.ends_on)}
    meetings = _meetings(session, near)
    return {
        row.id: Engagement(row.id, row.title, known(row.starts_on), known(row.ends_on), meetings.get(row.id, ()))
        for row in offers
    }


def _meetings(session: Session, offers: Mapping[UUID, Any]) -> dict[UUID, tuple[Meeting, ...]]:
    held: dict[UUID, list[Any]] = defaultdict(list)
    columns = cast(Table, OfferSession.__table__).c
    sessions = select(*columns).where(among(columns.offer_id, offers)).order_by(columns.offer_id, columns.number)
    for row in session.execute(sessions):
        held[row.offer_id].append(row)
    return {
        offer_id: tuple(Meeting(slot.starts_at, slot.ends_at) for slot in _slots(row, held[offer_id]))
        for offer_id, row in offers.items()
    }


def by_id(session: Session, offer_id: UUID) -> Offer:
    """Return an offer. Raises NotFound."""
    found = session.get(Offer, offer_id)
    if found is None:
        raise NotFound
    return found


def locked(session: Session, offer_id: UUID) -> Offer | None:
    """Return the offer with its row locked: whoever counts or gives seats holds this lock.

    ``key_share``: rows that only point to the offer may be added meanwhile, or matching and answers would wait
    for each other.
    """
    require_own_transaction(session)
    row = select(Offer).where(Offer.id == offer_id).with_for_update(of=Offer, key_share=True)
    return session.scalars(row.execution_options(populate_existing=True)).one_or_none()


def followed(session: Session) -> Sequence[Offer]:
    """Return the offers in which seats are given, or may soon be given again."""
    return session.scalars(select(Offer).where(Offer.state.in_(rules.FOLLOWED)).order_by(Offer.id)).all()


def giving(session: Session, day: date) -> Sequence[UUID]:
    """Return the offers in which somebody may be giving a seat at this moment, unseen until that is committed."""
    return session.scalars(select(Offer.id).where(Offer.state.in_(rules.FOLLOWED), Offer.ends_on >= day)).all()
