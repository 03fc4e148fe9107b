"""An institution that is no active partner is told nothing, also by a mail that waited when its partnership paused."""

from datetime import timedelta
from threading import Event, Thread

import pytest
import time_machine

from services.notifications.actions import institutions, messages, restoration
from services.notifications.actions.letters import tell
from services.notifications.tasks import schedule
from shared.clock import now
from shared.database import new_id
from shared.errors import RuleBroken
from shared.events.partners import MatchesSuggested, NominationsSent
from shared.messaging.restoration import OCCURRED, Restoration
from tests.notifications.conftest import Desk
from tests.notifications.factories import (
    INSTITUTION,
    a_cancellation,
    a_nominee,
    a_standing,
    an_account,
    an_offer,
)
from tests.notifications.mail_servers import mail_server
from tests.notifications.test_permission import at_once, make_due

LECTURER = {"role": "institution", "institution_id": INSTITUTION, "email": "dosen@unmul.example"}
SUSPENDED = a_standing(revision=2, active=False)
RESUMED = a_standing(revision=3, active=True)


def nominees() -> NominationsSent:
    return NominationsSent(offer=an_offer(), nominees=[a_nominee()])


def told(desk: Desk) -> list[str]:
    """Return to whom mail goes when all that waits is tried."""
    with mail_server() as server:
        make_due(desk)
        desk.deliver(server.url)
    return sorted(mail["To"].addresses[0].addr_spec for mail in server.mails)


def release(desk: Desk) -> None:
    schedule.release_held(desk.database)


def test_a_mail_that_waits_does_not_go_to_an_institution_suspended_meanwhile(any_desk: Desk) -> None:
    any_desk.hear(a_standing(), an_account(**LECTURER), nominees(), SUSPENDED)
    assert told(any_desk) == []
    assert {(mail.state, mail.reason) for mail in any_desk.emails()} == {("suppressed", "no_partner")}


def test_a_mail_written_beside_the_suspension_is_not_sent(any_desk: Desk) -> None:
    fact = nominees()
    any_desk.hear(a_standing(), an_account(**LECTURER))
    at_once(
        any_desk.database,
        lambda session: tell(session, fact),
        lambda session: institutions.keep(session, SUSPENDED),
    )
    assert told(any_desk) == []


@pytest.mark.parametrize("backend", ["postgresql"])
def test_no_attempt_begins_while_the_suspension_is_being_written(any_desk: Desk) -> None:
    any_desk.hear(a_standing(), nominees())
    noted, delivered = Event(), Event()

    def suspend() -> None:
        with any_desk.database.transaction() as session:
            institutions.keep(session, SUSPENDED)
            noted.set()
            delivered.wait(60)

    suspending = Thread(target=suspend)
    suspending.start()
    noted.wait(60)
    meanwhile = told(any_desk)
    delivered.set()
    suspending.join()
    assert (meanwhile, told(any_desk)) == ([], [])
    assert any_desk.email("nominations_sent").reason == "no_partner"


def test_what_was_held_goes_once_the_institution_is_a_partner_again(any_desk: Desk) -> None:
    any_desk.hear(a_standing(), an_account(**LECTURER), nominees(), SUSPENDED)
    assert told(any_desk) == []
    release(any_desk)
    assert told(any_desk) == []
    any_desk.hear(RESUMED)
    release(any_desk)
    assert told(any_desk) == ["dosen@unmul.example", "kerja.sama@unmul.example"]


def test_what_would_come_too_late_after_the_suspension_rests_and_is_no_work_for_anybody(desk: Desk) -> None:
    desk.hear(a_standing(), nominees(), SUSPENDED)
    assert told(desk) == []
    with time_machine.travel(now() + timedelta(days=8)):
        desk.hear(RESUMED)
        release(desk)
        assert told(desk) == []
    assert desk.email("nominations_sent").state == "suppressed"


def test_what_comes_while_it_is_suspended_is_held_and_goes_afterwards(desk: Desk) -> None:
    desk.hear(SUSPENDED, nominees())
    assert desk.email("nominations_sent").reason == "no_partner"
    desk.hear(RESUMED)
    release(desk)
    assert told(desk) == ["kerja.sama@unmul.example"]


def test_nobody_sends_it_by_hand_meanwhile(desk: Desk) -> None:
    desk.hear(a_standing(), nominees())
    with mail_server(to_recipient="550 No") as server:
        for _ in range(2):
            make_due(desk)
            desk.deliver(server.url)
    desk.hear(SUSPENDED)
    with pytest.raises(RuleBroken, match="mitra"), desk.database.transaction() as session:
        messages.resend(session, desk.email("nominations_sent").id)


def test_that_its_own_programme_is_off_it_is_told_all_the_same(desk: Desk) -> None:
    desk.hear(SUSPENDED, a_cancellation())
    assert told(desk) == ["kerja.sama@unmul.example"]


def test_another_institution_and_the_office_are_told_as_ever(desk: Desk) -> None:
    other = an_offer(institution_id=new_id(), institution_email="lain@lain.example")
    desk.hear(an_account(), SUSPENDED, NominationsSent(offer=other, nominees=[a_nominee()]))
    desk.hear(MatchesSuggested(offer=an_offer(), suggested=1, to_confirm=0, not_eligible=0))
    assert told(desk) == ["lain@lain.example", "rahmat@kutim.example"]


def test_of_one_that_nobody_spoke_of_nothing_is_held(desk: Desk) -> None:
    desk.hear(nominees())
    assert told(desk) == ["kerja.sama@unmul.example"]


def test_an_older_standing_changes_nothing(any_desk: Desk) -> None:
    any_desk.hear(SUSPENDED, a_standing(revision=1), nominees())
    assert told(any_desk) == []


def test_heard_again_after_the_return_it_waits_for_a_person(desk: Desk) -> None:
    desk.hear(SUSPENDED)
    with desk.database.transaction() as session:
        session.get_one(Restoration, 1).restored_at = now()
        session.info[OCCURRED] = (now() - timedelta(hours=1)).isoformat()
        tell(session, nominees())
    assert desk.email("nominations_sent").reason == "restored"


def test_held_in_a_copy_it_waits_for_a_person_after_the_return(desk: Desk) -> None:
    """It may have gone after the copy was made."""
    desk.hear(SUSPENDED, nominees())
    with desk.database.transaction() as session:
        restoration.make_good(session)
    desk.hear(RESUMED)
    release(desk)
    assert told(desk) == []
    assert desk.email("nominations_sent").reason == "restored"
