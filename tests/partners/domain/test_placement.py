"""All open offers as one problem: the plan is the same in whatever order IKM, offers and seats are read."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.partners.domain import eligibility, matching
from services.partners.domain.assignment.solve import solve
from services.partners.domain.elsewhere import Seats
from services.partners.domain.offered import Offered
from services.partners.domain.placement import OpenOffer, placement
from services.partners.domain.policy import Policy
from services.partners.domain.programme import Meeting
from services.partners.domain.roster import Roster
from tests.partners.domain.examples import START, engagement, ikm, meeting, programme
from tests.partners.domain.test_matching import lists, permits, seats, some

DAYS = (0, 0, 1, 30, 306)


def on_its_days(offer):
    """A programme of two days that meets on the first of them."""
    later = offer.starts_on - START
    moved = tuple(Meeting(each.starts_at + later, each.ends_at + later) for each in offer.meetings)
    return replace(offer, ends_on=offer.starts_on + timedelta(days=1), meetings=moved)


HOURS = ((), (meeting(1, 3, 6),), (meeting(1, 7, 9),))
fitting = st.builds(
    ikm,
    ikm_id=st.uuids(),
    needs=st.sampled_from([{}, {"PENGEMASAN": 1}, {"PENGEMASAN": 3}]),
    cluster=st.sampled_from(["PISANG", "KAKAO"]),
    permits=st.dictionaries(st.just("PIRT"), permits),
    registered_on=st.dates(date(2024, 1, 1), date(2024, 1, 3)),
)
people = st.lists(fitting, min_size=1, max_size=6, unique_by=lambda profile: profile.ikm_id)
programmes = st.builds(
    programme,
    offer_id=st.uuids(),
    starts_on=st.sampled_from([START + timedelta(days=days) for days in DAYS]),
    meetings=st.sampled_from(HOURS),
    clusters=st.sampled_from([frozenset(), frozenset({"PISANG"})]),
    required_certificates=st.sampled_from([(), ("PIRT",)]),
).map(on_its_days)
offers = st.lists(
    st.tuples(programmes, st.integers(0, 2)), min_size=1, max_size=4, unique_by=lambda offer: offer[0].offer_id
)


def seats_of_plan(profiles, running, held, policy, wishes):
    """Return which IKM gets which offer, and what each lacked, by their ids."""
    roster = Roster.of(profiles)
    taken = Seats.of(roster, held)
    found = [open_offer(roster, taken, offer, free, policy) for offer, free in running]
    problem = placement(roster, taken, found, policy.yearly_cap, **wishes)
    plan = solve(problem.instance)
    given_to = zip(plan.ikm.tolist(), plan.offer.tolist(), strict=True)
    lacks = zip(problem.ikm_ids, plan.prices.missing.tolist(), strict=True)
    return (
        [(problem.ikm_ids[one], problem.offer_ids[offer]) for one, offer in given_to],
        sorted(lack for lack in lacks),
        plan.points,
    )


def open_offer(roster, taken, offer, free, policy):
    weighed = matching.weigh(roster, Offered.to(roster, taken, offer), policy)
    rows = np.flatnonzero(weighed.verdicts == eligibility.YES)
    points, unsure = weighed.scores[rows].astype(np.int64), np.zeros(len(rows), dtype=np.bool_)
    return OpenOffer(offer, free, rows, points, unsure, weighed.offer.last_served)


@given(people, offers, st.integers(1, 3), st.randoms(), st.data())
@some
def test_the_order_in_which_facts_are_read_never_matters(found, running, cap, random, data):
    running = sorted(running, key=lambda offer: (offer[0].starts_on, str(offer[0].offer_id)))
    held = {profile.ikm_id: data.draw(seats) for profile in found}
    policy = replace(Policy(), yearly_cap=cap)
    every = [(profile.ikm_id, offer.offer_id) for profile in found for offer, _ in running]
    wishes = {name: data.draw(st.sets(st.sampled_from(every), max_size=2)) for name in ("before", "exclusions")}
    turned = {ikm_id: held[ikm_id][::-1] for ikm_id in reversed(held)}
    shuffled = random.sample(found, len(found))
    mixed = {name: random.sample(sorted(pairs), len(pairs)) for name, pairs in wishes.items()}
    assert seats_of_plan(found, running, held, policy, wishes) == seats_of_plan(
        shuffled, running, turned, policy, mixed
    )


@given(people, offers, st.integers(1, 3), st.data())
@some
def test_nobody_gets_more_than_the_gate_allows_with_all_its_seats_together(found, running, cap, data):
    """Whoever is seated is, seat by seat, still let in by the gate that knows all its other seats."""
    held = {profile.ikm_id: data.draw(seats) for profile in found}
    policy = replace(Policy(), yearly_cap=cap)
    given_to, _, _ = seats_of_plan(found, running, held, policy, {})
    of = {offer.offer_id: offer for offer, _ in running}
    for profile in found:
        mine = [of[offer_id] for ikm_id, offer_id in given_to if ikm_id == profile.ikm_id]
        for offer in mine:
            others = [
                engagement(offer_id=one.offer_id, starts_on=one.starts_on, ends_on=one.ends_on, meetings=one.meetings)
                for one in mine
                if one is not offer
            ]
            roster = Roster.of([profile])
            known = Seats.of(roster, {profile.ikm_id: [*held[profile.ikm_id], *others]})
            weighed = matching.weigh(roster, Offered.to(roster, known, offer), policy)
            assert weighed.verdicts.tolist() == [eligibility.YES]


@given(lists, st.data())
@some
def test_seats_read_offer_by_offer_are_those_read_ikm_by_ikm(found, data):
    held = {profile.ikm_id: data.draw(seats) for profile in found}
    roster = Roster.of(found)
    known = {seat.offer_id: seat for mine in held.values() for seat in mine}
    strange = np.array([[7, 7]], dtype=np.uint64)
    holders = [
        (seat, np.concatenate([roster.take(roster.rows_of(having(held, offer_id))).ids, strange]))
        for offer_id, seat in known.items()
    ]
    one, other = (of.seen_by(programme()) for of in (Seats.of(roster, held), Seats.of_holders(roster, holders)))
    for name in ("latest", "in_year", "clashing", "unsettled"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist(), name
    assert one.titles == other.titles


def having(held, offer_id: UUID):
    return [ikm_id for ikm_id, mine in held.items() if any(seat.offer_id == offer_id for seat in mine)]


@given(lists, st.randoms())
@some
def test_an_ikm_is_found_by_its_id_wherever_it_stands(found, random):
    roster = Roster.of(random.sample(found, len(found)))
    asked = [profile.ikm_id for profile in found]
    assert [roster.id_of(row) for row in roster.rows_of([*asked, UUID(int=7 << 64)])] == asked
    assert roster.rows_at(np.zeros((1, 2), dtype=np.uint64)).tolist() == [roster.rows.get(UUID(int=0), -1)]
