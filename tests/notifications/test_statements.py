"""What hearing of a fact, and an attempt to send, ask of the database: each thing about a reader once."""

from services.notifications.tasks.consumers import consumers
from shared.database import new_id
from tests.notifications.conftest import Desk, envelope
from tests.notifications.factories import a_profile, an_invitation
from tests.notifications.mail_servers import mail_server
from tests.statements import statements_of


def test_an_invitation_with_its_reminders_asks_about_its_reader_once(any_desk: Desk) -> None:
    invitations = [an_invitation() for _ in range(11)]
    any_desk.hear(*(a_profile(one.ikm_id) for one in invitations))
    with statements_of(any_desk.database.engine) as asked:
        consumers.receive(any_desk.database, [envelope(one, new_id().hex) for one in invitations])
    assert len(asked) / len(invitations) < 15
    for table in ("suppression", "preference"):
        assert sum(f"FROM {table}" in one for one in asked) == len(invitations)


def test_an_attempt_asks_about_its_reader_once(any_desk: Desk) -> None:
    invitation = an_invitation()
    any_desk.hear(a_profile(invitation.ikm_id), invitation)
    with mail_server() as server, statements_of(any_desk.database.engine) as asked:
        any_desk.deliver(server.url)
    assert len(server.mails) == 1
    for table in ("contact", "suppression", "preference", "ending"):
        assert sum(f"FROM {table}" in one for one in asked) <= 2, table


def test_facts_that_come_together_wake_delivery_once(any_desk: Desk) -> None:
    invitations = [an_invitation() for _ in range(5)]
    with statements_of(any_desk.database.engine) as asked:
        consumers.receive(any_desk.database, [envelope(one, new_id().hex) for one in invitations])
    woken = sum("'clock'" in one for one in asked)
    assert woken == (0 if any_desk.database.is_sqlite else 1)


def test_an_invitation_with_its_reminders_asks_once_what_has_ended_and_is_written_at_once(any_desk: Desk) -> None:
    invitations = [an_invitation() for _ in range(5)]
    with statements_of(any_desk.database.engine) as asked:
        consumers.receive(any_desk.database, [envelope(one, new_id().hex) for one in invitations])
    for started in ("SELECT ending.subject_id, ending.reason", "INSERT INTO message "):
        assert sum(one.startswith(started) for one in asked) == len(invitations), started
