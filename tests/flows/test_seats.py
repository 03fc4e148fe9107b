"""Random sequences of everything that gives and frees seats, against what must always hold (both databases)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.partners.actions import invitations, nominations, offers, readmissions
from services.partners.domain.answer import Answer
from services.partners.domain.nomination import BY_THE_MACHINE
from services.partners.domain.nomination import LIVE as SEATED
from services.partners.models import IkmProfile, Invitation, Nomination
from shared.clock import now
from shared.database import SIGNING_KEYS, Database
from shared.errors import RuleBroken
from tests.conftest import SIGNING_KEY
from tests.partners.factories import ikm_changes, keep_ikm, merged, opened, suggestions

ANSWERS = st.sampled_from([
    Answer("accepted"),
    Answer("declined", reason="Sakit"),
    Answer("delegated", delegate_name="Rina", delegate_relation="anak"),
])  # fmt: skip
LIVE = ("issued", "undeliverable", "accepted", "delegated")
pick = st.integers(0, 20)


class Seats(RuleBasedStateMachine):
    """One offer with its IKM, in a transaction that is rolled back at the end."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self.connection = database.engine.connect()
        self.session = Session(self.connection, expire_on_commit=False, info={SIGNING_KEYS: (SIGNING_KEY,)})
        self.moment = now()
        self.readmitted = set()

    @initialize(quota=st.integers(1, 4), selects=st.booleans(), count=st.integers(4, 8))
    def open(self, quota, selects, count):
        self.ikm = keep_ikm(self.session, 9)
        self.offer = opened(self.session, quota=quota, selects=selects)
        self.confirm(count)

    def teardown(self):
        self.session.close()
        self.connection.close()

    def do(self, work, *args, **options):
        """Act as a request does: wholly, or refused and not at all."""
        may_promote = self.may_promote()
        before = self.count(Invitation, Invitation.promoted)
        with time_machine.travel(self.moment, tick=False):
            try:
                with self.session.begin_nested():
                    work(self.session, *args, **options)
            except RuleBroken:
                self.session.expire_all()
        if not may_promote and not self.may_promote():
            assert self.count(Invitation, Invitation.promoted) == before

    def may_promote(self):
        return self.offer.state == "open" and self.offer.starts_at > self.moment

    def one(self, model, number, *conditions):
        rows = select(model).where(model.offer_id == self.offer.id, *conditions).order_by(model.id)
        found = self.session.scalars(rows).all()
        return found[number % len(found)] if found else None

    @rule(count=st.integers(1, 6))
    def confirm(self, count):
        chosen = [row.ikm_id for row in suggestions(self.session, self.offer)][:count]
        self.do(invitations.confirm_selection, self.offer.id, chosen)

    @rule(number=pick, answers=st.tuples(ANSWERS, ANSWERS))
    def answer_and_change_ones_mind(self, number, answers):
        if found := self.one(Invitation, number):
            for answer in answers:
                self.do(invitations.answer_invitation, found.id, answer, source="link")

    @rule(number=pick)
    def mail_comes_back(self, number):
        if found := self.one(Invitation, number):
            self.do(invitations.mark_undeliverable, found.id)

    @rule(number=pick, accept=st.booleans())
    def institution_decides(self, number, accept):
        if found := self.one(Nomination, number, Nomination.state == "nominated"):
            if accept:
                self.do(nominations.accept_nomination, found.id)
            else:
                self.do(nominations.reject_nomination, found.id, "Sudah pernah ikut")

    @rule(number=pick, by_ikm=st.booleans())
    def withdraw(self, number, by_ikm):
        if found := self.one(Nomination, number, Nomination.state.in_(("nominated", "accepted", "waiting"))):
            self.do(nominations.withdraw_nomination, found.id, "Usaha tutup", by_ikm=by_ikm)

    @rule(number=pick)
    def dismiss(self, number):
        if found := self.one(Nomination, number, Nomination.state == "waiting"):
            self.do(nominations.dismiss_nominations, self.offer.id, [found.ikm_id], "Tidak berminat")

    @rule(number=pick)
    def readmit(self, number):
        if found := self.one(Nomination, number, Nomination.state.in_(("withdrawn", "dismissed"))):
            self.readmitted.add(found.id)
            self.do(readmissions.readmit_nomination, found.id)

    @rule(number=pick, restricted=st.booleans())
    def personal_data_request(self, number, restricted):
        self.do(ikm_changes, self.ikm[number % len(self.ikm)], restricted=restricted)

    @rule(numbers=st.tuples(pick, pick))
    def two_turn_out_to_be_one(self, numbers):
        lost, kept = (self.ikm[number % len(self.ikm)] for number in numbers)
        if lost != kept:
            self.ikm.remove(lost)
            self.do(merged, lost, kept)

    @rule(command=st.sampled_from([offers.pause_offer, offers.resume_offer, offers.close_offer]))
    def staff_move_the_offer(self, command):
        self.do(command, self.offer.id)

    @rule(quota=st.integers(1, 6))
    def change_quota(self, quota):
        self.do(offers.change_quota, self.offer.id, quota)

    @rule(days=st.integers(1, 20))
    def days_pass(self, days):
        self.moment += timedelta(days=days)
        self.do(invitations.expire_overdue, self.offer.id)

    def count(self, model, *conditions):
        return self.session.scalar(select(func.count()).where(model.offer_id == self.offer.id, *conditions))

    def taken(self):
        return self.count(Nomination, Nomination.state.in_(("nominated", "accepted")))

    @invariant()
    def seats_taken_never_exceed_the_quota(self):
        if hasattr(self, "offer"):
            assert self.taken() <= self.offer.quota

    @invariant()
    def each_accepted_nomination_has_one_live_invitation_and_nobody_else_has(self):
        if hasattr(self, "offer"):
            accepted = set(self.session.scalars(select(Nomination.id).where(Nomination.state == "accepted")))
            live = self.session.scalars(select(Invitation.nomination_id).where(Invitation.state.in_(LIVE))).all()
            assert sorted(map(str, live)) == sorted(map(str, accepted))

    @invariant()
    def each_ikm_has_one_nomination_that_counts_and_no_other_lives(self):
        if hasattr(self, "offer"):
            standing = select(Nomination.ikm_id).where(Nomination.superseded_by.is_(None))
            decided = self.session.scalars(standing.where(Nomination.state.not_in(BY_THE_MACHINE))).all()
            assert len(decided) == len(set(decided))
            assert set(decided) <= set(self.ikm)
            assert self.count(Nomination, Nomination.superseded_by.is_not(None), Nomination.state.in_(SEATED)) == 0

    @invariant()
    def before_the_start_whoever_may_not_take_part_has_no_seat(self):
        if hasattr(self, "offer") and self.offer.starts_at > self.moment:
            barred = select(IkmProfile.ikm_id).where(IkmProfile.restricted | IkmProfile.merged_into.is_not(None))
            assert self.count(Nomination, Nomination.state.in_(SEATED), Nomination.ikm_id.in_(barred)) == 0

    @invariant()
    def the_waiting_list_is_numbered_without_gaps(self):
        if hasattr(self, "offer"):
            ranks = select(Nomination.rank).where(Nomination.state == "waiting").order_by(Nomination.rank)
            assert list(self.session.scalars(ranks)) == [*range(1, self.count(Nomination, Nomination.rank > 0) + 1)]

    @invariant()
    def a_freed_seat_is_used_at_once(self):
        if hasattr(self, "offer") and self.may_promote():
            assert self.taken() == self.offer.quota or not self.count(Nomination, Nomination.state == "waiting")

    @invariant()
    def whoever_has_ended_is_never_invited_again_by_the_machine(self):
        if hasattr(self, "offer"):
            by_the_machine = Invitation.nomination_id.not_in(self.readmitted)
            counted = select(func.count()).where(by_the_machine).group_by(Invitation.nomination_id)
            assert set(self.session.scalars(counted)) <= {1}

    @invariant()
    def whoever_is_told_had_an_invitation_that_was_called_off_and_has_lost_the_seat(self):
        if hasattr(self, "offer"):
            told = Invitation.notice.is_not(None)
            assert self.count(Invitation, told, Invitation.state != "cancelled") == 0
            for_good = told & Nomination.id.not_in(self.readmitted)
            ended = self.session.scalars(select(Nomination.state).join(Invitation).where(for_good)).all()
            assert set(ended) <= {"withdrawn"}

    @invariant()
    def nobody_is_invited_after_the_start_and_whoever_ended_has_a_reason(self):
        if hasattr(self, "offer"):
            late = self.count(Invitation, Invitation.issued_at >= self.offer.starts_at)
            silent = self.count(
                Nomination, Nomination.state.in_(("withdrawn", "rejected")), Nomination.reason.is_(None)
            )
            assert (late, silent) == (0, 0)


@pytest.fixture
def database(make_database: Callable[[str], Database]) -> Database:
    return make_database("partners")


def test_seats_are_given_and_freed_as_they_must(database):
    run_state_machine_as_test(
        lambda: Seats(database),
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            deadline=None,
            phases=[Phase.generate],  # shrinking a failure takes longer than a test may
            suppress_health_check=list(HealthCheck),
        ),
    )
