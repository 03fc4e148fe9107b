"""Random sequences of facts, tempers of the mail server and deaths of workers, against what must always hold."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, update

from services.notifications.actions import messages
from services.notifications.channels.relay import Relay
from services.notifications.letters.catalogue import ASKING
from services.notifications.models import Contact, Delivery, Ending, MailFlow, Message, Suppression
from services.notifications.tasks import schedule
from shared.clock import now
from shared.database import Database
from shared.errors import RuleBroken
from tests.notifications.conftest import Desk
from tests.notifications.factories import a_cancellation, a_profile, an_answer, an_end, an_invitation
from tests.notifications.mail_servers import Temper, mail_server

TEMPERS = st.sampled_from([
    {}, {}, {"lose": "after the body"}, {"lose": "after the body"}, {"lose": "before the body"},
    {"to_recipient": "451 Later"}, {"to_recipient": "550 No such user"},
])  # fmt: skip
pick = st.integers(0, 10)


class Mails(RuleBasedStateMachine):
    """``allowed`` grows when a person has a mail sent again."""

    def __init__(self, desk: Desk, server: Temper) -> None:
        super().__init__()
        self.desk, self.server = desk, server
        self.invitations, self.allowed = [], Counter()
        server.bodies.clear()
        with desk.database.transaction() as session:
            for table in (Delivery, Message, Ending, Contact, Suppression, MailFlow):
                session.execute(delete(table))

    @initialize()
    def begin_with_one(self) -> None:
        self.invite()

    @rule()
    def invite(self) -> None:
        invitation = an_invitation(email=f"ikm{len(self.invitations)}@ikm.example")
        self.invitations.append(invitation)
        self.desk.hear(invitation, times=2)

    @rule(which=pick, revision=st.integers(1, 3))
    def answer(self, which: int, revision: int) -> None:
        if self.invitations:
            invitation = self.invitations[which % len(self.invitations)]
            self.desk.hear(an_answer(invitation, revision=revision))
            self._nothing_asks_about(invitation)

    @rule(which=pick, how=st.sampled_from(("restricted", "offer_cancelled", "seat_withdrawn")))
    def end(self, which: int, how: str) -> None:
        if self.invitations:
            invitation = self.invitations[which % len(self.invitations)]
            restricted = a_profile(invitation.ikm_id, restricted=True)
            end = an_end(invitation, notice=how, revision=4)
            facts = {"restricted": [restricted], "offer_cancelled": [a_cancellation(invitation), end]}
            self.desk.hear(*facts.get(how, [end]), times=2)
            self._nothing_asks_about(invitation)

    @rule(temper=TEMPERS)
    def deliver(self, temper: dict[str, str]) -> None:
        self._let_time_pass()
        self.server.to_recipient, self.server.lose = temper.get("to_recipient"), temper.get("lose")
        self.desk.deliver(self.server.url)

    @rule(before=st.booleans())
    def die(self, before: bool) -> None:
        self._let_time_pass()
        step = "connect" if before else "hand_over"
        with patch.object(Relay, step, side_effect=KeyboardInterrupt), suppress(KeyboardInterrupt):
            self.desk.deliver(self.server.url)

    @rule(which=pick)
    def send_again(self, which: int) -> None:
        open_ones = self.desk.emails(Message.state.in_(("failed", "uncertain")))
        if not open_ones:
            return
        email = open_ones[which % len(open_ones)]
        with suppress(RuleBroken), self.desk.database.transaction() as session:
            messages.resend(session, email.id)
            self.allowed[email.message_id] += 1

    @invariant()
    def nothing_arrives_twice_unless_a_person_wants_it(self) -> None:
        waiting_for_a_person = Counter(mail["Message-ID"] for mail in self._asking())
        assert all(count <= 1 + self.allowed[message_id] for message_id, count in waiting_for_a_person.items())

    @invariant()
    def what_is_sent_has_arrived_and_nothing_is_forgotten(self) -> None:
        taken = {mail["Message-ID"] for mail in self.server.mails}
        found = self.desk.emails()
        assert {email.message_id for email in found if email.state == "sent"} <= taken
        assert len([email for email in found if email.template == "invitation"]) == len(self.invitations)

    def _nothing_asks_about(self, invitation) -> None:
        asked = self.desk.emails(Message.invitation_id == invitation.invitation_id, Message.template.in_(ASKING))
        assert "queued" not in {email.state for email in asked}

    def _asking(self) -> Iterator:
        begins = ("Undangan", "Mohon jawaban", "Acara untuk", "Maaf")
        return (mail for mail in self.server.mails if mail["Subject"].startswith(begins))

    def _let_time_pass(self) -> None:
        """Let back-off and claims of the dead run out; reminders stay where they are."""
        with self.desk.database.transaction() as session:
            session.execute(
                update(Message).where(Message.template != "invitation_reminder").values(next_attempt_at=now())
            )
        with self.desk.database.transaction() as session:
            session.execute(
                update(Message).where(Message.claimed_at.is_not(None)).values(claimed_at=now() - timedelta(hours=1))
            )
        schedule.settle_stragglers(self.desk.database)


@pytest.mark.timeout(300)
def test_whatever_happens_each_mail_is_sent_once_or_somebody_is_told(make_database: Callable[[str], Database]) -> None:
    desk = Desk(make_database("notifications"))
    with mail_server() as server:
        run_state_machine_as_test(
            lambda: Mails(desk, server),
            settings=settings(
                max_examples=12,
                stateful_step_count=12,
                deadline=None,
                # Each step talks to a mail server: making a failing sequence shorter would take minutes.
                phases=(Phase.explicit, Phase.reuse, Phase.generate),
                suppress_health_check=list(HealthCheck),
            ),
        )
