"""What notifications tells the others."""

from sqlalchemy import select

from shared.events.notifications import EmailFailed, address_hash
from shared.messaging.outbox import Outbox
from tests.notifications.factories import an_invitation


def test_a_mail_that_was_given_up_says_by_a_hash_where_it_went(any_desk):
    any_desk.hear(an_invitation(email="Salah@contoh"))
    with any_desk.database.reading() as session:
        failed = session.scalars(select(Outbox.payload).where(Outbox.name == EmailFailed.event_name)).all()
        assert {payload["sent_to"] for payload in failed} == {address_hash("salah@contoh")}
        assert "salah" not in repr(failed).lower()
