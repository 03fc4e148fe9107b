"""The problem that the plan solves, read from the facts as they stand now."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.domain import eligibility
from services.partners.domain import offer as offer_rules
from services.partners.domain.assignment.instance import Whole
from services.partners.domain.columns import KECAMATAN_CODES, OTHER
from services.partners.domain.division import Cell, still_asked
from services.partners.domain.elsewhere import Seats
from services.partners.domain.nomination import BY_THE_MACHINE, TAKES_A_SEAT
from services.partners.domain.placement import OpenOffer, Placement, placement
from services.partners.domain.policy import Policy
from services.partners.domain.roster import Roster, Rows
from services.partners.domain.segment import holding
from services.partners.models import plan_floor, plan_wish
from services.partners.models.change_number import horizon
from services.partners.models.nomination import Nomination
from services.partners.models.offer import Offer
from services.partners.models.plan import newest
from services.partners.models.plan_seat import PlanSeat
from services.partners.models.policy import latest
from services.partners.queries import ledger, roster
from services.partners.queries.weighing import seats_of_all, weigh
from shared.among import among
from shared.change import ChangeHead
from shared.clock import now, today
from shared.language import msg
from shared.work.hand import Step, no_step

WEIGHING = msg("Weighing all IKM for each open offer: {done} of {of}")


@dataclass(frozen=True)
class Facts:
    """``placement``: the problem. ``ikm_up_to`` and ``history_up_to``: what it knows; later numbers are news."""

    placement: Placement
    policy_version: int
    ikm_up_to: int
    history_up_to: int


def facts(session: Session, step: Step = no_step, asked: Policy | None = None) -> Facts:
    """Read all that the plan stands on; ``asked`` are other rules than those in force."""
    # First the numbers: what is committed in between is news once more, never missed.
    ikm_up_to, history_up_to = horizon(session).oldest, last_change(session)
    rules, everybody = asked or latest(session).rules(), roster.current(session)
    seats = seats_of_all(session, everybody)
    offers = _weighed(session, everybody, seats, rules, step)
    problem = placement(
        everybody,
        seats,
        offers,
        rules.yearly_cap,
        step=rules.step,
        floors=_floors(session, everybody, [offer.programme.offer_id for offer in offers]),
        before=_proposed_before(session),
        pins=_wished(session, plan_wish.PIN),
        exclusions=_wished(session, plan_wish.EXCLUDE),
    )
    return Facts(problem, rules.version, ikm_up_to, history_up_to)


def last_change(session: Session) -> int:
    """Return the number of the newest change in the history."""
    return session.scalar(select(ChangeHead.last_id)) or 0


def open_offers(session: Session) -> Sequence[Offer]:
    """Return the offers in which seats are given now, those that begin first before others."""
    running = session.scalars(select(Offer).where(Offer.state == offer_rules.OPEN)).all()
    ahead = [offer for offer in running if offer.starts_at > now()]
    return sorted(ahead, key=lambda offer: (offer.starts_at, str(offer.id)))


def _weighed(session: Session, everybody: Roster, held: Seats, rules: Policy, step: Step) -> list[OpenOffer]:
    offers = open_offers(session)
    counts = ledger.of_offers(session, [offer.id for offer in offers])
    decided = _decided(session, [offer.id for offer in offers])
    found = []
    for number, offer in enumerate(offers):
        step(number, len(offers), msg(WEIGHING.template, done=number, of=len(offers)))
        weighed = weigh(offer, everybody, held, rules)
        fits = weighed.verdicts >= (eligibility.UNKNOWN if offer.takes_unconfirmed else eligibility.YES)
        fits[everybody.rows_of(decided[offer.id])] = False
        rows = np.flatnonzero(fits)
        points, unsure = weighed.scores[rows].astype(np.int64), weighed.verdicts[rows] == eligibility.UNKNOWN
        free, served = counts[offer.id].free, weighed.offer.last_served
        asked = _asked(offer, everybody, rows, decided[offer.id], free)
        found.append(OpenOffer(offer.programme(), free, rows, points, unsure, served, asked))
    return found


def _asked(offer: Offer, everybody: Roster, rows: Rows, decided: Mapping[UUID, str], free: int) -> Sequence[Cell]:
    if not (segments := holding(offer.segments, today())):
        return ()
    seated = everybody.rows_of([ikm_id for ikm_id, state in decided.items() if state in TAKES_A_SEAT])
    return still_asked(segments, everybody.take(rows), everybody.take(seated), offer.quota or 0, free)


def _decided(session: Session, offer_ids: Sequence[UUID]) -> dict[UUID, dict[UUID, str]]:
    """Return of each offer the IKM about whom somebody has decided, with how: they have a seat, wait, or are out."""
    rows = select(Nomination.offer_id, Nomination.ikm_id, Nomination.state).where(
        among(Nomination.offer_id, offer_ids), Nomination.state.not_in(BY_THE_MACHINE)
    )
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for offer_id, ikm_id, state in session.execute(rows):
        if found[offer_id].get(ikm_id) not in TAKES_A_SEAT:
            found[offer_id][ikm_id] = state
    return found


def _floors(session: Session, everybody: Roster, offer_ids: Sequence[UUID]) -> Whole:
    """Return the seats that the kecamatan with a floor are still to get; those given in these offers count for it."""
    wanted = plan_floor.every(session)
    if not wanted:
        return np.empty((0, 2), dtype=np.int64)
    having = select(Nomination.ikm_id).where(among(Nomination.offer_id, offer_ids), Nomination.state.in_(TAKES_A_SEAT))
    codes = everybody.kecamatan[everybody.rows_of(session.scalars(having).all())]
    given = np.bincount(codes, minlength=OTHER + 1)
    left = [(KECAMATAN_CODES[one], seats - int(given[KECAMATAN_CODES[one]])) for one, seats in wanted.items()]
    return np.array([row for row in left if row[1] > 0], dtype=np.int64).reshape(-1, 2)


def _proposed_before(session: Session) -> list[tuple[UUID, UUID]]:
    before = newest(session)
    if before is None:
        return []
    seats = select(PlanSeat.ikm_id, PlanSeat.offer_id).where(PlanSeat.plan_id == before.id)
    return [(row.ikm_id, row.offer_id) for row in session.execute(seats)]


def _wished(session: Session, kind: str) -> list[tuple[UUID, UUID]]:
    return [(wish.ikm_id, wish.offer_id) for wish in plan_wish.every(session) if wish.kind == kind]
