"""One mail after the other: what the server said of one is written down as the next begins, and never lost for it."""

from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import event, select

from services.notifications.channels.relay import Relay
from services.notifications.models import MailFlow, Message
from services.notifications.tasks import attempts
from services.notifications.tasks.heard import Heard
from shared.events.notifications import MailFlowChanged
from shared.messaging.outbox import Outbox
from tests.notifications.conftest import Desk
from tests.notifications.factories import an_invitation
from tests.notifications.mail_servers import mail_server


def hear_invitations(desk: Desk, number: int) -> None:
    desk.hear(*(an_invitation(email=f"ikm{each}@ikm.example") for each in range(number)))


def standing(desk: Desk) -> list[str]:
    return sorted(desk.states()["invitation"])


def deliver(desk: Desk) -> None:
    with mail_server() as server:
        desk.deliver(server.url)


def test_one_mail_at_most_is_under_way(any_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    under_way, hand_over = [], Relay.hand_over

    def look(relay: Relay, *what: Any) -> Any:
        under_way.append(standing(any_desk).count("sending"))
        return hand_over(relay, *what)

    monkeypatch.setattr(Relay, "hand_over", look)
    hear_invitations(any_desk, 4)
    deliver(any_desk)
    assert under_way == [1, 1, 1, 1]
    assert standing(any_desk) == ["sent"] * 4


def test_a_worker_killed_as_the_next_mail_begins_leaves_one_in_doubt(any_desk: Desk) -> None:
    hear_invitations(any_desk, 3)
    begin, begun = attempts.Attempts._begin, iter((True, False))

    def killed(self: attempts.Attempts, message: Message) -> Any:
        if next(begun):
            return begin(self, message)
        raise KeyboardInterrupt

    with (
        patch.object(attempts.Attempts, "_begin", killed),
        patch.object(Heard, "write_down", lambda heard: False),
        pytest.raises(KeyboardInterrupt),
    ):
        deliver(any_desk)
    assert standing(any_desk) == ["queued", "queued", "sending"]


def test_a_letter_that_cannot_be_written_undoes_nothing_of_the_mail_before(
    any_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear_invitations(any_desk, 3)
    write = attempts.write

    def cannot(session: Any, message: Message, *what: Any) -> Any:
        if message.address == "ikm1@ikm.example":
            raise LookupError
        return write(session, message, *what)

    monkeypatch.setattr(attempts, "write", cannot)
    deliver(any_desk)
    assert standing(any_desk) == ["failed", "sent", "sent"]


def test_that_mail_goes_again_is_told_in_the_story_of_the_mail_that_was_taken(any_desk: Desk) -> None:
    hear_invitations(any_desk, 2)
    with any_desk.database.transaction() as session:
        session.add(MailFlow(id=1, state="troubled", pauses=1, untaken=[]))
    deliver(any_desk)
    first, second = sorted((email.sent_at, email.correlation_id) for email in any_desk.emails(Message.state == "sent"))
    with any_desk.database.reading() as session:
        stories = session.scalars(select(Outbox.correlation_id).where(Outbox.name == MailFlowChanged.event_name)).all()
    assert stories == [first[1]]
    assert second[1] != first[1]


def test_a_mail_that_is_taken_costs_one_commit(any_desk: Desk) -> None:
    commits: list[int] = []
    hear_invitations(any_desk, 6)
    event.listen(any_desk.database.engine, "commit", lambda connection: commits.append(1))
    deliver(any_desk)
    # Beside them: the settings, the last answer, and for each look at the list its reminders and the claim.
    assert len(commits) == 6 + 2 + 2 * 2
