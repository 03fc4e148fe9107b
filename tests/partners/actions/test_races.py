"""Real threads on both databases: whatever happens at once, seats taken never exceed the quota."""

import random
import time
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from services.partners.actions import ikm_profiles, invitations, nominations, offers
from services.partners.actions.readmissions import readmit_nomination
from services.partners.domain.answer import Answer
from services.partners.models import Offer
from services.partners.models.nomination import seats_taken
from services.partners.queries.links import PATH, answer_path
from services.partners.queries.ranking import ranking
from shared.errors import RuleBroken
from tests.conftest import SIGNING_KEY
from tests.partners.factories import (
    announced,
    confirmed,
    ikm_changes,
    institution,
    invitations_of,
    invited,
    keep_ikm,
    merged,
    offer_values,
    opened,
    profile_changed,
    suggestions,
)

CANNOT, COME = Answer("declined", reason="Sakit"), Answer("accepted")


def at_once(work, items):
    """Run ``work`` for every item at the same time; return the errors."""
    with ThreadPoolExecutor(max_workers=16) as pool:
        return [error for future in [pool.submit(work, item) for item in items] if (error := future.exception())]


def test_the_same_new_offer_sent_ten_times_at_once_is_one_draft(database):
    with database.transaction() as session:
        owner, offer_id = institution(session).id, uuid4()

    def draft(_):
        with database.transaction() as session:
            return offers.draft_offer(session, offer_id, owner, offer_values())

    assert at_once(draft, range(10)) == []
    with database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Offer)) == 1


def test_two_members_of_staff_confirm_at_once(database):
    with database.transaction() as session:
        keep_ikm(session, 30)
        offer = opened(session, quota=10)
        ids = [row.ikm_id for row in suggestions(session, offer)]

    def confirm(selection):
        with database.transaction() as session:
            invitations.confirm_selection(session, offer.id, selection)

    assert at_once(confirm, [ids[:20], ids[10:], ids, ids[5:15]]) == []
    with database.transaction() as session:
        assert seats_taken(session, offer.id) == 10
        assert len(announced(session, "invitation_issued")) == 10


def test_fifty_answers_at_once_give_every_freed_seat_once(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=80, quota=50)
        issued = [item.id for item in invitations_of(session, offer)]

    def answer(pair):
        number, invitation_id = pair
        with database.transaction() as session:
            invitations.answer_invitation(session, invitation_id, CANNOT if number % 2 else COME, source="link")

    assert at_once(answer, list(enumerate(issued))) == []
    with database.transaction() as session:
        assert seats_taken(session, offer.id) == 50
        assert len(announced(session, "invitation_issued")) == 75


