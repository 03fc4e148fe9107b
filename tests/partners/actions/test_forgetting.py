"""What partners' history says of a person goes when the registry says so, answers and nominations with it."""

import pytest
from sqlalchemy import select

from services.partners.actions import forgetting, readmissions
from services.partners.actions.evaluations import evaluate
from services.partners.actions.invitations import answer_invitation
from services.partners.domain.answer import Answer
from services.partners.models import Evaluation
from services.partners.queries.timeline import timeline
from services.partners.tasks.consumers import consumers
from shared.audit import record
from shared.change import FORGET, Change, ChangeActor, ChangeValue
from shared.context import Actor, acting_as
from shared.database import new_id
from shared.events.registry import IkmForgotten
from shared.history import verify
from tests.partners.actions.test_partings import parted, twins
from tests.partners.evaluations import SAID, was_there
from tests.partners.factories import announced, invitations_of, invited, merged
from tests.partners.tasks.test_consumers import deliver

BASIS = "Surat 12/2026"


def test_an_owners_answer_and_name_go_with_the_ikm(database):
    with database.transaction() as session:
        invitation = invited(session)
    with acting_as(Actor(None, "Ibu Sari", "invited")), database.transaction() as session:
        answer_invitation(session, invitation.id, Answer("declined", reason="anak saya sakit"), source="link")
    deliver(database, IkmForgotten(ikm_ids=[invitation.ikm_id], basis=BASIS), times=2)
    with database.reading() as session:
        changes = session.scalars(select(Change).where(Change.noun == "invitation")).all()
        assert changes
        assert all(change.is_erased and change.actor_name != "Ibu Sari" for change in changes)
        [erasure] = session.scalars(select(Change).where(Change.action == FORGET))
        assert (erasure.noun, erasure.noun_id, erasure.reason) == ("ikm", invitation.ikm_id, BASIS)
        assert (verify(session).broken, verify(session).erased > 0) == (None, True)


def test_an_answer_goes_also_while_a_merger_has_it_elsewhere(database):
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A")
        [invitation] = invitations_of(session, offer)
    decline(database, invitation, "anak saya sakit")
    with database.transaction() as session:
        merged(session, gone, kept)
    deliver(database, IkmForgotten(ikm_ids=[gone], basis=BASIS))
    assert not {"anak saya sakit", "Ibu Sari"} & said(database)


def test_what_an_owner_said_of_a_programme_goes_with_the_ikm_and_nobody_elses(make_database):
    database = make_database("partners")
    with database.transaction() as session:
        _, (gone, stays) = was_there(session)
    with acting_as(Actor(None, "Ibu Sari", "invited")), database.transaction() as session:
        for one in (gone, stays):
            evaluate(session, one.id, SAID, source="link")
    deliver(database, IkmForgotten(ikm_ids=[gone.nomination.ikm_id], basis=BASIS), times=2)
    with database.reading() as session:
        kept = {item.enrolment_id: item for item in session.scalars(select(Evaluation))}
        assert (kept[gone.id].first_step, kept[gone.id].obstacle, kept[gone.id].useful) == ("", "", SAID["useful"])
        assert (kept[stays.id].first_step, kept[stays.id].obstacle) == (SAID["first_step"], SAID["obstacle"])
        lines = session.scalars(select(Change).where(Change.noun == "enrolment"))
        assert {line.noun_id for line in lines if line.is_erased} == {gone.id}
        assert verify(session).broken is None


@pytest.mark.parametrize("forgotten", ["gone", "kept"])
def test_of_a_seat_that_stayed_with_the_other_what_was_said_before_goes_with_the_first_alone(database, forgotten):
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A")
        [invitation] = invitations_of(session, offer)
    decline(database, invitation, "anak saya sakit")
    with database.transaction() as session:
        merged(session, gone, kept)
        parted(session, gone)
        merged(session, gone, kept)
        readmissions.readmit_nomination(session, invitation.nomination_id)
        parted(session, gone)
    with database.transaction() as session:
        [newer] = [item for item in invitations_of(session, offer) if item.ikm_id == kept]
    decline(database, newer, "panen")
    ikm_id, own, others = {"gone": (gone, "anak saya sakit", "panen"), "kept": (kept, "panen", "anak saya sakit")}[
        forgotten
    ]
    deliver(database, IkmForgotten(ikm_ids=[ikm_id], basis=BASIS))
    assert (own in said(database), others in said(database)) == (False, True)


@pytest.mark.parametrize("heard_first", ["parting", "forgetting"])
def test_what_was_moved_for_a_while_is_said_of_the_one_it_was_made_for(database, heard_first):
    with database.transaction() as session:
        offer, gone, kept = twins(session, "A")
        [invitation] = invitations_of(session, offer)
    decline(database, invitation, "anak saya sakit")
    with database.transaction() as session:
        merged(session, gone, kept)
        if heard_first == "parting":
            parted(session, gone)
    deliver(database, IkmForgotten(ikm_ids=[kept], basis=BASIS))
    assert {"anak saya sakit", "Ibu Sari"} <= said(database)


def decline(database, invitation, reason):
    with acting_as(Actor(None, "Ibu Sari", "invited")), database.transaction() as session:
        answer_invitation(session, invitation.id, Answer("declined", reason=reason), source="link")


def said(database):
    with database.reading() as session:
        assert verify(session).broken is None
        return {*session.scalars(select(ChangeValue.reason)), *session.scalars(select(ChangeActor.name))}


def test_an_accounts_name_goes_everywhere_and_the_others_are_told(database):
    account_id, offer_id = new_id(), new_id()
    with acting_as(Actor(account_id, "Rahma", "staff")), database.transaction() as session:
        record(session, noun="offer", noun_id=offer_id, action="pause", reason="libur")
    with database.transaction() as session:
        assert forgetting.forget(session, "account", account_id, BASIS) == 1
    with database.reading() as session:
        [step] = timeline(session, "offer", offer_id)
        assert (step.who, step.reason, step.erased) == (None, "libur", False)
        assert announced(session, "account_forgotten") == [{"account_id": str(account_id), "basis": BASIS}]


def test_the_fact_has_its_handler():
    assert IkmForgotten in consumers.handlers
