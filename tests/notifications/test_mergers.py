"""Mails of IKM that are merged, parted again and merged the other way round, as snapshots tell it late and twice."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings

from services.notifications.actions import contacts
from services.notifications.models.contact import living_on_in, remaining_id
from services.notifications.queries.reader import objections
from shared.database import new_id
from shared.events.partners import InvitationAnswered, InvitationClosed
from tests.mergers import SIZE, Told, tellings
from tests.notifications.conftest import Desk
from tests.notifications.factories import a_profile, an_answer, an_end, an_invitation
from tests.notifications.mail_servers import mail_server


def test_two_that_live_on_in_each_other_for_a_while_count_each_for_itself(any_desk: Desk) -> None:
    one, other, third = new_id(), new_id(), new_id()
    any_desk.hear(a_profile(one, 2, merged_into=other), a_profile(other, 2, merged_into=one))
    any_desk.hear(a_profile(third, 2, merged_into=one))
    with any_desk.database.reading() as session:
        assert [remaining_id(session, ikm) for ikm in (one, other, third)] == [one, other, third]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=tellings())
def test_whatever_comes_late_or_twice_each_lives_on_where_the_register_says(desk: Desk, told: Told) -> None:
    ikm = [new_id() for _ in range(SIZE)]
    with desk.database.transaction() as session:
        for snapshot in told.snapshots:
            into = None if snapshot.merged_into is None else ikm[snapshot.merged_into]
            contacts.keep(session, a_profile(ikm[snapshot.number], snapshot.revision, merged_into=into))
            for one in ikm:
                living_on_in(session, remaining_id(session, one))
        assert [remaining_id(session, one) for one in ikm] == [ikm[told.remaining(number)] for number in range(SIZE)]


def test_a_mail_written_before_a_merger_that_was_undone_goes_by_the_rules_of_its_own_ikm(any_desk: Desk) -> None:
    invitation, other = an_invitation(), new_id()
    any_desk.hear(a_profile(invitation.ikm_id), a_profile(other))
    any_desk.hear(invitation)
    any_desk.hear(a_profile(invitation.ikm_id, 2, status="merged", merged_into=other))
    any_desk.hear(a_profile(invitation.ikm_id, 3), a_profile(other, 2, restricted=True))
    with mail_server() as server:
        any_desk.deliver(server.url)
    assert len(server.bodies) == 1
    assert any_desk.email("invitation").ikm_id == invitation.ikm_id


@pytest.mark.parametrize("fact", [an_answer, an_end])
def test_what_is_said_of_an_invitation_reaches_whom_it_was_meant_for_also_once_the_merger_is_undone(
    any_desk: Desk, fact: Callable[..., InvitationAnswered | InvitationClosed]
) -> None:
    invitation, other = an_invitation(), new_id()
    any_desk.hear(a_profile(invitation.ikm_id), a_profile(other, email="lain@ikm.example"))
    any_desk.hear(a_profile(invitation.ikm_id, 2, status="merged", merged_into=other))
    any_desk.hear(fact(invitation, ikm_id=other, made_for=invitation.ikm_id, email="lain@ikm.example"))
    any_desk.hear(a_profile(invitation.ikm_id, 3))
    with mail_server() as server:
        any_desk.deliver(server.url)
    gone_to = [address for address in ("sari@ikm.example", "lain@ikm.example") if address in str(server.bodies)]
    assert gone_to == ["sari@ikm.example"]


def test_whoever_objected_under_either_name_is_written_to_under_neither(any_desk: Desk) -> None:
    invitation, other = an_invitation(), new_id()
    any_desk.hear(a_profile(invitation.ikm_id), a_profile(other))
    any_desk.hear(a_profile(invitation.ikm_id, 2, status="merged", merged_into=other, restricted=True))
    any_desk.hear(invitation)
    assert any_desk.email("invitation").reason == "restricted"
    with any_desk.database.reading() as session:
        assert objections(session, [other]).get(other) is None
