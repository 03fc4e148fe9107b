"""How the parts of a quota stand: how many seats their IKM have, how many a plan proposes, how many are left."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from services.partners.domain.assignment.instance import Kind
from services.partners.domain.columns import Flags
from services.partners.domain.division import Count, cells, counts, seats_needed
from services.partners.domain.nomination import BY_THE_MACHINE, TAKES_A_SEAT
from services.partners.domain.roster import Roster
from services.partners.domain.segment import QuotaSegment, from_json, holding
from services.partners.models.ikm_profile import IkmProfile, known
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.models.plan import newest
from services.partners.models.plan_seat import PlanSeat
from services.partners.queries import ledger
from services.partners.queries.standings import STANDS
from services.partners.queries.weighing import rows
from shared.among import among
from shared.clock import today
from shared.language import Message, msg

OVER = msg("{what}: it would be {given}.")
OUT_OF_REACH = msg("{what}: {left} would be missing, and only {free} seats free.")
TOGETHER = msg("What is kept needs {needed} more seats together, and only {free} would be free.")


@dataclass(frozen=True)
class SegmentRow:
    """``given`` seats its IKM have, ``proposed`` the plan gives them, ``left`` are kept, missing or may follow.

    ``desa``: of a limit for each desa those with most seats, named. ``lapsed``: it no longer holds. ``broken``: seats
    were given so that it cannot be kept any more.
    """

    segment: QuotaSegment
    said: Message
    given: int
    proposed: int
    left: int
    desa: Sequence[tuple[str, int, int]]
    lapsed: bool
    broken: bool


Division = Sequence[SegmentRow]
MOST_NAMED = 3


def in_words(offer: Offer) -> Sequence[tuple[Message, date | None]]:
    """Return the parts of an offer's quota that hold, each with the day until which it does: they name nobody."""
    return [(one.said(offer.quota or 0), one.until) for one in holding(offer.segments, today())]


def division_of(session: Session, offer: Offer) -> Division:
    """Return how the parts of an offer's quota stand."""
    return divisions_of(session, [offer]).get(offer.id, ())


def divisions_of(session: Session, offers: Iterable[Offer]) -> dict[UUID, Division]:
    """Return the same of each of these offers that has parts, with the proposals of the plan that stands."""
    divided = [offer for offer in offers if offer.segments]
    if not divided:
        return {}
    ids = [offer.id for offer in divided]
    seated, proposed, seats = _seated(session, ids), _proposed(session, ids), ledger.of_offers(session, ids)
    everybody = known(session, {one for some in (*seated.values(), *proposed.values()) for one in some})
    return {
        offer.id: [
            _row(from_json(part), offer, seats[offer.id].free, _of(everybody, seated[offer.id]),
                 _of(everybody, proposed[offer.id]))
            for part in offer.segments
        ]
        for offer in divided
    }  # fmt: skip


def broken_by(session: Session, offer: Offer, chosen: Sequence[IkmProfile], free: int) -> list[Message]:
    """Return what could not be kept any more once these IKM have their seats, so many being ``free`` before."""
    segments, quota = holding(offer.segments, today()), offer.quota or 0
    if not segments or not chosen:
        return []
    there = list(known(session, _seated(session, [offer.id])[offer.id]).values())
    people, left = [*there, *chosen], free - len(chosen)
    seated = rows(people)
    found = [_refusal(count, people, quota, left) for count in counts(segments, seated, quota) if count.is_broken(left)]
    needed = 0 if found else seats_needed(segments, seated, quota)
    return [*found, msg(TOGETHER.template, needed=needed, free=left)] if needed > left else found


def _refusal(count: Count, people: Sequence[IkmProfile], quota: int, free: int) -> Message:
    desa = _desa(people, count.cell.members) if count.cell.segment.each_desa else None
    what = count.cell.segment.said(quota, desa)
    if count.cell.segment.kind is Kind.AT_MOST:
        return msg(OVER.template, what=what, given=count.given)
    return msg(OUT_OF_REACH.template, what=what, left=count.left, free=free)


def _row(
    segment: QuotaSegment, offer: Offer, free: int, seated: Sequence[IkmProfile], proposed: Sequence[IkmProfile]
) -> SegmentRow:
    people, quota, border = [*seated, *proposed], offer.quota or 0, len(seated)
    roster, lapsed = rows(people), not segment.holds(today())
    members = segment.members(roster)
    given, coming = int(members[:border].sum()), int(members[border:].sum())
    broken = any(count.is_broken(free) for count in counts([segment], rows(seated), quota))
    return SegmentRow(
        segment, segment.said(quota), given, coming, max(segment.limit(quota) - given - coming, 0),
        _fullest(segment, roster, people, border) if segment.each_desa else (), lapsed, broken and not lapsed,
    )  # fmt: skip


def _fullest(
    segment: QuotaSegment, roster: Roster, people: Sequence[IkmProfile], border: int
) -> Sequence[tuple[str, int, int]]:
    found = [
        (_desa(people, cell.members), int(cell.members[:border].sum()), int(cell.members[border:].sum()))
        for cell in cells([segment], roster, 0)
    ]
    return sorted(found, key=lambda one: (-one[1] - one[2], one[0]))[:MOST_NAMED]


def _desa(people: Sequence[IkmProfile], members: Flags) -> str:
    return str(people[int(np.argmax(members))].payload["desa"])


def _of(everybody: Mapping[UUID, IkmProfile], ikm_ids: Collection[UUID]) -> Sequence[IkmProfile]:
    return [everybody[one] for one in ikm_ids if one in everybody]


def _seated(session: Session, offer_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    having = select(Nomination.offer_id, Nomination.ikm_id).where(
        among(Nomination.offer_id, offer_ids), Nomination.state.in_(TAKES_A_SEAT)
    )
    return _by_offer(session.execute(having.order_by(Nomination.ikm_id)).all())


def _proposed(session: Session, offer_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Return whom the plan proposes and nobody has decided about."""
    plan = newest(session)
    if plan is None:
        return defaultdict(list)
    decided = exists().where(
        Nomination.offer_id == PlanSeat.offer_id,
        Nomination.ikm_id == PlanSeat.ikm_id,
        Nomination.state.not_in(BY_THE_MACHINE),
        STANDS,
    )
    seats = select(PlanSeat.offer_id, PlanSeat.ikm_id).where(
        PlanSeat.plan_id == plan.id, among(PlanSeat.offer_id, offer_ids), ~decided
    )
    return _by_offer(session.execute(seats.order_by(PlanSeat.place)).all())


def _by_offer(pairs: Iterable[tuple[UUID, UUID]]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for offer_id, ikm_id in pairs:
        found[offer_id].append(ikm_id)
    return found
