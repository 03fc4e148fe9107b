"""It is open whether a mail arrived: the office calls to be sure, until it is answered, told, or known to be there."""

import pytest
from sqlalchemy.orm import Session

from services.partners.actions import calls, invitations, offers
from services.partners.domain import invitation as rules
from services.partners.domain.answer import Answer
from services.partners.models import Invitation
from services.partners.queries.call_keys import ANSWER, NEWS, TOLD, CallFilter
from services.partners.queries.call_list import list_calls
from services.partners.tasks.consumers import consumers
from shared.database import Database, new_id
from shared.errors import RuleBroken
from shared.events.notifications import EmailArrived, EmailDoubtful
from tests.partners.factories import ikm_changes, invited
from tests.partners.tasks.test_consumers import deliver


def doubtful(invitation: Invitation, *, asks: bool = True) -> EmailDoubtful:
    return EmailDoubtful(
        email_id=new_id(), template="invitation", invitation_id=invitation.id, ikm_id=invitation.ikm_id, asks=asks
    )


def arrived(invitation: Invitation, *, asks: bool = True) -> EmailArrived:
    return EmailArrived(
        email_id=new_id(), template="invitation", invitation_id=invitation.id, ikm_id=invitation.ikm_id, asks=asks
    )


def listed(database: Database, kind: str | None = None) -> list[str]:
    with database.reading() as session:
        return [call.kind for call in list_calls(session, CallFilter(kind=kind), 10)[0]]


@pytest.fixture
def invitation(database: Database) -> Invitation:
    with database.transaction() as session:
        return invited(session)


def called_off(session: Session, invitation: Invitation) -> None:
    offers.cancel_offer(session, invitation.offer_id, "Batal")


def test_whose_invitation_is_in_doubt_is_called_and_can_still_answer_by_link(
    database: Database, invitation: Invitation
) -> None:
    deliver(database, doubtful(invitation), times=2)
    assert listed(database) == [ANSWER]
    with database.transaction() as session:
        found = session.get_one(Invitation, invitation.id)
        assert (found.state, found.channel) == (rules.ISSUED, rules.BY_MAIL)
        invitations.answer_invitation(session, invitation.id, Answer(rules.ACCEPTED), source="link")
    assert listed(database) == []


@pytest.mark.parametrize("how", ["the mail page", "the call list"])
def test_whoever_says_that_the_mail_is_there_need_not_be_called(
    database: Database, invitation: Invitation, how: str
) -> None:
    deliver(database, doubtful(invitation))
    if how == "the mail page":
        deliver(database, arrived(invitation))
    else:
        with database.transaction() as session:
            calls.mark_arrived(session, invitation.id)
    assert listed(database) == []


def test_whoever_may_not_have_heard_that_it_is_off_is_called_until_told(
    database: Database, invitation: Invitation
) -> None:
    with database.transaction() as session:
        called_off(session, invitation)
    deliver(database, doubtful(invitation, asks=False))
    assert listed(database) == [NEWS]
    with database.transaction() as session:
        calls.mark_told(session, invitation.id, "phone")
    assert (listed(database), listed(database, TOLD)) == ([], [TOLD])


def test_a_doubt_about_the_invitation_says_nothing_about_the_news_that_it_is_off(
    database: Database, invitation: Invitation
) -> None:
    deliver(database, doubtful(invitation))
    with database.transaction() as session:
        called_off(session, invitation)
    deliver(database, doubtful(invitation))
    assert listed(database) == []
    with pytest.raises(RuleBroken), database.transaction() as session:
        calls.mark_told(session, invitation.id, "phone")


def test_a_doubt_that_comes_after_the_answer_puts_nobody_on_the_list(
    database: Database, invitation: Invitation
) -> None:
    with database.transaction() as session:
        invitations.answer_invitation(session, invitation.id, Answer(rules.ACCEPTED), source="link")
    deliver(database, doubtful(invitation))
    assert listed(database) == []


def test_whoever_asked_not_to_be_processed_is_not_called_to_be_sure(database: Database, invitation: Invitation) -> None:
    deliver(database, doubtful(invitation))
    with database.transaction() as session:
        ikm_changes(session, invitation.ikm_id, restricted=True)
    assert listed(database) == []
    assert EmailDoubtful in consumers.handlers