def test_the_same_answer_sent_twenty_times_at_once_counts_once(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        (invitation,) = invitations_of(session, offer)

    def answer(_):
        with database.transaction() as session:
            invitations.answer_invitation(session, invitation.id, COME, source="link")

    assert at_once(answer, range(20)) == []
    with database.transaction() as session:
        assert len(announced(session, "invitation_answered")) == 1


def test_matching_goes_on_while_people_answer_and_profiles_change(database):
    with database.transaction() as session:
        names = [f"IKM {number}" for number in range(40)]
        ikm = {name: keep_ikm(session, name=name)[0] for name in names}
        running = [opened(session, quota=20, starts_on=date(2030 + year, 3, 1)) for year in range(2)]
        for offer in running:
            rows = suggestions(session, offer)[:20]
            invitations.confirm_selection(session, offer.id, [row.ikm_id for row in rows])
        issued = [item.id for offer in running for item in invitations_of(session, offer)]

    def work(step):
        with database.transaction() as session:
            step(session)

    answers = [partial(invitations.answer_invitation, invitation_id=item, answer=CANNOT, source="link")
               for item in issued]  # fmt: skip
    changes = [
        partial(ikm_profiles.keep, event=profile_changed(ikm_id=ikm_id, name=name, revision=2, cluster="KAKAO",
                                                         restricted=number % 2 == 0))
        for number, (name, ikm_id) in enumerate(ikm.items())
    ]  # fmt: skip
    looks = [partial(ranking, offer=offer) for offer in running] * 5
    steps = answers + changes + looks
    random.Random(7).shuffle(steps)
    assert {type(error) for error in at_once(work, steps)} <= {RuleBroken}
    with database.transaction() as session:
        assert not any(row.profile.restricted for offer in running for row in suggestions(session, offer))
    with database.transaction() as session:
        assert {row.profile.cluster for offer in running for row in suggestions(session, offer)} == {"KAKAO"}
        assert [seats_taken(session, offer.id) for offer in running] == [0, 0]


@pytest.mark.parametrize("backend", ["postgresql"])
@pytest.mark.parametrize("change", [{"restricted": True}, {"status": "closed"}])
def test_an_ikm_barred_while_it_is_given_its_first_seat_does_not_keep_it(database, change):
    with database.transaction() as session:
        (ikm_id,) = keep_ikm(session)
        offer = opened(session)

    def bar():
        with database.transaction() as session:
            ikm_changes(session, ikm_id, **change)

    with ThreadPoolExecutor() as pool:
        with database.transaction() as session:
            invitations.confirm_selection(session, offer.id, [ikm_id])
            barred = pool.submit(bar)
            time.sleep(0.3)
            assert not barred.done()
        barred.result(timeout=60)
    with database.transaction() as session:
        assert seats_taken(session, offer.id) == 0


@pytest.mark.parametrize("backend", ["postgresql"])
def test_an_ikm_that_is_merged_while_it_is_given_its_first_seat_takes_the_seat_along(database):
    with database.transaction() as session:
        gone, kept = keep_ikm(session, 2)
        offer = opened(session)

    def merge():
        with database.transaction() as session:
            merged(session, gone, kept)

    with ThreadPoolExecutor() as pool:
        with database.transaction() as session:
            invitations.confirm_selection(session, offer.id, [gone])
            merging = pool.submit(merge)
            time.sleep(0.3)
            assert not merging.done()
        merging.result(timeout=60)
    with database.transaction() as session:
        assert [item.ikm_id for item in invitations_of(session, offer)] == [kept]


@pytest.mark.parametrize("backend", ["postgresql"])
@pytest.mark.parametrize("first", ["yes", "restricted"])
def test_a_yes_at_the_moment_of_a_restriction_leaves_no_seat(database, first):
    with database.transaction() as session:
        invitation = invited(session)
        invitations.answer_invitation(session, invitation.id, CANNOT, source="link")
    steps = {
        "yes": partial(invitations.answer_invitation, invitation_id=invitation.id, answer=COME, source="link"),
        "restricted": partial(ikm_changes, ikm_id=invitation.ikm_id, restricted=True),
    }
    sooner, later = steps.pop(first), *steps.values()

    def work():
        with database.transaction() as session:
            later(session)

    with ThreadPoolExecutor() as pool:
        with database.transaction() as session:
            sooner(session)
            waiting = pool.submit(work)
            wait([waiting], timeout=1)
            assert not waiting.done()
        assert type(waiting.exception()) is {"yes": type(None), "restricted": RuleBroken}[first]
    with database.transaction() as session:
        assert seats_taken(session, invitation.offer_id) == 0


def test_cancelled_by_many_while_people_answer_everybody_left_is_told_once(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=20, quota=12)
        issued = [item.id for item in invitations_of(session, offer)]

    def work(step):
        with database.transaction() as session:
            step(session)

    answers = [partial(invitations.answer_invitation, invitation_id=item, answer=CANNOT if number % 3 == 0 else COME,
                       source="link") for number, item in enumerate(issued)]  # fmt: skip
    steps = answers + [partial(offers.cancel_offer, offer_id=offer.id, reason="Batal")] * 4
    random.Random(3).shuffle(steps)
    assert {type(error) for error in at_once(work, steps)} <= {RuleBroken}
    with database.transaction() as session:
        assert len(announced(session, "offer_cancelled")) == 1
        told = [fact["invitation_id"] for fact in announced(session, "invitation_closed") if fact["notice"]]
        ended = [str(item.id) for item in invitations_of(session, offer) if item.state == "cancelled"]
        assert sorted(told) == sorted(ended)


def test_an_answer_by_the_old_link_while_the_seat_is_given_again_counts_for_the_new_invitation_or_for_none(database):
    with database.transaction() as session:
        first = invited(session)
        nominations.withdraw_nomination(session, first.nomination_id, "Keliru")
        token = answer_path([SIGNING_KEY], first).removeprefix(PATH)

    def work(number):
        with database.transaction() as session:
            if number % 3 == 0:
                readmit_nomination(session, first.nomination_id)
            else:
                invitations.answer_by_link(session, token, COME)

    assert {type(error) for error in at_once(work, range(12))} <= {RuleBroken}
    with database.transaction() as session:
        offer = session.get_one(Offer, first.offer_id)
        old, new = invitations_of(session, offer)
        invitations.answer_by_link(session, token, COME)
        assert (old.state, new.state, seats_taken(session, offer.id)) == ("cancelled", "accepted", 1)
        assert len(announced(session, "invitation_answered")) == 1
