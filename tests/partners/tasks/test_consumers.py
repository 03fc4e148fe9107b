from services.partners.actions import invitations, offers
from services.partners.actions.announcements import summary
from services.partners.queries.call_keys import NEWS, CallFilter
from services.partners.queries.call_list import list_calls
from services.partners.tasks.consumers import consumers
from shared.database import new_id
from shared.events.catalogue import CONSUMERS
from shared.events.contract import dump
from shared.events.notifications import EmailFailed
from shared.events.partners import OfferOpened
from tests.partners.factories import (
    announced,
    confirmed,
    invitations_of,
    invited,
    keep_ikm,
    opened,
    profile_changed,
    states,
    suggestions,
)


def deliver(database, *facts, times=1):
    """Hand facts to the consumer as the worker does; ``times`` deliveries of the same messages."""
    envelopes = [
        {"id": str(new_id()), "producer": fact.event_name.split(".")[0], "seq": number, "name": fact.event_name,
         "version": fact.event_version, "attempt": 0, "correlation_id": "c", "payload": dump(fact)}
        for number, fact in enumerate(facts, start=1)
    ]  # fmt: skip
    for _ in range(times):
        consumers.receive(database, envelopes)


def bounced(invitation):
    return EmailFailed(email_id=new_id(), template="invitation", reason="550", invitation_id=invitation.id, ikm_id=None)


def test_every_fact_the_catalogue_sends_here_has_a_handler():
    assert set(consumers.handlers) == {fact for fact, receivers in CONSUMERS.items() if "partners" in receivers}


def test_the_same_facts_delivered_three_times_act_once(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=2)
        fresh = profile_changed(name="Baru")
    deliver(database, OfferOpened(offer=summary(offer)), fresh, times=3)
    with database.transaction() as session:
        assert states(session, offer) == {"IKM 0": "accepted", "IKM 1": "accepted", "Baru": "suggested"}
        assert len(announced(session, "matches_suggested")) == 1
        assert len(announced(session, "invitation_issued")) == 2


def test_a_mail_that_failed_puts_the_invitation_on_the_call_list(database):
    with database.transaction() as session:
        offer = confirmed(session, ikm=1)
        (invitation,) = invitations_of(session, offer)
    deliver(database, bounced(invitation))
    with database.transaction() as session:
        assert [item.state for item in invitations_of(session, offer)] == ["undeliverable"]


def test_a_cancellation_that_mail_could_not_bring_is_told_by_phone(database):
    with database.transaction() as session:
        invitation = invited(session)
        offers.cancel_offer(session, invitation.offer_id, "Batal")
    deliver(database, bounced(invitation), times=3)
    with database.transaction() as session:
        assert [call.invitation.id for call in list_calls(session, CallFilter(kind=NEWS), 5)[0]] == [invitation.id]


def test_a_merger_and_a_data_request_take_effect(database):
    with database.transaction() as session:
        lost, kept, secret = keep_ikm(session, 3)
        offer = opened(session, quota=3)
        invitations.confirm_selection(session, offer.id, [row.ikm_id for row in suggestions(session, offer)])
    deliver(
        database,
        profile_changed(ikm_id=lost, revision=2, name="IKM 0", status="merged", merged_into=kept),
        profile_changed(ikm_id=secret, revision=2, name="IKM 2", restricted=True),
    )
    with database.transaction() as session:
        assert states(session, offer) == {"IKM 0": "withdrawn", "IKM 1": "accepted", "IKM 2": "withdrawn"}
